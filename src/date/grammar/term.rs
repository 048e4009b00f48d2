//! One date by itself, of whatever kind.

use super::Reader;
use crate::date::expression::{Calendar, Meaning};

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
        self.calendar().is_some_and(|date| {
            date.year.is_some() && date.month.is_none() && date.weekday.is_none()
        })
    }
}

impl Reader<'_> {
    /// The term that begins at `at`.
    pub(super) fn term(&self, at: usize) -> Option<Term> {
        if self.is_number(at) {
            return self.number_term(at);
        }
        self.relative_term(at)
            .or_else(|| self.edge_term(at))
            .or_else(|| self.months_term(at))
            .or_else(|| self.century_term(at))
            .or_else(|| self.group_term(at))
            .or_else(|| self.calendar_term(at))
            .or_else(|| self.decade_term(at))
    }

    fn number_term(&self, at: usize) -> Option<Term> {
        self.numeric_term(at)
            .or_else(|| self.months_term(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.calendar_term(at))
            .or_else(|| self.year_term(at))
    }
}
