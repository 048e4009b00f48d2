//! Dates: found where they stand, and meant as they were meant.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use jiff::civil::Date;

use super::gold::Annotation;
use super::spans::{Rates, share};
use crate::date::DateValue;
use crate::{EntityType, Span};

/// How well the dates of some documents were found and understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateScores {
    /// Found with the very span.
    pub strict: usize,
    /// Found with a span that shares a character or more, each gold date counted once.
    pub overlap: usize,
    /// Of those, the ones whose gold value is known.
    pub valued: usize,
    /// Of those, the ones with the right value.
    pub right: usize,
    /// Those whose gold value is known and lies wholly before the day of publication.
    pub before: ValueCounts,
    /// Those whose gold value is known and lies wholly after the day of publication.
    pub after: ValueCounts,
    /// All that was found.
    pub found: usize,
    /// All that was to be found.
    pub gold: usize,
}

/// Of some dates found whose gold value is known, how many have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueCounts {
    /// All of them.
    pub valued: usize,
    /// Those with the right value.
    pub right: usize,
}

impl ValueCounts {
    /// The share with the right value.
    pub fn accuracy(&self) -> f64 {
        share(self.right as f64, self.valued)
    }

    fn count(&mut self, is_right: bool) {
        self.valued += 1;
        self.right += usize::from(is_right);
    }
}

impl AddAssign for ValueCounts {
    fn add_assign(&mut self, other: ValueCounts) {
        self.valued += other.valued;
        self.right += other.right;
    }
}

impl DateScores {
    /// The rates where only the very span counts.
    pub fn strict_rates(&self) -> Rates {
        Rates::new(self.strict, self.found, self.gold)
    }

    /// The rates where a shared character is enough.
    pub fn overlap_rates(&self) -> Rates {
        Rates::new(self.overlap, self.found, self.gold)
    }

    /// Of the dates found whose gold value is known, the share with the right value.
    pub fn value_accuracy(&self) -> f64 {
        share(self.right as f64, self.valued)
    }

    /// The F of finding a date with its right value.
    pub fn value_f(&self) -> f64 {
        share(2.0 * self.right as f64, self.found + self.gold)
    }
}

impl AddAssign for DateScores {
    fn add_assign(&mut self, other: DateScores) {
        self.strict += other.strict;
        self.overlap += other.overlap;
        self.valued += other.valued;
        self.right += other.right;
        self.before += other.before;
        self.after += other.after;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// A date that was found and misunderstood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// Where it was found.
    pub span: Span,
    /// The value that it was given.
    pub found: Option<String>,
    /// The value that it has.
    pub gold: String,
}

/// Compares the dates of one document, published on a day that may be unknown.
pub fn compare(
    gold: &[Annotation],
    found: &[Annotation],
    published: Option<Date>,
) -> (DateScores, Vec<ValueError>) {
    let (gold, found) = (dates(gold), dates(found));
    let mut scores = DateScores { found: found.len(), gold: gold.len(), ..DateScores::default() };
    scores.strict = spans(&gold).intersection(&spans(&found)).count();
    let mut errors = Vec::new();
    let mut open = gold;
    for date in found {
        let Some(hit) = open.iter().position(|other| other.span.overlaps(date.span)) else { continue };
        scores.overlap += 1;
        let Some(value) = &open.remove(hit).value else { continue };
        let is_right = date.value.as_ref() == Some(value);
        scores.valued += 1;
        scores.right += usize::from(is_right);
        match side(value, published) {
            Some(Side::Before) => scores.before.count(is_right),
            Some(Side::After) => scores.after.count(is_right),
            None => {}
        }
        if !is_right {
            errors.push(ValueError { span: date.span, found: date.value.clone(), gold: value.clone() });
        }
    }
    (scores, errors)
}

/// On which side of the day of publication a value lies.
enum Side {
    Before,
    After,
}

/// Where a value lies; nowhere if it holds the day of publication or is not known to the day.
fn side(value: &str, published: Option<Date>) -> Option<Side> {
    let published = published?;
    let (first, last) = value.parse::<DateValue>().ok()?.bounds()?;
    if last < published { Some(Side::Before) } else { (first > published).then_some(Side::After) }
}

fn dates(annotations: &[Annotation]) -> Vec<&Annotation> {
    annotations.iter().filter(|annotation| annotation.entity_type == EntityType::Date).collect()
}

fn spans(dates: &[&Annotation]) -> BTreeSet<Span> {
    dates.iter().map(|date| date.span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(start: usize, end: usize, value: &str) -> Annotation {
        let value = Some(value.to_owned()).filter(|value| !value.is_empty());
        Annotation { span: Span::new(start, end), entity_type: EntityType::Date, entity: None, value }
    }

    #[test]
    fn a_value_counts_where_the_gold_knows_it() {
        let gold = [date(0, 4, "2016"), date(10, 14, ""), date(20, 24, "2018")];
        let found = [date(0, 4, "2017"), date(11, 14, "2011"), date(20, 24, "2018")];
        let (scores, errors) = compare(&gold, &found, None);
        let counts = DateScores { strict: 2, overlap: 3, found: 3, gold: 3, ..DateScores::default() };
        assert_eq!(scores, DateScores { valued: 2, right: 1, ..counts });
        assert_eq!(scores.value_accuracy(), 0.5);
        assert_eq!((errors.len(), errors[0].gold.as_str()), (1, "2016"));
    }
    #[test]
    fn values_are_counted_by_the_side_of_publication_on_which_they_lie() {
        let values = ["2016-10-27", "2016-09", "2016-10-28", "2016-10", "2016-10-29", "2017"];
        let gold: Vec<_> = values.iter().zip(0..).map(|(value, at)| date(at, at + 1, value)).collect();
        let mut found = gold.clone();
        found[5].value = None;
        let (scores, _) = compare(&gold, &found, "2016-10-28".parse().ok());
        assert_eq!(scores.before, ValueCounts { valued: 2, right: 2 });
        assert_eq!(scores.after, ValueCounts { valued: 2, right: 1 });
        assert_eq!((scores.valued, scores.right), (6, 5));
    }
}
