//! Giving occurrences their entities.

use rusqlite::{OptionalExtension, Row, params};

use super::arrive::Arrival;
use super::codes::{features_of, kind_of, type_of};
use super::store::Writer;
use crate::EntityType;
use crate::knowledge::BaseError;
use crate::knowledge::facts::{ClaimKind, Feature};
use crate::knowledge::identity::{Cluster, Member, resolve, unresolved};

/// An occurrence as it stands in the base.
#[derive(Clone, Debug)]
pub struct Placed {
    pub document: i64,
    pub local: i64,
    pub kind: ClaimKind,
    pub entity_type: EntityType,
    pub day: i64,
    pub auto: Option<i64>,
    pub entity: Option<i64>,
}

/// The same with what identity looks at.
struct Grouped {
    placed: Placed,
    anchors: Vec<String>,
    features: Vec<Feature>,
}

impl Grouped {
    fn member(&self) -> Member<'_> {
        Member { anchors: &self.anchors, features: &self.features }
    }
}

fn placed(row: &Row) -> rusqlite::Result<Placed> {
    Ok(Placed {
        document: row.get(0)?,
        local: row.get(1)?,
        kind: kind_of(row.get(2)?),
        entity_type: type_of(row.get(3)?),
        day: row.get(4)?,
        auto: row.get(5)?,
        entity: row.get(6)?,
    })
}

/// An occurrence that identity calls otherwise now.
pub struct Move {
    placed: Placed,
    auto: i64,
    entity: Option<i64>,
}

/// A mention, as far as counts look at it.
struct Counted {
    start: i64,
    surface: String,
    rejected: bool,
}

