//! `repere dictionary`: looking into dictionaries.

use clap::{Args, Subcommand};

use crate::impact::ImpactArgs;
use crate::outcome::Outcome;

/// Looks into dictionaries: checks them, shows what a name means, tells what a change does.
#[derive(Args, Debug)]
pub struct DictionaryArgs {
    #[command(subcommand)]
    command: DictionaryCommand,
}

#[derive(Debug, Subcommand)]
enum DictionaryCommand {
    Impact(ImpactArgs),
}

impl DictionaryArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match &self.command {
            DictionaryCommand::Impact(arguments) => arguments.run(),
        }
    }
}
