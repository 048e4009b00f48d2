//! The value of a date as attributes of TEI.

use jiff::civil::Date;

use crate::date::{Bound, DateValue, Doubt, Part, Point};

/// The attributes of a `date`, each with a space before it.
///
/// What is one day, month or year of the calendar is `when`. A decade, a century, a day of an unknown month is somewhere between two
/// days: `notBefore`, `notAfter`. A week, a season, a quarter and an interval last: `from`, `to`; an interval without end has one of the two.
/// A day of every year is `--10-17`. What the text is not sure of has `cert="low"`. A date of which only the day is known has nothing.
pub(super) fn date_attributes(value: &DateValue) -> String {
    let attributes = match value {
        DateValue::Point(point) => point_attributes(point),
        DateValue::Interval(interval) => {
            let (start, end) = (interval.start(), interval.end());
            let from = bound("from", start, start.point().and_then(|point| Some(point.bounds()?.0)));
            from + &bound("to", end, end.point().and_then(|point| Some(point.bounds()?.1)))
        }
    };
    let is_sure = |point: &Point| point.doubt() == Doubt::None;
    let sure = match value {
        DateValue::Point(point) => is_sure(point),
        DateValue::Interval(interval) => [interval.start(), interval.end()]
            .iter()
            .filter_map(|bound| bound.point())
            .all(|point| is_sure(&point)),
    };
    if sure { attributes } else { attributes + " cert=\"low\"" }
}

fn point_attributes(point: &Point) -> String {
    if let Some(when) = when(point) {
        return format!(" when=\"{when}\"");
    }
    let Some((first, last)) = point.bounds() else { return String::new() };
    let (from, to) = match point.part() {
        Part::Week(_) | Part::Group(_) if point.year().number().is_some() => ("from", "to"),
        _ => ("notBefore", "notAfter"),
    };
    format!(" {from}=\"{}\" {to}=\"{}\"", day(first), day(last))
}

/// One end of an interval: as exact as it is known.
fn bound(name: &str, bound: Bound, edge: Option<Date>) -> String {
    let value = bound.point().and_then(|point| when(&point)).or_else(|| edge.map(day));
    value.map(|value| format!(" {name}=\"{value}\"")).unwrap_or_default()
}

/// A point that XML Schema has a type for: `2016`, `2016-10`, `2016-10-28`, `--10-17`.
fn when(point: &Point) -> Option<String> {
    let year = match (point.year().number(), point.year().bounds()) {
        (Some(number), _) => year(number),
        // No digit is known: a day of every year.
        (None, None) => "-".to_owned(),
        (None, Some(_)) => return None,
    };
    match point.part() {
        Part::Whole if year != "-" => Some(year),
        Part::Month(Some(month)) => Some(format!("{year}-{month:02}")),
        Part::Day(Some(month), Some(day)) => Some(format!("{year}-{month:02}-{day:02}")),
        _ => None,
    }
}

fn day(date: Date) -> String {
    format!("{}-{:02}-{:02}", year(date.year()), date.month(), date.day())
}

/// XML Schema 1.0, to which TEI refers, knows no year zero: `-0001` is 1 av. J.-C., which is `0000` in EDTF.
fn year(number: i16) -> String {
    if number > 0 { format!("{number:04}") } else { format!("-{:04}", 1 - i32::from(number)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_the_attributes_of_tei() {
        for (edtf, attributes) in [
            ("2016-10-28", " when=\"2016-10-28\""),
            ("2016-10", " when=\"2016-10\""),
            ("2016", " when=\"2016\""),
            ("0476", " when=\"0476\""),
            ("-0043", " when=\"-0044\""),
            ("0000", " when=\"-0001\""),
            ("XXXX-10-17", " when=\"--10-17\""),
            ("XXXX-10", " when=\"--10\""),
            ("199X", " notBefore=\"1990-01-01\" notAfter=\"1999-12-31\""),
            ("18XX", " notBefore=\"1800-01-01\" notAfter=\"1899-12-31\""),
            ("2016-10-XX", " notBefore=\"2016-10-01\" notAfter=\"2016-10-31\""),
            ("2016-W43", " from=\"2016-10-24\" to=\"2016-10-30\""),
            ("2022-22", " from=\"2022-06-01\" to=\"2022-08-31\""),
            ("2015-05-03/2015-06", " from=\"2015-05-03\" to=\"2015-06\""),
            ("2010/2015", " from=\"2010\" to=\"2015\""),
            ("198X/199X", " from=\"1980-01-01\" to=\"1999-12-31\""),
            ("2015-05-03/..", " from=\"2015-05-03\""),
            ("/2015", " to=\"2015\""),
            ("1450~", " when=\"1450\" cert=\"low\""),
            ("2010?/2015", " from=\"2010\" to=\"2015\" cert=\"low\""),
            ("XXXX-XX-17", ""),
            ("XXXX", ""),
        ] {
            let value: DateValue = edtf.parse().expect("a value of EDTF");
            assert_eq!(date_attributes(&value), attributes, "{edtf}");
        }
    }
}
