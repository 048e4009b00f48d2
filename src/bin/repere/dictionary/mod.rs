//! `repere dictionary`: looking into dictionaries, and compiling them.

mod build;
mod check;
mod merge;
mod show;
mod stats;

use clap::{Args, Subcommand};

use crate::impact::ImpactArgs;
use crate::outcome::Outcome;
use build::BuildArgs;
use check::CheckArgs;
use merge::MergeArgs;
use show::ShowArgs;
use stats::StatsArgs;

/// Looks into dictionaries, and compiles them.
///
/// Checks them, shows what a name means, counts what is in them, tells what a change does; compiles your own, so that a million
/// names are ready at once.
#[derive(Args, Debug)]
pub struct DictionaryArgs {
    #[command(subcommand)]
    command: DictionaryCommand,
}

#[derive(Debug, Subcommand)]
enum DictionaryCommand {
    Check(CheckArgs),
    Show(ShowArgs),
    Stats(StatsArgs),
    Impact(ImpactArgs),
    Build(BuildArgs),
    Merge(MergeArgs),
}

impl DictionaryArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match &self.command {
            DictionaryCommand::Check(arguments) => arguments.run(),
            DictionaryCommand::Show(arguments) => arguments.run(),
            DictionaryCommand::Stats(arguments) => arguments.run(),
            DictionaryCommand::Impact(arguments) => arguments.run(),
            DictionaryCommand::Build(arguments) => arguments.run(),
            DictionaryCommand::Merge(arguments) => arguments.run(),
        }
    }
}
