//! `repere tag`: what articles name.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::{Args, ValueEnum};
use repere::format::{Article, ArticleReader, InputFormat, JsonOptions, ReadError};
use repere::{EntityType, Tagged, Tagger};

use crate::args::{Offsets, Published, UserDictionaries, exit_codes};
use crate::articles::files_of;
use crate::jobs;
use crate::outcome::{Outcome, complain};
use crate::output::Output;
use crate::progress::Progress;
use crate::to_format::{Form, ToFormat};

/// Finds the people, places, organisations and dates of articles.
///
/// Reads each file, all files of a folder, or standard input, tags every article and writes what was found, in the order of the
/// input, whatever the number of threads. Articles of JSON Lines are read one after another: a file may be longer than the memory.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!(), after_long_help = LONG_HELP)]
pub struct TagArgs {
    /// Files of articles, or folders of them, which are walked; `-` is standard input
    #[arg(value_name = "PATH", default_value = "-")]
    files: Vec<PathBuf>,
    /// How articles stand in the input [default: jsonl for files named .jsonl or .ndjson, else text]
    #[arg(long, value_enum)]
    from: Option<FromFormat>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = ToFormat::Text)]
    to: ToFormat,
    /// Where to write: a file, or a folder (which is there, or ends in `/`) with files of its own for each article
    ///
    /// A file takes its place when it is complete; one that stands there is replaced. In a folder, files are named after the ids of
    /// articles. Without it, standard output.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[command(flatten)]
    published: Published,
    /// Only these types: per, loc, org, date
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "TYPES",
        default_value = "per,loc,org,date",
        hide_default_value = true
    )]
    types: Vec<EntityType>,
    /// What `start` and `end` count, in `json`, `jsonl` and `csv`
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    offsets: Offsets,
    /// In `json` and `jsonl`, give the value of a date as TIMEX3 too
    #[arg(long)]
    timex3: bool,
    /// How many articles are tagged at a time [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    #[command(flatten)]
    dictionaries: UserDictionaries,
}

