//! A base in a file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::BaseError;
use super::decisions::{Action, Decision, EntityKey, Rules, Standing};
use super::delta::{Delta, Stored};
use super::facts::DocumentFacts;
use super::sql::store::{Known, Writer};
use super::sql::{decide, schema, store, verify};

/// A knowledge base: a file, and what this program remembers of it.
///
/// Any number of programs may read it while one writes; a second one that writes waits for its turn.
pub struct Base {
    pub(super) connection: Connection,
    file: PathBuf,
    known: Known,
}

/// How long a program waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(60);

/// So much of the file is kept in memory at most, in KiB: a batch into a large base changes pages all over it.
const CACHE: i64 = 768 << 10;

impl Base {
    /// Opens a base for reading and writing; where there is no file, a new one is made. One of an older version becomes one of this.
    ///
    /// # Errors
    ///
    /// Where the file is no base, one of a newer version, or cannot be written.
    pub fn open(file: &Path) -> Result<Base, BaseError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Base::open_with(file, flags).map_err(|error| error.in_file(file))
    }

    /// Opens a base that is there for reading and writing.
    ///
    /// # Errors
    ///
    /// As [`Base::open`], and where there is no file.
    pub fn open_existing(file: &Path) -> Result<Base, BaseError> {
        must_exist(file)?;
        Base::open(file)
    }

    /// Opens a base for reading only.
    ///
    /// # Errors
    ///
    /// Where there is no file, or it is no base of this version.
    pub fn read(file: &Path) -> Result<Base, BaseError> {
        must_exist(file)?;
        Base::open_with(file, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| error.in_file(file))
    }

    fn open_with(file: &Path, flags: OpenFlags) -> Result<Base, BaseError> {
        let mut connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(128);
        // Else SQLite plans a statement anew when a parameter has changed, which costs more than running it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -CACHE)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
            if connection.is_readonly("main")? {
                return Err(BaseError::new("it cannot be written: file or folder is read-only"));
            }
            // What was committed may be lost when the power fails, but never the base.
            connection.pragma_update(None, "journal_mode", "wal")?;
            connection.pragma_update(None, "synchronous", "normal")?;
        }
        if flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY) {
            schema::check(&connection)?;
        } else {
            schema::migrate(&mut connection)?;
        }
        Ok(Base { connection, file: file.to_owned(), known: Known::default() })
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Begins to add articles. They are in the base when [`Addition::commit`] returns, all of them or, where it fails or is never called,
    /// none.
    ///
    /// # Errors
    ///
    /// Where another program has been writing for too long, or the file cannot be read.
    pub fn begin(&mut self) -> Result<Addition<'_>, BaseError> {
        let file = self.file.clone();
        let located = |error: BaseError| error.in_file(&file);
        let behaviour = TransactionBehavior::Immediate;
        let transaction =
            self.connection.transaction_with_behavior(behaviour).map_err(|error| located(error.into()))?;
        let writer = Writer::new(transaction, &mut self.known).map_err(located)?;
        Ok(Addition { writer, file, has_failed: false })
    }

    /// Adds articles in one transaction.
    ///
    /// ```
    /// use repere::{Tagger, format::{Article, ArticleId}, knowledge::{Base, DocumentFacts}};
    /// let file = std::env::temp_dir().join("repere-doc-example.kb");
    /// # let _ = std::fs::remove_file(&file);
    /// let mut base = Base::open(&file)?;
    /// let tagger = Tagger::new([]);
    /// let article = Article::new(ArticleId::Number(7), "Sergueï Lavrov est à Mossoul.".to_owned());
    /// let facts = DocumentFacts::new(&article, &tagger.tag(&article.text, None), &tagger);
    /// assert_eq!(base.add(&[facts.clone()])?.entities_added, 2);
    /// assert_eq!(base.add(&[facts])?.known, 1);
    /// # drop(base);
    /// # std::fs::remove_file(&file).unwrap();
    /// # Ok::<(), repere::knowledge::BaseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Base::begin`] and [`Addition::commit`].
    pub fn add(&mut self, facts: &[DocumentFacts]) -> Result<Delta, BaseError> {
        let mut addition = self.begin()?;
        for facts in facts {
            addition.store(facts.clone())?;
        }
        addition.commit()
    }

    /// Whether an article with this [`digest`](super::digest) is there, under any name: it need not be tagged.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn holds(&self, digest: &[u8; 16]) -> Result<bool, BaseError> {
        store::holds(&self.connection, digest).map_err(|error| error.in_file(&self.file))
    }

    /// Takes all decisions; returns how many are new. What contradicts an earlier one is kept, but not in force:
    /// [`Base::rules`] has the standing of each.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then nothing is taken.
    pub fn import_decisions(&mut self, decisions: &[Decision]) -> Result<usize, BaseError> {
        self.write(|writer| {
            let mut added = 0;
            for decision in decisions {
                added += usize::from(writer.log_decision(decision)?);
            }
            writer.apply_decisions()?;
            Ok(added)
        })
    }

    /// Takes a decision.
    ///
    /// # Errors
    ///
    /// Where it contradicts one that is in force, names what is not in the base, or the file cannot be written; then it is not taken.
    pub fn decide(&mut self, decision: &Decision) -> Result<Delta, BaseError> {
        self.write(|writer| {
            if let Action::Undo { decision: other } = &decision.action
                && writer.rules().standing(other).is_none()
            {
                return Err(BaseError::new(format!("there is no decision `{other}`")));
            }
            writer.log_decision(decision)?;
            writer.apply_decisions()?;
            match writer.rules().standing(&decision.id) {
                Some(Standing::Applied) => writer.settle(),
                Some(Standing::Conflict(other)) => Err(BaseError::new(format!(
                    "this contradicts the decision {other}: undo that first (`repere kb decisions list` shows it)"
                ))),
                Some(Standing::Dangling) => Err(BaseError::new("what the decision names is not in the base")),
                Some(Standing::Undone(_)) | None => Err(BaseError::new("the decision was undone before it was taken")),
            }
        })
    }

    /// Finds identities anew from the facts, applies all decisions, and counts again; returns what has changed.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then nothing has changed.
    pub fn rebuild(&mut self) -> Result<Delta, BaseError> {
        self.write(|writer| {
            writer.rebuild()?;
            writer.settle()
        })
    }

    fn write<T>(&mut self, work: impl FnOnce(&mut Writer) -> Result<T, BaseError>) -> Result<T, BaseError> {
        let mut addition = self.begin()?;
        let file = addition.file.clone();
        let result = work(&mut addition.writer).map_err(|error| error.in_file(&file))?;
        addition.commit()?;
        Ok(result)
    }

    /// The decisions, in the order of their times.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, BaseError> {
        decide::read_decisions(&self.connection).map_err(|error| error.in_file(&self.file))
    }

    /// What the decisions make of entities, and the standing of each.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn rules(&self) -> Result<Rules, BaseError> {
        decide::rules_of(&self.connection).map_err(|error| error.in_file(&self.file))
    }

    /// The entity that a text means, as decisions name it: with a witness.
    ///
    /// # Errors
    ///
    /// As [`Base::entity`].
    pub fn named(&self, text: &str) -> Result<EntityKey, BaseError> {
        let key = self.entity(text)?.key;
        let witness = decide::witness_of(&self.connection, &key)?;
        Ok(EntityKey { key, witness })
    }

    /// The key that what a decision names has now; nothing where it is rejected, or is not in the base.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn settled_key(&self, entity: &EntityKey) -> Result<Option<String>, BaseError> {
        decide::settled_key(&self.connection, entity).map_err(|error| error.in_file(&self.file))
    }

    /// Whether an article names an entity, given by its key.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn names(&self, document: &str, key: &str) -> Result<bool, BaseError> {
        decide::names(&self.connection, document, key).map_err(|error| error.in_file(&self.file))
    }

    /// The text of the mention that begins at a byte of an article, if one does.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn mention_at(&self, document: &str, start: u64) -> Result<Option<String>, BaseError> {
        decide::mention_at(&self.connection, document, start).map_err(|error| error.in_file(&self.file))
    }

    /// Everything that is wrong with the base; nothing where all is well.
    ///
    /// Looks at the file itself, at what tables say of each other, and counts everything again.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, BaseError> {
        verify::check(&self.connection).map_err(|error| error.in_file(&self.file))
    }

    /// Copies the base to another file as it is at one moment, while others may write to it.
    ///
    /// # Errors
    ///
    /// Where the other file is there already, or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), BaseError> {
        if to.exists() {
            return Err(BaseError::new("the file is there already").in_file(to));
        }
        let name =
            to.to_str().ok_or_else(|| BaseError::new("the name of the file is no text").in_file(to))?;
        let draft = format!("{name}.draft");
        let written = self.connection.execute("VACUUM INTO ?1", [&draft]).map_err(BaseError::from);
        let renamed = written
            .and_then(|_| std::fs::rename(&draft, to).map_err(|error| BaseError::new(error.to_string())));
        if renamed.is_err() {
            let _ = std::fs::remove_file(&draft);
        }
        renamed.map_err(|error| error.in_file(to))
    }
}

