//! `repere eval --report`: the figures of the project, written as a page of its documentation.
//!
//! The page holds counts and figures only, never a sentence of the texts on which they were measured.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use repere::cue_family::CueFamily;
use repere::dictionary::SourceFile;
use repere::dictionary::folder::{SHIPPED_FOLDERS, read_shipped};
use repere::evaluation::{
    Ablation, Cause, Evaluation, Knowledge, Part, SpanCounts, Yardstick, annotated_types, evaluate,
};
use repere::{EntityType, Tagger};

use crate::date_report::DateReport;
use crate::gold_sets::GoldSet;
use crate::outcome::Outcome;
use crate::peers::{Peer, read_peers};
use crate::table::{Table, share};

/// The report and what it needs besides the annotated texts.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Write the figures, what each part of the knowledge brings, and the errors by cause to this Markdown file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["errors", "group_by", "to", "types"])]
    report: Option<PathBuf>,
    /// Write the figures of dates and the forms that are understood to this Markdown file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["report", "errors", "group_by", "to", "types"])]
    date_report: Option<PathBuf>,
    /// For the reports: figures of other programs
    #[arg(long, value_name = "FILE", default_value = "docs/peers.yml")]
    peers: PathBuf,
    /// For the report of dates: the folder of the sentences that show the forms
    #[arg(long, value_name = "FOLDER", default_value = "tests/cases/dates", requires = "date_report")]
    cases: PathBuf,
    /// For the report: the folder of the shipped dictionaries
    #[arg(long, value_name = "FOLDER", default_value = "dictionaries", requires = "report")]
    dictionaries: PathBuf,
}

impl ReportArgs {
    /// Whether a report is asked for.
    pub fn is_asked(&self) -> bool {
        self.report.is_some()
    }

    /// The report of dates, if it is asked for.
    pub fn of_dates(&self) -> Option<DateReport<'_>> {
        let path = self.date_report.as_deref()?;
        Some(DateReport { path, peers: &self.peers, cases: &self.cases })
    }
}

/// A file without which no set loses as much as this is counted, not listed.
const NOTICEABLE: f64 = 0.0005;

const HEAD: &str = "\
# Quality

Written by `repere eval --report docs/quality.md GOLD…`; do not edit. Each section `GOLD` is a file of annotated texts.

F is the harmonic mean of precision P and recall R. *Strict* counts a mention where span and type are right, *overlap*
where the type is right and a character is shared. *names* are people, places and organisations together.
";

/// Writes the report where the arguments say; problems go to the outcome.
pub fn write_report(args: &ReportArgs, sets: Vec<GoldSet>, tagger: &Tagger, outcome: &mut Outcome) {
    let Some(path) = &args.report else { return };
    match report(args, sets, tagger) {
        Ok(page) => match write(path, &page) {
            Ok(()) => outcome.output += &format!("written: {}\n", path.display()),
            Err(problem) => outcome.problems.push(problem),
        },
        Err(problems) => outcome.problems.extend(problems),
    }
}

/// Writes a file, its folder made where it is not there.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, text)).map_err(|error| format!("{}: {error}", path.display()))
}

fn report(args: &ReportArgs, sets: Vec<GoldSet>, tagger: &Tagger) -> Result<String, Vec<String>> {
    let peers = read_peers(&args.peers).map_err(|problem| vec![problem])?;
    let said = |errors: Errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>();
    let files = read_shipped(&args.dictionaries).map_err(said)?;
    let (names, yardsticks): (Vec<String>, Vec<Yardstick>) = sets.into_iter().map(yardstick).unzip();
    let evaluations: Vec<Evaluation> =
        yardsticks.iter().map(|set| evaluate(tagger, &set.golds, &set.types)).collect();
    let mut page = HEAD.to_owned();
    for (name, evaluation) in names.iter().zip(&evaluations) {
        page += &figures(name, evaluation, &peers);
    }
    page += &other_peers(&peers, &names);
    page += &causes(&names, &evaluations);
    page += &ablations(names.into_iter().zip(yardsticks).collect(), &files, tagger).map_err(said)?;
    Ok(page)
}

fn yardstick(set: GoldSet) -> (String, Yardstick) {
    let types = annotated_types(&set.documents);
    (set.name, Yardstick { golds: set.documents, types })
}

