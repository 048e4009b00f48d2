//! The text as the matchers see it: folded words with the way back to the original bytes.
//!
//! Nothing is ever matched on a rewritten copy of the text. The original is cut into
//! [`Token`]s; each carries the [`Span`](crate::Span) where it stands and the [`WordKey`] of
//! its folded form. Two names are the same when their sequences of keys are, whatever their
//! case, accents, apostrophes, hyphens and spaces; the span of a match is the span of its tokens,
//! so the way back is exact for any Unicode input.
//!
//! [`fold`] says what folding does, [`token`] how a text is cut, [`layout`] what is told from
//! lines and sentences.

pub mod fold;
pub mod layout;
mod letters;
pub mod line;
pub mod token;
pub mod utf8;

pub use fold::{KeyHasher, WordKey, fold_word};
pub use line::single_line;
pub use token::{Case, Joint, Kind, Token, tokenize};
