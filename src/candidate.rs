//! What a matcher proposes.

use crate::EntityType;
use crate::cue::Cue;
use crate::dictionary::FormRef;

/// A piece of text that may be a mention, as one matcher sees it.
///
/// Matchers propose generously; the resolver weighs what they propose against what stands around
/// it and keeps the best readings that do not overlap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The first token.
    pub first: usize,
    /// The last token, included.
    pub last: usize,
    /// The type that it would have.
    pub entity_type: EntityType,
    /// Why it is proposed.
    pub reason: Reason,
}

/// Why a matcher proposes a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// A form of a dictionary stands there.
    Dictionary(FormRef),
    /// The words fit a pattern.
    Pattern(Cue),
    /// The words are written like a name, that is all.
    Shape,
    /// They are a date, by its number among the dates found in the document.
    Date(usize),
}
