//! Questions to a base. Each is answered by counts or by walking an index from its end, so that it takes milliseconds however large the base is.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::codes::{day_of, type_code, type_of};
use crate::EntityType;
use crate::knowledge::BaseError;
use crate::knowledge::answers::{
    ArticleLine, EntityLine, EntityView, Filter, MonthCount, NameUse, Related, Stats, YearCount,
};
use crate::knowledge::facts::slug;

/// So many names are looked at in a search, those that the base met first: what is named most is met early.
const MOST_FOUND: i64 = 1_500;
/// A last word shorter than this is only taken for a beginning where nothing has it as a word: many words begin so.
const SHORTEST_BEGINNING: usize = 4;
/// So many names with a word are looked at for what an unresolved name may mean.
const MOST_WITH_WORD: i64 = 200;
/// So many articles are looked at for what an entity is named with.
const MOST_ARTICLES: i64 = 1_000;
/// So many entities with one count are looked at beyond those that are told.
const MOST_TIES: usize = 200;

const LINE: &str = "e.key, e.type, e.name, e.ids, e.articles, e.mentions";

pub(super) fn line(row: &Row) -> rusqlite::Result<EntityLine> {
    let ids: String = row.get(3)?;
    Ok(EntityLine {
        key: row.get(0)?,
        entity_type: type_of(row.get(1)?),
        name: row.get(2)?,
        ids: ids.split_whitespace().map(str::to_owned).collect(),
        articles: count(row.get(4)?),
        mentions: count(row.get(5)?),
    })
}

/// A count, which is never below zero.
fn count(number: i64) -> u64 {
    number.unsigned_abs()
}

pub(super) fn day(code: i64) -> Option<String> {
    day_of(code).map(|day| day.to_string())
}

/// The entities one of whose names has all words of the text, the last one perhaps longer where these words are in few names; most articles
/// first.
pub fn search(
    connection: &Connection,
    text: &str,
    entity_type: Option<EntityType>,
    limit: usize,
) -> Result<Vec<EntityLine>, BaseError> {
    let words = slug(text);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let is_short = words.rsplit('-').next().is_some_and(|word| word.len() < SHORTEST_BEGINNING);
    let words: Vec<String> = words.split('-').map(|word| format!("\"{word}\"")).collect();
    let query = words.join(" ");
    let found: i64 = connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)")?
        .query_row(params![query, MOST_FOUND], |row| row.get(0))?;
    let is_enough = if is_short { found > 0 } else { found == MOST_FOUND };
    let query = if is_enough { query } else { format!("{query}*") };
    matching(connection, &query, entity_type, MOST_FOUND, limit)
}

/// The entities one of whose names has this very word, most articles first, among the names that the base met first.
pub fn with_word(
    connection: &Connection,
    word: &str,
    entity_type: EntityType,
    limit: usize,
) -> Result<Vec<EntityLine>, BaseError> {
    if word.is_empty() {
        return Ok(Vec::new());
    }
    matching(connection, &format!("\"{word}\""), Some(entity_type), MOST_WITH_WORD, limit)
}

fn matching(
    connection: &Connection,
    query: &str,
    entity_type: Option<EntityType>,
    names: i64,
    limit: usize,
) -> Result<Vec<EntityLine>, BaseError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {LINE} FROM entity e WHERE e.id IN
            (SELECT entity FROM alias WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2))
        AND +e.articles > 0 AND (?3 IS NULL OR +e.type = ?3) ORDER BY +e.articles DESC, e.key LIMIT ?4"
    ))?;
    let rows = statement.query_map(params![query, names, entity_type.map(type_code), limit as i64], line)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The entity with this key, articles or not.
pub fn entity(connection: &Connection, key: &str) -> Result<Option<EntityLine>, BaseError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {LINE} FROM entity e WHERE e.key = ?1"))?;
    Ok(statement.query_row([key], line).optional()?)
}

/// The entity of which an occurrence is that identity and decisions leave unresolved, or gave another: of `per:dupont@article`.
pub fn entity_at(
    connection: &Connection,
    stem: &str,
    document: &str,
) -> Result<Option<EntityLine>, BaseError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {LINE} FROM document d JOIN occurrence o ON o.document = d.id JOIN claim c ON c.id = o.claim
        JOIN entity e ON e.id = o.entity WHERE d.name = ?1 AND c.key = ?2 LIMIT 1"
    ))?;
    Ok(statement.query_row([document, stem], line).optional()?)
}

