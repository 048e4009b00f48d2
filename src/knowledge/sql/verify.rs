//! Counting everything again: to find what is wrong, and to put it right.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::codes::search_words;
use super::decide::rules_of;
use super::store::Writer;
use crate::knowledge::BaseError;
use crate::knowledge::decisions::Standing;

/// Articles and mentions by entity and month, counted from the facts.
const MONTHS: &str =
    "SELECT o.entity, o.day / 100, count(DISTINCT o.document || ' ' || o.local), count(m.start)
    FROM occurrence o LEFT JOIN mention m ON m.document = o.document AND m.local = o.local AND NOT m.rejected
    WHERE o.entity IS NOT NULL GROUP BY o.entity, o.day / 100";

/// Mentions by entity, name and year, counted from the facts.
const NAMES: &str =
    "SELECT o.entity AS entity, m.surface AS surface, o.day / 10000 AS year, count(*) AS mentions
    FROM occurrence o JOIN mention m ON m.document = o.document AND m.local = o.local AND NOT m.rejected
    WHERE o.entity IS NOT NULL GROUP BY o.entity, m.surface, o.day / 10000";

/// What is told where a question has an answer, which it must not have.
const QUESTIONS: [(&str, &str); 7] = [
    ("SELECT count(*) FROM occurrence WHERE auto IS NULL", "occurrences without an entity"),
    (
        "SELECT count(*) FROM mention m LEFT JOIN occurrence o ON o.document = m.document AND o.local = m.local
        WHERE o.document IS NULL AND m.type <> 3",
        "mentions of nothing",
    ),
    (
        "SELECT count(*) FROM occurrence o JOIN document d ON d.id = o.document WHERE o.day <> d.day",
        "occurrences with another day than their article",
    ),
    (
        "SELECT count(*) FROM (SELECT id, articles, mentions FROM entity WHERE articles <> 0 OR mentions <> 0
            EXCEPT SELECT entity, sum(articles), sum(mentions) FROM month GROUP BY entity)",
        "entities whose months do not add up",
    ),
    (
        "SELECT count(*) FROM alias WHERE NOT EXISTS (SELECT 1 FROM alias_year WHERE alias = id)",
        "names that nothing has",
    ),
    (
        "SELECT count(*) FROM (SELECT articles, mentions, entities, unresolved FROM state EXCEPT SELECT
            (SELECT count(*) FROM document), (SELECT count(*) FROM mention),
            (SELECT count(*) FROM entity WHERE articles > 0 AND unresolved = 0),
            (SELECT count(*) FROM entity WHERE articles > 0 AND unresolved = 1))",
        "row of counts of the whole is wrong",
    ),
    (
        "SELECT abs((SELECT count(*) FROM alias) - (SELECT count(*) FROM search))",
        "names that the search does not have, or has and should not",
    ),
];

/// Everything that is wrong with a base.
pub fn check(connection: &Connection) -> Result<Vec<String>, BaseError> {
    let mut wrong = Vec::new();
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    for row in rows {
        let told = row?;
        if told != "ok" {
            wrong.push(format!("the file is damaged: {told}"));
        }
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let orphans = statement.query_map([], |row| row.get::<_, String>(0))?.count();
    if orphans > 0 {
        wrong.push(format!("{orphans} rows point at nothing"));
    }
    for (question, meaning) in QUESTIONS {
        let count: i64 = connection.query_row(question, [], |row| row.get(0))?;
        if count > 0 {
            wrong.push(format!("{count} {meaning}"));
        }
    }
    for (counted, kept, meaning) in [
        (MONTHS, "SELECT entity, month, articles, mentions FROM month", "months"),
        (NAMES, "SELECT entity, surface, year, mentions FROM alias_year JOIN alias ON id = alias", "names"),
    ] {
        let differ = |one: &str, other: &str| {
            let question =
                format!("SELECT count(*) FROM (SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other}))");
            connection.query_row(&question, [], |row| row.get::<_, i64>(0))
        };
        let count = differ(counted, kept)?.max(differ(kept, counted)?);
        if count > 0 {
            wrong.push(format!("{count} {meaning} are counted wrong: `repere kb rebuild` counts again"));
        }
    }
    for (id, standing) in rules_of(connection)?.standings() {
        match standing {
            Standing::Conflict(other) => {
                wrong.push(format!("the decision {id} contradicts {other}: undo one of them"))
            }
            Standing::Dangling => wrong.push(format!("the decision {id} names what is not in the base")),
            Standing::Applied | Standing::Undone(_) => {}
        }
    }
    Ok(wrong)
}

impl Writer<'_> {
    /// Finds all identities anew, applies all decisions, counts everything again.
    pub fn rebuild(&mut self) -> Result<(), BaseError> {
        let keys: Vec<String> = {
            let mut statement = self.transaction.prepare("SELECT DISTINCT key FROM claim ORDER BY key")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        keys.iter().try_for_each(|key| self.resolve_group(key))?;
        self.apply_decisions()?;
        for document in self.documents_with_rejects()? {
            self.place_document(&document)?;
        }
        self.write_counts()?;
        self.count_again()?;
        self.is_recounted = true;
        let mut statement = self.transaction.prepare("SELECT id FROM entity")?;
        let ids = statement.query_map([], |row| row.get(0))?;
        self.counts.touched = ids.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The articles where a mention is rejected, or should be.
    fn documents_with_rejects(&self) -> Result<BTreeSet<String>, BaseError> {
        let mut statement = self.transaction.prepare(
            "SELECT DISTINCT name FROM document JOIN mention ON document = document.id WHERE rejected",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        let mut documents: BTreeSet<String> = rows.collect::<Result<_, _>>()?;
        documents.extend(self.rules.documents_with_rejects().into_iter().map(str::to_owned));
        Ok(documents)
    }

    fn count_again(&self) -> Result<(), BaseError> {
        self.transaction.execute_batch(&format!(
            "DELETE FROM month;
            INSERT INTO month {MONTHS};
            UPDATE entity SET articles = 0, mentions = 0 WHERE articles <> 0 OR mentions <> 0;
            UPDATE entity SET articles = sums.articles, mentions = sums.mentions FROM
                (SELECT entity, sum(articles) AS articles, sum(mentions) AS mentions FROM month GROUP BY entity) AS sums
                WHERE sums.entity = entity.id;
            DELETE FROM alias_year;
            DELETE FROM alias;
            INSERT INTO search (search) VALUES ('delete-all');
            CREATE TEMP TABLE counted AS {NAMES};
            INSERT INTO alias (entity, surface) SELECT DISTINCT entity, surface FROM counted;
            INSERT INTO alias_year SELECT alias.id, year, counted.mentions FROM counted
                JOIN alias ON alias.entity = counted.entity AND alias.surface = counted.surface;
            DROP TABLE counted;"
        ))?;
        let mut statement = self.transaction.prepare("SELECT id, surface FROM alias")?;
        let mut insert = self.transaction.prepare("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, surface): (i64, String) = (row.get(0)?, row.get(1)?);
            insert.execute(rusqlite::params![id, search_words(&surface)])?;
        }
        Ok(())
    }
}
