//! `repere dictionary`: looking into dictionaries.

mod check;
mod show;

use clap::{Args, Subcommand};

use crate::impact::ImpactArgs;
use crate::outcome::Outcome;
use check::CheckArgs;
use show::ShowArgs;

/// Looks into dictionaries: checks them, shows what a name means, tells what a change does.
#[derive(Args, Debug)]
pub struct DictionaryArgs {
    #[command(subcommand)]
    command: DictionaryCommand,
}

#[derive(Debug, Subcommand)]
enum DictionaryCommand {
    Check(CheckArgs),
    Show(ShowArgs),
    Impact(ImpactArgs),
}

impl DictionaryArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match &self.command {
            DictionaryCommand::Check(arguments) => arguments.run(),
            DictionaryCommand::Show(arguments) => arguments.run(),
            DictionaryCommand::Impact(arguments) => arguments.run(),
        }
    }
}
