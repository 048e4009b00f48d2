//! `repere dictionary check`: what is wrong or doubtful in dictionaries.

use std::path::{Path, PathBuf};

use clap::Args;
use repere::Tagger;
use repere::date::DateWords;
use repere::dictionary::check::{Finding, Severity, check};
use repere::dictionary::load::{Content, kind_of, load};
use repere::dictionary::user::{name_of, open_pack, read_yaml, yaml_files};
use repere::dictionary::{LoadError, Pack, SourceFile};
use repere::import::Classes;
use repere::resolver::Weights;

use crate::outcome::Outcome;

/// Checks dictionary files: what is wrong in them, and what is doubtful.
///
/// Prints every finding as `file:line:column: error: …` or `… doubt: …`, then how many there are. An error
/// is an id declared twice, an unknown key, a name twice in an entry, a YAML fault; a doubt is a common word that needs no
/// cue, a name that two entries share and nothing tells apart, a name taken from a shipped entry, a list that is not sorted.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 there is no error (doubts there may be); 1 there are errors; 2 the arguments make no sense."
)]
pub struct CheckArgs {
    /// Dictionary files, folders of them, or compiled ones [default: the folder `dictionaries` of the project]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Leave the doubts out
    #[arg(long)]
    errors_only: bool,
}

/// The folder of the shipped dictionaries in the project.
const SHIPPED: &str = "dictionaries";

impl CheckArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut checked = Checked::default();
        match self.paths.as_slice() {
            [] if !Path::new(SHIPPED).is_dir() => {
                return Outcome::problem(
                    "there is no folder `dictionaries` here: pass the files or folders to check",
                );
            }
            [] => checked.read(&[PathBuf::from(SHIPPED)]),
            paths => checked.read(paths),
        }
        checked.finish(self.errors_only)
    }
}

/// What was read, and what was found while reading.
#[derive(Default)]
struct Checked {
    /// How many files there were, right or wrong.
    count: usize,
    /// The entries of compiled dictionaries.
    compiled_entries: usize,
    files: Vec<SourceFile>,
    /// The files of date words, with their names.
    dates: Vec<(String, String)>,
    errors: Vec<LoadError>,
}

impl Checked {
    fn read(&mut self, paths: &[PathBuf]) {
        for path in yaml_files(paths, &mut self.errors) {
            self.count += 1;
            if Pack::is_pack(&path) {
                self.pack(&path);
                continue;
            }
            match read_yaml(&path) {
                Ok(yaml) => self.file(name_of(&path), yaml),
                Err(error) => self.errors.push(error),
            }
        }
    }

    /// Verifies a compiled dictionary; doubts are told of its sources only.
    fn pack(&mut self, path: &Path) {
        let verified = open_pack(path).and_then(|pack| {
            let whole = pack.verify().map(|()| pack.entries().count());
            whole.map_err(|error| LoadError::of_file(&name_of(path), error.to_string()))
        });
        match verified {
            Ok(entries) => self.compiled_entries += entries,
            Err(error) => self.errors.push(error),
        }
    }

    fn file(&mut self, name: String, yaml: String) {
        match kind_of(&yaml) {
            Some((_, "date-words")) => self.dates.push((name, yaml)),
            Some((_, "wikidata-classes")) => {
                if let Err(message) = Classes::from_yaml(&yaml) {
                    self.errors.push(LoadError::of_file(&name, message));
                }
            }
            None if yaml.lines().any(|line| line.starts_with("context_words:")) => {
                if let Err(message) = Weights::from_yaml(&yaml) {
                    self.errors.push(LoadError::of_file(&name, message));
                }
            }
            _ => match load(&name, &yaml) {
                Ok(file) => self.files.push(file),
                Err(errors) => self.errors.extend(errors),
            },
        }
    }

    /// All findings, and a line that sums them up.
    fn finish(mut self, errors_only: bool) -> Outcome {
        if let Err(errors) =
            DateWords::from_yaml(self.dates.iter().map(|(name, yaml)| (name.as_str(), yaml.as_str())))
        {
            self.errors.extend(errors);
        }
        let mut findings: Vec<Finding> = self.errors.into_iter().map(Finding::from).collect();
        findings.extend(check(&self.files, Tagger::new([]).lexicon()));
        findings.sort();
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, doubts) = (count(Severity::Error), count(Severity::Doubt));
        let shown = findings.iter().filter(|finding| !errors_only || finding.severity == Severity::Error);
        let mut output: String = shown.map(|finding| format!("{finding}\n")).collect();
        let entries: usize = self.files.iter().map(entries).sum::<usize>() + self.compiled_entries;
        output += &format!(
            "{}, {}: {}, {}\n",
            counted(self.count, "file", "files"),
            counted(entries, "entry", "entries"),
            counted(errors, "error", "errors"),
            counted(doubts, "doubt", "doubts")
        );
        let problems = if errors > 0 {
            vec![format!("the dictionaries have {}", counted(errors, "error", "errors"))]
        } else {
            vec![]
        };
        Outcome { output, problems }
    }
}

/// How many entries or words a file holds.
fn entries(file: &SourceFile) -> usize {
    match &file.content {
        Content::Entities(entries) => entries.len(),
        Content::FirstNames(names) => names.len(),
        Content::Words(_, words) => words.len(),
    }
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