/// The figures of one set, beside those of other programs on it.
fn figures(name: &str, evaluation: &Evaluation, peers: &[Peer]) -> String {
    let own: Vec<&Peer> = peers.iter().filter(|peer| peer.set == name && !peer.strict_f.is_empty()).collect();
    let heads = ["type", "P", "R", "strict F", "overlap F", "gold"].map(str::to_owned);
    let heads: Vec<String> =
        heads.into_iter().chain(own.iter().map(|peer| format!("{}: strict F", peer.program))).collect();
    let mut table = Table::new(&heads.iter().map(String::as_str).collect::<Vec<_>>());
    for (label, counts) in rows(evaluation) {
        let (strict, overlap) = (counts.strict_rates(), counts.overlap_rates());
        let figures = [strict.precision, strict.recall, strict.f, overlap.f].map(share);
        let theirs = own.iter().map(|peer| peer.strict_f.get(label).map_or_else(String::new, |&f| share(f)));
        table.row(
            [label.to_owned()].into_iter().chain(figures).chain([counts.gold.to_string()]).chain(theirs),
        );
    }
    let mut section = format!("\n## {name} ({} documents)\n\n{}", evaluation.documents, table.to_markdown());
    section += &own.iter().map(|peer| format!("\n{}: {}.\n", peer.program, peer.source)).collect::<String>();
    section + &details(evaluation)
}

/// The counts of each type, of all names, and of dates.
fn rows(evaluation: &Evaluation) -> Vec<(&'static str, SpanCounts)> {
    let (dates, names): (Vec<EntityType>, Vec<EntityType>) =
        evaluation.types.iter().partition(|&&entity_type| entity_type == EntityType::Date);
    let of = |entity_type: &EntityType| (entity_type.label(), evaluation.spans.of(*entity_type));
    let all = (!names.is_empty()).then(|| ("names", evaluation.spans.all(&names)));
    names.iter().map(of).chain(all).chain(dates.iter().map(of)).collect()
}

/// The figures of entities and dates, a paragraph each.
fn details(evaluation: &Evaluation) -> String {
    let merging = evaluation.merging.as_ref().map(|merging| {
        let rates = merging.b_cubed();
        format!(
            "\nEntities: B-cubed P {:.4}, R {:.4}, F {:.4} over {} mentions; {} wrong and {} missed merges of {} pairs.\n",
            rates.precision, rates.recall, rates.f,
            merging.mentions, merging.wrong_merges, merging.missed_merges, merging.gold_pairs,
        )
    });
    let dates = evaluation.dates.as_ref().map(|dates| {
        format!(
            "\nDates: the value is right on {} of the {} found whose value is known, on {} of the {} before the day of \
             publication and on {} of the {} after it; F of span and value {}.\n",
            share(dates.value_accuracy()), dates.valued, share(dates.before.accuracy()), dates.before.valued,
            share(dates.after.accuracy()), dates.after.valued, share(dates.value_f()),
        )
    });
    merging.into_iter().chain(dates).collect()
}

/// Figures of others on texts that are not measured here.
fn other_peers(peers: &[Peer], names: &[String]) -> String {
    let mut table = Table::new(&["texts", "program", "strict F", "source"]);
    let others: Vec<&Peer> =
        peers.iter().filter(|peer| !names.contains(&peer.set) && !peer.strict_f.is_empty()).collect();
    for peer in &others {
        let figures: Vec<String> =
            peer.strict_f.iter().map(|(label, f)| format!("{label} {}", share(*f))).collect();
        table.row([peer.set.clone(), peer.program.clone(), figures.join(", "), peer.source.clone()]);
    }
    if others.is_empty() {
        String::new()
    } else {
        format!("\n## Others, on other texts\n\n{}", table.to_markdown())
    }
}

