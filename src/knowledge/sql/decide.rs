//! The log of decisions, and bringing a base in line with it.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::ask::id_of;
use super::place::claim_of_key;
use super::store::Writer;
use crate::knowledge::BaseError;
use crate::knowledge::decisions::{Decision, EntityKey, Finder, Rules, Witness};

/// Finds what decisions name in a base.
struct BaseFinder<'c>(&'c Connection);

impl Finder for BaseFinder<'_> {
    fn find(&self, entity: &EntityKey) -> Result<Option<String>, BaseError> {
        if is_in_use(self.0, &entity.key)? {
            return Ok(Some(entity.key.clone()));
        }
        let Some(witness) = &entity.witness else { return Ok(None) };
        auto_at(self.0, witness, claim_of_key(&entity.key))
    }
}

/// Whether identity has given some occurrence this key.
fn is_in_use(connection: &Connection, key: &str) -> Result<bool, BaseError> {
    let claim = claim_of_key(key);
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM occurrence WHERE claim IN (SELECT id FROM claim WHERE key = ?1)
        AND auto = (SELECT id FROM entity WHERE key = ?2) LIMIT 1",
    )?;
    if statement.exists(params![claim, key])? {
        return Ok(true);
    }
    let Some((_, document)) = key.split_once('@') else { return Ok(false) };
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM occurrence WHERE document = (SELECT id FROM document WHERE name = ?1)
        AND auto = (SELECT id FROM entity WHERE key = ?2) LIMIT 1",
    )?;
    Ok(statement.exists(params![document, format!("{claim}?")])?)
}

/// What identity has found at a mention, if that is still the one that was meant.
fn auto_at(connection: &Connection, witness: &Witness, claim: &str) -> Result<Option<String>, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT e.key FROM document d JOIN mention m ON m.document = d.id AND m.start = ?2
        JOIN occurrence o ON o.document = d.id AND o.local = m.local JOIN entity e ON e.id = o.auto
        JOIN claim c ON c.id = o.claim WHERE d.name = ?1 AND CASE ?3 WHEN '' THEN c.key = ?4 ELSE m.surface = ?3 END",
    )?;
    let start = i64::try_from(witness.start).unwrap_or(i64::MAX);
    let key: Option<String> = statement
        .query_row(params![witness.document, start, witness.text, claim], |row| row.get(0))
        .optional()?;
    Ok(key.map(|key| super::place::address(&key, &witness.document)))
}

/// The decisions of a base, in the order of their times.
pub fn read_decisions(connection: &Connection) -> Result<Vec<Decision>, BaseError> {
    let mut statement = connection
        .prepare_cached("SELECT id, time, author, reason, action FROM decision ORDER BY time, id")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, String>(4)?))
    })?;
    let mut decisions = Vec::new();
    for row in rows {
        let (id, time, author, reason, action) = row?;
        let action = serde_json::from_str(&action)
            .map_err(|error| BaseError::new(format!("the decision `{id}` cannot be read: {error}")))?;
        decisions.push(Decision { id, time, author, reason, action });
    }
    Ok(decisions)
}

/// The rules of the decisions of a base.
pub fn rules_of(connection: &Connection) -> Result<Rules, BaseError> {
    Rules::new(read_decisions(connection)?, &BaseFinder(connection))
}

/// A mention of what a key names; nothing where the key has no mention.
pub fn witness_of(connection: &Connection, key: &str) -> Result<Option<Witness>, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.name, m.start, m.surface FROM occurrence o JOIN document d ON d.id = o.document
        JOIN mention m ON m.document = o.document AND m.local = o.local
        WHERE o.claim IN (SELECT id FROM claim WHERE key = ?1) AND o.auto = (SELECT id FROM entity WHERE key = ?2) LIMIT 1",
    )?;
    let found = statement.query_row(params![claim_of_key(key), key], |row| {
        Ok(Witness { document: row.get(0)?, start: row.get::<_, i64>(1)?.unsigned_abs(), text: row.get(2)? })
    });
    Ok(found.optional()?)
}

