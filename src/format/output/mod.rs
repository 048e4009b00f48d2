//! Writers: what was found in articles, in one form each.

mod annotated;
mod brat;
mod conll;
mod csv;
mod folder;
mod found;
mod grapheme;
mod html;
mod html_inline;
mod json;
mod label_studio;
mod markup;
mod nif;
mod ninjs;
mod pieces;
mod schema_org;
mod spacy;
mod table;
mod tei;
mod web_annotation;
mod xml;

use std::io;

use serde::Serialize;

use super::Article;
use crate::Tagged;

pub use self::csv::CsvWriter;
pub use annotated::AnnotatedWriter;
pub use brat::BratWriter;
pub use conll::ConllWriter;
pub use folder::{ArticleFolder, FolderWriter};
pub use found::ABOUT;
pub use html::HtmlWriter;
pub use html_inline::HtmlInlineWriter;
pub use json::{JsonLinesWriter, JsonOptions, JsonWriter};
pub use label_studio::LabelStudioWriter;
pub use nif::NifWriter;
pub use ninjs::NinjsWriter;
pub use schema_org::SchemaOrgWriter;
pub use spacy::SpacyWriter;
pub use table::TableWriter;
pub use tei::TeiWriter;
pub use web_annotation::WebAnnotationWriter;

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

/// What made the tags.
#[derive(Clone, Copy, Debug, Serialize)]
struct Versions {
    version: &'static str,
    dictionaries: &'static str,
}

const VERSIONS: Versions = Versions { version: crate::VERSION, dictionaries: crate::DICTIONARIES_VERSION };
