//! Ablation: what each part of the knowledge brings, told by taking it away.
//!
//! What is left is not fitted again, so that a loss is what the engine owes to the part as it is, not what it could
//! make up for with the rest.

use std::sync::Arc;

use super::gold::GoldDocument;
use super::set::evaluate;
use crate::cue_family::CueFamily;
use crate::dictionary::{LoadError, Pack, SourceFile, compile::compile_pack};
use crate::resolver::Weights;
use crate::tagger::Tagger;
use crate::{EntityType, parallel};

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
    pub without: Part,
    /// The strict F on each set.
    pub strict_f: Vec<f64>,
}

/// A part of the knowledge that can be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nothing: the dictionary files as they are.
    Nothing,
    /// The cues of a family.
    Cues(CueFamily),
    /// The dictionary files whose name begins so.
    Files(String),
}

/// What parts are taken away from, and on what it is measured.
pub struct Knowledge<'a> {
    files: &'a [SourceFile],
    /// All files, compiled.
    whole: Arc<Pack>,
    weights: &'a Weights,
    sets: &'a [Yardstick],
}

impl<'a> Knowledge<'a> {
    /// The shipped dictionary files and the weights of cues, to be measured on these sets.
    ///
    /// # Errors
    ///
    /// Where the dictionary files do not compile.
    pub fn new(
        files: &'a [SourceFile],
        weights: &'a Weights,
        sets: &'a [Yardstick],
    ) -> Result<Self, Vec<LoadError>> {
        Ok(Knowledge { files, whole: Arc::new(compile_pack(files)?), weights, sets })
    }

    /// Measures without each of the parts.
    ///
    /// # Errors
    ///
    /// Where the files that are left do not compile.
    pub fn without_each(&self, parts: &[Part]) -> Result<Vec<Ablation>, Vec<LoadError>> {
        parallel::map(parts, |part| self.without(part)).into_iter().collect()
    }

    fn without(&self, part: &Part) -> Result<Ablation, Vec<LoadError>> {
        let (pack, weights) = match part {
            Part::Nothing => (Arc::clone(&self.whole), self.weights.clone()),
            Part::Cues(family) => (Arc::clone(&self.whole), without_family(self.weights, *family)),
            Part::Files(prefix) => (Arc::new(self.pack_without(prefix)?), self.weights.clone()),
        };
        let tagger = Tagger::with_shipped(pack, []).with_weights(weights);
        let strict_f = |set: &Yardstick| evaluate(&tagger, &set.golds, &set.types).strict_f();
        Ok(Ablation { without: part.clone(), strict_f: self.sets.iter().map(strict_f).collect() })
    }

    fn pack_without(&self, prefix: &str) -> Result<Pack, Vec<LoadError>> {
        compile_pack(self.files.iter().filter(|file| !file.name.starts_with(prefix)))
    }
}

/// The weights, those of one family nothing.
fn without_family(weights: &Weights, family: CueFamily) -> Weights {
    let mut rest = weights.clone();
    for cue in weights.cues().filter(|&cue| CueFamily::of(cue) == family) {
        EntityType::NAMES.into_iter().for_each(|entity_type| rest.set(cue, entity_type, 0.0));
    }
    rest
}
