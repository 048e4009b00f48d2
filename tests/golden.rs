//! Whole articles, each with a readable snapshot of what is found in it: the text with its
//! mentions marked, then the entities.
//!
//! A snapshot that changes is read in review like code. `UPDATE_GOLDEN=1 cargo test --test golden` writes
//! the snapshots anew.

mod marked;

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use marked::Marked;
use repere::{Entity, Tagged, Tagger};

/// The articles, each with its day of publication.
const ARTICLES: [(&str, &str); 2] =
    [("tests/golden/economie.txt", "2018-03-12"), ("tests/golden/proces.txt", "2022-03-16")];

fn snapshot(text: &str, tagged: &Tagged) -> String {
    let mut snapshot = marked::write(text, tagged) + "\n";
    for entity in &tagged.entities {
        writeln!(snapshot, "{}", line(entity, tagged)).expect("a string takes all");
    }
    snapshot
}

/// An entity in a line: number, type, name, count of mentions, other names.
fn line(entity: &Entity, tagged: &Tagged) -> String {
    let count = tagged.mentions.iter().filter(|mention| mention.entity == entity.id).count();
    let aliases = match &entity.aliases[..] {
        [] => String::new(),
        aliases => format!(" = {}", aliases.join(" = ")),
    };
    format!("{:>2}  {:<4}  {count}  {}{aliases}", entity.id.0, entity.entity_type.label(), entity.name)
}

/// The first line in which two texts differ, from both.
fn difference<'t>(expected: &'t str, found: &'t str) -> Option<(usize, &'t str, &'t str)> {
    let lines = expected.lines().count().max(found.lines().count());
    let line = |text: &'t str, at| text.lines().nth(at).unwrap_or("(nothing)");
    (0..lines)
        .map(|at| (at + 1, line(expected, at), line(found, at)))
        .find(|(_, expected, found)| expected != found)
}

#[test]
fn articles_are_tagged_as_in_their_snapshots() {
    let tagger = Tagger::new([]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut differences = Vec::new();
    for (article, day) in ARTICLES {
        let text = fs::read_to_string(root.join(article)).expect("the article is there");
        let name = Path::new(article).file_stem().expect("an article has a name");
        let path = root.join("tests/golden").join(name).with_extension("snapshot");
        let found = snapshot(&text, &tagger.tag(&text, Some(day.parse().expect("a day"))));
        if env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &found).expect("the snapshot can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if let Some((line, expected, found)) = difference(&expected, &found) {
            let place = format!("{}:{line}", path.display());
            differences.push(format!("{place}\n  expected {expected}\n     found {found}"));
        }
    }
    assert!(differences.is_empty(), "UPDATE_GOLDEN=1 writes what is found now\n{}", differences.join("\n"));
}

#[test]
fn a_marked_text_is_read_back() {
    let text = "Dans un [extrait], M. Lavrov parle de l’Élysée.";
    let tagged = Tagger::new([]).tag(text, None);
    let read = Marked::read(&marked::write(text, &tagged)).expect("marks of types that exist");
    assert_eq!(read.text, text);
    assert_eq!(read.mentions.len(), tagged.mentions.len());
}
