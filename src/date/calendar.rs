//! Searching the calendar: the next day of a name, the months of a year.

use jiff::ToSpan;
use jiff::civil::Date;

use super::expression::Calendar;
use super::tense::Direction;

/// A day and month come back within eight years at the latest (29 February around 1900).
const SEARCHED_DAYS: usize = 8 * 366;

/// The nearest day that has the weekday, day and month of `date`, from `origin` (included) on
/// towards `direction`.
pub(super) fn nearest_day(date: &Calendar, origin: Date, direction: Direction) -> Option<Date> {
    let mut day = origin;
    for _ in 0..SEARCHED_DAYS {
        if agrees(date, day) {
            return Some(day);
        }
        day = match direction {
            Direction::Past => day.yesterday(),
            Direction::Future => day.tomorrow(),
        }
        .ok()?;
    }
    None
}

/// Whether a day has the weekday, day and month that are said.
pub(super) fn agrees(date: &Calendar, day: Date) -> bool {
    date.weekday.is_none_or(|weekday| weekday as i8 == day.weekday().to_monday_one_offset())
        && date.day.is_none_or(|number| number as i8 == day.day())
        && date.month.is_none_or(|month| month as i8 == day.month())
}

/// The day `days` after another, or `None` beyond the calendar.
pub(super) fn days_after(day: Date, days: i16) -> Option<Date> {
    day.checked_add(i64::from(days).days()).ok()
}

/// The year and month `steps` months after those of `day`.
pub(super) fn months_after(day: Date, steps: i16) -> Option<(i16, u8)> {
    let months = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(steps);
    Some((i16::try_from(months.div_euclid(12)).ok()?, months.rem_euclid(12) as u8 + 1))
}
