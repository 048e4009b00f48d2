//! `repere explain`: why a piece of an article was tagged so, or why not.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use repere::explain::{ExplainedEntity, ExplainedForm, ExplainedReading, Explainer, Explanation, Verdict};
use repere::format::{Article, OffsetUnit};
use repere::text::single_line;
use repere::{Span, Tagger};

use crate::args::{Offsets, Published, UserDictionaries};
use crate::articles::{From, tell_notes};
use crate::outcome::Outcome;

/// Tells why a piece of an article was tagged so, or why not.
///
/// Prints every reading of the words there, the kept one first: its type and score, what was weighed (largest weight first), the
/// dictionary entry with file and line, what beat it, and for what was kept the entity that it names. Of a date it prints how
/// its value was worked out. Where nothing reads the words as a name, it says why.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ExplainArgs {
    /// The article: a file, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// What `--at` counts
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    offsets: Offsets,
    #[command(flatten)]
    from: From,
    /// Of several articles, only the article with this id
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Show all rejected readings [default: the best three]
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    published: Published,
    #[command(flatten)]
    dictionaries: UserDictionaries,
}

/// Where to look.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Place {
    /// The word at this offset, counted from 0
    #[arg(long, value_name = "OFFSET")]
    at: Option<usize>,
    /// These words, wherever they stand
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

const EXAMPLES: &str = "Examples:
  repere explain article.txt --text EI
  repere explain article.txt --at 412 --date 2016-10-28
  repere explain news.jsonl --id 2024-0117 --text Orange --all

Exit codes: 0 there is an explanation; 1 the file cannot be read, or the words do not stand in it; 2 the arguments make no sense.";

/// How many rejected readings are shown unless all are asked for.
const SHOWN: usize = 3;

impl ExplainArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let tagger = match self.dictionaries.tagger() {
            Ok(tagger) => tagger,
            Err(errors) => return Outcome::problems(&errors),
        };
        let mut outcome = Outcome::default();
        let mut found = false;
        for article in self.from.open(&self.file) {
            match article {
                Ok(article) if self.wants(&article) => {
                    tell_notes(&article);
                    found |= self.explain(&tagger, &article, &mut outcome);
                }
                Ok(_) => {}
                Err(error) => outcome.problems.push(error.to_string()),
            }
        }
        if !found && outcome.problems.is_empty() {
            outcome.problems.push(format!("{}: {}", self.file.display(), self.nothing()));
        }
        outcome
    }

    fn wants(&self, article: &Article) -> bool {
        self.id.as_ref().is_none_or(|id| *id == article.id.to_string())
    }

    fn nothing(&self) -> String {
        match (&self.place.text, self.place.at) {
            (Some(words), _) => format!("`{words}` stands nowhere in it"),
            (None, at) => format!("the text ends before offset {}", at.unwrap_or_default()),
        }
    }

    /// Explains the places of an article that were asked for; tells whether it has any.
    fn explain(&self, tagger: &Tagger, article: &Article, outcome: &mut Outcome) -> bool {
        let unit = OffsetUnit::from(self.offsets);
        let explainer = Explainer::new(tagger, &article.text, article.published.or(self.published.date));
        let places = match (&self.place.text, self.place.at) {
            (Some(words), _) => explainer.find(words),
            (None, at) => {
                let byte = at.and_then(|at| unit.byte_of(&article.text, at));
                byte.map(|byte| Span::new(byte, byte)).into_iter().collect()
            }
        };
        for &place in &places {
            let printer = Printer { article, unit, shown: if self.all { usize::MAX } else { SHOWN } };
            outcome.output += &printer.explanation(&explainer.explain(place));
        }
        !places.is_empty()
    }
}

/// Puts explanations into words.
struct Printer<'a> {
    article: &'a Article,
    unit: OffsetUnit,
    shown: usize,
}

