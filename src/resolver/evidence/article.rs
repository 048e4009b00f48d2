//! What the whole article says of its words and names.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::Readings;
use crate::EntityType;
use crate::dictionary::{Class, Lexicon};
use crate::document::Document;
use crate::text::{Case, Joint, Kind, WordKey, fold_word};

/// What the whole article says of its words and names.
#[derive(Clone, Debug, Default)]
pub struct Article {
    pub(super) words: FxHashMap<WordKey, Occurrences>,
    /// By the words of a name, how often it was kept as each type.
    pub(super) names: FxHashMap<u64, [u16; 3]>,
    /// For each token, the last token and the type of the name kept that begins there.
    pub(super) begins: Vec<Option<(usize, EntityType)>>,
    /// For each token, the type of the name kept that ends there.
    pub(super) ends: Vec<Option<EntityType>>,
    pub(super) parts: FxHashMap<WordKey, u8>,
    /// The last words of people's names, two or more.
    pub(super) surnames: FxHashSet<u64>,
    /// The departments of the places that the dictionaries may have in the article, with how many there are.
    departments: FxHashMap<[u8; 2], u16>,
    pub(super) initials: FxHashSet<WordKey>,
    /// For each token, whether it is a word of a line-up.
    pub(super) in_lineup: Vec<bool>,
    /// The first words of organisations' names.
    pub(super) heads: FxHashSet<WordKey>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Occurrences {
    pub(super) small: u16,
    pub(super) capital: u16,
}

pub(super) const SURNAME: u8 = 1;

pub(super) const FIRST_NAME: u8 = 2;

pub(super) const PLACE_PART: u8 = 4;

pub(super) const ORGANISATION_PART: u8 = 8;

impl Article {
    /// Counts how the words of a document are written; nothing is proved yet.
    pub fn new(document: &Document) -> Article {
        let mut words: FxHashMap<WordKey, Occurrences> =
            FxHashMap::with_capacity_and_hasher(document.tokens().len() / 2, FxBuildHasher);
        for (at, token) in document.tokens().iter().enumerate().filter(|(_, token)| token.kind == Kind::Word)
        {
            let place = document.place(at);
            if token.case == Case::Small {
                words.entry(token.key).or_default().small += 1;
            } else if !place.capital_is_owed() && !place.in_capitals() && !place.in_title_case() {
                words.entry(token.key).or_default().capital += 1;
            }
        }
        Article { words, in_lineup: lineups(document), ..Article::default() }
    }

    /// Counts the departments of the French places that the dictionaries have among the readings.
    pub fn locate(&mut self, readings: &Readings, lexicon: &Lexicon) {
        let mut seen = FxHashSet::default();
        let places = readings.list.iter().filter(|reading| reading.entity_type == EntityType::Place);
        for form in places.filter_map(|reading| reading.form) {
            let entry = lexicon.entry_of(form);
            if let Some(department) = department(lexicon.ids(entry)).filter(|_| seen.insert(entry)) {
                *self.departments.entry(department).or_default() += 1;
            }
        }
    }

    /// Whether two other places of the department that these ids tell stand in the article.
    pub(super) fn has_neighbours(&self, ids: &str) -> bool {
        department(ids)
            .and_then(|department| self.departments.get(&department))
            .is_some_and(|&count| count > 2)
    }

    /// Takes the readings kept so far as proved.
    pub fn prove(&mut self, document: &Document, kept: impl Iterator<Item = (usize, usize, EntityType)>) {
        self.begins = vec![None; document.tokens().len()];
        self.ends = vec![None; document.tokens().len()];
        for (first, last, entity_type) in kept {
            if entity_type == EntityType::Date {
                continue;
            }
            self.begins[first] = Some((last, entity_type));
            self.ends[last] = Some(entity_type);
            self.names.entry(sequence(document, first, last)).or_default()[entity_type as usize] += 1;
            if first < last {
                self.prove_parts(document, first, last, entity_type);
            }
        }
    }

    fn prove_parts(&mut self, document: &Document, first: usize, last: usize, entity_type: EntityType) {
        let tokens = &document.tokens()[first..=last];
        let mut part = |key: WordKey, bit: u8| *self.parts.entry(key).or_default() |= bit;
        match entity_type {
            EntityType::Person => {
                part(tokens[0].key, FIRST_NAME);
                part(tokens[last - first].key, SURNAME);
                self.surnames.extend((first + 1..last).map(|start| sequence(document, start, last)));
            }
            EntityType::Place => tokens.iter().for_each(|token| part(token.key, PLACE_PART)),
            _ => {
                tokens.iter().for_each(|token| part(token.key, ORGANISATION_PART));
                if document.begins(first, Class::OrganisationHead) {
                    self.heads.insert(tokens[0].key);
                }
                for with_small in [true, false] {
                    self.initials.insert(initials(document, first, last, with_small));
                }
            }
        }
    }
}

/// For each token, whether it is a word with a capital that stands alone between marks and numbers, among many such
/// words and hardly another: `Léon - Belaud, Castelletto, Weber (cap.) - Pi, Diallo`.
fn lineups(document: &Document) -> Vec<bool> {
    const WINDOW: usize = 12;
    const MEMBERS: usize = 5;
    const OTHERS: usize = 4;
    let tokens = document.tokens();
    let parts = |at: usize| {
        tokens.get(at).is_none_or(|token| match token.kind {
            Kind::Mark(mark) => matches!(mark, ',' | ';' | '-' | '–' | '(' | ')' | ':' | '.' | '/'),
            Kind::Number => true,
            Kind::Word => token.joint == Joint::Paragraph,
        })
    };
    let is_alone = |at: usize| {
        tokens[at].case == Case::Capital
            && (at == 0 || parts(at - 1))
            && parts(at + 1)
            && tokens[at].span.len() > 1
    };
    let alone: Vec<bool> = (0..tokens.len()).map(is_alone).collect();
    let is_other = |at: &usize| {
        tokens[*at].case == Case::Small && tokens[*at].kind == Kind::Word && tokens[*at].span.len() > 3
    };
    (0..tokens.len())
        .map(|at| {
            let window = at.saturating_sub(WINDOW)..tokens.len().min(at + WINDOW + 1);
            alone[at]
                && window.clone().filter(|&at| alone[at]).count() >= MEMBERS
                && window.filter(is_other).count() <= OTHERS
        })
        .collect()
}

/// The department of a French municipality: the first two characters of its INSEE code.
pub(super) fn department(ids: &str) -> Option<[u8; 2]> {
    let code = ids.split(' ').find_map(|id| id.strip_prefix("insee:"))?.as_bytes();
    (code.len() == 5).then(|| [code[0], code[1]])
}

/// The identity of a sequence of words, whatever ties them.
pub(in crate::resolver) fn sequence(document: &Document, first: usize, last: usize) -> u64 {
    document.tokens()[first..=last]
        .iter()
        .filter(|token| token.is_word())
        .fold(0, |sum: u64, token| (sum.rotate_left(7) ^ token.key.0).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The key of the acronym that the words would have.
fn initials(document: &Document, first: usize, last: usize, with_small: bool) -> WordKey {
    let words = (first..=last).filter(|&at| {
        let token = &document.tokens()[at];
        token.is_capitalised() || with_small && token.span.len() > 3
    });
    let letters: String = words.filter_map(|at| fold_word(document.surface(at)).chars().next()).collect();
    WordKey::of(&letters)
}
