//! Blocks of whole lines.

use std::io::{self, BufRead, Read};

use crate::import::fault::Fault;
use crate::import::input::{Input, Position};

/// About so many bytes make a block: enough to make the handing over cheap, little enough to keep memory small.
const BLOCK: u64 = 2 << 20;
/// No item is longer: what is, is no such dump.
const LONGEST_LINE: u64 = 64 << 20;

/// Some lines of the input.
pub(super) struct Block {
    bytes: Vec<u8>,
    /// The number of its first line.
    pub first_line: u64,
    /// The place behind it.
    pub end: Position,
}

impl Block {
    /// The lines, without their breaks.
    pub fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let bytes = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let mut from = 0;
        let breaks = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
        breaks.map(move |at| {
            let line = &bytes[from..at];
            from = at + 1;
            line
        })
    }
}

/// The blocks of an input, in order; an error is the last.
pub(super) struct Blocks<'p> {
    input: Input<'p>,
    at: Position,
    failed: bool,
}

impl<'p> Blocks<'p> {
    pub fn new(input: Input<'p>) -> Blocks<'p> {
        let at = input.start;
        Blocks { input, at, failed: false }
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(BLOCK as usize + (1 << 18));
        let reader = &mut self.input.reader;
        reader.by_ref().take(BLOCK).read_to_end(&mut bytes)?;
        if bytes.last().is_some_and(|&last| last != b'\n') {
            let count = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
            if count as u64 == LONGEST_LINE && bytes.last() != Some(&b'\n') {
                return Err(io::Error::other(
                    "a line of more than 64 MB: this is no dump with an item a line",
                ));
            }
        }
        Ok(bytes)
    }
}

impl Iterator for Blocks<'_> {
    type Item = Result<Block, Fault>;

    fn next(&mut self) -> Option<Result<Block, Fault>> {
        if self.failed {
            return None;
        }
        match self.read() {
            Ok(bytes) if bytes.is_empty() => None,
            Ok(bytes) => {
                let first_line = self.at.lines + 1;
                self.at.bytes += bytes.len() as u64;
                self.at.lines += memchr::memchr_iter(b'\n', &bytes).count() as u64;
                Some(Ok(Block { bytes, first_line, end: self.at }))
            }
            Err(error) => {
                self.failed = true;
                Some(Err(self.input.fault(self.at.lines + 1, format!("behind this line: {error}"))))
            }
        }
    }
}
