//! Anchoring: from what an expression says to the days that it means.
//!
//! Read from the day of publication, else from the date line of the text; with neither, what
//! is relative stays open and a day without a year stays `XXXX-10-17`. A day, month or weekday
//! without a year lies where, in this order,
//!
//! 1. its own words put it (`dernier`, `prochain`),
//! 2. a weekday beside it fits,
//! 3. the year that a text about other years stands in puts it,
//! 4. the verb of its clause puts it ([`tense`](super::tense)),
//! 5. the prior puts it: a bare weekday lies in the past, any other date where it is nearest.

mod counted;
mod named;
mod range;

use jiff::civil::Date;

use super::dateline::dateline;
use super::derivation::{Derivation, Silent, Step, Trace};
use super::expression::{Calendar, Meaning, YearSaid};
use super::grammar::{DateFinder, DateMention, Reader};
use super::tense::Lean;
use super::value::{DateValue, Part, Point};
use super::words::WordClass;
use crate::Document;

/// What anchoring made of one mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchored {
    /// The value, where it can be known.
    pub value: Option<DateValue>,
    /// Whether a weekday and a date contradict each other; the digits are kept, and an
    /// editor should look.
    pub contradicts: bool,
}

impl DateFinder {
    /// The values of those mentions that the resolver kept, in their order.
    pub fn anchor(&self, document: &Document, mentions: &[DateMention]) -> Vec<Anchored> {
        let mut anchorer = Anchorer::new(self.reader(document), mentions);
        mentions.iter().map(|mention| anchorer.anchor(mention, Silent).0).collect()
    }

    /// As [`anchor`](Self::anchor), each value with the steps that led to it.
    pub fn derive(&self, document: &Document, mentions: &[DateMention]) -> Vec<(Anchored, Derivation)> {
        let mut anchorer = Anchorer::new(self.reader(document), mentions);
        mentions.iter().map(|mention| anchorer.anchor(mention, Derivation::default())).collect()
    }
}

/// Where a text is read from.
#[derive(Clone, Copy)]
enum Anchor {
    Published(Date),
    Dateline(Date),
    None,
}

/// What is known so far while the mentions of a text are anchored one after the other.
struct Anchorer<'d> {
    reader: Reader<'d>,
    anchor: Anchor,
    /// The last value that a later mention may count from.
    before: Option<DateValue>,
    /// The last value that is a day, or a range that ends with one, and the token behind it.
    day_before: Option<(DateValue, usize)>,
    /// The last date that named its year in full.
    named_year: Option<NamedYear>,
}

/// A year that the text named in full.
#[derive(Clone, Copy)]
struct NamedYear {
    year: i16,
    /// The token behind it.
    end: usize,
    /// Whether a month stood with it: then it reaches over the paragraph, else over the sentence.
    with_month: bool,
}

/// How far a day reaches over `le lendemain` behind it, in tokens.
const DAY_REACH: usize = 400;

/// How far a year named in full reaches over the days and months behind it, in tokens.
const YEAR_REACH: usize = 40;

impl<'d> Anchorer<'d> {
    fn new(reader: Reader<'d>, mentions: &[DateMention]) -> Self {
        let document = reader.document();
        let anchor = match (document.published(), dateline(document, mentions)) {
            (Some(day), _) => Anchor::Published(day),
            (None, Some(day)) => Anchor::Dateline(day),
            (None, None) => Anchor::None,
        };
        Anchorer { reader, anchor, before: None, day_before: None, named_year: None }
    }

    fn anchor<T: Trace>(&mut self, mention: &DateMention, trace: T) -> (Anchored, T) {
        let mut reading = Reading { context: self, mention, trace, contradicts: false };
        let value = reading.read();
        let Reading { trace, contradicts, .. } = reading;
        self.before = value.or(self.before);
        let precise = value.filter(is_precise).map(|value| (value, mention.tokens.end));
        self.day_before = precise.or(self.day_before);
        self.named_year = self.newly_named_year(mention).or(self.named_year);
        (Anchored { value, contradicts }, trace)
    }

    /// The year that a mention names for those behind it; `depuis 1946` names none.
    fn newly_named_year(&self, mention: &DateMention) -> Option<NamedYear> {
        let before = self.reader.before(mention.tokens.start);
        let is_limit = before.is(WordClass::FuturePreposition) || before.is(WordClass::PastCue);
        let (year, with_month) = named_year(&mention.expression.meaning).filter(|_| !is_limit)?;
        Some(NamedYear { year, end: mention.tokens.end, with_month })
    }

