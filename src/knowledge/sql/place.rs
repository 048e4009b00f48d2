//! Giving occurrences their entities, and entities their descriptions.

use rusqlite::{OptionalExtension, Row, params};

use super::arrive::Arrival;
use super::codes::{features_of, kind_of, type_code, type_of};
use super::store::Writer;
use crate::EntityType;
use crate::knowledge::BaseError;
use crate::knowledge::facts::{ClaimKind, slug};
use crate::knowledge::identity::{Member, resolve, unresolved};

/// An occurrence as it stands in the base.
#[derive(Clone, Debug)]
pub struct Placed {
    pub document: i64,
    pub document_name: String,
    pub local: i64,
    pub key: String,
    pub kind: ClaimKind,
    pub entity_type: EntityType,
    pub day: i64,
    pub auto: Option<i64>,
    pub entity: Option<i64>,
    /// The version of the state that stored its document.
    pub since: i64,
}

const PLACED: &str = "SELECT o.document, d.name, o.local, c.key, c.kind, c.type, o.day, o.auto, o.entity, d.version, o.anchors, o.features
    FROM occurrence o JOIN claim c ON c.id = o.claim JOIN document d ON d.id = o.document";

fn placed(row: &Row) -> rusqlite::Result<Placed> {
    Ok(Placed {
        document: row.get(0)?,
        document_name: row.get(1)?,
        local: row.get(2)?,
        key: row.get(3)?,
        kind: kind_of(row.get(4)?),
        entity_type: type_of(row.get(5)?),
        day: row.get(6)?,
        auto: row.get(7)?,
        entity: row.get(8)?,
        since: row.get(9)?,
    })
}

/// A mention, as far as counts look at it.
struct Counted {
    start: i64,
    surface: String,
    rejected: bool,
}

/// What an entity is called, and when that changed.
struct Description {
    name: String,
    ids: String,
    code: i64,
    version: i64,
}

