//! What the page says, in French.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::EntityType;
use crate::date::DateValue;

/// The class of what has a type.
pub fn class(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "per",
        EntityType::Place => "loc",
        EntityType::Organisation => "org",
        EntityType::Date => "date",
    }
}

/// What stands beside a mention.
pub fn label(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "pers",
        EntityType::Place => "lieu",
        EntityType::Organisation => "org",
        EntityType::Date => "date",
    }
}

/// The heading of a list.
pub fn plural(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "Personnes",
        EntityType::Place => "Lieux",
        EntityType::Organisation => "Organisations",
        EntityType::Date => "Dates",
    }
}

/// «1 mention», «2 mentions».
pub fn mentions(count: usize) -> String {
    format!("{count}\u{a0}mention{}", if count > 1 { "s" } else { "" })
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// «jeudi 14 mars 2024».
pub fn day(date: Date) -> String {
    let weekday = WEEKDAYS[date.weekday().to_monday_zero_offset() as usize];
    format!("{weekday} {}", plain_day(date))
}

/// «1er mars 2024».
fn plain_day(date: Date) -> String {
    format!("{} {}", day_and_month(date), year(date))
}

fn day_and_month(date: Date) -> String {
    let number = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{number} {}", month(date))
}

fn month(date: Date) -> &'static str {
    MONTHS[date.month() as usize - 1]
}

/// «2024», «52 av. J.-C.».
fn year(date: Date) -> String {
    // The year before 1 is 0 to a calendar.
    if date.year() > 0 {
        date.year().to_string()
    } else {
        format!("{} av. J.-C.", 1 - i32::from(date.year()))
    }
}

/// The time that a value covers; nothing where it has an open end or stands for no one time.
pub fn time(value: DateValue) -> Option<String> {
    let (start, end) = value.bounds()?;
    let about = if value.to_string().contains(['~', '%']) { "vers " } else { "" };
    Some(format!("{about}{}", between(start, end)))
}

/// From one day to another, whole months and years by their names.
fn between(start: Date, end: Date) -> String {
    let next = end.checked_add(1.day()).unwrap_or(end);
    let whole_months = start.day() == 1 && next.day() == 1 && next != end;
    let whole_years = whole_months && start.month() == 1 && next.month() == 1;
    match () {
        () if start == end => day(start),
        () if whole_years && start.year() == end.year() => year(start),
        () if whole_years => format!("de {} à {}", year(start), year(end)),
        () if whole_months && (start.year(), start.month()) == (end.year(), end.month()) => {
            format!("{} {}", month(start), year(start))
        }
        () if whole_months && start.year() == end.year() => {
            format!("de {} à {} {}", month(start), month(end), year(end))
        }
        () if (start.year(), start.month()) == (end.year(), end.month()) => {
            let first = if start.day() == 1 { "1er".to_owned() } else { start.day().to_string() };
            format!("du {first} au {}", plain_day(end))
        }
        () if start.year() == end.year() => format!("du {} au {}", day_and_month(start), plain_day(end)),
        () => format!("du {} au {}", plain_day(start), plain_day(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_as_one_says_them() {
        for (value, expected) in [
            ("2024-03-14", "jeudi 14 mars 2024"),
            ("2024-03-01", "vendredi 1er mars 2024"),
            ("2024-03", "mars 2024"),
            ("2024", "2024"),
            ("2024~", "vers 2024"),
            ("198X", "de 1980 à 1989"),
            ("2024-03-12/2024-03-14", "du 12 au 14 mars 2024"),
            ("2024-02-27/2024-03-01", "du 27 février au 1er mars 2024"),
            ("2023-12-31/2024-01-01", "du 31 décembre 2023 au 1er janvier 2024"),
            ("2024-03/2024-05", "de mars à mai 2024"),
            ("-0051", "52 av. J.-C."),
        ] {
            let value: DateValue = value.parse().expect(value);
            assert_eq!(time(value).as_deref(), Some(expected));
        }
        assert_eq!(time("2024/..".parse().expect("an open interval")), None);
    }
}
