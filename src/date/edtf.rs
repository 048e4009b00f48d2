//! Writing and reading values as EDTF.
//!
//! The crate `edtf-core` covers levels 0 to 2; it has no weeks and no centuries before our era, which the
//! annotation guide asks for, and its values are strings cut up, not days to count from. The tests hold it against this module; `edtf` (0.2.0, of
//! 2021) stops at level 1.
//! Source: the [specification of EDTF](https://www.loc.gov/standards/datetime/) of the Library
//! of Congress, levels 0 and 1; of level 2 unspecified digits from the right (`199X`,
//! `XXXX-10-17`) and the groups of months 21–24, 33–36, 40–41. Left out: clock times, years of
//! more than four digits, sets, `?` and `~` on parts of a date. Added: `2016-W42`.

use std::fmt::{self, Display, Formatter, Write};
use std::str::FromStr;

use super::value::{Bound, DateValue, Doubt, Part, Point, Year};

/// A text is not a date of the EDTF that [`DateValue`] covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDateError {
    text: String,
}

impl Display for ParseDateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "not a date of EDTF: `{}`", self.text)
    }
}

impl std::error::Error for ParseDateError {}

impl Display for DateValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            DateValue::Point(point) => write!(f, "{point}"),
            DateValue::Interval(interval) => write!(f, "{}/{}", interval.start(), interval.end()),
        }
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Bound::At(point) => write!(f, "{point}"),
            Bound::Open => f.write_str(".."),
            Bound::Unknown => Ok(()),
        }
    }
}

impl Display for Point {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year())?;
        match self.part() {
            Part::Whole => {}
            Part::Month(month) => write_two(f, month)?,
            Part::Day(month, day) => {
                write_two(f, month)?;
                write_two(f, day)?;
            }
            Part::Group(code) => write!(f, "-{code}")?,
            Part::Week(week) => write!(f, "-W{week:02}")?,
        }
        match self.doubt() {
            Doubt::None => Ok(()),
            Doubt::Uncertain => f.write_char('?'),
            Doubt::Approximate => f.write_char('~'),
            Doubt::Both => f.write_char('%'),
        }
    }
}

fn write_two(f: &mut Formatter<'_>, number: Option<u8>) -> fmt::Result {
    match number {
        Some(number) => write!(f, "-{number:02}"),
        None => f.write_str("-XX"),
    }
}

impl Display for Year {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_before_zero() {
            f.write_char('-')?;
        }
        let digits = format!("{:04}", self.digits());
        let known = digits.len() - usize::from(self.unspecified());
        f.write_str(&digits[..known])?;
        f.write_str(&"XXXX"[known..])
    }
}

impl FromStr for DateValue {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let value = match text.split_once('/') {
            None => parse_point(text).map(DateValue::Point),
            Some((start, end)) => parse_bound(start)
                .zip(parse_bound(end))
                .and_then(|(start, end)| DateValue::interval(start, end)),
        };
        value.ok_or_else(|| ParseDateError { text: text.to_owned() })
    }
}

fn parse_bound(text: &str) -> Option<Bound> {
    match text {
        ".." => Some(Bound::Open),
        "" => Some(Bound::Unknown),
        _ => parse_point(text).map(Bound::At),
    }
}

fn parse_point(text: &str) -> Option<Point> {
    let (text, doubt) = match text.char_indices().last()? {
        (at, '?') => (&text[..at], Doubt::Uncertain),
        (at, '~') => (&text[..at], Doubt::Approximate),
        (at, '%') => (&text[..at], Doubt::Both),
        _ => (text, Doubt::None),
    };
    let before_zero = text.starts_with('-');
    let text = text.strip_prefix('-').unwrap_or(text);
    let mut fields = text.split('-');
    let year = parse_year(before_zero, fields.next()?)?;
    let part = match (fields.next(), fields.next(), fields.next()) {
        (None, ..) => Part::Whole,
        (Some(field), None, _) => parse_part(field)?,
        (Some(month), Some(day), None) => Part::Day(parse_two(month)?, parse_two(day)?),
        _ => return None,
    };
    Point::new(year, part, doubt)
}

fn parse_year(before_zero: bool, text: &str) -> Option<Year> {
    let known = text.trim_end_matches('X');
    if text.len() != 4 || !known.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unspecified = text.len() - known.len();
    let digits: u16 = text.replace('X', "0").parse().ok()?;
    Year::with_unspecified(before_zero, digits, unspecified as u8)
}

/// The one field behind a year: a month, a group of months or a week.
fn parse_part(field: &str) -> Option<Part> {
    if let Some(week) = field.strip_prefix('W') {
        return parse_two(week)?.map(Part::Week);
    }
    Some(match parse_two(field)? {
        Some(code @ 21..) => Part::Group(code),
        month => Part::Month(month),
    })
}

/// Two digits, or `XX` for none.
fn parse_two(text: &str) -> Option<Option<u8>> {
    if text == "XX" {
        return Some(None);
    }
    let two_digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if two_digits { text.parse().ok().map(Some) } else { None }
}
