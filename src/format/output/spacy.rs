//! spaCy: a document a line, as `Doc.from_json` reads it.

use std::io::{self, Write};

use serde::Serialize;

use super::ArticleWriter;
use super::found::{Found, Placed};
use super::pieces::{Piece, pieces};
use crate::dictionary::Lexicon;
use crate::format::offset::{OffsetCounter, OffsetUnit};
use crate::format::{Article, ArticleId};
use crate::{EntityType, Span, Tagged};

/// Writes JSON Lines of documents as spaCy's `Doc.to_json` writes them and `Doc.from_json` reads them.
///
/// All offsets count code points. The tokens are those of Repère, so that every entity begins and ends with one and
/// `Doc.char_span` finds it. `meta` has the id of the article, `spans` has the entities once more, in the group `repere`, with the IRI of each as `kb_id`.
pub struct SpacyWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
}

/// A document.
#[derive(Debug, Serialize)]
struct SpacyDoc<'a> {
    text: &'a str,
    ents: Vec<SpacyEntity>,
    sents: Vec<SpacySpan>,
    tokens: Vec<SpacyToken>,
    spans: SpacyGroups,
    /// spaCy passes over it; Prodigy keeps it.
    meta: SpacyMeta<'a>,
}

#[derive(Debug, Serialize)]
struct SpacyEntity {
    start: usize,
    end: usize,
    label: EntityType,
}

#[derive(Debug, Serialize)]
struct SpacySpan {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct SpacyToken {
    id: usize,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct SpacyGroups {
    repere: Vec<SpacyLink>,
}

#[derive(Debug, Serialize)]
struct SpacyLink {
    start: usize,
    end: usize,
    label: EntityType,
    /// Empty where there is none, as in spaCy.
    kb_id: String,
}

#[derive(Debug, Serialize)]
struct SpacyMeta<'a> {
    article: &'a ArticleId,
}

impl<'l, W: Write> SpacyWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        SpacyWriter { out, lexicon }
    }
}

impl<W: Write> ArticleWriter for SpacyWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let found = Found::new(article, tagged, self.lexicon);
        let pieces = pieces(&article.text, article.published, self.lexicon, &tagged.mentions);
        serde_json::to_writer(&mut self.out, &document(&found, &tokens(&article.text, &pieces)))?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn document<'a>(found: &Found<'a>, tokens: &[Piece]) -> SpacyDoc<'a> {
    let text = &found.article.text;
    let mut counter = OffsetCounter::new(text, OffsetUnit::Chars);
    let mut at = |span: Span| (counter.at(span.start()), counter.at(span.end()));
    let token = |(id, token): (usize, &Piece)| {
        let (start, end) = at(token.span);
        SpacyToken { id, start, end }
    };
    let link = |placed: Placed<'a>| SpacyLink {
        start: placed.start,
        end: placed.end,
        label: placed.mention.entity_type,
        kb_id: found.entity(placed.mention).ids.iri().unwrap_or_default(),
    };
    let links: Vec<SpacyLink> = found.placed(OffsetUnit::Chars).map(link).collect();
    let tokens_with_offsets: Vec<SpacyToken> = tokens.iter().enumerate().map(token).collect();
    SpacyDoc {
        text,
        ents: links
            .iter()
            .map(|link| SpacyEntity { start: link.start, end: link.end, label: link.label })
            .collect(),
        sents: sentences(tokens, &tokens_with_offsets),
        tokens: tokens_with_offsets,
        spans: SpacyGroups { repere: links },
        meta: SpacyMeta { article: &found.article.id },
    }
}

/// The pieces that are tokens of spaCy: one space behind a token belongs to that, what more there is of white space is a token.
fn tokens(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let mut tokens: Vec<Piece> = Vec::with_capacity(pieces.len());
    for &piece in pieces {
        let is_owned = piece.is_space && !tokens.is_empty() && piece.span.of(text).starts_with(' ');
        let span = Span::new(piece.span.start() + usize::from(is_owned), piece.span.end());
        if !span.is_empty() {
            tokens.push(Piece { span, ..piece });
        }
    }
    tokens
}

/// The sentences: each from its first token to the last one before the next. White space before the first word is part of the
/// first sentence.
fn sentences(pieces: &[Piece], tokens: &[SpacyToken]) -> Vec<SpacySpan> {
    let mut sentences: Vec<SpacySpan> = Vec::new();
    for (at, (piece, token)) in pieces.iter().zip(tokens).enumerate() {
        let is_first_word = at == 1 && pieces[0].is_space;
        match sentences.last_mut() {
            Some(last) if !piece.begins_sentence || is_first_word => last.end = token.end,
            _ => sentences.push(SpacySpan { start: token.start, end: token.end }),
        }
    }
    sentences
}
