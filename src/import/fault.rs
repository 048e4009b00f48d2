//! What is wrong in an input, and where.

use std::fmt;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::dictionary::user::name_of;

/// What is wrong in an input, and where.
///
/// ```text
/// people.csv:12: `type` is `person`: it should be PER, LOC or ORG
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The file, as it was named.
    pub file: String,
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    /// A fault of a file as a whole.
    pub fn of_file(path: &Path, message: impl ToString) -> Fault {
        Fault { file: name_of(path), line: 0, message: message.to_string() }
    }

    /// An error of the system, in words.
    pub fn of_system(path: &Path, error: &io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::NotFound => Fault::of_file(path, "there is no such file or folder"),
            _ => Fault::of_file(path, error),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.file, self.message),
            line => write!(formatter, "{}:{line}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Fault {}
