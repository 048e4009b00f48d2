//! `repere explain`: why a piece of an article was tagged so, or why not.
use clap::Args;
use crate::outcome::Outcome;

/// Tells why.
#[derive(Args, Debug)]
pub struct ExplainArgs {}

impl ExplainArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        Outcome::default()
    }
}
