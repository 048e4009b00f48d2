//! Dates of the calendar in words: `mardi 3 mai 2016`, `mai 68`, `lundi dernier`.

use super::Reader;
use super::term::Term;
use crate::date::expression::{Calendar, Meaning, Pointer, Unit, YearSaid};
use crate::date::words::{WordClass, classes};
use crate::text::{Case, Kind};

/// A number of two digits behind a month is a year from here on: below, it may be anything.
const FIRST_SHORT_YEAR: i16 = 32;

impl Reader<'_> {
    pub(super) fn calendar_term(&self, at: usize) -> Option<Term> {
        let (calendar, end) = self.calendar(at)?;
        let pending = calendar.is_bare_day();
        Some(Term { start: at, end, meaning: Meaning::Calendar(calendar), pending })
    }

    /// `[weekday] [day] [month] [year] [dernier] [soir]`, with a weekday, a day or a month at least.
    pub(super) fn calendar(&self, at: usize) -> Option<(Calendar, usize)> {
        let mut date = Calendar { weekday: self.weekday(at), ..Calendar::default() };
        let mut end = at + usize::from(date.weekday.is_some());
        if let Some((day, month, next)) = self.day_and_month(self.skip_weekday_comma(&date, end)) {
            (date.day, date.month, end) = (Some(day), Some(month), next);
        } else if let Some((day, next)) = self.day(end).filter(|&(_, next)| self.day_stands(&date, next)) {
            (date.day, end) = (Some(day), next);
        } else if date.weekday.is_none() {
            let (month, next) = self.lone_month(at)?;
            (date.month, end) = (Some(month), next);
        }
        let year = date.month.and_then(|_| self.year_behind_month(end));
        if let Some((year, next)) = year {
            (date.year, end) = (Some(year), next);
        }
        if let Some((pointer, next)) = self.pointer(end).filter(|_| !date.is_bare_day()) {
            (date.pointer, end) = (Some(pointer), next);
        }
        if date.day.is_some() || date.weekday.is_some() {
            end = if date.is_bare_day() { end } else { self.skip_day_part(end) };
        }
        Some((date, end))
    }

    fn weekday(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        let is_name = self.token(at + 1).is_some_and(|next| {
            next.case == Case::Capital && self.token(at).is_some_and(|token| token.case == Case::Capital)
        });
        (word.is(WordClass::Weekday) && !is_name).then(|| word.number() as u8)
    }

    /// `vendredi, 28 octobre`: the comma between the two.
    fn skip_weekday_comma(&self, date: &Calendar, at: usize) -> usize {
        at + usize::from(date.weekday.is_some() && self.is_mark(at, ','))
    }

    fn day_and_month(&self, at: usize) -> Option<(u8, u8, usize)> {
        if !self.goes_on(at) && at > 0 && self.before(at).is(WordClass::Weekday) {
            return None;
        }
        let (day, next) = self.day(at)?;
        let (month, next) = self.month(next)?;
        Some((day, month, next))
    }

    /// A day of the month: `3`, `1er`, `1 er`, `quinze`, `vingt et un`.
    pub(super) fn day(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(digits) = self.digits(at) {
            let fits = digits.count <= 2 && (1..=31).contains(&digits.value);
            let ending = self.is_spelled(at + 1, "er", "ER") && digits.value == 1;
            return fits.then(|| (digits.value as u8, at + 1 + usize::from(ending)));
        }
        let word = self.word(at);
        if word.is(WordClass::Ordinal) && word.number() == 1 {
            return Some((1, at + 1));
        }
        let (number, next) = self.number_in_words(at)?;
        (2..=31).contains(&number).then_some((number as u8, next))
    }

    /// A number below 100 in words: `quinze`, `vingt et un`, `quatre-vingt-dix`.
    pub(super) fn number_in_words(&self, at: usize) -> Option<(i16, usize)> {
        let word = self.word(at);
        if !word.is(WordClass::Number) || self.is_number(at) {
            return None;
        }
        let (mut number, mut end) = (word.number(), at + 1);
        if number == 4 && self.is_hyphened(end) && self.word(end).number() == 20 {
            (number, end) = (80, end + 1);
        }
        if number < 20 && number != 10 {
            return Some((number, end));
        }
        let joined = if self.is_spelled(end, "et", "ET") { end + 1 } else { end };
        let unit = self.word(joined);
        let most = if matches!(number, 60 | 80) { 16 } else { 9 };
        let adds = (self.is_hyphened(joined) || joined > end)
            && unit.is(WordClass::Number)
            && (1..=most).contains(&unit.number());
        Some(if adds { (number + unit.number(), joined + 1) } else { (number, end) })
    }

    /// A month behind a day, abbreviated or not.
    fn month(&self, at: usize) -> Option<(u8, usize)> {
        if !self.goes_on(at) {
            return None;
        }
        let word = self.word(at);
        if word.is(WordClass::Month) {
            return Some((word.number() as u8, at + 1));
        }
        let in_words = at > 0 && self.before(at).is(WordClass::Number);
        if !word.is(WordClass::MonthAbbreviation) || in_words {
            return None;
        }
        let dot = self.is_mark(at + 1, '.') && self.is_glued(at + 1);
        Some((word.number() as u8, at + 1 + usize::from(dot)))
    }

    /// Whether a day without a month can be one: `mardi 30`, or the first of a list.
    fn day_stands(&self, date: &Calendar, next: usize) -> bool {
        if date.weekday.is_none() {
            return true;
        }
        match self.token(next) {
            None => true,
            Some(token) => match token.kind {
                Kind::Number => false,
                Kind::Mark(',' | '.') => !(self.is_glued(next + 1) && self.is_number(next + 1)),
                Kind::Mark(mark) => !matches!(mark, '%' | '€' | '$' | ':' | '°'),
                Kind::Word => !token.is_tied() && self.is(next, WordClass::FunctionWord),
            },
        }
    }

    /// A month without a day: in small letters, or with a year behind it.
    fn lone_month(&self, at: usize) -> Option<(u8, usize)> {
        let (month, next) = self.month(at)?;
        let has_year = self.year_behind_month(next).is_some();
        let word = self.word(at);
        let follows_digit = at > 0 && self.is_number(at - 1) && !self.is_mark(at - 1, ',');
        if has_year && !(word.is(WordClass::MonthAbbreviation) && follows_digit) {
            return Some((month, next));
        }
        let token = self.token(at)?;
        let may_stand = word.is(WordClass::Month)
            && !follows_digit
            && (token.case == Case::Small
                || self.pointer(next).is_some()
                || self.is_shouted_month(at)
                || self.is_led_month(at));
        (may_stand && !self.is_tied_to_name(at)).then_some((month, next))
    }

    /// `en Octobre`, `fin Mars`, `mois d'Avril`, `de Juin à Août`: a capital that no name owes.
    fn is_led_month(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let of_months =
            self.is(before, WordClass::Genitive) && before > 0 && self.unit(before - 1) == Some(Unit::Month);
        let joined = self.is(at + 1, WordClass::RangeLink) || self.is(at + 1, WordClass::Link);
        let with_another = joined && self.is(at + 2, WordClass::Month);
        self.is_spelled(before, "en", "En") || self.is(before, WordClass::Edge) || of_months || with_another
    }

    /// A month in a line of capitals, behind a preposition.
    fn is_shouted_month(&self, at: usize) -> bool {
        self.document().place(at).in_capitals() && self.before(at).is(WordClass::FunctionWord)
    }

    /// The year behind a month: `2014`, `68`, `de l'année dernière`, `de la même année`.
    pub(super) fn year_behind_month(&self, at: usize) -> Option<(YearSaid, usize)> {
        if !self.goes_on(at) {
            return None;
        }
        if let Some(digits) = self.digits(at) {
            let said = match digits.count {
                4 if (1000..2200).contains(&digits.value) => YearSaid::Full(digits.value),
                2 if digits.value >= FIRST_SHORT_YEAR => YearSaid::Short(digits.value as u8),
                _ => return None,
            };
            return (!self.is_counted(at)).then_some((said, at + 1));
        }
        self.year_in_genitive(at)
    }

    /// `dernier`, `prochain`, `en huit`, `suivant`.
    pub(super) fn pointer(&self, at: usize) -> Option<(Pointer, usize)> {
        if !self.goes_on(at) || self.is_hyphened(at) {
            return None;
        }
        let word = self.word(at);
        let is_direction = word.is_any(classes([WordClass::Direction, WordClass::PluralDirection]));
        let pointer = match word.number() {
            -1 if is_direction => Pointer::Last,
            1 if is_direction => Pointer::Next,
            -1 if word.is(WordClass::Sequel) => Pointer::Previous,
            1 if word.is(WordClass::Sequel) => Pointer::Following,
            _ if self.is_spelled(at, "en", "EN") => return Some((self.weeks_after_next(at + 1)?, at + 2)),
            _ => return None,
        };
        Some((pointer, at + 1))
    }

    /// The `huit` of `lundi en huit`, the `quinze` of `lundi en quinze`.
    fn weeks_after_next(&self, at: usize) -> Option<Pointer> {
        match self.word(at).number() {
            8 if self.is(at, WordClass::Number) => Some(Pointer::WeeksAfterNext(1)),
            15 if self.is(at, WordClass::Number) => Some(Pointer::WeeksAfterNext(2)),
            _ => None,
        }
    }

    /// `mardi soir`: the token after the part of the day.
    pub(super) fn skip_day_part(&self, at: usize) -> usize {
        let (word, next) = self.long_word(at);
        if word.is(WordClass::DayPart) && self.goes_on(at) { next } else { at }
    }

    /// Whether a hyphen makes token `at` part of a name: `Saint-Mars`, `Avril-Lavigne`.
    fn is_tied_to_name(&self, at: usize) -> bool {
        let before = self.before(at);
        let ties_a_date = before.is(WordClass::Month) || before.is(WordClass::Edge);
        let next = self.word(at + 1);
        let tied_on = self.is_hyphened(at + 1) && !next.is(WordClass::Month) && !next.is(WordClass::Edge);
        (self.is_hyphened(at) && !ties_a_date) || tied_on
    }
}
