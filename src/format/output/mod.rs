//! Writers: what was found in articles, in one form each.

mod annotated;
mod html;
mod html_inline;
mod json;
mod markup;
mod table;

use std::io;

use super::Article;
use crate::Tagged;

pub use annotated::AnnotatedWriter;
pub use html::HtmlWriter;
pub use html_inline::HtmlInlineWriter;
pub use json::{JsonLinesWriter, JsonOptions, JsonWriter};
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