/// The number of an entity.
pub fn id_of(connection: &Connection, key: &str) -> Result<Option<i64>, BaseError> {
    let mut statement = connection.prepare_cached("SELECT id FROM entity WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// An entity with all that is counted of it.
pub fn view(connection: &Connection, line: EntityLine, limit: usize) -> Result<EntityView, BaseError> {
    let id = id_of(connection, &line.key)?.unwrap_or(-1);
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT day FROM occurrence WHERE entity = ?1 AND day > 0 ORDER BY day LIMIT 1),
            (SELECT day FROM occurrence WHERE entity = ?1 AND day > 0 ORDER BY day DESC LIMIT 1)",
    )?;
    let (first, last): (Option<i64>, Option<i64>) =
        statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(EntityView {
        first: first.and_then(day),
        last: last.and_then(day),
        names: names(connection, id, limit)?,
        related: related(connection, id, limit)?,
        latest: articles(connection, &[id], None, None, limit)?,
        line,
    })
}

/// The most frequent names of an entity.
fn names(connection: &Connection, id: i64, limit: usize) -> Result<Vec<NameUse>, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, surface, sum(mentions) FROM alias JOIN alias_year ON alias = id WHERE entity = ?1
        GROUP BY id ORDER BY 3 DESC, surface LIMIT ?2",
    )?;
    let rows = statement.query_map([id, limit as i64], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            NameUse { name: row.get(1)?, mentions: count(row.get(2)?), years: Vec::new() },
        ))
    })?;
    let mut names = Vec::new();
    let mut years =
        connection.prepare_cached("SELECT year, mentions FROM alias_year WHERE alias = ?1 ORDER BY year")?;
    for row in rows {
        let (alias, mut name) = row?;
        let rows = years
            .query_map([alias], |row| Ok(YearCount { year: row.get(0)?, mentions: count(row.get(1)?) }))?;
        name.years = rows.collect::<Result<_, _>>()?;
        names.push(name);
    }
    Ok(names)
}

/// What an entity is named with in its latest articles.
pub fn related(connection: &Connection, id: i64, limit: usize) -> Result<Related, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT o.entity, o.document FROM
            (SELECT document FROM occurrence WHERE entity = ?1 ORDER BY day DESC, document DESC LIMIT ?2) AS latest
        CROSS JOIN occurrence o ON o.document = latest.document WHERE o.entity IS NOT NULL",
    )?;
    let mut counts: HashMap<i64, (u64, i64)> = HashMap::new();
    let mut rows = statement.query([id, MOST_ARTICLES])?;
    while let Some(row) = rows.next()? {
        let (entity, document): (i64, i64) = (row.get(0)?, row.get(1)?);
        let seen = counts.entry(entity).or_insert((0, -1));
        if seen.1 != document {
            *seen = (seen.0 + 1, document);
        }
    }
    let of = counts.remove(&id).map_or(0, |(articles, _)| articles);
    let mut counts: Vec<(i64, u64)> =
        counts.into_iter().map(|(entity, (articles, _))| (entity, articles)).collect();
    counts.sort_by_key(|&(entity, articles)| (std::cmp::Reverse(articles), entity));
    // Of those with one count the keys decide, which only some have to be read for.
    let bar = counts.get(limit.saturating_sub(1)).map_or(0, |(_, articles)| *articles);
    counts.truncate(counts.partition_point(|(_, articles)| *articles >= bar).min(limit + MOST_TIES));
    let mut entities = Vec::new();
    let mut statement = connection.prepare_cached(&format!("SELECT {LINE} FROM entity e WHERE e.id = ?1"))?;
    for (entity, articles) in counts {
        let line = statement.query_row([entity], line)?;
        entities.push(EntityLine { articles, ..line });
    }
    entities.sort_by(|one, other| (other.articles, &one.key).cmp(&(one.articles, &other.key)));
    entities.truncate(limit);
    Ok(Related { of, entities })
}

