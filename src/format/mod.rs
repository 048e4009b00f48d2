//! Formats: articles read in, what was found in them written out.
//!
//! Readers ([`input`]) turn bytes into [`Article`]s, one after another, so that a file of any number of articles takes
//! the memory of one. Writers ([`output`]) put what a [`Tagger`](crate::Tagger) found into one form each, behind the
//! trait [`ArticleWriter`]. Offsets in code points and UTF-16 units exist only here ([`OffsetUnit`]).

mod article;
mod ids;
mod offset;
mod source;

pub mod input;
pub mod output;

pub use article::{Article, ArticleId, Zone, ZoneKind};
pub use ids::{EntityIds, article_iri, iri_of};
pub use input::{ArticleReader, InputFormat, LONGEST_ARTICLE, Limits, ReadError};
pub use offset::OffsetUnit;
pub use output::{
    ABOUT, AnnotatedWriter, ArticleFolder, ArticleWriter, BratWriter, ConllWriter, CsvWriter, FolderWriter,
    HtmlInlineWriter, HtmlWriter, JsonLinesWriter, JsonOptions, JsonWriter, LabelStudioWriter, NifWriter,
    NinjsWriter, SchemaOrgWriter, SpacyWriter, TableWriter, TeiWriter, WebAnnotationWriter,
};
pub use source::{HtmlSource, PageEncoding, Source, SourceMap};
