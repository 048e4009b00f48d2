//! A part of a month, a season, a year: `début juin`, `mi-octobre 2014`, `fin de l'année`, `première moitié du
//! XXe siècle`.
//! Its value is that of the whole.

use super::Reader;
use super::term::Term;
use crate::date::expression::{Meaning, Origin, Shift, Unit};
use crate::date::words::WordClass;

impl Reader<'_> {
    pub(super) fn edge_term(&self, at: usize) -> Option<Term> {
        if !self.goes_on(at + 1) {
            return None;
        }
        if self.is(at, WordClass::Ordinal) {
            let half = self.edge_term(at + 1).filter(|_| self.is_spelled(at + 1, "moitié", "MOITIÉ"))?;
            return Some(Term { start: at, ..half });
        }
        if !self.is(at, WordClass::Edge) {
            return None;
        }
        let whole = if self.is_spelled(at, "mi", "Mi") {
            self.is_hyphened(at + 1).then(|| self.whole(at + 1))??
        } else if self.is(at + 1, WordClass::Genitive) {
            self.whole_in_genitive(at + 1)?
        } else {
            self.whole(at + 1)?
        };
        Some(Term { start: at, pending: false, ..whole })
    }

    /// What an edge may stand before directly: a month, a season, a year.
    fn whole(&self, at: usize) -> Option<Term> {
        if let Some((calendar, end)) = self.edged_month(at) {
            return Some(Term::new(at, end, calendar));
        }
        self.year_term(at).or_else(|| self.season_with_year(at)).or_else(|| self.plain_season(at))
    }

    fn edged_month(&self, at: usize) -> Option<(Meaning, usize)> {
        let (calendar, end) = self.calendar(at)?;
        let is_month = calendar.month.is_some() && calendar.day.is_none() && calendar.weekday.is_none();
        is_month.then_some((Meaning::Calendar(calendar), end))
    }

    /// `de l'année`, `du mois de mars`, `des années 1980`, `du XXe`, `de la semaine prochaine`.
    fn whole_in_genitive(&self, at: usize) -> Option<Term> {
        let noun = self.skip(at + 1, WordClass::Article);
        if let Some(term) = self.pending_century(noun) {
            return Some(term);
        }
        if self.unit(noun) == Some(Unit::Month) && self.is(noun + 1, WordClass::Genitive) {
            return self.whole(noun + 2);
        }
        let relative = self.relative_term(noun).filter(|term| is_longer_than_day(&term.meaning));
        relative
            .or_else(|| self.decade_term(noun))
            .or_else(|| self.group_term(noun))
            .or_else(|| self.whole(noun))
            .or_else(|| self.named_year(noun))
            .or_else(|| self.current_unit(at, noun))
    }

    /// The `année 2013` of `milieu de l'année 2013`.
    fn named_year(&self, at: usize) -> Option<Term> {
        if self.unit(at) != Some(Unit::Year) {
            return None;
        }
        self.year_term(at + 1).map(|year| Term { start: at, ..year })
    }

    /// `de l'année`, `du mois`, `de semaine`: the unit of the day of publication.
    fn current_unit(&self, genitive: usize, at: usize) -> Option<Term> {
        let unit = self.unit(at).filter(|unit| matches!(unit, Unit::Week | Unit::Month | Unit::Year))?;
        let has_article = at > genitive + 1 || self.is_spelled(genitive, "du", "DU");
        let is_usage = !has_article && !self.is_led(genitive - 1);
        let goes_on = self.is_number(at + 1) || self.is(at + 1, WordClass::Genitive);
        let meaning = Meaning::Shift(Shift { unit, steps: 0, origin: Origin::Publication, beside: None });
        (!is_usage && !goes_on).then(|| Term::new(at, at + 1, meaning))
    }

    /// `en fin d'année` is a time, `les fêtes de fin d'année` a usage.
    fn is_led(&self, edge: usize) -> bool {
        self.before(edge).is(WordClass::Demonstrative) || self.is_spelled(edge.wrapping_sub(1), "en", "En")
    }
}

fn is_longer_than_day(meaning: &Meaning) -> bool {
    !matches!(meaning, Meaning::Shift(Shift { unit: Unit::Day | Unit::Night, .. }) | Meaning::Range(_))
}
