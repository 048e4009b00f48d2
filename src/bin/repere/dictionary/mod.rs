//! `repere dictionary`: looking into dictionaries, and making them.

mod check;
mod import;
mod show;

use clap::{Args, Subcommand};

use crate::impact::ImpactArgs;
use crate::outcome::Outcome;
use check::CheckArgs;
use import::ImportArgs;
use show::ShowArgs;

/// Looks into dictionaries: checks them, shows what a name means, tells what a change does; imports published lists.
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
    Import(ImportArgs),
}

impl DictionaryArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match &self.command {
            DictionaryCommand::Check(arguments) => arguments.run(),
            DictionaryCommand::Show(arguments) => arguments.run(),
            DictionaryCommand::Impact(arguments) => arguments.run(),
            DictionaryCommand::Import(arguments) => arguments.run(),
        }
    }
}
