//! Storing and taking away articles.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use rustc_hash::FxHashMap;

use super::arrive::{Arrival, Newborn};
use super::codes::{day_code, kind_code, type_code, zone_code};
use super::counts::Counts;
use super::rows::{self, Cell};
use crate::knowledge::BaseError;
use crate::knowledge::decisions::Rules;
use crate::knowledge::delta::{Delta, Stored};
use crate::knowledge::facts::{Candidate, Claim, DocumentFacts, MentionFact, Occurrence, Versions};

/// Ids that a program has met. They never go.
#[derive(Debug, Default)]
pub struct Known {
    pub(super) entities: FxHashMap<String, i64>,
    /// By key.
    claims: FxHashMap<String, Vec<KnownClaim>>,
    taggers: HashMap<Versions, i64>,
}

#[derive(Debug)]
struct KnownClaim {
    claim: Claim,
    candidates: Vec<Candidate>,
    id: i64,
}

/// So many ids are remembered.
const MOST_KNOWN: usize = 1 << 20;

/// One transaction that writes.
pub struct Writer<'c> {
    pub(super) transaction: Transaction<'c>,
    /// What the state will be when this is committed.
    pub(super) version: i64,
    pub(super) known: &'c mut Known,
    pub(super) counts: Counts,
    /// The occurrences of new articles, which are not written yet.
    pub(super) arrivals: Vec<Arrival>,
    /// The names that lost occurrences: the others must be told apart again.
    pub(super) reopened: BTreeSet<String>,
    /// New entities that are not written yet, by id, without a gap.
    pub(super) newborn: Vec<Newborn>,
    pub(super) next_entity: i64,
    /// What decisions make of entities, as of now.
    pub(super) rules: Rules,
    /// What it has changed so far.
    pub(super) delta: Delta,
    /// How many names became unresolved, less those that were and are no more.
    pub(super) unresolved: i64,
    /// Whether the log of decisions has grown.
    pub(super) has_decided: bool,
    /// Whether all counts were made anew.
    pub(super) is_recounted: bool,
    committed: bool,
}

/// Whether an article with this digest is there.
pub fn holds(connection: &Connection, digest: &[u8; 16]) -> Result<bool, BaseError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM document WHERE digest = ?1")?;
    Ok(statement.exists([&digest[..]])?)
}

impl Drop for Writer<'_> {
    /// What was not committed never was: the ids given out meanwhile are forgotten.
    fn drop(&mut self) {
        if !self.committed {
            *self.known = Known::default();
        }
    }
}

