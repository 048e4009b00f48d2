//! What all decisions together make of an entity that identity has found.
//!
//! Decisions are taken in the order of their times (of one time, in that of their ids), whatever the order in which they came into the
//! base. One that contradicts an earlier one is not applied: its standing says which one it contradicts.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Action, Decision, EntityKey};
use crate::EntityType;
use crate::knowledge::BaseError;
use crate::knowledge::identity::unresolved;

/// Whether a decision is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Applied,
    /// It was undone by the decision of this id.
    Undone(String),
    /// It contradicts the earlier decision of this id, which is in force.
    Conflict(String),
    /// What it names is not in the base.
    Dangling,
}

/// Finds what a decision names: the key of an entity that identity has found now, `key@document` for what is unresolved.
pub(in crate::knowledge) trait Finder {
    /// The key, if there is such an entity.
    fn find(&self, entity: &EntityKey) -> Result<Option<String>, BaseError>;
}

/// The decisions in force, made ready to be applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    steps: HashMap<String, Vec<Step>>,
    /// The texts of rejected mentions, by article and first byte.
    mentions: HashMap<(String, i64), Vec<String>>,
    names: HashMap<String, (String, String)>,
    types: HashMap<String, (EntityType, String)>,
    links: HashMap<String, Vec<(String, String)>>,
    /// The standing of each decision, by id, in the order of the log.
    standings: Vec<(String, Standing)>,
}

/// What a decision does to the occurrences that have a key by then.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    /// The place of the decision in the log.
    order: usize,
    decision: String,
    /// The articles that are meant; all where there are none.
    documents: Option<BTreeSet<String>>,
    /// The new key; nothing where the occurrence is rejected.
    becomes: Option<String>,
}

impl Rules {
    /// The rules of a log.
    pub(in crate::knowledge) fn new(mut log: Vec<Decision>, finder: &dyn Finder) -> Result<Rules, BaseError> {
        log.sort_by(|one, other| (&one.time, &one.id).cmp(&(&other.time, &other.id)));
        let undone = undone(&log);
        let mut rules = Rules::default();
        let mut standings = HashMap::new();
        for (order, decision) in log.iter().enumerate() {
            let standing = match undone.get(&decision.id) {
                Some(by) => Standing::Undone(by.clone()),
                None => rules.add_step(order, decision, finder)?,
            };
            standings.insert(decision.id.clone(), standing);
        }
        // What an entity is called is decided when it is known what is one.
        for decision in &log {
            if standings[&decision.id] == Standing::Applied {
                let standing = rules.describe(decision, finder)?;
                standings.insert(decision.id.clone(), standing);
            }
        }
        rules.standings = log
            .into_iter()
            .map(|decision| {
                let standing = standings.remove(&decision.id).unwrap_or(Standing::Applied);
                (decision.id, standing)
            })
            .collect();
        Ok(rules)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.standings.is_empty()
    }

    /// The standing of each decision, in the order of the log.
    pub fn standings(&self) -> &[(String, Standing)] {
        &self.standings
    }

    /// The standing of one decision.
    pub fn standing(&self, id: &str) -> Option<&Standing> {
        self.standings.iter().find(|(other, _)| other == id).map(|(_, standing)| standing)
    }

