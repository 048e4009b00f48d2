//! Explanations: why a piece of an article was tagged so, or why not.
//!
//! Tagging keeps no trace. An [`Explainer`] decides on the article once more and holds on to all readings,
//! kept and rejected; each question is answered from them.

use jiff::civil::Date;

use crate::date::{Anchored, DateValue, Derivation};
use crate::dictionary::lexicon::LONGEST_NAME;
use crate::dictionary::{Class, FormKind, FormRef};
use crate::document::Document;
use crate::report::report;
use crate::resolver::identity::{Merging, merge};
use crate::resolver::{MergeRule, Reading};
use crate::tagger::{Decision, Tagger};
use crate::text::{Case, Token, fold_word, tokenize};
use crate::{Entity, EntityId, EntityType, Span, Tagged};

/// What is to be said of one place of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The place.
    pub span: Span,
    /// Its words, folded, with the lists of the dictionaries that each stands in.
    pub words: Vec<ExplainedWord>,
    /// The readings that cover it: the kept one first, then by score.
    pub readings: Vec<ExplainedReading>,
    /// Names of the dictionaries that have these words but do not fit.
    pub misfits: Vec<Misfit>,
    /// Why nothing covers it, where nothing does.
    pub why_not: Option<WhyNot>,
}

/// A word and what the dictionaries say of it alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedWord {
    /// The word as the dictionaries compare it: no case, no accents.
    pub folded: String,
    /// The lists that have it.
    pub classes: Vec<Class>,
}

/// A reading, kept or rejected, with all that was weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedReading {
    /// Where it stands.
    pub span: Span,
    /// The type that it has, or would have.
    pub entity_type: EntityType,
    /// The sum of the weights.
    pub score: f32,
    /// Whether it was kept.
    pub verdict: Verdict,
    /// What was weighed, the heaviest first.
    pub cues: Vec<ExplainedCue>,
    /// The dictionary entry that it names.
    pub entry: Option<ExplainedForm>,
    /// The value of a date, and how it was worked out.
    pub date: Option<(Option<DateValue>, Derivation)>,
    /// The entity that a kept reading is a mention of.
    pub entity: Option<ExplainedEntity>,
}

/// Whether a reading was kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It was.
    Kept,
    /// More speaks against it than for it.
    NothingForIt,
    /// These readings, which share words with it, weigh more together.
    Beaten(Vec<Rival>),
}

/// A reading that was kept in the place of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// Where it stands.
    pub span: Span,
    /// Its type.
    pub entity_type: EntityType,
    /// Its score.
    pub score: f32,
}

/// Something that was weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedCue {
    /// Its name in the weights file.
    pub name: String,
    /// What it says.
    pub meaning: String,
    /// What it adds to the score.
    pub weight: f32,
}

/// A form of a dictionary entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedForm {
    /// The form as the dictionary has it.
    pub text: String,
    /// Acronym, short form …
    pub kind: FormKind,
    /// The id of its entry.
    pub id: String,
    /// The canonical name of its entry.
    pub name: String,
    /// The type of its entry.
    pub entity_type: EntityType,
    /// How well known its entry is, 0 to 9.
    pub prominence: u8,
    /// The file of its entry.
    pub file: String,
    /// The line of its entry.
    pub line: u32,
    /// Whether the dictionary says that it is a name only where the context does.
    pub needs_cue: bool,
}

/// A form of the dictionaries whose words stand at the place, and why it does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The form.
    pub form: ExplainedForm,
    /// Where its words stand.
    pub span: Span,
    /// Why it does not fit.
    pub reason: MisfitReason,
}

/// Why a form of the dictionaries does not fit words that are its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MisfitReason {
    /// It is never a name where a sentence begins.
    NeverFirst,
    /// It is a name only behind `du`, `au`, `des`, `aux`.
    NotContracted,
    /// It must be written exactly so.
    NotExact,
    /// The capitals are not those that it asks for.
    Capitals,
}

/// The entity of a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedEntity {
    /// The entity.
    pub entity: Entity,
    /// How many mentions it has in the article.
    pub mentions: usize,
    /// Why names with different words are this one entity.
    pub steps: Vec<ExplainedMerge>,
}

/// Two names found to be one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedMerge {
    /// One name.
    pub one: String,
    /// The other.
    pub other: String,
    /// Why.
    pub rule: MergeRule,
}

/// Why no reading covers a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// No word stands there.
    NoWord,
    /// It has no capital, no dictionary has it so, and it is no date.
    NoCapital,
    /// There is a capital, but the words are no name of the dictionaries, no date, and written unlike any name.
    NoName,
}

