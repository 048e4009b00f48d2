//! Lines of an input, with their numbers.

use std::io::{BufRead, Read};

use super::fault::Fault;
use super::input::Input;

/// No line of a table is longer: what is, is no table.
const LONGEST_LINE: u64 = 1 << 20;

/// The lines of a table, one after another.
pub(super) struct Lines<'i, 'p> {
    input: &'i mut Input<'p>,
    number: u64,
    bytes: Vec<u8>,
}

/// One line.
pub(super) enum Line<'l> {
    /// Text, without the line break.
    Text(&'l str),
    /// What is wrong with it.
    Wrong(&'static str),
}

impl<'i, 'p> Lines<'i, 'p> {
    pub fn new(input: &'i mut Input<'p>) -> Self {
        let number = input.start.lines;
        Lines { input, number, bytes: Vec::new() }
    }

    /// The number of the line that was read last, counted from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What is wrong in the line that was read last.
    pub fn fault(&self, message: impl Into<String>) -> Fault {
        self.input.fault(self.number, message)
    }

    /// The next line; nothing behind the last.
    ///
    /// # Errors
    ///
    /// Where the input cannot be read.
    pub fn next(&mut self) -> Result<Option<Line<'_>>, Fault> {
        self.bytes.clear();
        self.number += 1;
        let mut limited = (&mut self.input.reader).take(LONGEST_LINE);
        let count = limited.read_until(b'\n', &mut self.bytes);
        let count = count.map_err(|error| self.input.fault(self.number, error.to_string()))?;
        if count == 0 {
            return Ok(None);
        }
        if count as u64 == LONGEST_LINE && self.bytes.last() != Some(&b'\n') {
            return Err(self
                .input
                .fault(self.number, "a line of more than a megabyte: this is no such table"));
        }
        while matches!(self.bytes.last(), Some(b'\n' | b'\r')) {
            self.bytes.pop();
        }
        Ok(Some(std::str::from_utf8(&self.bytes).map_or(Line::Wrong("it is no UTF-8"), Line::Text)))
    }
}
