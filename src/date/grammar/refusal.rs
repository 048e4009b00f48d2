//! What looks like a date and is none: streets, events, habits.

use super::Reader;
use super::term::Term;
use crate::date::expression::{Calendar, Unit};
use crate::date::words::WordClass;
use crate::text::Case;

impl Reader<'_> {
    /// Whether what stands around a term makes something else of it.
    pub(super) fn is_refused(&self, term: &Term) -> bool {
        let Some(date) = term.calendar() else { return self.is_habit(term) };
        let names_a_day = date.day.is_some() && date.month.is_some() && date.weekday.is_none();
        (names_a_day && (self.is_street(term) || self.is_event(term, date)))
            || self.is_habit(term)
            || self.is_any_weekday(term, date)
    }

    /// `rue du 4-Septembre`, `place du 8 Mai 1945`.
    fn is_street(&self, term: &Term) -> bool {
        self.head(term).is_some_and(|head| {
            let (pair, end) = self.long_word(head.saturating_sub(1));
            self.is(head, WordClass::Street) || pair.is(WordClass::Street) && end == head + 1
        })
    }

    /// `le 11-Septembre`, `le Mouvement du 20 février`.
    fn is_event(&self, term: &Term, date: &Calendar) -> bool {
        let hyphen = self.is_hyphened(term.start + 1) && self.is(term.start + 1, WordClass::Month);
        let (word, _) = self.long_word(term.start);
        let named = word.is(WordClass::NamedDay);
        let in_genitive = self.before(term.start).is(WordClass::Genitive);
        let movement = self.head(term).filter(|_| in_genitive).is_some_and(|head| {
            let capital = self.token(head).is_some_and(|token| token.case != Case::Small);
            self.is(head, WordClass::Movement) && (capital || hyphen)
        });
        movement || (hyphen && !named && date.year.is_none())
    }

    /// The noun that `du` ties the term to, or the token right before it.
    fn head(&self, term: &Term) -> Option<usize> {
        let before = term.start.checked_sub(1).filter(|_| self.goes_on(term.start))?;
        if self.is(before, WordClass::Genitive) { before.checked_sub(1) } else { Some(before) }
    }

    /// `chaque lundi`, `tous les 14 juillet`, `chaque mois de janvier`.
    fn is_habit(&self, term: &Term) -> bool {
        let Some(mut before) = term.start.checked_sub(1) else { return false };
        if self.is(before, WordClass::Genitive)
            && self.head(term).and_then(|head| self.unit(head)) == Some(Unit::Month)
        {
            before = before.saturating_sub(2);
        }
        let behind_article =
            self.is(before, WordClass::Article) && self.before(before).is(WordClass::Frequency);
        self.is(before, WordClass::Frequency) || behind_article
    }

    /// `le lundi`, `un samedi soir`: any of them.
    fn is_any_weekday(&self, term: &Term, date: &Calendar) -> bool {
        let is_bare = date.weekday.is_some() && date.day.is_none() && date.pointer.is_none();
        let Some(before) = term.start.checked_sub(1).filter(|_| is_bare) else { return false };
        self.is(before, WordClass::Article) || self.is_spelled(before, "un", "Un")
    }

    /// `le repas du dimanche`: that of any Sunday, where `de dimanche` is that of one.
    pub(super) fn is_weekly(&self, term: &Term) -> bool {
        is_bare_weekday(term) && self.is_spelled(term.start.wrapping_sub(1), "du", "Du")
    }

    /// `du lundi au vendredi`: opening hours, not a range of two days.
    pub(super) fn is_weekly_range(&self, first: &Term, last: &Term) -> bool {
        is_bare_weekday(first)
            && is_bare_weekday(last)
            && self.is_spelled(first.start.wrapping_sub(1), "du", "Du")
    }
}

fn is_bare_weekday(term: &Term) -> bool {
    term.calendar().is_some_and(|date| date.weekday.is_some() && date.day.is_none() && date.pointer.is_none())
}
