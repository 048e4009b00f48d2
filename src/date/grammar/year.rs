//! Years by themselves: which numbers of four digits are one.

use super::Reader;
use super::term::Term;
use crate::date::expression::{Calendar, Meaning, Unit, YearSaid};
use crate::date::value::{DateValue, Part, Year};
use crate::date::words::WordClass;
use crate::text::{Case, Kind};

/// On which side of the beginning of our era.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Before,
    After,
}

/// Years that need no cue. Earlier ones and round ones are as often amounts.
const PLAIN_YEARS: std::ops::RangeInclusive<i16> = 1700..=2100;

impl Reader<'_> {
    /// A year in digits, or one before our era.
    pub(super) fn year_term(&self, at: usize) -> Option<Term> {
        let digits = self.digits(at)?;
        if let Some((era, end)) = self.era(at + 1) {
            let year = Year::exact(if era == Era::Before { 1 - digits.value } else { digits.value })?;
            return Some(Term::new(at, end, Meaning::Fixed(DateValue::point(year, Part::Whole)?)));
        }
        let has_cue = self.has_year_cue(at);
        let is_long = digits.count == 4 && (1000..=2200).contains(&digits.value);
        let is_year = (is_long || digits.count == 3 && self.is_numbered_year(at))
            && !(if has_cue { self.is_measured(at) } else { self.is_counted(at) })
            && !self.is_labelled(at)
            && !self.is_part_of_number(at)
            && (has_cue || self.is_plain_year(at, digits.value));
        is_year.then(|| Term::new(at, at + 1, Meaning::Calendar(Calendar::of_year(digits.value))))
    }

    /// The `800` of `l'an 800`.
    fn is_numbered_year(&self, at: usize) -> bool {
        self.is_spelled(at.wrapping_sub(1), "an", "AN") && at >= 2 && self.is(at - 2, WordClass::Article)
    }

    /// `av. J.-C.`, `après Jésus-Christ`, `avant notre ère`: the side and the token after it.
    pub(super) fn era(&self, at: usize) -> Option<(Era, usize)> {
        let era = if self.is_spelled(at, "av", "avant") {
            Era::Before
        } else if self.is_spelled(at, "apr", "après") || self.is_spelled(at, "ap", "de") {
            Era::After
        } else {
            return None;
        };
        let name = if self.is_mark(at + 1, '.') { at + 2 } else { at + 1 };
        let ours = self.is_spelled(name, "notre", "NOTRE") && self.is_spelled(name + 1, "ère", "ÈRE");
        let end =
            if ours { name + 2 } else { self.christ(name).filter(|_| !self.is_spelled(at, "de", "DE"))? };
        Some((era, end))
    }

    /// `J.-C.`, `Jésus-Christ`: the token after it.
    fn christ(&self, name: usize) -> Option<usize> {
        if self.is_spelled(name, "Jésus", "Jésus") && self.is_spelled(name + 1, "Christ", "Christ") {
            return Some(name + 2);
        }
        if self.is_spelled(name, "JC", "J.C.") {
            return Some(name + 1);
        }
        let marks =
            |at: usize| (at..at + 2).take_while(|&at| self.is_mark(at, '.') || self.is_mark(at, '-')).count();
        let christ = name + 1 + marks(name + 1);
        let is_christ = self.is_spelled(name, "J", "J") && self.is_spelled(christ, "C", "C.");
        is_christ
            .then(|| christ + 1 + usize::from(self.is_mark(christ + 1, '.') && self.is_glued(christ + 1)))
    }

    /// Whether the number at `at` counts what follows it: `2015 dirhams`, `2 000`, `1 500,5`.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        let Some(next) = self.token(at + 1) else { return false };
        match next.kind {
            Kind::Number => next.span.len() == 3 && self.goes_on(at + 1) && !self.is_hyphened(at + 1),
            Kind::Mark('%' | '€' | '$' | '£' | '°') => true,
            Kind::Mark(',' | '.' | ':' | '/') => {
                self.is_glued(at + 1)
                    && self.is_glued(at + 2)
                    && self.is_number(at + 2)
                    && !self.is_year_slash(at)
            }
            Kind::Mark(_) => false,
            Kind::Word => self.is_measured(at) || self.is_plural(at + 1),
        }
    }

    /// Whether a noun of the table or a sign of measure follows the number at `at`.
    fn is_measured(&self, at: usize) -> bool {
        let is_word = self.token(at + 1).is_some_and(|next| next.kind == Kind::Word);
        if is_word { self.is(at + 1, WordClass::Quantity) } else { self.is_counted(at) }
    }

    /// `2002/2003`: two years, the second the year after the first.
    fn is_year_slash(&self, at: usize) -> bool {
        let years = self.digits(at).zip(self.digits(at + 2));
        self.is_mark(at + 1, '/') && years.is_some_and(|(first, second)| second.value == first.value + 1)
    }

    /// Whether the word at `at` is a plural that is no participle (`les résultats du bac 2012
    /// dévoilés`): most likely a noun that a number counts.
    fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        let Some(token) = self.token(at).filter(|token| token.case == Case::Small && !token.is_tied()) else {
            return false;
        };
        let surface = token.span.of(self.document().text());
        let is_participle = surface.ends_with("és") || surface.ends_with("ées");
        !word.is(WordClass::FunctionWord)
            && !is_participle
            && surface.len() > 3
            && surface.ends_with(['s', 'x'])
    }

    /// Whether what stands before makes a label or an amount of the number: `article 1382`, `n° 2015`,
    /// `vol AF 1999`.
    fn is_labelled(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let word = self.word(before);
        if self.is_dated_about(at) {
            return false;
        }
        let of_amount = word.is(WordClass::Genitive) && self.before(before).is(WordClass::AmountCue);
        let in_series = self.token(before).is_some_and(|token| token.case == Case::AllCapitals)
            && self.before(before).is(WordClass::NumberHead);
        in_series
            || word.is(WordClass::NumberHead)
            || word.is(WordClass::AmountCue)
            || of_amount
            || ['°', '$', '€', '£', '#', '+', '@'].into_iter().any(|mark| self.is_mark(before, mark))
            || self.is_spelled(before, "les", "Les")
            || self.is_spelled(before, "ces", "Ces")
    }

    /// Whether the token at `at` hangs on a word or number before it, or goes on behind.
    fn is_part_of_number(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let number_before = before.is_some_and(|before| before.kind == Kind::Number) && self.goes_on(at);
        let glued_before = at >= 2
            && self.is_glued(at)
            && [',', '.', ':', '/'].into_iter().any(|mark| self.is_mark(at - 1, mark))
            && self.is_glued(at - 1)
            && !self.is_year_slash(at - 2);
        let tied_word = self.is_hyphened(at) && !self.before(at).is(WordClass::Edge);
        let tied_on = self.is_hyphened(at + 1) && self.second_year(at).is_none();
        number_before || glued_before || tied_word || tied_on || self.is_code(at + 1)
    }

    /// `UZ224`: capitals with digits, as in the names of planets and machines.
    fn is_code(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|token| token.case == Case::AllCapitals) else {
            return false;
        };
        token.span.of(self.document().text()).bytes().any(|byte| byte.is_ascii_digit())
    }

    /// The second year of `2010-2015` or `2014-15`, by the first.
    pub(super) fn second_year(&self, first_at: usize) -> Option<i16> {
        let first = self.digits(first_at)?;
        let second = self.digits(first_at + 1)?;
        match second.count {
            4 if second.value > first.value && second.value < 2200 => Some(second.value),
            2 if second.value == (first.value + 1) % 100 => Some(first.value + 1),
            2 if second.value > 12.max(first.value % 100) => Some(first.value / 100 * 100 + second.value),
            _ => None,
        }
    }

    /// `en 1515`, `(2000)`, `entre 2000 et 2014`, `de 1643 à 1715`.
    fn has_year_cue(&self, at: usize) -> bool {
        let in_brackets = at > 0 && self.is_mark(at - 1, '(') && self.is_mark(at + 1, ')');
        let between = at > 0 && self.is_spelled(at - 1, "entre", "Entre");
        let opens_range = between
            && self.is(at + 1, WordClass::Link)
            && self.digits(at + 2).is_some_and(|last| last.count == 4)
            && !self.is_counted(at + 2);
        in_brackets
            || opens_range
            || self.opens_reign(at)
            || self.is_dated_about(at)
            || self.before(at).is(WordClass::YearCue)
    }

    /// The `1300` of `date d'environ 1300`, `(environ 1300)`.
    fn is_dated_about(&self, at: usize) -> bool {
        let Some(cue) = at.checked_sub(2).filter(|_| self.before(at).is(WordClass::Approximation)) else {
            return false;
        };
        self.is_mark(cue, '(') || self.is(cue, WordClass::Genitive) && self.before(cue).is(WordClass::PastCue)
    }

    /// The `1643` of `de 1643 à 1715`: a later plain year ends what it begins.
    fn opens_reign(&self, at: usize) -> bool {
        let is_from = self.is_spelled(at.wrapping_sub(1), "de", "De") && self.is_spelled(at + 1, "à", "À");
        let years = self.digits(at).zip(self.digits(at + 2)).filter(|_| is_from);
        years.is_some_and(|(first, last)| {
            first.value < last.value && self.is_plain_year(at + 2, last.value) && !self.is_counted(at + 2)
        })
    }

    fn is_plain_year(&self, at: usize, year: i16) -> bool {
        let begins = at == 0 || self.document().place(at).begins_sentence();
        PLAIN_YEARS.contains(&year) && year % 500 != 0 && (year >= 1900 || !begins)
    }

    /// `de l'année dernière`, `de cette année`, `de la même année`, `de 2015`.
    pub(super) fn year_in_genitive(&self, at: usize) -> Option<(YearSaid, usize)> {
        if !self.is(at, WordClass::Genitive) {
            return None;
        }
        if let Some(year) = self.year_term(at + 1) {
            return year.calendar()?.year.map(|said| (said, year.end)).filter(|_| year.is_year());
        }
        let noun = self.skip(at + 1, WordClass::Article);
        if self.is(noun, WordClass::Same) && self.unit(noun + 1) == Some(Unit::Year) {
            return Some((YearSaid::Same, noun + 2));
        }
        let shown = self.skip(noun, WordClass::Demonstrative);
        if self.unit(shown) != Some(Unit::Year) {
            return None;
        }
        if let Some(year) = self.year_term(shown + 1) {
            return year.calendar()?.year.map(|said| (said, year.end));
        }
        let word = self.word(shown + 1);
        match word.is(WordClass::Direction) {
            true => Some((YearSaid::Shifted(word.number()), shown + 2)),
            false => (shown > noun).then_some((YearSaid::Shifted(0), shown + 1)),
        }
    }
}
