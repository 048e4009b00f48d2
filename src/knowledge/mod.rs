//! The editorial knowledge base: who and what was written about, when, with whom, under which names.
//!
//! A base is made of *facts*, which tagging found in articles; *identity*, which follows from them: which occurrences of names in several articles
//! are one thing; and *decisions* of editors, which have the last word. Only facts and decisions are anybody's work: all the rest can be computed
//! again ([`Base::rebuild`]), and does not depend on the order in which articles came.
//!
//! - An *occurrence* is one thing as one article speaks of it. It *claims* to be a dictionary entry, or has a name.
//! - An *entity* is what occurrences are found to be. Its *key* is made of what it is (`repere:mossoul`, `per:michel-dupont:maire-trebourg`), never
//!   of a running number.
//! - What is *unresolved* has a name and nothing that says whose: `per:dupont?` are all Duponts that nobody knows, `per:dupont@2016-123` the one of
//!   an article.

mod answers;
mod base;
mod decisions;
mod delta;
mod dictionary;
mod error;
mod export;
mod facts;
mod identity;
mod questions;
mod records;
mod sql;

pub use answers::{
    Ambiguous, ArticleLine, EntityLine, EntityView, Filter, Meaning, MonthCount, NameUse, Related, Stats,
    YearCount,
};
pub use base::{Addition, Base};
pub use decisions::{
    Action, Decision, EntityKey, Rules, Standing, Witness, read_files as read_decisions,
    write_files as write_decisions,
};
pub use delta::{Delta, Stored};
pub use dictionary::decisions_to_dictionary;
pub use error::BaseError;
pub use export::{ExportError, write_changes, write_csv, write_jsonl, write_jsonld, write_turtle};
pub use facts::{
    Candidate, Claim, ClaimKind, DocumentFacts, Feature, MentionFact, Occurrence, Versions, digest,
};
pub use records::{ArticleRecord, Change, EntityRecord, MentionChange, MentionRecord};
