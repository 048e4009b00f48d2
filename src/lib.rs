//! Repère: named entities of French news.

mod document;
mod entity_type;
mod span;

pub mod candidate;
pub mod cue;
pub mod dictionary;
pub mod fit;
pub mod matcher;
pub mod resolver;
pub mod tagger;
pub mod text;

pub use document::Document;
pub use entity_type::EntityType;
pub use span::Span;
pub use tagger::Tagger;
