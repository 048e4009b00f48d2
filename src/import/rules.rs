//! Which records are imported, and with which of their names.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::fault::Fault;
use super::record::{Name, Record};
use super::tally::{DroppedName, Skip, Tally};
use crate::EntityType;
use crate::dictionary::lexicon::LONGEST_NAME;
use crate::text::{Case, Kind, WordKey, single_line, tokenize};

/// Which records are imported, and with which of their names.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The lowest prominence that is imported.
    pub floor: u8,
    /// The types that are imported.
    pub types: Vec<EntityType>,
    /// Whether a name of one word is a name only where the context says so.
    pub one_word_needs_cue: bool,
    /// Whether names without a capital are left out.
    pub capital: bool,
    /// What is never imported.
    pub stop: StopList,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            floor: 0,
            types: EntityType::NAMES.to_vec(),
            one_word_needs_cue: false,
            capital: false,
            stop: StopList::default(),
        }
    }
}

impl Rules {
    /// The record as it is imported; what is not is counted.
    pub fn apply(&self, mut record: Record, tally: &mut Tally) -> Option<Record> {
        if let Some(reason) = self.refusal(&record) {
            tally.skip(reason);
            return None;
        }
        let mut kept: Vec<Name> = Vec::with_capacity(record.names.len());
        for (number, mut name) in std::mem::take(&mut record.names).into_iter().enumerate() {
            name.text = clean(&name.text);
            match self.name_refusal(&mut name) {
                // Nothing stands for the canonical name.
                Some(DroppedName::Stopped) if number == 0 => {
                    tally.skip(Skip::Stopped);
                    return None;
                }
                Some(_) if number == 0 => {
                    tally.skip(Skip::Nameless);
                    return None;
                }
                Some(reason) => tally.drop_name(reason),
                None if kept.iter().any(|other| other.text == name.text) => {}
                None => kept.push(name),
            }
        }
        record.names = kept;
        tally.keep(record.entity_type, record.names.len());
        Some(record)
    }

    fn refusal(&self, record: &Record) -> Option<Skip> {
        if !self.types.contains(&record.entity_type) {
            Some(Skip::Type)
        } else if record.prominence < self.floor {
            Some(Skip::Floor)
        } else if self.stop.has_id(record) {
            Some(Skip::Stopped)
        } else {
            None
        }
    }

    /// Why a name is left out; where it is not, what this says of it is noted.
    fn name_refusal(&self, name: &mut Name) -> Option<DroppedName> {
        let tokens = tokenize(&name.text);
        let words = tokens.iter().filter(|token| token.is_word()).count();
        if words == 0 || name.text.chars().filter(|letter| letter.is_alphanumeric()).count() < 2 {
            return Some(DroppedName::Short);
        }
        if tokens.len() > LONGEST_NAME {
            return Some(DroppedName::Long);
        }
        if !is_latin(&name.text) {
            return Some(DroppedName::Script);
        }
        if self.capital && !tokens.iter().any(|token| token.case != Case::Small) {
            return Some(DroppedName::Small);
        }
        if self.stop.has_name(&name.text) {
            return Some(DroppedName::Stopped);
        }
        name.needs_cue |= self.one_word_needs_cue && words == 1;
        None
    }

    /// Everything that is not the same in other rules.
    pub(super) fn settings(&self) -> String {
        format!(
            "floor {} types {:?} cue {} capital {} stop {}",
            self.floor,
            self.types,
            self.one_word_needs_cue,
            self.capital,
            self.stop.digest()
        )
    }
}

/// Whether every letter is of the Latin script, as far as French texts have it.
fn is_latin(text: &str) -> bool {
    text.chars().all(|letter| {
        !letter.is_alphabetic() || letter <= '\u{024f}' || ('\u{1e00}'..='\u{1eff}').contains(&letter)
    })
}

/// A name with single spaces and without characters that nobody sees.
fn clean(text: &str) -> String {
    let shown = |letter: &char| !letter.is_control() || letter.is_whitespace();
    let seen: String = text.chars().filter(shown).filter(|letter| !is_unseen(*letter)).collect();
    single_line(&seen).into_owned()
}

