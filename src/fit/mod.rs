//! Fitting the weights of cues on annotated articles.
//!
//! The choice among readings is a linear model over segments, a semi-Markov conditional random field
//! (Sarawagi and Cohen, «Semi-Markov conditional random fields for information extraction», 2004): the probability of a set of
//! readings that do not overlap is proportional to the exponential of the sum of their scores. The
//! weights are those that make the annotated readings most probable, less a penalty on
//! leaving the weights set by hand; they are found by gradient steps of adapting length (Rprop, Riedmiller and Braun 1993).
//! Only the weights of cues are learnt, never a name. The same input gives the same weights.

mod folds;
mod guide;

use jiff::civil::Date;

use crate::EntityType;
use crate::cue::{Cue, CueId};
use crate::document::Document;
use crate::evaluation::GoldDocument;
use crate::resolver::choice::DATE_SCORE;
use crate::resolver::evidence::Article;
use crate::resolver::{Readings, Weights, choose};
use crate::tagger::Tagger;

pub use folds::{Fold, cross_validate};

/// An annotated article.
#[derive(Clone, Debug)]
pub struct GoldText {
    /// The text.
    pub text: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// Its names: bytes and type.
    pub names: Vec<(crate::Span, EntityType)>,
    /// Whether it was annotated by the guide; otherwise its annotation is carried over to it first.
    pub by_guide: bool,
}

impl GoldText {
    /// An article annotated by the guide.
    pub fn by_guide(gold: &GoldDocument) -> GoldText {
        GoldText { by_guide: true, ..GoldText::from(gold) }
    }
}

impl From<&GoldDocument> for GoldText {
    fn from(gold: &GoldDocument) -> Self {
        let names = gold.mentions.iter().filter(|mention| mention.entity_type != EntityType::Date);
        GoldText {
            text: gold.text.clone(),
            published: gold.published,
            names: names.map(|mention| (mention.span, mention.entity_type)).collect(),
            by_guide: false,
        }
    }
}

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How much it costs to leave the weights set by hand: the inverse variance of the prior on each weight.
    pub penalty: f64,
    /// How many gradient steps a round takes.
    pub steps: usize,
    /// How many rounds: the first knows nothing of the rest of the article, each further one takes as
    /// proved what the one before kept.
    pub rounds: usize,
    /// What is added to every reading of a person, a place, an organisation after fitting: the guide asks for more
    /// names than WiNER's annotators tagged.
    pub lean: [f32; 3],
}

impl Default for Settings {
    fn default() -> Self {
        Settings { penalty: 8.0, steps: 120, rounds: 3, lean: [0.2, 0.2, 0.2] }
    }
}

/// Fits the weights of `tagger`'s cues on annotated articles; `prior` are the weights set by hand.
///
/// A cue that the articles say much of gets the weight that they ask for; one that they hardly have keeps
/// the weight set by hand.
pub fn fit(tagger: &Tagger, golds: &[GoldText], prior: &Weights, settings: Settings) -> Weights {
    let mut weights = prior.clone();
    let start: Vec<f64> = prior
        .cues()
        .flat_map(|cue| EntityType::NAMES.map(|entity_type| f64::from(prior.weight(cue, entity_type))))
        .collect();
    for round in 0..settings.rounds {
        let lattices: Vec<Lattice> =
            golds.iter().map(|gold| lattice(tagger, gold, &weights, round > 0)).collect();
        let parameters = ascend(&lattices, &start, settings);
        for cue in weights.cues() {
            for entity_type in EntityType::NAMES {
                weights.set(cue, entity_type, parameters[parameter(cue, entity_type)] as f32);
            }
        }
        lean(&mut weights, settings.lean);
    }
    weights
}

/// Adds to the two cues of which every reading has one.
fn lean(weights: &mut Weights, lean: [f32; 3]) {
    for cue in [Cue::InDictionary, Cue::NotInDictionary].map(CueId::from) {
        for (entity_type, more) in EntityType::NAMES.into_iter().zip(lean) {
            weights.set(cue, entity_type, weights.weight(cue, entity_type) + more);
        }
    }
}

fn parameter(cue: CueId, entity_type: EntityType) -> usize {
    usize::from(cue.0) * 3 + entity_type as usize
}

/// The readings of one article as the learner sees them.
struct Lattice {
    tokens: usize,
    edges: Vec<Edge>,
    /// For each token, whether a gold name that some reading has covers it.
    covered: Vec<bool>,
}

struct Edge {
    first: usize,
    end: usize,
    /// The parameters of the reading's cues.
    parameters: Vec<u32>,
    fixed: f64,
    /// Whether the gold annotation allows it.
    allowed: bool,
}

fn lattice(tagger: &Tagger, gold: &GoldText, weights: &Weights, with_proofs: bool) -> Lattice {
    let document = tagger.document(&gold.text, gold.published);
    let names = if gold.by_guide { gold.names.clone() } else { guide::to_guide(&document, &gold.names) };
    let mut readings = tagger.readings(&document, &tagger.dates().find(&document));
    let mut article = Article::new(&document);
    article.locate(&readings, tagger.lexicon());
    readings.gather(&document, tagger.lexicon(), weights, &article);
    if with_proofs {
        let kept = choose(&readings).kept;
        article.prove(
            &document,
            kept.iter().map(|&number| {
                let reading = &readings.list[number];
                (reading.first, reading.last, reading.entity_type)
            }),
        );
        readings.prove(&document, tagger.lexicon(), weights, &article);
    }
    build(&document, &readings, &names)
}

