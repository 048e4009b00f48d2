//! `repere dictionary merge`: one compiled dictionary of several.

use std::path::PathBuf;

use clap::Args;
use repere::dictionary::Builder;
use repere::dictionary::user::open_pack;

use super::build::save;
use crate::outcome::Outcome;

/// Puts compiled dictionaries together.
///
/// The result is that of compiling all their files at once. An id may stand in one of them only.
#[derive(Args, Debug)]
#[command(after_help = "Example:
  repere dictionary merge people.pack places.pack -o ours.pack

Exit codes: 0 the pack is written; 1 a pack is damaged, an id stands in two, or the pack cannot be written;
2 the arguments make no sense.")]
pub struct MergeArgs {
    /// Compiled dictionaries
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
    /// Where to write the pack; one that stands there is replaced when the new one is whole
    #[arg(short, long, value_name = "PACK")]
    output: PathBuf,
}

impl MergeArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut errors = Vec::new();
        let mut builder = Builder::new();
        for path in &self.packs {
            let added = open_pack(path).map_err(|error| vec![error]).and_then(|pack| builder.add_pack(&pack));
            errors.extend(added.err().unwrap_or_default());
        }
        if errors.is_empty() { save(builder, &self.output) } else { Outcome::problems(&errors) }
    }
}
