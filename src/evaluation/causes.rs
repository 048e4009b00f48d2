//! Causes: why a mention was missed, or found where there is none.
//!
//! A cause is told from the engine's own decision on the document: which readings it had, what spoke for them, and
//! which it kept. One error has one cause: a name with wrong bounds is not missed and found besides.

use std::collections::HashSet;

use super::dates::ValueError;
use super::entities::MergeError;
use super::gold::Annotation;
use crate::cue::{Cue, CueId};
use crate::dictionary::Class;
use crate::document::Document;
use crate::resolver::Reading;
use crate::tagger::Decision;
use crate::text::{Case, single_line};
use crate::{EntityType, Span};

/// Declares the causes, with their labels and what they mean.
macro_rules! causes {
    ($($cause:ident $label:literal $meaning:literal;)*) => {
        /// The cause of an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Cause {
            $(#[doc = $meaning] $cause,)*
        }

        impl Cause {
            /// All causes, in the order of reports.
            pub const ALL: &'static [Cause] = &[$(Cause::$cause,)*];

            /// The label in reports.
            pub fn label(self) -> &'static str {
                match self { $(Cause::$cause => $label,)* }
            }

            /// What it means, in a few words.
            pub fn meaning(self) -> &'static str {
                match self { $(Cause::$cause => $meaning,)* }
            }
        }
    };
}

causes! {
    // The name was found, its type or its bounds are wrong.
    WrongType "wrong type" "the right piece of text with another type";
    HeadLeftOut "head left out" "a head word that is part of the name was left out";
    HeadTakenIn "head taken in" "a head word, function or civility that is not part of the name was taken in";
    Joined "two taken for one" "two names or more were taken for one";
    Split "one taken for two" "one name was taken for two or more";
    BeginsEarly "begins too early" "words before the name were taken in";
    BeginsLate "begins too late" "the first words of the name were left out";
    EndsLate "ends too late" "words behind the name were taken in";
    EndsEarly "ends too early" "the last words of the name were left out";
    OtherBounds "other bounds" "both ends of the name are wrong";

    // The name was not found.
    NoCandidate "missed: no candidate" "no matcher proposed the name with this type";
    MissedNeedsCue "missed: needs a cue" "a dictionary has the name and says that it needs a cue";
    MissedKnown "missed: in a dictionary" "a dictionary has the name, other cues outweigh it";
    MissedCapitals "missed: line of capitals" "no dictionary has the name, it stands in a line of capitals";
    MissedFirst "missed: sentence start" "no dictionary has the name, it begins a sentence or a quotation";
    MissedAcronym "missed: acronym" "an acronym that no dictionary has";
    MissedOneWord "missed: one word" "a name of one word that no dictionary has";
    MissedSeveralWords "missed: several words" "a name of several words that no dictionary has";

    // What was found is no name.
    FoundUntagged "found: in an untagged name" "a name inside the name of a law, a prize, a work";
    FoundDemonym "found: demonym" "the name of inhabitants";
    FoundCommon "found: common word" "a common word that a dictionary has as a name";
    FoundKnown "found: in a dictionary" "another name of a dictionary";
    FoundCapitals "found: line of capitals" "words of a line of capitals that no dictionary has";
    FoundFirst "found: sentence start" "a word that begins a sentence or a quotation";
    FoundAcronym "found: acronym" "an acronym that no dictionary has";
    FoundOneWord "found: one word" "another word that no dictionary has";
    FoundSeveralWords "found: several words" "several words that no dictionary has";

    // Dates.
    DateMissed "date missed" "a date was not found";
    DateFound "date found" "what was found is no date";
    DateBounds "date bounds" "a date was found with other bounds";
    DateUnvalued "date without value" "a date was found, its value was not told";
    DateValue "date value" "a date was found and given another value";

    // Entities.
    WrongMerge "wrong merge" "two mentions were merged that name two things";
    MissedMerge "missed merge" "two mentions of one thing were left apart";
}

