//! Web Annotation, the data model of the W3C, as JSON-LD.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::ArticleWriter;
use super::found::{Found, Placed};
use super::grapheme::is_grapheme_edge;
use crate::dictionary::Lexicon;
use crate::format::ids::minted;
use crate::format::offset::OffsetUnit;
use crate::format::{Article, article_iri};
use crate::{EntityType, Tagged};

/// Writes JSON Lines of JSON-LD: an `AnnotationCollection` a line, with the one page of it inside, an annotation a mention.
///
/// The target is the article, with a `TextPositionSelector` (code points) and a `TextQuoteSelector`, whose prefix and suffix are
/// the 32 code points around, or a few less so as to cut no grapheme. The bodies are the IRI of the entity, where it has one, its name as a tag, its type, and
/// of a date the value in EDTF.
pub struct WebAnnotationWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
}

impl<'l, W: Write> WebAnnotationWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        WebAnnotationWriter { out, lexicon }
    }
}

impl<W: Write> ArticleWriter for WebAnnotationWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let found = Found::new(article, tagged, self.lexicon);
        serde_json::to_writer(&mut self.out, &collection(&found))?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn collection(found: &Found) -> Value {
    let iri = minted("annotations", &found.article.id);
    let annotations: Vec<Value> = found
        .placed(OffsetUnit::Chars)
        .zip(1..)
        .map(|(placed, number)| annotation(found, &placed, number))
        .collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": iri,
        "type": "AnnotationCollection",
        "label": found.article.id.to_string(),
        "total": annotations.len(),
        "first": {
            "id": format!("{iri}/page-1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": annotations,
        },
    })
}

fn annotation(found: &Found, placed: &Placed, number: usize) -> Value {
    let article = found.article;
    let span = placed.mention.span;
    json!({
        "id": format!("{}/{number}", minted("annotation", &article.id)),
        "type": "Annotation",
        "motivation": "tagging",
        "generator": {
            "id": "repere:program",
            "type": "Software",
            "name": format!("Repère {}", crate::VERSION),
        },
        "body": bodies(found, placed),
        "target": {
            "source": article_iri(&article.id),
            "selector": [
                {"type": "TextPositionSelector", "start": placed.start, "end": placed.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.of(&article.text),
                    "prefix": before(&article.text, span.start()),
                    "suffix": behind(&article.text, span.end()),
                },
            ],
        },
    })
}

fn bodies(found: &Found, placed: &Placed) -> Vec<Value> {
    let entity = found.entity(placed.mention);
    let textual = |purpose: &str, value: String| json!({"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value});
    let mut bodies = Vec::new();
    if let Some(iri) = entity.ids.iri() {
        bodies.push(json!({"type": "SpecificResource", "purpose": "identifying", "source": iri}));
    }
    match placed.mention.value {
        Some(value) => bodies.push(textual("describing", value.to_string())),
        None if entity.entity.entity_type == EntityType::Date => {}
        None => bodies.push(textual("tagging", entity.entity.name.clone())),
    }
    bodies.push(textual("classifying", entity.entity.entity_type.label().to_owned()));
    bodies
}

/// So many code points of a quotation's neighbourhood are told.
const AROUND: usize = 32;

/// What stands before a byte.
fn before(text: &str, at: usize) -> &str {
    let start = text[..at].char_indices().rev().take(AROUND).last().map_or(at, |(start, _)| start);
    let starts = text[start..at].char_indices().map(|(offset, _)| start + offset);
    let start = starts.into_iter().find(|&start| is_grapheme_edge(text, start)).unwrap_or(start);
    &text[start..at]
}

/// What stands behind a byte.
fn behind(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = at + rest.char_indices().nth(AROUND).map_or(rest.len(), |(end, _)| end);
    let ends = text[at..end].char_indices().rev().map(|(offset, _)| at + offset).filter(|&end| end > at);
    let end = std::iter::once(end).chain(ends).find(|&end| is_grapheme_edge(text, end)).unwrap_or(end);
    &text[at..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_grapheme_is_cut_around_a_quotation() {
        let family = "👩‍👩‍👧";
        let text = format!("{family}{}X{}{family}", "a".repeat(30), "b".repeat(30));
        let at = text.find('X').expect("it is there");
        assert_eq!(before(&text, at), "a".repeat(30));
        assert_eq!(behind(&text, at + 1), "b".repeat(30));
        let text = format!("{}e\u{301}{}X", "a".repeat(40), "b".repeat(31));
        let at = text.find('X').expect("it is there");
        assert_eq!(before(&text, at), "b".repeat(31));
        assert_eq!((before("Xa", 0), behind("aX", 2)), ("", ""));
    }

    #[test]
    fn a_grapheme_that_is_longer_is_cut() {
        let text = format!("e{}X", "\u{301}".repeat(50));
        let at = text.find('X').expect("it is there");
        assert_eq!(before(&text, at).chars().count(), 32);
    }
}
