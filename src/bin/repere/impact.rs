//! `repere dictionary impact`: what a change of dictionaries does to the tags of articles.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use repere::Tagger;
use repere::dictionary::compile::compile_pack;
use repere::dictionary::folder::{read_shipped, shipped_name};
use repere::dictionary::user::{open_user_dictionaries, read_file};
use repere::dictionary::{LoadError, SourceFile};
use repere::format::{Article, ArticleId};
use repere::impact::{ChangeKind, Tag, TagChange, compare};
use serde_json::{Value, json};

use crate::articles::From;
use crate::outcome::Outcome;

/// Tells which articles gain, lose or change which tags if dictionary files are added or edited.
///
/// A file that has folder and name of a shipped one (`organisations/agencies.yml`) takes its place; any other
/// is added to the shipped ones. Dates are left out.
#[derive(Args, Debug)]
pub struct ImpactArgs {
    /// Dictionary files, new or edited
    #[arg(value_name = "CHANGE", required = true)]
    changes: Vec<PathBuf>,
    /// Files of articles, or folders of them, which are walked
    #[arg(long, value_name = "ARTICLES", required = true, num_args = 1..)]
    on: Vec<PathBuf>,
    #[command(flatten)]
    from: From,
    /// The folder of the shipped dictionaries; not needed with `--as-users`
    #[arg(long, value_name = "FOLDER", default_value = "dictionaries")]
    dictionaries: PathBuf,
    /// Add the files as `--dictionary` does: they outrank the shipped ones and their names need no cue
    #[arg(long)]
    as_users: bool,
    /// Show so many changes of each kind
    #[arg(long, value_name = "N", default_value_t = 10)]
    samples: usize,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = ImpactFormat::Text)]
    to: ImpactFormat,
}

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ImpactFormat {
    /// Counts and samples
    Text,
    /// Every change, one JSON object a line
    Jsonl,
}

/// A change, with the article in which it is.
struct Found<'a> {
    article: &'a ArticleId,
    change: TagChange,
}

impl ImpactArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let (before, after) = match self.taggers() {
            Ok(taggers) => taggers,
            Err(errors) => return Outcome::problems(&errors),
        };
        let articles = self.from.read_all(&self.on, &mut outcome.problems);
        let found: Vec<Found> =
            articles.iter().flat_map(|article| changes(&before, &after, article)).collect();
        outcome.output = match self.to {
            ImpactFormat::Text => self.text(&articles, &found),
            ImpactFormat::Jsonl => found.iter().map(|found| format!("{}\n", json_of(found))).collect(),
        };
        outcome
    }

    /// The taggers before and after the change.
    fn taggers(&self) -> Result<(Tagger, Tagger), Vec<LoadError>> {
        if self.as_users {
            let after = Tagger::new(open_user_dictionaries(&self.changes)?);
            after.lexicon().verify().map_err(|error| vec![error])?;
            return Ok((Tagger::new([]), after));
        }
        let mut files = read_shipped(&self.dictionaries)?;
        // A file that was edited in its place is as it was only in the program.
        let before = if self.is_in_place() { Tagger::new([]) } else { tagger(&files)? };
        for path in &self.changes {
            put(read_file(path)?, shipped_name(path), &mut files);
        }
        Ok((before, tagger(&files)?))
    }

    /// Whether a changed file stands in the folder of the shipped ones.
    fn is_in_place(&self) -> bool {
        let Ok(folder) = self.dictionaries.canonicalize() else { return false };
        self.changes.iter().any(|path| path.canonicalize().is_ok_and(|path| path.starts_with(&folder)))
    }

    fn text(&self, articles: &[Article], found: &[Found]) -> String {
        let mut touched: Vec<&ArticleId> = found.iter().map(|found| found.article).collect();
        touched.dedup();
        let mut text = format!("{} of {} articles change\n", touched.len(), articles.len());
        let mut kinds: BTreeMap<ChangeKind, Vec<&Found>> = BTreeMap::new();
        found.iter().for_each(|found| kinds.entry(found.change.kind()).or_default().push(found));
        for (kind, found) in kinds {
            writeln!(text, "{}: {}", kind.label(), found.len()).expect("a string takes all");
            text += &found.iter().take(self.samples).map(|found| line_of(found)).collect::<String>();
        }
        text
    }
}

fn tagger(files: &[SourceFile]) -> Result<Tagger, Vec<LoadError>> {
    Ok(Tagger::with_shipped(Arc::new(compile_pack(files)?), []))
}

/// Puts a file in the place of the shipped one of this name, or behind them all.
fn put(file: SourceFile, name: String, files: &mut Vec<SourceFile>) {
    match files.iter().position(|shipped| shipped.name == name) {
        Some(at) => files[at] = SourceFile { name, ..file },
        None => files.push(file),
    }
}

fn changes<'a>(before: &Tagger, after: &Tagger, article: &'a Article) -> impl Iterator<Item = Found<'a>> {
    let changes = compare(before, after, &article.text, article.published);
    changes.into_iter().map(|change| Found { article: &article.id, change })
}

fn line_of(found: &Found) -> String {
    let tag = |tag: &Option<Tag>| match tag {
        None => "nothing".to_owned(),
        Some(Tag { text, entity_type, id: Some(id) }) => format!("{text} {entity_type} ({id})"),
        Some(Tag { text, entity_type, id: None }) => format!("{text} {entity_type}"),
    };
    let Found { article, change } = found;
    format!("    {article}: {}  | {} → {}\n", change.context, tag(&change.before), tag(&change.after))
}

fn json_of(found: &Found) -> Value {
    let tag = |tag: &Option<Tag>| {
        tag.as_ref().map(|tag| json!({"text": tag.text, "type": tag.entity_type.label(), "id": tag.id}))
    };
    json!({
        "article": found.article,
        "change": found.change.kind().label(),
        "before": tag(&found.change.before),
        "after": tag(&found.change.after),
        "context": found.change.context,
    })
}
