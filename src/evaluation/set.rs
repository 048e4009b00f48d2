//! A set of gold texts, tagged and compared.

use super::causes::{Diagnosis, Failure};
use super::dates::{self, DateScores};
use super::entities::{self, MergeScores};
use super::gold::{Annotation, GoldDocument};
use super::spans::SpanScores;
use crate::report::report;
use crate::tagger::Tagger;
use crate::{EntityType, parallel};

/// How well a set of texts was tagged.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// How many documents it has.
    pub documents: usize,
    /// The types that were compared.
    pub types: Vec<EntityType>,
    /// Spans and types.
    pub spans: SpanScores,
    /// How mentions were merged; nothing where the gold annotation has no entities.
    pub merging: Option<MergeScores>,
    /// How dates were found and understood; nothing where the gold annotation has no values.
    pub dates: Option<DateScores>,
    /// The errors, in the order of documents and text.
    pub failures: Vec<Failure>,
}

/// The types that a set annotates as the guide asks: those that it has, dates only where they have values.
pub fn annotated_types(golds: &[GoldDocument]) -> Vec<EntityType> {
    let has = |entity_type: EntityType| {
        mentions(golds).any(|mention| {
            mention.entity_type == entity_type && (entity_type != EntityType::Date || mention.value.is_some())
        })
    };
    EntityType::ALL.into_iter().filter(|&entity_type| has(entity_type)).collect()
}

fn mentions(golds: &[GoldDocument]) -> impl Iterator<Item = &Annotation> {
    golds.iter().flat_map(|gold| &gold.mentions)
}

/// Tags the texts of a set and compares what was found with its gold mentions, of these types only.
///
/// The work is shared among the processors; the result does not depend on how.
pub fn evaluate(tagger: &Tagger, golds: &[GoldDocument], types: &[EntityType]) -> Evaluation {
    let has_entities = mentions(golds).any(|mention| mention.entity.is_some());
    let has_values =
        types.contains(&EntityType::Date) && mentions(golds).any(|mention| mention.value.is_some());
    let mut sum = Evaluation { types: types.to_vec(), ..Evaluation::default() };
    sum.merging = has_entities.then(MergeScores::default);
    sum.dates = has_values.then(DateScores::default);
    let empty = &sum;
    let parts = parallel::map(golds, |gold| empty.clone().with(tagger, gold));
    parts.into_iter().fold(sum, Evaluation::plus)
}

impl Evaluation {
    /// The strict F of all types that were compared.
    pub fn strict_f(&self) -> f64 {
        self.spans.all(&self.types).strict_rates().f
    }

    /// The figures with those of one more document.
    fn with(mut self, tagger: &Tagger, gold: &GoldDocument) -> Evaluation {
        let document = tagger.document(&gold.text, gold.published);
        let decision = tagger.decide(&document);
        let tagged = report(&document, tagger, &decision);
        let diagnosis = Diagnosis { id: &gold.id, document: &document, decision: &decision };
        let found = self.of_types(tagged.mentions.iter().map(Annotation::from));
        let published = gold.published;
        let gold = self.of_types(gold.mentions.iter().cloned());
        self.documents += 1;
        self.spans += SpanScores::compare(&gold, &found);
        self.failures.extend(diagnosis.spans(&gold, &found));
        if let Some(dates) = &mut self.dates {
            let (scores, errors) = dates::compare(&gold, &found, published);
            *dates += scores;
            self.failures.extend(diagnosis.values(errors));
        }
        if let Some(merging) = &mut self.merging {
            let (scores, errors) = entities::compare(&gold, &found);
            *merging += scores;
            self.failures.extend(diagnosis.merges(errors));
        }
        self
    }

    fn of_types(&self, annotations: impl Iterator<Item = Annotation>) -> Vec<Annotation> {
        annotations.filter(|annotation| self.types.contains(&annotation.entity_type)).collect()
    }

    fn plus(mut self, other: Evaluation) -> Evaluation {
        self.documents += other.documents;
        self.spans += other.spans;
        self.failures.extend(other.failures);
        if let (Some(mine), Some(other)) = (&mut self.merging, other.merging) {
            *mine += other;
        }
        if let (Some(mine), Some(other)) = (&mut self.dates, other.dates) {
            *mine += other;
        }
        self
    }
}
