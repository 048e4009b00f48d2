//! People by pattern.

use super::{Matcher, tied_end};
use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::cue::Cue;
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Joint, Kind};

/// Finds people by what introduces them: a civility (`M. Lavrov`, `MM. Farinet et Verneau`), a function
/// (`le général Valéri Guerassimov`), a first name (`Walid Mouallem`), two first names with
/// one surname (`Thierry et Véronique Roy`).
pub struct PersonMatcher;

impl Matcher for PersonMatcher {
    fn find(&self, document: &Document, found: &mut Vec<Candidate>) {
        for at in 0..document.tokens().len() {
            if document.ends(at, Class::Civility) && is_civility(document, at) {
                civility(document, at, found);
            } else if document.ends(at, Class::Function) {
                introduced(document, at + 1, Cue::FunctionPattern, found);
            }
            if document.word(at).has(Class::FirstName) && document.tokens()[at].is_capitalised() {
                first_name(document, at, found);
            }
        }
    }
}

/// A civility of one or two letters (`M.`, `Me`) has a capital; otherwise it is another word.
fn is_civility(document: &Document, at: usize) -> bool {
    document.tokens()[at].span.len() > 2 || document.tokens()[at].is_capitalised()
}

/// The name behind a civility, and those that follow with a comma or `et` behind a plural one.
fn civility(document: &Document, at: usize, found: &mut Vec<Candidate>) {
    let after = at + 1 + usize::from(document.tokens().get(at + 1).is_some_and(|token| token.is_mark('.')));
    let mut first = after;
    while let Some(last) = introduced(document, first, Cue::CivilityPattern, found) {
        let is_plural =
            matches!(document.surface(at), "MM" | "Mmes" | "Mlles" | "messieurs" | "mesdames" | "Mes");
        let ties = document
            .tokens()
            .get(last + 1)
            .is_some_and(|token| token.is_mark(',') || document.surface(last + 1) == "et");
        if !is_plural || !ties {
            return;
        }
        first = last + 2;
    }
}

/// Proposes what stands at `first` as a person, at every length; returns the last token of the longest.
fn introduced(document: &Document, first: usize, cue: Cue, found: &mut Vec<Candidate>) -> Option<usize> {
    let token = document.tokens().get(first)?;
    let with_particle = cue == Cue::CivilityPattern && begins_with_particle(document, first);
    if !token.is_capitalised() && !with_particle
        || !matches!(token.joint, Joint::Space | Joint::Line | Joint::Glued | Joint::Apostrophe)
    {
        return None;
    }
    let mut last = if token.is_capitalised() { first } else { next_part(document, first)? };
    found.push(person(first, last, cue));
    while let Some(next) = next_part(document, last) {
        last = next;
        found.push(person(first, last, cue));
        if last - first > 7 {
            break;
        }
    }
    Some(last)
}

/// A first name with the words that follow.
fn first_name(document: &Document, first: usize, found: &mut Vec<Candidate>) {
    let mut last = first;
    while let Some(next) = next_part(document, last) {
        last = next;
        found.push(person(first, last, Cue::FirstNamePattern));
        if last - first > 7 {
            break;
        }
    }
    if document.tokens().get(first + 1).is_some() && document.surface(first + 1) == "et" {
        let shares = document.tokens().get(first + 2).is_some_and(|token| token.is_capitalised())
            && document.word(first + 2).has(Class::FirstName)
            && next_part(document, first + 2).is_some();
        if shares {
            found.push(person(first, first, Cue::SharedSurnamePattern));
        }
    }
}

fn person(first: usize, last: usize, cue: Cue) -> Candidate {
    Candidate { first, last, entity_type: EntityType::Person, reason: Reason::Pattern(cue) }
}

fn begins_with_particle(document: &Document, at: usize) -> bool {
    document.word(at).has(Class::Particle) && next_part(document, at).is_some()
}

/// The next capitalised word of a person's name behind `last`: over the stop of an initial,
/// hyphens, and up to three particles.
fn next_part(document: &Document, last: usize) -> Option<usize> {
    let tokens = document.tokens();
    let mut at = last + 1;
    if tokens.get(at)?.is_mark('.') && tokens[last].is_initial() {
        at += 1;
    }
    if tokens.get(at)?.is_mark('-') && tokens[at].joint == Joint::Glued {
        at += 1;
    }
    for _ in 0..4 {
        let token = tokens.get(at)?;
        if token.joint == Joint::Paragraph || token.kind != Kind::Word {
            return None;
        }
        if token.is_capitalised() {
            return Some(tied_end(document, at));
        }
        if !document.word(at).has(Class::Particle) {
            return None;
        }
        at += 1;
    }
    None
}
