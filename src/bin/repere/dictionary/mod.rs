//! `repere dictionary`: looking into dictionaries, making and compiling them.

mod build;
mod check;
mod import;
mod merge;
mod show;
mod stats;

use clap::{Args, Subcommand};

use crate::impact::ImpactArgs;
use crate::outcome::Outcome;
use build::BuildArgs;
use check::CheckArgs;
use import::ImportArgs;
use merge::MergeArgs;
use show::ShowArgs;
use stats::StatsArgs;

/// Looks into dictionaries, imports and compiles them.
///
/// Checks them, shows what a name means, counts what is in them, tells what a change does; imports published lists; compiles
/// your own, so that a million names are ready at once.
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
    Import(ImportArgs),
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
            DictionaryCommand::Import(arguments) => arguments.run(),
            DictionaryCommand::Build(arguments) => arguments.run(),
            DictionaryCommand::Merge(arguments) => arguments.run(),
        }
    }
}
