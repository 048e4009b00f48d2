//! Days, months and years by their names: `mardi`, `17 octobre`, `juin`, `2014`, `été`.

use jiff::civil::Date;

use super::Reading;
use crate::date::calendar::{agrees, days_after, nearest_day};
use crate::date::derivation::{Step, Trace};
use crate::date::expression::{Calendar, Group, Months, Pointer};
use crate::date::tense::{Direction, Hold};
use crate::date::value::{Bound, DateValue, Doubt, Part, Point, Year};

/// A verb does not put a date further from publication than this many days where the other
/// side is nearer: nobody leaves out the year of a date so far off.
const FAR: i32 = 300;

/// A day without its month lies within this many days of publication, if one of its name does.
const NEAR: i32 = 31;

impl<T: Trace> Reading<'_, '_, T> {
    pub(super) fn calendar(&mut self, date: &Calendar) -> Option<DateValue> {
        match (date.year, date.month, date.day) {
            (Some(said), month, day) => {
                let year = Year::exact(self.year_number(said)?)?;
                let value = DateValue::point(year, part(month, day))?;
                self.check_weekday(date, &value);
                Some(value)
            }
            (None, Some(_), Some(_)) => self.day_without_year(date),
            (None, Some(month), None) => self.month_without_year(month, date.pointer),
            (None, None, _) => self.weekday(date),
        }
    }

    fn check_weekday(&mut self, date: &Calendar, value: &DateValue) {
        if value.as_day().is_some_and(|day| !agrees(date, day)) {
            self.contradicts = true;
            self.trace.note(|| Step::WeekdayContradicts);
        }
    }

    /// `mardi`, `mardi dernier`, `mardi 30`, `lundi en huit`.
    fn weekday(&mut self, date: &Calendar) -> Option<DateValue> {
        let published = self.day()?;
        if let Some(pointer) = date.pointer.filter(|&pointer| pointer != Pointer::This) {
            return self.pointed_day(date, pointer).map(DateValue::day);
        }
        if date.day.is_some() {
            return self.numbered_weekday(date, published);
        }
        let direction = match self.lean() {
            Some(lean) => lean.direction,
            None => {
                self.trace.note(|| Step::Prior(Direction::Past));
                Direction::Past
            }
        };
        nearest_day(date, published, direction).map(DateValue::day)
    }

    /// `mardi 30`: of the last and the next such day, the one that the clause tells, unless only the other is near.
    fn numbered_weekday(&mut self, date: &Calendar, published: Date) -> Option<DateValue> {
        let last = nearest_day(date, published, Direction::Past)?;
        let next = nearest_day(date, published, Direction::Future)?;
        let is_near = |days: i32| days <= NEAR;
        let (back, ahead) = (days_between(last, published), days_between(published, next));
        let direction = match (is_near(back), is_near(ahead)) {
            (true, false) => Direction::Past,
            (false, true) => Direction::Future,
            _ => return Some(DateValue::day(self.nearer_day(last, next, published))),
        };
        self.trace.note(|| Step::Prior(direction));
        Some(DateValue::day(if direction == Direction::Past { last } else { next }))
    }

    /// The day that `dernier`, `prochain`, `suivant` point at.
    fn pointed_day(&mut self, date: &Calendar, pointer: Pointer) -> Option<Date> {
        let origin = match pointer {
            Pointer::Previous | Pointer::Following => {
                self.day_before_in_text(pointer == Pointer::Following)?
            }
            _ => self.day()?,
        };
        let direction = match pointer {
            Pointer::Last | Pointer::Previous => Direction::Past,
            _ => Direction::Future,
        };
        self.trace.note(|| Step::Said(direction));
        let step = if direction == Direction::Past { -1 } else { 1 };
        let day = nearest_day(date, days_after(origin, step)?, direction)?;
        match pointer {
            Pointer::WeeksAfterNext(weeks) => days_after(day, 7 * i16::from(weeks)),
            _ => Some(day),
        }
    }

    /// `17 octobre`, `jeudi 24 septembre`, `14 janvier dernier`.
    fn day_without_year(&mut self, date: &Calendar) -> Option<DateValue> {
        let Some(published) = self.day() else {
            return DateValue::point(Year::UNKNOWN, part(date.month, date.day));
        };
        let undated = Calendar { weekday: None, ..*date };
        let last = nearest_day(&undated, published, Direction::Past)?;
        let next = nearest_day(&undated, published, Direction::Future)?;
        if let Some(pointer) = date.pointer.filter(|&pointer| pointer != Pointer::This) {
            return self.pointed_day(&undated, pointer).map(DateValue::day);
        }
        if date.weekday.is_some() {
            match (agrees(date, last), agrees(date, next)) {
                (true, false) => return Some(self.fixed_by_weekday(last)),
                (false, true) => return Some(self.fixed_by_weekday(next)),
                (false, false) => return Some(self.contradiction(last, next, published)),
                (true, true) => {}
            }
        }
        if let Some(year) = self.year_of_text(published) {
            self.trace.note(|| Step::YearOfText(year));
            return DateValue::point(Year::exact(year)?, part(date.month, date.day));
        }
        Some(DateValue::day(self.nearer_day(last, next, published)))
    }

    fn fixed_by_weekday(&mut self, day: Date) -> DateValue {
        self.trace.note(|| Step::WeekdayFixes(day));
        DateValue::day(day)
    }

