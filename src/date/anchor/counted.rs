//! Dates that are counted from another: `hier`, `la semaine dernière`, `le lendemain`.

use jiff::civil::{Date, Weekday};

use super::{DAY_REACH, Reading};
use crate::date::calendar::{agrees, days_after, months_after};
use crate::date::derivation::{Step, Trace};
use crate::date::expression::{Origin, Shift, Unit};
use crate::date::tense::Direction;
use crate::date::value::{DateValue, Part, Year};

impl<T: Trace> Reading<'_, '_, T> {
    pub(super) fn shift(&mut self, shift: &Shift) -> Option<DateValue> {
        let origin = match shift.origin {
            Origin::Text => self.origin_in_text(shift.unit, shift.steps > 0),
            Origin::Publication => self.day(),
        };
        let Some(origin) = origin else {
            return self.calendar(shift.beside.as_ref()?);
        };
        self.trace.note(|| Step::Counted(shift.unit, shift.steps));
        let value = match shift.unit {
            Unit::Day => DateValue::day(days_after(origin, shift.steps)?),
            Unit::Night => self.night(origin, shift)?,
            Unit::Week => DateValue::week_of(days_after(origin, shift.steps.checked_mul(7)?)?),
            Unit::Weekend => DateValue::week_of(self.weekend(origin, shift)?),
            Unit::Month => {
                let (year, month) = months_after(origin, shift.steps)?;
                DateValue::point(Year::exact(year)?, Part::Month(Some(month)))?
            }
            Unit::Quarter => group_of(origin, shift.steps, 33, 3)?,
            Unit::HalfYear => group_of(origin, shift.steps, 40, 6)?,
            Unit::Year => DateValue::point(Year::exact(origin.year() + shift.steps)?, Part::Whole)?,
            Unit::Decade => {
                DateValue::point(Year::decade_of(origin.year() + 10 * shift.steps)?, Part::Whole)?
            }
            Unit::Century => century_of(origin.year() + 100 * shift.steps)?,
        };
        self.check_beside(shift, &value);
        Some(value)
    }

    /// `hier mardi`, `demain 29 mars`: the two must agree.
    fn check_beside(&mut self, shift: &Shift, value: &DateValue) {
        let disagrees =
            shift.beside.is_some_and(|date| value.as_day().is_some_and(|day| !agrees(&date, day)));
        if disagrees {
            self.contradicts = true;
            self.trace.note(|| Step::WeekdayContradicts);
        }
    }

    /// The evening of one day and the morning of the next.
    fn night(&mut self, origin: Date, shift: &Shift) -> Option<DateValue> {
        let evening = match (shift.steps, shift.origin) {
            (0, Origin::Publication) if self.leans(Direction::Future) => origin,
            (-1 | 0, Origin::Publication) => days_after(origin, -1)?,
            _ => origin,
        };
        DateValue::between(DateValue::day(evening), DateValue::day(days_after(evening, 1)?))
    }

    fn leans(&mut self, direction: Direction) -> bool {
        self.lean().is_some_and(|lean| lean.direction == direction)
    }

    /// A day of the week-end that is meant.
    fn weekend(&mut self, origin: Date, shift: &Shift) -> Option<Date> {
        let weekday = i16::from(origin.weekday().to_monday_one_offset());
        let in_weekend = weekday >= i16::from(Weekday::Saturday.to_monday_one_offset());
        let is_over = shift.steps == 0 && !in_weekend && weekday <= 3 && self.leans(Direction::Past);
        let weeks = match shift.steps {
            0 => -i16::from(is_over),
            1 => i16::from(in_weekend),
            steps => steps,
        };
        days_after(origin, weeks * 7)
    }

    /// `à la même époque`: the month of publication in the year of the date before.
    pub(super) fn same_season(&mut self) -> Option<DateValue> {
        let year = self.day_before_in_text(false)?.year();
        let month = self.day()?.month() as u8;
        DateValue::point(Year::exact(year)?, Part::Month(Some(month)))
    }

    /// A day of the text to count `unit` from; days are only counted from days.
    fn origin_in_text(&mut self, unit: Unit, latest: bool) -> Option<Date> {
        if !matches!(unit, Unit::Day | Unit::Night) {
            return self.day_before_in_text(latest);
        }
        let near = |end: usize| self.mention.tokens.start.saturating_sub(end) <= DAY_REACH;
        let before = self.context.day_before.filter(|&(_, end)| near(end)).map(|(value, _)| value);
        self.trace.note(|| before.map_or(Step::NothingBefore, Step::FromText));
        before?.bounds().map(|(first, last)| if latest { last } else { first })
    }

    /// The day that the date before in the text ends with (`latest`) or begins with.
    pub(super) fn day_before_in_text(&mut self, latest: bool) -> Option<Date> {
        let Some(before) = self.context.before else {
            self.trace.note(|| Step::NothingBefore);
            return None;
        };
        self.trace.note(|| Step::FromText(before));
        before.bounds().map(|(first, last)| if latest { last } else { first })
    }
}

/// The quarter or half-year `steps` after that of a day.
fn group_of(origin: Date, steps: i16, first_code: u8, months: u8) -> Option<DateValue> {
    let (year, month) = months_after(origin, steps * i16::from(months))?;
    DateValue::point(Year::exact(year)?, Part::Group(first_code + (month - 1) / months))
}

fn century_of(year: i16) -> Option<DateValue> {
    let century = i8::try_from(year.div_euclid(100) + 1).ok()?;
    DateValue::point(Year::century(century)?, Part::Whole)
}
