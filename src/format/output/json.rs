//! JSON: what programs read. The types here are the contract; those of the engine may change.

use std::io::{self, Write};

use serde::Serialize;

use super::ArticleWriter;
use crate::date::Timex3;
use crate::dictionary::Lexicon;
use crate::format::offset::{OffsetCounter, OffsetUnit};
use crate::format::{Article, ArticleId};
use crate::mention::{Entity, Mention};
use crate::salience::salience;
use crate::{EntityType, Tagged};

/// What was found in an article.
#[derive(Debug, Serialize)]
struct JsonArticle<'a> {
    id: &'a ArticleId,
    mentions: Vec<JsonMention<'a>>,
    entities: Vec<JsonEntity<'a>>,
    repere: JsonVersions,
}

/// A mention; start and end count what the [`OffsetUnit`] says.
#[derive(Debug, Serialize)]
struct JsonMention<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    entity_type: EntityType,
    /// The number of its entity in this article.
    entity: u32,
    /// The EDTF value of a date, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The same as TIMEX3, where it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    timex3: Option<JsonTimex3>,
}

/// A tag `TIMEX3`, with the names of attributes that TimeML gives them.
#[derive(Debug, Serialize)]
struct JsonTimex3 {
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(rename = "beginPoint", skip_serializing_if = "Option::is_none")]
    begin: Option<String>,
    #[serde(rename = "endPoint", skip_serializing_if = "Option::is_none")]
    end: Option<String>,
}

impl From<Timex3> for JsonTimex3 {
    fn from(timex3: Timex3) -> Self {
        JsonTimex3 {
            kind: timex3.kind.label(),
            value: timex3.value,
            modifier: timex3.is_approximate.then_some("APPROX"),
            begin: timex3.begin,
            end: timex3.end,
        }
    }
}

/// What mentions with one number have in common.
#[derive(Debug, Serialize)]
struct JsonEntity<'a> {
    entity: u32,
    #[serde(rename = "type")]
    entity_type: EntityType,
    name: &'a str,
    aliases: &'a [String],
    /// `repere:` and the entry's own id, then its ids elsewhere: `wikidata:Q…`.
    ids: Vec<String>,
    /// From 0 to 1, two decimals.
    salience: f64,
}

/// What made the tags.
#[derive(Clone, Copy, Debug, Serialize)]
struct JsonVersions {
    version: &'static str,
    dictionaries: &'static str,
}

const VERSIONS: JsonVersions =
    JsonVersions { version: crate::VERSION, dictionaries: crate::DICTIONARIES_VERSION };

/// What the objects of an article hold.
#[derive(Clone, Copy, Debug)]
pub struct JsonOptions {
    /// What offsets count.
    pub unit: OffsetUnit,
    /// Whether dates carry their value as TIMEX3 beside EDTF.
    pub timex3: bool,
}

impl<'a> JsonArticle<'a> {
    fn new(article: &'a Article, tagged: &'a Tagged, lexicon: &Lexicon, options: JsonOptions) -> Self {
        let mut counter = OffsetCounter::new(&article.text, options.unit);
        let mention = |mention: &'a Mention| JsonMention {
            start: counter.at(mention.span.start()),
            end: counter.at(mention.span.end()),
            text: mention.span.of(&article.text),
            entity_type: mention.entity_type,
            entity: mention.entity.0,
            value: mention.value.as_ref().map(ToString::to_string),
            timex3: mention.value.filter(|_| options.timex3).map(|value| value.to_timex3().into()),
        };
        JsonArticle {
            id: &article.id,
            mentions: tagged.mentions.iter().map(mention).collect(),
            entities: tagged
                .entities
                .iter()
                .zip(salience(article, tagged))
                .map(|(entity, salience)| JsonEntity::new(entity, salience, lexicon))
                .collect(),
            repere: VERSIONS,
        }
    }
}

impl<'a> JsonEntity<'a> {
    fn new(entity: &'a Entity, salience: f32, lexicon: &Lexicon) -> Self {
        JsonEntity {
            entity: entity.id.0,
            entity_type: entity.entity_type,
            name: &entity.name,
            aliases: &entity.aliases,
            ids: ids(entity, lexicon),
            salience: (f64::from(salience) * 100.0).round() / 100.0,
        }
    }
}

/// The ids of an entity: `repere:` and that of its entry, then those elsewhere; none where no dictionary has it.
pub(super) fn ids(entity: &Entity, lexicon: &Lexicon) -> Vec<String> {
    let Some(entry) = entity.entry.map(|entry| lexicon.entry(entry)) else { return Vec::new() };
    let elsewhere = entry.ids.split_whitespace().map(str::to_owned);
    std::iter::once(format!("repere:{}", entry.id)).chain(elsewhere).collect()
}

/// Writes JSON Lines: one object a line, one line an article.
pub struct JsonLinesWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
    options: JsonOptions,
}

impl<'l, W: Write> JsonLinesWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon, options: JsonOptions) -> Self {
        JsonLinesWriter { out, lexicon, options }
    }
}

impl<W: Write> ArticleWriter for JsonLinesWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &JsonArticle::new(article, tagged, self.lexicon, self.options))?;
        self.out.write_all(b"\n")?;
        // Who reads line by line waits for this one.
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes one JSON array of all articles, indented for reading.
pub struct JsonWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
    options: JsonOptions,
    is_first: bool,
}

impl<'l, W: Write> JsonWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon, options: JsonOptions) -> Self {
        JsonWriter { out, lexicon, options, is_first: true }
    }
}

impl<W: Write> ArticleWriter for JsonWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let separator: &[u8] = if std::mem::take(&mut self.is_first) { b"[\n" } else { b",\n" };
        self.out.write_all(separator)?;
        let article = JsonArticle::new(article, tagged, self.lexicon, self.options);
        serde_json::to_writer_pretty(&mut self.out, &article)?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}
