//! Groups of months: seasons, quarters, half-years, the first months of a year.

use super::Reader;
use super::term::Term;
use crate::date::expression::{Group, Meaning, Months, Pointer, Unit, YearSaid};
use crate::date::words::WordClass;

impl Reader<'_> {
    pub(super) fn group_term(&self, at: usize) -> Option<Term> {
        self.season_with_year(at)
            .or_else(|| self.lone_season(at))
            .or_else(|| self.shown_season(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.months_of_season(at))
    }

    /// `été 2022`, `hiver 2012-2013`, `automne dernier`, `été 36`.
    pub(super) fn season_with_year(&self, at: usize) -> Option<Term> {
        let code = self.season(at)?;
        let (year, pointer, end) = self.year_of_group(at + 1)?;
        let end = if self.second_year(end - 1).is_some() && self.is_hyphened(end) { end + 1 } else { end };
        let is_no_time = self.before(at).is(WordClass::Auxiliary) || self.is_kind(at);
        (!is_no_time).then(|| Term::new(at, end, Meaning::Group(Group { code, year, pointer })))
    }

    /// `jeux d'hiver de 2016`: a season that tells the kind of a thing.
    fn is_kind(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(2) else { return false };
        let part = self.word(before);
        self.is(at - 1, WordClass::Genitive) && !part.is(WordClass::Edge) && !part.is(WordClass::Unit)
    }

    /// `à l'été`, `au printemps`: behind a preposition, a season is that of the time of writing.
    fn lone_season(&self, at: usize) -> Option<Term> {
        let before_article = match self.is(at.checked_sub(1)?, WordClass::Article) {
            true => at.checked_sub(2)?,
            false => at - 1,
        };
        let leads =
            self.is(before_article, WordClass::SeasonCue) && !self.is_spelled(before_article, "a", "A");
        leads.then(|| self.plain_season(at)).flatten()
    }

    /// A season with nothing else.
    pub(super) fn plain_season(&self, at: usize) -> Option<Term> {
        let code = self.season(at).filter(|_| !self.before(at).is(WordClass::Auxiliary))?;
        Some(Term::new(at, at + 1, Meaning::Group(Group { code, year: None, pointer: None })))
    }

    /// `cet été`.
    fn shown_season(&self, at: usize) -> Option<Term> {
        if !self.is(at, WordClass::Demonstrative) || self.season_with_year(at + 1).is_some() {
            return None;
        }
        let code = self.season(at + 1)?;
        let there = self.is_hyphened(at + 2) && self.is_spelled(at + 2, "là", "LÀ");
        let year = there.then_some(YearSaid::Same);
        let pointer = (!there).then_some(Pointer::This);
        Some(Term::new(at, at + 2 + usize::from(there), Meaning::Group(Group { code, year, pointer })))
    }

    fn season(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        (word.is(WordClass::Season) && self.goes_on(at)).then(|| word.number() as u8)
    }

    /// `premier trimestre 2012`, `second semestre`, `dernier trimestre de l'année dernière`.
    pub(super) fn part_of_year(&self, at: usize) -> Option<Term> {
        let (rank, noun) = self.rank(at)?;
        let (first_code, count) = match self.unit(noun)? {
            Unit::Quarter => (33, 4),
            Unit::HalfYear => (40, 2),
            _ => return None,
        };
        let rank = if rank == -1 { count } else { rank };
        if rank > count {
            return None;
        }
        let code = (first_code + rank - 1) as u8;
        let (year, pointer, end) = self.year_of_group(noun + 1).unwrap_or((None, None, noun + 1));
        Some(Term::new(at, end, Meaning::Group(Group { code, year, pointer })))
    }

    /// `premier`, `2e`, `1 er`, `dernier` (−1), and the token after it.
    fn rank(&self, at: usize) -> Option<(i16, usize)> {
        let word = self.word(at);
        if word.is(WordClass::Ordinal) || (word.is(WordClass::Direction) && word.number() == -1) {
            return Some((word.number(), at + 1));
        }
        let digits = self.digits(at).filter(|digits| (1..=4).contains(&digits.value))?;
        let ending = self.is_spelled(at + 1, "er", "e") || self.is_spelled(at + 1, "nd", "ème");
        ending.then_some((digits.value, at + 2))
    }

    /// `mois d'été`.
    fn months_of_season(&self, at: usize) -> Option<Term> {
        let is_months = self.unit(at) == Some(Unit::Month) && self.is(at + 1, WordClass::Genitive);
        let season = is_months.then(|| self.plain_season(at + 2)).flatten()?;
        Some(Term { start: at, ..season })
    }

    /// What tells the year of a season or a quarter: `2022`, `de 2022`, `dernier`.
    fn year_of_group(&self, at: usize) -> Option<(Option<YearSaid>, Option<Pointer>, usize)> {
        if let Some((year, end)) = self.year_behind_month(at).or_else(|| self.current_year(at)) {
            return Some((Some(year), None, end));
        }
        self.pointer(at).map(|(pointer, end)| (None, Some(pointer), end))
    }

    /// `de l'année`.
    fn current_year(&self, at: usize) -> Option<(YearSaid, usize)> {
        let noun = self.skip(at + 1, WordClass::Article);
        let stands = self.is(at, WordClass::Genitive) && noun > at + 1;
        (stands && self.unit(noun) == Some(Unit::Year)).then_some((YearSaid::Shifted(0), noun + 1))
    }

    /// `huit premiers mois de l'année`, `trois derniers mois de 2012`.
    pub(super) fn months_term(&self, at: usize) -> Option<Term> {
        let (count, next) = match self.digits(at) {
            Some(digits) => (digits.value, at + 1),
            None => self.number_in_words(at)?,
        };
        let rank = self.word(next);
        let last = rank.is(WordClass::PluralDirection) && rank.number() == -1;
        let first = rank.is(WordClass::Ordinal) && rank.number() == 1;
        if !(1..=12).contains(&count) || !(first || last) || self.unit(next + 1) != Some(Unit::Month) {
            return None;
        }
        let (year, end) = self.year_in_genitive(next + 2).or_else(|| self.current_year(next + 2))?;
        let months = Months { count: count as u8, last, year };
        Some(Term::new(at, end, Meaning::Months(months)))
    }
}
