//! Dates: found where they stand, and meant as they were meant.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use super::gold::Annotation;
use super::spans::{Rates, share};
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
    /// All that was found.
    pub found: usize,
    /// All that was to be found.
    pub gold: usize,
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

/// Compares the dates of one document.
pub fn compare(gold: &[Annotation], found: &[Annotation]) -> (DateScores, Vec<ValueError>) {
    let (gold, found) = (dates(gold), dates(found));
    let mut scores = DateScores { found: found.len(), gold: gold.len(), ..DateScores::default() };
    scores.strict = spans(&gold).intersection(&spans(&found)).count();
    let mut errors = Vec::new();
    let mut open = gold;
    for date in found {
        let Some(hit) = open.iter().position(|other| other.span.overlaps(date.span)) else { continue };
        scores.overlap += 1;
        let Some(value) = &open.remove(hit).value else { continue };
        scores.valued += 1;
        if date.value.as_ref() == Some(value) {
            scores.right += 1;
        } else {
            errors.push(ValueError { span: date.span, found: date.value.clone(), gold: value.clone() });
        }
    }
    (scores, errors)
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
        let (scores, errors) = compare(&gold, &found);
        assert_eq!(scores, DateScores { strict: 2, overlap: 3, valued: 2, right: 1, found: 3, gold: 3 });
        assert_eq!(scores.value_accuracy(), 0.5);
        assert_eq!((errors.len(), errors[0].gold.as_str()), (1, "2016"));
    }
}
