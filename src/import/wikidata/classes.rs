//! Which classes of Wikidata are people, places and organisations.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::entity::number_of;
use crate::EntityType;
use crate::import::fault::Fault;

/// Which classes of Wikidata are people, places and organisations.
///
/// Only the classes themselves are known, not those below them: a dump read once cannot tell them.
#[derive(Clone, Debug)]
pub struct Classes {
    types: HashMap<u64, EntityType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassFile {
    kind: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    classes: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    id: String,
    #[serde(rename = "type")]
    entity_type: EntityType,
    #[serde(rename = "label")]
    _label: String,
}

/// The kind of dictionary file that holds the table.
pub(super) const KIND: &str = "wikidata-classes";

impl Classes {
    /// The shipped table, `dictionaries/import/wikidata-classes.yml`.
    pub fn shipped() -> Classes {
        let yaml = include_str!("../../../dictionaries/import/wikidata-classes.yml");
        Classes::from_yaml(yaml).expect("a test reads the shipped table")
    }

    /// Reads a table from a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is wrong.
    pub fn read(path: &Path) -> Result<Classes, Fault> {
        let yaml = fs::read_to_string(path).map_err(|error| Fault::of_system(path, &error))?;
        Classes::from_yaml(&yaml).map_err(|message| Fault::of_file(path, message))
    }

    /// Reads a table.
    ///
    /// # Errors
    ///
    /// What is wrong in it, in words.
    pub fn from_yaml(yaml: &str) -> Result<Classes, String> {
        let file: ClassFile = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        if file.kind != KIND {
            return Err(format!("its kind is `{}`: it should be `{KIND}`", file.kind));
        }
        let mut types = HashMap::with_capacity(file.classes.len());
        for class in file.classes {
            let number = number_of(&class.id).ok_or_else(|| format!("`{}` is no id of an item", class.id))?;
            if class.entity_type == EntityType::Date {
                return Err(format!("class `{}` is DATE: it should be PER, LOC or ORG", class.id));
            }
            if types.insert(number, class.entity_type).is_some() {
                return Err(format!("class `{}` stands twice", class.id));
            }
        }
        Ok(Classes { types })
    }

    /// The type of the items of a class.
    pub fn get(&self, class: u64) -> Option<EntityType> {
        self.types.get(&class).copied()
    }

    /// What changes with the table, whatever the order of its lines.
    pub(super) fn digest(&self) -> u64 {
        let lines = self.types.iter().map(|(&class, &kind)| {
            (class.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ kind as u64).wrapping_mul(0x100_0000_01b3)
        });
        lines.fold(0, u64::wrapping_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_read() {
        let classes = Classes::shipped();
        assert_eq!(classes.get(5), Some(EntityType::Person));
        assert_eq!(classes.get(515), Some(EntityType::Place));
        assert_eq!(classes.get(7278), Some(EntityType::Organisation));
        assert_eq!(classes.get(4_167_410), None, "disambiguation pages are nothing");
    }
}
