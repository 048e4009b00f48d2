//! The aho-corasick crate, and the text that it searches.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use repere::text::fold::fold_char;

/// A text in small letters, without accents, in which nothing else is changed.
pub fn folded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        if letter == '.' { bytes.push(b'.') } else { fold_char(letter, |byte| bytes.push(byte)) }
    }
    String::from_utf8(bytes).expect("folding gives whole characters")
}

/// Names as they stand in a folded text, sorted, each once.
pub fn folded_names(names: &[String]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    names.sort();
    names.dedup();
    names
}

/// The automaton that finds the longest of folded names.
pub fn automaton(names: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(names)
        .expect("so many names are not too many")
}
