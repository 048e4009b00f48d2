//! The cases: for each dictionary and each matcher sentences in which its names must be found
//! (`finds:`), and sentences in which nothing may be found (`ignores:`).
//!
//! A sentence that fails for a cause that is known stands under `known_failures:`, marked as it
//! should be; it must go on failing, so that a repaired one is moved back.

mod marked;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use marked::Marked;
use repere::Tagger;
use repere::dictionary::folder::SHIPPED_FOLDERS;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    finds: Vec<String>,
    ignores: Vec<String>,
    #[serde(default)]
    known_failures: Vec<String>,
}

/// The case files that belong to no dictionary and no matcher.
const GENERAL: [&str; 2] = ["ambiguity", "typography"];

/// The share of sentences that may be known failures.
const MOST_KNOWN_FAILURES: f64 = 0.08;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new([]));

/// The case files by name.
static CASES: LazyLock<BTreeMap<String, CaseFile>> = LazyLock::new(|| {
    let names = stems("tests/cases").into_iter();
    names
        .map(|name| {
            let yaml = read(&format!("tests/cases/{name}.yml"));
            let file =
                serde_yaml::from_str(&yaml).unwrap_or_else(|error| panic!("tests/cases/{name}.yml: {error}"));
            (name, file)
        })
        .collect()
});

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder, without their extension.
fn stems(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().expect("a file has a name").to_string_lossy().into_owned())
        .collect()
}

/// The dictionaries, `FOLDER-FILE`.
fn dictionaries() -> impl Iterator<Item = String> {
    SHIPPED_FOLDERS.into_iter().flat_map(|folder| {
        stems(&format!("dictionaries/{folder}")).into_iter().map(move |file| format!("{folder}-{file}"))
    })
}

/// The matchers, `matcher-FILE`: the dates, and the files of `src/matcher` that implement the trait.
fn matchers() -> impl Iterator<Item = String> {
    let files = stems("src/matcher").into_iter();
    files
        .filter(|file| read(&format!("src/matcher/{file}.rs")).contains("impl Matcher for"))
        .chain(["date".to_owned()])
        .map(|file| format!("matcher-{file}"))
}

/// What is wrong with the tagging of a sentence.
fn fault(sentence: &str) -> Option<String> {
    let expected = Marked::read(sentence).unwrap_or_else(|error| panic!("{sentence}: {error}"));
    let tagged = TAGGER.tag(&expected.text, None);
    let found: Vec<_> = tagged.mentions.iter().map(|mention| (mention.span, mention.entity_type)).collect();
    let differs = found != expected.mentions;
    differs.then(|| format!("  expected {sentence}\n     found {}", marked::write(&expected.text, &tagged)))
}

fn is_marked(sentence: &str) -> bool {
    Marked::read(sentence).is_ok_and(|marked| !marked.mentions.is_empty())
}

fn report(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_dictionary_and_every_matcher_has_cases() {
    let wanted: BTreeSet<String> =
        dictionaries().chain(matchers()).chain(GENERAL.map(str::to_owned)).collect();
    let present: BTreeSet<String> = CASES.keys().cloned().collect();
    let missing = wanted.difference(&present).map(|name| format!("tests/cases/{name}.yml is missing"));
    let orphans =
        present.difference(&wanted).map(|name| format!("tests/cases/{name}.yml belongs to nothing"));
    report(&missing.chain(orphans).collect::<Vec<_>>());
}

#[test]
fn as_many_sentences_are_ignored_as_found() {
    let mut problems = Vec::new();
    for (name, file) in CASES.iter() {
        let (marked, bare): (Vec<_>, Vec<_>) =
            file.known_failures.iter().partition(|sentence| is_marked(sentence));
        let (finds, ignores) = (file.finds.len() + marked.len(), file.ignores.len() + bare.len());
        if ignores < finds {
            problems.push(format!(
                "tests/cases/{name}.yml has {finds} sentences to find in and {ignores} to ignore"
            ));
        }
    }
    report(&problems);
}

#[test]
fn each_sentence_has_a_mark_only_where_something_must_be_found() {
    let mut problems = Vec::new();
    for (name, file) in CASES.iter() {
        let bare = file.finds.iter().filter(|sentence| !is_marked(sentence));
        problems.extend(bare.map(|sentence| format!("{name}: nothing is marked in {sentence}")));
        let full = file.ignores.iter().filter(|sentence| is_marked(sentence));
        problems.extend(full.map(|sentence| format!("{name}: something is marked in {sentence}")));
    }
    report(&problems);
}

#[test]
fn the_mentions_found_are_those_marked() {
    let mut problems = Vec::new();
    for (name, file) in CASES.iter() {
        let sentences = file.finds.iter().chain(&file.ignores);
        problems
            .extend(sentences.filter_map(|sentence| fault(sentence)).map(|fault| format!("{name}\n{fault}")));
    }
    report(&problems);
}

#[test]
fn known_failures_still_fail() {
    let mut problems = Vec::new();
    for (name, file) in CASES.iter() {
        let repaired = file.known_failures.iter().filter(|sentence| fault(sentence).is_none());
        problems.extend(repaired.map(|sentence| {
            format!("{name}: this known failure is right now: move it back to finds or ignores\n  {sentence}")
        }));
    }
    report(&problems);
}

#[test]
fn known_failures_are_few() {
    let known: usize = CASES.values().map(|file| file.known_failures.len()).sum();
    let right: usize = CASES.values().map(|file| file.finds.len() + file.ignores.len()).sum();
    let share = known as f64 / (known + right) as f64;
    assert!(share <= MOST_KNOWN_FAILURES, "{known} known failures beside {right} sentences that are right");
}
