//! A whole base, record by record: what exports are made of.

use serde::Serialize;

use super::answers::{EntityLine, NameUse};
use crate::EntityType;

/// An entity with its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityRecord {
    /// The entity.
    #[serde(flatten)]
    pub line: EntityLine,
    /// All its names, in their order.
    pub names: Vec<NameUse>,
}

/// An article with what it names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleRecord {
    /// What it is called in its source.
    pub article: String,
    /// The day of publication.
    pub published: Option<String>,
    /// Its headline, or first line.
    pub title: String,
    /// The program that tagged it.
    pub program: String,
    /// The dictionaries that it was tagged with.
    pub dictionaries: String,
    /// Its mentions, in the order of the text; rejected ones are left out.
    pub mentions: Vec<MentionRecord>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MentionRecord {
    /// The first byte.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
    /// Its text.
    pub text: String,
    /// Its type, as it was tagged.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// `title`, `lead` or `body`.
    pub zone: &'static str,
    /// The key of its entity, that of the occurrence where it is unresolved; nothing for a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The EDTF value of a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How much the article is about its entity, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salience: Option<f64>,
}

/// A change of a base, for programs that keep a copy of its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// An entity came, or is called otherwise; or it went, and has no articles.
    Entity(EntityLine),
    /// A mention came.
    Add(MentionChange),
    /// A mention went.
    Remove(MentionChange),
    /// A mention has another entity.
    Retarget(MentionChange),
}

/// A mention that has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MentionChange {
    /// The article.
    pub article: String,
    /// The first byte.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
    /// Its entity now; nothing for dates, and where it went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The entity that it had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// The EDTF value of a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}
