//! Opening inputs, compressed or not.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde::{Deserialize, Serialize};

use super::bzip2::Bzip2Reader;
use super::fault::Fault;
use crate::dictionary::user::name_of;

/// Who is told how far the reading is.
pub trait Progress: Sync {
    /// So many more bytes of the input, as it lies on the disk, were read.
    fn advance(&self, bytes: u64);
}

/// A place in an input, after decompression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Bytes before it.
    pub bytes: u64,
    /// Lines before it.
    pub lines: u64,
}

/// A file that is read.
pub struct Input<'p> {
    /// Where it lies.
    pub path: PathBuf,
    /// Its number among the files of the import.
    pub number: u32,
    /// Where the reading begins.
    pub start: Position,
    /// What it holds, from there on.
    pub reader: Box<dyn BufRead + Send + 'p>,
}

/// How a file is compressed, as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Bzip2,
    Zip,
}

/// Bytes that are read at once.
const BUFFER: usize = 1 << 18;

impl<'p> Input<'p> {
    /// Opens a file, `-` for standard input, at a place.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is a ZIP archive.
    pub fn open(
        path: &Path,
        number: u32,
        start: Position,
        progress: &'p dyn Progress,
    ) -> Result<Input<'p>, Fault> {
        let reader = open(path, start, progress).map_err(|error| Fault::of_system(path, &error))?;
        Ok(Input { path: path.to_owned(), number, start, reader })
    }

    /// How messages call it.
    pub fn name(&self) -> String {
        name_of(&self.path)
    }

    /// What is wrong in a line.
    pub fn fault(&self, line: u64, message: impl Into<String>) -> Fault {
        Fault { file: self.name(), line, message: message.into() }
    }
}

fn open<'p>(
    path: &Path,
    start: Position,
    progress: &'p dyn Progress,
) -> io::Result<Box<dyn BufRead + Send + 'p>> {
    if path.as_os_str() == "-" {
        return decompressed(
            BufReader::with_capacity(BUFFER, Counted { inner: io::stdin(), progress }),
            start,
        );
    }
    let mut file = File::open(path)?;
    let mut magic = Vec::new();
    (&mut file).take(4).read_to_end(&mut magic)?;
    if compression(&magic) == Compression::None {
        file.seek(SeekFrom::Start(start.bytes))?;
        progress.advance(start.bytes);
        return Ok(Box::new(BufReader::with_capacity(BUFFER, Counted { inner: file, progress })));
    }
    file.rewind()?;
    decompressed(BufReader::with_capacity(BUFFER, Counted { inner: file, progress }), start)
}

fn decompressed<'p>(
    mut reader: impl BufRead + Send + 'p,
    start: Position,
) -> io::Result<Box<dyn BufRead + Send + 'p>> {
    let mut reader: Box<dyn BufRead + Send + 'p> = match compression(reader.fill_buf()?) {
        Compression::None => Box::new(reader),
        Compression::Gzip => Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(reader))),
        Compression::Bzip2 => Box::new(BufReader::with_capacity(BUFFER, Bzip2Reader::new(reader))),
        Compression::Zip => {
            return Err(io::Error::other(
                "a ZIP archive: unpack it first, or pipe it in (`unzip -p FILE | … -`)",
            ));
        }
    };
    // What was compressed must be read again to be passed over.
    io::copy(&mut (&mut reader).take(start.bytes), &mut io::sink())?;
    Ok(reader)
}

fn compression(bytes: &[u8]) -> Compression {
    match bytes {
        [0x1f, 0x8b, ..] => Compression::Gzip,
        [b'B', b'Z', b'h', ..] => Compression::Bzip2,
        [b'P', b'K', 3, 4, ..] => Compression::Zip,
        _ => Compression::None,
    }
}

/// A reader that tells how much was read.
struct Counted<'p, R> {
    inner: R,
    progress: &'p dyn Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.progress.advance(count as u64);
        Ok(count)
    }
}
