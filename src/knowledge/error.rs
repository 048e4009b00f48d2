//! What can go wrong with a base.

use std::fmt;
use std::path::Path;

use rusqlite::ErrorCode;

/// Why a base could not be read or written.
///
/// ```text
/// newsroom.kb: the disk is full: nothing of the last batch was stored
/// ```
#[derive(Debug)]
pub struct BaseError {
    /// The file; empty where no file is meant.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for BaseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file.as_str() {
            "" => formatter.write_str(&self.message),
            file => write!(formatter, "{file}: {}", self.message),
        }
    }
}

impl std::error::Error for BaseError {}

impl BaseError {
    /// An error about what was asked, not about the file.
    pub fn new(message: impl Into<String>) -> BaseError {
        BaseError { file: String::new(), message: message.into() }
    }

    /// The same error with the file that it is about, where it has none yet.
    pub(super) fn in_file(mut self, file: &Path) -> BaseError {
        if self.file.is_empty() {
            self.file = file.display().to_string();
        }
        self
    }
}

impl From<rusqlite::Error> for BaseError {
    fn from(error: rusqlite::Error) -> BaseError {
        let message = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => "the disk is full: nothing of the last batch was stored".to_owned(),
            Some(ErrorCode::ReadOnly) => "it cannot be written: file or folder is read-only".to_owned(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "another program has been writing to it for too long: try again".to_owned()
            }
            Some(ErrorCode::CannotOpen) => {
                "it cannot be opened: is the folder there, and may you write in it?".to_owned()
            }
            Some(ErrorCode::NotADatabase) => "this is no knowledge base".to_owned(),
            Some(ErrorCode::DatabaseCorrupt) => {
                "it is damaged: take the last backup, or export what can still be read".to_owned()
            }
            Some(ErrorCode::SystemIoFailure) => {
                format!("the disk cannot be written or read ({error}): nothing of the last batch was stored")
            }
            _ => error.to_string(),
        };
        BaseError::new(message)
    }
}