impl Writer<'_> {
    pub(super) fn occurrences_of_document(&self, document: i64) -> Result<Vec<Placed>, BaseError> {
        let mut statement = self.transaction.prepare_cached(&format!("{PLACED} WHERE o.document = ?1"))?;
        let rows = statement.query_map([document], placed)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The occurrences of a claim, with what identity looks at.
    fn group(&self, key: &str) -> Result<(Vec<Placed>, Vec<Member>), BaseError> {
        // The claims first: there are few of one key.
        let sql = format!("{PLACED} WHERE o.claim IN (SELECT id FROM claim WHERE key = ?1)");
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let rows = statement.query_map([key], |row| {
            let anchors: Option<String> = row.get(10)?;
            let features: Option<Vec<u8>> = row.get(11)?;
            let found = placed(row)?;
            let member = Member {
                document: found.document_name.clone(),
                anchors: anchors.iter().flat_map(|anchors| anchors.split('\n')).map(str::to_owned).collect(),
                features: features_of(features.as_deref()),
            };
            Ok((found, member))
        })?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().unzip())
    }

    /// Tells apart the occurrences of all names that new articles have, or old ones have no more.
    pub(super) fn resolve_groups(&mut self) -> Result<(), BaseError> {
        let mut groups: Vec<(String, Vec<Arrival>)> = self.groups.drain().collect();
        groups.sort_by(|(one, _), (other, _)| one.cmp(other));
        groups.iter().try_for_each(|(key, arrivals)| self.resolve_with(key, arrivals))
    }

    /// Gives every occurrence of a claim its entity.
    pub(super) fn resolve_group(&mut self, key: &str) -> Result<(), BaseError> {
        self.resolve_with(key, &[])
    }

    fn resolve_with(&mut self, key: &str, arrivals: &[Arrival]) -> Result<(), BaseError> {
        let (placed, members) = self.group(key)?;
        let (named, fixed): (Vec<_>, Vec<_>) =
            placed.into_iter().zip(members).partition(|(placed, _)| is_named(placed.kind));
        for (placed, _) in fixed {
            let auto = if placed.kind == ClaimKind::Entry { key.to_owned() } else { unresolved(key) };
            self.place(&placed, &auto)?;
        }
        let (named, mut members): (Vec<Placed>, Vec<Member>) = named.into_iter().unzip();
        members.extend(arrivals.iter().map(member));
        if members.is_empty() {
            return Ok(());
        }
        let kinds = arrivals.iter().map(|arrival| arrival.occurrence.claim.kind);
        let is_rare = named.iter().map(|placed| placed.kind).chain(kinds).all(|kind| kind == ClaimKind::Rare);
        let autos = resolve(key, is_rare, &members);
        let (old, new) = autos.split_at(named.len());
        for (placed, auto) in named.iter().zip(old) {
            self.place(placed, auto)?;
        }
        arrivals.iter().zip(new).try_for_each(|(arrival, auto)| self.write_arrival(arrival, auto))
    }

    /// Takes an occurrence from its entity, before it goes.
    pub(super) fn withdraw(&mut self, placed: &Placed) -> Result<(), BaseError> {
        let Some(entity) = placed.entity else { return Ok(()) };
        let mentions = self.mentions_of(placed)?;
        let was = kept(&mentions, |mention| mention.rejected);
        self.counts.add(entity, placed.day, was.into_iter(), -1);
        Ok(())
    }

    /// Gives an occurrence the entity that decisions make of the one that identity calls `auto`, and takes it from the one it had.
    pub(super) fn place(&mut self, placed: &Placed, auto: &str) -> Result<(), BaseError> {
        let auto_id = self.entity(auto, placed.entity_type)?;
        let entity = self.settled(auto, auto_id, &placed.document_name, placed.entity_type)?;
        if (Some(auto_id), entity) == (placed.auto, placed.entity) {
            return Ok(());
        }
        self.replace(placed, auto_id, entity)
    }

    /// The same, whether or not it is another; mentions that decisions reject are left out.
    pub(super) fn replace(
        &mut self,
        placed: &Placed,
        auto_id: i64,
        entity: Option<i64>,
    ) -> Result<(), BaseError> {
        self.withdraw(placed)?;
        let mentions = self.mentions_of(placed)?;
        let rejects = |mention: &Counted| self.rules.rejects_mention(&placed.document_name, mention.start);
        let now: Vec<&str> = kept(&mentions, rejects);
        let entity = entity.filter(|_| !now.is_empty());
        if let Some(new) = entity {
            self.counts.add(new, placed.day, now.into_iter(), 1);
        }
        self.write_place(placed, auto_id, entity)?;
        self.log_moves(placed, entity, &mentions)
    }

    fn write_place(&self, placed: &Placed, auto: i64, entity: Option<i64>) -> Result<(), BaseError> {
        self.transaction
            .prepare_cached(
                "UPDATE occurrence SET auto = ?3, entity = ?4 WHERE document = ?1 AND local = ?2",
            )?
            .execute(params![placed.document, placed.local, auto, entity])?;
        Ok(())
    }

    /// Notes which mentions of an older article have another entity now, and which are rejected.
    fn log_moves(
        &mut self,
        placed: &Placed,
        entity: Option<i64>,
        mentions: &[Counted],
    ) -> Result<(), BaseError> {
        let is_new = placed.since == self.version;
        for mention in mentions {
            let rejects = self.rules.rejects_mention(&placed.document_name, mention.start);
            if rejects != mention.rejected {
                self.transaction
                    .prepare_cached("UPDATE mention SET rejected = ?3 WHERE document = ?1 AND start = ?2")?
                    .execute(params![placed.document, mention.start, rejects])?;
            }
            let was = placed.entity.filter(|_| !mention.rejected);
            if !is_new && was != entity.filter(|_| !rejects) {
                self.delta.moved += 1;
                let was = was.map(|was| self.address_of(was, &placed.document_name)).transpose()?;
                self.transaction
                    .prepare_cached("INSERT INTO moved VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![self.version, placed.document, mention.start, was])?;
            }
        }
        Ok(())
    }

    fn mentions_of(&self, placed: &Placed) -> Result<Vec<Counted>, BaseError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT start, surface, rejected FROM mention WHERE document = ?1 AND local = ?2 ORDER BY start",
        )?;
        let rows = statement.query_map([placed.document, placed.local], |row| {
            Ok(Counted { start: row.get(0)?, surface: row.get(1)?, rejected: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The entity that decisions make of `auto` in an article.
    pub(super) fn settled(
        &mut self,
        auto: &str,
        auto_id: i64,
        document: &str,
        entity_type: EntityType,
    ) -> Result<Option<i64>, BaseError> {
        if self.rules.is_empty() {
            return Ok(Some(auto_id));
        }
        let key = self.rules.settle(auto, document);
        key.map(|key| self.entity(&key, entity_type)).transpose()
    }

    /// The id of an entity; it is made where there is none.
    pub(super) fn entity(&mut self, key: &str, entity_type: EntityType) -> Result<i64, BaseError> {
        if let Some(&id) = self.known.entities.get(key) {
            return Ok(id);
        }
        let found: Option<i64> = self
            .transaction
            .prepare_cached("SELECT id FROM entity WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        let id = match found {
            Some(id) => id,
            None => {
                self.transaction
                    .prepare_cached(
                        "INSERT INTO entity (key, unresolved, type, name, ids, articles, mentions, version)
                        VALUES (?1, ?2, ?3, '', '', 0, 0, ?4)",
                    )?
                    .execute(params![key, key.ends_with('?'), type_code(entity_type), self.version])?;
                let id = self.transaction.last_insert_rowid();
                self.counts.touched.insert(id);
                id
            }
        };
        self.known.entities.insert(key.to_owned(), id);
        Ok(id)
    }

    /// What programs outside call an entity in an article: its key, for what is unresolved that of the occurrence.
    pub(super) fn address_of(&self, entity: i64, document: &str) -> Result<String, BaseError> {
        let mut statement = self.transaction.prepare_cached("SELECT key FROM entity WHERE id = ?1")?;
        let key: String = statement.query_row([entity], |row| row.get(0))?;
        Ok(address(&key, document))
    }

    /// Writes down name, type and ids of all entities that were touched.
    pub(super) fn describe_touched(&mut self) -> Result<(), BaseError> {
        let touched = std::mem::take(&mut self.counts.touched);
        touched.into_iter().try_for_each(|entity| self.describe(entity))
    }

    fn describe(&self, entity: i64) -> Result<(), BaseError> {
        let (key, now): (String, Description) = self
            .transaction
            .prepare_cached("SELECT key, name, ids, type, version FROM entity WHERE id = ?1")?
            .query_row([entity], |row| {
                let now = Description {
                    name: row.get(1)?,
                    ids: row.get(2)?,
                    code: row.get(3)?,
                    version: row.get(4)?,
                };
                Ok((row.get(0)?, now))
            })?;
        let claim = self.entry_claim(&key)?;
        let (mut name, mut ids, claimed_type) = match claim {
            Some((name, ids, entity_type)) => (name, ids, Some(entity_type)),
            None => (self.longest_alias(entity, &key)?, String::new(), None),
        };
        if let Some(decided) = self.rules.name(&key) {
            decided.clone_into(&mut name);
        }
        for link in self.rules.links(&key) {
            if !ids.split(' ').any(|id| id == link) {
                ids = format!("{ids} {link}").trim_start().to_owned();
            }
        }
        let decided_type = self.rules.entity_type(&key).map(type_code);
        let code = decided_type.or(claimed_type).or_else(|| type_of_key(&key).map(type_code));
        let code = code.unwrap_or(now.code);
        if (&name, &ids, code) == (&now.name, &now.ids, now.code) {
            return Ok(());
        }
        self.write_description(entity, &now, &Description { name, ids, code, version: self.version })
    }

    /// Indexes that nothing has changed for are left alone: those of type and version.
    fn write_description(&self, entity: i64, was: &Description, now: &Description) -> Result<(), BaseError> {
        self.transaction
            .prepare_cached("UPDATE entity SET name = ?2, ids = ?3 WHERE id = ?1")?
            .execute(params![entity, now.name, now.ids])?;
        if (was.code, was.version) != (now.code, now.version) {
            self.transaction
                .prepare_cached("UPDATE entity SET type = ?2, version = ?3 WHERE id = ?1")?
                .execute([entity, now.code, now.version])?;
        }
        Ok(())
    }

    /// Name, ids and type of the entry that a key is of. Where articles were tagged with several versions of a dictionary, the greatest
    /// counts: which were the latest cannot be known.
    fn entry_claim(&self, key: &str) -> Result<Option<(String, String, i64)>, BaseError> {
        if !key.starts_with("repere:") {
            return Ok(None);
        }
        let mut statement = self.transaction.prepare_cached(
            "SELECT name, ids, type FROM claim WHERE key = ?1 AND kind = 0
            AND EXISTS (SELECT 1 FROM occurrence WHERE claim = claim.id) ORDER BY name DESC, ids DESC, type DESC LIMIT 1",
        )?;
        let found = statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        Ok(found.optional()?)
    }

    /// The longest name, of those with the words of the key where there are any.
    fn longest_alias(&self, entity: i64, key: &str) -> Result<String, BaseError> {
        let mut statement = self.transaction.prepare_cached("SELECT surface FROM alias WHERE entity = ?1")?;
        let rows = statement.query_map([entity], |row| row.get::<_, String>(0))?;
        let names: Vec<String> = rows.collect::<Result<_, _>>()?;
        let words = words_of_key(key);
        // Small letters and accents stand behind the others: `Élysée` is preferred to `ELYSEE`.
        let best = names.into_iter().max_by_key(|name| {
            (slug(name) == words, name.split(' ').count(), name.chars().count(), name.clone())
        });
        Ok(best.unwrap_or_default())
    }
}

fn is_named(kind: ClaimKind) -> bool {
    matches!(kind, ClaimKind::Rare | ClaimKind::Common)
}

fn member(arrival: &Arrival) -> Member {
    Member {
        document: arrival.document_name.clone(),
        anchors: arrival.occurrence.anchors.clone(),
        features: arrival.occurrence.features.clone(),
    }
}

fn kept(mentions: &[Counted], rejects: impl Fn(&Counted) -> bool) -> Vec<&str> {
    mentions.iter().filter(|mention| !rejects(mention)).map(|mention| mention.surface.as_str()).collect()
}

/// What programs outside call an entity with this key in an article.
pub fn address(key: &str, document: &str) -> String {
    match key.strip_suffix('?') {
        Some(stem) => format!("{stem}@{document}"),
        None => key.to_owned(),
    }
}

/// The claim that a key is of: `per:michel-dupont` of `per:michel-dupont:maire-trebourg`, of `per:michel-dupont@article` and of
/// `per:michel-dupont?`.
pub fn claim_of_key(key: &str) -> &str {
    let words = key.find(':').map_or(0, |colon| colon + 1);
    let end = key[words..].find([':', '@', '?']).map_or(key.len(), |end| words + end);
    &key[..end]
}

fn words_of_key(key: &str) -> &str {
    claim_of_key(key).split_once(':').map_or("", |(_, words)| words)
}

/// The type that a key begins with.
fn type_of_key(key: &str) -> Option<EntityType> {
    key.split_once(':')?.0.parse().ok()
}
