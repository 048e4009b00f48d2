//! What the dictionaries say of a reading, and of those that it overlaps.

use super::article::department;
use super::{Evidence, Reading, Readings};
use crate::EntityType;
use crate::cue::Cue;
use crate::dictionary::{Class, Form, FormKind, FormRef, Lexicon};
use crate::text::{Case, Joint};

/// Where the dictionaries' names stand in a document, with the set of their types.
#[derive(Default)]
pub(super) struct DictionarySpans(Vec<(usize, usize, u8)>);

/// Set in the types of a span whose name needs a cue.
pub(super) const NEEDS_CUE: u8 = 1 << 7;

impl DictionarySpans {
    pub(super) fn new(readings: &[Reading], lexicon: &Lexicon) -> Self {
        let mut spans: Vec<(usize, usize, u8)> = Vec::new();
        for reading in readings {
            let Some(form) = reading.form else { continue };
            let needs_cue = if lexicon.rules(form).needs_cue() { NEEDS_CUE } else { 0 };
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

    /// The types of the names that the dictionaries have for just these tokens.
    pub(super) fn types(&self, first: usize, last: usize) -> u8 {
        let found = self.0.binary_search_by_key(&(first, last), |span| (span.0, span.1));
        found.map_or(0, |number| self.0[number].2)
    }

    /// The spans that share a token with those from `first` to `last`.
    pub(super) fn around(&self, first: usize, last: usize) -> impl Iterator<Item = (usize, usize, u8)> + '_ {
        let from = self.0.partition_point(|span| span.0 + crate::dictionary::lexicon::LONGEST_NAME < first);
        let spans = self.0[from..].iter().copied();
        spans.take_while(move |span| span.0 <= last).filter(move |span| span.1 >= first)
    }
}

/// Where heads stand with what may be their complement: the last token of each, its first token and the cue for
/// a reading that would be the end of the complement alone; by last token.
#[derive(Default)]
pub(super) struct HeadSpans(Vec<(usize, usize, Cue)>);

impl HeadSpans {
    pub(super) fn new(readings: &Readings) -> Self {
        let mut spans = Vec::new();
        for reading in &readings.list {
            for pattern in readings.patterns(reading) {
                let cue = match pattern {
                    Cue::OrganisationHeadCapital => Cue::InsideCapitalHead,
                    Cue::OrganisationHeadPattern => Cue::InsideSmallHead,
                    Cue::PlaceHeadPattern => Cue::InsidePlaceHead,
                    _ => continue,
                };
                spans.push((reading.last, reading.first, cue));
            }
        }
        spans.sort_unstable_by_key(|span| span.0);
        HeadSpans(spans)
    }

    /// The cues for the tokens from `first` to `last`, each once.
    pub(super) fn around(&self, first: usize, last: usize) -> impl Iterator<Item = Cue> + '_ {
        let from = self.0.partition_point(|span| span.0 < last);
        let ends = self.0[from..].iter().take_while(|span| span.0 == last).count();
        let spans = &self.0[from..from + ends];
        [Cue::InsideCapitalHead, Cue::InsideSmallHead, Cue::InsidePlaceHead]
            .into_iter()
            .filter(move |cue| spans.iter().any(|span| span.1 < first && span.2 == *cue))
    }
}

/// The articles that tell an inhabitant from a country of the same name: `le Suisse`, `la Suisse`.
const BEFORE_INHABITANTS: &[&str] =
    &["le", "Le", "un", "Un", "du", "au", "ce", "les", "Les", "des", "aux", "ces"];

/// The prominence of who and what is known to all.
pub(super) const WORLD_FAMOUS: u8 = 8;

