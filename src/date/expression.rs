//! What a date expression says by itself, before anything is known of the day it was written.

use crate::date::value::DateValue;

/// The meaning of a date expression, not yet anchored in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it says.
    pub meaning: Meaning,
    /// Whether the text calls it approximate (`vers 1450`).
    pub approximate: bool,
}

/// What a date expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Parts of a calendar date: `mardi 3 mai`, `juin 2014`, `2014`, `lundi dernier`.
    Calendar(Calendar),
    /// So many units from a known day: `hier`, `la semaine dernière`, `le lendemain`.
    Shift(Shift),
    /// A season, quarter or half-year: `été 2022`, `premier trimestre`.
    Group(Group),
    /// The first or last months of a year: `les huit premiers mois de l'année`.
    Months(Months),
    /// The month of publication in the year before in the text: `à la même époque`.
    SameSeason,
    /// Something that needs no anchor: `XIXe siècle`, `années 1980`.
    Fixed(DateValue),
    /// From one to another: `du 3 au 5 mai`, `nuit de mardi à mercredi`.
    Range(Box<(Meaning, Meaning)>),
}

/// Parts of a calendar date as they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The day of the week, 1 for Monday.
    pub weekday: Option<u8>,
    /// The day of the month.
    pub day: Option<u8>,
    /// The month.
    pub month: Option<u8>,
    /// The year.
    pub year: Option<YearSaid>,
    /// Which of the days or months of this name.
    pub pointer: Option<Pointer>,
}

/// How a text gives a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearSaid {
    /// In full: `2015`.
    Full(i16),
    /// By its last two digits: `98`.
    Short(u8),
    /// By its distance from the year of publication: `de l'année dernière`.
    Shifted(i16),
    /// By what stands before: `de la même année`.
    Same,
}

/// Which of the days, months or seasons of one name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// `dernier`, `passé`: the last before publication.
    Last,
    /// `prochain`: the next after publication.
    Next,
    /// `en huit`, `en quinze`: so many weeks after the next.
    WeeksAfterNext(u8),
    /// `ce`: the nearest, as the clause tells.
    This,
    /// `précédent`: the last before what stands before in the text.
    Previous,
    /// `suivant`: the next after what stands before in the text.
    Following,
}

/// A distance in units of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The unit that is counted, and the precision of the result.
    pub unit: Unit,
    /// How many units, negative for the past.
    pub steps: i16,
    /// From where it is counted.
    pub origin: Origin,
    /// The date that stands beside it (`hier mardi`, `demain 29 mars`) and must agree.
    pub beside: Option<Calendar>,
}

/// From where a distance is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The day of publication.
    Publication,
    /// The date that stands before in the text.
    Text,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// A night: the evening of one day and the morning of the next.
    Night,
    /// A week of ISO 8601, from Monday.
    Week,
    /// Saturday and Sunday; its value is that of the week they close, as the guide's gold has it.
    Weekend,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A season, quarter or half-year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its EDTF code.
    pub code: u8,
    /// The year.
    pub year: Option<YearSaid>,
    /// Which of those of this name.
    pub pointer: Option<Pointer>,
}

/// The first or the last months of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// How many, 1–12.
    pub count: u8,
    /// Whether they are counted from the end of the year.
    pub last: bool,
    /// The year.
    pub year: YearSaid,
}

impl Calendar {
    /// A year alone.
    pub fn of_year(year: i16) -> Calendar {
        Calendar { year: Some(YearSaid::Full(year)), ..Calendar::default() }
    }

    /// Whether it is a number that only what follows makes a day: the `3` of `du 3 au 5 mai`.
    pub fn is_bare_day(&self) -> bool {
        self.day.is_some() && self.month.is_none() && self.weekday.is_none()
    }

    /// Takes month and year from what follows it in a list or a range, where it has none.
    pub fn complete_from(&mut self, next: &Calendar) {
        if self.day.is_some() && self.month.is_none() {
            self.month = next.month;
        }
        if self.month.is_some() && self.year.is_none() && self.pointer.is_none() {
            self.year = next.year;
            self.pointer = next.pointer.filter(|_| next.weekday.is_none() || next.day.is_some());
        }
    }
}
