//! Entities: how well mentions of one thing are merged.
//!
//! Only names are looked at, and of them those that were found with the right span and type. B-cubed (Bagga and
//! Baldwin, «Algorithms for scoring coreference chains», 1998) asks of each mention what share of its found entity
//! belongs with it, and what share of its gold entity is there.

use std::collections::HashMap;
use std::ops::AddAssign;

use super::gold::Annotation;
use super::spans::{Rates, share};
use crate::{EntityId, EntityType, Span};

/// How well the mentions of some documents were merged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MergeScores {
    /// Mentions found with the right span and type.
    pub mentions: usize,
    /// The sum of their B-cubed precisions.
    precision: f64,
    /// The sum of their B-cubed recalls.
    recall: f64,
    /// Pairs of mentions that name one thing.
    pub gold_pairs: usize,
    /// Pairs merged that name two things.
    pub wrong_merges: usize,
    /// Pairs left apart that name one thing.
    pub missed_merges: usize,
}

impl MergeScores {
    /// The B-cubed rates.
    pub fn b_cubed(&self) -> Rates {
        Rates::of(share(self.precision, self.mentions), share(self.recall, self.mentions))
    }
}

impl AddAssign for MergeScores {
    fn add_assign(&mut self, other: MergeScores) {
        self.mentions += other.mentions;
        self.precision += other.precision;
        self.recall += other.recall;
        self.gold_pairs += other.gold_pairs;
        self.wrong_merges += other.wrong_merges;
        self.missed_merges += other.missed_merges;
    }
}

/// Two mentions that were merged and should not be, or the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeError {
    /// The mention that stands first.
    pub first: Span,
    /// The other.
    pub second: Span,
    /// Whether they were merged.
    pub merged: bool,
}

/// A mention with the entity that it has in both annotations.
#[derive(Clone, Copy)]
struct Shared {
    span: Span,
    gold: EntityId,
    found: EntityId,
}

/// Compares how one document's mentions are merged.
pub fn compare(gold: &[Annotation], found: &[Annotation]) -> (MergeScores, Vec<MergeError>) {
    let shared = shared(gold, found);
    let mut scores = MergeScores { mentions: shared.len(), ..MergeScores::default() };
    for mention in &shared {
        let count = |is_with: &dyn Fn(&Shared) -> bool| shared.iter().filter(|other| is_with(other)).count();
        let in_found = count(&|other| other.found == mention.found);
        let in_gold = count(&|other| other.gold == mention.gold);
        let in_both = count(&|other| other.found == mention.found && other.gold == mention.gold);
        scores.precision += share(in_both as f64, in_found);
        scores.recall += share(in_both as f64, in_gold);
    }
    let errors = compare_pairs(&shared, &mut scores);
    (scores, errors)
}

fn shared(gold: &[Annotation], found: &[Annotation]) -> Vec<Shared> {
    let found: HashMap<(Span, EntityType), EntityId> = found
        .iter()
        .filter_map(|mention| Some(((mention.span, mention.entity_type), mention.entity?)))
        .collect();
    gold.iter()
        .filter(|mention| mention.entity_type != EntityType::Date)
        .filter_map(|mention| {
            let found = *found.get(&(mention.span, mention.entity_type))?;
            Some(Shared { span: mention.span, gold: mention.entity?, found })
        })
        .collect()
}

fn compare_pairs(shared: &[Shared], scores: &mut MergeScores) -> Vec<MergeError> {
    let mut errors = Vec::new();
    for (number, one) in shared.iter().enumerate() {
        for other in &shared[number + 1..] {
            let (same, merged) = (one.gold == other.gold, one.found == other.found);
            scores.gold_pairs += usize::from(same);
            scores.wrong_merges += usize::from(merged && !same);
            scores.missed_merges += usize::from(same && !merged);
            if same != merged {
                errors.push(MergeError { first: one.span, second: other.span, merged });
            }
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(entities: &[u32]) -> Vec<Annotation> {
        let mention = |(at, &entity): (usize, &u32)| Annotation {
            span: Span::new(at, at + 1),
            entity_type: EntityType::Person,
            entity: Some(EntityId(entity)),
            value: None,
        };
        entities.iter().enumerate().map(mention).collect()
    }

    #[test]
    fn a_wrong_merge_costs_precision() {
        let (scores, errors) = compare(&people(&[1, 1, 2]), &people(&[7, 7, 7]));
        assert_eq!((scores.gold_pairs, scores.wrong_merges, scores.missed_merges), (1, 2, 0));
        assert!(errors.iter().all(|error| error.merged));
        assert_eq!(scores.b_cubed().recall, 1.0);
        assert!((scores.b_cubed().precision - 5.0 / 9.0).abs() < 1e-12);
    }

    #[test]
    fn mentions_that_were_not_found_do_not_count() {
        let (scores, errors) = compare(&people(&[1, 1]), &people(&[1]));
        assert_eq!((scores.mentions, scores.missed_merges), (1, 0));
        assert_eq!(errors, []);
    }
}
