//! The radar: names that the texts have and the dictionaries lack.
//!
//! A name that no dictionary has is accepted where cues prove it: a civility, a head word, a preposition. The radar
//! counts such names over many articles, so that those worth an entry come first.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::cue::CueId;
use crate::cue_family::CueFamily;
use crate::document::Document;
use crate::mention::{Entity, Tagged};
use crate::report::report;
use crate::resolver::Reading;
use crate::tagger::{Decision, Tagger};
use crate::text::{fold_word, single_line};
use crate::{EntityType, Span};

/// How many sentences are kept of each name.
const SENTENCES: usize = 2;

/// A name that no dictionary has.
#[derive(Clone, Debug, PartialEq)]
pub struct UnknownName {
    /// Its longest form.
    pub name: String,
    /// Its type.
    pub entity_type: EntityType,
    /// How many mentions it has, shorter forms included.
    pub mentions: usize,
    /// In how many articles.
    pub documents: usize,
    /// The best cue that proved it.
    pub cue: Proof,
    /// Sentences in which it stands, at most two, from different articles if there are several.
    pub sentences: Vec<Quotation>,
}

/// A cue that proved a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Its name in the weights file.
    pub name: String,
    /// What it says.
    pub meaning: String,
    /// Its weight.
    pub weight: f32,
}

/// A sentence of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The article's id.
    pub document: String,
    /// The sentence in one line.
    pub sentence: String,
}

/// Collects unknown names over articles.
pub struct Radar<'t> {
    tagger: &'t Tagger,
    names: BTreeMap<(EntityType, String), UnknownName>,
}

impl<'t> Radar<'t> {
    /// A radar that has seen nothing.
    pub fn new(tagger: &'t Tagger) -> Self {
        Radar { tagger, names: BTreeMap::new() }
    }

    /// Looks at one article.
    pub fn look(&mut self, id: &str, text: &str, published: Option<Date>) {
        let document = self.tagger.document(text, published);
        let decision = self.tagger.decide(&document);
        let tagged = report(&document, self.tagger, &decision);
        let unknown = tagged
            .entities
            .iter()
            .filter(|entity| entity.entity_type != EntityType::Date && entity.entry.is_none());
        for entity in unknown {
            let sighting = Sighting { tagger: self.tagger, document: &document, decision: &decision };
            if let Some(name) = sighting.name(entity, &tagged, id) {
                self.add(name);
            }
        }
    }

    fn add(&mut self, new: UnknownName) {
        let folded: Vec<String> = new.name.split([' ', '-', '’', '\'']).map(fold_word).collect();
        match self.names.entry((new.entity_type, folded.join(" "))) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(new);
            }
            std::collections::btree_map::Entry::Occupied(mut old) => old.get_mut().merge(new),
        }
    }

    /// The names found, those of most articles first, then those of most mentions, then by type and name.
    pub fn ranking(self) -> Vec<UnknownName> {
        let mut names: Vec<UnknownName> = self.names.into_values().collect();
        names.sort_by_key(|name| std::cmp::Reverse((name.documents, name.mentions)));
        names
    }
}

impl UnknownName {
    /// Takes in what another article has of the name.
    fn merge(&mut self, other: UnknownName) {
        self.mentions += other.mentions;
        self.documents += other.documents;
        if other.cue.weight > self.cue.weight {
            self.cue = other.cue;
        }
        // The first sentences of both: as many articles as there are places.
        self.sentences.truncate(SENTENCES - 1);
        self.sentences.extend(other.sentences);
        self.sentences.truncate(SENTENCES);
    }
}

/// The families of cues that prove a name: what stands in it and around it, not how long it is or what
/// else the article has.
const PROVING: [CueFamily; 7] = [
    CueFamily::PersonWord,
    CueFamily::Head,
    CueFamily::Pattern,
    CueFamily::Before,
    CueFamily::BeforeOf,
    CueFamily::After,
    CueFamily::ContextWord,
];

/// An article as the radar sees it.
struct Sighting<'a> {
    tagger: &'a Tagger,
    document: &'a Document<'a>,
    decision: &'a Decision,
}

impl Sighting<'_> {
    /// What the article has of an entity; nothing where no cue proves it.
    fn name(&self, entity: &Entity, tagged: &Tagged, id: &str) -> Option<UnknownName> {
        let spans: Vec<Span> = tagged
            .mentions
            .iter()
            .filter(|mention| mention.entity == entity.id)
            .map(|mention| mention.span)
            .collect();
        let proofs = spans.iter().filter_map(|&span| self.proof(self.reading(span)?));
        let cue = proofs.max_by(|left, right| left.weight.total_cmp(&right.weight))?;
        let mut sentences: Vec<String> = spans.iter().map(|&span| self.sentence(span)).collect();
        sentences.dedup();
        let quote = |sentence| Quotation { document: id.to_owned(), sentence };
        Some(UnknownName {
            name: entity.name.clone(),
            entity_type: entity.entity_type,
            mentions: spans.len(),
            documents: 1,
            cue,
            sentences: sentences.into_iter().take(SENTENCES).map(quote).collect(),
        })
    }

    /// The reading that was kept for a mention.
    fn reading(&self, span: Span) -> Option<&Reading> {
        let kept = self.decision.choice.kept.iter().map(|&number| &self.decision.readings.list[number]);
        kept.into_iter().find(|reading| self.document.span(reading.first, reading.last) == span)
    }

    /// The proving cue of a reading with the highest weight, where one speaks for it.
    fn proof(&self, reading: &Reading) -> Option<Proof> {
        let weights = self.tagger.weights();
        let weight = |cue: CueId| weights.weight(cue, reading.entity_type);
        let cues = self.decision.readings.cues(reading);
        let proving = cues.filter(|&cue| PROVING.contains(&CueFamily::of(cue)) && weight(cue) > 0.0);
        let best = proving.max_by(|&left, &right| weight(left).total_cmp(&weight(right)))?;
        Some(Proof { name: weights.name(best), meaning: weights.meaning(best), weight: weight(best) })
    }

    /// The sentence in which a mention stands, in one line.
    fn sentence(&self, span: Span) -> String {
        let mut sentences = self.document.sentences().map(|(first, end)| self.document.span(first, end - 1));
        let sentence = sentences.find(|sentence| sentence.contains(span)).unwrap_or(span);
        single_line(sentence.of(self.document.text())).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_are_counted_over_articles() {
        let tagger = Tagger::new([]);
        let mut radar = Radar::new(&tagger);
        radar.look("a", "M. Zborlac a parlé à Paris. Selon M. Zborlac, rien ne presse.", None);
        radar.look("b", "Mme Karline a rencontré M. Zborlac.", None);
        let names = radar.ranking();
        let first = &names[0];
        assert_eq!((first.name.as_str(), first.entity_type), ("Zborlac", EntityType::Person));
        assert_eq!((first.mentions, first.documents), (3, 2));
        let documents: Vec<&str> =
            first.sentences.iter().map(|quotation| quotation.document.as_str()).collect();
        assert_eq!(documents, ["a", "b"]);
        assert!(names.iter().all(|name| name.name != "Paris"), "a dictionary has Paris");
    }
}
