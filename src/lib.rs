//! Repère: named entities of French news.

mod document;
mod entity_type;
mod mention;
mod report;
mod span;

pub mod candidate;
pub mod cue;
pub mod date;
pub mod dictionary;
pub mod fit;
pub mod matcher;
pub mod resolver;
pub mod tagger;
pub mod text;

pub use document::Document;
pub use entity_type::EntityType;
pub use mention::{Entity, EntityId, Mention, Tagged};
pub use span::Span;
pub use tagger::Tagger;
