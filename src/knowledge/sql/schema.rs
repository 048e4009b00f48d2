//! The tables, each with its reason, and how a base of an older version becomes one of this.

use rusqlite::{Connection, TransactionBehavior};

use crate::knowledge::BaseError;

/// What makes each version of the schema from the one before. A base says its version in `user_version`.
const MIGRATIONS: [&str; 2] = [VERSION_1, VERSION_2];

/// Says in the file that it is a knowledge base: `RPKB`.
const APPLICATION: i32 = 0x5250_4b42;

/// References are checked at the end of a transaction: where a statement can fail for one of its rows alone, SQLite keeps a copy of every page
/// that it changes.
const VERSION_1: &str = "
-- One row. `version` grows by one with every transaction that changes something: what `kb changes` counts from. The others are counts of
-- the whole.
CREATE TABLE state (version INTEGER NOT NULL, articles INTEGER NOT NULL, mentions INTEGER NOT NULL, entities INTEGER NOT NULL,
    unresolved INTEGER NOT NULL);
INSERT INTO state VALUES (0, 0, 0, 0, 0);

-- What tagged a document.
CREATE TABLE tagger (id INTEGER PRIMARY KEY, program TEXT NOT NULL, dictionaries TEXT NOT NULL,
    UNIQUE (program, dictionaries));

-- The articles. `day` is yyyymmdd, 0 where it is unknown; `version` is that of the state that stored it.
CREATE TABLE document (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, day INTEGER NOT NULL,
    title TEXT NOT NULL, tagger INTEGER NOT NULL REFERENCES tagger DEFERRABLE INITIALLY DEFERRED, version INTEGER NOT NULL);
CREATE INDEX document_digest ON document (digest);
CREATE INDEX document_version ON document (version);

-- What occurrences claim to be; millions of them share few claims. `candidates` is JSON.
CREATE TABLE claim (id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind INTEGER NOT NULL, type INTEGER NOT NULL, name TEXT NOT NULL,
    ids TEXT NOT NULL, candidates TEXT NOT NULL, UNIQUE (key, kind, type, name, ids, candidates));

-- The entities of the base. All but `id` and `key` follows from the other tables. Their ids never leave the base: outside, the key names them.
-- One with no articles is a name that was in use once; `unresolved` is one whose key ends in `?`.
CREATE TABLE entity (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, unresolved INTEGER NOT NULL, type INTEGER NOT NULL,
    name TEXT NOT NULL, ids TEXT NOT NULL, articles INTEGER NOT NULL, mentions INTEGER NOT NULL, version INTEGER NOT NULL);
CREATE INDEX entity_type ON entity (type, articles);
CREATE INDEX entity_unresolved ON entity (articles) WHERE unresolved = 1;
CREATE INDEX entity_unresolved_type ON entity (type, articles) WHERE unresolved = 1;
CREATE INDEX entity_version ON entity (version);

-- What each article speaks of: facts of tagging, then `auto`, the entity that identity finds, and `entity`, what decisions make of it;
-- nothing where they reject it. `day` is that of the document, so that one index lists the articles of an entity by day.
CREATE TABLE occurrence (document INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED, local INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL, anchors TEXT, features BLOB,
    salience INTEGER NOT NULL, day INTEGER NOT NULL, auto INTEGER, entity INTEGER REFERENCES entity DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (document, local)) WITHOUT ROWID;
CREATE INDEX occurrence_entity ON occurrence (entity, day, document);
CREATE INDEX occurrence_claim ON occurrence (claim);

-- The mentions: facts of tagging, and whether a decision rejects this one.
CREATE TABLE mention (document INTEGER NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED, start INTEGER NOT NULL,
    end INTEGER NOT NULL, local INTEGER NOT NULL, type INTEGER NOT NULL, zone INTEGER NOT NULL, surface TEXT NOT NULL, value TEXT,
    rejected INTEGER NOT NULL, PRIMARY KEY (document, start)) WITHOUT ROWID;