    /// The keys whose entities become something else.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.steps.keys().map(String::as_str)
    }

    /// The key of what identity calls `key` in an article; nothing where it is rejected.
    pub fn settle(&self, key: &str, document: &str) -> Option<String> {
        self.follow(key, Some(document), usize::MAX).0
    }

    /// Whether a mention is rejected.
    pub fn rejects_mention(&self, document: &str, start: i64, text: &str) -> bool {
        let texts = || self.mentions.get(&(document.to_owned(), start));
        !self.mentions.is_empty()
            && texts().is_some_and(|texts| texts.iter().any(|meant| meant.is_empty() || meant == text))
    }

    /// The articles with rejected mentions.
    pub fn documents_with_rejects(&self) -> BTreeSet<&str> {
        self.mentions.keys().map(|(document, _)| document.as_str()).collect()
    }

    /// The name that was decided for an entity.
    pub fn name(&self, key: &str) -> Option<&str> {
        self.names.get(key).map(|(name, _)| name.as_str())
    }

    /// The type that was decided for an entity.
    pub fn entity_type(&self, key: &str) -> Option<EntityType> {
        self.types.get(key).map(|(entity_type, _)| *entity_type)
    }

    /// The ids that were decided for an entity, in the order of the log.
    pub fn links(&self, key: &str) -> impl Iterator<Item = &str> {
        self.links.get(key).into_iter().flatten().map(|(id, _)| id.as_str())
    }

    /// Entities that have a decided name, type or id.
    pub fn described(&self) -> BTreeSet<&str> {
        let keys = self.names.keys().chain(self.types.keys()).chain(self.links.keys());
        keys.map(String::as_str).collect()
    }

    /// Whether other rules make the same of a key as these.
    pub(in crate::knowledge) fn treats_alike(&self, other: &Rules, key: &str) -> bool {
        let steps = |rules: &Rules, key: &str| -> Vec<Step> {
            let steps = rules.steps.get(key).into_iter().flatten();
            steps.map(|step| Step { order: 0, ..step.clone() }).collect()
        };
        let mut waiting = vec![key.to_owned()];
        let mut seen = HashSet::new();
        while let Some(key) = waiting.pop() {
            let own = steps(self, &key);
            if own != steps(other, &key) {
                return false;
            }
            waiting.extend(
                own.into_iter().filter_map(|step| step.becomes).filter(|next| seen.insert(next.clone())),
            );
        }
        true
    }

    /// Where the steps before `before` lead from a key, and the decision of the last one.
    fn follow(&self, key: &str, document: Option<&str>, before: usize) -> (Option<String>, Option<&str>) {
        let mut names = names_of(key, document);
        let mut from = 0;
        let mut last = None;
        loop {
            let fits = |step: &&Step| {
                step.order >= from
                    && step.order < before
                    && match (&step.documents, document) {
                        (None, _) => true,
                        (Some(documents), Some(document)) => documents.contains(document),
                        (Some(_), None) => false,
                    }
            };
            let steps = names.iter().filter_map(|name| self.steps.get(name)).flatten();
            let Some(step) = steps.filter(fits).min_by_key(|step| step.order) else {
                // What is unresolved and was left so is known by the name of all such.
                let name = names.pop().expect("a key is a name of itself");
                return (Some(name), last);
            };
            last = Some(step.decision.as_str());
            match &step.becomes {
                None => return (None, last),
                Some(next) => names = vec![next.clone()],
            }
            from = step.order + 1;
        }
    }

    fn add_step(
        &mut self,
        order: usize,
        decision: &Decision,
        finder: &dyn Finder,
    ) -> Result<Standing, BaseError> {
        let (entity, documents) = match &decision.action {
            Action::RejectMention { document, start, text } => {
                let place = (document.clone(), i64::try_from(*start).unwrap_or(i64::MAX));
                self.mentions.entry(place).or_default().push(text.clone());
                return Ok(Standing::Applied);
            }
            Action::Rename { .. } | Action::Retype { .. } | Action::Link { .. } | Action::Undo { .. } => {
                return Ok(Standing::Applied);
            }
            Action::Merge { from, .. } => (from, None),
            Action::Split { entity, documents } => (entity, Some(documents.clone())),
            Action::RejectArticle { entity, document } => (entity, Some(BTreeSet::from([document.clone()]))),
            Action::RejectAlways { entity } => (entity, None),
        };
        let Some(key) = self.found(entity, finder)? else { return Ok(Standing::Dangling) };
        let becomes = match self.becomes(order, decision, finder)? {
            Ok(becomes) => becomes,
            Err(standing) => return Ok(standing),
        };
        let step = Step { order, decision: decision.id.clone(), documents, becomes };
        match self.contradicted(&key, &step) {
            Some(by) => Ok(Standing::Conflict(by)),
            None => {
                self.steps.entry(key).or_default().push(step);
                Ok(Standing::Applied)
            }
        }
    }

    /// What a decision makes of an entity: another key, or nothing; or why it cannot be in force.
    fn becomes(
        &self,
        order: usize,
        decision: &Decision,
        finder: &dyn Finder,
    ) -> Result<Result<Option<String>, Standing>, BaseError> {
        let into = match &decision.action {
            Action::Merge { into, .. } => into,
            Action::Split { .. } => return Ok(Ok(Some(split_key(&decision.id)))),
            _ => return Ok(Ok(None)),
        };
        let Some(into) = self.found(into, finder)? else { return Ok(Err(Standing::Dangling)) };
        Ok(match self.follow(&into, None, order) {
            (Some(into), _) => Ok(Some(into)),
            (None, by) => Err(Standing::Conflict(by.unwrap_or_default().to_owned())),
        })
    }

    /// The decision that a new step for a key contradicts.
    fn contradicted(&self, key: &str, step: &Step) -> Option<String> {
        let probe = step.documents.as_ref().and_then(|documents| documents.first().cloned());
        let (now, by) = match self.follow(key, probe.as_deref(), step.order) {
            // What was decided of all that is unresolved holds for one of them too.
            (_, None) if key.contains('@') => self.follow(&unresolved(stem_of(key)), None, step.order),
            found => found,
        };
        // Where an earlier decision has already led it elsewhere, the two do not go together.
        if let Some(by) = by
            && now != step.becomes
        {
            return Some(by.to_owned());
        }
        // It would become itself: what it is to become has become it, or is it.
        (step.becomes.as_deref() == Some(key)).then(|| {
            let steps = self.steps.values().flatten();
            let back = steps
                .filter(|other| other.becomes.as_deref() == Some(key))
                .map(|other| &other.decision)
                .last();
            back.unwrap_or(&step.decision).clone()
        })
    }

    /// The key of what a decision names, as identity or an earlier split has it.
    fn found(&self, entity: &EntityKey, finder: &dyn Finder) -> Result<Option<String>, BaseError> {
        let is_split = |key: &str| {
            self.steps.values().flatten().any(|step| step.becomes.as_deref() == Some(key))
                && key.starts_with("split:")
        };
        if is_split(&entity.key) { Ok(Some(entity.key.clone())) } else { finder.find(entity) }
    }

    fn describe(&mut self, decision: &Decision, finder: &dyn Finder) -> Result<Standing, BaseError> {
        let entity = match &decision.action {
            Action::Rename { entity, .. } | Action::Retype { entity, .. } | Action::Link { entity, .. } => {
                entity
            }
            _ => return Ok(Standing::Applied),
        };
        let Some(found) = self.found(entity, finder)? else { return Ok(Standing::Dangling) };
        let (key, by) = self.follow(&found, None, usize::MAX);
        let Some(key) = key else { return Ok(Standing::Conflict(by.unwrap_or_default().to_owned())) };
        let id = decision.id.clone();
        let earlier = match &decision.action {
            Action::Rename { name, .. } => earlier(self.names.entry(key).or_insert((name.clone(), id)), name),
            Action::Retype { entity_type, .. } => {
                earlier(self.types.entry(key).or_insert((*entity_type, id)), entity_type)
            }
            Action::Link { id: link, .. } => {
                let links = self.links.entry(key).or_default();
                let scheme = |id: &str| id.split(':').next().map(str::to_owned);
                let other = links.iter().find(|(other, _)| scheme(other) == scheme(link) && other != link);
                let by = other.map(|(_, by)| by.clone());
                if by.is_none() && !links.iter().any(|(other, _)| other == link) {
                    links.push((link.clone(), id));
                }
                by
            }
            _ => None,
        };
        Ok(earlier.map_or(Standing::Applied, Standing::Conflict))
    }
}