impl Writer<'_> {
    /// The occurrences of an article, each with the key of its claim.
    pub(super) fn occurrences_of_document(&self, document: i64) -> Result<Vec<(Placed, String)>, BaseError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT o.document, o.local, c.kind, c.type, o.day, o.auto, o.entity, c.key
            FROM occurrence o JOIN claim c ON c.id = o.claim WHERE o.document = ?1",
        )?;
        let rows = statement.query_map([document], |row| Ok((placed(row)?, row.get(7)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The occurrences of a claim, with what identity looks at. The index of occurrences by claims has all of it.
    fn group(&self, key: &str) -> Result<Vec<Grouped>, BaseError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT o.document, o.local, c.kind, c.type, o.day, o.auto, o.entity, o.anchors, o.features
            FROM claim c CROSS JOIN occurrence o ON o.claim = c.id WHERE c.key = ?1",
        )?;
        let rows = statement.query_map([key], |row| {
            let anchors = row.get_ref(7)?.as_str_or_null()?;
            let features = row.get_ref(8)?.as_blob_or_null()?;
            Ok(Grouped {
                placed: placed(row)?,
                anchors: anchors
                    .into_iter()
                    .flat_map(|anchors| anchors.split('\n'))
                    .map(str::to_owned)
                    .collect(),
                features: features_of(features),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The name of an article, and the version of the state that stored it.
    fn source(&self, document: i64) -> Result<(String, i64), BaseError> {
        let mut statement =
            self.transaction.prepare_cached("SELECT name, version FROM document WHERE id = ?1")?;
        Ok(statement.query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Gives every occurrence of a claim its entity.
    pub(super) fn resolve_group(&mut self, key: &str) -> Result<(), BaseError> {
        let (_, moves) = self.regroup(key, &[])?;
        self.make_moves(&moves)
    }

    pub(super) fn make_moves(&mut self, moves: &[Move]) -> Result<(), BaseError> {
        moves.iter().try_for_each(|Move { placed, auto, entity }| self.replace(placed, *auto, *entity))
    }

    /// Tells the occurrences of a claim apart, with those that arrive: what identity calls these, and which of the others have another
    /// entity by that.
    pub(super) fn regroup(
        &mut self,
        key: &str,
        arrivals: &[&Arrival],
    ) -> Result<(Vec<String>, Vec<Move>), BaseError> {
        let group = self.group(key)?;
        let (named, fixed): (Vec<Grouped>, Vec<Grouped>) =
            group.into_iter().partition(|grouped| grouped.placed.kind.is_name());
        let mut moves = Vec::new();
        for Grouped { placed, .. } in fixed {
            let auto = if placed.kind == ClaimKind::Entry { key.to_owned() } else { unresolved(key) };
            self.note_move(&placed, &auto, &mut moves)?;
        }
        let mut members: Vec<Member> = named.iter().map(Grouped::member).collect();
        members.extend(arrivals.iter().map(|arrival| arrival.member()));
        if members.is_empty() {
            return Ok((Vec::new(), moves));
        }
        let kinds = arrivals.iter().map(|arrival| arrival.occurrence.claim.kind);
        let is_rare =
            named.iter().map(|grouped| grouped.placed.kind).chain(kinds).all(|kind| kind == ClaimKind::Rare);
        let mut autos: Vec<String> = vec![String::new(); arrivals.len()];
        for cluster in resolve(is_rare, &members) {
            let auto = cluster.name.key(key, || self.first_document(&cluster, &named, arrivals))?;
            for member in cluster.members {
                match member.checked_sub(named.len()) {
                    Some(arrival) => autos[arrival].clone_from(&auto),
                    None => self.note_move(&named[member].placed, &auto, &mut moves)?,
                }
            }
        }
        Ok((autos, moves))
    }

    /// The first of the articles of a cluster, in which the arrivals stand behind the others.
    fn first_document(
        &self,
        cluster: &Cluster,
        named: &[Grouped],
        arrivals: &[&Arrival],
    ) -> Result<String, BaseError> {
        let names = cluster.members.iter().map(|&member| match named.get(member) {
            Some(grouped) => Ok(self.source(grouped.placed.document)?.0),
            None => Ok(arrivals[member - named.len()].document_name.to_string()),
        });
        let names: Vec<String> = names.collect::<Result<_, BaseError>>()?;
        Ok(names.into_iter().min().expect("a cluster has members"))
    }

    fn note_move(&mut self, placed: &Placed, auto: &str, moves: &mut Vec<Move>) -> Result<(), BaseError> {
        let (auto, entity) = self.place_of(placed, auto)?;
        if (Some(auto), entity) != (placed.auto, placed.entity) {
            moves.push(Move { placed: placed.clone(), auto, entity });
        }
        Ok(())
    }

    /// The entity that identity calls `auto`, and what decisions make of that in an article.
    fn place_of(&mut self, placed: &Placed, auto: &str) -> Result<(i64, Option<i64>), BaseError> {
        let auto_id = self.entity(auto, placed.entity_type)?;
        if self.rules.is_empty() {
            return Ok((auto_id, Some(auto_id)));
        }
        let (document, _) = self.source(placed.document)?;
        Ok((auto_id, self.settled(auto, auto_id, &document, placed.entity_type)?))
    }

    /// Takes an occurrence from its entity, before it goes.
    pub(super) fn withdraw(&mut self, placed: &Placed) -> Result<(), BaseError> {
        let Some(entity) = placed.entity else { return Ok(()) };
        let mentions = self.mentions_of(placed)?;
        let was = kept(&mentions, |mention| mention.rejected);
        self.counts.add(entity, placed.day, was.into_iter(), -1);
        Ok(())
    }

    /// Gives an occurrence other entities, that of identity and that of decisions, less the mentions that these reject.
    pub(super) fn replace(
        &mut self,
        placed: &Placed,
        auto_id: i64,
        entity: Option<i64>,
    ) -> Result<(), BaseError> {
        self.write_newborn()?;
        self.withdraw(placed)?;
        let mentions = self.mentions_of(placed)?;
        let (document, since) = self.source(placed.document)?;
        let rejects =
            |mention: &Counted| self.rules.rejects_mention(&document, mention.start, &mention.surface);
        let now: Vec<&str> = kept(&mentions, rejects);
        let entity = entity.filter(|_| !now.is_empty());
        if let Some(new) = entity {
            self.counts.add(new, placed.day, now.into_iter(), 1);
        }
        self.write_place(placed, auto_id, entity)?;
        self.log_moves(placed, entity, &mentions, &document, since == self.version)
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
        document: &str,
        is_new: bool,
    ) -> Result<(), BaseError> {
        for mention in mentions {
            let rejects = self.rules.rejects_mention(document, mention.start, &mention.surface);
            if rejects != mention.rejected {
                self.transaction
                    .prepare_cached("UPDATE mention SET rejected = ?3 WHERE document = ?1 AND start = ?2")?
                    .execute(params![placed.document, mention.start, rejects])?;
            }
            let was = placed.entity.filter(|_| !mention.rejected);
            if !is_new && was != entity.filter(|_| !rejects) {
                self.delta.moved += 1;
                let was = was.map(|was| self.address_of(was, document)).transpose()?;
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
            None => self.conceive(key, entity_type),
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