/// The months in which an entity is named, in order.
pub fn timeline(connection: &Connection, id: i64) -> Result<Vec<MonthCount>, BaseError> {
    let mut statement = connection
        .prepare_cached("SELECT month, articles, mentions FROM month WHERE entity = ?1 ORDER BY month")?;
    let rows = statement.query_map([id], |row| {
        let month: i64 = row.get(0)?;
        Ok(MonthCount {
            month: (month > 0).then(|| format!("{:04}-{:02}", month / 100, month % 100)),
            articles: count(row.get(1)?),
            mentions: count(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The latest articles that name all of some entities, of the days from `since` to `until` (yyyymmdd).
///
/// The lists of the entities are walked side by side from their ends: each jumps to where the one before has stopped.
pub fn articles(
    connection: &Connection,
    entities: &[i64],
    since: Option<i64>,
    until: Option<i64>,
    limit: usize,
) -> Result<Vec<ArticleLine>, BaseError> {
    let mut step = connection.prepare_cached(
        "SELECT day, document FROM occurrence WHERE entity = ?1 AND (day, document) <= (?2, ?3)
        ORDER BY day DESC, document DESC LIMIT 1",
    )?;
    let since = since.unwrap_or(0);
    let mut place = (until.unwrap_or(i64::MAX), i64::MAX);
    let mut found = Vec::new();
    'articles: while found.len() < limit && !entities.is_empty() {
        let start = place;
        for &entity in entities {
            let next =
                step.query_row(params![entity, place.0, place.1], |row| Ok((row.get(0)?, row.get(1)?)));
            match next.optional()? {
                Some(next) => place = next,
                None => break 'articles,
            }
        }
        if place.0 < since {
            break;
        }
        // All have it where a whole round moved nothing; the first round of each article only finds where it may be.
        if place == start {
            found.push(article(connection, place.1, entities)?);
            place.1 -= 1;
        }
    }
    Ok(found)
}

fn article(connection: &Connection, document: i64, entities: &[i64]) -> Result<ArticleLine, BaseError> {
    let mut statement = connection.prepare_cached("SELECT name, day, title FROM document WHERE id = ?1")?;
    let mut line = statement.query_row([document], |row| {
        Ok(ArticleLine { id: row.get(0)?, published: day(row.get(1)?), title: row.get(2)?, salience: 1.0 })
    })?;
    let mut statement = connection
        .prepare_cached("SELECT max(salience) FROM occurrence WHERE document = ?1 AND entity = ?2")?;
    for &entity in entities {
        let salience: Option<i64> = statement.query_row([document, entity], |row| row.get(0))?;
        line.salience = line.salience.min(salience.unwrap_or(0) as f64 / 1000.0);
    }
    Ok(line)
}

/// The entities named most.
pub fn list(connection: &Connection, filter: &Filter, limit: usize) -> Result<Vec<EntityLine>, BaseError> {
    let best = if filter.since.is_none() && filter.until.is_none() {
        named_most(connection, filter, limit)?
    } else {
        named_most_in(connection, filter, limit)?
    };
    Ok(best.lines)
}

/// The best of the entities that are offered: those with most articles, of one count by key.
struct Best {
    limit: usize,
    lines: Vec<EntityLine>,
}

impl Best {
    fn new(limit: usize) -> Best {
        Best { limit, lines: Vec::new() }
    }

    /// What an entity must have to be among them.
    fn bar(&self) -> u64 {
        if self.lines.len() < self.limit { 0 } else { self.lines.last().map_or(0, |line| line.articles) }
    }

    fn offer(&mut self, line: EntityLine) {
        let is_before = |other: &EntityLine| (other.articles, &line.key) > (line.articles, &other.key);
        let place = self.lines.partition_point(is_before);
        self.lines.insert(place, line);
        self.lines.truncate(self.limit);
    }
}

/// Those named most at all, which their index has in order.
fn named_most(connection: &Connection, filter: &Filter, limit: usize) -> Result<Best, BaseError> {
    let types = filter.entity_type.map_or(EntityType::ALL.to_vec(), |entity_type| vec![entity_type]);
    // Each type has its own index, by articles: SQLite walks them side by side.
    let of_types = types.into_iter().map(|entity_type| {
        let code = type_code(entity_type);
        format!("SELECT {LINE} FROM entity e WHERE e.type = {code} AND e.articles >= ?1 AND e.articles > 0")
    });
    let sql = format!("{} ORDER BY articles DESC", of_types.collect::<Vec<_>>().join(" UNION ALL "));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([i64::try_from(filter.min).unwrap_or(i64::MAX)])?;
    let mut best = Best::new(limit);
    let mut looked = 0;
    while let Some(row) = rows.next()? {
        let line = line(row)?;
        looked += 1;
        // Of all that have one article the keys would decide, which is not worth reading them all.
        if line.articles < best.bar() || looked > limit + MOST_TIES {
            break;
        }
        best.offer(line);
    }
    Ok(best)
}

/// Those named most in some months: the threshold algorithm of Fagin, Lotem and Naor, «Optimal aggregation algorithms for middleware» (2001).
///
/// Each month has its list of entities by articles. The lists are read from the top, deeper and deeper; an entity that is in none of what was
/// read has at most as many articles in all as the last that were read have together.
fn named_most_in(connection: &Connection, filter: &Filter, limit: usize) -> Result<Best, BaseError> {
    let months = months_of(connection, filter)?;
    let mut top = connection.prepare_cached(
        "SELECT entity, articles FROM month WHERE month = ?1 ORDER BY articles DESC LIMIT ?2",
    )?;
    let mut describe = connection.prepare_cached(&format!("SELECT {LINE} FROM entity e WHERE e.id = ?1"))?;
    let mut best = Best::new(limit);
    let mut seen = HashSet::new();
    let mut depth: i64 = 64;
    loop {
        let mut unseen = 0;
        for &month in &months {
            let mut rows = top.query([month, depth])?;
            let (mut read, mut last) = (0, 0);
            while let Some(row) = rows.next()? {
                let entity: i64 = row.get(0)?;
                (read, last) = (read + 1, count(row.get(1)?));
                if !seen.insert(entity) {
                    continue;
                }
                let (articles, mentions) = counts_in(connection, entity, filter)?;
                if articles >= filter.min.max(1) && articles >= best.bar() {
                    let line = describe.query_row([entity], line)?;
                    if filter.entity_type.is_none_or(|entity_type| entity_type == line.entity_type) {
                        best.offer(EntityLine { articles, mentions, ..line });
                    }
                }
            }
            unseen += if read < depth { 0 } else { last };
        }
        if unseen == 0 || unseen < best.bar().max(filter.min) {
            return Ok(best);
        }
        depth *= 4;
    }
}

/// The months between those of a filter in which anything is named.
fn months_of(connection: &Connection, filter: &Filter) -> Result<Vec<i64>, BaseError> {
    let mut next =
        connection.prepare_cached("SELECT min(month) FROM month WHERE month >= ?1 AND month <= ?2")?;
    let mut months = Vec::new();
    let mut from = filter.since.unwrap_or(0);
    while let Some(month) =
        next.query_row([from, filter.until.unwrap_or(i64::MAX)], |row| row.get::<_, Option<i64>>(0))?
    {
        months.push(month);
        from = month + 1;
    }
    Ok(months)
}

/// The articles and mentions of an entity in the months of a filter.
fn counts_in(connection: &Connection, entity: i64, filter: &Filter) -> Result<(u64, u64), BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(sum(articles), 0), coalesce(sum(mentions), 0) FROM month WHERE entity = ?1 AND month BETWEEN ?2 AND ?3",
    )?;
    let bounds = params![entity, filter.since.unwrap_or(0), filter.until.unwrap_or(i64::MAX)];
    Ok(statement.query_row(bounds, |row| Ok((count(row.get(0)?), count(row.get(1)?))))?)
}

/// What a base holds.
pub fn stats(connection: &Connection) -> Result<Stats, BaseError> {
    let mut stats = connection.query_row(
        "SELECT articles, mentions, entities, unresolved, version FROM state",
        [],
        |row| {
            Ok(Stats {
                articles: count(row.get(0)?),
                mentions: count(row.get(1)?),
                entities: count(row.get(2)?),
                unresolved: count(row.get(3)?),
                version: count(row.get(4)?),
                decisions: 0,
            })
        },
    )?;
    stats.decisions =
        connection.query_row("SELECT count(*) FROM decision", [], |row| row.get(0).map(count))?;
    Ok(stats)
}
