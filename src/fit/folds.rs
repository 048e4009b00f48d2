//! Cross-validation: how well fitted weights do on articles that they were not fitted on.
//!
//! A fold is a calendar month of publication: news of one month speaks of the same people and places, so that
//! articles drawn at random would tell too good a figure.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::sync::Mutex;
use std::thread;

use super::{GoldText, Settings, fit};
use crate::EntityType;
use crate::evaluation::{GoldDocument, evaluate};
use crate::resolver::Weights;
use crate::tagger::Tagger;

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
/// The weights pass through their file form, so that the figures are those of weights that can be shipped. Articles
/// without a day of publication are in no fold and left out.
pub fn cross_validate(golds: &[GoldDocument], prior: &Weights, against: &Weights, settings: Settings) -> Vec<Fold> {
    let months: BTreeSet<i8> = golds.iter().filter_map(month).collect();
    let waiting = Mutex::new(months.into_iter());
    let done = Mutex::new(Vec::new());
    let work = || {
        while let Some(month) = next(&waiting) {
            let fold = fold(golds, month, prior, against, settings);
            done.lock().expect("no worker panics").push(fold);
        }
    };
    thread::scope(|scope| {
        (0..thread::available_parallelism().map_or(1, NonZero::get)).for_each(|_| drop(scope.spawn(work)));
    });
    let mut folds = done.into_inner().expect("no worker panics");
    folds.sort_by_key(|fold| fold.month);
    folds
}

fn next(waiting: &Mutex<impl Iterator<Item = i8>>) -> Option<i8> {
    waiting.lock().expect("no worker panics").next()
}

fn month(gold: &GoldDocument) -> Option<i8> {
    gold.published.map(|day| day.month())
}

fn fold(golds: &[GoldDocument], held: i8, prior: &Weights, against: &Weights, settings: Settings) -> Fold {
    let dated = golds.iter().filter(|gold| gold.published.is_some());
    let (test, train): (Vec<&GoldDocument>, Vec<&GoldDocument>) = dated.partition(|gold| month(gold) == Some(held));
    let train: Vec<GoldText> = train.into_iter().map(GoldText::from).collect();
    let test: Vec<GoldDocument> = test.into_iter().cloned().collect();
    let weights = fit(&Tagger::new([]), &train, prior, settings);
    let weights = Weights::from_yaml(&weights.to_yaml("")).expect("what is written can be read");
    Fold {
        month: held,
        documents: test.len(),
        fitted: strict_f(weights, &test),
        against: strict_f(against.clone(), &test),
    }
}

fn strict_f(weights: Weights, golds: &[GoldDocument]) -> f64 {
    evaluate(&Tagger::new([]).with_weights(weights), golds, &EntityType::NAMES).strict_f()
}
