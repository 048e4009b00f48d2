//! The command line of Repère: arguments in, library, printing out.

mod args;
mod articles;
mod candidates;
mod complete;
mod date;
mod date_report;
mod dictionary;
mod eval;
mod explain;
mod fit;
mod gold_sets;
mod impact;
mod jobs;
mod kb;
mod outcome;
mod output;
mod peers;
mod progress;
mod quality;
mod table;
mod tag;
mod to_format;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Tag(arguments) => arguments.run(),
        Command::Explain(arguments) => arguments.run().print(),
        Command::Date(arguments) => arguments.run().print(),
        Command::Dictionary(arguments) => arguments.run().print(),
        Command::Kb(arguments) => arguments.run(),
        Command::Candidates(arguments) => arguments.run().print(),
        Command::Eval(arguments) => arguments.run().print(),
        Command::Fit(arguments) => arguments.run().print(),
        Command::Completions(arguments) => arguments.run().print(),
        Command::Man(arguments) => arguments.run().print(),
    }
}
