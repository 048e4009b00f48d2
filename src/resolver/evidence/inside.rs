//! What the words of a reading say.

use super::{ClassCues, Evidence};
use crate::EntityType;
use crate::cue::Cue;
use crate::dictionary::{Class, WordInfo};
use crate::document::Document;
use crate::matcher::is_building;
use crate::text::{Case, Joint, Kind, fold_word};

/// The patterns in which a head makes the name.
pub(super) const HEAD_PATTERNS: [Cue; 3] =
    [Cue::PlaceHeadPattern, Cue::OrganisationHeadPattern, Cue::OrganisationHeadCapital];

/// The classes of what a name begins with.
const FIRST: ClassCues<6> = ClassCues::new([
    (Class::Function, Cue::FunctionFirst),
    (Class::OrganisationKind, Cue::OrganisationKindFirst),
    (Class::PlaceHead, Cue::PlaceHeadFirst),
    (Class::PlaceKind, Cue::PlaceKindFirst),
    (Class::Collective, Cue::CollectiveFirst),
    (Class::UntaggedHead, Cue::UntaggedHeadFirst),
]);

/// The classes of the words behind the first one.
const INSIDE: ClassCues<6> = ClassCues::new([
    (Class::Nationality, Cue::NationalityInside),
    (Class::Demonym, Cue::DemonymInside),
    (Class::MonthWeekday, Cue::MonthInside),
    (Class::Direction, Cue::DirectionInside),
    (Class::OrganisationHead, Cue::OrganisationHeadInside),
    (Class::Function, Cue::FunctionInside),
]);

impl Evidence<'_> {
    /// Cues of the words from `first` to `last`. How many there are and how many of them are in small letters says
    /// nothing where a head makes the name.
    pub(super) fn inside(&mut self, first: usize, last: usize, has_head: bool) {
        self.shape(first, last);
        self.heads(first);
        if !has_head {
            self.lengths(first, last);
        }
        if first == last {
            self.lone_word(first);
        } else {
            self.several_words(first, last);
        }
    }

    /// Cues of how many words there are, and how many of them in small letters.
    fn lengths(&mut self, first: usize, last: usize) {
        let document = self.document;
        let tokens = &document.tokens()[first..=last];
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
    fn shape(&mut self, first: usize, last: usize) {
        let document = self.document;
        let tokens = &document.tokens()[first..=last];
        self.add_if(tokens.iter().any(|token| token.case == Case::Mixed), Cue::MixedCase);
        self.add_if(tokens[1..].iter().any(|token| token.joint == Joint::Hyphen), Cue::Hyphened);
        self.add_if(tokens[1..].iter().any(|token| token.joint == Joint::Line), Cue::LineBreakInside);
        let text = document.span(first, last).of(document.text());
        self.add_if(text.bytes().any(|byte| byte.is_ascii_digit()) && !is_road_number(text), Cue::HasDigit);
    }

    /// Cues of the word that a reading begins with.
    fn heads(&mut self, first: usize) {
        let document = self.document;
        self.add_classes(document.beginning(first), &FIRST);
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
        let (lexicon, document) = (self.lexicon, self.document);
        let endings =
            *self.endings.entry(at).or_insert_with(|| lexicon.endings(&fold_word(document.surface(at))));
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
        let behind_first = (first + 1..=last).map(|at| document.word(at));
        self.add_classes(behind_first.fold(WordInfo::NONE, WordInfo::union), &INSIDE);
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
