//! `repere kb`: the editorial knowledge base.

mod add;
mod ask;
mod decide;
mod out;
mod print;
mod upkeep;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use repere::knowledge::{Base, BaseError};

use add::AddArgs;
use ask::{
    AmbiguousArgs, ArticlesArgs, ListArgs, RelatedArgs, SearchArgs, ShowArgs, StatsArgs, TimelineArgs,
};
use decide::{LinkArgs, MergeArgs, RejectArgs, RenameArgs, RetypeArgs, SplitArgs, UndoArgs};
use out::{ChangesArgs, DecisionsArgs, ExportArgs};
use upkeep::{BackupArgs, CheckArgs, RebuildArgs, RemoveArgs};

/// Keeps a base of who and what was written about, when, with whom, under which names.
///
/// A base is one file. Articles are added to it, and may be added again when they were edited; what you decide about its entities
/// is kept for ever and applied to all that comes later.
#[derive(Args, Debug)]
#[command(after_long_help = "Examples:
  repere kb add --kb newsroom.kb archive/
  repere kb search --kb newsroom.kb lavrov
  repere kb show --kb newsroom.kb 'Sergueï Lavrov'
  repere kb merge --kb newsroom.kb 'per:dupont@2016-123' per:michel-dupont --author cl --reason 'same byline'
  repere kb export --kb newsroom.kb --to turtle > newsroom.ttl

`REPERE_KB` names the base where `--kb` does not. The guide is docs/knowledge-base.md.")]
pub struct KbArgs {
    #[command(subcommand)]
    command: KbCommand,
}

#[derive(Debug, Subcommand)]
enum KbCommand {
    Add(AddArgs),
    Search(SearchArgs),
    Show(ShowArgs),
    List(ListArgs),
    Timeline(TimelineArgs),
    Related(RelatedArgs),
    Articles(ArticlesArgs),
    Ambiguous(AmbiguousArgs),
    Stats(StatsArgs),
    Merge(MergeArgs),
    Split(SplitArgs),
    Reject(RejectArgs),
    Rename(RenameArgs),
    Retype(RetypeArgs),
    Link(LinkArgs),
    Undo(UndoArgs),
    Decisions(DecisionsArgs),
    Export(ExportArgs),
    Changes(ChangesArgs),
    Remove(RemoveArgs),
    Rebuild(RebuildArgs),
    Check(CheckArgs),
    Backup(BackupArgs),
}

impl KbArgs {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        match &self.command {
            KbCommand::Add(arguments) => arguments.run(),
            KbCommand::Export(arguments) => arguments.run(),
            KbCommand::Changes(arguments) => arguments.run(),
            KbCommand::Search(arguments) => arguments.run().print(),
            KbCommand::Show(arguments) => arguments.run().print(),
            KbCommand::List(arguments) => arguments.run().print(),
            KbCommand::Timeline(arguments) => arguments.run().print(),
            KbCommand::Related(arguments) => arguments.run().print(),
            KbCommand::Articles(arguments) => arguments.run().print(),
            KbCommand::Ambiguous(arguments) => arguments.run().print(),
            KbCommand::Stats(arguments) => arguments.run().print(),
            KbCommand::Merge(arguments) => arguments.run().print(),
            KbCommand::Split(arguments) => arguments.run().print(),
            KbCommand::Reject(arguments) => arguments.run().print(),
            KbCommand::Rename(arguments) => arguments.run().print(),
            KbCommand::Retype(arguments) => arguments.run().print(),
            KbCommand::Link(arguments) => arguments.run().print(),
            KbCommand::Undo(arguments) => arguments.run().print(),
            KbCommand::Decisions(arguments) => arguments.run().print(),
            KbCommand::Remove(arguments) => arguments.run().print(),
            KbCommand::Rebuild(arguments) => arguments.run().print(),
            KbCommand::Check(arguments) => arguments.run().print(),
            KbCommand::Backup(arguments) => arguments.run().print(),
        }
    }
}

/// The base that a command works on.
#[derive(Args, Debug)]
struct KbFile {
    /// The base, a file
    #[arg(long = "kb", value_name = "FILE", env = "REPERE_KB", default_value = "newsroom.kb")]
    file: PathBuf,
}

impl KbFile {
    /// The base, for reading.
    fn read(&self) -> Result<Base, BaseError> {
        Base::read(&self.file)
    }

    /// The base, for changing what is in it.
    fn write(&self) -> Result<Base, BaseError> {
        Base::open_existing(&self.file)
    }
}
