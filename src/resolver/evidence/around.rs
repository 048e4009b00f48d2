//! What stands before and behind a reading, and where it stands.

use std::borrow::Cow;

use super::names::WORLD_FAMOUS;
use super::{ClassCues, Evidence, Reading};
use crate::EntityType;
use crate::cue::Cue;
use crate::dictionary::{Class, WordInfo};
use crate::document::Document;
use crate::matcher::is_link;
use crate::text::{Case, Joint, Kind};

/// The classes of what stands right before, or before an adjective.
const BEFORE: ClassCues<13> = ClassCues::new([
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
]);

/// The classes of what stands before `de`.
const BEFORE_OF: ClassCues<11> = ClassCues::new([
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
]);

/// The classes of what stands behind.
const AFTER: ClassCues<5> = ClassCues::new([
    (Class::Saying, Cue::AfterSaying),
    (Class::Function, Cue::AfterFunction),
    (Class::Nationality, Cue::AfterNationality),
    (Class::TeamCue, Cue::AfterTeamCue),
    (Class::VerbForm, Cue::AfterVerb),
]);

impl Evidence<'_> {
    /// What stands before token `first`, with which a name begins that a dictionary knows or does not.
    pub(super) fn before(&mut self, first: usize, is_known: bool) {
        let document = self.document;
        let tokens = document.tokens();
        let place = document.place(first);
        // The capital of a name that the dictionaries have is its own, wherever it stands.
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
    pub(super) fn has_own_capital(&self, at: usize) -> bool {
        let place = self.document.place(at);
        self.document.tokens()[at].is_capitalised() && !place.capital_is_owed() && !place.in_capitals()
    }

    /// The classes of what ends right before, or before an adjective; tells whether there was one right before.
    fn classes_before(&mut self, at: usize) -> bool {
        let document = self.document;
        let behind_adjective = head_behind_adjective(document, at);
        let mut known = document.ends(at, Class::OrganisationHead);
        self.add_if(known && !document.ends(at, Class::OrganisationKind), Cue::BeforeOrganisationHead);
        let mut right_before = document.ending(at);
        if right_before.has(Class::Relation) {
            right_before = right_before.without(Class::PlacePreposition);
        }
        let before_adjective = behind_adjective.map_or(WordInfo::NONE, |head| document.ending(head));
        known |= right_before.meets(BEFORE.classes);
        self.add_classes(right_before.union(before_adjective), &BEFORE);
        known
    }

    /// What stands before `de`, where that ends at `at`: `maire de`, `ville du`, `habitants de la`.
    fn before_of(&mut self, at: usize, first: usize) {
        let document = self.document;
        let Some(head) = head_before_of(document, at) else { return };
        self.add_classes(document.ending(head), &BEFORE_OF);
        let is_word = document.word(first).has(Class::Common) && !document.place(first).in_capitals();
        self.add_if(is_word && in_portfolio(document, head), Cue::BeforeOfPortfolio);
        self.add_if(is_word && document.ends(head, Class::Function), Cue::BeforeOfFunctionWord);
        self.add_if(document.tokens()[head].is_capitalised(), Cue::BeforeOfCapital);
    }

    /// What stands behind token `last`.
    pub(super) fn after(&mut self, last: usize) {
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
        known |= document.beginning(at).meets(AFTER.classes);
        self.add_classes(document.beginning(at), &AFTER);
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

    /// What stands on both sides of the tokens from `first` to `last`, and how the article writes them elsewhere.
    pub(super) fn place(&mut self, first: usize, last: usize) {
        self.add_if(self.document.in_untagged_name(first, last), Cue::InUntaggedName);
        self.enclosed(first, last);
        self.written(first, last);
    }

    fn enclosed(&mut self, first: usize, last: usize) {
        let tokens = self.document.tokens();
        let (Some(before), Some(after)) = (first.checked_sub(1).map(|at| &tokens[at]), tokens.get(last + 1))
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

    /// The lines and lists that a name stands in which a dictionary has or has not.
    pub(super) fn layout(&mut self, first: usize, has_form: bool) {
        self.add_if(self.document.in_sharing(first), Cue::InSharing);
        let place = self.document.place(first);
        self.add_if(place.in_capitals() && !has_form, Cue::CapitalsLine);
        self.add_if(place.in_title_case(), Cue::TitleLine);
    }

    /// Whether the only capital is that of a word which owes it to its place.
    pub(super) fn owed_capital(&mut self, reading: &Reading) {
        let tokens = &self.document.tokens()[reading.first..=reading.last];
        let owed = self.document.place(reading.first).capital_is_owed()
            && tokens[0].case == Case::Capital
            && self.document.word(reading.first).has(Class::Common)
            && !tokens[1..].iter().any(|token| token.is_capitalised());
        let famous = || {
            reading.form.is_some_and(|form| {
                let prominence = self.lexicon.prominence(self.lexicon.entry_of(form));
                prominence >= WORLD_FAMOUS && !self.lexicon.rules(form).needs_cue()
            })
        };
        self.add_if(owed && !famous(), Cue::CapitalOwed);
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
