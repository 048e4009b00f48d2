//! The weights of cues, from `dictionaries/weights.yml`.

use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::EntityType;
use crate::cue::{Cue, CueId};

/// What each cue adds to the score of a reading of each type of name.
///
/// Besides the [`Cue`]s there are two for each context word: `before=de` and `after=de` say that the
/// word stands right before or behind.
#[derive(Clone, Debug)]
pub struct Weights {
    context_words: Vec<String>,
    context: FxHashMap<String, u16>,
    weights: Vec<[f32; 3]>,
}

/// The weights file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightsFile {
    context_words: Vec<String>,
    weights: BTreeMap<String, ByType>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByType {
    #[serde(rename = "PER", default)]
    person: f32,
    #[serde(rename = "LOC", default)]
    place: f32,
    #[serde(rename = "ORG", default)]
    organisation: f32,
}

impl Weights {
    /// Reads a weights file. A cue that it does not name weighs nothing.
    ///
    /// # Errors
    ///
    /// Where the YAML is wrong, or it names a cue that does not exist.
    pub fn from_yaml(yaml: &str) -> Result<Weights, String> {
        let file: WeightsFile = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        let mut weights = Weights::zero(file.context_words);
        let numbers: HashMap<String, CueId> = weights.cues().map(|cue| (weights.name(cue), cue)).collect();
        for (name, by_type) in file.weights {
            let cue = numbers.get(&name).ok_or_else(|| format!("there is no cue `{name}`"))?;
            weights.weights[usize::from(cue.0)] = [by_type.person, by_type.place, by_type.organisation];
        }
        Ok(weights)
    }

    /// The context words and the weights as a table, which [`Weights::from_table`] reads back.
    pub fn to_table(&self) -> (&[String], &[[f32; 3]]) {
        (&self.context_words, &self.weights)
    }

    /// The weights of a table that [`Weights::to_table`] has made for the same cues.
    pub fn from_table(context_words: &[&str], weights: &[[f32; 3]]) -> Weights {
        let words = context_words.iter().map(|&word| word.to_owned()).collect();
        Weights { weights: weights.to_vec(), ..Weights::zero(words) }
    }

    /// Weights that are all nothing, over these context words.
    pub fn zero(context_words: Vec<String>) -> Weights {
        let context = context_words.iter().cloned().zip(0..).collect();
        let count = Cue::ALL.len() + 2 * context_words.len();
        Weights { context_words, context, weights: vec![[0.0; 3]; count] }
    }

    /// The file that [`Weights::from_yaml`] reads back, its comment before it.
    pub fn to_yaml(&self, comment: &str) -> String {
        use std::fmt::Write;
        let mut yaml = String::new();
        for line in comment.lines() {
            writeln!(yaml, "# {line}").expect("a string takes all");
        }
        let words: Vec<_> = self.context_words.iter().map(|word| format!("\"{word}\"")).collect();
        writeln!(yaml, "context_words: [{}]\nweights:", words.join(", ")).expect("a string takes all");
        for cue in self.cues() {
            let [person, place, organisation] = self.weights[usize::from(cue.0)];
            let name = self.name(cue);
            writeln!(yaml, "  \"{name}\": {{PER: {person:.2}, LOC: {place:.2}, ORG: {organisation:.2}}}")
                .expect("a string takes all");
        }
        yaml
    }

    /// All cues.
    pub fn cues(&self) -> impl Iterator<Item = CueId> + use<> {
        (0..self.weights.len() as u16).map(CueId)
    }

    /// The name of a cue.
    pub fn name(&self, cue: CueId) -> String {
        match self.context_word(cue) {
            Some((side, word)) => format!("{side}={word}"),
            None => Cue::ALL[usize::from(cue.0)].name().to_owned(),
        }
    }

    /// What a cue says, in a few words.
    pub fn meaning(&self, cue: CueId) -> String {
        match self.context_word(cue) {
            Some(("before", word)) => format!("`{word}` stands before"),
            Some((_, word)) => format!("`{word}` stands behind"),
            None => Cue::ALL[usize::from(cue.0)].meaning().to_owned(),
        }
    }

    fn context_word(&self, cue: CueId) -> Option<(&'static str, &str)> {
        let number = usize::from(cue.0).checked_sub(Cue::ALL.len())?;
        let words = &self.context_words;
        Some(if number < words.len() {
            ("before", &words[number])
        } else {
            ("after", &words[number - words.len()])
        })
    }

    /// The cue «this word stands right before», if it is a context word, written just so: `a` is not `à`.
    pub fn before(&self, word: &str) -> Option<CueId> {
        self.context.get(word).map(|number| CueId(Cue::ALL.len() as u16 + number))
    }

    /// The cue «this word stands right behind», if it is a context word, written just so.
    pub fn after(&self, word: &str) -> Option<CueId> {
        let offset = (Cue::ALL.len() + self.context_words.len()) as u16;
        self.context.get(word).map(|number| CueId(offset + number))
    }

    /// What a cue adds to the score of a reading of this type; nothing for dates.
    #[inline]
    pub fn weight(&self, cue: CueId, entity_type: EntityType) -> f32 {
        match entity_type {
            EntityType::Date => 0.0,
            name => self.weights[usize::from(cue.0)][name as usize],
        }
    }

    /// What a cue adds to the score of a reading of each type of name: person, place, organisation.
    #[inline]
    pub fn of(&self, cue: CueId) -> [f32; 3] {
        self.weights[usize::from(cue.0)]
    }

    /// Sets what a cue adds.
    pub fn set(&mut self, cue: CueId, entity_type: EntityType, weight: f32) {
        self.weights[usize::from(cue.0)][entity_type as usize] = weight;
    }
}
