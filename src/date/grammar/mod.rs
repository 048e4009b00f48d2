//! Finding date expressions: the grammar.
//!
//! A **term** is one date by itself (`mardi 3 mai`, `la semaine dernière`); a **sequence** is a
//! list or a range of terms, in which the first take month and year from the last
//! (`les 3 et 5 mai`, `du 28 février au 3 mars 2010`). Rules are methods of the reader that try
//! one form at one place and return what was read with the token after it; each file holds the
//! rules of one kind of term.

mod calendar;
mod edge;
mod era;
mod group;
mod numeric;
mod reader;
mod refusal;
mod relative;
mod sequence;
mod term;
mod year;

use std::ops::Range;

use super::expression::{Expression, Meaning};
use super::table::WordTable;
use super::words::{DateWords, Word, WordClass, classes};
use crate::text::Kind;
use crate::{Document, Span};

pub(super) use reader::Reader;

/// A date found in a text, with what it says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its tokens in the document.
    pub tokens: Range<usize>,
    /// Where it stands: no article, no preposition, no clock time.
    pub span: Span,
    /// What it says.
    pub expression: Expression,
}

impl DateMention {
    /// Whether it can be nothing but a date: a century or a year counted from the birth of Christ,
    /// no piece of which is ever a name.
    pub fn is_unmistakable(&self) -> bool {
        is_fixed(&self.expression.meaning)
    }
}

fn is_fixed(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Fixed(_) => true,
        Meaning::Range(ends) => is_fixed(&ends.0) && is_fixed(&ends.1),
        _ => false,
    }
}

/// Finds the dates of documents; built once, then shared.
#[derive(Clone, Debug)]
pub struct DateFinder {
    table: WordTable,
}

/// What a date can begin with, besides digits.
const STARTERS: u64 = classes([
    WordClass::Month,
    WordClass::MonthAbbreviation,
    WordClass::Weekday,
    WordClass::Number,
    WordClass::Ordinal,
    WordClass::CenturyOrdinal,
    WordClass::RomanNumber,
    WordClass::Unit,
    WordClass::DayPart,
    WordClass::Edge,
    WordClass::DayAdverb,
    WordClass::Neighbour,
    WordClass::Direction,
    WordClass::Season,
    WordClass::Demonstrative,
    WordClass::Same,
    WordClass::NewYear,
]);

/// Whether a date can begin with a word; `un` is everywhere and counts nothing but things.
#[inline]
fn may_begin(word: Word) -> bool {
    let is_one = word.is(WordClass::Number) && word.number() == 1;
    (word.is_any(STARTERS) && !is_one) || word.opens_pair()
}

impl DateFinder {
    /// A finder that knows `words`.
    pub fn new(words: &DateWords) -> Self {
        DateFinder { table: WordTable::new(words) }
    }

    /// The dates of a document, in order; no two overlap.
    ///
    /// Forms that only look like dates (ages, streets, amounts, habits) are left out as far as
    /// the words around them tell. What only other matchers can know is theirs to say.
    pub fn find(&self, document: &Document) -> Vec<DateMention> {
        let reader = self.reader(document);
        let mut mentions = Vec::new();
        let mut at = 0;
        while let Some(token) = document.tokens().get(at) {
            let may_begin = match token.kind {
                Kind::Mark(_) => false,
                Kind::Number => true,
                Kind::Word => may_begin(self.table.get(token.key)),
            };
            at = if may_begin { reader.sequence(at, &mut mentions) } else { at + 1 };
        }
        mentions
    }

    pub(super) fn reader<'d>(&'d self, document: &'d Document<'d>) -> Reader<'d> {
        Reader::new(document, &self.table)
    }
}
