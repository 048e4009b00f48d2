//! What is wrong with an input.

use std::fmt;
use std::io;

use crate::text::utf8::NotText;

/// Why an article could not be read, and where.
///
/// ```text
/// articles.jsonl:3:18: missing field `text`
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The input, as it was named.
    pub input: String,
    /// Line and column, counted from 1, where a place is meant and not the input as a whole.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl ReadError {
    /// The error of an input that cannot be opened.
    pub fn unopened(input: impl Into<String>, error: &io::Error) -> ReadError {
        Problem::from(error).of(input)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(formatter, "{}:{line}:{column}: {}", self.input, self.message),
            None => write!(formatter, "{}: {}", self.input, self.message),
        }
    }
}

impl std::error::Error for ReadError {}

/// A [`ReadError`] of an input that has no name yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub place: Option<(usize, usize)>,
    pub message: String,
}

impl Problem {
    /// A problem of the input as a whole.
    pub fn whole(message: impl Into<String>) -> Problem {
        Problem { place: None, message: message.into() }
    }

    /// A problem at a line and column.
    pub fn at(place: (usize, usize), message: impl Into<String>) -> Problem {
        Problem { place: Some(place), message: message.into() }
    }

    /// The problem of this input.
    pub fn of(self, input: impl Into<String>) -> ReadError {
        ReadError { input: input.into(), place: self.place, message: self.message }
    }
}

/// What an input error says, without the number that the system gives it.
impl From<&io::Error> for Problem {
    fn from(error: &io::Error) -> Problem {
        Problem::whole(match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::IsADirectory => "this is a folder: name the files in it".to_owned(),
            io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
            _ => error.to_string(),
        })
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Problem {
        Problem::from(&error)
    }
}

impl From<NotText> for Problem {
    fn from(fault: NotText) -> Problem {
        Problem::at((fault.line, fault.column), fault.to_string())
    }
}
