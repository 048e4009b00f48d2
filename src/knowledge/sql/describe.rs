//! What entities are called: names, ids and types.

use rusqlite::{OptionalExtension, params};

use super::codes::type_code;
use super::place::claim_of_key;
use super::store::Writer;
use crate::EntityType;
use crate::knowledge::BaseError;
use crate::knowledge::decisions::Rules;
use crate::knowledge::facts::slug;

/// What an entity is called.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Description {
    pub name: String,
    pub ids: String,
    /// Its type.
    pub code: i64,
}

impl Description {
    /// The description of the entity with this key, of the dictionary entry that it is or of the names that it has, and of what was decided;
    /// `code` is its type where nothing says another.
    pub fn new<'n>(
        rules: &Rules,
        key: &str,
        entry: Option<Description>,
        names: impl Iterator<Item = &'n str>,
        code: i64,
    ) -> Description {
        let mut description = entry.unwrap_or_else(|| Description {
            name: longest(key, names),
            ids: String::new(),
            code: type_of_key(key).map_or(code, type_code),
        });
        if let Some(decided) = rules.name(key) {
            decided.clone_into(&mut description.name);
        }
        let ids = &mut description.ids;
        for link in rules.links(key) {
            if !ids.split(' ').any(|id| id == link) {
                *ids = format!("{ids} {link}").trim_start().to_owned();
            }
        }
        if let Some(decided) = rules.entity_type(key) {
            description.code = type_code(decided);
        }
        description
    }
}

impl Writer<'_> {
    /// Writes down name, type and ids of all entities that were touched.
    pub(super) fn describe_touched(&mut self) -> Result<(), BaseError> {
        let touched = std::mem::take(&mut self.counts.touched);
        touched.into_iter().try_for_each(|entity| self.describe(entity))
    }

    fn describe(&self, entity: i64) -> Result<(), BaseError> {
        let (key, now, version): (String, Description, i64) = self
            .transaction
            .prepare_cached("SELECT key, name, ids, type, version FROM entity WHERE id = ?1")?
            .query_row([entity], |row| {
                let now = Description { name: row.get(1)?, ids: row.get(2)?, code: row.get(3)? };
                Ok((row.get(0)?, now, row.get(4)?))
            })?;
        let entry = self.entry_claim(&key)?;
        let names = if entry.is_none() { self.names_of(entity)? } else { Vec::new() };
        let described =
            Description::new(&self.rules, &key, entry, names.iter().map(String::as_str), now.code);
        if described == now {
            return Ok(());
        }
        self.transaction
            .prepare_cached("UPDATE entity SET name = ?2, ids = ?3 WHERE id = ?1")?
            .execute(params![entity, described.name, described.ids])?;
        // Indexes that nothing has changed for are left alone.
        if (described.code, self.version) != (now.code, version) {
            self.transaction
                .prepare_cached("UPDATE entity SET type = ?2, version = ?3 WHERE id = ?1")?
                .execute([entity, described.code, self.version])?;
        }
        Ok(())
    }

    /// Name, ids and type of the entry that a key is of. Where articles were tagged with several versions of a dictionary, the greatest
    /// counts: which were the latest cannot be known.
    fn entry_claim(&self, key: &str) -> Result<Option<Description>, BaseError> {
        if !key.starts_with("repere:") {
            return Ok(None);
        }
        let mut statement = self.transaction.prepare_cached(
            "SELECT name, ids, type FROM claim WHERE key = ?1 AND kind = 0
            AND EXISTS (SELECT 1 FROM occurrence WHERE claim = claim.id) ORDER BY name DESC, ids DESC, type DESC LIMIT 1",
        )?;
        let found = statement.query_row([key], |row| {
            Ok(Description { name: row.get(0)?, ids: row.get(1)?, code: row.get(2)? })
        });
        Ok(found.optional()?)
    }

    fn names_of(&self, entity: i64) -> Result<Vec<String>, BaseError> {
        let mut statement = self.transaction.prepare_cached("SELECT surface FROM alias WHERE entity = ?1")?;
        let rows = statement.query_map([entity], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The longest name, of those with the words of the key where there are any.
fn longest<'n>(key: &str, names: impl Iterator<Item = &'n str>) -> String {
    let words = words_of_key(key);
    // Small letters and accents stand behind the others: `Élysée` is preferred to `ELYSEE`.
    let ranked = names.map(|name| (slug(name) == words, name.split(' ').count(), name.chars().count(), name));
    ranked.max().map_or(String::new(), |(.., name)| name.to_owned())
}

fn words_of_key(key: &str) -> &str {
    claim_of_key(key).split_once(':').map_or("", |(_, words)| words)
}

/// The type that a key begins with.
fn type_of_key(key: &str) -> Option<EntityType> {
    key.split_once(':')?.0.parse().ok()
}
