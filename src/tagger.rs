//! The flow from a text to its mentions and entities.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::date::{DateFinder, DateMention, DateWords};
use crate::dictionary::{Lexicon, Pack};
use crate::document::Document;
use crate::matcher::{
    AcronymMatcher, GazetteerMatcher, Matcher, OrganisationMatcher, PersonMatcher, PlaceMatcher, ShapeMatcher,
};
use crate::mention::Tagged;
use crate::report::report;
use crate::resolver::evidence::Article;
use crate::resolver::{Choice, Readings, Weights, choose};

/// The shipped dictionaries, compiled when the library was built.
static SHIPPED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/shipped.pack"));

/// The shipped words of dates.
static DATE_WORDS: &[(u64, u64, Option<i16>)] = include!(concat!(env!("OUT_DIR"), "/date_words.rs"));

/// The shipped weights of cues, behind the context words.
// A weight that is near a constant of mathematics is so by chance.
#[allow(clippy::approx_constant)]
static WEIGHTS: (&[&str], &[[f32; 3]]) = include!(concat!(env!("OUT_DIR"), "/weights.rs"));

/// Finds the mentions of texts and merges them into entities.
///
/// Built once from the dictionaries, then only read: one tagger serves any number of threads.
pub struct Tagger {
    lexicon: Lexicon,
    weights: Weights,
    matchers: Vec<Box<dyn Matcher>>,
    dates: DateFinder,
}

/// The readings of a document, the dates found in it, and the readings that were kept.
pub struct Decision {
    /// The dates that the grammar found, kept or not.
    pub dates: Vec<DateMention>,
    /// All readings, with their cues and scores.
    pub readings: Readings,
    /// Which of them were kept.
    pub choice: Choice,
}

impl Tagger {
    /// A tagger with the shipped dictionaries, and those of the user beside them.
    pub fn new(users: impl IntoIterator<Item = Arc<Pack>>) -> Tagger {
        let shipped = Pack::trusted(Cow::Borrowed(SHIPPED)).expect("the build script has written a pack");
        Tagger::with_shipped(Arc::new(shipped), users)
    }

    /// A tagger with other dictionaries in the place of the shipped ones, and those of the user beside them.
    pub fn with_shipped(shipped: Arc<Pack>, users: impl IntoIterator<Item = Arc<Pack>>) -> Tagger {
        let lexicon = Lexicon::new(shipped, users);
        let weights = Weights::from_table(WEIGHTS.0, WEIGHTS.1);
        let matchers: Vec<Box<dyn Matcher>> = vec![
            Box::new(GazetteerMatcher::new(lexicon.clone())),
            Box::new(PersonMatcher),
            Box::new(PlaceMatcher),
            Box::new(OrganisationMatcher),
            Box::new(AcronymMatcher),
            Box::new(ShapeMatcher),
        ];
        let words = DateWords::from_table(DATE_WORDS);
        Tagger { lexicon, weights, matchers, dates: DateFinder::new(&words) }
    }

    /// The same tagger with other weights.
    pub fn with_weights(self, weights: Weights) -> Tagger {
        Tagger { weights, ..self }
    }

    /// The dictionaries in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The weights in use.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The finder of dates.
    pub fn dates(&self) -> &DateFinder {
        &self.dates
    }

    /// Tags a text, published on the given day where that is known.
    ///
    /// ```
    /// let tagger = repere::Tagger::new([]);
    /// let tagged = tagger.tag("Sergueï Lavrov est à Mossoul.", None);
    /// let names: Vec<_> = tagged.entities.iter().map(|entity| entity.name.as_str()).collect();
    /// assert_eq!(names, ["Sergueï Lavrov", "Mossoul"]);
    /// ```
    pub fn tag(&self, text: &str, published: Option<Date>) -> Tagged {
        let document = self.document(text, published);
        let decision = self.decide(&document);
        report(&document, self, &decision)
    }

    /// Analyses a text.
    pub fn document<'t>(&self, text: &'t str, published: Option<Date>) -> Document<'t> {
        Document::new(text, published, &self.lexicon)
    }

    /// The readings that the matchers propose for a document, their cues not yet gathered.
    pub fn readings(&self, document: &Document, dates: &[DateMention]) -> Readings {
        let mut candidates: Vec<Candidate> = Vec::with_capacity(2 * document.tokens().len());
        for matcher in &self.matchers {
            matcher.find(document, &mut candidates);
        }
        for date in dates.iter().filter(|date| date.is_unmistakable()) {
            candidates.retain(|candidate| !cuts(candidate, &date.tokens));
        }
        candidates.extend(dates.iter().enumerate().map(|(number, date)| Candidate {
            first: date.tokens.start,
            last: date.tokens.end - 1,
            entity_type: EntityType::Date,
            reason: Reason::Date(number),
        }));
        Readings::new(candidates, &self.lexicon)
    }

    /// Decides which readings of a document are mentions.
    pub fn decide(&self, document: &Document) -> Decision {
        let dates = self.dates.find(document);
        let mut readings = self.readings(document, &dates);
        let mut article = Article::new(document);
        article.locate(&readings, &self.lexicon);
        readings.gather(document, &self.lexicon, &self.weights, &article);
        let proofs = choose(&readings);
        article.prove(
            document,
            proofs.kept.iter().map(|&number| {
                let reading = &readings.list[number];
                (reading.first, reading.last, reading.entity_type)
            }),
        );
        readings.prove(document, &self.lexicon, &self.weights, &article);
        let choice = choose(&readings);
        Decision { dates, readings, choice }
    }
}

/// Whether a candidate is a piece of what the tokens of a date say: the `Jésus-Christ` of `avant Jésus-Christ`, the
/// `temple du IIe` of `temple du IIe siècle`.
fn cuts(candidate: &Candidate, date: &Range<usize>) -> bool {
    let overlaps = candidate.first < date.end && date.start <= candidate.last;
    let holds = candidate.first <= date.start && date.end <= candidate.last + 1;
    overlaps && !holds
}
