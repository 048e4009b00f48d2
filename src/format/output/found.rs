//! What was found in an article, as the writers that describe entities ask for it.

use crate::dictionary::Lexicon;
use crate::format::offset::{OffsetCounter, OffsetUnit};
use crate::format::{Article, EntityIds, ZoneKind};
use crate::mention::{Entity, Mention};
use crate::salience::salience;
use crate::{EntityType, Tagged};

/// An entity of at least this [salience](crate::salience) is one that the article is about; one of less is only mentioned.
///
/// An entity of the title has it nearly always; so has one of the lead that is mentioned often, but none that
/// stands in the body alone.
pub const ABOUT: f64 = 0.5;

/// An article with its mentions and entities.
pub(super) struct Found<'a> {
    pub article: &'a Article,
    pub mentions: &'a [Mention],
    /// By number.
    pub entities: Vec<FoundEntity<'a>>,
}

/// An entity with what is told of it.
pub(super) struct FoundEntity<'a> {
    pub entity: &'a Entity,
    pub ids: EntityIds,
    /// From 0 to 1, two decimals.
    pub salience: f64,
}

impl<'a> Found<'a> {
    pub fn new(article: &'a Article, tagged: &'a Tagged, lexicon: &Lexicon) -> Self {
        let found = |(entity, salience): (&'a Entity, f32)| FoundEntity {
            entity,
            ids: EntityIds::of(entity, lexicon),
            salience: (f64::from(salience) * 100.0).round() / 100.0,
        };
        let mut entities: Vec<_> = tagged.entities.iter().zip(salience(article, tagged)).map(found).collect();
        entities.sort_by_key(|found| found.entity.id);
        Found { article, mentions: &tagged.mentions, entities }
    }

    /// The entity that a mention names.
    pub fn entity(&self, mention: &Mention) -> &FoundEntity<'a> {
        let at = self.entities.binary_search_by_key(&mention.entity, |found| found.entity.id);
        &self.entities[at.expect("a mention is one of an entity")]
    }

    /// The entities of one type, the most salient first.
    pub fn of_type(&self, entity_type: EntityType) -> Vec<&FoundEntity<'a>> {
        let mut of_type: Vec<_> =
            self.entities.iter().filter(|found| found.entity.entity_type == entity_type).collect();
        of_type.sort_by(|one, other| other.salience.total_cmp(&one.salience));
        of_type
    }

    /// The mentions, each with its offsets.
    pub fn placed(&self, unit: OffsetUnit) -> impl Iterator<Item = Placed<'a>> {
        let mut counter = OffsetCounter::new(&self.article.text, unit);
        self.mentions.iter().map(move |mention| {
            let (start, end) = (counter.at(mention.span.start()), counter.at(mention.span.end()));
            Placed { mention, start, end }
        })
    }

    /// The headline, where the reader knew it: its lines and paragraphs in one line.
    pub fn headline(&self) -> Option<String> {
        let titles = self.article.zones.iter().filter(|zone| zone.kind == ZoneKind::Title);
        let words: Vec<&str> =
            titles.flat_map(|zone| zone.span.of(&self.article.text).split_whitespace()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

impl FoundEntity<'_> {
    /// Whether the article is about it.
    pub fn is_about(&self) -> bool {
        self.salience >= ABOUT
    }
}

/// A mention with its offsets, end excluded.
pub(super) struct Placed<'a> {
    pub mention: &'a Mention,
    pub start: usize,
    pub end: usize,
}
