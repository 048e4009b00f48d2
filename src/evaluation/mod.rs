//! Evaluation: how well the tagger does on texts that people have annotated.
//!
//! A **gold** text has its mentions marked by hand, the **found** ones are the tagger's. Both are lists of
//! [`Annotation`]s. Three comparisons, each in its own module and each summed over documents:
//!
//! - [`spans`]: are the right pieces of text found, with the right type?
//! - [`entities`]: of the mentions found, are those of one thing merged, and only those?
//! - [`dates`]: are the dates found, and do they mean the right days?
//!
//! [`causes`] tells of each error what the engine's decision says of its cause. [`evaluate`] runs the
//! tagger over a set of gold texts and sums all of it up; [`ablation`] does so with parts of the
//! knowledge taken away.

pub mod ablation;
pub mod causes;
pub mod dates;
pub mod entities;
pub mod gold;
pub mod set;
pub mod spans;

pub use ablation::{Ablation, Knowledge, Part, Yardstick};
pub use causes::{Cause, Failure};
pub use dates::{DateScores, ValueCounts};
pub use entities::MergeScores;
pub use gold::{Annotation, GoldDocument, GoldError, read_gold};
pub use set::{Evaluation, annotated_types, evaluate};
pub use spans::{Rates, SpanCounts, SpanScores};
