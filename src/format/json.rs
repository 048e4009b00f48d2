//! JSON: what programs read. The types here are the contract; those of the engine may change.

use std::io::{self, Write};

use serde::Serialize;

use super::offset::{OffsetCounter, OffsetUnit};
use super::{Article, ArticleId, ArticleWriter};
use crate::dictionary::Lexicon;
use crate::mention::{Entity, Mention};
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
}

/// What made the tags.
#[derive(Clone, Copy, Debug, Serialize)]
struct JsonVersions {
    version: &'static str,
    dictionaries: &'static str,
}

const VERSIONS: JsonVersions =
    JsonVersions { version: crate::VERSION, dictionaries: crate::DICTIONARIES_VERSION };

impl<'a> JsonArticle<'a> {
    fn new(article: &'a Article, tagged: &'a Tagged, lexicon: &Lexicon, unit: OffsetUnit) -> Self {
        let mut counter = OffsetCounter::new(&article.text, unit);
        let mention = |mention: &'a Mention| JsonMention {
            start: counter.at(mention.span.start()),
            end: counter.at(mention.span.end()),
            text: mention.span.of(&article.text),
            entity_type: mention.entity_type,
            entity: mention.entity.0,
            value: mention.value.as_ref().map(ToString::to_string),
        };
        JsonArticle {
            id: &article.id,
            mentions: tagged.mentions.iter().map(mention).collect(),
            entities: tagged.entities.iter().map(|entity| JsonEntity::new(entity, lexicon)).collect(),
            repere: VERSIONS,
        }
    }
}

impl<'a> JsonEntity<'a> {
    fn new(entity: &'a Entity, lexicon: &Lexicon) -> Self {
        let entry = entity.entry.map(|entry| lexicon.entry(entry));
        let ids = entry.into_iter().flat_map(|entry| {
            let elsewhere = entry.ids.split_whitespace().map(str::to_owned);
            std::iter::once(format!("repere:{}", entry.id)).chain(elsewhere)
        });
        JsonEntity {
            entity: entity.id.0,
            entity_type: entity.entity_type,
            name: &entity.name,
            aliases: &entity.aliases,
            ids: ids.collect(),
        }
    }
}

/// Writes JSON Lines: one object a line, one line an article.
pub struct JsonLinesWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
    unit: OffsetUnit,
}

impl<'l, W: Write> JsonLinesWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`, with offsets that count `unit`.
    pub fn new(out: W, lexicon: &'l Lexicon, unit: OffsetUnit) -> Self {
        JsonLinesWriter { out, lexicon, unit }
    }
}

impl<W: Write> ArticleWriter for JsonLinesWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &JsonArticle::new(article, tagged, self.lexicon, self.unit))?;
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
    unit: OffsetUnit,
    is_first: bool,
}

impl<'l, W: Write> JsonWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`, with offsets that count `unit`.
    pub fn new(out: W, lexicon: &'l Lexicon, unit: OffsetUnit) -> Self {
        JsonWriter { out, lexicon, unit, is_first: true }
    }
}

impl<W: Write> ArticleWriter for JsonWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let separator: &[u8] = if std::mem::take(&mut self.is_first) { b"[\n" } else { b",\n" };
        self.out.write_all(separator)?;
        let article = JsonArticle::new(article, tagged, self.lexicon, self.unit);
        serde_json::to_writer_pretty(&mut self.out, &article)?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}
