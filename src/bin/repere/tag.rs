//! `repere tag`: what articles name.

use std::io::{self, ErrorKind};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use repere::format::{Article, ArticleReader, InputFormat, JsonOptions, ReadError};
use repere::{EntityType, Tagged, Tagger};

use crate::args::{Jobs, Offsets, Published, UserDictionaries, exit_codes};
use crate::articles::{From, tell_notes, walked};
use crate::jobs;
use crate::outcome::{Outcome, complain};
use crate::output::Output;
use crate::progress::Progress;
use crate::to_format::{Form, ToFormat};

/// Finds the people, places, organisations and dates of articles.
///
/// Reads each file, all files of a folder, or standard input, tags every article and writes what was found, in the order of the
/// input, whatever the number of threads. Files of several articles are read one after another: they may be longer than the memory.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!(), after_long_help = LONG_HELP)]
pub struct TagArgs {
    /// Files of articles, or folders of them, which are walked; `-` is standard input
    #[arg(value_name = "PATH", default_value = "-")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    from: From,
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
    #[command(flatten)]
    jobs: Jobs,
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
  html       a web page: its title, lead and body, without menus, teasers and
             comments; the day of publication where the page tells it. The id is
             the file's name.
  ninjs      IPTC JSON, 1.x to 3.x: an item, an array of them, or one a line
  newsml-g2  each <newsItem>, alone or in a <newsMessage>
  nitf       each <nitf>
  rss        each <item> or <entry> of a feed, RSS or Atom
  Of items, title, lead and body are one text, joined by blank lines; the id is
  their own, or else the file's name with their number.
  Files packed as .gz or .zst are unpacked. Text in UTF-16 or an old encoding
  (Windows-1252, ISO-8859-15 and others) is decoded, which is told on standard
  error; offsets are those of the decoded text.

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

  html       one page to look at, which loads nothing and runs nothing: the
             article with its entities, of one article
  html-inline
             the web page that was read, byte for byte, with a
             <mark class=\"repere\" data-type data-entity data-mention data-name
             data-value? data-id?> around each mention; what tags cut has several
             with one `data-mention`

Examples:
  repere tag article.txt --date 2016-10-28
  repere tag --from jsonl --to jsonl < news.jsonl > tags.jsonl
  repere tag news.jsonl --to jsonl --types per,org --dictionary our-names.yml
  repere tag article.html --to html-inline > marked.html
  repere tag archive/ --to jsonl --dictionary ours.pack --jobs 2 > tags.jsonl
  repere tag news.jsonl --to tei --output corpus.xml
  repere tag archive/ --to brat --output annotated/

",
    exit_codes!()
);

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
        let files = walked(&self.files, |problem| {
            failures += 1;
            complain(&problem);
        });
        let progress = Progress::new(&files);
        let open = |file: &PathBuf| self.from.open_through(file, |file| progress.count(file));
        let mut readers = files.iter().map(open).peekable();
        let one_article =
            |reader: &mut ArticleReader| reader.format().is_some_and(InputFormat::is_one_article);
        let are_several = files.len() > 1 || !readers.peek_mut().is_some_and(one_article);
        let options = JsonOptions { unit: self.offsets.into(), timex3: self.timex3 };
        let form = Form { format: self.to, options, lexicon: tagger.lexicon() };
        let written = Output::open(self.output.as_deref(), form, are_several).and_then(|mut output| {
            let written = self.tag_all(readers.flatten(), &progress, &tagger, &mut output, &mut failures);
            output.finish(written)
        });
        if let Err(problem) = written {
            failures += 1;
            complain(&problem);
        }
        if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    /// Tags all inputs; those that fail are told and counted. An error is one of the output.
    fn tag_all(
        &self,
        mut articles: impl Iterator<Item = Result<Article, ReadError>> + Send,
        progress: &Progress,
        tagger: &Tagger,
        output: &mut Output,
        failures: &mut usize,
    ) -> io::Result<()> {
        let mut written = Ok(());
        jobs::in_order(
            self.jobs.count(),
            |send| _ = articles.try_for_each(send),
            |article| self.tag(tagger, article),
            |done| {
                progress.step();
                match done {
                    Ok((article, tagged)) => {
                        if !article.notes.is_empty() {
                            progress.aside(|| tell_notes(&article));
                        }
                        match output.write(&article, &tagged) {
                            // The article cannot be written in this form; the next may.
                            Err(error) if error.kind() == ErrorKind::InvalidInput => {
                                *failures += 1;
                                progress.aside(|| complain(&error.to_string()));
                            }
                            result => written = result,
                        }
                    }
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
