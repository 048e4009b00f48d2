//! `repere eval`: how well texts are tagged that people have annotated.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use repere::evaluation::{
    DateScores, Evaluation, Failure, MergeScores, Rates, SpanCounts, ValueCounts, annotated_types, evaluate,
};
use repere::{EntityType, Tagger};
use serde_json::{Value, json};

use crate::args::UserDictionaries;
use crate::gold_sets::{GoldArgs, GoldSet, is_of_month, read_weights};
use crate::outcome::Outcome;
use crate::quality::{self, ReportArgs};
use crate::table::{Table, share};

/// Tags annotated texts and tells how much of the annotation was found.
///
/// Prints for each file precision, recall and F by type, strictly (the very span) and on overlap (a shared
/// character), how well mentions are merged into entities where the annotation says so, and how many dates have
/// the right value.
#[derive(Args, Debug)]
pub struct EvalArgs {
    #[command(flatten)]
    gold: GoldArgs,
    /// Compare only these types: per, loc, org, date [default: those that a file annotates, dates only with values]
    #[arg(long, value_delimiter = ',')]
    types: Vec<EntityType>,
    /// Only texts published in these months: `--months 10,11,12`
    #[arg(long, value_delimiter = ',', value_parser = clap::value_parser!(i8).range(1..=12))]
    months: Vec<i8>,
    /// Show so many errors of each file, or of each group with `--group-by`
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Count the errors by what they have in common
    #[arg(long, value_enum)]
    group_by: Option<GroupBy>,
    /// Weights of cues in the place of the shipped ones
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    #[command(flatten)]
    dictionaries: UserDictionaries,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    to: EvalFormat,
    #[command(flatten)]
    report: ReportArgs,
}

/// What errors are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GroupBy {
    /// What went wrong
    Cause,
    /// The document
    Document,
}

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EvalFormat {
    /// Tables
    Text,
    /// One JSON object a file, one a line
    Json,
}

impl EvalArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let tagger = match self.tagger() {
            Ok(tagger) => tagger,
            Err(outcome) => return outcome,
        };
        let mut sets = self.gold.read(&mut outcome.problems);
        sets.iter_mut().for_each(|set| self.keep_months(set));
        if self.report.is_asked() {
            quality::write_report(&self.report, sets, &tagger, &mut outcome);
            return outcome;
        }
        if let Some(report) = self.report.of_dates() {
            report.write(&sets, &tagger, &mut outcome);
            return outcome;
        }
        for set in &sets {
            let evaluation = evaluate(&tagger, &set.documents, &self.types_of(set));
            outcome.output += &match self.to {
                EvalFormat::Text => self.text(set, &evaluation),
                EvalFormat::Json => format!("{}\n", self.json(set, &evaluation)),
            };
        }
        outcome
    }

    fn tagger(&self) -> Result<Tagger, Outcome> {
        let tagger = self.dictionaries.tagger().map_err(|errors| Outcome::problems(&errors))?;
        let Some(path) = &self.weights else { return Ok(tagger) };
        read_weights(path).map(|weights| tagger.with_weights(weights)).map_err(Outcome::problem)
    }

    fn keep_months(&self, set: &mut GoldSet) {
        if !self.months.is_empty() {
            set.documents.retain(|gold| is_of_month(gold, &self.months));
        }
    }

    fn types_of(&self, set: &GoldSet) -> Vec<EntityType> {
        if self.types.is_empty() { annotated_types(&set.documents) } else { self.types.clone() }
    }

    fn text(&self, set: &GoldSet, evaluation: &Evaluation) -> String {
        let mut text = format!(
            "{} ({} documents)\n{}",
            set.name,
            evaluation.documents,
            span_table(evaluation).to_text()
        );
        if let Some(merging) = &evaluation.merging {
            text += &merging_line(merging);
        }
        if let Some(dates) = &evaluation.dates {
            text += &dates_lines(dates);
        }
        text += &self.errors_text(&evaluation.failures);
        text + "\n"
    }

    fn errors_text(&self, failures: &[Failure]) -> String {
        let Some(group_by) = self.group_by else { return self.samples(failures) };
        let mut groups: BTreeMap<String, Vec<Failure>> = BTreeMap::new();
        for failure in failures {
            let group = match group_by {
                GroupBy::Cause => format!("{} ({})", failure.cause.label(), failure.cause.meaning()),
                GroupBy::Document => failure.document.clone(),
            };
            groups.entry(group).or_default().push(failure.clone());
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, failures)| std::cmp::Reverse(failures.len()));
        let lines = groups
            .iter()
            .map(|(group, failures)| format!("{:5}  {group}\n{}", failures.len(), self.samples(failures)));
        format!("errors: {}\n{}", failures.len(), lines.collect::<String>())
    }

    fn samples(&self, failures: &[Failure]) -> String {
        failures.iter().take(self.errors).map(sample).collect()
    }

    fn json(&self, set: &GoldSet, evaluation: &Evaluation) -> Value {
        let mut causes: BTreeMap<&str, usize> = BTreeMap::new();
        evaluation.failures.iter().for_each(|failure| *causes.entry(failure.cause.label()).or_default() += 1);
        let rows = rows(evaluation);
        json!({
            "set": set.name,
            "documents": evaluation.documents,
            "types": rows.iter().map(|(label, counts)| (*label, counts_json(counts))).collect::<BTreeMap<_, _>>(),
            "entities": evaluation.merging.as_ref().map(merging_json),
            "dates": evaluation.dates.as_ref().map(dates_json),
            "causes": causes,
            "errors": evaluation.failures.iter().take(self.errors).map(failure_json).collect::<Vec<_>>(),
        })
    }
}