/// Marks of direction and width, which dumps have around names.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Names and ids that are never imported.
#[derive(Clone, Debug, Default)]
pub struct StopList {
    names: HashSet<Vec<WordKey>>,
    ids: HashSet<String>,
}

impl StopList {
    /// Reads a list: a name or an id (`wikidata:Q142`) a line; `#` begins a comment.
    ///
    /// A name is stopped whatever its case and accents.
    pub fn parse(text: &str) -> StopList {
        let mut list = StopList::default();
        for line in text.lines() {
            let entry = line.split('#').next().unwrap_or("").trim();
            if entry.is_empty() {
                continue;
            }
            if entry.contains(':') && !entry.contains(' ') {
                list.ids.insert(entry.to_owned());
            } else {
                list.names.insert(keys(entry));
            }
        }
        list
    }

    /// Reads a list from a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn read(path: &Path) -> Result<StopList, Fault> {
        let text = fs::read_to_string(path).map_err(|error| Fault::of_system(path, &error))?;
        Ok(StopList::parse(&text))
    }

    fn has_name(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains(&keys(name))
    }

    fn has_id(&self, record: &Record) -> bool {
        !self.ids.is_empty() && record.ids.iter().any(|id| self.ids.contains(id))
    }

    fn digest(&self) -> u64 {
        let names = self
            .names
            .iter()
            .map(|name| name.iter().fold(7_u64, |hash, key| hash.wrapping_mul(0x100_0000_01b3) ^ key.0));
        let ids = self.ids.iter().map(|id| WordKey::of(id).0);
        // The order in a set is that of chance: the sum has none.
        names.chain(ids).fold(0, u64::wrapping_add)
    }
}

fn keys(name: &str) -> Vec<WordKey> {
    tokenize(name).into_iter().filter(|token| token.kind != Kind::Mark('.')).map(|token| token.key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(names: &[&str]) -> Record {
        let mut record = Record::new("a".to_owned(), EntityType::Organisation, names[0]);
        names[1..].iter().for_each(|name| record.add_alias(*name));
        record
    }

    fn texts(record: &Record) -> Vec<&str> {
        record.names.iter().map(|name| name.text.as_str()).collect()
    }

    #[test]
    fn names_are_cleaned_and_sifted() {
        let rules = Rules { capital: true, stop: StopList::parse("LE MONDE\n"), ..Rules::default() };
        let mut tally = Tally::default();
        let given = record(&[
            "Agence\u{a0} Zéphyr",
            "agence",
            "Le Monde",
            "X",
            "Агентство",
            "Zéphyr\u{200e}",
            "Zéphyr",
        ]);
        let kept = rules.apply(given, &mut tally).expect("it is kept");
        assert_eq!(texts(&kept), ["Agence Zéphyr", "Zéphyr"]);
        let reasons: Vec<DroppedName> = tally.dropped.keys().copied().collect();
        use DroppedName::*;
        assert_eq!(reasons, [Stopped, Short, Small, Script]);
    }

    #[test]
    fn one_word_needs_a_cue_where_asked_for() {
        let rules = Rules { one_word_needs_cue: true, ..Rules::default() };
        let kept = rules.apply(record(&["Orange SA", "Orange"]), &mut Tally::default()).expect("it is kept");
        assert_eq!(kept.names.iter().map(|name| name.needs_cue).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn floors_types_and_ids_refuse() {
        let mut tally = Tally::default();
        let mut stopped = record(&["Un Nom"]);
        stopped.ids.push("wikidata:Q1".to_owned());
        let rules = Rules {
            floor: 5,
            types: vec![EntityType::Organisation],
            stop: StopList::parse("wikidata:Q1 # no\n"),
            ..Rules::default()
        };
        assert_eq!(rules.apply(stopped.clone(), &mut tally), None);
        stopped.prominence = 5;
        assert_eq!(rules.apply(stopped.clone(), &mut tally), None);
        stopped.entity_type = EntityType::Place;
        assert_eq!(rules.apply(stopped, &mut tally), None);
        assert_eq!(
            tally.skipped.keys().copied().collect::<Vec<_>>(),
            [Skip::Floor, Skip::Type, Skip::Stopped]
        );
    }
}
