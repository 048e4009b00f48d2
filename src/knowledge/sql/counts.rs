//! The counts of entities, gathered over a transaction and written once.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::codes::search_words;
use super::rows::{self, Cell};
use super::store::Writer;
use crate::knowledge::BaseError;

/// What a transaction adds to counts, or takes from them.
#[derive(Debug, Default)]
pub struct Counts {
    entities: FxHashMap<i64, EntityCounts>,
    /// Entities whose description may be another now: those with a new name or claim, those that lost an occurrence.
    pub(super) touched: BTreeSet<i64>,
}

/// The same of one entity. The lists are sorted; nearly all are short.
#[derive(Debug, Default)]
struct EntityCounts {
    /// Articles and mentions by month.
    months: Vec<(i64, (i64, i64))>,
    /// Mentions by name and year.
    names: Vec<(String, Vec<(i64, i64)>)>,
    /// What the row of a new entity has of it already.
    born: Option<Born>,
}

#[derive(Clone, Copy, Debug)]
struct Born {
    articles: i64,
    mentions: i64,
    names: usize,
}

impl Counts {
    /// Counts an occurrence once more (`by` 1) or once less (`by` -1), with the texts of its mentions.
    pub fn add<'s>(&mut self, entity: i64, day: i64, surfaces: impl Iterator<Item = &'s str>, by: i64) {
        if by < 0 {
            self.touched.insert(entity);
        }
        let counts = self.entities.entry(entity).or_default();
        let mut mentions = 0;
        for surface in surfaces {
            mentions += 1;
            *slot(name(&mut counts.names, surface), day / 10_000) += by;
        }
        let month = slot(&mut counts.months, day / 100);
        month.0 += by;
        month.1 += by * mentions;
    }

    /// The articles and mentions of a new entity, as its row will have them.
    pub(super) fn bear(&mut self, entity: i64) -> (i64, i64) {
        let counts = self.entities.entry(entity).or_default();
        let (articles, mentions) = counts.sum();
        counts.born = Some(Born { articles, mentions, names: counts.names.len() });
        (articles, mentions)
    }

    /// The names that an entity has been counted with.
    pub(super) fn names(&self, entity: i64) -> impl Iterator<Item = &str> {
        self.entities.get(&entity).into_iter().flat_map(|counts| &counts.names).map(|(name, _)| name.as_str())
    }
}

impl EntityCounts {
    fn sum(&self) -> (i64, i64) {
        let add = |sum: (i64, i64), (_, month): &(i64, (i64, i64))| (sum.0 + month.0, sum.1 + month.1);
        self.months.iter().fold((0, 0), add)
    }
}

fn name<'v>(names: &'v mut Vec<(String, Vec<(i64, i64)>)>, surface: &str) -> &'v mut Vec<(i64, i64)> {
    let at = match names.binary_search_by(|(name, _)| name.as_str().cmp(surface)) {
        Ok(at) => at,
        Err(at) => {
            names.insert(at, (surface.to_owned(), Vec::new()));
            at
        }
    };
    &mut names[at].1
}

fn slot<T: Default>(list: &mut Vec<(i64, T)>, time: i64) -> &mut T {
    let at = match list.binary_search_by_key(&time, |(time, _)| *time) {
        Ok(at) => at,
        Err(at) => {
            list.insert(at, (time, T::default()));
            at
        }
    };
    &mut list[at].1
}

