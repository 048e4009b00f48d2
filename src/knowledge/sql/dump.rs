//! Reading the whole base, in an order that does not depend on how it came to be.

use rusqlite::{Connection, Statement};

use super::ask::{day, line};
use super::codes::{type_of, zone_name};
use super::place::address;
use crate::knowledge::BaseError;
use crate::knowledge::answers::{NameUse, YearCount};
use crate::knowledge::records::{ArticleRecord, EntityRecord, MentionRecord};

/// Hands over every entity that some article names, by key; ends where `take` fails.
pub fn entities<E: From<BaseError>>(
    connection: &Connection,
    mut take: impl FnMut(EntityRecord) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = prepared(
        connection,
        "SELECT e.key, e.type, e.name, e.ids, e.articles, e.mentions, e.id FROM entity e WHERE e.articles > 0 ORDER BY e.key",
    )?;
    let mut names = prepared(
        connection,
        "SELECT id, surface, sum(mentions) FROM alias JOIN alias_year ON alias = id WHERE entity = ?1 GROUP BY id ORDER BY surface",
    )?;
    let mut years =
        prepared(connection, "SELECT year, mentions FROM alias_year WHERE alias = ?1 ORDER BY year")?;
    let mut rows = statement.query([]).map_err(BaseError::from)?;
    while let Some(row) = rows.next().map_err(BaseError::from)? {
        let line = line(row).map_err(BaseError::from)?;
        let names = names_of(&mut names, &mut years, row.get(6).map_err(BaseError::from)?)?;
        take(EntityRecord { line, names })?;
    }
    Ok(())
}

fn names_of(names: &mut Statement, years: &mut Statement, entity: i64) -> Result<Vec<NameUse>, BaseError> {
    let rows = names.query_map([entity], |row| {
        let mentions: i64 = row.get(2)?;
        let name = NameUse { name: row.get(1)?, mentions: mentions.unsigned_abs(), years: Vec::new() };
        Ok((row.get::<_, i64>(0)?, name))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (alias, mut name) = row?;
        let rows = years.query_map([alias], |row| {
            Ok(YearCount { year: row.get(0)?, mentions: row.get::<_, i64>(1)?.unsigned_abs() })
        })?;
        name.years = rows.collect::<Result<_, _>>()?;
        found.push(name);
    }
    Ok(found)
}

/// Hands over every article, by name; ends where `take` fails.
pub fn articles<E: From<BaseError>>(
    connection: &Connection,
    mut take: impl FnMut(ArticleRecord) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = prepared(
        connection,
        "SELECT d.name, d.day, d.title, t.program, t.dictionaries, d.id FROM document d JOIN tagger t ON t.id = d.tagger ORDER BY d.name",
    )?;
    let mut mentions = prepared(
        connection,
        "SELECT m.start, m.end, m.surface, m.type, m.zone, e.key, m.value, o.salience FROM mention m
        LEFT JOIN occurrence o ON o.document = m.document AND o.local = m.local LEFT JOIN entity e ON e.id = o.entity
        WHERE m.document = ?1 AND NOT m.rejected AND (m.type = 3 OR o.entity IS NOT NULL) ORDER BY m.start",
    )?;
    let mut rows = statement.query([]).map_err(BaseError::from)?;
    while let Some(row) = rows.next().map_err(BaseError::from)? {
        let article = || -> rusqlite::Result<(ArticleRecord, i64)> {
            let article = ArticleRecord {
                article: row.get(0)?,
                published: day(row.get(1)?),
                title: row.get(2)?,
                program: row.get(3)?,
                dictionaries: row.get(4)?,
                mentions: Vec::new(),
            };
            Ok((article, row.get(5)?))
        };
        let (mut article, id) = article().map_err(BaseError::from)?;
        article.mentions = mentions_of(&mut mentions, id, &article.article)?;
        take(article)?;
    }
    Ok(())
}

fn mentions_of(
    statement: &mut Statement,
    document: i64,
    name: &str,
) -> Result<Vec<MentionRecord>, BaseError> {
    let rows = statement.query_map([document], |row| {
        let key: Option<String> = row.get(5)?;
        let salience: Option<i64> = row.get(7)?;
        Ok(MentionRecord {
            start: row.get::<_, i64>(0)?.unsigned_abs(),
            end: row.get::<_, i64>(1)?.unsigned_abs(),
            text: row.get(2)?,
            entity_type: type_of(row.get(3)?),
            zone: zone_name(row.get(4)?),
            entity: key.map(|key| address(&key, name)),
            value: row.get(6)?,
            salience: salience.map(|salience| salience as f64 / 1000.0),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn prepared<'c>(connection: &'c Connection, sql: &str) -> Result<Statement<'c>, BaseError> {
    Ok(connection.prepare(sql)?)
}