/// An article on which questions are answered.
pub struct Explainer<'a> {
    tagger: &'a Tagger,
    document: Document<'a>,
    decision: Decision,
    tagged: Tagged,
    merging: Merging,
}

impl<'a> Explainer<'a> {
    /// Decides on a text, published on the given day where that is known.
    ///
    /// ```
    /// use repere::Tagger;
    /// use repere::explain::{Explainer, Verdict};
    /// let tagger = Tagger::new([]);
    /// let explainer = Explainer::new(&tagger, "Sergueï Lavrov est à Mossoul.", None);
    /// let places = explainer.find("mossoul");
    /// let explanation = explainer.explain(places[0]);
    /// assert_eq!(explanation.readings[0].verdict, Verdict::Kept);
    /// ```
    pub fn new(tagger: &'a Tagger, text: &'a str, published: Option<Date>) -> Self {
        let document = tagger.document(text, published);
        let decision = tagger.decide(&document);
        let tagged = report(&document, tagger, &decision);
        let merging = merge(&document, tagger.lexicon(), &names(&decision));
        Explainer { tagger, document, decision, tagged, merging }
    }

    /// The places where these words stand, whatever their case and accents.
    pub fn find(&self, words: &str) -> Vec<Span> {
        let wanted: Vec<Token> = tokenize(words);
        if wanted.is_empty() {
            return Vec::new();
        }
        let starts = self.document.tokens().windows(wanted.len()).enumerate();
        let found = starts
            .filter(|(_, tokens)| tokens.iter().zip(&wanted).all(|(token, word)| token.key == word.key));
        found.map(|(first, _)| self.document.span(first, first + wanted.len() - 1)).collect()
    }

    /// Tells all of a place: of the words that share a byte with it.
    pub fn explain(&self, place: Span) -> Explanation {
        let Some((first, last)) = self.tokens_at(place) else {
            let why_not = Some(WhyNot::NoWord);
            return Explanation {
                span: place,
                words: Vec::new(),
                readings: Vec::new(),
                misfits: Vec::new(),
                why_not,
            };
        };
        let readings = self.readings(first, last);
        let why_not = readings.is_empty().then(|| self.why_not(first, last));
        Explanation {
            span: self.document.span(first, last),
            words: (first..=last).map(|at| self.word(at)).collect(),
            readings,
            misfits: self.misfits(first, last),
            why_not,
        }
    }

    /// The first and last token that share a byte with a place; of an empty place, the token around it.
    fn tokens_at(&self, place: Span) -> Option<(usize, usize)> {
        let tokens = self.document.tokens();
        let end = place.end().max(place.start() + 1);
        let touches = |token: &Token| token.span.start() < end && place.start() < token.span.end();
        let first = tokens.iter().position(touches)?;
        Some((first, tokens.iter().rposition(touches)?))
    }

    fn word(&self, at: usize) -> ExplainedWord {
        ExplainedWord {
            folded: fold_word(self.document.surface(at)),
            classes: self.document.word(at).classes().collect(),
        }
    }

    fn readings(&self, first: usize, last: usize) -> Vec<ExplainedReading> {
        let numbers = 0..self.decision.readings.list.len();
        let covering = numbers.filter(|&number| {
            let reading = &self.decision.readings.list[number];
            reading.first <= first && last <= reading.last
        });
        let mut readings: Vec<ExplainedReading> = covering.map(|number| self.reading(number)).collect();
        readings.sort_by(|left, right| {
            let is_rejected = |reading: &ExplainedReading| reading.verdict != Verdict::Kept;
            is_rejected(left).cmp(&is_rejected(right)).then(right.score.total_cmp(&left.score))
        });
        readings
    }

    fn reading(&self, number: usize) -> ExplainedReading {
        let reading = &self.decision.readings.list[number];
        let span = self.document.span(reading.first, reading.last);
        let is_kept = self.decision.choice.kept.contains(&number);
        ExplainedReading {
            span,
            entity_type: reading.entity_type,
            score: reading.score,
            verdict: if is_kept { Verdict::Kept } else { self.rejection(reading) },
            cues: self.cues(reading),
            entry: reading.form.map(|form| self.form(form)),
            date: reading.date.map(|date| self.date(date)),
            entity: if is_kept { self.entity(span) } else { None },
        }
    }

