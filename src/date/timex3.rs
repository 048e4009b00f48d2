//! Writing values as TIMEX3 (ISO-TimeML), beside EDTF.
//!
//! A value says which days are meant and no more: parts of a day (`TEV`), week-ends (`WE`) and the
//! modifiers `START`, `MID`, `END` are not in it and are never written.
//! Source: [TimeML 1.2.1](https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html).

use super::value::{Bound, DateValue, Doubt, Interval, Part, Point, Year};

/// What a tag `TIMEX3` says of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex3 {
    /// Its type.
    pub kind: Timex3Type,
    /// Its value: `2022-SU`, `199`, `P3D`.
    pub value: String,
    /// Whether it is only about right: `mod="APPROX"`.
    pub is_approximate: bool,
    /// Of an interval, the value of the date it begins with, where it is known.
    pub begin: Option<String>,
    /// Of an interval, the value of the date it ends with, where it is known.
    pub end: Option<String>,
}

/// The types of TIMEX3 that dates have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timex3Type {
    /// One point of the calendar: a day, a month, a decade.
    Date,
    /// A stretch of time between two dates.
    Duration,
}

impl Timex3Type {
    /// As TimeML writes it.
    pub fn label(self) -> &'static str {
        match self {
            Timex3Type::Date => "DATE",
            Timex3Type::Duration => "DURATION",
        }
    }
}

impl DateValue {
    /// The value as TIMEX3.
    ///
    /// A point is a `DATE`. An interval is a `DURATION` whose value counts the days, months or years from
    /// its beginning to its end, both included, and is `PX` where nobody can count; TimeML points at the tags of
    /// the two dates, and as a range is one mention here, their values stand for them. That a
    /// value is uncertain (`?`) has no place in TIMEX3 and is dropped.
    ///
    /// ```
    /// use repere::date::DateValue;
    /// let timex3 = |edtf: &str| edtf.parse::<DateValue>().map(|value| value.to_timex3().value);
    /// assert_eq!(timex3("2022-22").as_deref(), Ok("2022-SU"));
    /// assert_eq!(timex3("18XX").as_deref(), Ok("18"));
    /// assert_eq!(timex3("2015-05-03/2015-05-05").as_deref(), Ok("P3D"));
    /// ```
    pub fn to_timex3(&self) -> Timex3 {
        match self {
            DateValue::Point(point) => Timex3 {
                kind: Timex3Type::Date,
                value: point_value(point),
                is_approximate: is_approximate(point),
                begin: None,
                end: None,
            },
            DateValue::Interval(interval) => duration(interval),
        }
    }
}

fn duration(interval: &Interval) -> Timex3 {
    let points = [interval.start(), interval.end()].map(Bound::point);
    let [begin, end] = points.map(|point| point.map(|point| point_value(&point)));
    Timex3 {
        kind: Timex3Type::Duration,
        value: length(interval).unwrap_or_else(|| "PX".to_owned()),
        is_approximate: points.iter().flatten().any(is_approximate),
        begin,
        end,
    }
}

/// How long an interval is, in the unit of its bounds where both have one; else in days.
fn length(interval: &Interval) -> Option<String> {
    let (start, end) = (interval.start().point()?, interval.end().point()?);
    let years = i32::from(end.year().number()?) - i32::from(start.year().number()?);
    let (count, unit) = match (start.part(), end.part()) {
        (Part::Whole, Part::Whole) => (years + 1, 'Y'),
        (Part::Month(Some(first)), Part::Month(Some(last))) => {
            (years * 12 + i32::from(last) - i32::from(first) + 1, 'M')
        }
        _ => {
            let (first, last) = DateValue::Interval(*interval).bounds()?;
            (first.until(last).ok()?.get_days() + 1, 'D')
        }
    };
    Some(format!("P{count}{unit}"))
}

fn is_approximate(point: &Point) -> bool {
    matches!(point.doubt(), Doubt::Approximate | Doubt::Both)
}

fn point_value(point: &Point) -> String {
    let year = year_value(point.year());
    match point.part() {
        Part::Whole => year,
        Part::Group(code @ 21..=24) => format!("{year}-{}", ["SP", "SU", "FA", "WI"][usize::from(code - 21)]),
        Part::Group(code @ 33..=36) => format!("{year}-Q{}", code - 32),
        Part::Group(code) => format!("{year}-H{}", code - 39),
        Part::Week(week) => format!("{year}-W{week:02}"),
        Part::Month(month) => format!("{year}-{}", two_digits(month)),
        Part::Day(month, day) => format!("{year}-{}-{}", two_digits(month), two_digits(day)),
    }
}

fn two_digits(number: Option<u8>) -> String {
    number.map_or_else(|| "XX".to_owned(), |number| format!("{number:02}"))
}

/// Decades and centuries lose their unspecified digits; years before our era are counted as
/// historians do (`BC0044` is −43 in ISO 8601).
fn year_value(year: Year) -> String {
    match (year.unspecified(), year.number()) {
        (_, Some(number)) if number <= 0 => format!("BC{:04}", 1 - i32::from(number)),
        (1 | 2, _) => {
            let known = 4 - usize::from(year.unspecified());
            let era = if year.is_before_zero() { "BC" } else { "" };
            format!("{era}{}", &format!("{:04}", year.digits())[..known])
        }
        _ => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timex3(edtf: &str) -> Timex3 {
        edtf.parse::<DateValue>().expect("a value of EDTF").to_timex3()
    }

    #[test]
    fn a_point_is_a_date() {
        for (edtf, value) in [
            ("2016-10-28", "2016-10-28"),
            ("2016-10", "2016-10"),
            ("2016", "2016"),
            ("2016-W42", "2016-W42"),
            ("199X", "199"),
            ("18XX", "18"),
            ("00XX", "00"),
            ("-01XX", "BC01"),
            ("-0043", "BC0044"),
            ("2022-21", "2022-SP"),
            ("2022-24", "2022-WI"),
            ("2012-33", "2012-Q1"),
            ("2012-36", "2012-Q4"),
            ("2012-40", "2012-H1"),
            ("2012-41", "2012-H2"),
            ("XXXX-10-17", "XXXX-10-17"),
            ("2015-09-30?", "2015-09-30"),
        ] {
            let timex3 = timex3(edtf);
            assert_eq!((timex3.kind, timex3.value.as_str()), (Timex3Type::Date, value), "{edtf}");
            assert!(!timex3.is_approximate && timex3.begin.is_none() && timex3.end.is_none(), "{edtf}");
        }
        assert!(timex3("1450~").is_approximate);
    }

    #[test]
    fn an_interval_is_a_duration_between_two_dates() {
        for (edtf, value) in [
            ("2015-05-03/2015-05-05", "P3D"),
            ("2012-12-28/2013-01-03", "P7D"),
            ("2010/2015", "P6Y"),
            ("2015-11/2016-02", "P4M"),
            ("2015-05-03/2015-06", "P59D"),
            ("198X/199X", "PX"),
            ("2015-05-03/..", "PX"),
        ] {
            let timex3 = timex3(edtf);
            assert_eq!((timex3.kind, timex3.value.as_str()), (Timex3Type::Duration, value), "{edtf}");
        }
        let range = timex3("198X/2022-22~");
        assert_eq!((range.begin.as_deref(), range.end.as_deref()), (Some("198"), Some("2022-SU")));
        assert!(range.is_approximate);
    }
}
