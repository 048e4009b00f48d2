//! Words that are written like a name.

use super::{Matcher, is_link, tied_end};
use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Joint, Kind};

/// Proposes every run of words with a capital, and every part of it, as each type of name.
///
/// It is what finds names that no dictionary has: whether there is one, and of what type, the
/// cues around it tell.
pub struct ShapeMatcher;

/// A run is cut after this many words.
const LONGEST_RUN: usize = 5;

impl Matcher for ShapeMatcher {
    fn find(&self, document: &Document, found: &mut Vec<Candidate>) {
        for first in 0..document.tokens().len() {
            if !may_begin(document, first) {
                continue;
            }
            let mut last = first;
            for _ in 0..LONGEST_RUN {
                propose(first, last, found);
                let tied = tied_end(document, last);
                if tied > last {
                    last = tied;
                    propose(first, last, found);
                }
                match next_word(document, last) {
                    Some(next) => last = next,
                    None => break,
                }
            }
        }
    }
}

fn propose(first: usize, last: usize, found: &mut Vec<Candidate>) {
    for entity_type in EntityType::NAMES {
        found.push(Candidate { first, last, entity_type, reason: Reason::Shape });
    }
}

fn may_begin(document: &Document, at: usize) -> bool {
    let token = &document.tokens()[at];
    token.is_capitalised() && !(token.is_initial() && is_elided(document, at))
}

/// Whether the letter at `at` is the rest of an elision: `L'`, `D'`.
fn is_elided(document: &Document, at: usize) -> bool {
    document.tokens().get(at + 1).is_some_and(|next| next.joint == Joint::Apostrophe)
        && matches!(document.surface(at), "L" | "D" | "J" | "C" | "S" | "N" | "M" | "T")
        && document.place(at).capital_is_owed()
}

/// The next word with a capital of the run, over a particle in small letters, a number or `&`.
fn next_word(document: &Document, last: usize) -> Option<usize> {
    let tokens = document.tokens();
    let mut at = last + 1;
    let next = tokens.get(at)?;
    if next.joint == Joint::Paragraph {
        return None;
    }
    let stop = next.is_mark('.') && next.joint == Joint::Glued && tokens[last].is_initial();
    if stop || next.is_mark('&') {
        at += 1;
    } else if next.kind == Kind::Number {
        return (next.joint == Joint::Hyphen || next.joint == Joint::Space && next.span.len() < 3)
            .then_some(at);
    }
    for _ in 0..3 {
        let token = tokens.get(at)?;
        if token.joint == Joint::Paragraph || !token.is_word() && !token.is_mark('-') {
            return None;
        }
        if token.is_capitalised() {
            return Some(at);
        }
        let ties = token.is_mark('-') && token.joint == Joint::Glued
            || document.word(at).has(Class::Particle)
            || is_link(document, at)
            || matches!(document.surface(at), "of" | "for" | "and" | "the" | "und");
        if !ties {
            return None;
        }
        at += 1;
    }
    None
}
