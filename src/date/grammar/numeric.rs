//! Dates in digits: `30/09/2015`, `30.9.15`, `2015-09-30`, `14-Juillet`.

use super::Reader;
use super::reader::Digits;
use super::term::Term;
use crate::date::expression::{Calendar, Meaning, YearSaid};
use crate::date::words::WordClass;

/// What parts the numbers of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Slash,
    Dot,
    Hyphen,
}

impl Reader<'_> {
    pub(super) fn numeric_term(&self, at: usize) -> Option<Term> {
        if let Some(term) = self.named_day(at) {
            return Some(term);
        }
        let first = self.digits(at)?;
        let (separator, second_at) = self.separator(at + 1)?;
        if self.separator_before(at) {
            return None;
        }
        let second = self.digits(second_at)?;
        if separator == Separator::Dot && self.before(at).is(WordClass::NumberHead) {
            return None;
        }
        let (calendar, end) = match self.separator(second_at + 1) {
            Some((again, third_at)) if again == separator => {
                (triple(first, second, self.digits(third_at)?)?, third_at + 1)
            }
            Some(_) => return None,
            None => (self.slashed_day(at, separator, first, second)?, second_at + 1),
        };
        let goes_on = self.separator(end).is_some();
        (!goes_on).then(|| Term::new(at, end, Meaning::Calendar(calendar)))
    }

    /// A separator at `at` that numbers stand against on both sides, and the token after it.
    fn separator(&self, at: usize) -> Option<(Separator, usize)> {
        if self.is_hyphened(at) && self.is_number(at) {
            return Some((Separator::Hyphen, at));
        }
        let separator = if self.is_mark(at, '/') {
            Separator::Slash
        } else if self.is_mark(at, '.') {
            Separator::Dot
        } else {
            return None;
        };
        let stands_between = self.is_glued(at) && self.is_glued(at + 1) && self.is_number(at + 1);
        stands_between.then_some((separator, at + 1))
    }

    fn separator_before(&self, at: usize) -> bool {
        let mark = at >= 2
            && (self.is_mark(at - 1, '/') || self.is_mark(at - 1, '.'))
            && self.is_glued(at)
            && self.is_number(at - 2);
        mark || self.is_hyphened(at)
    }

    /// `le 30/09`: two pairs of digits behind a word that leads to a day.
    fn slashed_day(&self, at: usize, separator: Separator, day: Digits, month: Digits) -> Option<Calendar> {
        let before = self.before(at);
        let leads = before.is(WordClass::Article)
            || before.is(WordClass::Weekday)
            || self.is_spelled(at.checked_sub(1)?, "au", "du");
        let fits = separator == Separator::Slash && day.count == 2 && month.count == 2 && leads;
        fits.then(|| day_of(None, month, day)).flatten()
    }

    /// `14-Juillet` used as a date; other days with a hyphen name events.
    fn named_day(&self, at: usize) -> Option<Term> {
        let (word, end) = self.long_word(at);
        if !word.is(WordClass::NamedDay) || !self.is_hyphened(at + 1) {
            return None;
        }
        let (month, day) = ((word.number() / 100) as u8, (word.number() % 100) as u8);
        let (year, end) = match self.year_behind_month(end) {
            Some((year, end)) => (Some(year), end),
            None => (None, end),
        };
        let date = Calendar { day: Some(day), month: Some(month), year, ..Calendar::default() };
        Some(Term::new(at, end, Meaning::Calendar(date)))
    }
}

/// Day, month, year or year, month, day, by where the four digits stand.
fn triple(first: Digits, second: Digits, third: Digits) -> Option<Calendar> {
    match (first.count, third.count) {
        (4, 1 | 2) => day_of(Some(YearSaid::Full(first.value)), second, third),
        (1 | 2, 4) => day_of(Some(YearSaid::Full(third.value)), second, first),
        (1 | 2, 2) => day_of(Some(YearSaid::Short(third.value as u8)), second, first),
        _ => None,
    }
}

fn day_of(year: Option<YearSaid>, month: Digits, day: Digits) -> Option<Calendar> {
    let fits = (1..=12).contains(&month.value) && (1..=31).contains(&day.value) && month.count <= 2;
    let plausible = !matches!(year, Some(YearSaid::Full(year)) if !(1000..2200).contains(&year));
    (fits && plausible).then(|| Calendar {
        day: Some(day.value as u8),
        month: Some(month.value as u8),
        year,
        ..Calendar::default()
    })
}
