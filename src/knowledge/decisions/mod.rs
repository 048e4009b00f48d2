//! What editors decide, kept for ever and applied again to all that is added later.
//!
//! Decisions form a log that only grows: undoing one is a decision too. They name entities by key; each keeps a *witness*, a mention of the
//! entity as it was when it was decided, so that it finds the entity again where new articles gave it another key.

mod files;
mod rules;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

pub use files::{read_files, write_files};
pub(super) use rules::Finder;
pub use rules::{Rules, Standing};

use crate::EntityType;

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// A digest of all the rest.
    pub id: String,
    /// When it was taken: RFC 3339, UTC.
    pub time: String,
    /// Who took it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// What is to be done.
    pub action: Action,
}

/// What a decision does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// `from` is the same thing as `into`.
    Merge {
        /// What is one thing with the other.
        from: EntityKey,
        /// What it will be called.
        into: EntityKey,
    },
    /// What these articles call so is another thing.
    Split {
        /// What it was taken for.
        entity: EntityKey,
        /// The articles.
        documents: BTreeSet<String>,
    },
    /// This mention names nothing.
    RejectMention {
        /// The article.
        document: String,
        /// The first byte of the mention.
        start: u64,
        /// Its text: what stands there when the article was edited is another mention. Nothing in decisions that did not keep it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// In this article the entity is not meant.
    RejectArticle {
        /// The entity.
        entity: EntityKey,
        /// The article.
        document: String,
    },
    /// This is no entity, in no article.
    RejectAlways {
        /// What is none.
        entity: EntityKey,
    },
    /// It is called so.
    Rename {
        /// The entity.
        entity: EntityKey,
        /// Its name.
        name: String,
    },
    /// It is of this type.
    Retype {
        /// The entity.
        entity: EntityKey,
        /// Its type.
        entity_type: EntityType,
    },
    /// It has this id elsewhere, `wikidata:Q…`.
    Link {
        /// The entity.
        entity: EntityKey,
        /// The id.
        id: String,
    },
    /// The decision of this id holds no more.
    Undo {
        /// The other decision.
        decision: String,
    },
}

/// An entity as a decision names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityKey {
    /// Its key when it was decided.
    pub key: String,
    /// A mention of it then.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub witness: Option<Witness>,
}

/// A mention, by article, first byte and text. Where the article was edited, and something else stands there, it is a witness no more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// The article.
    pub document: String,
    /// The first byte.
    pub start: u64,
    /// Its text; nothing in decisions that did not keep it: then only what has a key of the same claim is meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Decision {
    /// A decision; its id follows from the rest.
    pub fn new(time: String, author: String, reason: String, action: Action) -> Decision {
        let mut decision = Decision { id: String::new(), time, author, reason, action };
        let json = serde_json::to_string(&decision).expect("a decision is text and numbers");
        decision.id = format!("{:016x}", XxHash3_64::oneshot(json.as_bytes()));
        decision
    }

    /// Whether the id is that of the rest.
    pub fn is_intact(&self) -> bool {
        let other = self.clone();
        Decision::new(other.time, other.author, other.reason, other.action).id == self.id
    }
}

impl Action {
    /// The word for it: `merge`, `undo`.
    pub fn verb(&self) -> &'static str {
        match self {
            Action::Merge { .. } => "merge",
            Action::Split { .. } => "split",
            Action::RejectMention { .. } | Action::RejectArticle { .. } | Action::RejectAlways { .. } => {
                "reject"
            }
            Action::Rename { .. } => "rename",
            Action::Retype { .. } => "retype",
            Action::Link { .. } => "link",
            Action::Undo { .. } => "undo",
        }
    }

    /// What it says, for people.
    pub fn told(&self) -> String {
        match self {
            Action::Merge { from, into } => format!("{} into {}", from.key, into.key),
            Action::Split { entity, documents } => {
                let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
                format!("{} in {}", entity.key, documents.join(", "))
            }
            Action::RejectMention { document, start, .. } => format!("the mention at {start} of {document}"),
            Action::RejectArticle { entity, document } => format!("{} in {document}", entity.key),
            Action::RejectAlways { entity } => format!("{} always", entity.key),
            Action::Rename { entity, name } => format!("{} to {name}", entity.key),
            Action::Retype { entity, entity_type } => format!("{} to {entity_type}", entity.key),
            Action::Link { entity, id } => format!("{} to {id}", entity.key),
            Action::Undo { decision } => decision.clone(),
        }
    }

    /// The entities that it names.
    pub fn entities(&self) -> Vec<&EntityKey> {
        match self {
            Action::Merge { from, into } => vec![from, into],
            Action::Split { entity, .. }
            | Action::RejectArticle { entity, .. }
            | Action::RejectAlways { entity }
            | Action::Rename { entity, .. }
            | Action::Retype { entity, .. }
            | Action::Link { entity, .. } => vec![entity],
            Action::RejectMention { .. } | Action::Undo { .. } => Vec::new(),
        }
    }
}