/// The key that what a decision names has now.
pub fn settled_key(connection: &Connection, entity: &EntityKey) -> Result<Option<String>, BaseError> {
    let found = BaseFinder(connection).find(entity)?.unwrap_or_else(|| entity.key.clone());
    let document = found.split_once('@').map_or("", |(_, document)| document);
    Ok(rules_of(connection)?.settle(&found, document))
}

/// Whether an article names an entity.
pub fn names(connection: &Connection, document: &str, key: &str) -> Result<bool, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM occurrence WHERE document = (SELECT id FROM document WHERE name = ?1)
        AND entity = (SELECT id FROM entity WHERE key = ?2)",
    )?;
    let (stem, own) = key.split_once('@').unwrap_or((key, document));
    let is_unresolved = own == document && statement.exists([document, &format!("{stem}?")])?;
    Ok(is_unresolved || statement.exists([document, key])?)
}

/// The text of the mention that begins at a byte of an article.
pub fn mention_at(connection: &Connection, document: &str, start: u64) -> Result<Option<String>, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT surface FROM mention WHERE document = (SELECT id FROM document WHERE name = ?1) AND start = ?2",
    )?;
    let start = i64::try_from(start).unwrap_or(i64::MAX);
    Ok(statement.query_row(params![document, start], |row| row.get(0)).optional()?)
}

impl Writer<'_> {
    pub(super) fn read_rules(&self) -> Result<Rules, BaseError> {
        rules_of(&self.transaction)
    }

    /// Adds a decision to the log; whether it was not there yet.
    pub fn log_decision(&mut self, decision: &Decision) -> Result<bool, BaseError> {
        let action = serde_json::to_string(&decision.action).expect("an action is text and numbers");
        let added = self
            .transaction
            .prepare_cached("INSERT OR IGNORE INTO decision VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![decision.id, decision.time, decision.author, decision.reason, action])?;
        self.has_decided |= added > 0;
        Ok(added > 0)
    }

    /// Reads the decisions again and gives all that they touch, or touched before, its entity.
    pub fn apply_decisions(&mut self) -> Result<(), BaseError> {
        let rules = self.read_rules()?;
        if rules == self.rules {
            return Ok(());
        }
        let old = std::mem::replace(&mut self.rules, rules);
        // What a split made, or was merged into, is reached from the claims that it was made of.
        let claims: BTreeSet<String> = old
            .subjects()
            .chain(self.rules.subjects())
            .filter(|key| !old.treats_alike(&self.rules, key))
            .map(|key| claim_of_key(key).to_owned())
            .collect();
        for claim in claims {
            self.resolve_group(&claim)?;
        }
        let rejects = |rules: &Rules| -> BTreeSet<String> {
            rules.documents_with_rejects().into_iter().map(str::to_owned).collect()
        };
        let (before, now) = (rejects(&old), rejects(&self.rules));
        for document in before.union(&now) {
            self.place_document(document)?;
        }
        let described = old.described().into_iter().chain(self.rules.described());
        let described: BTreeSet<String> = described.map(str::to_owned).collect();
        for key in described {
            self.counts.touched.extend(id_of(&self.transaction, &key)?);
        }
        Ok(())
    }

    /// Gives the occurrences of an article their entities again, where mentions were rejected or are no more.
    pub(super) fn place_document(&mut self, document: &str) -> Result<(), BaseError> {
        let id: Option<i64> = self
            .transaction
            .prepare_cached("SELECT id FROM document WHERE name = ?1")?
            .query_row([document], |row| row.get(0))
            .optional()?;
        for (placed, _) in id.map(|id| self.occurrences_of_document(id)).transpose()?.unwrap_or_default() {
            let Some(auto) = placed.auto else { continue };
            let key: String = self
                .transaction
                .prepare_cached("SELECT key FROM entity WHERE id = ?1")?
                .query_row([auto], |row| row.get(0))?;
            let entity = self.settled(&key, auto, document, placed.entity_type)?;
            self.replace(&placed, auto, entity)?;
        }
        Ok(())
    }
}
