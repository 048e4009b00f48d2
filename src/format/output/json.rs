//! JSON: what programs read. The types here are the contract; those of the engine may change.

use std::io::{self, Write};

use serde::Serialize;

use super::found::{Found, FoundEntity, Placed};
use super::{ArticleWriter, VERSIONS, Versions};
use crate::date::Timex3;
use crate::dictionary::Lexicon;
use crate::format::OffsetUnit;
use crate::format::{Article, ArticleId};
use crate::{EntityType, Tagged};

/// What was found in an article.
#[derive(Debug, Serialize)]
struct JsonArticle<'a> {
    id: &'a ArticleId,
    mentions: Vec<JsonMention<'a>>,
    entities: Vec<JsonEntity<'a>>,
    repere: Versions,
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
    ids: &'a [String],
    /// From 0 to 1, two decimals.
    salience: f64,
}

/// What the objects of an article hold.
#[derive(Clone, Copy, Debug)]
pub struct JsonOptions {
    /// What offsets count.
    pub unit: OffsetUnit,
    /// Whether dates carry their value as TIMEX3 beside EDTF.
    pub timex3: bool,
}

impl<'a> JsonArticle<'a> {
    fn new(found: &'a Found<'a>, options: JsonOptions) -> Self {
        let mention = |placed: Placed<'a>| JsonMention {
            start: placed.start,
            end: placed.end,
            text: placed.mention.span.of(&found.article.text),
            entity_type: placed.mention.entity_type,
            entity: placed.mention.entity.0,
            value: placed.mention.value.as_ref().map(ToString::to_string),
            timex3: placed.mention.value.filter(|_| options.timex3).map(|value| value.to_timex3().into()),
        };
        JsonArticle {
            id: &found.article.id,
            mentions: found.placed(options.unit).map(mention).collect(),
            entities: found.entities.iter().map(JsonEntity::new).collect(),
            repere: VERSIONS,
        }
    }
}

impl<'a> JsonEntity<'a> {
    fn new(found: &'a FoundEntity<'a>) -> Self {
        JsonEntity {
            entity: found.entity.id.0,
            entity_type: found.entity.entity_type,
            name: &found.entity.name,
            aliases: &found.entity.aliases,
            ids: found.ids.all(),
            salience: found.salience,
        }
    }
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
        let found = Found::new(article, tagged, self.lexicon);
        serde_json::to_writer(&mut self.out, &JsonArticle::new(&found, self.options))?;
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
        let found = Found::new(article, tagged, self.lexicon);
        serde_json::to_writer_pretty(&mut self.out, &JsonArticle::new(&found, self.options))?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}
