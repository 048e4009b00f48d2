//! Spans and types: precision, recall and F.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use super::gold::Annotation;
use crate::{EntityType, Span};

/// Precision, recall and their harmonic mean; 0 where there is nothing to divide by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// The share of what was found that is right.
    pub precision: f64,
    /// The share of what was to be found that was found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f: f64,
}

impl Rates {
    /// The rates of `right` hits among `found` and `gold`.
    pub fn new(right: usize, found: usize, gold: usize) -> Rates {
        Rates::of(share(right as f64, found), share(right as f64, gold))
    }

    /// The rates with this precision and recall.
    pub fn of(precision: f64, recall: f64) -> Rates {
        let sum = precision + recall;
        Rates { precision, recall, f: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// A part of a whole, 0 where the whole is nothing.
pub(super) fn share(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

/// How many mentions of one type were found and were to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanCounts {
    /// Found with the very span.
    pub strict: usize,
    /// Found with a span that shares a character or more, each gold mention counted once.
    pub overlap: usize,
    /// All that was found.
    pub found: usize,
    /// All that was to be found.
    pub gold: usize,
}

impl SpanCounts {
    /// The rates where only the very span counts.
    pub fn strict_rates(&self) -> Rates {
        Rates::new(self.strict, self.found, self.gold)
    }

    /// The rates where a shared character is enough.
    pub fn overlap_rates(&self) -> Rates {
        Rates::new(self.overlap, self.found, self.gold)
    }
}

impl AddAssign for SpanCounts {
    fn add_assign(&mut self, other: SpanCounts) {
        self.strict += other.strict;
        self.overlap += other.overlap;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// The counts of each type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanScores([SpanCounts; EntityType::ALL.len()]);

impl SpanScores {
    /// Compares what was found in one document with its gold mentions; the types must agree throughout.
    ///
    /// A mention that is listed twice counts once.
    pub fn compare(gold: &[Annotation], found: &[Annotation]) -> SpanScores {
        SpanScores(
            EntityType::ALL.map(|entity_type| counts(&spans(gold, entity_type), &spans(found, entity_type))),
        )
    }

    /// The counts of one type.
    pub fn of(&self, entity_type: EntityType) -> SpanCounts {
        self.0[entity_type as usize]
    }

    /// The counts of several types together.
    pub fn all(&self, types: &[EntityType]) -> SpanCounts {
        let mut sum = SpanCounts::default();
        types.iter().for_each(|&entity_type| sum += self.of(entity_type));
        sum
    }
}

impl AddAssign for SpanScores {
    fn add_assign(&mut self, other: SpanScores) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, other)| *mine += other);
    }
}

fn spans(annotations: &[Annotation], entity_type: EntityType) -> BTreeSet<Span> {
    let own = annotations.iter().filter(|annotation| annotation.entity_type == entity_type);
    own.map(|annotation| annotation.span).collect()
}

fn counts(gold: &BTreeSet<Span>, found: &BTreeSet<Span>) -> SpanCounts {
    let mut open = gold.clone();
    let mut overlap = 0;
    for span in found {
        if let Some(hit) = open.iter().copied().find(|hit| hit.overlaps(*span)) {
            open.remove(&hit);
            overlap += 1;
        }
    }
    SpanCounts { strict: gold.intersection(found).count(), overlap, found: found.len(), gold: gold.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(start: usize, end: usize) -> Annotation {
        Annotation { span: Span::new(start, end), entity_type: EntityType::Place, entity: None, value: None }
    }

    #[test]
    fn a_gold_mention_is_hit_once() {
        let scores = SpanScores::compare(&[place(0, 10)], &[place(0, 4), place(5, 10)]);
        let counts = scores.of(EntityType::Place);
        assert_eq!(counts, SpanCounts { strict: 0, overlap: 1, found: 2, gold: 1 });
        assert_eq!(counts.overlap_rates(), Rates { precision: 0.5, recall: 1.0, f: 2.0 / 3.0 });
    }

    #[test]
    fn nothing_found_is_no_division() {
        assert_eq!(SpanScores::compare(&[], &[]).all(&EntityType::ALL).strict_rates(), Rates::default());
    }
}
