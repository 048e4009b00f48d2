//! Gathering what speaks for and against each reading.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::choice::base_score;
use super::weights::Weights;
use crate::EntityType;
use crate::candidate::{Candidate, Reason};
use crate::cue::{Cue, CueId};
use crate::dictionary::{Class, FormRef, Lexicon, WordInfo};
use crate::document::Document;

mod around;
pub mod article;
mod elsewhere;
mod inside;
mod names;

pub use article::Article;
use inside::HEAD_PATTERNS;
use names::{DictionarySpans, HeadSpans};

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
    /// The sum of the weights of the cues gathered so far.
    pub score: f32,
    parts: [PartId; PARTS],
    patterns: Range<u32>,
}

/// Cues that were gathered together, and what they add to the score of each type of name.
///
/// What stands before a word is the same for all readings that begin there, what stands behind for all that
/// end there: a reading is made of parts that it shares with others.
#[derive(Clone, Debug, Default)]
struct Part {
    cues: Range<u32>,
    weights: [f32; 3],
}

/// A part, by its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct PartId(u32);

/// The part without cues.
const NOTHING: PartId = PartId(0);

/// The parts of a reading: its own, its words, what overlaps with it, before, behind, its place, and what the first choice has proved.
const PARTS: usize = 7;
const PROVED: usize = 6;

/// All readings of a document, ordered by first token, last token and type.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// The readings.
    pub list: Vec<Reading>,
    cues: Vec<CueId>,
    parts: Vec<Part>,
    patterns: Vec<Cue>,
}

impl Readings {
    /// Puts the candidates of one piece of text and one type together.
    pub fn new(mut candidates: Vec<Candidate>, lexicon: &Lexicon) -> Readings {
        let key = |candidate: &Candidate| {
            (candidate.first as u64) << 34 | (candidate.last as u64) << 2 | candidate.entity_type as u64
        };
        candidates.sort_by_key(key);
        let mut readings = Readings::default();
        for same in candidates.chunk_by(|left, right| key(left) == key(right)) {
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
            parts: [NOTHING; PARTS],
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
    pub fn cues(&self, reading: &Reading) -> impl Iterator<Item = CueId> + '_ {
        reading.parts.into_iter().flat_map(|part| {
            let Range { start, end } = self.parts[part.0 as usize].cues.clone();
            self.cues[start as usize..end as usize].iter().copied()
        })
    }

    /// The patterns by which a reading was found.
    pub fn patterns(&self, reading: &Reading) -> &[Cue] {
        &self.patterns[reading.patterns.start as usize..reading.patterns.end as usize]
    }

    /// Gathers the cues of every reading that the text and the dictionaries give.
    pub fn gather(&mut self, document: &Document, lexicon: &Lexicon, weights: &Weights, article: &Article) {
        let names = DictionarySpans::new(&self.list, lexicon);
        let heads = HeadSpans::new(self);
        let mut evidence = Evidence {
            document,
            lexicon,
            weights,
            article,
            names: &names,
            heads: &heads,
            endings: FxHashMap::default(),
            cues: Vec::new(),
            parts: vec![Part::default()],
        };
        let mut shared = Shared::new(document.tokens().len());
        let mut list = std::mem::take(&mut self.list);
        for reading in &mut list {
            reading.score = base_score(reading);
            if reading.date.is_none() {
                reading.parts = evidence.gather(reading, self.patterns(reading), &mut shared);
                let weights = |part: PartId| evidence.parts[part.0 as usize].weights;
                reading.score += reading
                    .parts
                    .iter()
                    .map(|&part| weights(part)[reading.entity_type as usize])
                    .sum::<f32>();
            }
        }
        self.list = list;
        (self.cues, self.parts) = (evidence.cues, evidence.parts);
    }

    /// Gathers the cues that what the article has proved gives, once for each piece of text.
    pub fn prove(&mut self, document: &Document, lexicon: &Lexicon, weights: &Weights, article: &Article) {
        let mut evidence = Evidence {
            document,
            lexicon,
            weights,
            article,
            names: &DictionarySpans::default(),
            heads: &HeadSpans::default(),
            endings: FxHashMap::default(),
            cues: std::mem::take(&mut self.cues),
            parts: std::mem::take(&mut self.parts),
        };
        let same_span =
            |left: &Reading, right: &Reading| (left.first, left.last) == (right.first, right.last);
        for readings in self.list.chunk_by_mut(same_span) {
            let (first, last) = (readings[0].first, readings[0].last);
            let proved = evidence.part(|evidence| evidence.proofs(first, last));
            let weights = evidence.parts[proved.0 as usize].weights;
            for reading in readings.iter_mut().filter(|reading| reading.date.is_none()) {
                reading.parts[PROVED] = proved;
                reading.score += weights[reading.entity_type as usize];
            }
        }
        (self.cues, self.parts) = (evidence.cues, evidence.parts);
    }
}

/// Of two forms of one reading the user's is better, then the one that needs no cue, then the better known.
fn form_rank(lexicon: &Lexicon, form: FormRef) -> (bool, bool, u8) {
    let entry = lexicon.entry_of(form);
    (lexicon.is_users(entry), !lexicon.rules(form).needs_cue(), lexicon.prominence(entry))
}

/// The parts gathered so far that other readings may share.
struct Shared {
    first: usize,
    span: (usize, usize),
    /// Before the first token at hand: for a name that a dictionary knows, and for others.
    before: [Option<PartId>; 2],
    /// Behind each token.
    after: Vec<Option<PartId>>,
    /// The types that the dictionaries have for the span at hand.
    types: Option<u8>,
    /// The words of the span at hand: with the pattern of a head, and without.
    inside: [Option<PartId>; 2],
    /// What overlaps with the span at hand: where no dictionary has it, and where one has.
    overlaps: [Option<PartId>; 2],
    place: Option<PartId>,
}

impl Shared {
    fn new(tokens: usize) -> Self {
        let nowhere = (usize::MAX, usize::MAX);
        let after = vec![None; tokens];
        Shared {
            first: usize::MAX,
            span: nowhere,
            before: [None; 2],
            after,
            types: None,
            inside: [None; 2],
            overlaps: [None; 2],
            place: None,
        }
    }