    fn rejection(&self, reading: &Reading) -> Verdict {
        if reading.score <= 0.0 {
            return Verdict::NothingForIt;
        }
        let kept = self.decision.choice.kept.iter().map(|&number| &self.decision.readings.list[number]);
        let rivals = kept.filter(|other| other.first <= reading.last && reading.first <= other.last);
        let rival = |other: &Reading| Rival {
            span: self.document.span(other.first, other.last),
            entity_type: other.entity_type,
            score: other.score,
        };
        Verdict::Beaten(rivals.map(rival).collect())
    }

    /// What was weighed; what no cue accounts for is what the choice gives by itself.
    fn cues(&self, reading: &Reading) -> Vec<ExplainedCue> {
        let weights = self.tagger.weights();
        let cue = |cue| ExplainedCue {
            name: weights.name(cue),
            meaning: weights.meaning(cue),
            weight: weights.weight(cue, reading.entity_type),
        };
        let mut cues: Vec<ExplainedCue> = self.decision.readings.cues(reading).map(cue).collect();
        let rest = reading.score - cues.iter().map(|cue| cue.weight).sum::<f32>();
        cues.retain(|cue| cue.weight != 0.0);
        cues.sort_by(|left, right| right.weight.abs().total_cmp(&left.weight.abs()));
        let outright = match (reading.is_users, reading.date) {
            (true, _) => Some(("users-name", "names of the user's dictionaries outrank all others")),
            (_, Some(_)) => Some(("date-grammar", "the grammar of dates reads one here")),
            _ => None,
        };
        if let Some((name, meaning)) = outright {
            cues.insert(0, ExplainedCue { name: name.to_owned(), meaning: meaning.to_owned(), weight: rest });
        }
        cues
    }

    fn form(&self, number: FormRef) -> ExplainedForm {
        let lexicon = self.tagger.lexicon();
        let entry_number = lexicon.entry_of(number);
        let (form, entry) = (lexicon.form(number), lexicon.entry(entry_number));
        ExplainedForm {
            text: form.text.to_owned(),
            kind: form.kind,
            id: entry.id.to_owned(),
            name: entry.name.to_owned(),
            entity_type: entry.entity_type,
            prominence: entry.prominence,
            file: lexicon.file_name(entry_number).to_owned(),
            line: entry.line,
            needs_cue: form.needs_cue(),
        }
    }

    /// The value and derivation of a date, read after the dates that were kept before it.
    fn date(&self, number: usize) -> (Option<DateValue>, Derivation) {
        let kept =
            self.decision.choice.kept.iter().filter_map(|&kept| self.decision.readings.list[kept].date);
        let mut mentions: Vec<usize> = kept.filter(|&kept| kept < number).collect();
        mentions.push(number);
        let mentions: Vec<_> = mentions.into_iter().map(|date| self.decision.dates[date].clone()).collect();
        let derived = self.tagger.dates().derive(&self.document, &mentions).pop();
        let (Anchored { value, .. }, derivation) = derived.expect("derivations run beside the mentions");
        (value, derivation)
    }

    fn entity(&self, span: Span) -> Option<ExplainedEntity> {
        let mention = self.tagged.mentions.iter().find(|mention| mention.span == span)?;
        let entity = self.tagged.entities.iter().find(|entity| entity.id == mention.entity)?;
        let mentions = self.tagged.mentions.iter().filter(|other| other.entity == entity.id).count();
        Some(ExplainedEntity { entity: entity.clone(), mentions, steps: self.steps(entity.id) })
    }

    fn steps(&self, entity: EntityId) -> Vec<ExplainedMerge> {
        let names = names(&self.decision);
        let span = |name: usize| self.document.span(names[name].first, names[name].last);
        let entity_of = |name: usize| self.tagged.mentions.iter().find(|mention| mention.span == span(name));
        let text = |name: usize| span(name).of(self.document.text()).to_owned();
        let steps = self.merging.steps.iter();
        steps
            .filter(|step| entity_of(step.one).is_some_and(|mention| mention.entity == entity))
            .map(|step| ExplainedMerge { one: text(step.one), other: text(step.other), rule: step.rule })
            .collect()
    }

    /// The forms that have the words of the place and were not proposed for it.
    fn misfits(&self, first: usize, last: usize) -> Vec<Misfit> {
        let mut misfits = Vec::new();
        for start in first.saturating_sub(LONGEST_NAME)..=first {
            self.tagger.lexicon().names(self.document.tokens(), start, |form, end| {
                if end >= last && !self.is_proposed(form, start, end) {
                    let (span, reason) = (self.document.span(start, end), self.misfit(form, start, end));
                    misfits.push(Misfit { form: self.form(form), span, reason });
                }
            });
        }
        misfits
    }

