//! The counts of entities, gathered over a transaction and written once.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::codes::search_words;
use super::store::Writer;
use crate::knowledge::BaseError;

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
        self.counts.touched = counts.touched;
        self.count_entities(&counts.months)?;
        let mut names = counts.names.iter().filter(|(_, by)| **by != 0).peekable();
        let mut aliases = Aliases::new(&self.transaction)?;
        while let Some(((entity, surface, _), _)) = names.peek() {
            let mut years = Vec::new();
            while let Some(((_, _, year), by)) =
                names.next_if(|((other, name, _), _)| other == entity && name == surface)
            {
                years.push((*year, *by));
            }
            if aliases.count(*entity, surface, &years)? {
                self.counts.touched.insert(*entity);
            }
        }
        Ok(())
    }

    fn count_entities(&mut self, months: &BTreeMap<(i64, i64), (i64, i64)>) -> Result<(), BaseError> {
        let mut entities: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        let mut count = self.transaction.prepare_cached(
            "INSERT INTO month VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET articles = articles + ?3, mentions = mentions + ?4",
        )?;
        let mut drop_empty = self.transaction.prepare_cached(
            "DELETE FROM month WHERE entity = ?1 AND month = ?2 AND articles = 0 AND mentions = 0",
        )?;
        for (&(entity, month), &(articles, mentions)) in months {
            if (articles, mentions) == (0, 0) {
                continue;
            }
            count.execute([entity, month, articles, mentions])?;
            if articles < 0 {
                drop_empty.execute([entity, month])?;
            }
            let whole = entities.entry(entity).or_default();
            whole.0 += articles;
            whole.1 += mentions;
        }
        drop((count, drop_empty));
        entities
            .into_iter()
            .try_for_each(|(entity, (articles, mentions))| self.count_entity(entity, articles, mentions))
    }

    fn count_entity(&mut self, entity: i64, articles: i64, mentions: i64) -> Result<(), BaseError> {
        let (now, is_unresolved, version): (i64, bool, i64) = self
            .transaction
            .prepare_cached(
                "UPDATE entity SET articles = articles + ?2, mentions = mentions + ?3 WHERE id = ?1
                RETURNING articles, unresolved, version",
            )?
            .query_row([entity, articles, mentions], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let came = now > 0 && now == articles;
        let went = now == 0 && articles < 0;
        self.delta.entities_added += u64::from(came);
        self.delta.entities_removed += u64::from(went);
        self.unresolved += i64::from(is_unresolved) * (i64::from(came) - i64::from(went));
        if (came || went) && version != self.version {
            self.transaction
                .prepare_cached("UPDATE entity SET version = ?2 WHERE id = ?1")?
                .execute([entity, self.version])?;
        }
        Ok(())
    }
}

/// The statements that count names.
struct Aliases<'t> {
    connection: &'t Connection,
    find: CachedStatement<'t>,
    insert: CachedStatement<'t>,
    index: CachedStatement<'t>,
    count: CachedStatement<'t>,
}

impl<'t> Aliases<'t> {
    fn new(connection: &'t Connection) -> Result<Aliases<'t>, BaseError> {
        Ok(Aliases {
            connection,
            find: connection.prepare_cached("SELECT id FROM alias WHERE entity = ?1 AND surface = ?2")?,
            insert: connection.prepare_cached("INSERT INTO alias (entity, surface) VALUES (?1, ?2)")?,
            index: connection.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?,
            count: connection.prepare_cached(
                "INSERT INTO alias_year VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET mentions = mentions + ?3",
            )?,
        })
    }

    /// Counts a name of an entity by year; whether it is new.
    fn count(&mut self, entity: i64, surface: &str, years: &[(i64, i64)]) -> Result<bool, BaseError> {
        let found = self.find.query_row(params![entity, surface], |row| row.get(0)).optional()?;
        let alias = match found {
            Some(alias) => alias,
            None => {
                let alias = self.insert.insert(params![entity, surface])?;
                self.index.execute(params![alias, search_words(surface)])?;
                alias
            }
        };
        for &(year, by) in years {
            self.count.execute([alias, year, by])?;
        }
        if years.iter().any(|(_, by)| *by < 0) {
            self.drop_empty(alias)?;
        }
        Ok(found.is_none())
    }

    fn drop_empty(&self, alias: i64) -> Result<(), BaseError> {
        self.connection
            .prepare_cached("DELETE FROM alias_year WHERE alias = ?1 AND mentions = 0")?
            .execute([alias])?;
        let gone = self
            .connection
            .prepare_cached(
                "DELETE FROM alias WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM alias_year WHERE alias = ?1)",
            )?
            .execute([alias])?;
        if gone > 0 {
            self.connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([alias])?;
        }
        Ok(())
    }
}
