//! Writing a whole base for other programs, record by record, so that it may be larger than the memory.

mod csv;
mod jsonl;
mod rdf;

use std::fmt;
use std::io;

pub use self::csv::write_csv;
pub use self::jsonl::{write_changes, write_jsonl};
pub use self::rdf::{write_jsonld, write_turtle};

use super::BaseError;

/// Why a base could not be written out.
#[derive(Debug)]
pub enum ExportError {
    /// It could not be read.
    Base(BaseError),
    /// What was read could not be written.
    Output(io::Error),
}

impl fmt::Display for ExportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::Base(error) => error.fmt(formatter),
            ExportError::Output(error) => write!(formatter, "the output cannot be written: {error}"),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<BaseError> for ExportError {
    fn from(error: BaseError) -> Self {
        ExportError::Base(error)
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        ExportError::Output(error)
    }
}
