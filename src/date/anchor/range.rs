//! Ranges: two dates, the first before the second.

use super::Reading;
use crate::date::calendar::nearest_day;
use crate::date::derivation::{Step, Trace};
use crate::date::expression::{Calendar, Meaning, YearSaid};
use crate::date::tense::Direction;
use crate::date::value::DateValue;

impl<T: Trace> Reading<'_, '_, T> {
    pub(super) fn range(&mut self, first: &Meaning, last: &Meaning) -> Option<DateValue> {
        self.trace.note(|| Step::Range);
        let days = calendar_of(first).zip(calendar_of(last));
        let open = days.filter(|(first, last)| is_open(first) && is_open(last));
        if let Some(range) = open.and_then(|(first, last)| self.open_range(first, last)) {
            return Some(range);
        }
        let (start, end) = (self.value(first)?, self.value(last)?);
        DateValue::between(start, end).or_else(|| {
            let earlier = self.value(&year_before(first)?)?;
            DateValue::between(earlier, end)
        })
    }

    /// Two days without a year: the second as the clause tells, the first right before it.
    fn open_range(&mut self, first: &Calendar, last: &Calendar) -> Option<DateValue> {
        let end = self.calendar(last)?;
        let start = nearest_day(first, end.as_day()?, Direction::Past)?;
        DateValue::between(DateValue::day(start), end)
    }
}

fn calendar_of(meaning: &Meaning) -> Option<&Calendar> {
    match meaning {
        Meaning::Calendar(date) => Some(date),
        _ => None,
    }
}

/// Whether it is a day whose year is open.
fn is_open(date: &Calendar) -> bool {
    date.year.is_none() && (date.day.is_some() || date.weekday.is_some())
}

/// `28 décembre` of `28 décembre au 3 janvier 2013`: the year was that of the second date.
fn year_before(meaning: &Meaning) -> Option<Meaning> {
    let date = calendar_of(meaning)?;
    let Some(YearSaid::Full(year)) = date.year else { return None };
    date.month?;
    Some(Meaning::Calendar(Calendar { year: Some(YearSaid::Full(year - 1)), ..*date }))
}
