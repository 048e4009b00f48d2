//! Cross-validation: how well fitted weights do on articles that they were not fitted on.
//!
//! A fold is a calendar month of publication: news of one month speaks of the same people and places, so that
//! articles drawn at random would tell too good a figure.

use std::collections::BTreeSet;

use super::{GoldText, Settings, fit};
use crate::evaluation::{GoldDocument, evaluate};
use crate::resolver::Weights;
use crate::tagger::Tagger;
use crate::{EntityType, parallel};

/// The figures on one month that was held out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fold {
    /// The month, 1 to 12.
    pub month: i8,
    /// How many articles it has.
    pub documents: usize,
    /// The strict F of names with weights fitted on the other months.
    pub fitted: f64,
    /// The same with the weights to compare with.
    pub against: f64,
}

/// Fits on all months but one, for each month, and measures on that month.
///
/// The articles of `always` are fitted on in every fold. The weights pass through their file form, so that the figures are those of weights that can be shipped. Articles
/// without a day of publication are in no fold and left out.
pub fn cross_validate(
    golds: &[GoldDocument],
    always: &[GoldText],
    prior: &Weights,
    against: &Weights,
    settings: Settings,
) -> Vec<Fold> {
    let months: BTreeSet<i8> = golds.iter().filter_map(month).collect();
    let months: Vec<i8> = months.into_iter().collect();
    parallel::map(&months, |&held| {
        let (train, test) = split(golds, always, held);
        fold(held, &train, &test, prior, against, settings)
    })
}

fn month(gold: &GoldDocument) -> Option<i8> {
    gold.published.map(|day| day.month())
}

/// What a fold is fitted on and what it is measured on.
fn split(golds: &[GoldDocument], always: &[GoldText], held: i8) -> (Vec<GoldText>, Vec<GoldDocument>) {
    let dated = golds.iter().filter(|gold| gold.published.is_some());
    let (test, train): (Vec<&GoldDocument>, Vec<&GoldDocument>) =
        dated.partition(|gold| month(gold) == Some(held));
    let train = train.into_iter().map(GoldText::from).chain(always.iter().cloned()).collect();
    (train, test.into_iter().cloned().collect())
}

fn fold(
    held: i8,
    train: &[GoldText],
    test: &[GoldDocument],
    prior: &Weights,
    against: &Weights,
    settings: Settings,
) -> Fold {
    let weights = fit(&Tagger::new([]), train, prior, settings);
    let weights = Weights::from_yaml(&weights.to_yaml("")).expect("what is written can be read");
    Fold {
        month: held,
        documents: test.len(),
        fitted: strict_f(weights, test),
        against: strict_f(against.clone(), test),
    }
}

fn strict_f(weights: Weights, golds: &[GoldDocument]) -> f64 {
    evaluate(&Tagger::new([]).with_weights(weights), golds, &EntityType::NAMES).strict_f()
}
