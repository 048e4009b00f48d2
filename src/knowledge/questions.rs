//! Asking a base.

use super::answers::{Ambiguous, ArticleLine, EntityLine, EntityView, Filter, MonthCount, Related, Stats};
use super::facts::slug;
use super::records::{ArticleRecord, Change, EntityRecord};
use super::sql::{ambiguous, ask, dump, feed};
use super::{Base, BaseError};
use crate::EntityType;

impl Base {
    /// The entities one of whose names has all words of the text in a row, the last one perhaps longer; most articles first. Case and accents
    /// do not count.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn search(
        &self,
        text: &str,
        entity_type: Option<EntityType>,
        limit: usize,
    ) -> Result<Vec<EntityLine>, BaseError> {
        self.located(ask::search(&self.connection, text, entity_type, limit))
    }

    /// The entity that a text means: a key, or the name of one entity only. What is unresolved is meant only where nothing else is.
    ///
    /// # Errors
    ///
    /// Where no entity has this key or name, or several have the name: they are told.
    pub fn entity(&self, text: &str) -> Result<EntityLine, BaseError> {
        if let Some(line) = self.located(ask::entity(&self.connection, text))?
            && line.articles > 0
        {
            return Ok(line);
        }
        if let Some((stem, document)) = text.split_once('@')
            && let Some(line) = self.located(ask::entity_at(&self.connection, stem, document))?
        {
            return Ok(EntityLine { key: text.to_owned(), ..line });
        }
        let words = slug(text);
        let mut found = self.search(text, None, 1000)?;
        found.retain(|line| slug(&line.name) == words);
        if found.iter().any(EntityLine::is_resolved) {
            found.retain(EntityLine::is_resolved);
        }
        match found.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(BaseError::new(format!(
                "no entity has the key or the name `{text}`: `repere kb search` finds names"
            ))),
            several => {
                let keys: Vec<String> =
                    several.iter().map(|line| format!("{} ({} articles)", line.key, line.articles)).collect();
                Err(BaseError::new(format!(
                    "`{text}` may be one of several, name one by its key: {}",
                    keys.join(", ")
                )))
            }
        }
    }

    /// All that is counted of an entity, with so many names, companions and articles of each.
    ///
    /// # Errors
    ///
    /// As [`Base::entity`].
    pub fn view(&self, entity: &str, limit: usize) -> Result<EntityView, BaseError> {
        let line = self.entity(entity)?;
        self.located(ask::view(&self.connection, line, limit))
    }

    /// Entities whose names differ from that of one by a letter or two.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn similar(&self, line: &EntityLine, limit: usize) -> Result<Vec<EntityLine>, BaseError> {
        self.located(ambiguous::similar(&self.connection, line, limit))
    }

    /// The entities named most.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<EntityLine>, BaseError> {
        self.located(ask::list(&self.connection, filter, limit))
    }

    /// The months in which an entity is named.
    ///
    /// # Errors
    ///
    /// As [`Base::entity`].
    pub fn timeline(&self, entity: &str) -> Result<Vec<MonthCount>, BaseError> {
        let id = self.id_of(entity)?;
        self.located(ask::timeline(&self.connection, id))
    }

    /// What an entity is named with, in its latest articles.
    ///
    /// # Errors
    ///
    /// As [`Base::entity`].
    pub fn related(&self, entity: &str, limit: usize) -> Result<Related, BaseError> {
        let id = self.id_of(entity)?;
        self.located(ask::related(&self.connection, id, limit))
    }

    /// The latest articles that name all of some entities, of the days from `since` to `until`, both yyyymmdd.
    ///
    /// # Errors
    ///
    /// As [`Base::entity`].
    pub fn articles(
        &self,
        entities: &[String],
        since: Option<i64>,
        until: Option<i64>,
        limit: usize,
    ) -> Result<Vec<ArticleLine>, BaseError> {
        let ids = entities.iter().map(|entity| self.id_of(entity)).collect::<Result<Vec<_>, _>>()?;
        self.located(ask::articles(&self.connection, &ids, since, until, limit))
    }

    /// The names of which it is unresolved whose they are, most articles first, with what they may mean.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn ambiguous(
        &self,
        entity_type: Option<EntityType>,
        limit: usize,
    ) -> Result<Vec<Ambiguous>, BaseError> {
        self.located(ambiguous::ambiguous(&self.connection, entity_type, limit))
    }

    /// What the base holds.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn stats(&self) -> Result<Stats, BaseError> {
        self.located(ask::stats(&self.connection))
    }

    /// Hands over every entity that some article names, by key, and then every article, by name, as they are at one moment.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or one of the two fails.
    pub fn records<E: From<BaseError>>(
        &self,
        entity: impl FnMut(EntityRecord) -> Result<(), E>,
        article: impl FnMut(ArticleRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        // One transaction: what others write meanwhile is not seen.
        let _moment = self.connection.unchecked_transaction().map_err(BaseError::from)?;
        dump::entities(&self.connection, entity)?;
        dump::articles(&self.connection, article)
    }

    /// Hands over what has changed since a version of the base: what went, entities, what came, what has another entity. Applied in
    /// this order to a copy as it was then, it gives what is now. Returns the version of now.
    ///
    /// # Errors
    ///
    /// Where the version lies ahead, the file cannot be read, or `take` fails.
    pub fn changes<E: From<BaseError>>(
        &self,
        since: u64,
        take: impl FnMut(Change) -> Result<(), E>,
    ) -> Result<u64, E> {
        let _moment = self.connection.unchecked_transaction().map_err(BaseError::from)?;
        feed::changes(&self.connection, since, take)?;
        Ok(self.stats()?.version)
    }

    fn id_of(&self, entity: &str) -> Result<i64, BaseError> {
        let line = self.entity(entity)?;
        // A key with an article is that of an occurrence: what it belongs to is asked for.
        let own = self.located(ask::id_of(&self.connection, &line.key))?;
        match (own, line.key.split_once('@')) {
            (Some(id), _) => Ok(id),
            (None, Some((stem, document))) => {
                let line = self.located(ask::entity_at(&self.connection, stem, document))?;
                let id = line.map(|line| ask::id_of(&self.connection, &line.key)).transpose()?.flatten();
                id.ok_or_else(|| BaseError::new(format!("there is no entity `{entity}`")))
            }
            (None, None) => Err(BaseError::new(format!("there is no entity `{entity}`"))),
        }
    }

    fn located<T>(&self, result: Result<T, BaseError>) -> Result<T, BaseError> {
        result.map_err(|error| error.in_file(self.file()))
    }
}
