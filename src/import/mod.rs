//! Importing: dictionaries made of the lists and dumps that others publish.
//!
//! ```text
//! input ──► Record ──► Rules ──► Spool ──► Sink
//! (format)             (kept?)   (sorted)  (YAML, pack)
//! ```
//!
//! An [`Importer`] reads one file of one format and hands out [`Record`]s, one thing in the world each. The [`Rules`]
//! keep or skip them, the [`Tally`] counts why. What is kept goes in sorted runs to a work folder beside the output
//! and is merged from there, so that memory does not grow with the input, and an import that was interrupted goes
//! on where it was. The output is written to the work folder and moved to its place when it is whole.

mod bzip2;
mod collector;
mod csv;
mod fault;
mod geonames;
mod input;
mod jrc_names;
mod lines;
mod paranames;
mod record;
mod rules;
mod run;
mod sink;
mod skos;
pub(crate) mod slug;
mod spool;
mod state;
mod tally;
mod wikidata;
mod yaml;

pub use self::csv::Csv;
pub use collector::Collector;
pub use fault::Fault;
pub use geonames::GeoNames;
pub use input::{Input, Progress};
pub use jrc_names::JrcNames;
pub use paranames::ParaNames;
pub use record::{Name, Office, Record};
pub use rules::{Rules, StopList};
pub use run::{Import, Imported};
pub use sink::Target;
pub use skos::Skos;
pub use tally::{Skip, Tally};
pub use wikidata::{Classes, Wikidata};

/// A format that is imported.
pub trait Importer: Sync {
    /// What the header of the dictionary says of the source: `Wikidata`, `GeoNames` …
    fn source(&self) -> &str;

    /// The licence under which the data are published.
    fn licence(&self) -> &str;

    /// Everything that an import depends on besides its files and [`Rules`]: with other settings, nothing of an
    /// interrupted import is taken over.
    fn settings(&self) -> String;

    /// Whether what one file gives hangs on the others.
    fn needs_all_files(&self) -> bool {
        false
    }

    /// Whether an id that comes twice is a mistake of whoever wrote the list.
    fn doubles_are_faults(&self) -> bool {
        false
    }

    /// What must be read of all files before the first one is imported.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read.
    fn prepare(&mut self, _inputs: &[std::path::PathBuf]) -> Result<(), Fault> {
        Ok(())
    }

    /// Imports a file, which may be begun behind its start, where [`Collector::checkpoint`] was called last.
    ///
    /// What is wrong in a line is told to the collector, and the import goes on.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read to its end.
    fn import(&self, input: Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault>;
}