/// What each part of the knowledge brings to the sets that have names.
fn ablations(
    sets: Vec<(String, Yardstick)>,
    files: &[SourceFile],
    tagger: &Tagger,
) -> Result<String, Errors> {
    let (names, sets): (Vec<String>, Vec<Yardstick>) = sets.into_iter().filter_map(of_names).unzip();
    let knowledge = Knowledge::new(files, tagger.weights(), &sets)?;
    let nothing = knowledge.without_each(&[Part::Nothing])?.remove(0);
    let families: Vec<Part> = CueFamily::ALL.iter().map(|&family| Part::Cues(family)).collect();
    let folders = SHIPPED_FOLDERS.map(|folder| Part::Files(format!("dictionaries/{folder}/")));
    let single: Vec<Part> = files.iter().map(|file| Part::Files(file.name.clone())).collect();
    let (listed, rest): (Vec<Ablation>, Vec<Ablation>) =
        knowledge.without_each(&single)?.into_iter().partition(|ablation| is_noticeable(ablation, &nothing));
    let table = |head, rows| ablation_table(head, &names, &nothing, rows);
    Ok([
        ABLATIONS.to_owned(),
        table("without cues", knowledge.without_each(&families)?),
        table("without folder", knowledge.without_each(&folders)?),
        table("without file", listed),
        format!(
            "\nWithout any one of the other {} files no figure changes by {NOTICEABLE} or more.\n",
            rest.len()
        ),
    ]
    .concat())
}

type Errors = Vec<repere::dictionary::LoadError>;

const ABLATIONS: &str = "
## What each part brings

Strict F of names with a part taken away, and in brackets what changes by it, in points of a hundred. The rest
is not fitted again.
";

/// The set with its names alone; nothing where it has none.
fn of_names((name, set): (String, Yardstick)) -> Option<(String, Yardstick)> {
    let types: Vec<EntityType> =
        set.types.into_iter().filter(|&entity_type| entity_type != EntityType::Date).collect();
    (!types.is_empty()).then_some((name, Yardstick { golds: set.golds, types }))
}

fn is_noticeable(ablation: &Ablation, nothing: &Ablation) -> bool {
    ablation.strict_f.iter().zip(&nothing.strict_f).any(|(f, whole)| (f - whole).abs() >= NOTICEABLE)
}

/// A table of ablations, the one that costs most over all sets first.
fn ablation_table(head: &str, names: &[String], nothing: &Ablation, mut rows: Vec<Ablation>) -> String {
    let sum = |ablation: &Ablation| ablation.strict_f.iter().sum::<f64>();
    rows.sort_by(|left, right| sum(left).total_cmp(&sum(right)));
    let mut table =
        Table::new(&[head].into_iter().chain(names.iter().map(String::as_str)).collect::<Vec<_>>());
    table.row([part_name(&nothing.without)].into_iter().chain(nothing.strict_f.iter().map(|&f| share(f))));
    for row in rows {
        let cell = |(f, whole): (&f64, &f64)| format!("{} ({:+.1})", share(*f), 100.0 * (f - whole));
        let cells = row.strict_f.iter().zip(&nothing.strict_f).map(cell);
        table.row([part_name(&row.without)].into_iter().chain(cells));
    }
    format!("\n{}", table.to_markdown())
}

fn part_name(part: &Part) -> String {
    match part {
        Part::Nothing => "nothing".to_owned(),
        Part::Cues(family) => family.label().to_owned(),
        Part::Files(name) => format!("`{}`", name.trim_start_matches("dictionaries/")),
    }
}

/// How often each cause stands behind an error.
fn causes(names: &[String], evaluations: &[Evaluation]) -> String {
    let counts: Vec<BTreeMap<Cause, usize>> = evaluations.iter().map(cause_counts).collect();
    let mut table =
        Table::new(&["cause"].into_iter().chain(names.iter().map(String::as_str)).collect::<Vec<_>>());
    for &cause in Cause::ALL {
        let cells: Vec<usize> =
            counts.iter().map(|counts| counts.get(&cause).copied().unwrap_or(0)).collect();
        if cells.iter().any(|&count| count > 0) {
            let head = format!("{}: {}", cause.label(), cause.meaning());
            table.row([head].into_iter().chain(cells.iter().map(ToString::to_string)));
        }
    }
    format!("\n## Errors by cause\n\n{}", table.to_markdown())
}

fn cause_counts(evaluation: &Evaluation) -> BTreeMap<Cause, usize> {
    let mut counts = BTreeMap::new();
    evaluation.failures.iter().for_each(|failure| *counts.entry(failure.cause).or_default() += 1);
    counts
}
