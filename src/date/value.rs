//! The value of a date: which days of the calendar it means, as far as they are known.

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A date as EDTF (ISO 8601-2:2019) writes it: one point of the calendar or an interval.
///
/// Printed with `Display`, read with `FromStr`, exactly: what is printed is read back as the
/// same value, and what cannot stand in a calendar (`2015-02-30`, `2016-W54`, an interval
/// that ends before it begins) cannot be made.
///
/// ```
/// use repere::date::DateValue;
/// let value: DateValue = "2016-02-26/2016-03-07".parse().expect("an interval of EDTF");
/// assert_eq!(value.to_string(), "2016-02-26/2016-03-07");
/// assert!("2015-02-30".parse::<DateValue>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateValue {
    /// A day, a week, a month, a season, a year, a decade, a century.
    Point(Point),
    /// From one bound to another, both included.
    Interval(Interval),
}

/// One piece of the calendar: a year, exact or not, and which part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    year: Year,
    part: Part,
    doubt: Doubt,
}

/// Which part of a year a [`Point`] is; `None` stands for unspecified digits (`XX`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// A month.
    Month(Option<u8>),
    /// A month and a day of it.
    Day(Option<u8>, Option<u8>),
    /// A group of months by its EDTF code: seasons 21–24, quarters 33–36, half-years 40–41.
    Group(u8),
    /// A week of ISO 8601, 1–53: the guide's extension of EDTF, which has no weeks.
    Week(u8),
}

/// What the text says of its own exactness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doubt {
    /// Nothing.
    #[default]
    None,
    /// Uncertain: `?`.
    Uncertain,
    /// Approximate (`vers 1450`): `~`.
    Approximate,
    /// Both: `%`.
    Both,
}

/// An interval; made by [`DateValue::interval`] and [`DateValue::between`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    start: Bound,
    end: Bound,
}

/// Where an interval begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// At a point, itself included.
    At(Point),
    /// It goes on without end: `..`.
    Open,
    /// Nobody says: nothing is written.
    Unknown,
}

impl Interval {
    /// Where it begins.
    pub fn start(&self) -> Bound {
        self.start
    }

    /// Where it ends.
    pub fn end(&self) -> Bound {
        self.end
    }
}

impl Bound {
    /// The point, where there is one.
    pub fn point(self) -> Option<Point> {
        match self {
            Bound::At(point) => Some(point),
            Bound::Open | Bound::Unknown => None,
        }
    }
}

/// A year of four digits, the last of which may be unspecified.
///
/// Years are astronomical as in ISO 8601: `0000` is 1 av. J.-C., `-0043` is 44 av. J.-C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Year {
    before_zero: bool,
    digits: u16,
    unspecified: u8,
}

impl Year {
    /// A year of which nothing is known: `XXXX`.
    pub const UNKNOWN: Year = Year { before_zero: false, digits: 0, unspecified: 4 };

    /// The year, or `None` where it has more than four digits.
    pub fn exact(year: i16) -> Option<Year> {
        Year::with_unspecified(year < 0, year.unsigned_abs(), 0)
    }

    /// The decade that a year belongs to: `199X`.
    pub fn decade_of(year: i16) -> Option<Year> {
        Year::with_unspecified(year < 0, year.unsigned_abs() / 10 * 10, 1)
    }

    /// A century by its number: 19 for `18XX`, −2 for the second before our era, `-01XX`.
    pub fn century(number: i8) -> Option<Year> {
        let hundreds = u16::from(number.unsigned_abs()).checked_sub(1)?;
        Year::with_unspecified(number < 0, hundreds * 100, 2)
    }

    /// A year by its digits, the last `unspecified` of them unknown (and zero in `digits`).
    pub(super) fn with_unspecified(before_zero: bool, digits: u16, unspecified: u8) -> Option<Year> {
        let unit = 10u16.checked_pow(u32::from(unspecified))?;
        let is_minus_zero = before_zero && digits == 0 && unspecified == 0;
        let fits = digits <= 9999 && unspecified <= 4 && digits.is_multiple_of(unit) && !is_minus_zero;
        fits.then_some(Year { before_zero, digits, unspecified })
    }

