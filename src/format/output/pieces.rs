//! A text cut into pieces that give it back, for formats that are made of tokens.

use jiff::civil::Date;

use super::grapheme::is_grapheme_edge;
use crate::dictionary::Lexicon;
use crate::text::{Joint, Token};
use crate::{Document, Mention, Span};

/// A token of an output format, or the white space between two. Every byte of the text lies in one piece, and every mention begins
/// and ends with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub span: Span,
    pub is_space: bool,
    pub begins_sentence: bool,
}

/// Cuts a text into pieces: words, numbers, marks and white space.
///
/// An apostrophe between two words belongs to the first (`l’` `Élysée`), a hyphen is a piece (`Port` `-` `au` `-` `Prince`), a dotted acronym
/// is one piece (`O.N.U.`), and so is what is seen as one character (`🇫🇷`). White space is what Python takes for it, since it is Python that reads these formats.
pub(super) fn pieces(
    text: &str,
    published: Option<Date>,
    lexicon: &Lexicon,
    mentions: &[Mention],
) -> Vec<Piece> {
    let document = Document::new(text, published, lexicon);
    let sentences = sentence_starts(&document, mentions);
    let starts = document.tokens().iter().map(|token| token.span.start());
    let edges = starts.chain(token_ends(text, document.tokens()));
    let mut cuts: Vec<usize> = edges.filter(|&edge| is_grapheme_edge(text, edge)).collect();
    cuts.extend([0, text.len()]);
    cuts.extend(mentions.iter().flat_map(|mention| [mention.span.start(), mention.span.end()]));
    cuts.extend(space_edges(text));
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|cut| {
            let span = Span::new(cut[0], cut[1]);
            let is_space = span.of(text).starts_with(is_space);
            Piece { span, is_space, begins_sentence: sentences.binary_search(&span.start()).is_ok() }
        })
        .collect()
}

/// Whether Python's `str.isspace` holds for a character.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{1c}'..='\u{1f}')
}

/// Where sentences begin, but none inside a mention.
fn sentence_starts(document: &Document, mentions: &[Mention]) -> Vec<usize> {
    let begins = |at: usize| document.place(at).begins_sentence();
    let starts = document.tokens().iter().enumerate().filter(|(at, _)| begins(*at));
    let mut mentions = mentions.iter().peekable();
    starts
        .map(|(_, token)| token.span.start())
        .filter(|&start| {
            while mentions.next_if(|mention| mention.span.end() <= start).is_some() {}
            mentions.peek().is_none_or(|mention| start <= mention.span.start())
        })
        .collect()
}

/// Where tokens end, with the apostrophe behind them where that ties them to the next.
fn token_ends<'t>(text: &'t str, tokens: &'t [Token]) -> impl Iterator<Item = usize> + 't {
    tokens.iter().enumerate().map(|(at, token)| {
        let end = token.span.end();
        let is_elided = tokens.get(at + 1).is_some_and(|next| next.joint == Joint::Apostrophe);
        let apostrophe = text[end..].chars().next().filter(|_| is_elided);
        end + apostrophe.map_or(0, char::len_utf8)
    })
}

/// Where white space begins and where it ends.
fn space_edges(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut was_space = None;
    text.char_indices().filter_map(move |(at, letter)| {
        let is_space = is_space(letter);
        (was_space.replace(is_space) != Some(is_space)).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tagger;

    fn cut(text: &str) -> Vec<(&str, bool)> {
        let tagger = Tagger::new([]);
        let tagged = tagger.tag(text, None);
        let pieces = pieces(text, None, tagger.lexicon(), &tagged.mentions);
        pieces
            .iter()
            .filter(|piece| !piece.is_space)
            .map(|piece| (piece.span.of(text), piece.begins_sentence))
            .collect()
    }

    #[test]
    fn words_marks_and_what_ties_them() {
        assert_eq!(
            cut("L’EI est à Port-au-Prince.\r\nL’O.N.U. aussi\u{1f}! 🇫🇷 👩‍👩‍👧"),
            [
                ("L’", true),
                ("EI", false),
                ("est", false),
                ("à", false),
                ("Port", false),
                ("-", false),
                ("au", false),
                ("-", false),
                ("Prince", false),
                (".", false),
                ("L’", true),
                ("O.N.U.", false),
                ("aussi", false),
                ("!", false),
                ("🇫🇷", true),
                ("👩‍👩‍👧", false),
            ]
        );
    }
}
