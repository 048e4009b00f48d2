//! What the rest of the article says of a reading.

use super::Evidence;
use super::article::{FIRST_NAME, ORGANISATION_PART, PLACE_PART, SURNAME, sequence};
use crate::EntityType;
use crate::cue::Cue;
use crate::dictionary::Class;
use crate::document::Document;
use crate::text::{Case, Joint, Kind};

impl Evidence<'_> {
    /// How the article writes the first word elsewhere, and whether it stands in a line-up.
    pub(super) fn written(&mut self, first: usize, last: usize) {
        let document = self.document;
        if let Some(found) = self.article.words.get(&document.tokens()[first].key) {
            let here = u16::from(!document.place(first).capital_is_owed());
            let others = found.capital.saturating_sub(here);
            self.add_if(found.small > 0 && first == last, Cue::SmallElsewhere);
            self.add_if(others > 0, Cue::CapitalElsewhere);
            self.add_if(others > 1, Cue::CapitalFrequent);
        }
        self.add_if(first == last && self.article.in_lineup[first], Cue::InLineup);
    }

    /// What the names kept so far say of the tokens from `first` to `last`.
    pub(super) fn proofs(&mut self, first: usize, last: usize) {
        self.same_words(first, last);
        self.listed(first, last);
    }

    /// The names kept elsewhere with the same words, or with these among their words.
    fn same_words(&mut self, first: usize, last: usize) {
        if let Some(&counts) = self.article.names.get(&sequence(self.document, first, last)) {
            let own = self.article.begins[first].filter(|name| name.0 == last).map(|name| name.1);
            for (entity_type, cue) in EntityType::NAMES.into_iter().zip([
                Cue::ProvedPerson,
                Cue::ProvedPlace,
                Cue::ProvedOrganisation,
            ]) {
                let others = counts[entity_type as usize] - u16::from(own == Some(entity_type));
                self.add_if(others > 0, cue);
            }
        }
        if first != last {
            let surname = self.article.surnames.contains(&sequence(self.document, first, last));
            return self.add_if(surname, Cue::SurnameOfPerson);
        }
        let key = self.document.tokens()[first].key;
        if let Some(&parts) = self.article.parts.get(&key) {
            for (bit, cue) in [
                (SURNAME, Cue::SurnameOfPerson),
                (FIRST_NAME, Cue::FirstNameOfPerson),
                (PLACE_PART, Cue::PartOfPlace),
                (ORGANISATION_PART, Cue::PartOfOrganisation),
            ] {
                self.add_if(parts & bit != 0, cue);
            }
        }
        self.add_if(self.article.initials.contains(&key), Cue::InitialsOfOrganisation);
        let is_head = self.article.heads.contains(&key) && self.document.tokens()[first].is_capitalised();
        self.add_if(is_head, Cue::HeadOfOrganisation);
    }

    /// The type of the name kept that begins at a token.
    fn begun(&self, first: usize) -> Option<EntityType> {
        self.article.begins.get(first).copied().flatten().map(|name| name.1)
    }

    /// The types of the names kept before and behind this one, with nothing but marks, numbers and small words of a list
    /// between: `Ogier (34e), Pi - Diallo`.
    fn near(&mut self, first: usize, last: usize) {
        const FARTHEST: usize = 7;
        let document = self.document;
        let tokens = document.tokens();
        let passes = |at: &usize| {
            let token = &tokens[*at];
            token.joint != Joint::Paragraph
                && match token.kind {
                    Kind::Mark(mark) => matches!(mark, ',' | ';' | '-' | '–' | '(' | ')' | '/' | '\''),
                    Kind::Number => true,
                    Kind::Word => {
                        token.case == Case::Small
                            && token.span.len() <= 3
                            && !document.word(*at).has(Class::VerbForm)
                    }
                }
        };
        let before = (0..first).rev().take(FARTHEST).take_while(passes).count();
        let behind = (last + 1..tokens.len()).take(FARTHEST).take_while(passes).count();
        let mut found = [None; 2];
        if let Some(end) = first.checked_sub(before + 1).filter(|_| before > 0) {
            found[0] = self.article.ends[end];
        }
        if behind > 0 {
            found[1] = self.begun(last + behind + 1);
        }
        for entity_type in found.into_iter().flatten() {
            self.add(match entity_type {
                EntityType::Person => Cue::NearPerson,
                EntityType::Place => Cue::NearPlace,
                _ => Cue::NearOrganisation,
            });
        }
    }

    /// The types of the names kept beside this one, behind a comma or `et`.
    fn listed(&mut self, first: usize, last: usize) {
        let document = self.document;
        let ties = |at: usize| {
            document.tokens().get(at).is_some_and(|token| token.is_mark(',') || token.is_mark('/'))
                || document
                    .tokens()
                    .get(at)
                    .is_some_and(|token| matches!(token.span.of(document.text()), "et" | "ou"))
        };
        let mut beside = [None; 2];
        let tie =
            over_small_words(first.checked_sub(1), |at| is_passed(document, at), |at| at.checked_sub(1));
        if let Some(end) = tie.filter(|&at| ties(at)).and_then(|at| at.checked_sub(1)) {
            beside[0] = self.article.ends[end];
        }
        if ties(last + 1) {
            let start = over_small_words(Some(last + 2), |at| is_passed(document, at), |at| Some(at + 1));
            beside[1] = self.begun(start.unwrap_or(last + 2));
        }
        if beside == [None; 2] {
            return self.near(first, last);
        }
        for entity_type in beside.into_iter().flatten() {
            self.add(match entity_type {
                EntityType::Person => Cue::ListedWithPerson,
                EntityType::Place => Cue::ListedWithPlace,
                _ => Cue::ListedWithOrganisation,
            });
        }
    }
}

/// Whether a word may stand between a comma or `et` and the name that it ties: a preposition, an article.
fn is_passed(document: &Document, at: usize) -> bool {
    document.tokens().len() > at
        && matches!(
            document.surface(at),
            "de" | "d"
                | "du"
                | "des"
                | "à"
                | "au"
                | "aux"
                | "en"
                | "le"
                | "la"
                | "l"
                | "les"
                | "par"
                | "pour"
                | "avec"
        )
}

/// Goes on from `start` over at most two words that are passed.
fn over_small_words(
    start: Option<usize>,
    is_passed: impl Fn(usize) -> bool,
    next: impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    (0..2).fold(start, |at, _| at.and_then(|at| if is_passed(at) { next(at) } else { Some(at) }))
}
