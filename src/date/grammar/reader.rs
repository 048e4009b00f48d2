//! The tokens of a document with what the tables of words say of them.

use crate::Document;
use crate::date::table::WordTable;
use crate::date::words::{Word, WordClass, pair_key};
use crate::text::{Joint, Kind, Token};

/// What the rules of the grammar read. Token numbers beyond either end of the text are words
/// of no class.
#[derive(Clone, Copy)]
pub(in crate::date) struct Reader<'d> {
    document: &'d Document<'d>,
    tokens: &'d [Token],
    table: &'d WordTable,
}

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::date) struct Digits {
    /// Its value.
    pub value: i16,
    /// How many digits it is written with.
    pub count: usize,
}

impl<'d> Reader<'d> {
    pub fn new(document: &'d Document<'d>, table: &'d WordTable) -> Self {
        Reader { document, tokens: document.tokens(), table }
    }

    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    pub fn token(&self, at: usize) -> Option<&'d Token> {
        self.tokens.get(at)
    }

    /// What the tables say of token `at`.
    #[inline]
    pub fn word(&self, at: usize) -> Word {
        match self.tokens.get(at) {
            Some(token) if token.is_word() => self.table.get(token.key),
            _ => Word::default(),
        }
    }

    /// What the tables say of the word that begins at `at`, of two tokens where the tables
    /// have such a word, and the token after it.
    pub fn long_word(&self, at: usize) -> (Word, usize) {
        let word = self.word(at);
        if word.opens_pair() && self.goes_on(at + 1) {
            let pair = self.table.get(pair_key(self.tokens[at].key, self.tokens[at + 1].key));
            if pair != Word::default() {
                return (pair, at + 2);
            }
        }
        (word, at + 1)
    }

    pub fn is(&self, at: usize, class: WordClass) -> bool {
        self.word(at).is(class)
    }

    /// What the tables say of the token before `at`.
    pub fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::default(), |before| self.word(before))
    }

    /// Whether token `at` stands in one paragraph with the token before.
    pub fn goes_on(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.joint != Joint::Paragraph)
    }

    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether token `at` hangs on the one before with nothing between.
    pub fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.token(at).is_some_and(|token| token.joint == Joint::Glued)
    }

    /// Whether a hyphen ties token `at` to the one before.
    pub fn is_hyphened(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.joint == Joint::Hyphen)
    }

    /// The number at `at`, if it has one to four digits.
    #[inline]
    pub fn digits(&self, at: usize) -> Option<Digits> {
        let token = self.token(at)?;
        if token.kind != Kind::Number || token.span.len() > 4 {
            return None;
        }
        let digits = self.document.surface(at).as_bytes();
        let value = digits.iter().try_fold(0, |value, digit| {
            digit.is_ascii_digit().then(|| value * 10 + i16::from(digit - b'0'))
        })?;
        Some(Digits { value, count: digits.len() })
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Number)
    }

    /// Whether token `at` is one of two spellings, letter by letter.
    ///
    /// Folding makes one word of `à` and `a`, `dès` and `des`; where the difference counts, the
    /// letters tell.
    pub fn is_spelled(&self, at: usize, small: &str, capital: &str) -> bool {
        self.token(at).is_some_and(|token| {
            let surface = token.span.of(self.document.text());
            surface == small || surface == capital
        })
    }

    /// `at`, or the token after it where a word of `class` stands there.
    pub fn skip(&self, at: usize, class: WordClass) -> usize {
        if self.is(at, class) { at + 1 } else { at }
    }
}