/// The decision that says something else of the same thing.
fn earlier<T: PartialEq>(known: &mut (T, String), said: &T) -> Option<String> {
    (known.0 != *said).then(|| known.1.clone())
}

/// The part of `key@document` that names no article.
fn stem_of(key: &str) -> &str {
    key.split('@').next().unwrap_or(key)
}

/// The key of what a split makes.
pub fn split_key(decision: &str) -> String {
    format!("split:{decision}")
}

/// The names under which decisions may mean a key in an article, the one that it keeps last.
fn names_of(key: &str, document: Option<&str>) -> Vec<String> {
    match (key.strip_suffix('?'), document) {
        (Some(stem), Some(document)) => vec![format!("{stem}@{document}"), unresolved(stem)],
        _ => vec![key.to_owned()],
    }
}

/// The decisions that are undone, with the decision that does. Undoing an undo brings the first one back.
fn undone(log: &[Decision]) -> HashMap<String, String> {
    let mut undos: HashMap<&str, Vec<&str>> = HashMap::new();
    for decision in log {
        if let Action::Undo { decision: other } = &decision.action {
            undos.entry(other).or_default().push(&decision.id);
        }
    }
    let found = log
        .iter()
        .filter_map(|decision| Some((decision.id.clone(), undone_by(&decision.id, &undos)?.to_owned())));
    found.collect()
}

/// The undo that holds of a decision. An id is a digest of what it names: undos make no circles.
fn undone_by<'l>(decision: &str, undos: &HashMap<&str, Vec<&'l str>>) -> Option<&'l str> {
    undos.get(decision)?.iter().copied().find(|undo| undone_by(undo, undos).is_none())
}
