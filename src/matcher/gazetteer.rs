//! Names of the dictionaries.

use super::Matcher;
use crate::candidate::{Candidate, Reason};
use crate::dictionary::pack::case_rule;
use crate::dictionary::{Class, FormRef, FormRules, Lexicon};
use crate::document::Document;
use crate::text::{Case, Joint};

/// Finds the names of all dictionaries in use, wherever their words stand with a case that the
/// entry allows.
pub struct GazetteerMatcher {
    lexicon: Lexicon,
}

impl GazetteerMatcher {
    /// A matcher of the names of `lexicon`.
    pub fn new(lexicon: Lexicon) -> Self {
        GazetteerMatcher { lexicon }
    }

    fn fits(&self, document: &Document, form: FormRef, rules: &FormRules, first: usize, last: usize) -> bool {
        if rules.never_first() && document.place(first).capital_is_owed() {
            return false;
        }
        if rules.contracted() && !behind_contraction(document, first) {
            return false;
        }
        if rules.exact_case()
            && !same_letters(self.lexicon.form(form).text, document.span(first, last).of(document.text()))
        {
            return false;
        }
        cases_fit(document, rules.cases, first, last)
            || is_small_head(document, rules, first, last)
                && self.lexicon.prominence(self.lexicon.entry_of(form)) >= WELL_KNOWN
    }
}

impl Matcher for GazetteerMatcher {
    fn find(&self, document: &Document, found: &mut Vec<Candidate>) {
        let tokens = document.tokens();
        for first in 0..tokens.len() {
            if !Lexicon::may_begin_name(&tokens[first], || document.word(first)) {
                continue;
            }
            self.lexicon.names(tokens, first, |form: FormRef, last| {
                let rules = self.lexicon.rules(form);
                if self.fits(document, form, &rules, first, last) {
                    let entity_type = rules.entity_type;
                    found.push(Candidate { first, last, entity_type, reason: Reason::Dictionary(form) });
                }
            });
        }
    }
}

/// Whether the words from `first` to `last` have the case that the rules of a form ask for.
///
/// A name that the dictionary writes without any capital may be found so if it has several words or is no
/// common word.
fn cases_fit(document: &Document, mut rules: u32, first: usize, last: usize) -> bool {
    let mut may_be_small = rules == 0 && (last > first + 1 || !document.word(first).has(Class::Common));
    for at in first..=last {
        let token = &document.tokens()[at];
        if token.is_mark('.') && token.joint == Joint::Glued {
            continue;
        }
        let fits = match rules & 3 {
            case_rule::CAPITALS => token.case == Case::AllCapitals,
            case_rule::CAPITAL => token.is_capitalised(),
            _ => true,
        };
        if !fits {
            return false;
        }
        may_be_small |= token.case != Case::Small;
        rules >>= 2;
    }
    may_be_small
}

/// From this prominence on, a name with a head is the name in small letters too; `parti conservateur` may be any.
const WELL_KNOWN: u8 = 6;

/// Whether the only capital of an organisation's name is that of its head, and the text has it in small letters:
/// `l'assemblée nationale`.
fn is_small_head(document: &Document, rules: &FormRules, first: usize, last: usize) -> bool {
    rules.cases == case_rule::CAPITAL
        && first < last
        && document.begins(first, Class::OrganisationHead)
        && !document.ends(last, Class::Collective)
        && !document.begins(first, Class::OrganisationKind)
        && document.tokens()[first..=last].iter().all(|token| token.case == Case::Small)
}

/// Whether a contracted article stands before: `du [Caire]`, `au [Havre]`.
fn behind_contraction(document: &Document, first: usize) -> bool {
    first > 0
        && matches!(document.surface(first - 1), "du" | "au" | "des" | "aux" | "Du" | "Au" | "Des" | "Aux")
}

/// Whether two spellings have the same letters in the same case, whatever stands between the words.
fn same_letters(left: &str, right: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|letter| letter.is_alphanumeric()).collect() };
    letters(left) == letters(right)
}
