//! Ablation: what each part of the knowledge brings, told by taking it away.
//!
//! What is left is not fitted again, so that a loss is what the engine owes to the part as it is, not what it could
//! make up for with the rest.

use std::sync::Arc;

use super::gold::GoldDocument;
use super::set::evaluate;
use crate::EntityType;
use crate::cue_family::CueFamily;
use crate::dictionary::{LoadError, SourceFile, compile::compile_pack};
use crate::resolver::Weights;
use crate::tagger::Tagger;

/// A set of gold texts and the types to compare on it.
pub struct Yardstick {
    /// The texts.
    pub golds: Vec<GoldDocument>,
    /// The types.
    pub types: Vec<EntityType>,
}

/// The strict F on each set with a part of the knowledge taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Ablation {
    /// What was taken away.
    pub without: String,
    /// The strict F on each set.
    pub strict_f: Vec<f64>,
}

impl Ablation {
    /// Measures a tagger that lacks something.
    pub fn measure(without: &str, tagger: &Tagger, sets: &[Yardstick]) -> Ablation {
        let strict_f = sets.iter().map(|set| evaluate(tagger, &set.golds, &set.types).strict_f()).collect();
        Ablation { without: without.to_owned(), strict_f }
    }
}

/// The tagger with the shipped dictionaries, the cues of one family weighing nothing.
pub fn without_cues(weights: &Weights, family: CueFamily) -> Tagger {
    let mut rest = weights.clone();
    for cue in weights.cues().filter(|&cue| CueFamily::of(cue) == family) {
        EntityType::NAMES.into_iter().for_each(|entity_type| rest.set(cue, entity_type, 0.0));
    }
    Tagger::new([]).with_weights(rest)
}

/// The tagger with those of the shipped dictionary `files` whose name is not `left_out`.
///
/// # Errors
///
/// Where the files do not compile.
pub fn without_files(
    files: &[SourceFile],
    weights: &Weights,
    left_out: impl Fn(&str) -> bool,
) -> Result<Tagger, Vec<LoadError>> {
    let pack = compile_pack(files.iter().filter(|file| !left_out(&file.name)))?;
    Ok(Tagger::with_shipped(Arc::new(pack), []).with_weights(weights.clone()))
}
