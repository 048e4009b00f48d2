//! The blocks of a text: its heads and paragraphs.

use crate::format::{Article, ZoneKind};
use crate::{Mention, Span};

/// A head or a paragraph; between blocks stands white space alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A paragraph of the title, where nothing but the title stands above it: heads come first in a division.
    Head,
    Lead,
    Paragraph,
}

/// The blocks of an article: what blank lines and the edges of zones leave apart, but never a mention in two.
pub(super) fn blocks(article: &Article, mentions: &[Mention]) -> Vec<Block> {
    let mut may_be_head = true;
    spans(article, mentions)
        .into_iter()
        .map(|span| {
            let zone = article.zones.iter().find(|zone| zone.span.contains(span));
            let kind = match zone.map(|zone| zone.kind) {
                Some(ZoneKind::Title) if may_be_head => BlockKind::Head,
                Some(ZoneKind::Lead) => BlockKind::Lead,
                _ => BlockKind::Paragraph,
            };
            may_be_head &= kind == BlockKind::Head;
            Block { kind, span }
        })
        .collect()
}

/// The white space of XML: other white space is text to it, and no text may stand between blocks.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n')
}

fn spans(article: &Article, mentions: &[Mention]) -> Vec<Span> {
    let text = &article.text;
    let edges: Vec<usize> =
        article.zones.iter().flat_map(|zone| [zone.span.start(), zone.span.end()]).collect();
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|letter| !is_blank(letter)) {
        let gap = Span::new(at, at + offset);
        let length = text[gap.end()..].find(is_blank).unwrap_or(text.len() - gap.end());
        let word = Span::new(gap.end(), gap.end() + length);
        match spans.last_mut() {
            Some(last) if !parts(gap, text, &edges, mentions) => *last = last.to(word),
            _ => spans.push(word),
        }
        at = word.end();
    }
    spans
}

/// Whether a block ends before this white space and another begins behind it.
fn parts(gap: Span, text: &str, edges: &[usize], mentions: &[Mention]) -> bool {
    let lines = gap.of(text).matches('\n').count();
    let is_edge = || edges.iter().any(|&edge| gap.start() <= edge && edge <= gap.end());
    if lines < 2 && !is_edge() {
        return false;
    }
    let next = mentions.partition_point(|mention| mention.span.end() <= gap.start());
    mentions.get(next).is_none_or(|mention| mention.span.start() >= gap.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{ArticleId, Zone};

    fn article(text: &str) -> Article {
        Article::new(ArticleId::Number(1), text.to_owned())
    }

    #[test]
    fn blank_lines_and_zones_part_blocks() {
        let mut article = article("  Un titre\r\nsuite\r\n \r\nUn chapeau\nLe corps.\n\n\u{a0}\n\nFin. ");
        let zone = |kind, words: &str| {
            let start = article.text.find(words).expect("it is there");
            Zone { kind, span: Span::new(start, start + words.len()) }
        };
        article.zones = vec![
            zone(ZoneKind::Title, "Un titre\r\nsuite"),
            zone(ZoneKind::Lead, "Un chapeau"),
            zone(ZoneKind::Body, "Le corps.\n\n\u{a0}\n\nFin."),
        ];
        let blocks = blocks(&article, &[]);
        let found: Vec<_> = blocks.iter().map(|block| (block.kind, block.span.of(&article.text))).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Head, "Un titre\r\nsuite"),
                (BlockKind::Lead, "Un chapeau"),
                (BlockKind::Paragraph, "Le corps."),
                (BlockKind::Paragraph, "\u{a0}"),
                (BlockKind::Paragraph, "Fin."),
            ]
        );
    }
}
