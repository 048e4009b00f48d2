//! Which bytes of a page a decoded text stands for.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// A piece of text: bytes of the page as they are, or characters that they stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the page.
    pub source: Range<usize>,
    /// What it stands for, where that is not what is written.
    pub decoded: Option<Box<str>>,
}

impl Piece {
    /// The text.
    pub fn of<'a>(&'a self, html: &'a str) -> &'a str {
        self.decoded.as_deref().unwrap_or(&html[self.source.clone()])
    }
}

/// The pieces of the text `decoded`, which a tokenizer read from byte `start` of a page. Nothing where the two do not belong together: no text is
/// better than text with a wrong place.
pub fn pieces(html: &str, start: usize, decoded: &str) -> Vec<Piece> {
    // In the text of scripts and styles there are no references.
    let pieces = try_pieces(html, start, decoded, true).or_else(|| try_pieces(html, start, decoded, false));
    pieces.unwrap_or_default()
}

fn try_pieces(html: &str, start: usize, decoded: &str, has_references: bool) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = decoded;
    let mut at = start;
    while !rest.is_empty() {
        let written = html.get(at..)?;
        // No further than the text may go: the page is longer than it.
        let near = &written.as_bytes()[..rest.len().min(written.len())];
        let plain = near
            .iter()
            .position(|byte| matches!(byte, b'&' | b'\r' | b'\0' | b'<' | b']'))
            .unwrap_or(near.len());
        let (length, text) = match plain {
            0 if written.is_empty() => return None,
            0 if let_through(written, rest) > 0 => {
                at += let_through(written, rest);
                continue;
            }
            0 if !has_references && written.starts_with('&') => (1, None),
            0 => special(written, rest)?,
            _ => (plain, None),
        };
        let copied = written.get(..length)?;
        rest = rest.strip_prefix(text.as_deref().unwrap_or(copied))?;
        pieces.push(Piece { source: at..at + length, decoded: text });
        at += length;
    }
    Some(pieces)
}

/// The length of what stands for nothing at the beginning of `written`: a tag without a name, the brackets of CDATA.
fn let_through(written: &str, rest: &str) -> usize {
    let nothing = ["</>", "<![CDATA[", "]]>"].iter().find(|nothing| written.starts_with(**nothing));
    nothing.filter(|nothing| !rest.starts_with(**nothing)).map_or(0, |nothing| nothing.len())
}

/// What stands for something else at the beginning of `written`: its length, and what it stands for where it does. `rest` is the decoded text from there.
fn special(written: &str, rest: &str) -> Option<(usize, Option<Box<str>>)> {
    if written.starts_with("\r\n") {
        return Some((2, Some("\n".into())));
    }
    match written.as_bytes()[0] {
        b'\r' => Some((1, Some("\n".into()))),
        // Left as it is in plain text, a replacement character in raw text.
        b'\0' => Some((1, rest.starts_with('\u{fffd}').then(|| "\u{fffd}".into()))),
        b'<' | b']' => Some((1, None)),
        _ => match reference(written) {
            Some((length, decoded)) if rest.starts_with(&*decoded) => Some((length, Some(decoded))),
            _ => Some((1, None)),
        },
    }
}

/// The character reference at the beginning of a text: its length and what it stands for. The tokenizer that read the page is asked, so that both
/// agree.
fn reference(written: &str) -> Option<(usize, Box<str>)> {
    let name = written[1..].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#');
    let end = name.map_or(written.len(), |name| name + 1);
    let end = if written[end..].starts_with(';') { end + 1 } else { end };
    let written = &written[..end];
    // With a space behind it, since the end of a page is something else than the end of a name.
    let spaced = format!("{written} ");
    let mut decoded = String::new();
    for token in Tokenizer::new(&spaced) {
        // What is not well-formed is told in tokens of their own.
        if let Ok(Token::String(text)) = token {
            decoded.push_str(std::str::from_utf8(&text).ok()?);
        }
    }
    let decoded = decoded.strip_suffix(' ')?;
    if decoded == written {
        return None;
    }
    let first = decoded.chars().next()?;
    let behind = &decoded[first.len_utf8()..];
    // One that stands for two characters ends in a semicolon, with nothing behind it.
    match written.strip_suffix(behind) {
        Some(name) if !behind.is_empty() => Some((name.len(), first.to_string().into())),
        _ => Some((written.len(), decoded.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(written: &str) -> Option<(usize, String)> {
        reference(written).map(|(length, decoded)| (length, decoded.into()))
    }

    #[test]
    fn references_end_where_browsers_end_them() {
        let one = |length, decoded: &str| Some((length, decoded.to_owned()));
        assert_eq!(references("&eacute;t"), one(8, "é"));
        assert_eq!(references("&eacutet"), one(7, "é"));
        assert_eq!(references("&eacutet;"), one(7, "é"));
        assert_eq!(references("&#97;b"), one(5, "a"));
        assert_eq!(references("&#97b"), one(4, "a"));
        assert_eq!(references("&semi;"), one(6, ";"));
        assert_eq!(references("&fjlig;"), one(7, "fj"));
        assert_eq!(references("&#x1F600;"), one(9, "😀"));
        assert_eq!(references("&amp;amp;"), one(5, "&"));
        assert_eq!(references("&eacute"), one(7, "é"));
        assert_eq!(references("&eacute<p>"), one(7, "é"));
        assert_eq!(references("&inconnu;"), None);
        assert_eq!(references("& "), None);
        assert_eq!(references("&"), None);
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        let html = "l&rsquo;&Eacute;lys&eacutee\r\n&amp;amp; &x";
        let pieces = pieces(html, 0, "l’Élysée\n&amp; &x");
        let text: String = pieces.iter().map(|piece| piece.of(html)).collect();
        assert_eq!(text, "l’Élysée\n&amp; &x");
        assert!(pieces.windows(2).all(|pair| pair[0].source.end == pair[1].source.start));
    }

    #[test]
    fn what_does_not_belong_together_has_no_pieces() {
        assert_eq!(pieces("abc", 0, "abd"), []);
        assert_eq!(pieces("abc", 0, "abcd"), []);
        assert_eq!(pieces("é", 1, "é"), []);
        assert_eq!(pieces("é", 9, "é"), []);
    }
}
