//! Inputs that are packed.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Limits;
use super::head::{Bytes, take_head};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;

/// The input, unpacked where it is packed: gzip and Zstandard, as its first bytes tell.
pub(super) fn unpacked<'r>(mut input: Bytes<'r>, limits: &Limits) -> io::Result<Bytes<'r>> {
    let head = take_head(&mut input, 4, |_| false)?;
    let input: Bytes = Box::new(io::Cursor::new(head.clone()).chain(input));
    let is_gzip = head.starts_with(&[0x1f, 0x8b]);
    if !is_gzip && !is_zstd(&head) {
        return Ok(input);
    }
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: input, count: Arc::clone(&packed) };
    let counted = BufReader::with_capacity(BUFFER, counted);
    let inner: Bytes = if is_gzip {
        Box::new(MultiGzDecoder::new(counted))
    } else {
        Box::new(ZstdReader { inner: counted, decoder: FrameDecoder::new(), is_open: false })
    };
    Ok(Box::new(Guarded { inner, packed, unpacked: 0, limits: *limits }))
}

/// A frame, or one to be skipped.
fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) || matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// Counts the bytes that are read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Ends with an error where little unpacks to very much.
struct Guarded<R> {
    inner: R,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    limits: Limits,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer).map_err(|error| {
            io::Error::new(error.kind(), format!("it cannot be unpacked, it is damaged or cut off ({error})"))
        })?;
        self.unpacked += count as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > self.limits.unpacked && self.unpacked / self.limits.ratio > packed {
            return Err(io::Error::other(format!(
                "it unpacks to more than {} times its size: if it can be trusted, unpack it first",
                self.limits.ratio
            )));
        }
        Ok(count)
    }
}

/// Unpacks Zstandard frames, one behind another.
struct ZstdReader<R> {
    inner: R,
    decoder: FrameDecoder,
    is_open: bool,
}

impl<R: BufRead> ZstdReader<R> {
    /// Begins the next frame; tells whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.inner.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.inner) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.inner.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error.to_string())),
            }
        }
        Ok(false)
    }

    fn verify(&self) -> io::Result<()> {
        match self.decoder.get_checksum_from_data() {
            Some(sum) if self.decoder.get_calculated_checksum() != Some(sum) => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum is another"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for ZstdReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open {
                self.is_open = self.begin()?;
                if !self.is_open {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let blocks = BlockDecodingStrategy::UptoBlocks(1);
                let decoded = self.decoder.decode_blocks(&mut self.inner, blocks);
                decoded.map_err(|error| io::Error::other(error.to_string()))?;
            }
            let count = self.decoder.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            self.verify()?;
            self.is_open = false;
        }
    }
}
