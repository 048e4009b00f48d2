//! What a base answers.

use serde::Serialize;

use crate::EntityType;

/// An entity in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityLine {
    /// Its key.
    pub key: String,
    /// Its type.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// Its name.
    pub name: String,
    /// Its ids elsewhere, `wikidata:Q…`.
    pub ids: Vec<String>,
    /// In how many articles it is named; where a question was about some articles only, in how many of these.
    pub articles: u64,
    /// How often it is named, in all articles.
    pub mentions: u64,
}

impl EntityLine {
    /// Whether it is one thing, and not a name of which nobody knows whose it is.
    pub fn is_resolved(&self) -> bool {
        !self.key.ends_with('?')
    }
}

/// Which entities are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this type.
    pub entity_type: Option<EntityType>,
    /// Named in this month (yyyymm) or later.
    pub since: Option<i64>,
    /// Named in this month (yyyymm) or earlier.
    pub until: Option<i64>,
    /// Named in so many articles of that time.
    pub min: u64,
}

/// An entity with all that is counted of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityView {
    /// The entity.
    #[serde(flatten)]
    pub line: EntityLine,
    /// The day of the first article that names it, where any has a day.
    pub first: Option<String>,
    /// The day of the last.
    pub last: Option<String>,
    /// Its names, most frequent first.
    pub names: Vec<NameUse>,
    /// What it is named with.
    pub related: Related,
    /// The latest articles.
    pub latest: Vec<ArticleLine>,
}

/// A name of an entity, and when it was in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameUse {
    /// The name.
    pub name: String,
    /// How often it stands for the entity.
    pub mentions: u64,
    /// The same by year, in order; year 0 is that of articles without a day.
    pub years: Vec<YearCount>,
}

/// Mentions in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct YearCount {
    /// The year.
    pub year: i64,
    /// How many.
    pub mentions: u64,
}

/// What an entity is named with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Related {
    /// How many of its articles were looked at: the latest.
    pub of: u64,
    /// The entities, most frequent first; `articles` counts those looked at, `mentions` all of the base.
    pub entities: Vec<EntityLine>,
}

/// A month of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MonthCount {
    /// `2016-10`; nothing for articles without a day.
    pub month: Option<String>,
    /// In how many articles it is named.
    pub articles: u64,
    /// How often.
    pub mentions: u64,
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleLine {
    /// What it is called in its source.
    pub id: String,
    /// The day of publication.
    pub published: Option<String>,
    /// Its headline, or first line.
    pub title: String,
    /// How much it is about what was asked for, 0 to 1; of several things, about the least.
    pub salience: f64,
}

impl Eq for ArticleLine {}

/// A name that is unresolved, and what it may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ambiguous {
    /// The name, with what is counted of it.
    #[serde(flatten)]
    pub line: EntityLine,
    /// An article that has it.
    pub article: String,
    /// What it may mean, likeliest first.
    pub candidates: Vec<Meaning>,
}

/// What an unresolved name may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// The key of the entity; of a dictionary entry that no article has named yet, the key it would have.
    pub key: String,
    /// Its name.
    pub name: String,
    /// In how many articles it is named.
    pub articles: u64,
    /// Why it may be meant.
    pub why: &'static str,
}

/// What a base holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Mentions.
    pub mentions: u64,
    /// Entities, unresolved names not among them.
    pub entities: u64,
    /// Names of which it is unresolved whose they are.
    pub unresolved: u64,
    /// Decisions, undone ones among them.
    pub decisions: u64,
    /// The version of the state: `kb changes --since` counts from it.
    pub version: u64,
}
