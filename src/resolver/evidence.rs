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
        let mut cues = std::mem::take(&mut self.cues);
        cues.clear();
        for number in 0..self.list.len() {
            let reading = &self.list[number];
            let start = cues.len() as u32;
            if reading.entity_type != EntityType::Date {
                let mut evidence =
                    Evidence { document, lexicon, weights, article, names: &names, cues: &mut cues };
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
        Article { words, ..Article::default() }
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
                for with_small in [true, false] {
                    self.initials.insert(initials(document, first, last, with_small), ());
                }
            }
        }
    }
}

/// The department of a French municipality: the first two characters of its INSEE code.
fn department(ids: &str) -> Option<[u8; 2]> {
    let code = ids.split(' ').find_map(|id| id.strip_prefix("insee:"))?.as_bytes();
    (code.len() == 5).then(|| [code[0], code[1]])
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

/// The gathering of one reading's cues.
struct Evidence<'a> {
    document: &'a Document<'a>,
    lexicon: &'a Lexicon,
    weights: &'a Weights,
    article: &'a Article,
    names: &'a DictionarySpans,
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
        self.before(reading.first);
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
            }
        }
        self.add_if(inside, Cue::InsideLongerName);
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
            if word.has(Class::Common) && !capitals_only {
                self.add(Cue::DictionaryCommonWord);
                self.add_if(place.capital_is_owed(), Cue::DictionaryCommonWordFirst);
            }
            self.add_if(self.article.has_neighbours(entry.ids), Cue::PlacesAround);
            self.add_if(word.has(Class::FirstName), Cue::DictionaryFirstName);
            self.add_if(word.has(Class::Surname), Cue::DictionarySurname);
            let differs = token.case == Case::AllCapitals && !capitals_only && !place.in_capitals();
            self.add_if(differs, Cue::DictionaryCaseDiffers);
        }
        let surface = document.span(reading.first, reading.last).of(document.text());
        self.add_if(accents_differ(form.text, surface), Cue::DictionaryAccentsDiffer);
        let out_of_date = document.published().is_some_and(|day| !form.in_use(day));
        self.add_if(out_of_date, Cue::DictionaryOutOfDate);
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
        let small =
            tokens.iter().filter(|token| token.kind == Kind::Word && token.case == Case::Small).count();
        match small {
            0 => {}
            1 => self.add(Cue::OneSmallWord),
            2 => self.add(Cue::TwoSmallWords),
            _ => self.add(Cue::ManySmallWords),
        }
        let first = &tokens[0];
        let last = &tokens[tokens.len() - 1];
        self.add_if(first.case == Case::Small, Cue::SmallFirst);
        self.add_if(tokens.len() > 1 && last.case == Case::Small && last.kind == Kind::Word, Cue::SmallLast);
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
            (Class::OrganisationHead, Cue::OrganisationHeadFirst),
            (Class::OrganisationKind, Cue::OrganisationKindFirst),
            (Class::PlaceHead, Cue::PlaceHeadFirst),
            (Class::PlaceKind, Cue::PlaceKindFirst),
            (Class::Collective, Cue::CollectiveFirst),
            (Class::UntaggedHead, Cue::UntaggedHeadFirst),
        ] {
            self.add_if(document.begins(first, class), cue);
        }
        self.add_if(document.tokens()[first].is_initial(), Cue::InitialFirst);
        let kind_then_name = document.begins(first, Class::OrganisationKind)
            && document.tokens()[first].case == Case::Small
            && document.tokens().get(first + 1).is_some_and(|next| next.is_capitalised());
        self.add_if(kind_then_name, Cue::KindThenName);
        let saint = matches!(document.surface(first), "Saint" | "Sainte" | "St" | "Ste" | "Saints");
        self.add_if(saint, Cue::SaintFirst);
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
        }
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
        self.add_if(word.has(Class::Particle), Cue::ParticleFirst);
        let owed = word.has(Class::GrammarWord) && document.place(first).capital_is_owed();
        self.add_if(owed, Cue::GrammarFirst);
        self.add_if(word.has(Class::Common), Cue::CommonFirst);
        let end = document.word(last);
        self.add_if(end.has(Class::FirstName), Cue::FirstNameLast);
        self.add_if(end.has(Class::Surname), Cue::SurnameLast);
        self.add_if(end.has(Class::Common), Cue::CommonLast);
        self.add_if(end.has(Class::Nationality), Cue::NationalityLast);
        self.add_if(end.has(Class::LegalForm), Cue::LegalFormLast);
        self.add_if(end.has(Class::OrganisationTail), Cue::OrganisationTailLast);
        self.add_if(document.tokens()[last].kind == Kind::Number, Cue::NumberLast);
        let known = [Class::FirstName, Class::Surname, Class::Common, Class::Demonym];
        self.add_if(!end.has_any(&known), Cue::UnknownLast);
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
        let civility = words
            .clone()
            .any(|at| document.word(at).has(Class::Civility) && document.tokens()[at].is_capitalised());
        self.add_if(civility, Cue::CivilityInside);
        let small_particle = words.clone().any(|at| {
            at > first && document.tokens()[at].case == Case::Small && document.word(at).has(Class::Particle)
        });
        self.add_if(small_particle, Cue::ParticleInside);
    }

    /// What stands before token `first`.
    fn before(&mut self, first: usize) {
        let document = self.document;
        let tokens = document.tokens();
        let place = document.place(first);
        self.add_if(place.begins_line(), Cue::LineStart);
        if place.begins_sentence() {
            return self.add(Cue::SentenceStart);
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
            if document.ends(at, class) {
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
        let place = self.document.place(reading.first);
        let tokens = &self.document.tokens()[reading.first + 1..=reading.last];
        let only_capital = !tokens.iter().any(|token| token.is_capitalised());
        let one_capital = self.document.tokens()[reading.first].case == Case::Capital;
        let is_word = self.document.word(reading.first).has(Class::Common);
        self.add_if(place.capital_is_owed() && only_capital && one_capital && is_word, Cue::CapitalOwed);
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
        if reading.first >= 2 && ties(reading.first - 1) {
            let end = reading.first - 2;
            beside[0] = (end.saturating_sub(6)..=end).find_map(|first| self.article.kept.get(&(first, end)));
        }
        if ties(reading.last + 1) {
            let start = reading.last + 2;
            beside[1] = (start..start + 7).find_map(|last| self.article.kept.get(&(start, last)));
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
