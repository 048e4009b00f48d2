//! Matchers: each finds candidates of one kind, none decides.
//!
//! A matcher reads the analysed [`Document`] and adds [`Candidate`]s. It may be generous: a
//! candidate too many costs a little time, one too few is lost for good. What overlaps, what type
//! a name has and what is no name at all is decided by the [resolver](crate::resolver).

use crate::candidate::Candidate;
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Case, Joint};

mod acronym;
mod gazetteer;
mod organisation;
mod person;
mod place;
mod shape;

pub use acronym::AcronymMatcher;
pub use gazetteer::GazetteerMatcher;
pub use organisation::OrganisationMatcher;
pub use person::PersonMatcher;
pub use place::PlaceMatcher;
pub use shape::ShapeMatcher;

/// Finds candidates of one kind in a document.
pub trait Matcher: Send + Sync {
    /// Adds the candidates of `document` to `found`, in any order.
    fn find(&self, document: &Document, found: &mut Vec<Candidate>);
}

/// Whether a head in small letters is a building as well as a body: `stade`, `église`. The building is meant.
pub(crate) fn is_building(document: &Document, at: usize) -> bool {
    document.tokens()[at].case == Case::Small && document.word(at).has(Class::PlaceHead)
}

/// The last of the words in small letters that hyphens tie behind `at`: `Soo-rok`, `Jong-un`.
fn tied_end(document: &Document, at: usize) -> usize {
    let behind = document.tokens()[at + 1..].iter();
    at + behind.take_while(|token| token.joint == Joint::Hyphen && token.case == Case::Small).count()
}

/// The words that may tie the words of a name, with the articles behind them.
pub(crate) fn is_link(document: &Document, at: usize) -> bool {
    matches!(document.surface(at), "de" | "du" | "des" | "d" | "la" | "le" | "les" | "l")
}
