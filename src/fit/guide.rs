//! Carrying an annotation over to the guide.
//!
//! WiNER-fr leaves heads out that the guide has inside (`aéroport de [Toulouse]`), has some inside that
//! the guide leaves out (`[agence Anatolie]`), and tags `l'[Etat]` and the names in `accord de [Paris]`. Where a
//! rule can tell, the names are changed before weights are fitted on them.

use crate::EntityType;
use crate::Span;
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Case, WordKey};

/// The names of an annotated document as the guide would have them.
pub fn to_guide(document: &Document, names: &[(Span, EntityType)]) -> Vec<(Span, EntityType)> {
    let mut kept: Vec<(usize, usize, EntityType)> = Vec::new();
    for &(span, entity_type) in names {
        match tokens_of(document, span) {
            Some((first, last)) => kept.extend(guided(document, first, last, entity_type)),
            None => continue,
        }
    }
    kept.into_iter().map(|(first, last, entity_type)| (document.span(first, last), entity_type)).collect()
}

/// The first and the last token of a span, where it begins and ends with one.
fn tokens_of(document: &Document, span: Span) -> Option<(usize, usize)> {
    let tokens = document.tokens();
    let first = tokens.binary_search_by_key(&span.start(), |token| token.span.start()).ok()?;
    let last = tokens.binary_search_by_key(&span.end(), |token| token.span.end()).ok()?;
    Some((first, last))
}

type Name = (usize, usize, EntityType);

fn guided(document: &Document, first: usize, last: usize, entity_type: EntityType) -> Option<Name> {
    let tokens = document.tokens();
    let small = |at: usize| tokens[at].case == Case::Small;
    if first == last && tokens[first].key == WordKey::of("etat") {
        return None;
    }
    if let Some(head) = head_before(document, first, Class::PlaceHead).filter(|&head| small(head)) {
        return Some((head, last, EntityType::Place));
    }
    if let Some(head) = head_before(document, first, Class::OrganisationHead) {
        let is_name =
            !document.begins(head, Class::Collective) && !document.begins(head, Class::OrganisationKind);
        if entity_type == EntityType::Place && is_name && small(head) {
            return Some((head, last, EntityType::Organisation));
        }
    }
    if is_untagged(document, first, entity_type) {
        return None;
    }
    let begins = |class: Class| document.begins(first, class) && small(first);
    if first < last && begins(Class::OrganisationKind) && tokens[first + 1].is_capitalised() {
        return Some((first + 1, last, entity_type));
    }
    if begins(Class::PlaceHead) && !begins(Class::OrganisationHead) {
        return Some((first, last, EntityType::Place));
    }
    Some((first, last, entity_type))
}

/// The head of this class before token `first`, over `de` and an article, or right before.
fn head_before(document: &Document, first: usize, class: Class) -> Option<usize> {
    let mut at = first.checked_sub(1)?;
    for _ in 0..2 {
        if at > 0 && matches!(document.surface(at), "de" | "du" | "des" | "d" | "la" | "le" | "l" | "les") {
            at -= 1;
        }
    }
    let apart =
        document.place(first).begins_sentence() || document.place(at).begins_sentence() && at == first;
    (!apart && document.ends(at, class)).then_some(at)
}

/// Whether the name belongs to a law, a prize, a work: right behind its head, or a place with `de`.
fn is_untagged(document: &Document, first: usize, entity_type: EntityType) -> bool {
    let right_behind = first > 0 && document.ends(first - 1, Class::UntaggedHead);
    let with_of =
        entity_type == EntityType::Place && head_before(document, first, Class::UntaggedHead).is_some();
    right_behind || with_of
}