    /// Whether it lies before the year zero of ISO 8601.
    pub fn is_before_zero(self) -> bool {
        self.before_zero
    }

    /// Its digits without sign, zeros where they are unspecified.
    pub fn digits(self) -> u16 {
        self.digits
    }

    /// How many of its last digits are unspecified, 0–4.
    pub fn unspecified(self) -> u8 {
        self.unspecified
    }

    /// The year as a number, where every digit is known.
    pub fn number(self) -> Option<i16> {
        (self.unspecified == 0).then(|| self.signed(self.digits))
    }

    /// The first and the last year that it may be, or `None` for `XXXX`.
    pub fn bounds(self) -> Option<(i16, i16)> {
        if self.unspecified >= 4 {
            return None;
        }
        let last = self.digits + (10u16.pow(u32::from(self.unspecified)) - 1);
        let (near, far) = (self.signed(self.digits), self.signed(last));
        Some((near.min(far), near.max(far)))
    }

    fn signed(self, digits: u16) -> i16 {
        let number = i16::try_from(digits).expect("four digits fit");
        if self.before_zero { -number } else { number }
    }
}

impl Point {
    /// A point of the calendar, or `None` where there is no such day, month, week or group.
    pub fn new(year: Year, part: Part, doubt: Doubt) -> Option<Point> {
        let exists = match part {
            Part::Whole => true,
            Part::Month(month) => month.is_none_or(is_month),
            Part::Day(month, day) => month.is_none_or(is_month) && day_exists(year, month, day),
            Part::Group(code) => matches!(code, 21..=24 | 33..=36 | 40..=41),
            Part::Week(week) => week_exists(year, week),
        };
        exists.then_some(Point { year, part, doubt })
    }

    /// Its year.
    pub fn year(&self) -> Year {
        self.year
    }

    /// Which part of the year it is.
    pub fn part(&self) -> Part {
        self.part
    }

    /// What the text says of its exactness.
    pub fn doubt(&self) -> Doubt {
        self.doubt
    }

    /// The same point with another doubt.
    pub fn with_doubt(self, doubt: Doubt) -> Point {
        Point { doubt, ..self }
    }

    /// The first and the last day that it may mean, or `None` where its year is unknown.
    ///
    /// Seasons are those of meteorology: spring begins in March, winter in December.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        let (first, last) = self.year.bounds()?;
        match self.part {
            Part::Week(week) => week_bounds(first, week),
            Part::Group(code) => {
                let (month, months) = group_months(code)?;
                months_bounds(first, month, months)
            }
            Part::Month(Some(month)) if first == last => months_bounds(first, month, 1),
            Part::Day(Some(month), None) if first == last => months_bounds(first, month, 1),
            Part::Day(Some(month), Some(day)) if first == last => {
                Date::new(first, month as i8, day as i8).ok().map(|date| (date, date))
            }
            _ => Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)),
        }
    }
}

impl DateValue {
    /// One day.
    pub fn day(date: Date) -> DateValue {
        let year = Year::with_unspecified(date.year() < 0, date.year().unsigned_abs(), 0);
        let part = Part::Day(Some(date.month() as u8), Some(date.day() as u8));
        let year = year.expect("the calendar of jiff has years of four digits");
        DateValue::Point(Point { year, part, doubt: Doubt::None })
    }

    /// The week of ISO 8601 that a day belongs to.
    pub fn week_of(date: Date) -> DateValue {
        let week = date.iso_week_date();
        let year = Year::with_unspecified(week.year() < 0, week.year().unsigned_abs(), 0);
        let year = year.expect("the calendar of jiff has years of four digits");
        DateValue::Point(Point { year, part: Part::Week(week.week() as u8), doubt: Doubt::None })
    }

    /// A point, or `None` where there is no such day, month, week or group.
    pub fn point(year: Year, part: Part) -> Option<DateValue> {
        Point::new(year, part, Doubt::None).map(DateValue::Point)
    }