impl Writer<'_> {
    /// Writes the counts down.
    pub(super) fn write_counts(&mut self) -> Result<(), BaseError> {
        let mut entities: Vec<(i64, EntityCounts)> = self.counts.entities.drain().collect();
        // In the order of the tables.
        entities.sort_unstable_by_key(|(entity, _)| *entity);
        for (entity, counts) in &entities {
            self.count_entity(*entity, counts)?;
        }
        self.write_months(&entities)?;
        self.write_names(&entities)
    }

    fn write_months(&self, entities: &[(i64, EntityCounts)]) -> Result<(), BaseError> {
        let rows: Vec<[i64; 4]> = entities
            .iter()
            .flat_map(|(entity, counts)| counts.months.iter().map(move |month| (*entity, month)))
            .map(|(entity, &(month, (articles, mentions)))| [entity, month, articles, mentions])
            .filter(|[.., articles, mentions]| (*articles, *mentions) != (0, 0))
            .collect();
        let tail = "ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, mentions = mentions + excluded.mentions";
        rows::insert(&self.transaction, "month", tail, &rows, |row| row.map(Cell::from))?;
        let mut drop_empty = self.transaction.prepare_cached(
            "DELETE FROM month WHERE entity = ?1 AND month = ?2 AND articles = 0 AND mentions = 0",
        )?;
        for [entity, month, ..] in rows.into_iter().filter(|[.., articles, _]| *articles < 0) {
            drop_empty.execute([entity, month])?;
        }
        Ok(())
    }

    fn write_names(&mut self, entities: &[(i64, EntityCounts)]) -> Result<(), BaseError> {
        let mut find =
            self.transaction.prepare_cached("SELECT id FROM alias WHERE entity = ?1 AND surface = ?2")?;
        let last: Option<i64> =
            self.transaction.query_row("SELECT max(id) FROM alias", [], |row| row.get(0))?;
        let mut next = last.unwrap_or(0) + 1;
        let mut new: Vec<(i64, i64, &str)> = Vec::new();
        let mut uses: Vec<[i64; 3]> = Vec::new();
        for (entity, counts) in entities {
            for (surface, years) in
                counts.names.iter().filter(|(_, years)| years.iter().any(|(_, by)| *by != 0))
            {
                // A new entity has no names yet.
                let found: Option<i64> = match counts.born {
                    Some(_) => None,
                    None => find.query_row(params![entity, surface], |row| row.get(0)).optional()?,
                };
                let alias = found.unwrap_or(next);
                if alias == next {
                    next += 1;
                    new.push((alias, *entity, surface));
                    if counts.born.is_none_or(|born| born.names < counts.names.len()) {
                        self.counts.touched.insert(*entity);
                    }
                }
                uses.extend(years.iter().filter(|(_, by)| *by != 0).map(|&(year, by)| [alias, year, by]));
            }
        }
        rows::insert(&self.transaction, "alias", "", &new, |&(alias, entity, surface)| {
            [alias.into(), entity.into(), Cell::Borrowed(surface.into())]
        })?;
        // One by one: FTS5 writes all that it has gathered before a statement of several rows.
        let mut index =
            self.transaction.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?;
        for (alias, _, surface) in new {
            index.execute(params![alias, search_words(surface)])?;
        }
        let tail = "ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions";
        rows::insert(&self.transaction, "alias_year", tail, &uses, |row| row.map(Cell::from))?;
        let mut losing: Vec<i64> =
            uses.into_iter().filter(|[.., by]| *by < 0).map(|[alias, ..]| alias).collect();
        losing.dedup();
        losing.into_iter().try_for_each(|alias| self.drop_empty_name(alias))
    }

    fn drop_empty_name(&self, alias: i64) -> Result<(), BaseError> {
        self.transaction
            .prepare_cached("DELETE FROM alias_year WHERE alias = ?1 AND mentions = 0")?
            .execute([alias])?;
        let gone = self
            .transaction
            .prepare_cached(
                "DELETE FROM alias WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM alias_year WHERE alias = ?1)",
            )?
            .execute([alias])?;
        if gone > 0 {
            self.transaction.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([alias])?;
        }
        Ok(())
    }

    fn count_entity(&mut self, entity: i64, counts: &EntityCounts) -> Result<(), BaseError> {
        let (mut articles, mut mentions) = counts.sum();
        if let Some(born) = counts.born {
            (articles, mentions) = (articles - born.articles, mentions - born.mentions);
        }
        if (articles, mentions) == (0, 0) {
            return Ok(());
        }
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
