//! The derivation of a value: each step from the words to the days, for `explain`.

use std::fmt;

use jiff::civil::Date;

use super::expression::Unit;
use super::tense::Direction;
use super::value::DateValue;

/// The steps by which a value was worked out, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step from the words of a date to its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The text is read from this day, its day of publication.
    Published(Date),
    /// No day of publication was given; the date line of the text stands for it.
    Dateline(Date),
    /// There is neither: what is relative stays unknown.
    NoAnchor,
    /// The expression says all by itself.
    Complete,
    /// A word of the clause tells the direction.
    Cue(Direction, String),
    /// Nothing tells the direction; the documented prior does.
    Prior(Direction),
    /// The word `dernier`, `prochain` and the like tells the direction.
    Said(Direction),
    /// The weekday fixes which year is meant.
    WeekdayFixes(Date),
    /// The weekday contradicts day and month, and the digits are kept.
    WeekdayContradicts,
    /// The year is that of the date before in the text.
    YearOfText(i16),
    /// Counting starts from the date before in the text.
    FromText(DateValue),
    /// No date stands before to count from.
    NothingBefore,
    /// So many units were counted.
    Counted(Unit, i16),
    /// Two digits stand for this year.
    ShortYear(i16),
    /// The two ends of a range were worked out so that the first comes first.
    Range,
    /// The text calls it approximate.
    Approximate,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Published(day) => write!(f, "read from the day of publication, {day}"),
            Step::Dateline(day) => write!(f, "read from the date line of the text, {day}"),
            Step::NoAnchor => f.write_str("no day of publication is known: what is relative stays open"),
            Step::Complete => f.write_str("the expression says all by itself"),
            Step::Cue(direction, cue) => write!(f, "«{cue}» puts it in the {direction}"),
            Step::Prior(direction) => write!(f, "nothing in the clause tells the direction: {direction}"),
            Step::Said(direction) => write!(f, "its own words put it in the {direction}"),
            Step::WeekdayFixes(day) => write!(f, "the weekday fits {day} and not the other years"),
            Step::WeekdayContradicts => f.write_str("weekday and date contradict each other: check the text"),
            Step::YearOfText(year) => write!(f, "the year is that of the date before, {year}"),
            Step::FromText(value) => write!(f, "counted from the date before in the text, {value}"),
            Step::NothingBefore => f.write_str("no date stands before it to count from"),
            Step::Counted(unit, steps) => write!(f, "{steps:+} {unit}"),
            Step::ShortYear(year) => write!(f, "two digits stand for {year}"),
            Step::Range => f.write_str("a range: from the first date to the second"),
            Step::Approximate => f.write_str("the text calls it approximate"),
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Direction::Past => "past",
            Direction::Future => "future",
        })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unit::Day => "day",
            Unit::Night => "night",
            Unit::Week => "week",
            Unit::Weekend => "week-end",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::HalfYear => "half-year",
            Unit::Year => "year",
            Unit::Decade => "decade",
            Unit::Century => "century",
        })
    }
}

/// Who wants to hear of the steps.
pub(super) trait Trace {
    /// Hears of one step; `step` is only called where somebody listens.
    fn note(&mut self, step: impl FnOnce() -> Step);
}

/// Nobody: notes cost nothing.
pub(super) struct Silent;

impl Trace for Silent {
    #[inline(always)]
    fn note(&mut self, _step: impl FnOnce() -> Step) {}
}

impl Trace for Derivation {
    fn note(&mut self, step: impl FnOnce() -> Step) {
        self.steps.push(step());
    }
}