    /// An interval, or `None` where it ends before it begins or has no bound at all.
    pub fn interval(start: Bound, end: Bound) -> Option<DateValue> {
        let in_order = match (start, end) {
            (Bound::At(start), Bound::At(end)) => match (start.bounds(), end.bounds()) {
                (Some(start), Some(end)) => start.0 <= end.1,
                _ => true,
            },
            (start, end) => start.point().is_some() || end.point().is_some(),
        };
        in_order.then_some(DateValue::Interval(Interval { start, end }))
    }

    /// The interval from the beginning of one value to the end of another.
    pub fn between(start: DateValue, end: DateValue) -> Option<DateValue> {
        let start = match start {
            DateValue::Point(point) => Bound::At(point),
            DateValue::Interval(interval) => interval.start,
        };
        let end = match end {
            DateValue::Point(point) => Bound::At(point),
            DateValue::Interval(interval) => interval.end,
        };
        DateValue::interval(start, end)
    }

    /// The same value, marked as approximate at each of its points.
    pub fn approximate(self) -> DateValue {
        let mark = |point: Point| point.with_doubt(Doubt::Approximate);
        let mark_bound = |bound| match bound {
            Bound::At(point) => Bound::At(mark(point)),
            other => other,
        };
        match self {
            DateValue::Point(point) => DateValue::Point(mark(point)),
            DateValue::Interval(Interval { start, end }) => {
                DateValue::Interval(Interval { start: mark_bound(start), end: mark_bound(end) })
            }
        }
    }

    /// The first and the last day that it may mean, where both are known.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        match self {
            DateValue::Point(point) => point.bounds(),
            DateValue::Interval(interval) => {
                let first = interval.start.point()?.bounds()?.0;
                Some((first, interval.end.point()?.bounds()?.1))
            }
        }
    }

    /// The day, where it is exactly one.
    pub fn as_day(&self) -> Option<Date> {
        self.bounds().filter(|(first, last)| first == last).map(|(day, _)| day)
    }

    /// The year that it lies in, where that is one and known.
    pub fn year(&self) -> Option<i16> {
        match self {
            DateValue::Point(point) => point.year.number(),
            DateValue::Interval(_) => {
                let (first, last) = self.bounds()?;
                (first.year() == last.year()).then(|| first.year())
            }
        }
    }
}

fn is_month(month: u8) -> bool {
    (1..=12).contains(&month)
}

fn day_exists(year: Year, month: Option<u8>, day: Option<u8>) -> bool {
    const LEAP_YEAR: i16 = 2000;
    let Some(day) = day else { return true };
    let month = month.unwrap_or(1);
    Date::new(year.number().unwrap_or(LEAP_YEAR), month as i8, day.min(99) as i8).is_ok()
}

fn week_exists(year: Year, week: u8) -> bool {
    match year.number() {
        Some(year) => ISOWeekDate::new(year, week.min(99) as i8, Weekday::Monday).is_ok(),
        None => (1..=53).contains(&week),
    }
}

fn week_bounds(year: i16, week: u8) -> Option<(Date, Date)> {
    let day = |weekday| ISOWeekDate::new(year, week as i8, weekday).ok().map(ISOWeekDate::date);
    Some((day(Weekday::Monday)?, day(Weekday::Sunday)?))
}

/// The first month of a group and how many months it has.
fn group_months(code: u8) -> Option<(u8, u8)> {
    match code {
        21..=24 => Some(((code - 21) * 3 + 3, 3)),
        33..=36 => Some(((code - 33) * 3 + 1, 3)),
        40..=41 => Some(((code - 40) * 6 + 1, 6)),
        _ => None,
    }
}

fn months_bounds(year: i16, month: u8, months: u8) -> Option<(Date, Date)> {
    let last = i16::from(month + months - 1);
    let (last_year, last_month) = (year + (last - 1) / 12, (last - 1) % 12 + 1);
    let first = Date::new(year, month as i8, 1).ok()?;
    Some((first, Date::new(last_year, last_month as i8, 1).ok()?.last_of_month()))
}
