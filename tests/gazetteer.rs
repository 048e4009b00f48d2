//! The trie over words finds what an automaton over the folded text finds.

// A test may panic.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use proptest::prelude::*;
use repere::EntityType;
use repere::dictionary::load::{SourceEntry, SourceForm};
use repere::dictionary::{Builder, FormKind, Lexicon};
use repere::text::{fold_word, tokenize};

/// Few words, so that names repeat, overlap and begin alike; some are the same word in other spellings.
const WORDS: [&str; 20] = [
    "Jean",
    "JEAN",
    "jean",
    "Jeanne",
    "Marc",
    "Saint",
    "Été",
    "ete",
    "ÉTÉ",
    "Œuvre",
    "oeuvre",
    "Müller",
    "d",
    "l",
    "Sergueï",
    "Serguei\u{308}",
    "Mos\u{ad}soul",
    "2015",
    "1er",
    "ß",
];
/// What may stand between two words of one name.
const JOINTS: [&str; 9] = [" ", " ", " ", "-", "\u{2011}", "'", "’", "\u{a0}", "\n"];

/// Words with joints between them; in a text now and then with a comma.
fn words(
    most: usize,
    joints: &'static [&'static str],
) -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    prop::collection::vec((prop::sample::select(&WORDS), prop::sample::select(joints)), 1..=most)
}

const TEXT_JOINTS: [&str; 12] =
    [" ", " ", " ", "-", "\u{2011}", "'", "’", "\u{a0}", "\n", ", ", "  ", " \n "];

fn written(words: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (number, (word, joint)) in words.iter().enumerate() {
        text += word;
        text += if number + 1 < words.len() { joint } else { "" };
    }
    text
}

/// The folded text, with one space for whatever ties two words of a name, and before and behind each word where it stands.
fn folded(words: &[(&str, &str)]) -> (String, Vec<(usize, usize)>) {
    let mut text = " ".to_owned();
    let mut places = Vec::new();
    for (word, joint) in words {
        let start = text.len();
        text += &fold_word(word);
        places.push((start, text.len()));
        text += if joint.contains(',') { " , " } else { " " };
    }
    (text, places)
}

/// Whether one of the names begins with this folded word, in small letters.
fn begins_with_small_name(names: &[Vec<(&str, &str)>], word: &str) -> bool {
    let first = |name: &Vec<(&'_ str, &str)>| {
        !name[0].0.starts_with(char::is_uppercase) && fold_word(name[0].0) == word
    };
    names.iter().any(first)
}

fn lexicon(names: &[Vec<(&str, &str)>]) -> Lexicon {
    let mut builder = Builder::new();
    let file = builder.file("names", "made here", "CC0-1.0").unwrap();
    for (number, name) in names.iter().enumerate() {
        let entry = SourceEntry {
            id: number.to_string(),
            entity_type: EntityType::Place,
            prominence: 4,
            ids: vec![],
            forms: vec![SourceForm::new(written(name), FormKind::Name)],
            line: number as u32 + 1,
            column: 1,
        };
        builder.add(file, &entry).unwrap();
    }
    Lexicon::new(Arc::new(builder.pack()), [])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gazetteer_and_automaton_find_the_same_names(
        names in prop::collection::vec(words(4, &JOINTS), 1..40),
        text in words(80, &TEXT_JOINTS),
    ) {
        let lexicon = lexicon(&names);
        let original = written(&text);
        let tokens = tokenize(&original);
        let mut ours = BTreeSet::new();
        for (first, token) in tokens.iter().enumerate() {
            if Lexicon::may_begin_name(token, || lexicon.word(token)) {
                lexicon.names(&tokens, first, |form, last| {
                    let id: usize = lexicon.entry(lexicon.entry_of(form)).id.parse().unwrap();
                    ours.insert((tokens[first].span.start(), tokens[last].span.end(), id));
                });
            }
        }

        let (folded_text, places) = folded(&text);
        let patterns = names.iter().map(|name| format!(" {} ", folded(name).0.trim()));
        let automaton = AhoCorasick::new(patterns).unwrap();
        let mut starts = vec![];
        let mut at = 0;
        for (number, (word, joint)) in text.iter().enumerate() {
            starts.push((at, at + word.len()));
            at += word.len() + if number + 1 < text.len() { joint.len() } else { 0 };
        }
        let mut theirs = BTreeSet::new();
        for found in automaton.find_overlapping_iter(&folded_text) {
            let first = places.iter().position(|place| place.0 == found.start() + 1).unwrap();
            let last = places.iter().position(|place| place.1 == found.end() - 1).unwrap();
            // A name that begins with a capital is not looked for at a word in small letters.
            let begins_small = |text: &str| !text.starts_with(char::is_uppercase);
            if begins_small(text[first].0) && !begins_with_small_name(&names, &fold_word(text[first].0)) {
                continue;
            }
            theirs.insert((starts[first].0, starts[last].1, found.pattern().as_usize()));
        }
        prop_assert_eq!(ours, theirs, "{}", original);
    }
}
