//! What is unresolved, and what it may mean.

use rusqlite::{Connection, OptionalExtension, params};

use super::ask::{entity, line, with_word};
use super::codes::type_code;
use super::place::claim_of_key;
use crate::EntityType;
use crate::knowledge::BaseError;
use crate::knowledge::answers::{Ambiguous, EntityLine, Meaning};
use crate::knowledge::facts::{Candidate, slug};

/// So many meanings are told of a name.
const MOST_MEANINGS: usize = 5;

/// The unresolved names, most articles first.
pub fn ambiguous(
    connection: &Connection,
    entity_type: Option<EntityType>,
    limit: usize,
) -> Result<Vec<Ambiguous>, BaseError> {
    let order = "ORDER BY e.articles DESC";
    let columns = "e.key, e.type, e.name, e.ids, e.articles, e.mentions";
    let filter = if entity_type.is_some() { "e.type = ?1 AND" } else { "?1 IS NULL AND" };
    let sql = format!(
        "SELECT {columns} FROM entity e WHERE {filter} e.articles > 0 AND e.unresolved = 1 {order} LIMIT ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![entity_type.map(type_code), limit as i64], line)?;
    let names: Vec<EntityLine> = rows.collect::<Result<_, _>>()?;
    names.into_iter().map(|line| with_meanings(connection, line)).collect()
}

/// An unresolved name with an article that has it and what it may mean.
pub fn with_meanings(connection: &Connection, line: EntityLine) -> Result<Ambiguous, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.name FROM occurrence o JOIN document d ON d.id = o.document
        WHERE o.entity = (SELECT id FROM entity WHERE key = ?1) ORDER BY o.day DESC, o.document DESC LIMIT 1",
    )?;
    let article: Option<String> = statement.query_row([&line.key], |row| row.get(0)).optional()?;
    let mut candidates = namesakes(connection, &line.key)?;
    candidates.extend(entries(connection, &line.key)?);
    candidates.extend(longer_names(connection, &line)?);
    let mut seen = Vec::new();
    candidates.retain(|meaning| {
        let is_new = !seen.contains(&meaning.key);
        seen.push(meaning.key.clone());
        is_new
    });
    // Of each reason those with most articles come first; a namesake is likelier than a longer name.
    candidates.truncate(MOST_MEANINGS);
    Ok(Ambiguous { line, article: article.unwrap_or_default(), candidates })
}

/// Entities that bear the very name and were told apart.
fn namesakes(connection: &Connection, key: &str) -> Result<Vec<Meaning>, BaseError> {
    let claim = claim_of_key(key);
    // The `+` keeps SQLite from walking through all entities in the order of their articles.
    let mut statement = connection.prepare_cached(
        "SELECT e.key, e.type, e.name, e.ids, e.articles, e.mentions FROM entity e
        WHERE (e.key BETWEEN ?1 || ':' AND ?1 || ';' OR e.key BETWEEN ?1 || '@' AND ?1 || 'A') AND +e.articles > 0
        ORDER BY +e.articles DESC, e.key LIMIT ?2",
    )?;
    let rows = statement.query_map(params![claim, MOST_MEANINGS as i64], line)?;
    let lines: Vec<EntityLine> = rows.collect::<Result<_, _>>()?;
    Ok(lines.into_iter().map(|line| meaning(line, "bears the name")).collect())
}

/// Entries of the dictionaries that bear the name.
fn entries(connection: &Connection, key: &str) -> Result<Vec<Meaning>, BaseError> {
    let mut statement = connection.prepare_cached(
        "SELECT candidates FROM claim WHERE key = ?1 AND candidates <> '' ORDER BY id DESC LIMIT 1",
    )?;
    let json: Option<String> = statement.query_row([claim_of_key(key)], |row| row.get(0)).optional()?;
    let candidates: Vec<Candidate> =
        json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let mut meanings = Vec::new();
    for candidate in candidates {
        let known = entity(connection, &candidate.key)?;
        let articles = known.map_or(0, |line| line.articles);
        meanings.push(Meaning {
            key: candidate.key,
            name: candidate.name,
            articles,
            why: "is so in the dictionary",
        });
    }
    meanings.sort_by_key(|meaning| std::cmp::Reverse(meaning.articles));
    Ok(meanings)
}

/// People of whom this is the surname, and names that differ by a letter or two.
fn longer_names(connection: &Connection, line: &EntityLine) -> Result<Vec<Meaning>, BaseError> {
    let words = slug(&line.name);
    let last = words.rsplit('-').next().unwrap_or(&words);
    let found = with_word(connection, last, line.entity_type, 50)?;
    let found = found.into_iter().filter(|other| other.is_resolved() && other.key != line.key);
    Ok(found
        .filter_map(|other| {
            let theirs = slug(&other.name);
            if theirs.ends_with(&format!("-{words}")) {
                Some(meaning(other, "has this surname"))
            } else if is_misspelt(&words, &theirs) {
                Some(meaning(other, "is written almost so"))
            } else {
                None
            }
        })
        .collect())
}

fn meaning(line: EntityLine, why: &'static str) -> Meaning {
    Meaning { key: line.key, name: line.name, articles: line.articles, why }
}

/// Entities whose name differs from that of one by a letter or two, with the same surname or the same first name.
pub fn similar(
    connection: &Connection,
    line: &EntityLine,
    limit: usize,
) -> Result<Vec<EntityLine>, BaseError> {
    let words = slug(&line.name);
    let mut found = Vec::new();
    for word in [words.split('-').next(), words.rsplit('-').next()].into_iter().flatten() {
        for other in with_word(connection, word, line.entity_type, 200)? {
            if other.key != line.key && is_misspelt(&words, &slug(&other.name)) && !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found.sort_by(|one, other| (other.articles, &one.key).cmp(&(one.articles, &other.key)));
    found.truncate(limit);
    Ok(found)
}

/// Whether two names are one with a slip of the pen: one letter, two in names of ten or more.
fn is_misspelt(one: &str, other: &str) -> bool {
    let most = if one.len() >= 10 { 2 } else { 1 };
    one != other && one.len().abs_diff(other.len()) <= most && distance(one, other) <= most
}

/// The number of letters to be put in, left out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, theirs) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *theirs);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen() {
        assert!(is_misspelt("jeanne-kerbrat", "jeane-kerbrat"));
        assert!(is_misspelt("serguei-lavrov", "sergei-lavrof"));
        assert!(!is_misspelt("dupont", "durand"));
        assert!(!is_misspelt("dupont", "dupont"));
        assert_eq!(distance("abc", ""), 3);
    }
}