/// One error: what it is about and its cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The cause.
    pub cause: Cause,
    /// The document's id.
    pub document: String,
    /// Where it stands.
    pub span: Span,
    /// The gold mention, with its type; for an error of value its value, for one of merging the other mention.
    pub gold: Option<String>,
    /// What was found instead, in the same way.
    pub found: Option<String>,
    /// The text around, in one line, the place marked `[…]`.
    pub context: String,
}

/// How many characters of context stand before and behind.
const CONTEXT: usize = 40;

/// The engine's decision on a document, where causes are looked up.
pub struct Diagnosis<'a> {
    /// The document's id.
    pub id: &'a str,
    /// The document.
    pub document: &'a Document<'a>,
    /// What was decided.
    pub decision: &'a Decision,
}

impl Diagnosis<'_> {
    /// The errors of spans and types, in the order of the text.
    pub fn spans(&self, gold: &[Annotation], found: &[Annotation]) -> Vec<Failure> {
        let (missed, extra) = (without(gold, found), without(found, gold));
        let mut explained: HashSet<Span> = HashSet::new();
        let mut failures: Vec<Failure> = Vec::new();
        for name in missed {
            let rivals: Vec<&Annotation> =
                extra.iter().copied().filter(|rival| rival.span.overlaps(name.span)).collect();
            explained.extend(rivals.iter().map(|rival| rival.span));
            let cause = match rivals.as_slice() {
                [] => self.missed(name),
                rivals => self.bounds(name, rivals, gold),
            };
            failures.push(self.failure(cause, name.span, Some(self.said(name)), self.said_all(&rivals)));
        }
        for name in extra.into_iter().filter(|name| !explained.contains(&name.span)) {
            failures.push(self.failure(self.spurious(name), name.span, None, Some(self.said(name))));
        }
        failures.sort_by_key(|failure| (failure.span, failure.cause));
        failures
    }

    /// The errors of date values.
    pub fn values(&self, errors: Vec<ValueError>) -> impl Iterator<Item = Failure> {
        errors.into_iter().map(|error| {
            let cause = if error.found.is_some() { Cause::DateValue } else { Cause::DateUnvalued };
            self.failure(cause, error.span, Some(error.gold), error.found)
        })
    }

    /// The errors of merging.
    pub fn merges(&self, errors: Vec<MergeError>) -> impl Iterator<Item = Failure> {
        errors.into_iter().map(|error| {
            let other = Some(single_line(error.first.of(self.document.text())).into_owned());
            let (cause, gold, found) = if error.merged {
                (Cause::WrongMerge, None, other)
            } else {
                (Cause::MissedMerge, other, None)
            };
            self.failure(cause, error.second, gold, found)
        })
    }

    fn failure(&self, cause: Cause, span: Span, gold: Option<String>, found: Option<String>) -> Failure {
        let context = context(self.document.text(), span);
        Failure { cause, document: self.id.to_owned(), span, gold, found, context }
    }

    /// `Mossoul LOC`.
    fn said(&self, name: &Annotation) -> String {
        format!("{} {}", single_line(name.span.of(self.document.text())), name.entity_type)
    }

    fn said_all(&self, names: &[&Annotation]) -> Option<String> {
        let said: Vec<String> = names.iter().map(|name| self.said(name)).collect();
        Some(said.join(" + ")).filter(|said| !said.is_empty())
    }

    /// The cause where `rivals`, one or more, stand where `name` should.
    fn bounds(&self, name: &Annotation, rivals: &[&Annotation], gold: &[Annotation]) -> Cause {
        let rival = rivals[0];
        if rivals.len() > 1 {
            return Cause::Split;
        }
        if name.span == rival.span {
            return Cause::WrongType;
        }
        if gold.iter().filter(|other| other.span.overlaps(rival.span)).count() > 1 {
            return Cause::Joined;
        }
        if name.entity_type == EntityType::Date {
            return Cause::DateBounds;
        }
        self.ends(name.span, rival.span)
    }

    /// The cause where one name has other ends.
    fn ends(&self, gold: Span, found: Span) -> Cause {
        let (early, late) = (found.start() < gold.start(), found.start() > gold.start());
        if early && self.begins_with_head(found) {
            return Cause::HeadTakenIn;
        }
        if late && self.begins_with_head(gold) {
            return Cause::HeadLeftOut;
        }
        match (early, late, found.end().cmp(&gold.end())) {
            (true, _, std::cmp::Ordering::Equal) => Cause::BeginsEarly,
            (_, true, std::cmp::Ordering::Equal) => Cause::BeginsLate,
            (false, false, std::cmp::Ordering::Greater) => Cause::EndsLate,
            (false, false, std::cmp::Ordering::Less) => Cause::EndsEarly,
            _ => Cause::OtherBounds,
        }
    }

    fn begins_with_head(&self, span: Span) -> bool {
        const HEADS: [Class; 7] = [
            Class::PlaceHead,
            Class::PlaceKind,
            Class::OrganisationHead,
            Class::OrganisationKind,
            Class::Function,
            Class::Civility,
            Class::Collective,
        ];
        self.first_token(span).is_some_and(|at| HEADS.iter().any(|&head| self.document.begins(at, head)))
    }

    fn first_token(&self, span: Span) -> Option<usize> {
        let tokens = self.document.tokens();
        tokens.binary_search_by_key(&span.start(), |token| token.span.start()).ok()
    }

    /// The cause where nothing was found in the place of `name`.
    fn missed(&self, name: &Annotation) -> Cause {
        if name.entity_type == EntityType::Date {
            return Cause::DateMissed;
        }
        let Some(reading) = self.reading(name) else { return Cause::NoCandidate };
        if self.has(reading, Cue::DictionaryNeedsCue) {
            return Cause::MissedNeedsCue;
        }
        if reading.form.is_some() {
            return Cause::MissedKnown;
        }
        match self.shape(reading) {
            Shape::Capitals => Cause::MissedCapitals,
            Shape::First => Cause::MissedFirst,
            Shape::Acronym => Cause::MissedAcronym,
            Shape::OneWord => Cause::MissedOneWord,
            Shape::SeveralWords => Cause::MissedSeveralWords,
        }
    }

    /// The cause where `name` was found and is none.
    fn spurious(&self, name: &Annotation) -> Cause {
        let reading = match self.reading(name) {
            Some(reading) if name.entity_type != EntityType::Date => reading,
            _ => return Cause::DateFound,
        };
        let has = |cue| self.has(reading, cue);
        if has(Cue::BeforeUntaggedHead) || has(Cue::BeforeOfUntaggedHead) {
            return Cause::FoundUntagged;
        }
        if has(Cue::DemonymAlone) {
            return Cause::FoundDemonym;
        }
        if reading.form.is_some() {
            return if has(Cue::DictionaryCommonWord) { Cause::FoundCommon } else { Cause::FoundKnown };
        }
        match self.shape(reading) {
            Shape::Capitals => Cause::FoundCapitals,
            Shape::First => Cause::FoundFirst,
            Shape::Acronym => Cause::FoundAcronym,
            Shape::OneWord => Cause::FoundOneWord,
            Shape::SeveralWords => Cause::FoundSeveralWords,
        }
    }

    /// The reading with this span and type, kept or not.
    fn reading(&self, name: &Annotation) -> Option<&Reading> {
        self.decision.readings.list.iter().find(|reading| {
            reading.entity_type == name.entity_type
                && self.document.span(reading.first, reading.last) == name.span
        })
    }

    fn has(&self, reading: &Reading, cue: Cue) -> bool {
        self.decision.readings.cues(reading).any(|own| own == CueId::from(cue))
    }

    fn shape(&self, reading: &Reading) -> Shape {
        let place = self.document.place(reading.first);
        let one_word = reading.first == reading.last;
        if place.in_capitals() {
            Shape::Capitals
        } else if one_word && self.document.tokens()[reading.first].case == Case::AllCapitals {
            Shape::Acronym
        } else if place.capital_is_owed() {
            Shape::First
        } else if one_word {
            Shape::OneWord
        } else {
            Shape::SeveralWords
        }
    }
}

