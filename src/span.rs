//! Where something stands in a text.

use std::ops::Range;

/// A piece of the original text: bytes, start included, end excluded.
///
/// Both ends lie on `char` boundaries of the text that the span belongs to, so that
/// [`Span::of`] always slices. Code points and UTF-16 units exist only at the edge of the
/// program, in the output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span from byte `start` to byte `end` of a text.
    ///
    /// # Panics
    ///
    /// Where `end` lies before `start`, or beyond 4 GiB.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span must not end ({end}) before it starts ({start})");
        let narrow = |at: usize| u32::try_from(at).expect("a document is at most 4 GiB long");
        Span { start: narrow(start), end: narrow(end) }
    }

    /// The first byte.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The piece of `text` that the span covers.
    ///
    /// ```
    /// use repere::Span;
    /// assert_eq!(Span::new(2, 6).of("l'Irak"), "Irak");
    /// ```
    ///
    /// # Panics
    ///
    /// Where `text` is not the text that the span was made for.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
