//! `repere tag`: what articles name.

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use anstream::AutoStream;
use clap::{Args, ValueEnum};
use repere::format::{
    AnnotatedWriter, Article, ArticleReader, ArticleWriter, HtmlInlineWriter, HtmlWriter, InputFormat,
    JsonLinesWriter, JsonOptions, JsonWriter, ReadError, TableWriter,
};
use repere::{EntityType, Tagged, Tagger};

use crate::args::{Offsets, Published, UserDictionaries, exit_codes};
use crate::articles::{From, tell_notes, walked};
use crate::jobs;
use crate::outcome::{Outcome, complain};
use crate::progress::Progress;

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
    /// What `start` and `end` count, in `json` and `jsonl`
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

",
    exit_codes!()
);

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ToFormat {
    /// A table for people
    Text,
    /// The text with marks in place
    Annotated,
    /// One JSON array, indented
    Json,
    /// JSON Lines: one object an article
    Jsonl,
    /// A page to look at: the article with its entities, of one article
    Html,
    /// The web page that was read, byte for byte, with the mentions marked
    HtmlInline,
}

impl TagArgs {
    /// Runs the command.
    pub fn run(&self) -> ExitCode {
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
        let with_headings = files.len() > 1 || !readers.peek_mut().is_some_and(one_article);
        let with_colours = io::stdout().is_terminal();
        // Only tables have colours, which a stream that is no terminal must be freed of.
        let stdout: Box<dyn Write> = match self.to {
            ToFormat::Text => Box::new(AutoStream::auto(io::stdout().lock())),
            _ => Box::new(io::stdout().lock()),
        };
        let out = BufWriter::with_capacity(1 << 16, stdout);
        let mut writer = self.writer(out, with_colours, with_headings, &tagger);
        let written = self.tag_all(readers.flatten(), &progress, &tagger, &mut *writer, &mut failures);
        match written {
            // Who reads has enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(error) => {
                failures += 1;
                complain(&format!("standard output: {error}"));
            }
            Ok(()) => {}
        }
        if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn writer<'t>(
        &self,
        out: impl Write + 't,
        with_colours: bool,
        with_headings: bool,
        tagger: &'t Tagger,
    ) -> Box<dyn ArticleWriter + 't> {
        let lexicon = tagger.lexicon();
        let options = JsonOptions { unit: self.offsets.into(), timex3: self.timex3 };
        match self.to {
            ToFormat::Text => Box::new(TableWriter::new(out, with_colours)),
            ToFormat::Annotated => Box::new(AnnotatedWriter::new(out, with_headings)),
            ToFormat::Json => Box::new(JsonWriter::new(out, lexicon, options)),
            ToFormat::Jsonl => Box::new(JsonLinesWriter::new(out, lexicon, options)),
            ToFormat::Html => Box::new(HtmlWriter::new(out, lexicon)),
            ToFormat::HtmlInline => Box::new(HtmlInlineWriter::new(out, lexicon)),
        }
    }

    /// Tags all inputs; those that fail are told and counted. An error is one of the output.
    fn tag_all(
        &self,
        mut articles: impl Iterator<Item = Result<Article, ReadError>> + Send,
        progress: &Progress,
        tagger: &Tagger,
        writer: &mut dyn ArticleWriter,
        failures: &mut usize,
    ) -> io::Result<()> {
        let processors = || thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        let mut written = Ok(());
        jobs::in_order(
            self.jobs.unwrap_or_else(processors),
            |send| _ = articles.try_for_each(send),
            |article| self.tag(tagger, article),
            |done| {
                progress.step();
                match done {
                    Ok((article, tagged)) => {
                        if !article.notes.is_empty() {
                            progress.aside(|| tell_notes(&article));
                        }
                        match writer.write(&article, &tagged) {
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
        written.and_then(|()| writer.finish())
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
