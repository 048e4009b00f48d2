//! What has changed since a version of the base.

use rusqlite::{Connection, OptionalExtension, params};

use super::ask::line;
use super::place::address;
use crate::knowledge::BaseError;
use crate::knowledge::records::{Change, MentionChange};

/// Hands over what has changed since `version`: first the mentions that went, then entities, then the mentions that came, then those that
/// have another entity. Applied to a copy as it was then, in this order, it gives what is now.
///
/// # Errors
///
/// Where `version` lies ahead, the file cannot be read, or `take` fails.
pub fn changes<E: From<BaseError>>(
    connection: &Connection,
    version: u64,
    mut take: impl FnMut(Change) -> Result<(), E>,
) -> Result<(), E> {
    let version = i64::try_from(version).unwrap_or(i64::MAX);
    let now: i64 =
        connection.query_row("SELECT version FROM state", [], |row| row.get(0)).map_err(BaseError::from)?;
    if version > now {
        return Err(
            BaseError::new(format!("the base is at version {now}: there is no version {version}")).into()
        );
    }
    removed(connection, version, &mut take)?;
    entities(connection, version, &mut take)?;
    added(connection, version, &mut take)?;
    moved(connection, version, &mut take)
}

/// The mentions of articles that were there at the version and have gone, or were replaced.
fn removed<E: From<BaseError>>(
    connection: &Connection,
    version: i64,
    take: &mut impl FnMut(Change) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT document, mentions FROM removed WHERE version > ?1 AND since <= ?1 ORDER BY document";
    let mut statement = connection.prepare(sql).map_err(BaseError::from)?;
    let mut rows = statement.query([version]).map_err(BaseError::from)?;
    while let Some(row) = rows.next().map_err(BaseError::from)? {
        let article: String = row.get(0).map_err(BaseError::from)?;
        let mentions: String = row.get(1).map_err(BaseError::from)?;
        let mentions: Vec<(u64, u64)> = serde_json::from_str(&mentions).map_err(|error| {
            BaseError::new(format!("what was removed of {article} cannot be read: {error}"))
        })?;
        for (start, end) in mentions {
            let gone =
                MentionChange { article: article.clone(), start, end, entity: None, was: None, value: None };
            take(Change::Remove(gone))?;
        }
    }
    Ok(())
}

fn entities<E: From<BaseError>>(
    connection: &Connection,
    version: i64,
    take: &mut impl FnMut(Change) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT e.key, e.type, e.name, e.ids, e.articles, e.mentions FROM entity e WHERE e.version > ?1 ORDER BY e.key";
    let mut statement = connection.prepare(sql).map_err(BaseError::from)?;
    let mut rows = statement.query([version]).map_err(BaseError::from)?;
    while let Some(row) = rows.next().map_err(BaseError::from)? {
        take(Change::Entity(line(row).map_err(BaseError::from)?))?;
    }
    Ok(())
}

/// The mentions of articles that came since.
fn added<E: From<BaseError>>(
    connection: &Connection,
    version: i64,
    take: &mut impl FnMut(Change) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT d.name, m.start, m.end, e.key, m.value FROM document d JOIN mention m ON m.document = d.id
        LEFT JOIN occurrence o ON o.document = m.document AND o.local = m.local LEFT JOIN entity e ON e.id = o.entity
        WHERE d.version > ?1 AND NOT m.rejected AND (m.type = 3 OR o.entity IS NOT NULL) ORDER BY d.id, m.start";
    let mut statement = connection.prepare(sql).map_err(BaseError::from)?;
    let mut rows = statement.query([version]).map_err(BaseError::from)?;
    while let Some(row) = rows.next().map_err(BaseError::from)? {
        let mention = || -> rusqlite::Result<MentionChange> {
            let article: String = row.get(0)?;
            let key: Option<String> = row.get(3)?;
            Ok(MentionChange {
                start: row.get::<_, i64>(1)?.unsigned_abs(),
                end: row.get::<_, i64>(2)?.unsigned_abs(),
                entity: key.map(|key| address(&key, &article)),
                was: None,
                value: row.get(4)?,
                article,
            })
        };
        take(Change::Add(mention().map_err(BaseError::from)?))?;
    }
    Ok(())
}

/// The mentions of older articles whose entity is not the one that they had at the version.
fn moved<E: From<BaseError>>(
    connection: &Connection,
    version: i64,
    take: &mut impl FnMut(Change) -> Result<(), E>,
) -> Result<(), E> {
    // Of several moves the first one says what the entity was.
    let sql =
        "SELECT v.document, v.start, v.was, min(v.version) FROM moved v JOIN document d ON d.id = v.document
        WHERE v.version > ?1 AND d.version <= ?1 GROUP BY v.document, v.start ORDER BY v.document, v.start";
    let mut statement = connection.prepare(sql).map_err(BaseError::from)?;
    let mut rows = statement.query([version]).map_err(BaseError::from)?;
    while let Some(row) = rows.next().map_err(BaseError::from)? {
        let read = || -> rusqlite::Result<(i64, i64, Option<String>)> {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        };
        let (document, start, was) = read().map_err(BaseError::from)?;
        if let Some(change) = moved_mention(connection, document, start, was)? {
            take(change)?;
        }
    }
    Ok(())
}

fn moved_mention(
    connection: &Connection,
    document: i64,
    start: i64,
    was: Option<String>,
) -> Result<Option<Change>, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.name, m.end, CASE WHEN m.rejected THEN NULL ELSE e.key END FROM document d
        JOIN mention m ON m.document = d.id AND m.start = ?2
        LEFT JOIN occurrence o ON o.document = d.id AND o.local = m.local LEFT JOIN entity e ON e.id = o.entity WHERE d.id = ?1",
    )?;
    let found = statement.query_row(params![document, start], |row| {
        let article: String = row.get(0)?;
        let key: Option<String> = row.get(2)?;
        Ok(MentionChange {
            start: start.unsigned_abs(),
            end: row.get::<_, i64>(1)?.unsigned_abs(),
            entity: key.map(|key| address(&key, &article)),
            was,
            value: None,
            article,
        })
    });
    Ok(found.optional()?.and_then(|change| match (&change.was, &change.entity) {
        (None, None) => None,
        (None, Some(_)) => Some(Change::Add(change)),
        (Some(_), None) => Some(Change::Remove(change)),
        (Some(was), Some(now)) => (was != now).then_some(Change::Retarget(change)),
    }))
}
