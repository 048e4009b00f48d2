//! The figures of evaluation: those known of a small set of the project's own, and those of the scoring scripts
//! where these stand beside the project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use repere::evaluation::{
    Annotation, DateScores, Evaluation, GoldDocument, MergeScores, SpanScores, ValueCounts, dates, entities,
    evaluate, read_gold,
};
use repere::{EntityType, Tagger};
use serde_json::{Value, json};

/// The figures of a set as the scripts have them.
struct Figures {
    spans: SpanScores,
    merging: MergeScores,
    dates: DateScores,
}

fn read(path: &Path) -> Vec<GoldDocument> {
    read_gold(&fs::read_to_string(path).expect("the set can be read")).expect("the set is right")
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// The figures of two annotations of one set.
fn compare(gold: &[GoldDocument], found: &[GoldDocument]) -> Figures {
    let mut figures = Figures {
        spans: SpanScores::default(),
        merging: MergeScores::default(),
        dates: DateScores::default(),
    };
    for (gold, found) in gold.iter().zip(found) {
        figures.spans += SpanScores::compare(&gold.mentions, &found.mentions);
        figures.merging += entities::compare(&gold.mentions, &found.mentions).0;
        figures.dates += dates::compare(&gold.mentions, &found.mentions, gold.published).0;
    }
    figures
}

#[test]
fn the_figures_of_a_small_set() {
    let figures = compare(&read(&data("gold.jsonl")), &read(&data("found.jsonl")));
    let all = figures.spans.all(&EntityType::ALL);
    assert_eq!((all.strict, all.overlap, all.found, all.gold), (11, 15, 19, 16));
    let places = figures.spans.of(EntityType::Place);
    assert_eq!((places.strict, places.overlap, places.found, places.gold), (2, 3, 5, 4));
    let merging = figures.merging;
    assert_eq!((merging.mentions, merging.gold_pairs), (8, 1));
    assert_eq!((merging.wrong_merges, merging.missed_merges), (1, 1));
    assert_eq!(merging.b_cubed().f, 0.875);
    let dates = DateScores {
        strict: 3,
        overlap: 4,
        valued: 3,
        right: 2,
        before: ValueCounts { valued: 2, right: 1 },
        after: ValueCounts { valued: 1, right: 1 },
        found: 4,
        gold: 4,
    };
    assert_eq!(figures.dates, dates);
}

#[test]
fn the_scripts_have_the_same_figures_of_a_small_set() {
    let Some(scripts) = scripts() else { return };
    let (gold, found) = (data("gold.jsonl"), data("found.jsonl"));
    assert_same(&scripts, &gold, &found, &compare(&read(&gold), &read(&found)));
}

#[test]
fn the_scripts_have_the_same_figures_of_tagged_texts() {
    let Some(scripts) = scripts() else { return };
    let tagger = Tagger::new([]);
    for set in ["lavrov", "news-dev"] {
        let gold = scripts.join(format!("{set}.jsonl"));
        let documents = read(&gold);
        let found = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{set}.jsonl"));
        let lines: String = documents.iter().map(|document| tagged_line(&tagger, document)).collect();
        fs::write(&found, lines).expect("the test folder can be written");
        let Evaluation { spans, merging, dates, .. } = evaluate(&tagger, &documents, &EntityType::ALL);
        let merging = merging.expect("the set has entities");
        let dates = dates.expect("the set has values of dates");
        assert_same(&scripts, &gold, &found, &Figures { spans, merging, dates });
    }
}

/// The folder of the scripts, where it stands beside the project and Python is there.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn scripts() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    let has_python = Command::new("python3").arg("--version").output().is_ok();
    if folder.join("score.py").is_file() && has_python {
        return Some(folder);
    }
    eprintln!("SKIPPED: the scoring scripts are not beside the project, or python3 is missing");
    None
}

