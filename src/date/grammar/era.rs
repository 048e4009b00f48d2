//! Decades and centuries: `années 1980`, `années trente`, `XIXe siècle`, `IIe siècle av. J.-C.`

use super::Reader;
use super::term::Term;
use super::year::Era;
use crate::date::expression::Meaning;
use crate::date::value::{DateValue, Part, Year};
use crate::date::words::WordClass;
use crate::text::Case;

/// The code of `années`, the plural, in the table of units.
const YEARS: i16 = 10;

impl Reader<'_> {
    pub(super) fn decade_term(&self, at: usize) -> Option<Term> {
        let word = self.word(at);
        if !word.is(WordClass::Unit) || word.number() != YEARS {
            return None;
        }
        let (meaning, end) = self.decade(at + 1).filter(|_| !self.is_hyphened(at + 1))?;
        Some(Term::new(at, end, meaning))
    }

    /// The number of a decade: `1980`, `80`, `quatre-vingt`.
    pub(super) fn decade(&self, at: usize) -> Option<(Meaning, usize)> {
        let (year, end) = match self.digits(at) {
            Some(digits) if matches!(digits.count, 2 | 4) && !self.is_counted(at) => {
                (if digits.count == 2 { 1900 + digits.value } else { digits.value }, at + 1)
            }
            Some(_) => return None,
            None => self.number_in_words(at).map(|(number, end)| (1900 + number, end))?,
        };
        let is_decade = year % 10 == 0 && (1000..2200).contains(&year);
        let value = DateValue::point(Year::decade_of(year)?, Part::Whole)?;
        is_decade.then_some((Meaning::Fixed(value), end))
    }

    /// `XIXe siècle`; pending where the word `siècle` comes only behind a later one.
    pub(super) fn century_term(&self, at: usize) -> Option<Term> {
        let (number, next) = self.century_number(at)?;
        let noun = self.word(next);
        let has_noun = noun.is(WordClass::Unit) && noun.number() == 6 && self.goes_on(next);
        if !has_noun && self.is(at, WordClass::Ordinal) {
            return None;
        }
        let era = has_noun.then(|| self.era(next + 1)).flatten();
        let number = if era.is_some_and(|(era, _)| era == Era::Before) { -number } else { number };
        let meaning = Meaning::Fixed(DateValue::point(Year::century(number)?, Part::Whole)?);
        let end = era.map_or(next + usize::from(has_noun), |(_, end)| end);
        Some(Term { start: at, end, meaning, pending: !has_noun })
    }

    /// The `XXe` of `début du XXe`, in Roman numerals and without its noun.
    pub(super) fn pending_century(&self, at: usize) -> Option<Term> {
        let roman = self.token(at).is_some_and(|token| token.case != Case::Small && token.span.len() > 2);
        let term = self.century_term(at)?;
        let names_a_place = self.token(term.end).is_some_and(|next| next.case == Case::Capital);
        (!term.pending || (roman && !names_a_place)).then_some(Term { pending: false, ..term })
    }

    /// `XIXe`, `XIX e`, `19e`, `dix-neuvième`, `premier`.
    fn century_number(&self, at: usize) -> Option<(i8, usize)> {
        let (word, end) = self.long_word(at);
        let number = i8::try_from(word.number()).ok()?;
        if word.is(WordClass::CenturyOrdinal) || word.is(WordClass::Ordinal) {
            return Some((number, end));
        }
        let ending = self.is_spelled(at + 1, "e", "è") || self.is_spelled(at + 1, "er", "ème");
        (word.is(WordClass::RomanNumber) && ending).then_some((number, at + 2))
    }
}
