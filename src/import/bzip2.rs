//! Reading bzip2 on all processors.
//!
//! One thread decompresses some 10 MB/s, which makes bzip2 the slowest part of an import by far. A file is
//! a row of blocks, each of which begins with the same 48 bits, at any bit of a byte, and can be decompressed by itself as a stream of
//! one block. So the blocks are looked for, and some at a time are decompressed side by side, as lbzip2 does. The checksum
//! of every block is checked; that of the whole stream is made of those and adds nothing.
//!
//! That 48 bits are met by chance inside a block happens about once in 30 TB; the import then fails with a message that
//! tells the way around.

use std::io::{self, Read};
use std::mem;

use ::bzip2::read::BzDecoder;

use crate::parallel;

const BLOCK: u64 = 0x3141_5926_5359;
const END: u64 = 0x1772_4538_5090;
const MASK: u64 = (1 << 48) - 1;
/// So many blocks are decompressed at once: enough to keep some processors busy, some 30 MB in memory.
const BATCH: usize = 24;
/// So many bytes are read at once.
const READ: usize = 1 << 18;
/// A block of 900 kB cannot get much longer.
const LONGEST_BLOCK: usize = 4 << 20;

/// Decompresses what another reader gives.
pub(super) struct Bzip2Reader<R> {
    inner: R,
    blocks: Finder,
    /// What is decompressed, from `at` on not yet read.
    output: Vec<u8>,
    at: usize,
    is_over: bool,
}

impl<R: Read> Bzip2Reader<R> {
    pub fn new(inner: R) -> Self {
        Bzip2Reader { inner, blocks: Finder::default(), output: Vec::new(), at: 0, is_over: false }
    }

    /// Decompresses the next blocks.
    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = vec![0; READ];
        while self.blocks.found.len() < BATCH && !self.is_over {
            let count = self.inner.read(&mut bytes)?;
            self.is_over = count == 0;
            self.blocks.scan(&bytes[..count])?;
        }
        if self.is_over && self.blocks.found.is_empty() && !self.blocks.ended {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the bzip2 file is cut off"));
        }
        let found = mem::take(&mut self.blocks.found);
        self.output.clear();
        self.at = 0;
        for block in parallel::map(&found, |stream| decompress(stream)) {
            self.output.extend_from_slice(&block?);
        }
        Ok(())
    }
}

impl<R: Read> Read for Bzip2Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.output.len() {
            if self.is_over && self.blocks.found.is_empty() && self.blocks.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = buffer.len().min(self.output.len() - self.at);
        buffer[..count].copy_from_slice(&self.output[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

fn decompress(stream: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(1 << 20);
    BzDecoder::new(stream).read_to_end(&mut bytes).map_err(|error| {
        let hint = "a damaged block; if `bzip2 -t` finds the file whole, pipe it in: `bzip2 -dc FILE | … -`";
        io::Error::new(error.kind(), format!("{error}: {hint}"))
    })?;
    Ok(bytes)
}

/// Finds the blocks, and makes each a stream of its own.
#[derive(Default)]
struct Finder {
    /// The last 64 bits.
    window: u64,
    /// The block that has begun.
    open: Option<BitWriter>,
    /// Streams of one block.
    found: Vec<Vec<u8>>,
    /// Whether the mark met last is that of an end.
    ended: bool,
}

impl Finder {
    fn scan(&mut self, bytes: &[u8]) -> io::Result<()> {
        for &byte in bytes {
            self.window = self.window << 8 | u64::from(byte);
            if let Some(open) = &mut self.open {
                open.push(u64::from(byte), 8);
            }
            // The mark ends `behind` bits before the end of the window.
            if let Some((behind, mark)) =
                (0..8).rev().map(|behind| (behind, self.window >> behind & MASK)).find(is_mark)
            {
                self.mark(behind, mark);
            }
        }
        if self.open.as_ref().is_some_and(|open| open.bytes.len() > LONGEST_BLOCK) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a block without end: this is no bzip2"));
        }
        Ok(())
    }

    fn mark(&mut self, behind: u32, mark: u64) {
        if let Some(mut open) = self.open.take() {
            open.drop(48 + behind);
            self.found.push(open.finish());
        }
        self.ended = mark == END;
        if mark == BLOCK {
            let mut open = BitWriter::default();
            b"BZh9".iter().for_each(|&byte| open.push(u64::from(byte), 8));
            open.push(BLOCK, 48);
            open.push(self.window & ((1 << behind) - 1), behind);
            self.open = Some(open);
        }
    }
}

fn is_mark((_, bits): &(u32, u64)) -> bool {
    *bits == BLOCK || *bits == END
}

/// Bits put one behind the other.
#[derive(Default)]
struct BitWriter {
    bytes: Vec<u8>,
    /// Fewer than eight bits that make no byte yet.
    rest: u64,
    count: u32,
}

impl BitWriter {
    /// Adds the last `count` bits of a number, at most 48.
    fn push(&mut self, bits: u64, count: u32) {
        self.rest = self.rest << count | bits;
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.rest >> self.count) as u8);
        }
        self.rest &= (1 << self.count) - 1;
    }

    /// Takes back the last `count` bits.
    fn drop(&mut self, count: u32) {
        let left = self.bytes.len() as u64 * 8 + u64::from(self.count) - u64::from(count);
        let (whole, part) = ((left / 8) as usize, (left % 8) as u32);
        let last = self.bytes.get(whole).copied().map_or(self.rest << (8 - self.count), u64::from);
        self.bytes.truncate(whole);
        (self.rest, self.count) = (last >> (8 - part), part);
    }

    /// Ends the stream: its mark, and its checksum, which is that of its only block.
    fn finish(mut self) -> Vec<u8> {
        let checksum: u64 = self
            .bytes
            .get(10..14)
            .map_or(0, |bytes| bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)));
        self.push(END, 48);
        self.push(checksum, 32);
        self.push(0, 7);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::bzip2::Compression;
    use ::bzip2::write::BzEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = BzEncoder::new(Vec::new(), Compression::new(level));
        encoder.write_all(bytes).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        Bzip2Reader::new(bytes).read_to_end(&mut out)?;
        Ok(out)
    }

    /// Bytes that do not repeat, of many blocks.
    fn text(count: u32) -> Vec<u8> {
        (0..count)
            .flat_map(|number| (number.wrapping_mul(0x9e37_79b9) >> 7).to_string().into_bytes())
            .collect()
    }

    #[test]
    fn what_was_packed_comes_back() {
        for (bytes, level) in [(text(0), 9), (text(1), 1), (text(600_000), 1), (text(300_000), 9)] {
            assert!(unpacked(&packed(&bytes, level)).expect("it is whole") == bytes, "{} bytes", bytes.len());
        }
        let two = [packed(b"one, ", 1), packed(&text(40_000), 9), packed(b"", 9), packed(b"two", 1)].concat();
        assert!(unpacked(&two).expect("it is whole") == [b"one, ", &text(40_000)[..], b"two"].concat());
    }

    #[test]
    fn damage_is_told() {
        let good = packed(&text(100_000), 1);
        assert!(unpacked(&good[..good.len() / 2]).is_err());
        assert!(unpacked(b"BZh9 is how this text begins").is_err());
        let mut wrong = good.clone();
        wrong[good.len() / 3] ^= 0x10;
        assert!(unpacked(&wrong).is_err());
    }
}