/// A text as the scripts read what was found in it.
fn tagged_line(tagger: &Tagger, gold: &GoldDocument) -> String {
    let chars = |byte: usize| gold.text[..byte].chars().count();
    let mention = |mention: Annotation| {
        json!({
            "start": chars(mention.span.start()),
            "end": chars(mention.span.end()),
            "type": mention.entity_type.label(),
            "entity": mention.entity.map(|entity| entity.0),
            "value": mention.value,
        })
    };
    let tagged = tagger.tag(&gold.text, gold.published);
    let mentions: Vec<Value> = tagged.mentions.iter().map(Annotation::from).map(mention).collect();
    format!("{}\n", json!({"id": gold.id, "mentions": mentions, "entities": []}))
}

fn assert_same(scripts: &Path, gold: &Path, found: &Path, figures: &Figures) {
    let run = |script: &str, more: &[&str]| -> Value {
        let output = Command::new("python3")
            .arg(scripts.join(script))
            .args([gold, found])
            .args(more)
            .output()
            .expect("python3 runs");
        let text = String::from_utf8(output.stdout).expect("the script prints text");
        // What Python prints of a dictionary is not JSON yet.
        let json = text.replace('\'', "\"").replace('(', "[").replace(')', "]").replace("None", "null");
        serde_json::from_str(&json).unwrap_or_else(|error| panic!("{script}: {error}: {text}"))
    };
    assert_same_spans(&run("score.py", &["--json"]), &figures.spans);
    assert_same_merging(&run("score_entities.py", &[]), &figures.merging);
    assert_same_dates(&run("score_dates.py", &[]), &figures.dates);
}

fn assert_same_spans(theirs: &Value, ours: &SpanScores) {
    for entity_type in EntityType::ALL {
        let (row, counts) = (&theirs[entity_type.label()], ours.of(entity_type));
        assert_near(&row["strict_p"], counts.strict_rates().precision, 1e-9);
        assert_near(&row["strict_r"], counts.strict_rates().recall, 1e-9);
        assert_near(&row["type_f"], counts.overlap_rates().f, 1e-9);
    }
    let all = ours.all(&EntityType::ALL);
    assert_near(&theirs["all"]["strict_f"], all.strict_rates().f, 1e-9);
    assert_eq!(theirs["all"]["gold"], all.gold);
    assert_eq!(theirs["all"]["pred"], all.found);
}

fn assert_same_merging(theirs: &Value, ours: &MergeScores) {
    assert_eq!(theirs["mentions"], ours.mentions);
    assert_eq!(theirs["gold_pairs"], ours.gold_pairs);
    assert_eq!(theirs["wrong_merges"], ours.wrong_merges);
    assert_eq!(theirs["missed_merges"], ours.missed_merges);
    assert_near(&theirs["b3_p"], ours.b_cubed().precision, 6e-5);
    assert_near(&theirs["b3_r"], ours.b_cubed().recall, 6e-5);
    assert_near(&theirs["b3_f"], ours.b_cubed().f, 6e-5);
}

fn assert_same_dates(theirs: &Value, ours: &DateScores) {
    assert_near(&theirs["strict"][2], ours.strict_rates().f, 6e-4);
    assert_near(&theirs["overlap"][2], ours.overlap_rates().f, 6e-4);
    assert_near(&theirs["value_acc"], ours.value_accuracy(), 6e-4);
    assert_near(&theirs["value_f"], ours.value_f(), 6e-4);
    assert_eq!(theirs["gold"], ours.gold);
}

/// The scripts round some of their figures.
fn assert_near(theirs: &Value, ours: f64, tolerance: f64) {
    let theirs = theirs.as_f64().expect("the script gives a number");
    assert!((theirs - ours).abs() <= tolerance, "{theirs} is not {ours}");
}

/// The names of the project's own articles are found; the figure falls where a change breaks something for a whole
/// kind of press.
#[test]
fn the_names_of_the_corpus_are_found() {
    let tagger = Tagger::new([]);
    for name in ["africa", "europe-america"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name).with_extension("jsonl");
        let figures = evaluate(&tagger, &read(&path), &EntityType::NAMES);
        assert!(figures.strict_f() > 0.9, "{name}: strict F {:.3}", figures.strict_f());
    }
}
