//! Occurrences of new articles: those of dictionary entries are written at once, those of names when identity has found their entity.

use rusqlite::params;

use super::codes::{day_code, features_blob};
use super::store::Writer;
use crate::knowledge::BaseError;
use crate::knowledge::facts::{ClaimKind, DocumentFacts, MentionFact, Occurrence};
use crate::knowledge::identity::unresolved;

/// An occurrence of a name in a new article. It is written when identity has found its entity: rows are not written twice.
pub struct Arrival {
    pub document: i64,
    pub document_name: String,
    pub day: i64,
    pub claim: i64,
    pub occurrence: Occurrence,
    /// The texts of its mentions, less those that decisions reject.
    pub surfaces: Vec<String>,
}

impl Writer<'_> {
    /// Stores an occurrence. Of a name, identity decides when all articles of the transaction are in.
    pub(super) fn insert_occurrence(
        &mut self,
        document: i64,
        facts: &DocumentFacts,
        occurrence: &Occurrence,
        mentions: &[&MentionFact],
    ) -> Result<(), BaseError> {
        let claims = self.known.claims.len();
        let claim = self.claim(occurrence)?;
        let day = day_code(facts.published);
        let rejects =
            |mention: &MentionFact| self.rules.rejects_mention(&facts.name, mention.span.start() as i64);
        let surfaces: Vec<&str> = mentions
            .iter()
            .filter(|mention| !rejects(mention))
            .map(|mention| mention.surface.as_str())
            .collect();
        let key = match occurrence.claim.kind {
            ClaimKind::Entry => occurrence.claim.key.clone(),
            ClaimKind::Lone => unresolved(&occurrence.claim.key),
            ClaimKind::Rare | ClaimKind::Common => {
                self.groups.entry(occurrence.claim.key.clone()).or_default().push(Arrival {
                    document,
                    document_name: facts.name.clone(),
                    day,
                    claim,
                    occurrence: occurrence.clone(),
                    surfaces: surfaces.into_iter().map(str::to_owned).collect(),
                });
                return Ok(());
            }
        };
        let place = self.first_place(&key, occurrence, &facts.name, day, &surfaces)?;
        if self.known.claims.len() > claims {
            // A claim that was not met before may describe its entity otherwise.
            self.counts.touched.insert(place.0);
        }
        self.write_occurrence(document, claim, day, occurrence, Some(place))
    }

    /// The entity of a new occurrence as identity has it, and what decisions make of that.
    fn first_place(
        &mut self,
        key: &str,
        occurrence: &Occurrence,
        document: &str,
        day: i64,
        surfaces: &[impl AsRef<str>],
    ) -> Result<(i64, Option<i64>), BaseError> {
        let auto = self.entity(key, occurrence.claim.entity_type)?;
        let entity = self.settled(key, auto, document, occurrence.claim.entity_type)?;
        let entity = entity.filter(|_| !surfaces.is_empty());
        if let Some(entity) = entity {
            self.counts.add(entity, day, surfaces.iter().map(AsRef::as_ref), 1);
        }
        Ok((auto, entity))
    }

    /// Writes an occurrence of a name with the entity that identity has found.
    pub(super) fn write_arrival(&mut self, arrival: &Arrival, auto: &str) -> Result<(), BaseError> {
        let Arrival { document, day, claim, occurrence, .. } = arrival;
        let place = self.first_place(auto, occurrence, &arrival.document_name, *day, &arrival.surfaces)?;
        self.write_occurrence(*document, *claim, *day, occurrence, Some(place))
    }

    /// Writes the occurrences that still have no entity: what is to be read of an article that came in this transaction is in the tables then.
    pub(super) fn write_arrivals(&mut self) -> Result<(), BaseError> {
        let mut groups = std::mem::take(&mut self.groups);
        for arrival in groups.values_mut().flat_map(std::mem::take) {
            let Arrival { document, day, claim, occurrence, .. } = &arrival;
            self.write_occurrence(*document, *claim, *day, occurrence, None)?;
        }
        self.groups = groups;
        Ok(())
    }

    fn write_occurrence(
        &self,
        document: i64,
        claim: i64,
        day: i64,
        occurrence: &Occurrence,
        place: Option<(i64, Option<i64>)>,
    ) -> Result<(), BaseError> {
        let anchors = (!occurrence.anchors.is_empty()).then(|| occurrence.anchors.join("\n"));
        self.transaction
            .prepare_cached(
                "INSERT INTO occurrence (document, local, claim, name, anchors, features, salience, day, auto, entity)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                document,
                occurrence.local,
                claim,
                occurrence.name,
                anchors,
                features_blob(&occurrence.features),
                (f64::from(occurrence.salience) * 1000.0).round() as i64,
                day,
                place.map(|(auto, _)| auto),
                place.and_then(|(_, entity)| entity),
            ])?;
        Ok(())
    }
}