const LONG_HELP: &str = concat!(
    "\
Input:
  text       the whole file is one article; its id is the file's name
  jsonl      an article a line:
               {\"id\": …, \"text\": …, \"published\": \"YYYY-MM-DD\"}
             `published` may be left out; it comes before `--date`. A line
             that is wrong is told on standard error and has none in the output.

Output:
  text       a table: entities by type with names and counts, dates with values
  annotated  the text with marks in place: M. [Lavrov]{PER} est à [Mossoul]{LOC}
  json       one array of all articles, indented
  jsonl      an article a line:
               {\"id\",
                \"mentions\": [{\"start\", \"end\", \"text\", \"type\", \"entity\", \"value\"?}],
                \"entities\": [{\"entity\", \"type\", \"name\", \"aliases\", \"ids\", \"salience\"}],
                \"repere\": {\"version\", \"dictionaries\"}}
             `end` is excluded; `entity` is a number within the article; `value`
             is what a date means, in EDTF (ISO 8601-2). With `--timex3` stands
             beside it
               \"timex3\": {\"type\": \"DATE\", \"value\", \"mod\"?}, or for a range
               \"timex3\": {\"type\": \"DURATION\", \"value\", \"mod\"?, \"beginPoint\", \"endPoint\"}
  ninjs, web-annotation, schema-org, tei, brat, conll, spacy, label-studio, csv, nif
             forms of others; docs/formats.md shows each, and tells what
             offsets count, what `uri` is and how salience is reckoned.
             `brat` is two files an article: name a folder with `--output`.

Examples:
  repere tag article.txt --date 2016-10-28
  repere tag --from jsonl --to jsonl < news.jsonl > tags.jsonl
  repere tag news.jsonl --to jsonl --types per,org --dictionary our-names.yml
  repere tag archive/ --to jsonl --dictionary ours.pack --jobs 2 > tags.jsonl
  repere tag news.jsonl --to tei --output corpus.xml
  repere tag archive/ --to brat --output annotated/

",
    exit_codes!()
);

/// The forms of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FromFormat {
    /// A file is an article
    Text,
    /// JSON Lines: a line is an article
    Jsonl,
}

impl TagArgs {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
        if self.to.needs_folder() && self.output.is_none() {
            complain("an article is more than one file in this form: name a folder with --output FOLDER");
            return ExitCode::from(2);
        }
        let tagger = match self.dictionaries.swift_tagger() {
            Ok(tagger) => tagger,
            Err(errors) => return Outcome::problems(&errors).print(),
        };
        let mut failures = 0;
        let files = self.walked(&mut failures);
        let options = JsonOptions { unit: self.offsets.into(), timex3: self.timex3 };
        let form = Form { format: self.to, options, lexicon: tagger.lexicon() };
        let written = Output::open(self.output.as_deref(), form, self.may_have_several_articles(&files))
            .and_then(|mut output| {
                let written = self.tag_all(&files, &tagger, &mut output, &mut failures);
                output.finish(written)
            });
        if let Err(problem) = written {
            failures += 1;
            complain(&problem);
        }
        if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    /// The files, those of folders among them. A folder that cannot be read is told and counted.
    fn walked(&self, failures: &mut usize) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for path in &self.files {
            if !path.is_dir() {
                files.push(path.clone());
                continue;
            }
            let name = path.display();
            let problem = match files_of(path) {
                Ok(more) if more.is_empty() => format!("{name}: the folder holds no file"),
                Ok(more) => {
                    files.extend(more);
                    continue;
                }
                Err(error) => ReadError::unopened(name.to_string(), &error).to_string(),
            };
            *failures += 1;
            complain(&problem);
        }
        files
    }

    fn may_have_several_articles(&self, files: &[PathBuf]) -> bool {
        files.len() > 1 || files.iter().any(|file| format_of(self.from, file) == InputFormat::JsonLines)
    }

    /// Tags all inputs; those that fail are told and counted. An error is one of the output.
    fn tag_all(
        &self,
        files: &[PathBuf],
        tagger: &Tagger,
        output: &mut Output,
        failures: &mut usize,
    ) -> io::Result<()> {
        let processors = || thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        let progress = Progress::new(files);
        let mut written = Ok(());
        jobs::in_order(
            self.jobs.unwrap_or_else(processors),
            |send| {
                let mut files = files.iter();
                let _ = files.try_for_each(|file| self.articles(file, &progress).try_for_each(&mut *send));
            },
            |article| self.tag(tagger, article),
            |done| {
                progress.step();
                match done {
                    Ok((article, tagged)) => written = output.write(&article, &tagged),
                    Err(problem) => {
                        *failures += 1;
                        progress.aside(|| complain(&problem.message));
                        return if problem.is_last {
                            output.abandon();
                            ControlFlow::Break(())
                        } else {
                            ControlFlow::Continue(())
                        };
                    }
                }
                if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        progress.finish();
        written
    }

    fn articles(&self, file: &Path, progress: &Progress) -> Articles {
        opened(file, format_of(self.from, file), |file| progress.count(file))
    }

    fn tag(
        &self,
        tagger: &Tagger,
        article: Result<Article, ReadError>,
    ) -> Result<(Article, Tagged), Problem> {
        let mut article = article.map_err(|error| Problem { message: error.to_string(), is_last: false })?;
        article.published = article.published.or(self.published.date);
        let mut tagged = tagger.tag(&article.text, article.published);
        if let Some(damage) = tagger.lexicon().damage() {
            return Err(Problem { message: damage.to_string(), is_last: true });
        }
        tagged.retain_types(&self.types);
        Ok((article, tagged))
    }
}

/// Why an article was not tagged.
struct Problem {
    message: String,
    /// Whether no other can be tagged either.
    is_last: bool,
}

/// How articles stand in a file: as was said, else as its name tells.
pub fn format_of(said: Option<FromFormat>, file: &Path) -> InputFormat {
    let is_lines = file.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
    match said {
        Some(FromFormat::Jsonl) => InputFormat::JsonLines,
        None if is_lines => InputFormat::JsonLines,
        Some(FromFormat::Text) | None => InputFormat::Text,
    }
}

/// Articles, one after another.
pub type Articles = Box<dyn Iterator<Item = Result<Article, ReadError>>>;

/// The articles of a file, or of standard input where it is `-`.
pub fn articles(file: &Path, format: InputFormat) -> Articles {
    opened(file, format, |file| Box::new(file))
}

/// The articles of a file, of which `reader` makes what is read, or of standard input where it is `-`.
fn opened(file: &Path, format: InputFormat, reader: impl FnOnce(File) -> Box<dyn Read>) -> Articles {
    let (name, input) = if file.as_os_str() == "-" {
        let stdin = io::stdin().lock();
        if stdin.is_terminal() {
            complain("reading standard input; Ctrl-D ends it");
        }
        ("standard input".to_owned(), Ok(Box::new(stdin) as Box<dyn BufRead>))
    } else {
        let input = File::open(file).map(|file| Box::new(BufReader::new(reader(file))) as Box<dyn BufRead>);
        (file.display().to_string(), input)
    };
    match input {
        Ok(input) => Box::new(ArticleReader::new(name, input, format)),
        Err(error) => Box::new(std::iter::once(Err(ReadError::unopened(name, &error)))),
    }
}
