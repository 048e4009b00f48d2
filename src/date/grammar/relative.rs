//! Dates counted from another day: `hier`, `ce matin`, `la semaine dernière`, `le lendemain`.

use super::Reader;
use super::term::Term;
use crate::date::expression::{Calendar, Meaning, Origin, Shift, Unit};
use crate::date::words::{WordClass, classes};
use crate::text::Case;

impl Reader<'_> {
    pub(super) fn relative_term(&self, at: usize) -> Option<Term> {
        self.day_adverb(at)
            .or_else(|| self.neighbour(at))
            .or_else(|| self.shown(at))
            .or_else(|| self.pointed_unit(at))
            .or_else(|| self.same(at))
            .or_else(|| self.night(at))
            .or_else(|| self.day_part_of_text(at))
            .or_else(|| self.preposed(at))
    }

    /// The unit of the calendar at `at`.
    pub(super) fn unit(&self, at: usize) -> Option<Unit> {
        self.long_unit(at).map(|(unit, _)| unit)
    }

    /// The unit of the calendar at `at` and the token after it; plurals are none.
    fn long_unit(&self, at: usize) -> Option<(Unit, usize)> {
        let (word, end) = self.long_word(at);
        if !word.is(WordClass::Unit) {
            return None;
        }
        let unit = match word.number() {
            1 => Unit::Day,
            2 => Unit::Week,
            3 => Unit::Month,
            4 => Unit::Year,
            5 => Unit::Decade,
            6 => Unit::Century,
            7 => Unit::Weekend,
            8 => Unit::Quarter,
            9 => Unit::HalfYear,
            _ => return None,
        };
        Some((unit, end))
    }

    /// `hier`, `hier mardi`, `demain 29 mars`, `aujourd'hui`, `hier soir`.
    fn day_adverb(&self, at: usize) -> Option<Term> {
        let (word, end) = self.long_word(at);
        if !word.is(WordClass::DayAdverb) {
            return None;
        }
        let goes_on = self.goes_on(end) && !self.document().place(end).begins_sentence();
        let beside = goes_on
            .then(|| self.calendar(end))
            .flatten()
            .filter(|(date, _)| date.weekday.is_some() || date.day.is_some());
        let beside = beside.filter(|(date, _)| !date.is_bare_day() && date.pointer.is_none());
        let (beside, end) = beside.map_or((None, end), |(date, end)| (Some(date), end));
        let after = self.skip_day_part(end);
        let is_bare = after == at + 1 || after == at + 2 && word.number() == 0;
        let in_genitive =
            self.before(at).is(WordClass::Genitive) && !self.is_spelled(at.wrapping_sub(1), "dès", "Dès");
        let is_noun = word.number() == 1 && is_bare && in_genitive;
        let is_nowadays = word.number() == 0 && is_bare && !self.is_publication_day(at, end);
        let shift = shift(Unit::Day, word.number(), Origin::Publication, beside);
        (!is_noun && !is_nowadays).then(|| Term::new(at, after, shift))
    }

    /// `lendemain`, `la veille`; with what they belong to (`la veille du sommet`) they are no date.
    fn neighbour(&self, at: usize) -> Option<Term> {
        let (word, end) = self.long_word(at);
        if !word.is(WordClass::Neighbour) || self.is(end, WordClass::Genitive) {
            return None;
        }
        let (before, before_article) = (self.before(at), at.checked_sub(2).map(|at| self.word(at)));
        let overnight =
            before_article.is_some_and(|word| word.is(WordClass::Unit)) && before.is(WordClass::RangeLink);
        let leads = before.is(WordClass::Article)
            || before.is(WordClass::RangeLink)
            || self.is_spelled(at.wrapping_sub(1), "dès", "Dès");
        let after = self.skip_evening(self.skip_day_part(end));
        let is_watch = word.number() < 0 && self.is_adjective(after);
        (leads && !overnight && !is_watch)
            .then(|| Term::new(at, after, shift(Unit::Day, word.number(), Origin::Text, None)))
    }

    /// The `sanitaire` of `la veille sanitaire`, as far as it is no word of the grammar.
    fn is_adjective(&self, at: usize) -> bool {
        let is_small = self.token(at).is_some_and(|token| token.is_word() && token.case == Case::Small);
        is_small && !self.is(at, WordClass::FunctionWord) && !self.is_number(at)
    }

    /// `la veille au soir`: the token after the part of the day.
    fn skip_evening(&self, at: usize) -> usize {
        let evening = self.is_spelled(at, "au", "AU") && self.is(at + 1, WordClass::DayPart);
        if evening { at + 2 } else { at }
    }

    /// `ce matin`, `cette semaine`, `ce week-end`, `ce jour-là`: the demonstrative carries the reference.
    fn shown(&self, at: usize) -> Option<Term> {
        if !self.is(at, WordClass::Demonstrative) || !self.goes_on(at + 1) {
            return None;
        }
        let (word, end) = self.long_word(at + 1);
        let there = self.is_hyphened(end) && self.is_spelled(end, "là", "LÀ");
        let here = self.is_hyphened(end) && self.is_spelled(end, "ci", "CI");
        let origin = if there { Origin::Text } else { Origin::Publication };
        let after = end + usize::from(there || here);
        let unit = match self.unit(at + 1) {
            Some(Unit::Day) if self.is_spelled(at + 1, "jour", "JOUR") && there => Unit::Day,
            Some(Unit::Day | Unit::Century | Unit::Decade) => return None,
            Some(unit) => unit,
            None if !word.is(WordClass::DayPart) || self.is_occasion(at + 1) => return None,
            None if word.number() == 1 => Unit::Night,
            None => Unit::Day,
        };
        let is_specified =
            self.is_number(after) || self.is(after, WordClass::Genitive) && unit == Unit::Weekend;
        (!is_specified).then(|| Term::new(at, after, shift(unit, 0, origin, None)))
    }

    /// `cette soirée`, `cette matinée`: an event, not a time.
    fn is_occasion(&self, at: usize) -> bool {
        self.is_spelled(at, "soirée", "SOIRÉE") || self.is_spelled(at, "matinée", "MATINÉE")
    }

    /// `semaine dernière`, `an prochain`, `mois suivant`, `jour même`.
    fn pointed_unit(&self, at: usize) -> Option<Term> {
        let (unit, end) = self.long_unit(at)?;
        if !self.goes_on(end) || self.is_capital_name(at) {
            return None;
        }
        if unit == Unit::Day && self.is(end, WordClass::Same) {
            return Some(Term::new(at, end + 1, shift(unit, 0, Origin::Text, None)));
        }
        let word = self.word(end);
        let origin = if word.is(WordClass::Direction) {
            Origin::Publication
        } else if word.is(WordClass::Sequel) && !self.is(end + 1, WordClass::Article) {
            Origin::Text
        } else {
            return None;
        };
        let counts_days = unit == Unit::Day && origin == Origin::Publication;
        let is_duration = self.is_number(at.wrapping_sub(1)) || self.before(at).is(WordClass::Number);
        (!counts_days && !is_duration)
            .then(|| Term::new(at, end + 1, shift(unit, word.number(), origin, None)))
    }

    /// `L'Année dernière à Marienbad`: a capital that no place owes.
    fn is_capital_name(&self, at: usize) -> bool {
        let place = self.document().place(at);
        self.token(at).is_some_and(|token| token.case == Case::Capital && token.is_tied())
            && !place.begins_sentence()
    }

    /// `la même année`, `le même jour`.
    fn same(&self, at: usize) -> Option<Term> {
        if !self.is(at, WordClass::Same)
            || !self.before(at).is_any(classes([
                WordClass::Article,
                WordClass::Demonstrative,
                WordClass::Genitive,
            ]))
        {
            return None;
        }
        let (word, end) = self.long_word(at + 1);
        if word.is(WordClass::TimeOfYear) && !self.is(end, WordClass::Genitive) {
            return Some(Term::new(at, end, Meaning::SameSeason));
        }
        let unit = match self.unit(at + 1) {
            Some(unit) => unit,
            None if word.is(WordClass::DayPart) => Unit::Day,
            None => return None,
        };
        Some(Term::new(at, end, shift(unit, 0, Origin::Text, None)))
    }

    /// `nuit de mardi à mercredi`, `nuit du 5 au 6 mai`, `nuit dernière`, `soir même`.
    fn night(&self, at: usize) -> Option<Term> {
        let word = self.word(at);
        if !word.is(WordClass::DayPart) || !self.goes_on(at + 1) {
            return None;
        }
        let next = self.word(at + 1);
        if next.is(WordClass::Direction) || next.is(WordClass::Sequel) {
            let origin = if next.is(WordClass::Direction) { Origin::Publication } else { Origin::Text };
            let unit = if word.number() == 1 { Unit::Night } else { Unit::Day };
            return Some(Term::new(at, at + 2, shift(unit, next.number(), origin, None)));
        }
        if next.is(WordClass::Same) && self.before(at).is(WordClass::Article) {
            return Some(Term::new(at, at + 2, shift(Unit::Day, 0, Origin::Text, None)));
        }
        if word.number() != 1 || !next.is(WordClass::Genitive) {
            return None;
        }
        let range = self.range_at(at + 2)?;
        Some(Term { start: at, ..range })
    }

    /// `dans la nuit`, `pendant la soirée`: of the day before in the text.
    fn day_part_of_text(&self, at: usize) -> Option<Term> {
        if !self.is(at, WordClass::DayPart) || self.is(at + 1, WordClass::Genitive) {
            return None;
        }
        let article = at.checked_sub(2)?;
        let leads = self.is(at - 1, WordClass::Article)
            && (self.is(article, WordClass::DayPartCue) || self.is_course_of(article));
        leads.then(|| Term::new(at, at + 1, shift(Unit::Day, 0, Origin::Text, None)))
    }

    /// `au cours de la nuit`.
    fn is_course_of(&self, at: usize) -> bool {
        self.is(at, WordClass::Genitive) && self.is_spelled(at.wrapping_sub(1), "cours", "COURS")
    }

    /// `prochain week-end`, `nouvelle année`: the adjective before its noun.
    fn preposed(&self, at: usize) -> Option<Term> {
        let (unit, end) = self.long_unit(at + 1)?;
        let word = self.word(at);
        let is_new_year = unit == Unit::Year && word.is(WordClass::NewYear);
        let is_next = word.is(WordClass::Direction) && word.number() == 1 && unit != Unit::Day;
        let meaning = shift(unit, if is_next { 1 } else { 0 }, Origin::Publication, None);
        (is_new_year || is_next).then(|| Term::new(at, end, meaning))
    }
}

fn shift(unit: Unit, steps: i16, origin: Origin, beside: Option<Calendar>) -> Meaning {
    Meaning::Shift(Shift { unit, steps, origin, beside })
}