/// The counts of each type and of all, with their labels.
pub fn rows(evaluation: &Evaluation) -> Vec<(&'static str, SpanCounts)> {
    let of = |&entity_type: &EntityType| (entity_type.label(), evaluation.spans.of(entity_type));
    evaluation.types.iter().map(of).chain([("all", evaluation.spans.all(&evaluation.types))]).collect()
}

fn span_table(evaluation: &Evaluation) -> Table {
    let mut table = Table::new(&["type", "P", "R", "F", "overlap P", "R", "F", "gold", "found"]);
    for (label, counts) in rows(evaluation) {
        let (strict, overlap) = (counts.strict_rates(), counts.overlap_rates());
        let shares =
            [strict.precision, strict.recall, strict.f, overlap.precision, overlap.recall, overlap.f];
        let numbers = [counts.gold.to_string(), counts.found.to_string()];
        table.row([label.to_owned()].into_iter().chain(shares.map(share)).chain(numbers));
    }
    table
}

/// The entity figures in one line.
fn merging_line(merging: &MergeScores) -> String {
    let Rates { precision, recall, f } = merging.b_cubed();
    format!(
        "entities: B-cubed P {precision:.4} R {recall:.4} F {f:.4} over {} mentions; \
         {} wrong merges, {} missed of {} pairs\n",
        merging.mentions, merging.wrong_merges, merging.missed_merges, merging.gold_pairs
    )
}

/// The date figures in two lines.
fn dates_lines(dates: &DateScores) -> String {
    format!(
        "dates: strict F {:.3}, overlap F {:.3}; value right on {:.3} of {}, value F {:.3}\n\
         values before the day of publication: right on {:.3} of {}; after it: right on {:.3} of {}\n",
        dates.strict_rates().f,
        dates.overlap_rates().f,
        dates.value_accuracy(),
        dates.valued,
        dates.value_f(),
        dates.before.accuracy(),
        dates.before.valued,
        dates.after.accuracy(),
        dates.after.valued,
    )
}

/// One error in one line.
fn sample(failure: &Failure) -> String {
    let mut line = format!("       {}  {}", failure.document, failure.context);
    for (word, said) in [("gold", &failure.gold), ("found", &failure.found)] {
        if let Some(said) = said {
            write!(line, "  | {word}: {said}").expect("a string takes all");
        }
    }
    line + "\n"
}

fn rates_json(rates: Rates) -> Value {
    json!({"p": rates.precision, "r": rates.recall, "f": rates.f})
}

fn counts_json(counts: &SpanCounts) -> Value {
    json!({
        "strict": rates_json(counts.strict_rates()),
        "overlap": rates_json(counts.overlap_rates()),
        "gold": counts.gold,
        "found": counts.found,
    })
}

fn merging_json(merging: &MergeScores) -> Value {
    json!({
        "mentions": merging.mentions,
        "b_cubed": rates_json(merging.b_cubed()),
        "gold_pairs": merging.gold_pairs,
        "wrong_merges": merging.wrong_merges,
        "missed_merges": merging.missed_merges,
    })
}

fn dates_json(dates: &DateScores) -> Value {
    json!({
        "strict": rates_json(dates.strict_rates()),
        "overlap": rates_json(dates.overlap_rates()),
        "valued": dates.valued,
        "value_accuracy": dates.value_accuracy(),
        "value_f": dates.value_f(),
        "before_publication": values_json(&dates.before),
        "after_publication": values_json(&dates.after),
        "gold": dates.gold,
        "found": dates.found,
    })
}

fn values_json(counts: &ValueCounts) -> Value {
    json!({"valued": counts.valued, "value_accuracy": counts.accuracy()})
}

fn failure_json(failure: &Failure) -> Value {
    json!({
        "cause": failure.cause.label(),
        "document": failure.document,
        "gold": failure.gold,
        "found": failure.found,
        "context": failure.context,
    })
}
