//! One date by itself, of whatever kind.

use super::Reader;
use crate::date::expression::{Calendar, Meaning};
use crate::date::words::{WordClass, classes};

/// A date by itself and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Its first token.
    pub start: usize,
    /// The token after its last.
    pub end: usize,
    /// What it says.
    pub meaning: Meaning,
    /// Whether it is a date only if what follows makes it one: the `3` of `les 3 et 5 mai`, the
    /// `XVIIIe` of `XVIIIe et XIXe siècles`.
    pub pending: bool,
}

impl Term {
    pub fn new(start: usize, end: usize, meaning: Meaning) -> Term {
        Term { start, end, meaning, pending: false }
    }

    /// The calendar date that it is, if it is one.
    pub fn calendar(&self) -> Option<&Calendar> {
        match &self.meaning {
            Meaning::Calendar(calendar) => Some(calendar),
            _ => None,
        }
    }

    /// Whether it is a year and nothing else.
    pub fn is_year(&self) -> bool {
        self.calendar()
            .is_some_and(|date| date.year.is_some() && date.month.is_none() && date.weekday.is_none())
    }
}

/// What the terms of each rule begin with.
const RELATIVE: u64 = classes([
    WordClass::DayAdverb,
    WordClass::Neighbour,
    WordClass::Demonstrative,
    WordClass::Unit,
    WordClass::Same,
    WordClass::DayPart,
    WordClass::Direction,
    WordClass::NewYear,
]);
const EDGE: u64 = classes([WordClass::Edge, WordClass::Ordinal]);
const COUNT: u64 = classes([WordClass::Number]);
const CENTURY: u64 = classes([WordClass::CenturyOrdinal, WordClass::Ordinal, WordClass::RomanNumber]);
const GROUP: u64 = classes([
    WordClass::Season,
    WordClass::Demonstrative,
    WordClass::Ordinal,
    WordClass::Direction,
    WordClass::Unit,
]);
const CALENDAR: u64 = classes([
    WordClass::Weekday,
    WordClass::Month,
    WordClass::MonthAbbreviation,
    WordClass::Number,
    WordClass::Ordinal,
]);
const UNIT: u64 = classes([WordClass::Unit]);

impl Reader<'_> {
    /// The term that begins at `at`.
    pub(super) fn term(&self, at: usize) -> Option<Term> {
        if self.is_number(at) {
            return self.number_term(at);
        }
        let (word, (long, _)) = (self.word(at), self.long_word(at));
        let rule = |classes: u64, rule: fn(&Self, usize) -> Option<Term>| {
            if word.is_any(classes) || long.is_any(classes) { rule(self, at) } else { None }
        };
        rule(RELATIVE, Self::relative_term)
            .or_else(|| rule(EDGE, Self::edge_term))
            .or_else(|| rule(COUNT, Self::months_term))
            .or_else(|| rule(CENTURY, Self::century_term))
            .or_else(|| rule(GROUP, Self::group_term))
            .or_else(|| rule(CALENDAR, Self::calendar_term))
            .or_else(|| rule(UNIT, Self::decade_term))
    }

    fn number_term(&self, at: usize) -> Option<Term> {
        self.numeric_term(at)
            .or_else(|| self.months_term(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.calendar_term(at))
            .or_else(|| self.year_term(at))
    }
}
