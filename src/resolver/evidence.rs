//! Gathering what speaks for and against each reading.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::weights::Weights;
use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::cue::{Cue, CueId};
use crate::dictionary::{Class, FormKind, FormRef, Lexicon};
use crate::document::Document;
use crate::matcher::{is_building, is_link};
use crate::text::{Case, Joint, Kind, WordKey, fold_word};

/// A piece of text with a type, what speaks for it, and how much that weighs.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The first token.
    pub first: usize,
    /// The last token, included.
    pub last: usize,
    /// The type that it would have.
    pub entity_type: EntityType,
    /// The dictionary form that names it, the best known where there are several.
    pub form: Option<FormRef>,
    /// Whether a dictionary of the user has it.
    pub is_users: bool,
    /// The number of the date that it is.
    pub date: Option<usize>,
    /// The sum of the weights, once it is known.
    pub score: f32,
    cues: Range<u32>,
    patterns: Range<u32>,
}

/// All readings of a document, ordered by first token, last token and type.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// The readings.
    pub list: Vec<Reading>,
    cues: Vec<CueId>,
    patterns: Vec<Cue>,
}

impl Readings {
    /// Puts the candidates of one piece of text and one type together.
    pub fn new(mut candidates: Vec<Candidate>, lexicon: &Lexicon) -> Readings {
        candidates.sort_by_key(|candidate| (candidate.first, candidate.last, candidate.entity_type));
        let mut readings = Readings::default();
        for same in candidates.chunk_by(|left, right| {
            (left.first, left.last, left.entity_type) == (right.first, right.last, right.entity_type)
        }) {
            readings.add(same, lexicon);
        }
        readings
    }

    fn add(&mut self, candidates: &[Candidate], lexicon: &Lexicon) {
        let Candidate { first, last, entity_type, .. } = candidates[0];
        let start = self.patterns.len() as u32;
        let mut reading = Reading {
            first,
            last,
            entity_type,
            form: None,
            is_users: false,
            date: None,
            score: 0.0,
            cues: 0..0,
            patterns: start..start,
        };
        for candidate in candidates {
            match candidate.reason {
                Reason::Dictionary(form) => {
                    let better = |old: FormRef| form_rank(lexicon, form) > form_rank(lexicon, old);
                    if reading.form.is_none_or(better) {
                        reading.form = Some(form);
                    }
                    reading.is_users |= lexicon.is_users(lexicon.entry_of(form));
                }
                Reason::Pattern(cue) => {
                    if !self.patterns[start as usize..].contains(&cue) {
                        self.patterns.push(cue);
                    }
                }
                Reason::Shape => {}
                Reason::Date(number) => reading.date = Some(number),
            }
        }
        reading.patterns.end = self.patterns.len() as u32;
        self.list.push(reading);
    }

    /// The cues of a reading.
    pub fn cues(&self, reading: &Reading) -> &[CueId] {
        &self.cues[reading.cues.start as usize..reading.cues.end as usize]
    }

    /// The patterns by which a reading was found.
    pub fn patterns(&self, reading: &Reading) -> &[Cue] {
        &self.patterns[reading.patterns.start as usize..reading.patterns.end as usize]
    }

    /// Gathers the cues of every reading, with what the article has proved so far.
    pub fn gather(&mut self, document: &Document, lexicon: &Lexicon, weights: &Weights, article: &Article) {
        let names = DictionarySpans::new(&self.list, lexicon);
        let heads = HeadSpans::new(self);
        let mut cues = std::mem::take(&mut self.cues);
        cues.clear();
        for number in 0..self.list.len() {
            let reading = &self.list[number];
            let start = cues.len() as u32;
            if reading.entity_type != EntityType::Date {
                let mut evidence = Evidence {
                    document,
                    lexicon,
                    weights,
                    article,
                    names: &names,
                    heads: &heads,
                    cues: &mut cues,
                };
                let patterns = self.patterns(reading);
                evidence.gather(reading, patterns);
                cues.extend(patterns.iter().map(|&cue| CueId::from(cue)));
            }
            self.list[number].cues = start..cues.len() as u32;
        }
        self.cues = cues;
    }
}

/// Of two forms of one reading the user's is better, then the one that needs no cue, then the better known.
fn form_rank(lexicon: &Lexicon, form: FormRef) -> (bool, bool, u8) {
    let entry = lexicon.entry_of(form);
    (lexicon.is_users(entry), !lexicon.form(form).needs_cue(), lexicon.entry(entry).prominence)
}

/// The patterns in which a head makes the name.
const HEAD_PATTERNS: [Cue; 3] =
    [Cue::PlaceHeadPattern, Cue::OrganisationHeadPattern, Cue::OrganisationHeadCapital];

/// Where the dictionaries' names stand in a document, with the set of their types.
struct DictionarySpans(Vec<(usize, usize, u8)>);

/// Set in the types of a span whose name needs a cue.
const NEEDS_CUE: u8 = 1 << 7;

impl DictionarySpans {
    fn new(readings: &[Reading], lexicon: &Lexicon) -> Self {
        let mut spans: Vec<(usize, usize, u8)> = Vec::new();
        for reading in readings {
            let Some(form) = reading.form else { continue };
            let needs_cue = if lexicon.form(form).needs_cue() { NEEDS_CUE } else { 0 };
            let bit = 1 << reading.entity_type as u8 | needs_cue;
            match spans.last_mut() {
                Some((first, last, types)) if (*first, *last) == (reading.first, reading.last) => {
                    *types |= bit
                }
                _ => spans.push((reading.first, reading.last, bit)),
            }
        }
        DictionarySpans(spans)
    }

    /// The spans that share a token with those from `first` to `last`.
    fn around(&self, first: usize, last: usize) -> impl Iterator<Item = (usize, usize, u8)> + '_ {
        let from = self.0.partition_point(|span| span.0 + crate::dictionary::lexicon::LONGEST_NAME < first);
        let spans = self.0[from..].iter().copied();
        spans.take_while(move |span| span.0 <= last).filter(move |span| span.1 >= first)
    }
}

/// Where heads stand with what may be their complement: for the last token of each, its first token and the cue for
/// a reading that would be the end of the complement alone.
struct HeadSpans(HashMap<usize, Vec<(usize, Cue)>>);

