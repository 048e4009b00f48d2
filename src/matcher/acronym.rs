//! Acronyms in brackets, either way round, and agency credits.

use super::Matcher;
use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::cue::Cue;
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Case, Joint, fold_word};

/// Finds `Name (ACRO)` and `ACRO (Name)` where the letters are the initials of the words, and the
/// agency credited at the end of a dateline or an article: `(AFP) -`.
pub struct AcronymMatcher;

impl Matcher for AcronymMatcher {
    fn find(&self, document: &Document, found: &mut Vec<Candidate>) {
        let tokens = document.tokens();
        for open in 1..tokens.len().saturating_sub(2) {
            if !tokens[open].is_mark('(') {
                continue;
            }
            if tokens[open + 1].case == Case::AllCapitals && tokens[open + 2].is_mark(')') {
                name_before(document, open, found);
                head_before(document, open, found);
                credit(document, open, found);
            } else if tokens[open - 1].case == Case::AllCapitals {
                name_behind(document, open, found);
            }
        }
    }
}

/// The words before a bracket of which the acronym at `open + 1` has the initials.
fn name_before(document: &Document, open: usize, found: &mut Vec<Candidate>) {
    let letters = letters_of(document, open + 1);
    let earliest = open.saturating_sub(letters.len() * 3 + 2);
    for first in (earliest..open).rev() {
        if document.tokens()[first + 1..=open].iter().any(|token| token.joint == Joint::Paragraph) {
            return;
        }
        if has_initials(document, first, open - 1, &letters) {
            let is_name = document.tokens()[first..open].iter().any(|token| token.is_capitalised());
            let cue = if is_name { Cue::AcronymDefined } else { Cue::AcronymOfCommonWords };
            found.push(organisation(open + 1, open + 1, cue));
            if is_name {
                found.extend(explained(first, open - 1));
            }
        }
    }
}

/// A head of organisations in the words before a bracket: `l'institut géologique américain (USGS)`.
fn head_before(document: &Document, open: usize, found: &mut Vec<Candidate>) {
    let words = (open.saturating_sub(8)..open).rev().take_while(|&at| document.tokens()[at].is_word());
    if words.into_iter().any(|at| document.begins(at, Class::OrganisationHead)) {
        found.push(organisation(open + 1, open + 1, Cue::AcronymBehindHead));
    }
}

/// A name whose acronym stands beside it: an organisation, or a country (`République démocratique du Congo`).
fn explained(first: usize, last: usize) -> [Candidate; 2] {
    let place =
        Candidate { entity_type: EntityType::Place, ..organisation(first, last, Cue::AcronymExplained) };
    [organisation(first, last, Cue::AcronymExplained), place]
}

/// The words in brackets of which the acronym at `open - 1` has the initials.
fn name_behind(document: &Document, open: usize, found: &mut Vec<Candidate>) {
    let letters = letters_of(document, open - 1);
    let tokens = document.tokens();
    let end = (open + 1..tokens.len().min(open + 15)).find(|&at| !tokens[at].is_word());
    let Some(end) = end.filter(|&end| end > open + 1) else { return };
    if has_initials(document, open + 1, end - 1, &letters) {
        found.extend(explained(open + 1, end - 1));
        found.push(organisation(open - 1, open - 1, Cue::AcronymDefined));
    }
}

/// The acronym in a dateline or a final credit: `PARIS, 29 sept 2015 (AFP) -`, `(Reuters)`.
fn credit(document: &Document, open: usize, found: &mut Vec<Candidate>) {
    let behind = document.tokens().get(open + 3);
    let closes_dateline =
        behind.is_some_and(|token| matches!(token.kind, crate::text::Kind::Mark('-' | '–' | '—')));
    let closes_text = behind.is_none_or(|token| token.joint == Joint::Paragraph);
    if closes_dateline || closes_text {
        found.push(organisation(open + 1, open + 1, Cue::AgencyCredit));
    }
}

fn letters_of(document: &Document, at: usize) -> Vec<char> {
    fold_word(document.surface(at)).chars().collect()
}

/// Whether `letters` are the initials of the words from `first` to `last`, small words skipped at will.
///
/// The first word gives the first letter and every word with a capital gives one: `Etat islamique en
/// Irak et au Levant` has `EIIL`.
fn has_initials(document: &Document, first: usize, last: usize, letters: &[char]) -> bool {
    let mut rest = letters.iter();
    let mut wanted = rest.next();
    for at in first..=last {
        let token = &document.tokens()[at];
        if !token.is_word() {
            return false;
        }
        let initial = fold_word(document.surface(at)).chars().next();
        if initial.is_some() && initial.as_ref() == wanted {
            wanted = rest.next();
        } else if at == first || token.is_capitalised() && token.joint != Joint::Hyphen {
            return false;
        }
    }
    wanted.is_none() && letters.len() >= 2
}

fn organisation(first: usize, last: usize, cue: Cue) -> Candidate {
    Candidate { first, last, entity_type: EntityType::Organisation, reason: Reason::Pattern(cue) }
}