    /// Weekday and date fit neither the last nor the next year: the nearer, marked uncertain.
    fn contradiction(&mut self, last: Date, next: Date, published: Date) -> DateValue {
        self.contradicts = true;
        self.trace.note(|| Step::WeekdayContradicts);
        match DateValue::day(self.nearer_day(last, next, published)) {
            DateValue::Point(point) => DateValue::Point(point.with_doubt(Doubt::Uncertain)),
            interval => interval,
        }
    }

    /// The last or the next day of a name, as the clause or else the distance tells.
    fn nearer_day(&mut self, last: Date, next: Date, published: Date) -> Date {
        let (back, ahead) = (days_between(last, published), days_between(published, next));
        let direction = self.direction(back, ahead);
        if direction == Direction::Past { last } else { next }
    }

    /// `juin`, `décembre dernier`.
    fn month_without_year(&mut self, month: u8, pointer: Option<Pointer>) -> Option<DateValue> {
        let Some(published) = self.day() else {
            return DateValue::point(Year::UNKNOWN, Part::Month(Some(month)));
        };
        let year = self.year_of_months(month, 1, pointer, published)?;
        DateValue::point(Year::exact(year)?, Part::Month(Some(month)))
    }

    /// The year of a span of months that begins with `first`.
    fn year_of_months(
        &mut self,
        first: u8,
        months: u8,
        pointer: Option<Pointer>,
        published: Date,
    ) -> Option<i16> {
        let now = i16::from(published.month());
        let (first, last) = (i16::from(first), i16::from(first + months - 1));
        let last_year = published.year() - i16::from(first > now);
        let next_year = published.year() + i16::from(last < now);
        match pointer {
            Some(Pointer::Last) => return Some(published.year() - i16::from(last >= now)),
            Some(Pointer::Next) => return Some(published.year() + i16::from(first <= now)),
            Some(Pointer::Previous | Pointer::Following) => return self.year_beside_text(first, pointer),
            Some(Pointer::This) => return Some(published.year()),
            Some(Pointer::WeeksAfterNext(_)) | None => {}
        }
        if let Some(year) = self.year_of_text(published) {
            self.trace.note(|| Step::YearOfText(year));
            return Some(year);
        }
        let days = |months: i16| i32::from(months.rem_euclid(12)) * 30;
        let direction = self.direction(days(now - last), days(first - now));
        Some(if direction == Direction::Past { last_year } else { next_year })
    }

    /// On which side a date without a year lies that would be so many days back or ahead: where
    /// the verb puts it, else on the nearer.
    fn direction(&mut self, back: i32, ahead: i32) -> Direction {
        let nearer = if ahead < back { Direction::Future } else { Direction::Past };
        let lean = self.lean().filter(|lean| lean.hold != Hold::Loose);
        let (direction, is_firm) = match lean {
            Some(lean) => (lean.direction, lean.hold == Hold::Firm),
            None => (nearer, false),
        };
        let distance = if direction == Direction::Past { back } else { ahead };
        let is_over = direction == Direction::Past && lean.is_some_and(|lean| !lean.is_event);
        let is_far = distance >= FAR && !is_firm && !is_over;
        if lean.is_none() || is_far {
            self.trace.note(|| Step::Prior(nearer));
            return nearer;
        }
        direction
    }

    /// The year of `mars suivant`, `juin précédent`, counted from the date before in the text.
    fn year_beside_text(&mut self, month: i16, pointer: Option<Pointer>) -> Option<i16> {
        let follows = pointer == Some(Pointer::Following);
        let before = self.day_before_in_text(follows)?;
        let now = i16::from(before.month());
        Some(if follows {
            before.year() + i16::from(month <= now)
        } else {
            before.year() - i16::from(month >= now)
        })
    }

    /// `été 2022`, `premier trimestre`, `cet hiver`.
    pub(super) fn group(&mut self, group: &Group) -> Option<DateValue> {
        let part = Part::Group(group.code);
        if let Some(said) = group.year {
            return DateValue::point(Year::exact(self.year_number(said)?)?, part);
        }
        let Some(published) = self.day() else {
            return DateValue::point(Year::UNKNOWN, part);
        };
        let (first, months) = match group.code {
            21..=24 => ((group.code - 21) * 3 + 3, 3),
            33..=36 => ((group.code - 33) * 3 + 1, 3),
            _ => ((group.code - 40) * 6 + 1, 6),
        };
        let year = self.year_of_months(first, months, group.pointer, published)?;
        DateValue::point(Year::exact(year)?, part)
    }

    /// `huit premiers mois de l'année`.
    pub(super) fn months(&mut self, months: &Months) -> Option<DateValue> {
        let year = Year::exact(self.year_number(months.year)?)?;
        let month = |month| Point::new(year, Part::Month(Some(month)), Doubt::None).map(Bound::At);
        let (first, last) = if months.last { (13 - months.count, 12) } else { (1, months.count) };
        DateValue::interval(month(first)?, month(last)?)
    }
}

fn part(month: Option<u8>, day: Option<u8>) -> Part {
    match (month, day) {
        (None, _) => Part::Whole,
        (month, None) => Part::Month(month),
        (month, day) => Part::Day(month, day),
    }
}

fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(i32::MAX, |span| span.get_days())
}
