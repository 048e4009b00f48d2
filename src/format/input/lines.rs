//! Inputs with an article a line.

use std::io::{self, BufRead, Read};

use super::Limits;
use super::error::Problem;
use crate::text::utf8::text_of;

/// The lines of an input that are not blank; of one that is too long the rest is passed over.
pub(super) struct Lines<R> {
    input: R,
    longest: usize,
    too_long: String,
    /// The number of the line read last.
    number: usize,
    is_over: bool,
}

/// A line, and its number.
pub(super) struct Line {
    pub number: usize,
    pub text: String,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R, limits: &Limits) -> Self {
        Lines { input, longest: limits.article, too_long: limits.too_long(), number: 0, is_over: false }
    }

    /// The bytes of the next line; nothing where it is too long.
    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        self.number += 1;
        self.input.by_ref().take(self.longest as u64 + 1).read_until(b'\n', &mut bytes)?;
        self.is_over = bytes.is_empty();
        if bytes.len() > self.longest && bytes.last() != Some(&b'\n') {
            self.input.skip_until(b'\n')?;
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    fn line(&self, bytes: Vec<u8>) -> Result<Line, Problem> {
        let number = self.number;
        match text_of(bytes) {
            Ok(text) => Ok(Line { number, text }),
            Err(fault) => Err(Problem::at((number, fault.column), fault.to_string())),
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Line, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            match self.read() {
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(error.into()));
                }
                Ok(None) => return Some(Err(Problem::at((self.number, 1), self.too_long.clone()))),
                Ok(Some(bytes)) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(bytes)) => return Some(self.line(bytes)),
            }
        }
        None
    }
}

/// What is wrong in JSON that begins at a line and column.
pub(super) fn json_problem((line, column): (usize, usize), error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let message = match message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message) {
        "recursion limit exceeded" => "values are nested more than 127 deep",
        message => message,
    };
    let place = match error.line() {
        0 | 1 => (line, column + error.column().max(1) - 1),
        further => (line + further - 1, error.column().max(1)),
    };
    Problem::at(place, message)
}
