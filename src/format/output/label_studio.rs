//! Label Studio: tasks with predictions.

use std::io::{self, Write};

use serde::Serialize;

use super::ArticleWriter;
use super::found::{Found, Placed};
use crate::dictionary::Lexicon;
use crate::format::offset::OffsetUnit;
use crate::format::{Article, ArticleId};
use crate::{EntityType, Tagged};

/// Writes one JSON array of tasks that Label Studio imports, each with the mentions as predictions.
///
/// They fit a project whose labels are named `label` and whose text is named `text`:
///
/// ```xml
/// <View>
///   <Labels name="label" toName="text">
///     <Label value="PER"/><Label value="LOC"/><Label value="ORG"/><Label value="DATE"/>
///   </Labels>
///   <Text name="text" value="$text"/>
/// </View>
/// ```
///
/// Offsets count code points: the editor does since 2021 (its own tests say so for texts with emoji), a CRLF
/// being two.
pub struct LabelStudioWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
    is_first: bool,
}

#[derive(Debug, Serialize)]
struct Task<'a> {
    data: Data<'a>,
    predictions: [Prediction<'a>; 1],
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    text: &'a str,
    article: &'a ArticleId,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
}

#[derive(Debug, Serialize)]
struct Prediction<'a> {
    model_version: String,
    result: Vec<Region<'a>>,
}

#[derive(Debug, Serialize)]
struct Region<'a> {
    id: String,
    from_name: &'static str,
    to_name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: Value<'a>,
    /// What the editor shows beside a region: the name of the entity, its ids, the value of a date.
    meta: Meta,
}

#[derive(Debug, Serialize)]
struct Value<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    labels: [EntityType; 1],
}

#[derive(Debug, Serialize)]
struct Meta {
    text: Vec<String>,
}

impl<'l, W: Write> LabelStudioWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        LabelStudioWriter { out, lexicon, is_first: true }
    }
}

impl<W: Write> ArticleWriter for LabelStudioWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let separator: &[u8] = if std::mem::take(&mut self.is_first) { b"[\n" } else { b",\n" };
        self.out.write_all(separator)?;
        let found = Found::new(article, tagged, self.lexicon);
        serde_json::to_writer(&mut self.out, &task(&found))?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

fn task<'a>(found: &'a Found<'a>) -> Task<'a> {
    let article = found.article;
    let regions = found.placed(OffsetUnit::Chars).zip(1..);
    Task {
        data: Data {
            text: &article.text,
            article: &article.id,
            published: article.published.map(|day| day.to_string()),
        },
        predictions: [Prediction {
            model_version: format!("repere {}", crate::VERSION),
            result: regions.map(|(placed, number)| region(found, &placed, number)).collect(),
        }],
    }
}

fn region<'a>(found: &'a Found<'a>, placed: &Placed<'a>, number: u32) -> Region<'a> {
    let mention = placed.mention;
    let entity = found.entity(mention);
    let mut notes = vec![entity.entity.name.clone()];
    notes.extend_from_slice(entity.ids.all());
    Region {
        id: format!("m{number}"),
        from_name: "label",
        to_name: "text",
        kind: "labels",
        value: Value {
            start: placed.start,
            end: placed.end,
            text: mention.span.of(&found.article.text),
            labels: [mention.entity_type],
        },
        meta: Meta { text: notes },
    }
}
