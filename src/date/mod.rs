//! Dates: finding them, and the days of the calendar that they mean.
//!
//! A **date** is an expression that points at a time of a day or coarser. It passes three
//! stages: the grammar finds where it stands and what it says by itself (an [`Expression`]: «the
//! last Tuesday»), the resolver may prefer another reading of the place (a street), and anchoring
//! works out which days are meant (a [`DateValue`], printed as EDTF) from the day of publication,
//! the tense of the clause and the dates that stand before.
//!
//! The words are data: `dictionaries/dates/*.yml`, read into [`DateWords`].

mod anchor;
mod calendar;
mod dateline;
mod derivation;
mod edtf;
mod explain;
mod expression;
mod grammar;
mod table;
mod tense;
mod timex3;
mod value;
mod words;

pub use anchor::Anchored;
pub use derivation::{Derivation, Step};
pub use edtf::ParseDateError;
pub use explain::{PhraseReading, explain_phrase};
pub use expression::{Calendar, Expression, Group, Meaning, Months, Origin, Pointer, Shift, Unit, YearSaid};
pub use grammar::{DateFinder, DateMention};
pub use tense::Direction;
pub use timex3::{Timex3, Timex3Type};
pub use value::{Bound, DateValue, Doubt, Interval, Part, Point, Year};
pub use words::{DateWords, Word, WordClass};