-- Counts, kept so that no question walks through millions of rows: names, names by year, articles by month (yyyymm).
CREATE TABLE alias (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL REFERENCES entity DEFERRABLE INITIALLY DEFERRED,
    surface TEXT NOT NULL, UNIQUE (entity, surface));
CREATE TABLE alias_year (alias INTEGER NOT NULL REFERENCES alias DEFERRABLE INITIALLY DEFERRED, year INTEGER NOT NULL,
    mentions INTEGER NOT NULL, PRIMARY KEY (alias, year)) WITHOUT ROWID;
CREATE TABLE month (entity INTEGER NOT NULL REFERENCES entity DEFERRABLE INITIALLY DEFERRED, month INTEGER NOT NULL,
    articles INTEGER NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (entity, month)) WITHOUT ROWID;

-- The folded words of aliases, for search; the row of an alias has its id.
CREATE VIRTUAL TABLE search USING fts5 (words, content='', contentless_delete=1, tokenize='ascii', detail=full);

-- What the editors decided, only ever added to. `action` is JSON.
CREATE TABLE decision (id TEXT PRIMARY KEY, time TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, action TEXT NOT NULL)
    WITHOUT ROWID;

-- What is gone or has moved, for `kb changes`: the mentions of an article before it was replaced (stored by `since`, gone by `version`)
-- as JSON, and occurrences or single mentions whose entity changed after their article was stored.
CREATE TABLE removed (version INTEGER NOT NULL, since INTEGER NOT NULL, document TEXT NOT NULL, mentions TEXT NOT NULL);
CREATE INDEX removed_version ON removed (version);
CREATE TABLE moved (version INTEGER NOT NULL, document INTEGER NOT NULL, start INTEGER NOT NULL, was TEXT);
CREATE INDEX moved_version ON moved (version);
CREATE INDEX moved_document ON moved (document);
";

const VERSION_2: &str = "
-- All that identity looks at in the occurrences of a claim: reading the index is enough.
DROP INDEX occurrence_claim;
CREATE INDEX occurrence_claim ON occurrence (claim, document, local, anchors, features, day, auto, entity);

-- What was named most in a month.
CREATE INDEX month_articles ON month (month, articles);
";

/// Brings a base to the version of this program; an empty file becomes a base.
pub fn migrate(connection: &mut Connection) -> Result<(), BaseError> {
    if version(connection)? == MIGRATIONS.len() {
        return is_base(connection);
    }
    // Another program may do the same: who comes second finds it done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version(&transaction)?;
    if version > MIGRATIONS.len() {
        return Err(newer(version));
    }
    if version == 0 {
        let tables: i64 =
            transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables > 0 {
            return Err(BaseError::new("this is no knowledge base, but some other SQLite file"));
        }
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    } else {
        is_base(&transaction)?;
    }
    for migration in &MIGRATIONS[version..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    Ok(transaction.commit()?)
}

/// Whether this program can read the base as it is.
pub fn check(connection: &Connection) -> Result<(), BaseError> {
    match version(connection)? {
        version if version == MIGRATIONS.len() => is_base(connection),
        0 => Err(BaseError::new("this is no knowledge base")),
        version if version > MIGRATIONS.len() => Err(newer(version)),
        _ => Err(BaseError::new("it is of an older version: `repere kb stats` brings it up to date")),
    }
}

fn newer(version: usize) -> BaseError {
    BaseError::new(format!(
        "it was written by a newer version of this program (schema {version}, known up to {})",
        MIGRATIONS.len()
    ))
}

/// The version of the schema; 0 of an empty file.
pub fn version(connection: &Connection) -> Result<usize, BaseError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

/// Whether the file says that it is a knowledge base.
fn is_base(connection: &Connection) -> Result<(), BaseError> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let error = || BaseError::new("this is no knowledge base, but some other SQLite file");
    if application == APPLICATION { Ok(()) } else { Err(error()) }
}
