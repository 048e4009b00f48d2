//! `repere dictionary impact`: what a change of dictionaries does to the tags of articles.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use repere::Tagger;
use repere::dictionary::compile::compile_pack;
use repere::dictionary::folder::{read_as, read_shipped};
use repere::dictionary::{LoadError, SourceFile};
use repere::impact::{ChangeKind, Tag, TagChange, compare};
use serde_json::{Value, json};

use crate::articles::{Article, read_articles};
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
    /// Articles: text files, JSON Lines (named `.jsonl`), folders of both
    #[arg(long, value_name = "ARTICLES", required = true, num_args = 1..)]
    on: Vec<PathBuf>,
    /// The folder of the shipped dictionaries from which the program was built; not needed with `--as-users`
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
    article: &'a str,
    change: TagChange,
}

impl ImpactArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let after = match self.changed_tagger() {
            Ok(tagger) => tagger,
            Err(errors) => {
                outcome.problems = errors.iter().map(ToString::to_string).collect();
                return outcome;
            }
        };
        let before = Tagger::new([]);
        let articles = read_articles(&self.on, &mut outcome.problems);
        let found: Vec<Found> = articles.iter().flat_map(|article| changes(&before, &after, article)).collect();
        outcome.output = match self.to {
            ImpactFormat::Text => self.text(&articles, &found),
            ImpactFormat::Jsonl => found.iter().map(|found| format!("{}\n", json_of(found))).collect(),
        };
        outcome
    }

    /// The tagger with the changed dictionaries.
    fn changed_tagger(&self) -> Result<Tagger, Vec<LoadError>> {
        if self.as_users {
            let files = read_all(self.changes.iter().map(|path| read_as(path, &path.to_string_lossy())))?;
            return Ok(Tagger::new([Arc::new(compile_pack(&files)?)]));
        }
        let mut files = read_shipped(&self.dictionaries)?;
        let changed = read_all(self.changes.iter().map(|path| read_as(path, &shipped_name(path, &files))))?;
        for file in changed {
            match files.iter().position(|shipped| shipped.name == file.name) {
                Some(at) => files[at] = file,
                None => files.push(file),
            }
        }
        Ok(Tagger::with_shipped(Arc::new(compile_pack(&files)?), []))
    }

    fn text(&self, articles: &[Article], found: &[Found]) -> String {
        let mut touched: Vec<&str> = found.iter().map(|found| found.article).collect();
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

fn read_all(files: impl Iterator<Item = Result<SourceFile, Vec<LoadError>>>) -> Result<Vec<SourceFile>, Vec<LoadError>> {
    let (mut read, mut errors) = (Vec::new(), Vec::new());
    for file in files {
        match file {
            Ok(file) => read.push(file),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { Ok(read) } else { Err(errors) }
}

/// The name of the shipped file in whose place a file stands: that with the same folder and name; else its own path.
fn shipped_name(path: &Path, shipped: &[SourceFile]) -> String {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().and_then(Path::file_name);
    let name = format!("dictionaries/{}/{}", part(folder), part(path.file_name()));
    let is_shipped = shipped.iter().any(|file| file.name == name);
    if is_shipped { name } else { path.to_string_lossy().into_owned() }
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