/// How a name that no dictionary has is written.
enum Shape {
    Capitals,
    First,
    Acronym,
    OneWord,
    SeveralWords,
}

/// Those of `names` that `others` lack, in the order of the text, each once.
fn without<'a>(names: &'a [Annotation], others: &[Annotation]) -> Vec<&'a Annotation> {
    let key = |name: &Annotation| (name.span, name.entity_type);
    let others: HashSet<_> = others.iter().map(key).collect();
    let mut rest: Vec<&Annotation> = names.iter().filter(|name| !others.contains(&key(name))).collect();
    rest.sort_by_key(|name| key(name));
    rest.dedup_by_key(|name| key(name));
    rest
}

/// The text around a span in one line, the span in square brackets.
pub fn context(text: &str, span: Span) -> String {
    let before = text[..span.start()].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(byte, _)| byte);
    let after =
        text[span.end()..].char_indices().nth(CONTEXT).map_or(text.len(), |(byte, _)| span.end() + byte);
    let around = format!("{}[{}]{}", &text[before..span.start()], span.of(text), &text[span.end()..after]);
    single_line(&around).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tagger;

    /// The causes where `gold` is to be found in `text` and `found` was.
    fn causes(text: &str, gold: &[(&str, EntityType)], found: &[(&str, EntityType)]) -> Vec<Cause> {
        let annotations = |names: &[(&str, EntityType)]| -> Vec<Annotation> {
            let annotation = |&(name, entity_type): &(&str, EntityType)| {
                let start = text.find(name).expect("the name stands in the text");
                Annotation {
                    span: Span::new(start, start + name.len()),
                    entity_type,
                    entity: None,
                    value: None,
                }
            };
            names.iter().map(annotation).collect()
        };
        let tagger = Tagger::new([]);
        let document = tagger.document(text, None);
        let decision = tagger.decide(&document);
        let diagnosis = Diagnosis { id: "test", document: &document, decision: &decision };
        diagnosis.spans(&annotations(gold), &annotations(found)).iter().map(|failure| failure.cause).collect()
    }

    use EntityType::{Date, Organisation as Org, Person as Per, Place as Loc};

    #[test]
    fn wrong_bounds_are_one_error() {
        let text = "Il a été vu rue de Rivoli.";
        assert_eq!(causes(text, &[("rue de Rivoli", Loc)], &[("Rivoli", Loc)]), [Cause::HeadLeftOut]);
        assert_eq!(causes(text, &[("Rivoli", Loc)], &[("rue de Rivoli", Loc)]), [Cause::HeadTakenIn]);
    }

    #[test]
    fn names_joined_and_split() {
        let text = "Il a vu Anna Karl et Bruno.";
        assert_eq!(causes(text, &[("Anna", Per), ("Karl", Per)], &[("Anna Karl", Per)]), [Cause::Joined; 2]);
        assert_eq!(causes(text, &[("Anna Karl", Per)], &[("Anna", Per), ("Karl", Per)]), [Cause::Split]);
        assert_eq!(causes(text, &[("Anna Karl", Per)], &[("Anna Karl", Org)]), [Cause::WrongType]);
    }

    #[test]
    fn what_is_missed_and_what_is_no_name() {
        let text = "Hier, il a rencontré la délégation de Zorbalie.";
        assert_eq!(causes(text, &[("Zorbalie", Loc)], &[]), [Cause::MissedOneWord]);
        assert_eq!(causes(text, &[("délégation", Org)], &[]), [Cause::NoCandidate]);
        assert_eq!(causes(text, &[("Hier", Date)], &[]), [Cause::DateMissed]);
        assert_eq!(causes(text, &[], &[("Hier", Date)]), [Cause::DateFound]);
        assert_eq!(causes(text, &[], &[("Zorbalie", Loc)]), [Cause::FoundOneWord]);
    }

    #[test]
    fn the_context_is_one_line() {
        let text = "À\nGaza, on attend.";
        assert_eq!(context(text, Span::new(3, 7)), "À [Gaza], on attend.");
    }
}