fn must_exist(file: &Path) -> Result<(), BaseError> {
    let missing = || BaseError::new("there is no such base: `repere kb add` makes one").in_file(file);
    if file.exists() { Ok(()) } else { Err(missing()) }
}

/// Articles being added.
pub struct Addition<'b> {
    writer: Writer<'b>,
    file: PathBuf,
    has_failed: bool,
}

impl Addition<'_> {
    /// Stores an article, unless it is there.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then nothing of the addition is kept.
    pub fn store(&mut self, facts: DocumentFacts) -> Result<Stored, BaseError> {
        let stored = self.writer.store(facts);
        self.told(stored)
    }

    /// What storing an article of that name and content would do.
    ///
    /// # Errors
    ///
    /// As [`Addition::store`].
    pub fn presence(&mut self, name: &str, digest: &[u8; 16]) -> Result<Stored, BaseError> {
        let presence = self.writer.presence(name, digest);
        self.told(presence)
    }

    /// Notes that an article was passed over, since it is there.
    pub fn pass_over(&mut self, presence: &Stored) {
        self.writer.note(presence);
    }

    /// Takes an article away; whether it was there.
    ///
    /// # Errors
    ///
    /// As [`Addition::store`].
    pub fn remove(&mut self, name: &str) -> Result<bool, BaseError> {
        let removed = self.writer.remove(name);
        self.told(removed)
    }

    /// What has changed so far; identities are settled as they would be by [`Addition::commit`].
    ///
    /// # Errors
    ///
    /// As [`Addition::store`].
    pub fn delta(&mut self) -> Result<Delta, BaseError> {
        let delta = self.writer.settle();
        self.told(delta)
    }

    /// Makes all of it last; returns what has changed.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written, or any step of the addition has failed; then nothing of the addition is kept.
    pub fn commit(self) -> Result<Delta, BaseError> {
        if self.has_failed {
            return Err(BaseError::new("a part of the addition could not be written").in_file(&self.file));
        }
        self.writer.commit().map_err(|error| error.in_file(&self.file))
    }

    /// What has failed may be half written.
    fn told<T>(&mut self, result: Result<T, BaseError>) -> Result<T, BaseError> {
        self.has_failed |= result.is_err();
        result.map_err(|error| error.in_file(&self.file))
    }
}
