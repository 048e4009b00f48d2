//! What an article was read from, where its text is not all of it.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Span;

/// What an article was read from, for writers that give it back with tags.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Source {
    /// The text is all there was.
    #[default]
    Text,
    /// A web page.
    Html(HtmlSource),
    /// A ninjs item: all its fields.
    Ninjs(serde_json::Map<String, serde_json::Value>),
}

/// A web page, and where the text of its article stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlSource {
    /// The page, decoded.
    pub html: String,
    /// From the text of the article to the page.
    pub map: SourceMap,
    /// How the page was encoded.
    pub encoding: PageEncoding,
}

/// The encoding of a page, and whether a byte order mark stands before it: what gives its bytes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageEncoding {
    encoding: &'static Encoding,
    has_mark: bool,
}

impl Default for PageEncoding {
    /// UTF-8 without a mark.
    fn default() -> Self {
        PageEncoding { encoding: UTF_8, has_mark: false }
    }
}

impl PageEncoding {
    /// The encoding of a page of which these are the bytes and the text; nothing where the text has other bytes in it too, so that
    /// they cannot be given back.
    pub(super) fn of(encoding: &'static Encoding, has_mark: bool, bytes: &[u8], text: &str) -> Option<Self> {
        let page = PageEncoding { encoding, has_mark };
        let is_same = bytes.strip_prefix(page.mark()).is_some_and(|bytes| page.encoded(text) == bytes);
        is_same.then_some(page)
    }

    /// What stands before the text.
    pub fn mark(self) -> &'static [u8] {
        match self.encoding {
            _ if !self.has_mark => b"",
            encoding if encoding == UTF_16LE => b"\xff\xfe",
            encoding if encoding == UTF_16BE => b"\xfe\xff",
            _ => b"\xef\xbb\xbf",
        }
    }

    /// The bytes of a piece of the page; characters that the encoding has not are character references.
    pub fn encoded(self, text: &str) -> Cow<'_, [u8]> {
        if self.encoding == UTF_16LE {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else if self.encoding == UTF_16BE {
            text.encode_utf16().flat_map(u16::to_be_bytes).collect()
        } else {
            self.encoding.encode(text).0
        }
    }
}

/// From bytes of a text to the bytes of the source that it was taken from.
///
/// A text is made of *pieces*. A piece is either copied from the source byte for byte, or stands for other bytes there: the `é` of
/// `&eacute;`, the space of a line break and an indent. What lies between pieces (the blank line between two paragraphs)
/// has no place in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// In the order of the text, without overlap; their sources are in order too.
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    text: Span,
    source: Span,
    is_copied: bool,
}

impl SourceMap {
    /// Says that the bytes `text` of the text stand byte for byte at `source`; joins them to the piece before where both go on.
    ///
    /// # Panics
    ///
    /// Where the lengths differ, or either lies before the end of the piece before.
    pub fn copied(&mut self, text: Span, source: Span) {
        assert_eq!(text.len(), source.len(), "a copy is as long as its source");
        match self.pieces.last_mut() {
            Some(last)
                if last.is_copied
                    && last.text.end() == text.start()
                    && last.source.end() == source.start() =>
            {
                last.text = last.text.to(text);
                last.source = last.source.to(source);
            }
            _ => self.push(Piece { text, source, is_copied: true }),
        }
    }

    /// Says that the bytes `text` of the text stand for the bytes `source`, all for all.
    ///
    /// # Panics
    ///
    /// Where either lies before the end of the piece before.
    pub fn replaced(&mut self, text: Span, source: Span) {
        self.push(Piece { text, source, is_copied: false });
    }

    fn push(&mut self, piece: Piece) {
        if let Some(last) = self.pieces.last() {
            assert!(
                last.text.end() <= piece.text.start() && last.source.end() <= piece.source.start(),
                "pieces are in order"
            );
        }
        self.pieces.push(piece);
    }

    /// The places in the source of a piece of the text, in order: one for each run of bytes there that nothing cuts (no tag stands in it).
    ///
    /// ```
    /// use repere::{Span, format::SourceMap};
    /// // <p>l’<b>&Eacute;lys</b>ée</p>
    /// let mut map = SourceMap::default();
    /// map.copied(Span::new(0, 4), Span::new(3, 7));
    /// map.replaced(Span::new(4, 6), Span::new(10, 18));
    /// map.copied(Span::new(6, 9), Span::new(18, 21));
    /// map.copied(Span::new(9, 12), Span::new(25, 28));
    /// let places: Vec<_> = map.sources(Span::new(4, 12)).collect();
    /// assert_eq!(places, [10..21, 25..28]);
    /// ```
    pub fn sources(&self, span: Span) -> impl Iterator<Item = Range<usize>> + '_ {
        let first = self.pieces.partition_point(|piece| piece.text.end() <= span.start());
        let mut places = self.pieces[first..]
            .iter()
            .take_while(move |piece| piece.text.start() < span.end())
            .map(move |piece| piece.part(span))
            .peekable();
        std::iter::from_fn(move || {
            let mut place = places.next()?;
            while let Some(next) = places.next_if(|next| next.start == place.end) {
                place.end = next.end;
            }
            Some(place)
        })
    }
}

impl Piece {
    /// The bytes of the source for what `span` has of this piece.
    fn part(&self, span: Span) -> Range<usize> {
        if !self.is_copied {
            return self.source.range();
        }
        let start = span.start().max(self.text.start()) - self.text.start();
        let end = span.end().min(self.text.end()) - self.text.start();
        self.source.start() + start..self.source.start() + end
    }
}
