//! The arguments that sub-commands share, and the list of sub-commands.

use std::num::NonZero;
use std::path::PathBuf;
use std::thread;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use repere::Tagger;
use repere::dictionary::LoadError;
use repere::dictionary::user::open_user_dictionaries;
use repere::format::OffsetUnit;

use crate::candidates::CandidatesArgs;
use crate::complete::{CompletionsArgs, ManArgs};
use crate::date::DateArgs;
use crate::dictionary::DictionaryArgs;
use crate::eval::EvalArgs;
use crate::explain::ExplainArgs;
use crate::fit::FitArgs;
use crate::kb::KbArgs;
use crate::tag::TagArgs;

/// Named entities of French news: people, places, organisations and dates, merged and explained.
///
/// Repère finds the names and dates of an article, says what each is, puts together those that are the same thing («EI» and
/// «Etat islamique», «M. Lavrov» and «Sergueï Lavrov»), gives each date its day, and can tell why it decided so. All that it knows
/// stands in dictionaries that can be read, corrected and completed.
#[derive(Debug, Parser)]
#[command(name = "repere", version = VERSION, after_help = exit_codes!(), after_long_help = LONG_HELP, max_term_width = 110)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// The versions of program and dictionaries.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (dictionaries ", env!("REPERE_DICTIONARIES"), ")");

/// What the exit codes mean, as a literal: stands under the help of every command that reads files.
macro_rules! exit_codes {
    () => {
        "Exit codes: 0 all went well; 1 some input could not be processed,
the others were; 2 the arguments make no sense."
    };
}
pub(crate) use exit_codes;

const LONG_HELP: &str = concat!(
    "\
Examples:
  repere tag article.txt --date 2016-10-28
      a table of what an article names
  repere tag article.txt --to annotated
      the article with the names marked in place
  repere tag news.jsonl --to jsonl > tags.jsonl
      an article a line, in and out
  repere explain article.txt --text EI
      why «EI» was tagged so, or why not
  repere date 'la semaine dernière' --date 2016-10-28
      the days that a phrase means
  repere dictionary show Valence
      what a name means

",
    exit_codes!()
);

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Tag(TagArgs),
    Explain(ExplainArgs),
    Date(DateArgs),
    Dictionary(DictionaryArgs),
    Kb(KbArgs),
    Candidates(CandidatesArgs),
    Eval(EvalArgs),
    Fit(FitArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// The user's dictionaries.
#[derive(Args, Debug)]
pub struct UserDictionaries {
    /// A dictionary of your own: a YAML file, a folder of them, or a compiled one; may be given several times.
    ///
    /// It outranks the shipped dictionaries, and a name that it lists is found wherever it stands, with no cue. The
    /// format is that of the shipped ones (`dictionaries/README.md`); `repere dictionary check PATH` checks it, `repere dictionary build`
    /// compiles it, so that it is ready at once.
    #[arg(long = "dictionary", value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl UserDictionaries {
    /// A tagger with the shipped dictionaries and these, compiled ones verified whole.
    pub fn tagger(&self) -> Result<Tagger, Vec<LoadError>> {
        let tagger = self.swift_tagger()?;
        tagger.lexicon().verify().map_err(|error| vec![error])?;
        Ok(tagger)
    }

    /// A tagger with the shipped dictionaries and these, compiled ones verified as they are read: what was tagged holds
    /// only if [`Lexicon::damage`](repere::dictionary::Lexicon::damage) is none behind it.
    pub fn swift_tagger(&self) -> Result<Tagger, Vec<LoadError>> {
        Ok(Tagger::new(open_user_dictionaries(&self.paths)?))
    }
}

/// The threads that tag.
#[derive(Args, Debug)]
pub struct Jobs {
    /// How many articles are tagged at a time [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

impl Jobs {
    /// How many threads there are.
    pub fn count(&self) -> NonZero<usize> {
        self.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN)
    }
}

/// The day of publication.
#[derive(Args, Debug)]
pub struct Published {
    /// The day of publication, from which «vendredi» and «la semaine dernière» are counted
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
}

/// A day of the calendar.
fn day(text: &str) -> Result<Date, String> {
    let well_formed = text.len() == 10 && text.is_ascii();
    let day = well_formed.then(|| text.parse().ok()).flatten();
    day.ok_or_else(|| "a day is written YYYY-MM-DD and is one of the calendar, as 2016-10-28".to_owned())
}

/// What offsets count.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Offsets {
    /// Unicode code points (Python)
    Chars,
    /// Bytes of UTF-8 (Rust, Go)
    Bytes,
    /// UTF-16 code units (JavaScript, Java)
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Chars => OffsetUnit::Chars,
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}
