//! The counts of entities, gathered over a transaction and written once.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, params};

use super::store::Writer;
use crate::knowledge::BaseError;
use crate::knowledge::facts::slug;

/// What a transaction adds to counts, or takes from them.
#[derive(Debug, Default)]
pub struct Counts {
    /// Articles and mentions by entity and month.
    months: BTreeMap<(i64, i64), (i64, i64)>,
    /// Mentions by entity, name and year.
    names: BTreeMap<(i64, String, i64), i64>,
    /// Entities whose description may be another now: new ones, those with a new name or claim, those that lost an occurrence.
    pub(super) touched: BTreeSet<i64>,
}

impl Counts {
    /// Counts an occurrence once more (`by` 1) or once less (`by` -1), with the texts of its mentions.
    pub fn add<'s>(&mut self, entity: i64, day: i64, surfaces: impl Iterator<Item = &'s str>, by: i64) {
        if by < 0 {
            self.touched.insert(entity);
        }
        let mut mentions = 0;
        for surface in surfaces {
            mentions += 1;
            // Most are there already under this very key.
            *self.names.entry((entity, surface.to_owned(), day / 10_000)).or_default() += by;
        }
        let month = self.months.entry((entity, day / 100)).or_default();
        month.0 += by;
        month.1 += by * mentions;
    }
}

impl Writer<'_> {
    /// Writes the counts down.
    pub(super) fn write_counts(&mut self) -> Result<(), BaseError> {
        let counts = std::mem::take(&mut self.counts);
        let mut entities: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for (&(entity, month), &(articles, mentions)) in &counts.months {
            if (articles, mentions) != (0, 0) {
                self.count_month(entity, month, articles, mentions)?;
                let whole = entities.entry(entity).or_default();
                whole.0 += articles;
                whole.1 += mentions;
            }
        }
        for (entity, (articles, mentions)) in entities {
            self.count_entity(entity, articles, mentions)?;
        }
        let mut names = counts.names.iter().filter(|(_, by)| **by != 0).peekable();
        while let Some(((entity, surface, _), _)) = names.peek() {
            let (entity, surface) = (*entity, surface.clone());
            let mut years = Vec::new();
            while let Some(((_, _, year), by)) =
                names.next_if(|((other, name, _), _)| *other == entity && *name == surface)
            {
                years.push((*year, *by));
            }
            self.count_name(entity, &surface, &years)?;
        }
        self.counts.touched.extend(counts.touched);
        Ok(())
    }

    fn count_entity(&mut self, entity: i64, articles: i64, mentions: i64) -> Result<(), BaseError> {
        let (now, is_unresolved): (i64, bool) = self
            .transaction
            .prepare_cached(
                "UPDATE entity SET articles = articles + ?2, mentions = mentions + ?3 WHERE id = ?1
                RETURNING articles, unresolved",
            )?
            .query_row([entity, articles, mentions], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let came = now > 0 && now == articles;
        let went = now == 0 && articles < 0;
        self.delta.entities_added += u64::from(came);
        self.delta.entities_removed += u64::from(went);
        self.unresolved += i64::from(is_unresolved) * (i64::from(came) - i64::from(went));
        if came || went {
            self.transaction
                .prepare_cached("UPDATE entity SET version = ?2 WHERE id = ?1")?
                .execute([entity, self.version])?;
        }
        Ok(())
    }

    fn count_month(&self, entity: i64, month: i64, articles: i64, mentions: i64) -> Result<(), BaseError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO month VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET articles = articles + ?3, mentions = mentions + ?4",
            )?
            .execute([entity, month, articles, mentions])?;
        if articles < 0 {
            self.transaction
                .prepare_cached(
                    "DELETE FROM month WHERE entity = ?1 AND month = ?2 AND articles = 0 AND mentions = 0",
                )?
                .execute([entity, month])?;
        }
        Ok(())
    }

    fn count_name(&mut self, entity: i64, surface: &str, years: &[(i64, i64)]) -> Result<(), BaseError> {
        let by: i64 = years.iter().map(|(_, by)| by).sum();
        let found: Option<(i64, i64)> = self
            .transaction
            .prepare_cached("SELECT id, mentions FROM alias WHERE entity = ?1 AND surface = ?2")?
            .query_row(params![entity, surface], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let alias = match found {
            Some((alias, _)) => {
                self.transaction
                    .prepare_cached("UPDATE alias SET mentions = mentions + ?2 WHERE id = ?1")?
                    .execute([alias, by])?;
                alias
            }
            None => self.new_alias(entity, surface, by)?,
        };
        for &(year, by) in years {
            self.transaction
                .prepare_cached(
                    "INSERT INTO alias_year VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET mentions = mentions + ?3",
                )?
                .execute([alias, year, by])?;
        }
        if by < 0 || years.iter().any(|(_, by)| *by < 0) {
            self.drop_empty_alias(alias)?;
        }
        Ok(())
    }

    fn new_alias(&mut self, entity: i64, surface: &str, mentions: i64) -> Result<i64, BaseError> {
        self.transaction
            .prepare_cached("INSERT INTO alias (entity, surface, mentions) VALUES (?1, ?2, ?3)")?
            .execute(params![entity, surface, mentions])?;
        let alias = self.transaction.last_insert_rowid();
        self.counts.touched.insert(entity);
        self.transaction
            .prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?
            .execute(params![alias, slug(surface).replace('-', " ")])?;
        Ok(alias)
    }

    fn drop_empty_alias(&self, alias: i64) -> Result<(), BaseError> {
        self.transaction
            .prepare_cached("DELETE FROM alias_year WHERE alias = ?1 AND mentions = 0")?
            .execute([alias])?;
        let gone = self
            .transaction
            .prepare_cached("DELETE FROM alias WHERE id = ?1 AND mentions = 0")?
            .execute([alias])?;
        if gone > 0 {
            self.transaction.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([alias])?;
        }
        Ok(())
    }
}
