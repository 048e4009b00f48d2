//! Formats: articles read in, what was found in them written out.
//!
//! Readers turn bytes into [`Article`]s, one after another, so that a file of any number of articles takes
//! the memory of one. Writers put what a [`Tagger`](crate::Tagger) found into one form each, behind the
//! trait [`ArticleWriter`]. Offsets in code points and UTF-16 units exist only here ([`OffsetUnit`]).

mod annotated;
mod article;
mod json;
mod offset;
mod read;
mod table;

use std::io;

use crate::Tagged;

pub use annotated::AnnotatedWriter;
pub use article::{Article, ArticleId};
pub use json::{JsonLinesWriter, JsonOptions, JsonWriter};
pub use offset::OffsetUnit;
pub use read::{ArticleReader, InputFormat, LONGEST_ARTICLE, ReadError};
pub use table::TableWriter;

/// Writes what was found in articles, one article after another.
pub trait ArticleWriter {
    /// Writes what was found in one article.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()>;

    /// Writes what stands behind the last article.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    fn finish(&mut self) -> io::Result<()>;
}