fn build(document: &Document, readings: &Readings, names: &[(crate::Span, EntityType)]) -> Lattice {
    let span = |number: usize| document.span(readings.list[number].first, readings.list[number].last);
    let numbers = 0..readings.list.len();
    let is_gold = |number: usize| {
        names.iter().any(|&(name, kind)| name == span(number) && kind == readings.list[number].entity_type)
    };
    let reached: Vec<usize> = numbers.clone().filter(|&number| is_gold(number)).collect();
    let missed: Vec<_> = names
        .iter()
        .filter(|&&(name, kind)| {
            !reached.iter().any(|&number| span(number) == name && readings.list[number].entity_type == kind)
        })
        .collect();
    let mut covered = vec![false; document.tokens().len()];
    for &number in &reached {
        covered[readings.list[number].first..=readings.list[number].last].fill(true);
    }
    let edges = numbers
        .map(|number| {
            let reading = &readings.list[number];
            let free = reading.entity_type == EntityType::Date
                || missed.iter().any(|(name, _)| name.overlaps(span(number)));
            let blocked = covered[reading.first..=reading.last].contains(&true);
            Edge {
                first: reading.first,
                end: reading.last + 1,
                parameters: readings
                    .cues(reading)
                    .map(|cue| parameter(cue, reading.entity_type) as u32)
                    .collect(),
                fixed: if reading.entity_type == EntityType::Date { f64::from(DATE_SCORE) } else { 0.0 },
                allowed: is_gold(number) || free && !blocked,
            }
        })
        .collect();
    Lattice { tokens: document.tokens().len(), edges, covered }
}

/// Climbs from the prior to the weights of highest penalised likelihood.
fn ascend(lattices: &[Lattice], prior: &[f64], settings: Settings) -> Vec<f64> {
    let count = prior.len();
    let mut parameters = prior.to_vec();
    let mut steps = vec![0.05; count];
    let mut before = vec![0.0; count];
    for _ in 0..settings.steps {
        let mut gradient: Vec<f64> =
            parameters.iter().zip(prior).map(|(weight, prior)| settings.penalty * (prior - weight)).collect();
        for lattice in lattices {
            lattice.add_gradient(&parameters, &mut gradient);
        }
        for number in 0..count {
            let turn = gradient[number] * before[number];
            if turn > 0.0 {
                steps[number] = f64::min(steps[number] * 1.2, 1.0);
            } else if turn < 0.0 {
                steps[number] = f64::max(steps[number] * 0.5, 1e-6);
                gradient[number] = 0.0;
            }
            if gradient[number] != 0.0 {
                parameters[number] += steps[number] * gradient[number].signum();
            }
            before[number] = gradient[number];
        }
    }
    parameters
}

impl Lattice {
    /// Adds to `gradient` the cues of the annotated readings less those that the weights expect.
    fn add_gradient(&self, parameters: &[f64], gradient: &mut [f64]) {
        let scores: Vec<f64> = self
            .edges
            .iter()
            .map(|edge| {
                edge.fixed + edge.parameters.iter().map(|&number| parameters[number as usize]).sum::<f64>()
            })
            .collect();
        for (sign, only_allowed) in [(1.0, true), (-1.0, false)] {
            let probabilities = self.probabilities(&scores, only_allowed);
            for (edge, probability) in self.edges.iter().zip(probabilities) {
                if probability > 1e-9 {
                    for &number in &edge.parameters {
                        gradient[number as usize] += sign * probability;
                    }
                }
            }
        }
    }

    /// The probability of each reading, among all sets or among those that the annotation allows.
    fn probabilities(&self, scores: &[f64], only_allowed: bool) -> Vec<f64> {
        let usable = |number: &usize| !only_allowed || self.edges[*number].allowed;
        let may_skip = |at: usize| !only_allowed || !self.covered[at];
        let mut by_end: Vec<Vec<usize>> = vec![Vec::new(); self.tokens + 1];
        let mut by_first: Vec<Vec<usize>> = vec![Vec::new(); self.tokens + 1];
        for number in (0..self.edges.len()).filter(usable) {
            by_end[self.edges[number].end].push(number);
            by_first[self.edges[number].first].push(number);
        }
        let mut forward = vec![f64::NEG_INFINITY; self.tokens + 1];
        forward[0] = 0.0;
        for at in 1..=self.tokens {
            let skip = if may_skip(at - 1) { forward[at - 1] } else { f64::NEG_INFINITY };
            let edges = by_end[at].iter().map(|&number| forward[self.edges[number].first] + scores[number]);
            forward[at] = log_sum(skip, edges);
        }
        let mut backward = vec![f64::NEG_INFINITY; self.tokens + 1];
        backward[self.tokens] = 0.0;
        for at in (0..self.tokens).rev() {
            let skip = if may_skip(at) { backward[at + 1] } else { f64::NEG_INFINITY };
            let edges = by_first[at].iter().map(|&number| backward[self.edges[number].end] + scores[number]);
            backward[at] = log_sum(skip, edges);
        }
        let total = forward[self.tokens];
        (0..self.edges.len())
            .map(|number| {
                let edge = &self.edges[number];
                if !usable(&number) || total == f64::NEG_INFINITY {
                    return 0.0;
                }
                (forward[edge.first] + scores[number] + backward[edge.end] - total).exp()
            })
            .collect()
    }
}

fn log_sum(first: f64, others: impl Iterator<Item = f64> + Clone) -> f64 {
    let highest = others.clone().fold(first, f64::max);
    if highest == f64::NEG_INFINITY {
        return highest;
    }
    let sum: f64 = (first - highest).exp() + others.map(|other| (other - highest).exp()).sum::<f64>();
    highest + sum.ln()
}
