//! Choosing among readings that overlap.

use super::evidence::{Reading, Readings};
use crate::EntityType;

/// The readings that were kept, by their number, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The numbers of the readings kept.
    pub kept: Vec<usize>,
}

/// What a date weighs: dates are proposed by a grammar that decides alone, so that only a name that
/// is clearly one (`rue du 4-Septembre`) takes their place.
pub const DATE_SCORE: f32 = 2.5;

/// What a name of the user's dictionaries weighs on top of everything, a word.
const USERS_SCORE: f32 = 50.0;

/// What the score of a reading has besides the weights of its cues.
pub(super) fn base_score(reading: &Reading) -> f32 {
    match reading.entity_type {
        EntityType::Date => DATE_SCORE,
        _ if reading.is_users => USERS_SCORE * (reading.last - reading.first + 1) as f32,
        _ => 0.0,
    }
}

/// Keeps the readings that do not overlap and whose scores have the highest sum.
///
/// The order is total: of two sets with one sum, the one whose last reading comes later in the order
/// of [`Readings`] (by first token, then last, then type) loses. A reading with a score of nothing or less is
/// never kept.
pub fn choose(readings: &Readings) -> Choice {
    let tokens = readings.list.iter().map(|reading| reading.last + 1).max().unwrap_or(0);
    // best[at]: the highest sum over the tokens before `at`; by[at]: the reading that ends there, if one does.
    let mut best = vec![0.0_f32; tokens + 1];
    let mut by: Vec<Option<usize>> = vec![None; tokens + 1];
    // The readings that end at a token, as a list: the first of them, and behind each reading the next one.
    let mut ends: Vec<Option<usize>> = vec![None; tokens + 1];
    let mut behind: Vec<Option<usize>> = vec![None; readings.list.len()];
    for (number, reading) in readings.list.iter().enumerate().rev().filter(|(_, reading)| reading.score > 0.0)
    {
        behind[number] = ends[reading.last + 1].replace(number);
    }
    for at in 1..=tokens {
        best[at] = best[at - 1];
        let mut next = ends[at];
        while let Some(number) = next {
            next = behind[number];
            let reading = &readings.list[number];
            let sum = best[reading.first] + reading.score;
            if sum > best[at] {
                best[at] = sum;
                by[at] = Some(number);
            }
        }
    }
    let mut kept = Vec::new();
    let mut at = tokens;
    while at > 0 {
        match by[at] {
            Some(number) => {
                kept.push(number);
                at = readings.list[number].first;
            }
            None => at -= 1,
        }
    }
    kept.reverse();
    Choice { kept }
}
