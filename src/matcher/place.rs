//! Places by head word and by preposition.

use super::{Matcher, is_link};
use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::cue::Cue;
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Joint, Kind};

/// Finds places by the head of their name (`rue de Rivoli`, `gare du Nord`, `aéroport d'Ajaccio`, `A36`
/// behind `autoroute`) and by the preposition or the kind before it (`à Vignot`, `village de Danjoutin`).
pub struct PlaceMatcher;

impl Matcher for PlaceMatcher {
    fn find(&self, document: &Document, found: &mut Vec<Candidate>) {
        for at in 0..document.tokens().len() {
            if document.begins(at, Class::PlaceHead) {
                head(document, at, found);
            }
            let preposition =
                document.ends(at, Class::PlacePreposition) && !document.ends(at, Class::Relation);
            if preposition || document.ends(at, Class::PlaceKind) {
                introduced(document, at, found);
            }
        }
    }
}

/// A head's complement has at most this many tokens.
const LONGEST_COMPLEMENT: usize = 9;

/// A head with its complement, at each place where the name may end.
///
/// One adjective may stand between head and name (`centre hospitalier de Belfort`). A name right behind the
/// head ends before `de` (`mosquée Al-Fateh de Sinjar`), one behind `de` before anything but a capital.
fn head(document: &Document, first: usize, found: &mut Vec<Candidate>) {
    let tokens = document.tokens();
    let mut adjectives = 0;
    let mut has_link = false;
    let mut has_name = false;
    for (at, token) in tokens.iter().enumerate().skip(first + 1).take(LONGEST_COMPLEMENT) {
        if token.joint == Joint::Paragraph
            || !token.is_word()
            || at == first + 1 && token.joint == Joint::Hyphen
        {
            return;
        }
        if token.is_capitalised()
            || token.kind == Kind::Number && (at == first + 1 || token.joint == Joint::Hyphen)
        {
            has_name = true;
            found.push(Candidate {
                first,
                last: at,
                entity_type: EntityType::Place,
                reason: Reason::Pattern(Cue::PlaceHeadPattern),
            });
        } else if is_link(document, at) {
            if has_name && !has_link && !token.is_tied() {
                return;
            }
            has_link = true;
        } else if !(has_name && document.word(at).has(Class::Particle)) {
            adjectives += 1;
            let is_adjective = !document.begins(at, Class::GrammarWord) && !has_link;
            if adjectives > 1 || has_name || !is_adjective {
                return;
            }
        }
    }
}

/// What a preposition or a kind introduces, over `de` and an article.
fn introduced(document: &Document, cue: usize, found: &mut Vec<Candidate>) {
    let tokens = document.tokens();
    let mut first = cue + 1;
    for _ in 0..2 {
        if first < tokens.len() && !tokens[first].is_capitalised() && is_link(document, first) {
            first += 1;
        }
    }
    let mut last = first;
    for _ in 0..4 {
        match tokens.get(last) {
            Some(token) if token.is_capitalised() && token.joint != Joint::Paragraph => {}
            _ => return,
        }
        found.push(Candidate {
            first,
            last,
            entity_type: EntityType::Place,
            reason: Reason::Pattern(Cue::PlaceAfterPreposition),
        });
        last += 1;
        while tokens.get(last).is_some_and(|token| token.joint == Joint::Hyphen && !token.is_capitalised()) {
            last += 1;
        }
    }
}
