//! The shipped dictionaries and weights: read without an error, each with its licence.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use repere::Tagger;
use repere::dictionary::SourceFile;
use repere::dictionary::check::{Severity, check};
use repere::dictionary::folder::read_shipped;
use repere::resolver::Weights;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped dictionaries, read once: it takes seconds.
static SHIPPED: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    read_shipped(&root().join("dictionaries")).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", errors.join("\n"))
    })
});

/// The table of `dictionaries/LICENCES.md`: file → licence.
fn licences() -> BTreeMap<String, String> {
    let page = fs::read_to_string(root().join("dictionaries/LICENCES.md")).expect("the page is there");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let (file, rest) = row.split_once('`').expect("a file name ends with a backquote");
        let licence = rest.trim_end_matches(['|', ' ']).rsplit('|').next().expect("a row has cells");
        (format!("dictionaries/{file}"), licence.trim().to_owned())
    })
    .collect()
}

fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn files_made_from_data_stand_in_the_page_of_licences_with_theirs() {
    let licences = licences();
    let own = |file: &SourceFile| file.licence == "MIT OR Apache-2.0";
    let wrong = SHIPPED.iter().filter(|file| match licences.get(&file.name) {
        Some(licence) => !file.licence.starts_with(licence.as_str()),
        None => !own(file),
    });
    let mut problems: Vec<String> = wrong
        .map(|file| format!("{}: LICENCES.md does not have it under {}", file.name, file.licence))
        .collect();
    let gone = licences.keys().filter(|file| !root().join(file).is_file());
    problems.extend(gone.map(|file| format!("LICENCES.md names {file}, which is not there")));
    report(problems);
}

#[test]
fn the_linter_finds_no_error() {
    let findings = check(&SHIPPED, Tagger::new([]).lexicon());
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    report(errors.map(ToString::to_string).collect());
}

#[test]
fn weights_are_read_and_written_back_alike() {
    for name in ["weights.yml", "weights-by-hand.yml"] {
        let yaml = fs::read_to_string(root().join("dictionaries").join(name)).expect("the file is there");
        let weights = Weights::from_yaml(&yaml).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = weights.to_yaml("Weights.");
        let again = Weights::from_yaml(&written).expect("what was written is read");
        assert_eq!(again.to_yaml("Weights."), written, "{name}");
    }
}

#[test]
fn files_of_date_words_have_a_source_and_a_licence() {
    let entries = fs::read_dir(root().join("dictionaries/dates")).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("a folder can be listed").path());
    let bare = paths.filter(|path: &PathBuf| {
        let yaml = fs::read_to_string(path).expect("a text file");
        !["source: ", "licence: "].iter().all(|key| yaml.lines().any(|line| line.starts_with(key)))
    });
    report(bare.map(|path| format!("{}: source or licence is missing", path.display())).collect());
}