impl Printer<'_> {
    fn explanation(&self, explanation: &Explanation) -> String {
        let offset = self.unit.length(&self.article.text[..explanation.span.start()]);
        let what = if explanation.span.is_empty() {
            "between words".to_owned()
        } else {
            self.quoted(explanation.span)
        };
        let mut told = format!("{}, offset {offset}: {what}\n", self.article.id);
        for word in explanation.words.iter().filter(|word| !word.classes.is_empty()) {
            let classes: Vec<&str> = word.classes.iter().map(|class| class.name()).collect();
            line(&mut told, &format!("  word `{}`: {}", word.folded, classes.join(", ")));
        }
        if let Some(why_not) = explanation.why_not {
            line(&mut told, &format!("  not tagged: {}", why_not.meaning()));
        }
        let (kept, rejected): (Vec<_>, Vec<_>) =
            explanation.readings.iter().partition(|reading| reading.verdict == Verdict::Kept);
        kept.iter().for_each(|reading| told += &self.reading(reading));
        rejected.iter().take(self.shown).for_each(|reading| told += &self.reading(reading));
        if rejected.len() > self.shown {
            line(
                &mut told,
                &format!("  {} more readings were rejected: --all shows them", rejected.len() - self.shown),
            );
        }
        for misfit in &explanation.misfits {
            line(&mut told, &format!("  does not fit: {}: {}", form(&misfit.form), misfit.reason.meaning()));
        }
        told + "\n"
    }

    fn reading(&self, reading: &ExplainedReading) -> String {
        let verdict = match &reading.verdict {
            Verdict::Kept => "kept".to_owned(),
            Verdict::NothingForIt => "rejected: more speaks against it than for it".to_owned(),
            Verdict::Beaten(rivals) => {
                let rivals = rivals.iter().map(|rival| {
                    format!("{} as {} ({:+.2})", self.quoted(rival.span), rival.entity_type, rival.score)
                });
                format!("rejected: beaten by {}", rivals.collect::<Vec<_>>().join(" and "))
            }
        };
        let mut told = format!(
            "\n  {} as {}, score {:+.2}: {verdict}\n",
            self.quoted(reading.span),
            reading.entity_type,
            reading.score
        );
        if let Some(entity) = &reading.entity {
            told += &entity_told(entity);
        }
        if let Some(entry) = &reading.entry {
            line(&mut told, &format!("    dictionary: {}", form(entry)));
        }
        if let Some((value, derivation)) = &reading.date {
            let value = value.map_or_else(|| "unknown".to_owned(), |value| value.to_string());
            line(&mut told, &format!("    value: {value}"));
            derivation.steps.iter().for_each(|step| line(&mut told, &format!("      {step}")));
        }
        for cue in &reading.cues {
            line(&mut told, &format!("    {:+6.2}  {} ({})", cue.weight, cue.meaning, cue.name));
        }
        told
    }

    /// The words of a span, in one line.
    fn quoted(&self, span: Span) -> String {
        format!("«{}»", single_line(span.of(&self.article.text)))
    }
}

fn entity_told(entity: &ExplainedEntity) -> String {
    let ExplainedEntity { entity, mentions, steps } = entity;
    let mut told = format!("    entity {}: {}, {mentions} in the article\n", entity.id.0, entity.name);
    for step in steps {
        line(&mut told, &format!("      «{}» and «{}»: {}", step.one, step.other, step.rule.meaning()));
    }
    told
}

/// A form with its entry and the place of that.
fn form(form: &ExplainedForm) -> String {
    let needs_cue = if form.needs_cue { ", needs a cue" } else { "" };
    let what = if form.text == form.name { String::new() } else { format!(" of {}", form.name) };
    format!(
        "{} `{}`{what} ({}, {}, prominence {}{needs_cue}), {}:{}",
        form.kind.label(),
        form.text,
        form.id,
        form.entity_type,
        form.prominence,
        form.file,
        form.line
    )
}

fn line(told: &mut String, text: &str) {
    writeln!(told, "{text}").expect("a string takes all");
}
