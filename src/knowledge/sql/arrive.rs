//! What is new: occurrences of new articles, and the entities that they are the first of.
//!
//! Both wait in memory until all articles of the transaction are in. Then identity finds their entities, and they are written once, in the
//! order of their keys, with what is counted of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::codes::{features_blob, type_code};
use super::describe::Description;
use super::place::Move;
use super::rows::{self, Cell};
use super::store::Writer;
use crate::EntityType;
use crate::knowledge::BaseError;
use crate::knowledge::facts::{Claim, ClaimKind, Occurrence};
use crate::knowledge::identity::{Member, unresolved};

/// An occurrence of a new article.
pub struct Arrival {
    pub document: i64,
    pub document_name: Rc<str>,
    pub day: i64,
    pub claim: i64,
    /// Whether this program meets its claim for the first time.
    pub is_first: bool,
    pub occurrence: Occurrence,
    /// The texts of its mentions, less those that decisions reject.
    pub surfaces: Vec<String>,
}

impl Arrival {
    pub fn member(&self) -> Member<'_> {
        let Occurrence { anchors, features, .. } = &self.occurrence;
        Member { anchors, features }
    }
}

/// An entity that is not written yet.
pub struct Newborn {
    pub id: i64,
    pub key: String,
    pub entity_type: EntityType,
    /// What the dictionary says of it, if it is an entry; the greatest where articles were tagged with several dictionaries.
    pub entry: Option<Description>,
}

/// The entity of an occurrence as identity has it, and what decisions make of that.
type Place = (i64, Option<i64>);

impl Writer<'_> {
    /// Finds the entities of all that has arrived, tells the occurrences apart again of all names that came or went, and writes this down.
    pub(super) fn settle_arrivals(&mut self) -> Result<(), BaseError> {
        let arrivals = std::mem::take(&mut self.arrivals);
        let (autos, moves) = self.resolve_arrivals(&arrivals)?;
        let places = arrivals.iter().zip(&autos).map(|(arrival, auto)| self.arrive(arrival, auto));
        let places: Vec<Place> = places.collect::<Result<_, _>>()?;
        self.write_newborn()?;
        self.write_arrivals(&arrivals, &places)?;
        self.make_moves(&moves)
    }

    /// What identity calls each arrival, and the older occurrences that it calls otherwise now.
    fn resolve_arrivals<'a>(
        &mut self,
        arrivals: &'a [Arrival],
    ) -> Result<(Vec<Cow<'a, str>>, Vec<Move>), BaseError> {
        let reopened = std::mem::take(&mut self.reopened);
        let mut groups: BTreeMap<&str, Vec<usize>> =
            reopened.iter().map(|key| (key.as_str(), Vec::new())).collect();
        let mut autos: Vec<Cow<str>> = Vec::with_capacity(arrivals.len());
        for (at, arrival) in arrivals.iter().enumerate() {
            let key = arrival.occurrence.claim.key.as_str();
            autos.push(match arrival.occurrence.claim.kind {
                ClaimKind::Entry => key.into(),
                ClaimKind::Lone => unresolved(key).into(),
                ClaimKind::Rare | ClaimKind::Common => {
                    groups.entry(key).or_default().push(at);
                    // Until its group is resolved.
                    key.into()
                }
            });
        }
        let mut moves = Vec::new();
        for (key, places) in groups {
            let members: Vec<&Arrival> = places.iter().map(|&at| &arrivals[at]).collect();
            let (keys, others) = self.regroup(key, &members)?;
            moves.extend(others);
            for (at, key) in places.into_iter().zip(keys) {
                autos[at] = key.into();
            }
        }
        Ok((autos, moves))
    }

    fn arrive(&mut self, arrival: &Arrival, auto: &str) -> Result<Place, BaseError> {
        let claim = &arrival.occurrence.claim;
        let id = self.entity(auto, claim.entity_type)?;
        match self.newborn_of(id) {
            Some(newborn) => newborn.meet(claim),
            // It may describe its entity otherwise.
            None if arrival.is_first => _ = self.counts.touched.insert(id),
            None => {}
        }
        let entity = self.settled(auto, id, &arrival.document_name, claim.entity_type)?;
        let entity = entity.filter(|_| !arrival.surfaces.is_empty());
        if let Some(entity) = entity {
            self.counts.add(entity, arrival.day, arrival.surfaces.iter().map(String::as_str), 1);
        }
        Ok((id, entity))
    }

    fn newborn_of(&mut self, id: i64) -> Option<&mut Newborn> {
        let first = self.newborn.first()?.id;
        self.newborn.get_mut(usize::try_from(id - first).ok()?)
    }

    /// The id of an entity that there is none of yet.
    pub(super) fn conceive(&mut self, key: &str, entity_type: EntityType) -> i64 {
        let id = self.next_entity;
        self.next_entity += 1;
        self.newborn.push(Newborn { id, key: key.to_owned(), entity_type, entry: None });
        id
    }

    /// Writes new entities with all that is counted of them so far, so that rows may refer to them.
    pub(super) fn write_newborn(&mut self) -> Result<(), BaseError> {
        let mut rows = Vec::with_capacity(self.newborn.len());
        for newborn in std::mem::take(&mut self.newborn) {
            let Newborn { id, key, entity_type, entry } = newborn;
            let counted = self.counts.bear(id);
            let names = self.counts.names(id);
            let description = Description::new(&self.rules, &key, entry, names, type_code(entity_type));
            let is_unresolved = key.ends_with('?');
            self.delta.entities_added += u64::from(counted.0 > 0);
            self.unresolved += i64::from(is_unresolved && counted.0 > 0);
            rows.push((id, key, is_unresolved, description, counted));
        }
        let table = "entity (id, key, unresolved, type, name, ids, articles, mentions, version)";
        rows::insert(
            &self.transaction,
            table,
            "",
            &rows,
            |(id, key, is_unresolved, description, (articles, mentions))| {
                [
                    (*id).into(),
                    Cell::Borrowed(key.as_str().into()),
                    (*is_unresolved).into(),
                    description.code.into(),
                    Cell::Borrowed(description.name.as_str().into()),
                    Cell::Borrowed(description.ids.as_str().into()),
                    (*articles).into(),
                    (*mentions).into(),
                    self.version.into(),
                ]
            },
        )
    }

    fn write_arrivals(&self, arrivals: &[Arrival], places: &[Place]) -> Result<(), BaseError> {
        let rows: Vec<(&Arrival, &Place)> = arrivals.iter().zip(places).collect();
        let table =
            "occurrence (document, local, claim, name, anchors, features, salience, day, auto, entity)";
        rows::insert(&self.transaction, table, "", &rows, |&(arrival, &(auto, entity))| {
            let Arrival { document, day, claim, occurrence, .. } = arrival;
            let anchors = (!occurrence.anchors.is_empty()).then(|| occurrence.anchors.join("\n"));
            [
                (*document).into(),
                occurrence.local.into(),
                (*claim).into(),
                Cell::Borrowed(occurrence.name.as_str().into()),
                Cell::Owned(anchors.into()),
                Cell::Owned(features_blob(&occurrence.features).into()),
                ((f64::from(occurrence.salience) * 1000.0).round() as i64).into(),
                (*day).into(),
                auto.into(),
                Cell::Owned(entity.into()),
            ]
        })
    }
}

impl Newborn {
    fn meet(&mut self, claim: &Claim) {
        if claim.kind == ClaimKind::Entry {
            let entry = Description {
                name: claim.name.clone(),
                ids: claim.ids.clone(),
                code: type_code(claim.entity_type),
            };
            self.entry = self.entry.take().max(Some(entry));
        }
    }
}
