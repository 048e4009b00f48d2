//! What the dates of a phrase mean and why: what `repere date` prints.

use super::anchor::Anchored;
use super::derivation::Derivation;
use super::grammar::{DateFinder, DateMention};
use crate::Document;

/// One date of a phrase, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseReading {
    /// Where it stands and what it says by itself.
    pub mention: DateMention,
    /// Its value.
    pub anchored: Anchored,
    /// How the value was worked out.
    pub derivation: Derivation,
}

/// The dates of a phrase, each with its value and how it was worked out.
///
/// The phrase is a [`Document`] like any other: its day of publication is what relative dates
/// are counted from. Empty where the phrase holds no date.
pub fn explain_phrase(finder: &DateFinder, phrase: &Document) -> Vec<PhraseReading> {
    let mentions = finder.find(phrase);
    let derived = finder.derive(phrase, &mentions);
    mentions
        .into_iter()
        .zip(derived)
        .map(|(mention, (anchored, derivation))| PhraseReading { mention, anchored, derivation })
        .collect()
}