impl Evidence<'_> {
    /// What the dictionaries say of a reading itself; `types` are those that they have for its tokens.
    pub(super) fn dictionaries(&mut self, reading: &Reading, types: u8) {
        self.add_if(reading.is_users, Cue::UsersDictionary);
        match reading.form {
            Some(form) => self.dictionary_form(reading, form),
            None => self.add(Cue::NotInDictionary),
        }
        if types == 0 {
            return;
        }
        let also = [Cue::AlsoPerson, Cue::AlsoPlace, Cue::AlsoOrganisation];
        for (other, cue) in EntityType::NAMES.into_iter().zip(also) {
            self.add_if(other != reading.entity_type && types >> other as u8 & 1 != 0, cue);
        }
        self.add_if(reading.form.is_none() && types & NEEDS_CUE == 0, Cue::OtherTypeOnly);
    }

    /// What the dictionaries and the heads have that shares tokens with those from `first` to `last`, of which a dictionary
    /// has a name or has none.
    pub(super) fn overlaps(&mut self, first: usize, last: usize, is_known: bool) {
        let mut inside = false;
        for (start, end, types) in self.names.around(first, last) {
            let is_type = |entity_type: EntityType| types >> entity_type as u8 & 1 != 0;
            if (start, end) == (first, last) {
                continue;
            }
            if start <= first && last <= end {
                inside |= types & NEEDS_CUE == 0;
            } else if start == first && end < last {
                self.add(Cue::BeginsWithName);
                self.add_if(is_type(EntityType::Organisation) && !is_known, Cue::BeginsWithOrganisation);
                let tied = self.document.tokens()[end + 1].joint == Joint::Hyphen
                    && !is_known
                    && self.names.types(end + 1, last) != 0;
                self.add_if(tied, Cue::NamesTied);
            } else if end == last && first < start && !is_known {
                self.add_if(is_type(EntityType::Place), Cue::EndsWithPlace);
                self.add_if(is_type(EntityType::Person), Cue::EndsWithPerson);
                self.add_if(is_type(EntityType::Organisation), Cue::EndsWithOrganisation);
            }
        }
        self.add_if(inside, Cue::InsideLongerName);
        for cue in self.heads.around(first, last) {
            self.add(cue);
        }
    }

    /// What the dictionary says of the form, how it is written, and whether it needs a cue.
    fn dictionary_form(&mut self, reading: &Reading, id: FormRef) {
        let form = self.lexicon.form(id);
        let prominence = self.lexicon.prominence(self.lexicon.entry_of(id));
        let document = self.document;
        let token = &document.tokens()[reading.first];
        let place = document.place(reading.first);
        self.add(Cue::InDictionary);
        self.add(match prominence {
            0..=3 => Cue::DictionaryObscure,
            4..=5 => Cue::DictionaryKnown,
            _ => Cue::DictionaryProminent,
        });
        let one_word = reading.first == reading.last;
        self.add_if(form.kind == FormKind::Acronym, Cue::DictionaryAcronym);
        // Several words with a capital where none is owed are cue enough: `La Souterraine`.
        let needs_cue = form.needs_cue() && (one_word || place.capital_is_owed());
        let rest_is_word = form.contracted() && one_word && document.word(reading.first).has(Class::Common);
        if needs_cue || rest_is_word {
            let acronym = one_word && token.case == Case::AllCapitals && !place.in_capitals();
            self.add(if acronym { Cue::DictionaryAcronymNeedsCue } else { Cue::DictionaryNeedsCue });
        }
        if one_word {
            self.dictionary_word(reading, id, &form, prominence);
        } else {
            self.add(Cue::DictionarySeveralWords);
            let longer =
                reading.entity_type == EntityType::Person && self.is_behind_first_name(reading.first);
            self.add_if(longer, Cue::DictionarySurnameInName);
        }
        self.add_if(form.requires_capital() && token.case == Case::Small, Cue::DictionarySmallHead);
        let surface = document.span(reading.first, reading.last).of(document.text());
        self.add_if(accents_differ(form.text, surface), Cue::DictionaryAccentsDiffer);
        let out_of_date = document.published().is_some_and(|day| !form.in_use(day));
        self.add_if(out_of_date, Cue::DictionaryOutOfDate);
    }

    /// What a name of one word is besides.
    fn dictionary_word(&mut self, reading: &Reading, id: FormRef, form: &Form, prominence: u8) {
        let document = self.document;
        let at = reading.first;
        let (token, word, place) = (&document.tokens()[at], document.word(at), document.place(at));
        let capitals_only = form.text.chars().all(|letter| !letter.is_lowercase());
        let in_capitals = token.case == Case::AllCapitals && !place.in_capitals();
        let plain_acronym = token.case == Case::AllCapitals && word.has(Class::PlainAcronym);
        self.add_if(plain_acronym && form.needs_cue(), Cue::PlainAcronym);
        // Who is known to all needs no help against a word: `Poutine`, `Napoléon`.
        if word.has(Class::Common) && !capitals_only && prominence < WORLD_FAMOUS {
            self.add(Cue::DictionaryCommonWord);
            self.add_if(place.capital_is_owed(), Cue::DictionaryCommonWordFirst);
        }
        if reading.entity_type == EntityType::Place {
            let ids = self.lexicon.ids(self.lexicon.entry_of(id));
            self.add_if(self.article.has_neighbours(ids), Cue::PlacesAround);
            let article = document.is_behind(at, &["la", "La", "l", "L", "les", "Les"]);
            self.add_if(article && is_town(ids), Cue::DictionaryTownArticle);
        }
        let surname = reading.entity_type == EntityType::Person && form.kind == FormKind::Short;
        self.add_if(surname && self.is_beside_capital(at), Cue::DictionarySurnameInName);
        let is_word = word.has(Class::Common) || word.has(Class::GrammarWord);
        self.add_if(is_word && place.in_capitals(), Cue::DictionaryWordInCapitals);
        self.add_if(word.has(Class::FirstName), Cue::DictionaryFirstName);
        self.add_if(word.has(Class::Surname), Cue::DictionarySurname);
        // `NASA` and `Nasa` are one: the press writes an acronym that is spoken as a word either way.
        let is_acronym = reading.entity_type == EntityType::Organisation && form.text.len() <= 6;
        self.add_if(in_capitals && !capitals_only && !is_acronym, Cue::DictionaryCaseDiffers);
        let inhabitant = word.has(Class::Demonym) && document.is_behind(at, BEFORE_INHABITANTS);
        self.add_if(inhabitant, Cue::DictionaryDemonym);
    }

    /// Whether a word with a capital of its own, neither a civility nor a function, stands right beside a word.
    pub(super) fn is_beside_capital(&self, at: usize) -> bool {
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
    pub(super) fn is_behind_first_name(&self, at: usize) -> bool {
        let document = self.document;
        at > 0
            && document.tokens()[at].joint == Joint::Space
            && document.tokens()[at - 1].is_capitalised()
            && document.word(at - 1).has(Class::FirstName)
            && !document.ends(at - 1, Class::Civility)
            && !document.ends(at - 1, Class::Function)
    }
}

/// Whether ids are those of a town: a municipality of INSEE, a populated place of GeoNames.
fn is_town(ids: &str) -> bool {
    department(ids).is_some() || ids.split(' ').any(|id| id.starts_with("geonames:"))
}

/// Whether the accents of a name in the text are others than those of the dictionary: small letters only,
/// since capitals often lose theirs.
fn accents_differ(form: &str, surface: &str) -> bool {
    if form == surface || form.is_ascii() && surface.is_ascii() {
        return false;
    }
    let small = |text: &str| -> Vec<char> {
        use unicode_normalization::UnicodeNormalization;
        text.nfc().filter(|letter| letter.is_lowercase() && !matches!(letter, 'œ' | 'æ')).collect()
    };
    let (form, surface) = (small(form), small(surface));
    form.len() == surface.len() && form != surface
}