impl HeadSpans {
    fn new(readings: &Readings) -> Self {
        let mut spans: HashMap<usize, Vec<(usize, Cue)>> = HashMap::new();
        for reading in &readings.list {
            for pattern in readings.patterns(reading) {
                let cue = match pattern {
                    Cue::OrganisationHeadCapital => Cue::InsideCapitalHead,
                    Cue::OrganisationHeadPattern => Cue::InsideSmallHead,
                    Cue::PlaceHeadPattern => Cue::InsidePlaceHead,
                    _ => continue,
                };
                spans.entry(reading.last).or_default().push((reading.first, cue));
            }
        }
        HeadSpans(spans)
    }

    /// The cues for a reading, each once.
    fn around(&self, reading: &Reading) -> impl Iterator<Item = Cue> + '_ {
        let spans = self.0.get(&reading.last).map_or(&[][..], Vec::as_slice);
        let first = reading.first;
        [Cue::InsideCapitalHead, Cue::InsideSmallHead, Cue::InsidePlaceHead]
            .into_iter()
            .filter(move |cue| spans.iter().any(|span| span.0 < first && span.1 == *cue))
    }
}

/// What the whole article says of its words and names.
#[derive(Clone, Debug, Default)]
pub struct Article {
    words: HashMap<WordKey, Occurrences>,
    names: HashMap<u64, [u16; 3]>,
    kept: HashMap<(usize, usize), EntityType>,
    parts: HashMap<WordKey, u8>,
    /// The last words of people's names, two or more.
    surnames: HashSet<u64>,
    /// The departments of the places that the dictionaries may have in the article, with how many there are.
    departments: HashMap<[u8; 2], u16>,
    initials: HashMap<WordKey, ()>,
    /// For each token, whether it is a word of a line-up.
    in_lineup: Vec<bool>,
    /// The first words of organisations' names.
    heads: HashSet<WordKey>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Occurrences {
    small: u16,
    capital: u16,
}

const SURNAME: u8 = 1;
const FIRST_NAME: u8 = 2;
const PLACE_PART: u8 = 4;
const ORGANISATION_PART: u8 = 8;

impl Article {
    /// Counts how the words of a document are written; nothing is proved yet.
    pub fn new(document: &Document) -> Article {
        let mut words: HashMap<WordKey, Occurrences> = HashMap::new();
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
        let mut seen = HashSet::new();
        for form in readings.list.iter().filter_map(|reading| reading.form) {
            let entry = lexicon.entry_of(form);
            if let Some(department) = department(lexicon.entry(entry).ids).filter(|_| seen.insert(entry)) {
                *self.departments.entry(department).or_default() += 1;
            }
        }
    }

    /// Whether two other places of the department that these ids tell stand in the article.
    fn has_neighbours(&self, ids: &str) -> bool {
        department(ids)
            .and_then(|department| self.departments.get(&department))
            .is_some_and(|&count| count > 2)
    }

