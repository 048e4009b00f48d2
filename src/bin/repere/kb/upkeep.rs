//! `repere kb remove`, `rebuild`, `check` and `backup`.

use std::path::PathBuf;

use clap::Args;
use repere::knowledge::BaseError;

use super::KbFile;
use super::add::told;
use crate::outcome::Outcome;

/// Takes articles away, with all that they said.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb remove --kb newsroom.kb 2016-123")]
pub struct RemoveArgs {
    #[command(flatten)]
    kb: KbFile,
    /// The articles, by their ids; where one is not in the base, none is taken away
    #[arg(value_name = "ID", required = true)]
    articles: Vec<String>,
}

/// Finds all identities anew from what tagging found, and applies all decisions again.
///
/// No text is tagged again. A base that was added to piece by piece is what `rebuild` makes of it: where something
/// changes, something was wrong with it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb rebuild --kb newsroom.kb")]
pub struct RebuildArgs {
    #[command(flatten)]
    kb: KbFile,
}

/// Verifies that a base is whole, and tells decisions that contradict each other.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb check --kb newsroom.kb

Exit codes: 0 all is well; 1 something is wrong, which is told; 2 the arguments make no sense.")]
pub struct CheckArgs {
    #[command(flatten)]
    kb: KbFile,
}

/// Copies a base to a new file, as it is at one moment, while others may be writing to it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb backup --kb newsroom.kb newsroom-2016-10-28.kb")]
pub struct BackupArgs {
    #[command(flatten)]
    kb: KbFile,
    /// The new file
    to: PathBuf,
}

impl RemoveArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        outcome(self.kb.write().and_then(|mut base| {
            let mut addition = base.begin()?;
            for article in &self.articles {
                if !addition.remove(article)? {
                    return Err(BaseError::new(format!("there is no article `{article}`")));
                }
            }
            addition.commit().map(|delta| format!("articles: {} removed\n", delta.removed))
        }))
    }
}

impl RebuildArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        outcome(self.kb.write().and_then(|mut base| base.rebuild()).map(|delta| told(&delta)))
    }
}

impl CheckArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match self.kb.read().and_then(|base| base.check()) {
            Ok(wrong) if wrong.is_empty() => {
                Outcome { output: "all is well\n".to_owned(), ..Outcome::default() }
            }
            Ok(problems) => Outcome { problems, ..Outcome::default() },
            Err(error) => Outcome::problem(error.to_string()),
        }
    }
}

impl BackupArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        outcome(self.kb.read().and_then(|base| base.backup(&self.to)).map(|()| String::new()))
    }
}

/// The outcome of a command that prints what it gives.
pub fn outcome(result: Result<String, BaseError>) -> Outcome {
    match result {
        Ok(output) => Outcome { output, ..Outcome::default() },
        Err(error) => Outcome::problem(error.to_string()),
    }
}