impl<'c> Writer<'c> {
    /// Begins a transaction that writes, behind any other that does.
    pub fn new(transaction: Transaction<'c>, known: &'c mut Known) -> Result<Writer<'c>, BaseError> {
        let version: i64 = transaction.query_row("SELECT version FROM state", [], |row| row.get(0))?;
        let last: Option<i64> = transaction.query_row("SELECT max(id) FROM entity", [], |row| row.get(0))?;
        if known.entities.len() + known.claims.len() > MOST_KNOWN {
            *known = Known::default();
        }
        let mut writer = Writer {
            transaction,
            version: version + 1,
            known,
            counts: Counts::default(),
            arrivals: Vec::new(),
            reopened: BTreeSet::new(),
            newborn: Vec::new(),
            next_entity: last.unwrap_or(0) + 1,
            rules: Rules::default(),
            delta: Delta::default(),
            unresolved: 0,
            has_decided: false,
            is_recounted: false,
            committed: false,
        };
        writer.rules = writer.read_rules()?;
        Ok(writer)
    }

    /// Brings identities, decisions and counts in line with what was stored; returns what has changed since the beginning.
    pub fn settle(&mut self) -> Result<Delta, BaseError> {
        self.settle_arrivals()?;
        if !self.rules.is_empty() {
            // What decisions name may have another key by now.
            self.apply_decisions()?;
        }
        self.write_counts()?;
        self.describe_touched()?;
        Ok(self.delta)
    }

    /// What decisions make of entities, as of now.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Settles, and makes all of it last.
    pub fn commit(mut self) -> Result<Delta, BaseError> {
        let delta = self.settle()?;
        if self.has_changed(&delta) {
            self.write_state(&delta)?;
        }
        self.transaction.execute_batch("COMMIT")?;
        self.committed = true;
        Ok(delta)
    }

    /// Whether there is anything to be committed.
    fn has_changed(&self, delta: &Delta) -> bool {
        let passed_over = Delta { known: delta.known, duplicates: delta.duplicates, ..Delta::default() };
        self.has_decided || self.is_recounted || *delta != passed_over
    }

    fn write_state(&self, delta: &Delta) -> Result<(), BaseError> {
        if self.is_recounted {
            self.transaction.execute(
                "UPDATE state SET version = ?1, articles = (SELECT count(*) FROM document), mentions = (SELECT count(*) FROM mention),
                entities = (SELECT count(*) FROM entity WHERE articles > 0 AND unresolved = 0),
                unresolved = (SELECT count(*) FROM entity WHERE articles > 0 AND unresolved = 1)",
                [self.version],
            )?;
            return Ok(());
        }
        let unresolved = self.unresolved;
        let resolved = delta.entities_added as i64 - delta.entities_removed as i64 - unresolved;
        self.transaction.execute(
            "UPDATE state SET version = ?1, articles = articles + ?2, mentions = mentions + ?3, entities = entities + ?4,
            unresolved = unresolved + ?5",
            [
                self.version,
                delta.new as i64 - delta.removed as i64,
                delta.mentions_added as i64 - delta.mentions_removed as i64,
                resolved,
                unresolved,
            ],
        )?;
        Ok(())
    }

    /// Stores an article, in the place of an older text of it.
    pub fn store(&mut self, facts: DocumentFacts) -> Result<Stored, BaseError> {
        let outcome = self.presence(&facts.name, &facts.digest)?;
        self.note(&outcome);
        match outcome {
            Stored::Known | Stored::Duplicate(_) => return Ok(outcome),
            Stored::Replaced => _ = self.take_away(&facts.name)?,
            Stored::New => {}
        }
        self.delta.mentions_added += facts.mentions.len() as u64;
        let document = self.insert_document(&facts)?;
        self.insert_mentions(document, &facts)?;
        let mut surfaces = self.surfaces(&facts.name, facts.mentions);
        let day = day_code(facts.published);
        let document_name: Rc<str> = facts.name.into();
        for occurrence in facts.occurrences {
            let (claim, is_first) = self.claim(&occurrence)?;
            self.arrivals.push(Arrival {
                document,
                document_name: document_name.clone(),
                day,
                claim,
                is_first,
                surfaces: surfaces.remove(&occurrence.local).unwrap_or_default(),
                occurrence,
            });
        }
        Ok(outcome)
    }

    /// Counts what became of an article.
    pub fn note(&mut self, outcome: &Stored) {
        self.delta += Delta::of(outcome);
    }

    /// Whether an article of that name and content is there.
    pub fn presence(&self, name: &str, digest: &[u8; 16]) -> Result<Stored, BaseError> {
        let mut statement = self.transaction.prepare_cached("SELECT digest FROM document WHERE name = ?1")?;
        let stored: Option<Vec<u8>> = statement.query_row([name], |row| row.get(0)).optional()?;
        match stored {
            Some(stored) if stored == digest => return Ok(Stored::Known),
            Some(_) => return Ok(Stored::Replaced),
            None => {}
        }
        let mut statement =
            self.transaction.prepare_cached("SELECT min(name) FROM document WHERE digest = ?1")?;
        let other: Option<String> = statement.query_row([&digest[..]], |row| row.get(0))?;
        Ok(other.map_or(Stored::New, Stored::Duplicate))
    }

    /// Takes an article away, with all that it said; whether it was there.
    pub fn remove(&mut self, name: &str) -> Result<bool, BaseError> {
        let was_there = self.take_away(name)?;
        self.delta.removed += u64::from(was_there);
        Ok(was_there)
    }

    fn take_away(&mut self, name: &str) -> Result<bool, BaseError> {
        let found: Option<(i64, i64)> = self
            .transaction
            .prepare_cached("SELECT id, version FROM document WHERE name = ?1")?
            .query_row([name], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((document, since)) = found else { return Ok(false) };
        if since == self.version {
            self.arrivals.retain(|arrival| arrival.document != document);
        }
        self.transaction
            .prepare_cached(
                "INSERT INTO removed SELECT ?1, ?2, ?3, json_group_array(json_array(start, end)) FROM mention WHERE document = ?4",
            )?
            .execute(params![self.version, since, name, document])?;
        for (occurrence, key) in self.occurrences_of_document(document)? {
            if occurrence.kind.is_name() {
                self.reopened.insert(key);
            }
            self.withdraw(&occurrence)?;
        }
        let mentions = self
            .transaction
            .prepare_cached("DELETE FROM mention WHERE document = ?1")?
            .execute([document])?;
        self.delta.mentions_removed += mentions as u64;
        // Claims may be in use no more: when they are met again, they are new.
        self.known.claims.clear();
        for delete in [
            "DELETE FROM occurrence WHERE document = ?1",
            "DELETE FROM moved WHERE document = ?1",
            "DELETE FROM document WHERE id = ?1",
        ] {
            self.transaction.prepare_cached(delete)?.execute([document])?;
        }
        Ok(true)
    }

    fn insert_document(&mut self, facts: &DocumentFacts) -> Result<i64, BaseError> {
        let tagger = self.tagger(&facts.tagger)?;
        let day = day_code(facts.published);
        self.transaction
            .prepare_cached(
                "INSERT INTO document (name, digest, day, title, tagger, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![facts.name, &facts.digest[..], day, facts.title, tagger, self.version])?;
        Ok(self.transaction.last_insert_rowid())
    }

    fn tagger(&mut self, versions: &Versions) -> Result<i64, BaseError> {
        if let Some(&id) = self.known.taggers.get(versions) {
            return Ok(id);
        }
        let row = params![versions.program, versions.dictionaries];
        self.transaction
            .execute("INSERT OR IGNORE INTO tagger (program, dictionaries) VALUES (?1, ?2)", row)?;
        let id = self.transaction.query_row(
            "SELECT id FROM tagger WHERE program = ?1 AND dictionaries = ?2",
            row,
            |row| row.get(0),
        )?;
        self.known.taggers.insert(versions.clone(), id);
        Ok(id)
    }

    fn insert_mentions(&self, document: i64, facts: &DocumentFacts) -> Result<(), BaseError> {
        let table = "mention (document, start, end, local, type, zone, surface, value, rejected)";
        rows::insert(&self.transaction, table, "", &facts.mentions, |mention| {
            let start = mention.span.start() as i64;
            [
                document.into(),
                start.into(),
                (mention.span.end() as i64).into(),
                mention.local.into(),
                type_code(mention.entity_type).into(),
                zone_code(mention.zone).into(),
                Cell::Borrowed(mention.surface.as_str().into()),
                Cell::Borrowed(mention.value.as_deref().map_or(ValueRef::Null, ValueRef::from)),
                self.rules.rejects_mention(&facts.name, start, &mention.surface).into(),
            ]
        })
    }

    /// The texts of the mentions, by what they are of, less those that decisions reject.
    fn surfaces(&self, name: &str, mentions: Vec<MentionFact>) -> FxHashMap<u32, Vec<String>> {
        let mut surfaces: FxHashMap<u32, Vec<String>> = FxHashMap::default();
        for mention in mentions {
            if !self.rules.rejects_mention(name, mention.span.start() as i64, &mention.surface) {
                surfaces.entry(mention.local).or_default().push(mention.surface);
            }
        }
        surfaces
    }

    /// The number of the claim of an occurrence, which is made where there is none, and whether this program meets it for the first time.
    fn claim(&mut self, occurrence: &Occurrence) -> Result<(i64, bool), BaseError> {
        let Occurrence { claim, candidates, .. } = occurrence;
        let known = self.known.claims.get(&claim.key);
        let known = known.and_then(|claims| {
            claims.iter().find(|known| known.claim == *claim && known.candidates == *candidates)
        });
        if let Some(known) = known {
            return Ok((known.id, false));
        }
        let json = match candidates.as_slice() {
            [] => String::new(),
            some => serde_json::to_string(some).expect("candidates are text and numbers"),
        };
        let row = params![
            claim.key,
            kind_code(claim.kind),
            type_code(claim.entity_type),
            claim.name,
            claim.ids,
            json
        ];
        let found: Option<i64> = self
            .transaction
            .prepare_cached(
                "SELECT id FROM claim WHERE key = ?1 AND kind = ?2 AND type = ?3 AND name = ?4 AND ids = ?5 AND candidates = ?6",
            )?
            .query_row(row, |row| row.get(0))
            .optional()?;
        let id = match found {
            Some(id) => id,
            None => {
                self.transaction
                    .prepare_cached(
                        "INSERT INTO claim (key, kind, type, name, ids, candidates) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .execute(row)?;
                self.transaction.last_insert_rowid()
            }
        };
        let known = KnownClaim { claim: claim.clone(), candidates: candidates.clone(), id };
        self.known.claims.entry(claim.key.clone()).or_default().push(known);
        Ok((id, true))
    }
}