    /// Takes the readings kept so far as proved.
    pub fn prove(&mut self, document: &Document, kept: impl Iterator<Item = (usize, usize, EntityType)>) {
        for (first, last, entity_type) in kept {
            if entity_type == EntityType::Date {
                continue;
            }
            self.kept.insert((first, last), entity_type);
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
                    self.initials.insert(initials(document, first, last, with_small), ());
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
fn department(ids: &str) -> Option<[u8; 2]> {
    let code = ids.split(' ').find_map(|id| id.strip_prefix("insee:"))?.as_bytes();
    (code.len() == 5).then(|| [code[0], code[1]])
}

/// Whether a head in small letters with `de` stands behind an indefinite article: `un hôtel de Mogadiscio` is no name.
fn is_indefinite_head(document: &Document, first: usize) -> bool {
    let is_head = document.begins(first, Class::PlaceHead) || document.begins(first, Class::OrganisationHead);
    is_head
        && document.tokens()[first].case == Case::Small
        && first > 0
        && matches!(
            document.surface(first - 1),
            "un" | "une"
                | "Un"
                | "Une"
                | "deux"
                | "trois"
                | "plusieurs"
                | "quelques"
                | "chaque"
                | "certains"
                | "certaines"
                | "autre"
                | "autres"
        )
        && (first + 1..document.tokens().len().min(first + 4))
            .any(|at| matches!(document.surface(at), "de" | "d" | "du"))
}

/// Whether ids are those of a town: a municipality of INSEE, a populated place of GeoNames.
fn is_town(ids: &str) -> bool {
    department(ids).is_some() || ids.split(' ').any(|id| id.starts_with("geonames:"))
}

/// Whether a word is the number of a road: `A36`, `N7`, `RD 32` written as one word.
fn is_road_number(word: &str) -> bool {
    let digits = ["RN", "RD", "A", "N", "D", "E"].iter().find_map(|letters| word.strip_prefix(letters));
    digits.is_some_and(|digits| {
        (1..=4).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// Whether a word is a Roman number, an ordinal ending included: `XXe`, `IV`.
fn is_roman_number(word: &str) -> bool {
    let letters = word
        .strip_suffix("ème")
        .or_else(|| word.strip_suffix("er"))
        .or_else(|| word.strip_suffix('e'))
        .unwrap_or(word);
    !letters.is_empty()
        && (letters.len() > 1 || letters != word)
        && letters.bytes().all(|letter| b"IVXL".contains(&letter))
}

/// The identity of a sequence of words, whatever ties them.
pub(super) fn sequence(document: &Document, first: usize, last: usize) -> u64 {
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

/// The prominence of who and what is known to all.
const WORLD_FAMOUS: u8 = 8;

/// The gathering of one reading's cues.
struct Evidence<'a> {
    document: &'a Document<'a>,
    lexicon: &'a Lexicon,
    weights: &'a Weights,
    article: &'a Article,
    names: &'a DictionarySpans,
    heads: &'a HeadSpans,
    cues: &'a mut Vec<CueId>,
}

impl Evidence<'_> {
    fn add(&mut self, cue: Cue) {
        self.cues.push(cue.into());
    }

    fn add_if(&mut self, holds: bool, cue: Cue) {
        if holds {
            self.add(cue);
        }
    }

    fn gather(&mut self, reading: &Reading, patterns: &[Cue]) {
        self.dictionaries(reading);
        // Of a name that a dictionary has with this type, the dictionary answers for the words.
        if reading.form.is_none() {
            self.words(reading, patterns);
            if reading.first == reading.last {
                self.lone_word(reading.first);
            } else {
                self.several_words(reading.first, reading.last);
            }
        }
        self.add_if(self.document.in_untagged_name(reading.first, reading.last), Cue::InUntaggedName);
        self.before(reading);
        self.after(reading.last);
        self.enclosed(reading);
        self.layout(reading);
        self.article(reading);
    }

    fn dictionaries(&mut self, reading: &Reading) {
        self.add_if(reading.is_users, Cue::UsersDictionary);
        match reading.form {
            Some(form) => self.dictionary_form(reading, form),
            None => self.add(Cue::NotInDictionary),
        }
        let mut inside = false;
        for (first, last, types) in self.names.around(reading.first, reading.last) {
            if (first, last) == (reading.first, reading.last) {
                for (other, cue) in EntityType::NAMES.into_iter().zip([
                    Cue::AlsoPerson,
                    Cue::AlsoPlace,
                    Cue::AlsoOrganisation,
                ]) {
                    self.add_if(other != reading.entity_type && types >> other as u8 & 1 != 0, cue);
                }
                self.add_if(reading.form.is_none() && types & NEEDS_CUE == 0, Cue::OtherTypeOnly);
            } else if first <= reading.first && reading.last <= last {
                inside |= types & NEEDS_CUE == 0;
            } else if first == reading.first && last < reading.last {
                self.add(Cue::BeginsWithName);
                let organisation = types >> EntityType::Organisation as u8 & 1 != 0 && reading.form.is_none();
                self.add_if(organisation, Cue::BeginsWithOrganisation);
                let tied = self.document.tokens()[last + 1].joint == Joint::Hyphen
                    && reading.form.is_none()
                    && self
                        .names
                        .around(last + 1, reading.last)
                        .any(|other| (other.0, other.1) == (last + 1, reading.last));
                self.add_if(tied, Cue::NamesTied);
            } else if last == reading.last && reading.first < first && reading.form.is_none() {
                self.add_if(types >> EntityType::Place as u8 & 1 != 0, Cue::EndsWithPlace);
                self.add_if(types >> EntityType::Person as u8 & 1 != 0, Cue::EndsWithPerson);
                self.add_if(types >> EntityType::Organisation as u8 & 1 != 0, Cue::EndsWithOrganisation);
            }
        }
        self.add_if(inside, Cue::InsideLongerName);
        for cue in self.heads.around(reading) {
            self.add(cue);
        }
    }

    fn dictionary_form(&mut self, reading: &Reading, id: FormRef) {
        let form = self.lexicon.form(id);
        let entry = self.lexicon.entry(self.lexicon.entry_of(id));
        let document = self.document;
        let token = &document.tokens()[reading.first];
        let word = document.word(reading.first);
        let place = document.place(reading.first);
        self.add(Cue::InDictionary);
        self.add(match entry.prominence {
            0..=3 => Cue::DictionaryObscure,
            4..=5 => Cue::DictionaryKnown,
            _ => Cue::DictionaryProminent,
        });
        let one_word = reading.first == reading.last;
        self.add_if(!one_word, Cue::DictionarySeveralWords);
        let longer =
            !one_word && entry.entity_type == EntityType::Person && self.is_behind_first_name(reading.first);
        self.add_if(longer, Cue::DictionarySurnameInName);
        self.add_if(form.kind == FormKind::Acronym, Cue::DictionaryAcronym);
        let rest_is_word = form.contracted() && one_word && word.has(Class::Common);
        // Several words with a capital where none is owed are cue enough: `La Souterraine`.
        let needs_cue = form.needs_cue() && (one_word || place.capital_is_owed());
        if needs_cue || rest_is_word {
            let acronym = one_word && token.case == Case::AllCapitals && !place.in_capitals();
            self.add(if acronym { Cue::DictionaryAcronymNeedsCue } else { Cue::DictionaryNeedsCue });
        }
        if one_word {
            let capitals_only = form.text.chars().all(|letter| !letter.is_lowercase());
            let plain_acronym = token.case == Case::AllCapitals && word.has(Class::PlainAcronym);
            self.add_if(plain_acronym && form.needs_cue(), Cue::PlainAcronym);
            // Who is known to all needs no help against a word: `Poutine`, `Napoléon`.
            if word.has(Class::Common) && !capitals_only && entry.prominence < WORLD_FAMOUS {
                self.add(Cue::DictionaryCommonWord);
                self.add_if(place.capital_is_owed(), Cue::DictionaryCommonWordFirst);
            }
            self.add_if(self.article.has_neighbours(entry.ids), Cue::PlacesAround);
            let article = reading.first > 0
                && matches!(document.surface(reading.first - 1), "la" | "La" | "l" | "L" | "les" | "Les");
            self.add_if(article && is_town(entry.ids), Cue::DictionaryTownArticle);
            let surname = entry.entity_type == EntityType::Person && form.kind == FormKind::Short;
            self.add_if(surname && self.is_beside_capital(reading.first), Cue::DictionarySurnameInName);
            let is_word = word.has(Class::Common) || word.has(Class::GrammarWord);
            self.add_if(is_word && place.in_capitals(), Cue::DictionaryWordInCapitals);
            self.add_if(word.has(Class::FirstName), Cue::DictionaryFirstName);
            self.add_if(word.has(Class::Surname), Cue::DictionarySurname);
            // `NASA` and `Nasa` are one: the press writes an acronym that is spoken as a word either way.
            let is_acronym = entry.entity_type == EntityType::Organisation && form.text.len() <= 6;
            let differs =
                token.case == Case::AllCapitals && !capitals_only && !is_acronym && !place.in_capitals();
            self.add_if(differs, Cue::DictionaryCaseDiffers);
        }
        let small_head = form.requires_capital() && token.case == Case::Small;
        self.add_if(small_head, Cue::DictionarySmallHead);
        let masculine = reading.first > 0
            && matches!(
                document.surface(reading.first - 1),
                "le" | "Le" | "un" | "Un" | "du" | "au" | "ce" | "les" | "Les" | "des" | "aux" | "ces"
            );
        self.add_if(one_word && masculine && word.has(Class::Demonym), Cue::DictionaryDemonym);
        let surface = document.span(reading.first, reading.last).of(document.text());
        self.add_if(accents_differ(form.text, surface), Cue::DictionaryAccentsDiffer);
        let out_of_date = document.published().is_some_and(|day| !form.in_use(day));
        self.add_if(out_of_date, Cue::DictionaryOutOfDate);
    }

    /// Whether a word with a capital of its own, neither a civility nor a function, stands right beside a word.
    fn is_beside_capital(&self, at: usize) -> bool {
        let document = self.document;
        let tokens = document.tokens();
        let initial = |at: usize| tokens[at].is_initial();
        let introduces = |at: usize| {
            (document.ends(at, Class::Civility) || document.ends(at, Class::Function)) && !initial(at)
        };
        let behind_initial = at > 1
            && tokens[at - 1].is_mark('.')
            && initial(at - 2)
            && !document.ends(at - 2, Class::Civility);
        let behind_capital = at > 0 && self.has_own_capital(at - 1) && !introduces(at - 1);
        let before = tokens[at].joint == Joint::Space && (behind_capital || behind_initial);
        let after =
            tokens.get(at + 1).is_some_and(|next| next.joint == Joint::Space) && self.has_own_capital(at + 1);
        before || after
    }

    /// Whether a first name with a capital of its own stands right before a word.
    fn is_behind_first_name(&self, at: usize) -> bool {
        let document = self.document;
        at > 0
            && document.tokens()[at].joint == Joint::Space
            && document.tokens()[at - 1].is_capitalised()
            && document.word(at - 1).has(Class::FirstName)
            && !document.ends(at - 1, Class::Civility)
            && !document.ends(at - 1, Class::Function)
    }

    /// Cues of the words, be there one or several. How many there are and how many of them are in small
    /// letters says nothing where a head makes the name.
    fn words(&mut self, reading: &Reading, patterns: &[Cue]) {
        let document = self.document;
        let tokens = &document.tokens()[reading.first..=reading.last];
        self.shape(reading);
        self.heads(reading.first);
        if patterns.iter().any(|cue| HEAD_PATTERNS.contains(cue)) {
            return;
        }
        let words =
            tokens.iter().filter(|token| token.is_capitalised() || token.kind == Kind::Number).count();
        self.add(match words {
            0 | 1 => Cue::OneWord,
            2 => Cue::TwoWords,
            3 => Cue::ThreeWords,
            4 => Cue::FourWords,
            _ => Cue::ManyWords,
        });
        let small = tokens.iter().filter(|token| token.kind == Kind::Word && token.case == Case::Small);
        let small = small.filter(|token| token.joint != Joint::Hyphen).count();
        match small {
            0 => {}
            1 => self.add(Cue::OneSmallWord),
            2 => self.add(Cue::TwoSmallWords),
            _ => self.add(Cue::ManySmallWords),
        }
        let first = &tokens[0];
        let last = &tokens[tokens.len() - 1];
        self.add_if(first.case == Case::Small, Cue::SmallFirst);
        self.add_if(
            tokens.len() > 1
                && last.case == Case::Small
                && last.kind == Kind::Word
                && last.joint != Joint::Hyphen,
            Cue::SmallLast,
        );
    }

    /// Cues of the shape of the words.
    fn shape(&mut self, reading: &Reading) {
        let document = self.document;
        let tokens = &document.tokens()[reading.first..=reading.last];
        self.add_if(tokens.iter().any(|token| token.case == Case::Mixed), Cue::MixedCase);
        self.add_if(tokens[1..].iter().any(|token| token.joint == Joint::Hyphen), Cue::Hyphened);
        self.add_if(tokens[1..].iter().any(|token| token.joint == Joint::Line), Cue::LineBreakInside);
        let text = document.span(reading.first, reading.last).of(document.text());
        self.add_if(text.bytes().any(|byte| byte.is_ascii_digit()) && !is_road_number(text), Cue::HasDigit);
    }

    /// Cues of the word that a reading begins with.
    fn heads(&mut self, first: usize) {
        let document = self.document;
        for (class, cue) in [
            (Class::Function, Cue::FunctionFirst),
            (Class::OrganisationKind, Cue::OrganisationKindFirst),
            (Class::PlaceHead, Cue::PlaceHeadFirst),
            (Class::PlaceKind, Cue::PlaceKindFirst),
            (Class::Collective, Cue::CollectiveFirst),
            (Class::UntaggedHead, Cue::UntaggedHeadFirst),
        ] {
            self.add_if(document.begins(first, class), cue);
        }
        let organisation = document.begins(first, Class::OrganisationHead) && !is_building(document, first);
        self.add_if(organisation, Cue::OrganisationHeadFirst);
        self.add_if(document.tokens()[first].is_initial(), Cue::InitialFirst);
        let kind_then_name = document.begins(first, Class::OrganisationKind)
            && document.tokens()[first].case == Case::Small
            && document.tokens().get(first + 1).is_some_and(|next| next.is_capitalised());
        self.add_if(kind_then_name, Cue::KindThenName);
        self.add_if(is_indefinite_head(document, first), Cue::IndefiniteHead);
        let saint = |at: usize| matches!(document.surface(at), "Saint" | "Sainte" | "St" | "Ste" | "Saints");
        self.add_if(saint(first), Cue::SaintFirst);
        let patron = first + 1 < document.tokens().len()
            && (saint(first + 1) || matches!(document.surface(first + 1), "Notre" | "Sacré"));
        self.add_if(patron && document.word(first).has(Class::PlaceHead), Cue::PatronBehindHead);
    }

    fn lone_word(&mut self, at: usize) {
        let document = self.document;
        let token = &document.tokens()[at];
        let word = document.word(at);
        if is_road_number(document.surface(at)) {
            return self.add(Cue::RoadNumber);
        }
        if token.case == Case::AllCapitals && !document.place(at).in_capitals() {
            self.add(match token.span.of(document.text()).chars().filter(|letter| *letter != '.').count() {
                0..=2 => Cue::Capitals2,
                3 => Cue::Capitals3,
                4 | 5 => Cue::Capitals5,
                _ => Cue::CapitalsLong,
            });
        }
        let plain_acronym = token.case == Case::AllCapitals && word.has(Class::PlainAcronym);
        self.add_if(plain_acronym, Cue::PlainAcronym);
        self.add_if(token.is_initial(), Cue::LetterAlone);
        self.add_if(is_roman_number(document.surface(at)), Cue::RomanNumber);
        if word.has(Class::FrequentFirstName) {
            self.add(Cue::FirstNameAlone);
        } else if word.has(Class::FirstName) {
            self.add(Cue::RareFirstNameAlone);
        }
        self.add_if(word.has(Class::Surname), Cue::SurnameAlone);
        self.add_if(word.has(Class::Demonym), Cue::DemonymAlone);
        self.add_if(word.has(Class::MonthWeekday), Cue::MonthInside);
        self.add_if(word.has(Class::Direction), Cue::DirectionInside);
        self.add_if(word.has(Class::Nationality), Cue::NationalityLast);
        if word.has(Class::Common) {
            self.add(Cue::CommonAlone);
            self.add_if(document.place(at).capital_is_owed(), Cue::CommonAloneFirst);
        } else if !word.has_any(&[Class::FirstName, Class::Surname, Class::Demonym, Class::MonthWeekday]) {
            self.add(Cue::UnknownAlone);
            self.ending(at);
        }
    }

    /// Whether the last words are in capitals only and those before are not, as the press of many countries writes
    /// surnames: `Roch Marc Christian KABORE`. No word of grammar and no common word stands before, no acronym last.
    fn has_surname_in_capitals(&self, first: usize, last: usize) -> bool {
        let document = self.document;
        let token = |at: usize| &document.tokens()[at];
        let surname = (first..=last).find(|&at| token(at).case == Case::AllCapitals).unwrap_or(first);
        let is_given = |at: usize| {
            let word = document.word(at);
            let plain =
                word.has(Class::Common) && !word.has(Class::FirstName) || word.has(Class::GrammarWord);
            token(at).case == Case::Capital && !plain || word.has(Class::Particle) && at > first
        };
        let is_surname = |at: usize| {
            token(at).case == Case::AllCapitals
                && token(at).span.len() > 2
                && !document.word(at).has_any(&[Class::PlainAcronym, Class::LegalForm])
                && !document.surface(at).contains('.')
        };
        let known = self.names.around(surname, surname);
        let mut acronyms = known.filter(|&(start, end, types)| {
            start == surname && end == last && types >> EntityType::Organisation as u8 & 1 != 0
        });
        surname > first
            && (first..surname).all(is_given)
            && (surname..=last).all(is_surname)
            && !document.place(last).in_capitals()
            && acronyms.next().is_none()
    }

    /// Cues of the ending of a word that stands in no list.
    fn ending(&mut self, at: usize) {
        let endings = self.lexicon.endings(&fold_word(self.document.surface(at)));
        self.add_if(endings.has(Class::PersonEnding), Cue::PersonEnding);
        self.add_if(endings.has(Class::PlaceEnding), Cue::PlaceEnding);
    }

    fn several_words(&mut self, first: usize, last: usize) {
        let document = self.document;
        let word = document.word(first);
        if word.has(Class::FirstNameWord) || word.has(Class::FirstNamePlace) {
            self.add(Cue::DoubtfulFirstNameFirst);
        } else if word.has(Class::FrequentFirstName) {
            self.add(Cue::FrequentFirstNameFirst);
        } else if word.has(Class::FirstName) {
            self.add(Cue::RareFirstNameFirst);
        }
        self.add_if(document.word(first + 1).has(Class::FirstName), Cue::FirstNameSecond);
        let demonym = document.begins(first, Class::Demonym)
            && document.ends(last, Class::Demonym)
            && document.tokens()[first + 1..=last].iter().all(|token| token.joint == Joint::Hyphen);
        self.add_if(demonym, Cue::DemonymAlone);
        self.add_if(word.has(Class::Particle), Cue::ParticleFirst);
        self.add_if(word.has(Class::Demonym), Cue::DemonymFirst);
        let next = &document.tokens()[first + 1];
        let initial =
            document.tokens()[first].is_initial() && (next.is_mark('.') || next.joint == Joint::Hyphen);
        let behind_colon = first > 0 && document.tokens()[first - 1].is_mark(':');
        let owed = word.has(Class::GrammarWord)
            && (document.place(first).capital_is_owed() || behind_colon)
            && !initial;
        self.add_if(owed, Cue::GrammarFirst);
        self.add_if(word.has(Class::Common), Cue::CommonFirst);
        let end = document.word(last);
        self.add_if(end.has(Class::FirstName), Cue::FirstNameLast);
        self.add_if(end.has(Class::Surname), Cue::SurnameLast);
        self.add_if(end.has(Class::Common), Cue::CommonLast);
        let small = |at: usize| document.tokens()[at].case == Case::Small || document.place(at).in_capitals();
        self.add_if(end.has(Class::Nationality) && small(last), Cue::NationalityLast);
        self.add_if(end.has(Class::PlaceTail), Cue::PlaceTailLast);
        self.add_if(end.has(Class::LegalForm), Cue::LegalFormLast);
        self.add_if(end.has(Class::OrganisationTail), Cue::OrganisationTailLast);
        self.add_if(document.tokens()[last].kind == Kind::Number, Cue::NumberLast);
        let known = [Class::FirstName, Class::Surname, Class::Common, Class::Demonym];
        if !end.has_any(&known) {
            self.add(Cue::UnknownLast);
            self.ending(last);
        }
        self.add_if(self.has_surname_in_capitals(first, last), Cue::SurnameInCapitals);
        let words = (first..=last).filter(|&at| document.tokens()[at].kind == Kind::Word);
        self.add_if(words.clone().all(|at| document.word(at).has(Class::Common)), Cue::AllCommon);
        let inside = |class: Class| (first + 1..=last).any(|at| document.word(at).has(class));
        for (class, cue) in [
            (Class::Nationality, Cue::NationalityInside),
            (Class::Demonym, Cue::DemonymInside),
            (Class::MonthWeekday, Cue::MonthInside),
            (Class::Direction, Cue::DirectionInside),
            (Class::OrganisationHead, Cue::OrganisationHeadInside),
            (Class::Function, Cue::FunctionInside),
        ] {
            self.add_if(inside(class), cue);
        }
        let breaks = (first + 1..=last).any(|at| document.place(at).begins_sentence());
        self.add_if(breaks, Cue::SentenceBreakInside);
        let verb = words
            .clone()
            .any(|at| document.tokens()[at].case == Case::Small && document.word(at).has(Class::VerbForm));
        self.add_if(verb, Cue::VerbInside);
        let civility = words
            .clone()
            .filter(|&at| document.tokens()[at].is_capitalised() && !document.tokens()[at].is_initial())
            .any(|at| document.word(at).has(Class::Civility));
        self.add_if(civility, Cue::CivilityInside);
        let small_particle = words.clone().any(|at| {
            at > first && document.tokens()[at].case == Case::Small && document.word(at).has(Class::Particle)
        });
        self.add_if(small_particle, Cue::ParticleInside);
    }

    /// What stands before a reading.
    fn before(&mut self, reading: &Reading) {
        let first = reading.first;
        let document = self.document;
        let tokens = document.tokens();
        let place = document.place(first);
        // The capital of a name that the dictionaries have is its own, wherever it stands.
        let is_known = reading.form.is_some_and(|form| !self.lexicon.form(form).needs_cue());
        self.add_if(place.begins_line(), Cue::LineStart);
        if place.begins_sentence() {
            return self.add(if is_known { Cue::DictionarySentenceStart } else { Cue::SentenceStart });
        }
        self.add_if(place.capital_is_owed(), Cue::QuoteStart);
        let mut at = first - 1;
        if tokens[first].joint == Joint::Hyphen {
            self.add(Cue::BeforeHyphen);
            let name = self.names.around(at, at).any(|(_, last, _)| last == at);
            self.add_if(name, Cue::BeforeHyphenName);
        }
        if tokens[at].is_mark('.') && at > 0 && document.ends(at - 1, Class::Civility) {
            at -= 1;
        }
        let token = &tokens[at];
        self.add_if(token.is_mark('.') && at > 0 && tokens[at - 1].is_initial(), Cue::BeforeInitial);
        let particle = document.word(at).has(Class::Particle) && !document.word(at).has(Class::GrammarWord);
        self.add_if(particle && !document.ends(at, Class::Civility), Cue::BeforeParticle);
        self.add_if(document.word(at).has(Class::Demonym) && token.is_capitalised(), Cue::BeforeDemonym);
        match token.kind {
            Kind::Mark(mark) => self.add(match mark {
                ',' => Cue::BeforeComma,
                '(' | '[' => Cue::BeforeBracket,
                '"' | '«' | '“' | '\'' | '”' | '»' => Cue::BeforeQuote,
                '-' | '–' | '—' | '/' => Cue::BeforeDash,
                _ => Cue::BeforeOtherMark,
            }),
            Kind::Number => self.add(Cue::BeforeNumber),
            Kind::Word if self.has_own_capital(at) && !document.ends(at, Class::Civility) => {
                let first_name =
                    |at: usize| document.word(at).has(Class::FirstName) && self.has_own_capital(at);
                let behind_first_name =
                    first_name(at) || at > 0 && tokens[at].joint == Joint::Space && first_name(at - 1);
                self.add_if(behind_first_name, Cue::BeforeFirstName);
                self.add(Cue::BeforeCapital);
            }
            Kind::Word => {}
        }
        let known = self.classes_before(at);
        if document.ends(at, Class::Relation) {
            self.add(Cue::BeforeRelation);
            return self.before_of(at, first);
        }
        match self.context_word(at).and_then(|word| self.weights.before(&word)) {
            Some(cue) => self.cues.push(cue),
            None => self.add_if(
                !known && token.kind == Kind::Word && token.case == Case::Small,
                Cue::BeforeSmallUnknown,
            ),
        }
        self.before_of(at, first);
    }

    /// A word as the weights file may have it: in small letters, `À` that lost its accent restored.
    fn context_word(&self, at: usize) -> Option<Cow<'_, str>> {
        let surface = self.document.surface(at);
        match self.document.tokens()[at].case {
            _ if surface.len() > 12 => None,
            Case::Small => Some(Cow::Borrowed(surface)),
            _ if surface == "A" => Some(Cow::Borrowed("à")),
            _ => Some(Cow::Owned(surface.to_lowercase())),
        }
    }

    /// Whether a word has a capital that neither the place nor the line owes it.
    fn has_own_capital(&self, at: usize) -> bool {
        let place = self.document.place(at);
        self.document.tokens()[at].is_capitalised() && !place.capital_is_owed() && !place.in_capitals()
    }

    /// The classes of what ends right before, or before an adjective; tells whether there was one right before.
    fn classes_before(&mut self, at: usize) -> bool {
        let document = self.document;
        let behind_adjective = head_behind_adjective(document, at);
        let mut known = document.ends(at, Class::OrganisationHead);
        self.add_if(known && !document.ends(at, Class::OrganisationKind), Cue::BeforeOrganisationHead);
        for (class, cue) in [
            (Class::Civility, Cue::BeforeCivility),
            (Class::Function, Cue::BeforeFunction),
            (Class::Kinship, Cue::BeforeKinship),
            (Class::PlacePreposition, Cue::BeforePlacePreposition),
            (Class::PlaceKind, Cue::BeforePlaceKind),
            (Class::PlaceHead, Cue::BeforePlaceHead),
            (Class::OrganisationKind, Cue::BeforeOrganisationKind),
            (Class::TeamCue, Cue::BeforeTeamCue),
            (Class::UntaggedHead, Cue::BeforeUntaggedHead),
            (Class::Nationality, Cue::BeforeNationality),
            (Class::Collective, Cue::BeforeCollective),
            (Class::Direction, Cue::BeforeDirection),
            (Class::Saying, Cue::BeforeSaying),
        ] {
            let says_nothing = class == Class::PlacePreposition && document.ends(at, Class::Relation);
            if document.ends(at, class) && !says_nothing {
                known = true;
                self.add(cue);
            } else if behind_adjective.is_some_and(|head| document.ends(head, class)) {
                self.add(cue);
            }
        }
        known
    }

    /// What stands before `de`, where that ends at `at`: `maire de`, `ville du`, `habitants de la`.
    fn before_of(&mut self, at: usize, first: usize) {
        let document = self.document;
        let Some(head) = head_before_of(document, at) else { return };
        for (class, cue) in [
            (Class::Function, Cue::BeforeOfFunction),
            (Class::Kinship, Cue::BeforeOfKinship),
            (Class::PlaceKind, Cue::BeforeOfPlaceKind),
            (Class::PlaceHead, Cue::BeforeOfPlaceHead),
            (Class::OrganisationKind, Cue::BeforeOfOrganisationKind),
            (Class::OrganisationHead, Cue::BeforeOfOrganisationHead),
            (Class::TeamCue, Cue::BeforeOfTeamCue),
            (Class::UntaggedHead, Cue::BeforeOfUntaggedHead),
            (Class::Collective, Cue::BeforeOfCollective),
            (Class::Direction, Cue::BeforeOfDirection),
            (Class::Saying, Cue::BeforeOfSaying),
        ] {
            self.add_if(document.ends(head, class), cue);
        }
        let is_word = document.word(first).has(Class::Common) && !document.place(first).in_capitals();
        self.add_if(is_word && in_portfolio(document, head), Cue::BeforeOfPortfolio);
        self.add_if(is_word && document.ends(head, Class::Function), Cue::BeforeOfFunctionWord);
        self.add_if(document.tokens()[head].is_capitalised(), Cue::BeforeOfCapital);
    }

    /// What stands behind token `last`.
    fn after(&mut self, last: usize) {
        let document = self.document;
        let tokens = document.tokens();
        let at = last + 1;
        let Some(token) = tokens.get(at).filter(|token| token.joint != Joint::Paragraph) else {
            return self.add(Cue::AfterTextEnd);
        };
        match token.kind {
            Kind::Mark(mark) => self.mark_after(mark, at),
            Kind::Number => self.add(Cue::AfterNumber),
            Kind::Word => self.word_after(at),
        }
        if token.joint == Joint::Hyphen {
            self.add(Cue::AfterHyphen);
            let name = self.names.around(at, at).any(|(first, _, _)| first == at);
            self.add_if(name, Cue::AfterHyphenName);
        }
    }

    fn mark_after(&mut self, mark: char, at: usize) {
        let document = self.document;
        let tokens = document.tokens();
        let next = at + 1;
        match mark {
            ',' => {
                self.add(Cue::AfterComma);
                let article = matches!(tokens.get(next), Some(token) if matches!(token.span.of(document.text()), "le" | "la" | "l" | "un" | "une" | "les"));
                let function = document.begins(next, Class::Function)
                    || article && document.begins(next + 1, Class::Function);
                self.add_if(function, Cue::AfterCommaFunction);
                let age = tokens.get(next).is_some_and(|token| token.kind == Kind::Number)
                    && tokens
                        .get(next + 1)
                        .is_some_and(|token| matches!(token.span.of(document.text()), "ans" | "an" | "mois"));
                self.add_if(age, Cue::AfterCommaAge);
                self.add_if(
                    tokens.get(next).is_some_and(|token| token.is_capitalised()),
                    Cue::AfterCommaCapital,
                );
            }
            '(' | '[' => {
                self.add(Cue::AfterBracket);
                let Some(inside) = tokens.get(next) else { return };
                self.add_if(inside.case == Case::AllCapitals, Cue::AfterBracketCapitals);
                self.add_if(inside.kind == Kind::Number, Cue::AfterBracketNumber);
                let place = self
                    .names
                    .around(next, next)
                    .any(|(first, _, types)| first == next && types >> EntityType::Place as u8 & 1 != 0);
                self.add_if(place, Cue::AfterBracketPlace);
            }
            ')' | ']' => self.add(Cue::AfterClosingBracket),
            '"' | '»' | '”' | '\'' | '«' | '“' => self.add(Cue::AfterQuote),
            ':' => self.add(Cue::AfterColon),
            '-' | '–' | '—' | '/' => self.add(Cue::AfterDash),
            '.' | '!' | '?' | '…' | ';' => self.add(Cue::AfterStop),
            _ => self.add(Cue::AfterOtherMark),
        }
    }

    fn word_after(&mut self, at: usize) {
        let document = self.document;
        let tokens = document.tokens();
        let token = &tokens[at];
        let capital = |at: usize| {
            tokens.get(at).is_some_and(|token| token.is_capitalised() && token.joint != Joint::Paragraph)
        };
        if document.place(at).begins_sentence() {
            return self.add(Cue::AfterTextEnd);
        }
        let first_name = self.has_own_capital(at) && document.word(at).has(Class::FirstName);
        self.add_if(first_name, Cue::AfterFirstName);
        self.add_if(self.has_own_capital(at) && !first_name, Cue::AfterCapital);
        let mut known = token.is_capitalised();
        for (class, cue) in [
            (Class::Saying, Cue::AfterSaying),
            (Class::Function, Cue::AfterFunction),
            (Class::Nationality, Cue::AfterNationality),
            (Class::TeamCue, Cue::AfterTeamCue),
            (Class::VerbForm, Cue::AfterVerb),
        ] {
            if document.begins(at, class) {
                known = true;
                self.add(cue);
            }
        }
        self.add_if(document.begins(at + 1, Class::Saying), Cue::AfterAuxiliarySaying);
        if token.case == Case::Small && document.word(at).has(Class::Particle) {
            let behind = if capital(at + 1) {
                true
            } else {
                document.begins(at + 1, Class::Particle) && capital(at + 2)
            };
            self.add_if(behind, Cue::AfterParticleCapital);
        }
        if matches!(document.surface(at), "de" | "d" | "du" | "des") {
            let article = tokens
                .get(at + 1)
                .is_some_and(|next| matches!(next.span.of(document.text()), "la" | "l" | "le" | "les"));
            let behind = at + 1 + usize::from(article);
            self.add(if capital(behind) { Cue::AfterOfCapital } else { Cue::AfterOfSmall });
        }
        match self.context_word(at).and_then(|word| self.weights.after(&word)) {
            Some(cue) => self.cues.push(cue),
            None => self.add_if(!known && token.case == Case::Small, Cue::AfterSmallUnknown),
        }
    }

    fn enclosed(&mut self, reading: &Reading) {
        let tokens = self.document.tokens();
        let (Some(before), Some(after)) =
            (reading.first.checked_sub(1).map(|at| &tokens[at]), tokens.get(reading.last + 1))
        else {
            return;
        };
        self.add_if(before.is_mark('(') && after.is_mark(')'), Cue::InBrackets);
        let quoted = matches!(
            (before.kind, after.kind),
            (Kind::Mark('«'), Kind::Mark('»'))
                | (Kind::Mark('"'), Kind::Mark('"'))
                | (Kind::Mark('“'), Kind::Mark('”'))
        );
        self.add_if(quoted, Cue::InQuotes);
    }

    fn layout(&mut self, reading: &Reading) {
        self.add_if(self.document.in_sharing(reading.first), Cue::InSharing);
        let place = self.document.place(reading.first);
        let tokens = &self.document.tokens()[reading.first + 1..=reading.last];
        let only_capital = !tokens.iter().any(|token| token.is_capitalised());
        let one_capital = self.document.tokens()[reading.first].case == Case::Capital;
        let is_word = self.document.word(reading.first).has(Class::Common);
        let famous = reading.form.is_some_and(|form| {
            let entry = self.lexicon.entry(self.lexicon.entry_of(form));
            entry.prominence >= WORLD_FAMOUS && !self.lexicon.form(form).needs_cue()
        });
        let owed = place.capital_is_owed() && only_capital && one_capital && is_word && !famous;
        self.add_if(owed, Cue::CapitalOwed);
        self.add_if(place.in_capitals() && reading.form.is_none(), Cue::CapitalsLine);
        self.add_if(place.in_title_case(), Cue::TitleLine);
    }

    fn article(&mut self, reading: &Reading) {
        let document = self.document;
        if let Some(found) = self.article.words.get(&document.tokens()[reading.first].key) {
            let here = u16::from(!document.place(reading.first).capital_is_owed());
            let others = found.capital.saturating_sub(here);
            self.add_if(found.small > 0 && reading.first == reading.last, Cue::SmallElsewhere);
            self.add_if(others > 0, Cue::CapitalElsewhere);
            self.add_if(others > 1, Cue::CapitalFrequent);
        }
        self.proofs(reading);
        self.listed(reading);
    }

    fn proofs(&mut self, reading: &Reading) {
        let (first, last) = (reading.first, reading.last);
        if let Some(&counts) = self.article.names.get(&sequence(self.document, first, last)) {
            let own = self.article.kept.get(&(first, last)).copied();
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
        self.add_if(self.article.initials.contains_key(&key), Cue::InitialsOfOrganisation);
        let is_head = self.article.heads.contains(&key) && self.document.tokens()[first].is_capitalised();
        self.add_if(is_head, Cue::HeadOfOrganisation);
    }

    /// The types of the names kept before and behind this one, with nothing but marks, numbers and small words of a list
    /// between: `Ogier (34e), Pi - Diallo`.
    fn near(&mut self, reading: &Reading) {
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
        let before = (0..reading.first).rev().take(FARTHEST).take_while(passes).count();
        let behind = (reading.last + 1..tokens.len()).take(FARTHEST).take_while(passes).count();
        let mut found = [None; 2];
        if let Some(end) = reading.first.checked_sub(before + 1).filter(|_| before > 0) {
            found[0] = (end.saturating_sub(4)..=end).find_map(|first| self.article.kept.get(&(first, end)));
        }
        if behind > 0 {
            let start = reading.last + behind + 1;
            found[1] = (start..start + 4).find_map(|last| self.article.kept.get(&(start, last)));
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
    fn listed(&mut self, reading: &Reading) {
        let document = self.document;
        let ties = |at: usize| {
            document.tokens().get(at).is_some_and(|token| token.is_mark(',') || token.is_mark('/'))
                || document
                    .tokens()
                    .get(at)
                    .is_some_and(|token| matches!(token.span.of(document.text()), "et" | "ou"))
        };
        let mut beside = [None; 2];
        let tie = over_small_words(
            reading.first.checked_sub(1),
            |at| is_passed(document, at),
            |at| at.checked_sub(1),
        );
        if let Some(end) = tie.filter(|&at| ties(at)).and_then(|at| at.checked_sub(1)) {
            beside[0] = (end.saturating_sub(6)..=end).find_map(|first| self.article.kept.get(&(first, end)));
        }
        if ties(reading.last + 1) {
            let start =
                over_small_words(Some(reading.last + 2), |at| is_passed(document, at), |at| Some(at + 1));
            let start = start.unwrap_or(reading.last + 2);
            beside[1] = (start..start + 7).find_map(|last| self.article.kept.get(&(start, last)));
        }
        let lineup = reading.first == reading.last && self.article.in_lineup[reading.first];
        self.add_if(lineup, Cue::InLineup);
        if beside == [None; 2] {
            return self.near(reading);
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

/// Whether what ends at `end` goes on a list of what a minister is in charge of:
/// `ministre de la Santé, de l'Hygiène et de` …
fn in_portfolio(document: &Document, end: usize) -> bool {
    const LONGEST_PORTFOLIO: usize = 24;
    let goes_on = |&at: &usize| {
        let token = &document.tokens()[at];
        token.is_capitalised()
            || token.is_mark(',')
            || is_link(document, at)
            || matches!(document.surface(at), "et" | "chargé" | "chargée" | "auprès")
            || token.case == Case::Small && document.word(at).has(Class::Nationality)
    };
    let list = (0..=end).rev().take(LONGEST_PORTFOLIO).take_while(goes_on).count();
    let head = end.checked_sub(list);
    list > 0
        && head.is_some_and(|at| {
            matches!(document.surface(at), "ministre" | "ministres" | "ministère" | "Etat" | "Etats")
        })
        || (0..=end).rev().take(list).any(|at| matches!(document.surface(at), "Ministre" | "Ministère"))
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

/// The word before what looks like an adjective at `at`: a word in small letters that is no word of grammar.
fn head_behind_adjective(document: &Document, at: usize) -> Option<usize> {
    let token = &document.tokens()[at];
    let is_adjective = token.kind == Kind::Word
        && token.case == Case::Small
        && !document.begins(at, Class::GrammarWord)
        && !document.place(at).begins_sentence();
    at.checked_sub(1).filter(|&head| is_adjective && document.tokens()[head].case == Case::Small)
}

/// The word before a `de` that ends at `at` (`du`, `des`, `de la`, `d'` …).
fn head_before_of(document: &Document, at: usize) -> Option<usize> {
    let of = match document.surface(at) {
        "de" | "d" | "du" | "des" | "d’" => at,
        "la" | "l" | "le" | "les" if at > 0 && matches!(document.surface(at - 1), "de") => at - 1,
        _ => return None,
    };
    of.checked_sub(1)
}

/// Whether the accents of a name in the text are others than those of the dictionary: small letters only,
/// since capitals often lose theirs.
fn accents_differ(form: &str, surface: &str) -> bool {
    if form.is_ascii() && surface.is_ascii() {
        return false;
    }
    let small = |text: &str| -> Vec<char> {
        use unicode_normalization::UnicodeNormalization;
        text.nfc().filter(|letter| letter.is_lowercase() && !matches!(letter, 'œ' | 'æ')).collect()
    };
    let (form, surface) = (small(form), small(surface));
    form.len() == surface.len() && form != surface
}
