//! Organisations by head word and legal form.

use super::{Matcher, is_building, is_link};
use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::cue::Cue;
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Case, Joint, Kind};

/// Finds organisations by the head of their name (`ministère de l'Intérieur`, `tribunal correctionnel de
/// Paris`, `Union nationale des étudiants`) by the legal form behind it (`Dupont SA`),
/// and military units by number (`35e RI`).
pub struct OrganisationMatcher;

impl Matcher for OrganisationMatcher {
    fn find(&self, document: &Document, found: &mut Vec<Candidate>) {
        for at in 0..document.tokens().len() {
            if document.begins(at, Class::OrganisationHead)
                && !qualifies(document, at)
                && !is_building(document, at)
            {
                head(document, at, found);
            }
            if document.word(at).has(Class::LegalForm) && document.tokens()[at].is_capitalised() {
                legal_form(document, at, found);
            }
            if is_numbered_unit(document, at) {
                found.push(organisation(at, at + 1, Cue::NumberedUnit));
            }
        }
    }
}

/// Whether a head in small letters is an adjective or a part of a phrase: behind a noun (`titre olympique`) or `en`
/// (`en direction de`).
fn qualifies(document: &Document, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| document.tokens()[at].case == Case::Small) else {
        return false;
    };
    let token = &document.tokens()[before];
    let noun = token.kind == Kind::Word
        && token.case == Case::Small
        && token.joint != Joint::Hyphen
        && !document.begins(before, Class::GrammarWord)
        && !document.ends(before, Class::Function)
        && !matches!(
            document.surface(before),
            "ancien"
                | "ancienne"
                | "nouveau"
                | "nouvel"
                | "nouvelle"
                | "futur"
                | "future"
                | "grand"
                | "grande"
                | "petit"
                | "petite"
                | "premier"
                | "première"
                | "seul"
                | "seule"
                | "même"
                | "autre"
                | "jeune"
                | "puissant"
                | "puissante"
                | "ex"
        );
    noun || document.surface(before) == "en"
}

/// A head's complement has at most this many tokens.
const LONGEST_COMPLEMENT: usize = 12;

/// What stood last in the walk over a complement.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Head,
    Link,
    Small,
    Capital,
}

/// A head with its complement, at each word where the name may end.
///
/// A head in small letters is no name without a word with a capital behind it; one with a capital may
/// be followed by small letters only (`Conseil national de transition`). A word with a capital right behind one
/// in small letters belongs to something else (`l'armée syrienne encercle Alep`).
fn head(document: &Document, first: usize, found: &mut Vec<Candidate>) {
    let tokens = document.tokens();
    let capital_head = tokens[first].is_capitalised() && !document.place(first).in_capitals();
    let cue = if capital_head { Cue::OrganisationHeadCapital } else { Cue::OrganisationHeadPattern };
    let mut has_name = capital_head;
    let mut small_run = 0;
    let mut last = Last::Head;
    for (at, token) in tokens.iter().enumerate().skip(first + 1).take(LONGEST_COMPLEMENT) {
        if token.joint == Joint::Paragraph || !token.is_word() {
            return;
        }
        if is_link(document, at) || is_tie(document, at) && (capital_head || last != Last::Small) {
            last = Last::Link;
            continue;
        }
        if token.is_capitalised() || token.joint == Joint::Hyphen {
            if last == Last::Small && token.joint != Joint::Hyphen {
                return;
            }
            let is_word = document.place(at).in_capitals() && document.word(at).has(Class::Common);
            has_name |= token.is_capitalised() && !document.begins(at, Class::Collective) && !is_word;
            small_run = 0;
            last = Last::Capital;
        } else {
            small_run += 1;
            if small_run > 3 || ends_name(document, at) {
                return;
            }
            last = Last::Small;
        }
        if has_name {
            found.push(organisation(first, at, cue));
        }
    }
}

/// Whether a word in small letters stands behind a name, not in it: a word of grammar, a verb of saying.
fn ends_name(document: &Document, at: usize) -> bool {
    let is_verb = document.word(at).has(Class::Saying) && !document.word(at).has(Class::Nationality);
    document.begins(at, Class::GrammarWord) || is_verb || document.word(at).has(Class::VerbForm)
}

/// The small words that tie a complement to its head besides `de`.
fn is_tie(document: &Document, at: usize) -> bool {
    matches!(
        document.surface(at),
        "et" | "pour" | "aux" | "à" | "au" | "en" | "contre" | "sur" | "sans" | "par"
    )
}

/// Whether an ordinal in digits and the letters of a unit stand at `at`: `35e RI`, `1er RPIMa`.
fn is_numbered_unit(document: &Document, at: usize) -> bool {
    let ordinal = document.surface(at);
    if !ordinal.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let digits = ordinal.trim_end_matches("ème").trim_end_matches("er").trim_end_matches('e');
    let is_ordinal = digits.len() < ordinal.len()
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_ordinal
        && document
            .tokens()
            .get(at + 1)
            .is_some_and(|unit| matches!(unit.case, Case::AllCapitals | Case::Mixed) && unit.span.len() <= 6)
}

/// The words with a capital before a legal form, with the form.
fn legal_form(document: &Document, last: usize, found: &mut Vec<Candidate>) {
    let tokens = document.tokens();
    let mut first = last;
    while first > 0 && last - first < 4 {
        let tied = !matches!(tokens[first].joint, Joint::Paragraph | Joint::Line);
        if !tied || !tokens[first - 1].is_capitalised() {
            break;
        }
        first -= 1;
        found.push(organisation(first, last, Cue::LegalFormLast));
    }
}

fn organisation(first: usize, last: usize, cue: Cue) -> Candidate {
    Candidate { first, last, entity_type: EntityType::Organisation, reason: Reason::Pattern(cue) }
}
