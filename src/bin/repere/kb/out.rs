//! `repere kb export`, `changes` and `decisions`.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use repere::knowledge::{
    Base, BaseError, Decision, ExportError, Standing, decisions_to_dictionary, read_decisions, write_changes,
    write_csv, write_decisions, write_jsonl, write_jsonld, write_turtle,
};

use super::KbFile;
use super::print::{AnswerOptions, Rows};
use super::upkeep::outcome;
use crate::outcome::{Outcome, complain};

/// Writes the whole base to standard output, for other programs.
#[derive(Args, Debug)]
#[command(after_help = "Forms:
  jsonl    entities, then articles with their mentions; sorted, so that two exports can be compared
  csv      a mention a line
  turtle   RDF: entities as skos:Concept and schema:Person, Place, Organization; articles as schema:NewsArticle
  jsonld   the same as JSON-LD

Examples:
  repere kb export --kb newsroom.kb --to jsonl > newsroom.jsonl
  repere kb export --kb newsroom.kb --to turtle --root https://news.example/id/ > newsroom.ttl")]
pub struct ExportArgs {
    #[command(flatten)]
    kb: KbFile,
    /// The form of the output
    #[arg(long, value_enum)]
    to: ExportForm,
    /// What the IRIs of entities and articles begin with, in RDF
    #[arg(long, value_name = "IRI", default_value = "urn:repere:")]
    root: String,
}

/// The forms of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportForm {
    /// JSON-LD
    Jsonld,
    /// Turtle
    Turtle,
    /// CSV, a mention a line
    Csv,
    /// JSON Lines
    Jsonl,
}

/// Writes what has changed since a version of the base, as JSON Lines.
///
/// In the order of the lines: mentions that went (`remove`), entities that came, went or are called otherwise (`entity`), mentions that came (`add`),
/// mentions with another entity (`retarget`); last the version of now, to be asked from next time.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb changes --kb newsroom.kb --since 41 > changes.jsonl")]
pub struct ChangesArgs {
    #[command(flatten)]
    kb: KbFile,
    /// The version from which on; 0 is the empty base
    #[arg(long, value_name = "VERSION")]
    since: u64,
}

/// Lists, writes out and takes in what was decided.
#[derive(Args, Debug)]
pub struct DecisionsArgs {
    #[command(subcommand)]
    command: DecisionsCommand,
}

#[derive(Debug, Subcommand)]
enum DecisionsCommand {
    /// Lists all decisions, in the order of their times, with what became of them
    List {
        #[command(flatten)]
        kb: KbFile,
        #[command(flatten)]
        answer: AnswerOptions,
    },
    /// Writes all decisions to a folder: a file a month, a line a decision, sorted
    Export {
        #[command(flatten)]
        kb: KbFile,
        /// The folder
        folder: PathBuf,
    },
    /// Takes in the decisions of a folder or file; those that are there already change nothing
    Import {
        #[command(flatten)]
        kb: KbFile,
        /// The folder or file
        path: PathBuf,
    },
    /// Writes what was settled as a dictionary (YAML), so that the tagger knows it from the beginning
    ToDictionary {
        #[command(flatten)]
        kb: KbFile,
    },
}

impl ExportArgs {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        written(self.kb.read(), |base, out| match self.to {
            ExportForm::Jsonl => write_jsonl(base, out),
            ExportForm::Csv => write_csv(base, out),
            ExportForm::Turtle => write_turtle(base, &self.root, out),
            ExportForm::Jsonld => write_jsonld(base, &self.root, out),
        })
    }
}

impl ChangesArgs {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        written(self.kb.read(), |base, out| write_changes(base, self.since, out))
    }
}

/// Writes to standard output what `write` makes of a base.
fn written(
    base: Result<Base, BaseError>,
    write: impl FnOnce(&Base, &mut dyn Write) -> Result<(), ExportError>,
) -> ExitCode {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match base.map_err(ExportError::from).and_then(|base| write(&base, &mut out)) {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads has enough.
        Err(ExportError::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

impl DecisionsArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match &self.command {
            DecisionsCommand::List { kb, answer } => list(kb, answer),
            DecisionsCommand::Export { kb, folder } => {
                let decisions = kb.read().and_then(|base| base.decisions());
                let written = decisions.and_then(|decisions| {
                    let files = write_decisions(folder, &decisions)?;
                    Ok(format!("decisions: {}, files: {files}\n", decisions.len()))
                });
                outcome(written)
            }
            DecisionsCommand::Import { kb, path } => import(kb, path),
            DecisionsCommand::ToDictionary { kb } => {
                outcome(kb.read().and_then(|base| decisions_to_dictionary(&base)))
            }
        }
    }
}

fn list(kb: &KbFile, answer: &AnswerOptions) -> Outcome {
    let listed = kb.read().and_then(|base| {
        let rules = base.rules()?;
        let told = |decision: Decision| {
            let standing = rules.standing(&decision.id).map_or_else(String::new, standing);
            (decision, standing)
        };
        Ok(base.decisions()?.into_iter().map(told).collect::<Vec<_>>())
    });
    answer.outcome(listed, |decisions| {
        Rows::new(
            &["id", "time", "author", "verb", "what", "reason", "standing"],
            decisions,
            |(decision, standing)| {
                vec![
                    decision.id.clone(),
                    decision.time.clone(),
                    decision.author.clone(),
                    decision.action.verb().to_owned(),
                    decision.action.told(),
                    decision.reason.clone(),
                    standing.clone(),
                ]
            },
        )
    })
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Applied => "in force".to_owned(),
        Standing::Undone(by) => format!("undone by {by}"),
        Standing::Conflict(with) => format!("contradicts {with}, which is in force"),
        Standing::Dangling => "names what is not in the base".to_owned(),
    }
}

fn import(kb: &KbFile, path: &std::path::Path) -> Outcome {
    let imported = read_decisions(path).and_then(|decisions| {
        let mut base = kb.write()?;
        let added = base.import_decisions(&decisions)?;
        let rules = base.rules()?;
        let contradicting =
            |decision: &&Decision| matches!(rules.standing(&decision.id), Some(Standing::Conflict(_)));
        let problems = decisions.iter().filter(contradicting).map(|decision| {
            let told = rules.standing(&decision.id).map_or_else(String::new, standing);
            format!(
                "decision {} ({} {}): {told}",
                decision.id,
                decision.action.verb(),
                decision.action.told()
            )
        });
        let known = decisions.len() - added;
        Ok(Outcome {
            output: format!("decisions: {added} new, {known} known\n"),
            problems: problems.collect(),
        })
    });
    imported.unwrap_or_else(|error| Outcome::problem(error.to_string()))
}
