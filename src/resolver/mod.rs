//! Deciding: from candidates to mentions, from mentions to entities.
//!
//! Three steps, each in its own module:
//!
//! 1. [`evidence`] gathers for each *reading* (a piece of text with a type) the cues that speak for or
//!    against it: what the dictionaries know, how its words are written, what stands around it,
//!    where it stands, and what the rest of the article says.
//! 2. [`choice`] sums the cues' [`weights`] and keeps the set of readings that do not overlap and
//!    whose sum is highest. It runs twice: what the first run accepts is proof for the second.
//! 3. [`identity`] merges the mentions that are the same thing, and abstains when in doubt.

pub mod choice;
pub mod evidence;
pub mod identity;
pub mod weights;

pub use choice::{Choice, choose};
pub use evidence::{Reading, Readings};
pub use identity::MergeRule;
pub use weights::Weights;