    /// Forgets what the span at hand does not share with the one before.
    fn turn_to(&mut self, first: usize, last: usize) {
        if self.first != first {
            self.first = first;
            self.before = [None; 2];
        }
        if self.span != (first, last) {
            self.span = (first, last);
            self.types = None;
            self.inside = [None; 2];
            self.overlaps = [None; 2];
            self.place = None;
        }
    }
}

/// Which cue each of some classes is, with the set of these classes: most words have none of them.
struct ClassCues<const N: usize> {
    classes: WordInfo,
    cues: [(Class, Cue); N],
}

impl<const N: usize> ClassCues<N> {
    const fn new(cues: [(Class, Cue); N]) -> Self {
        let mut classes = WordInfo::NONE;
        let mut number = 0;
        while number < N {
            classes = classes.with(cues[number].0);
            number += 1;
        }
        ClassCues { classes, cues }
    }
}

/// The gathering of cues.
struct Evidence<'a> {
    document: &'a Document<'a>,
    lexicon: &'a Lexicon,
    weights: &'a Weights,
    article: &'a Article,
    names: &'a DictionarySpans,
    heads: &'a HeadSpans,
    /// The classes of the endings of words that were looked up by now, by their token.
    endings: FxHashMap<usize, WordInfo>,
    cues: Vec<CueId>,
    parts: Vec<Part>,
}

impl Evidence<'_> {
    fn add(&mut self, cue: Cue) {
        self.cues.push(cue.into());
    }

    /// Adds the cue of each class of a table that a set of classes has.
    #[inline]
    fn add_classes<const N: usize>(&mut self, classes: WordInfo, table: &ClassCues<N>) {
        if classes.meets(table.classes) {
            for (class, cue) in table.cues {
                self.add_if(classes.has(class), cue);
            }
        }
    }

    fn add_if(&mut self, holds: bool, cue: Cue) {
        if holds {
            self.add(cue);
        }
    }

    /// The part that is made of the cues which `gather` adds.
    fn part(&mut self, gather: impl FnOnce(&mut Self)) -> PartId {
        let start = self.cues.len();
        gather(self);
        if start == self.cues.len() {
            return NOTHING;
        }
        let sum = |sums: [f32; 3], cue: &CueId| {
            let weights = self.weights.of(*cue);
            [sums[0] + weights[0], sums[1] + weights[1], sums[2] + weights[2]]
        };
        let weights = self.cues[start..].iter().fold([0.0; 3], sum);
        self.parts.push(Part { cues: start as u32..self.cues.len() as u32, weights });
        PartId(self.parts.len() as u32 - 1)
    }

    /// The parts of a reading, but for what is proved later.
    fn gather(&mut self, reading: &Reading, patterns: &[Cue], shared: &mut Shared) -> [PartId; PARTS] {
        let Reading { first, last, .. } = *reading;
        shared.turn_to(first, last);
        let types = *shared.types.get_or_insert_with(|| self.names.types(first, last));
        let own = self.part(|evidence| {
            evidence.dictionaries(reading, types);
            evidence.owed_capital(reading);
            patterns.iter().for_each(|&cue| evidence.add(cue));
        });
        // Of a name that a dictionary has with this type, the dictionary answers for the words.
        let inside = if reading.form.is_some() {
            NOTHING
        } else {
            let has_head = patterns.iter().any(|cue| HEAD_PATTERNS.contains(cue));
            *shared.inside[usize::from(has_head)]
                .get_or_insert_with(|| self.part(|evidence| evidence.inside(first, last, has_head)))
        };
        let has_form = reading.form.is_some();
        let overlaps = *shared.overlaps[usize::from(has_form)].get_or_insert_with(|| {
            self.part(|evidence| {
                evidence.overlaps(first, last, has_form);
                evidence.layout(first, has_form);
            })
        });
        let is_known = reading.form.is_some_and(|form| !self.lexicon.rules(form).needs_cue());
        let before = *shared.before[usize::from(is_known)]
            .get_or_insert_with(|| self.part(|evidence| evidence.before(first, is_known)));
        let after = *shared.after[last].get_or_insert_with(|| self.part(|evidence| evidence.after(last)));
        let place = *shared.place.get_or_insert_with(|| self.part(|evidence| evidence.place(first, last)));
        [own, inside, overlaps, before, after, place, NOTHING]
    }
}