    fn day(&self) -> Option<Date> {
        match self.anchor {
            Anchor::Published(day) | Anchor::Dateline(day) => Some(day),
            Anchor::None => None,
        }
    }
}

/// The anchoring of one mention.
struct Reading<'a, 'd, T> {
    context: &'a Anchorer<'d>,
    mention: &'a DateMention,
    trace: T,
    contradicts: bool,
}

impl<T: Trace> Reading<'_, '_, T> {
    fn read(&mut self) -> Option<DateValue> {
        let expression = &self.mention.expression;
        self.note_anchor(&expression.meaning);
        let value = self.value(&expression.meaning)?;
        if !expression.approximate {
            return Some(value);
        }
        self.trace.note(|| Step::Approximate);
        Some(value.approximate())
    }

    fn note_anchor(&mut self, meaning: &Meaning) {
        let anchor = self.context.anchor;
        let complete = is_complete(meaning);
        self.trace.note(|| match anchor {
            _ if complete => Step::Complete,
            Anchor::Published(day) => Step::Published(day),
            Anchor::Dateline(day) => Step::Dateline(day),
            Anchor::None => Step::NoAnchor,
        });
    }

    fn value(&mut self, meaning: &Meaning) -> Option<DateValue> {
        match meaning {
            Meaning::Calendar(date) => self.calendar(date),
            Meaning::Shift(shift) => self.shift(shift),
            Meaning::Group(group) => self.group(group),
            Meaning::Months(months) => self.months(months),
            Meaning::SameSeason => self.same_season(),
            Meaning::Fixed(value) => Some(*value),
            Meaning::Range(ends) => self.range(&ends.0, &ends.1),
        }
    }

    fn day(&self) -> Option<Date> {
        self.context.day()
    }

    /// What the clause tells of the direction.
    fn lean(&mut self) -> Option<Lean> {
        let reader = &self.context.reader;
        let lean = reader.lean(&self.mention.tokens)?;
        self.trace.note(|| Step::Cue(lean.direction, reader.document().surface(lean.cue).to_owned()));
        Some(lean)
    }

    /// The year that the text stands in, where it was named shortly before and is another than
    /// that of publication.
    fn year_of_text(&self, published: Date) -> Option<i16> {
        let named = self.context.named_year?;
        let reader = &self.context.reader;
        let between = named.end..self.mention.tokens.start;
        let reaches = between.len() <= YEAR_REACH
            && between.into_iter().chain([self.mention.tokens.start]).all(|at| {
                let goes_on = !reader.document().place(at).begins_sentence();
                !reader.is_mark(at, ')') && (goes_on || named.with_month && reader.goes_on(at))
            });
        (reaches && named.year < published.year()).then_some(named.year)
    }

    /// The number of a year, as far as the text tells.
    fn year_number(&mut self, said: YearSaid) -> Option<i16> {
        match said {
            YearSaid::Full(year) => Some(year),
            YearSaid::Short(digits) => Some(self.short_year(digits)),
            YearSaid::Shifted(steps) => Some(self.day()?.year() + steps),
            YearSaid::Same => self.context.before?.year(),
        }
    }

    /// Two digits stand for the last year that ends so, at most a few years after publication.
    fn short_year(&mut self, digits: u8) -> i16 {
        const YEARS_AHEAD: i16 = 10;
        const UNDATED: i16 = 2030;
        let latest = self.day().map_or(UNDATED, |day| day.year()) + YEARS_AHEAD;
        let year = latest - (latest - i16::from(digits)).rem_euclid(100);
        self.trace.note(|| Step::ShortYear(year));
        year
    }
}

/// The year that a date names in full, and whether a month stands with it; a range of years
/// (`entre 1979 et 2004`) names none.
fn named_year(meaning: &Meaning) -> Option<(i16, bool)> {
    match meaning {
        Meaning::Calendar(Calendar { year: Some(YearSaid::Full(year)), month, .. }) => {
            Some((*year, month.is_some()))
        }
        Meaning::Range(ends) => named_year(&ends.1).filter(|&(_, with_month)| with_month),
        _ => None,
    }
}

/// Whether a value ends with a day that `le lendemain` can count from.
fn is_precise(value: &DateValue) -> bool {
    let is_day = |point: &Point| matches!(point.part(), Part::Day(..));
    match value {
        DateValue::Point(point) => is_day(point),
        DateValue::Interval(interval) => interval.end().point().is_some_and(|point| is_day(&point)),
    }
}

fn is_complete(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Fixed(_) => true,
        Meaning::Calendar(date) => matches!(date.year, Some(YearSaid::Full(_))),
        Meaning::Range(ends) => is_complete(&ends.0) && is_complete(&ends.1),
        _ => false,
    }
}
