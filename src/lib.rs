//! Repère: named entities of French news.

mod document;
mod entity_type;
mod handle;
mod mention;
mod parallel;
mod report;
mod span;
mod version;

pub mod candidate;
pub mod cue;
pub mod cue_family;
pub mod date;
pub mod dictionary;
pub mod draft;
pub mod evaluation;
pub mod explain;
pub mod fit;
pub mod format;
pub mod impact;
pub mod import;
pub mod knowledge;
pub mod matcher;
pub mod radar;
pub mod resolver;
pub mod salience;
pub mod tagger;
pub mod text;

pub use document::Document;
pub use entity_type::EntityType;
pub use handle::TaggerHandle;
pub use mention::{Entity, EntityId, Mention, Tagged};
pub use span::Span;
pub use tagger::Tagger;
pub use version::{DICTIONARIES_VERSION, VERSION};

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
