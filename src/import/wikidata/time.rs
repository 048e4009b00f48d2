//! Days of Wikidata's times.

use jiff::civil::Date;

use super::entity::Time;

/// The precisions of a time: Wikidata counts them from 0, a billion years, to 14, a second.
const YEAR: u8 = 9;
const MONTH: u8 = 10;

/// The first day of a time; nothing where it is vaguer than a year.
pub(super) fn first_day(time: &Time<'_>) -> Option<Date> {
    let (year, month, day) = parts(time)?;
    Date::new(year, month.max(1), day.max(1)).ok()
}

/// The last day of a time; nothing where it is vaguer than a year.
pub(super) fn last_day(time: &Time<'_>) -> Option<Date> {
    let (year, month, day) = parts(time)?;
    match (month, day) {
        (0, _) => Date::new(year, 12, 31).ok(),
        (_, 0) => Date::new(year, month, 1).ok().map(Date::last_of_month),
        _ => Date::new(year, month, day).ok(),
    }
}

/// Year, month and day of `+2012-05-15T00:00:00Z`; what the precision does not cover is 0.
fn parts(time: &Time<'_>) -> Option<(i16, i8, i8)> {
    let (day, _) = time.time.strip_prefix('+')?.split_once('T')?;
    let mut parts = day.split('-');
    let year = parts.next()?.parse().ok().filter(|year| (1..=9999).contains(year))?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    match time.precision {
        ..YEAR => None,
        YEAR => Some((year, 0, 0)),
        MONTH => Some((year, month, 0)),
        _ => Some((year, month, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn vague_times_have_a_first_and_a_last_day() {
        let time = |time: &'static str, precision| Time { time: time.into(), precision };
        let day = time("+2012-05-15T00:00:00Z", 11);
        assert_eq!((first_day(&day), last_day(&day)), (Some(date(2012, 5, 15)), Some(date(2012, 5, 15))));
        let month = time("+2012-02-00T00:00:00Z", 10);
        assert_eq!((first_day(&month), last_day(&month)), (Some(date(2012, 2, 1)), Some(date(2012, 2, 29))));
        let year = time("+2012-00-00T00:00:00Z", 9);
        assert_eq!((first_day(&year), last_day(&year)), (Some(date(2012, 1, 1)), Some(date(2012, 12, 31))));
        assert_eq!(first_day(&time("-0052-00-00T00:00:00Z", 9)), None);
        assert_eq!(first_day(&time("+1900-00-00T00:00:00Z", 7)), None);
    }
}