    fn is_proposed(&self, form: FormRef, first: usize, last: usize) -> bool {
        let lexicon = self.tagger.lexicon();
        let entity_type = lexicon.entry(lexicon.entry_of(form)).entity_type;
        self.decision.readings.list.iter().any(|reading| {
            (reading.first, reading.last, reading.entity_type) == (first, last, entity_type)
                && reading.form.is_some()
        })
    }

    fn misfit(&self, form: FormRef, first: usize, last: usize) -> MisfitReason {
        let form = self.tagger.lexicon().form(form);
        let is_exact = form.text == self.document.span(first, last).of(self.document.text());
        if form.never_first() && self.document.place(first).capital_is_owed() {
            MisfitReason::NeverFirst
        } else if form.contracted() {
            MisfitReason::NotContracted
        } else if form.exact_case() && !is_exact {
            MisfitReason::NotExact
        } else {
            MisfitReason::Capitals
        }
    }

    fn why_not(&self, first: usize, last: usize) -> WhyNot {
        let tokens = &self.document.tokens()[first..=last];
        if !tokens.iter().any(Token::is_word) {
            WhyNot::NoWord
        } else if tokens.iter().all(|token| token.case == Case::Small) {
            WhyNot::NoCapital
        } else {
            WhyNot::NoName
        }
    }
}

/// The kept readings of names, in the order of the text.
fn names(decision: &Decision) -> Vec<&Reading> {
    let kept = decision.choice.kept.iter().map(|&number| &decision.readings.list[number]);
    kept.filter(|reading| reading.date.is_none()).collect()
}

impl WhyNot {
    /// The reason in words.
    pub fn meaning(self) -> &'static str {
        match self {
            WhyNot::NoWord => "no word stands there",
            WhyNot::NoCapital => {
                "it has no capital, no dictionary has it in small letters, and it is no date"
            }
            WhyNot::NoName => "no dictionary has it, it is no date, and it is not written like a name",
        }
    }
}

impl MisfitReason {
    /// The reason in words.
    pub fn meaning(self) -> &'static str {
        match self {
            MisfitReason::NeverFirst => "never a name where a sentence begins",
            MisfitReason::NotContracted => "without its article only behind `du`, `au`, `des`, `aux`",
            MisfitReason::NotExact => "only where it is written exactly so",
            MisfitReason::Capitals => "the capitals are not those that the dictionary asks for",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(text: &str, words: &str) -> Explanation {
        let tagger = Tagger::new([]);
        let explainer = Explainer::new(&tagger, text, "2016-10-28".parse().ok());
        explainer.explain(explainer.find(words)[0])
    }

    #[test]
    fn a_kept_name_has_its_entry_and_its_entity() {
        let text = "Sergueï Lavrov est arrivé. M. Lavrov a parlé.";
        let kept = &explained(text, "Lavrov a").readings;
        assert!(kept.is_empty(), "no reading covers two words of which one is a verb");
        let tagger = Tagger::new([]);
        let explainer = Explainer::new(&tagger, text, None);
        let explanation = explainer.explain(explainer.find("lavrov")[1]);
        let kept = &explanation.readings[0];
        assert_eq!(kept.verdict, Verdict::Kept);
        let entity = kept.entity.as_ref().expect("it was kept");
        assert_eq!((entity.entity.name.as_str(), entity.mentions), ("Sergueï Lavrov", 2));
        let sum: f32 = kept.cues.iter().map(|cue| cue.weight).sum();
        assert!((sum - kept.score).abs() < 1e-3, "the cues add up to the score");
    }

    #[test]
    fn a_date_has_its_derivation() {
        let explanation = explained("Il est arrivé vendredi.", "vendredi");
        let (value, derivation) = explanation.readings[0].date.clone().expect("it is a date");
        assert_eq!(value.map(|value| value.to_string()).as_deref(), Some("2016-10-28"));
        assert!(!derivation.steps.is_empty());
    }

    #[test]
    fn what_is_not_tagged_has_a_reason() {
        assert_eq!(explained("Il a mangé une table.", "table").why_not, Some(WhyNot::NoCapital));
        assert_eq!(explained("Il est là , dit-il.", ",").why_not, Some(WhyNot::NoWord));
        let misfits = explained("Il habite à marseille.", "marseille").misfits;
        assert_eq!(misfits[0].reason, MisfitReason::Capitals);
    }
}
