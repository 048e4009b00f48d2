//! What tagging gives: mentions, and the entities that they name.

use crate::date::DateValue;
use crate::dictionary::EntryRef;
use crate::{EntityType, Span};

/// The number of an entity within its document, from 1 in the order of first mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// A piece of text that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub entity: EntityId,
    /// The type of what it names.
    pub entity_type: EntityType,
    /// The calendar value of a date, where it is known.
    pub value: Option<DateValue>,
}

/// What the mentions of one thing have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its number.
    pub id: EntityId,
    /// Its type.
    pub entity_type: EntityType,
    /// Its canonical name: that of the dictionary, or else its longest mention; of a date, its value or its text.
    pub name: String,
    /// The other names under which the article speaks of it, in the order of the text.
    pub aliases: Vec<String>,
    /// Its entry in the dictionaries.
    pub entry: Option<EntryRef>,
}

/// An article's mentions, in the order of the text, and its entities, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tagged {
    /// The mentions. They do not overlap.
    pub mentions: Vec<Mention>,
    /// The entities.
    pub entities: Vec<Entity>,
}

impl Tagged {
    /// Leaves out the mentions and entities of other types; the others keep their numbers.
    pub fn retain_types(&mut self, types: &[EntityType]) {
        self.mentions.retain(|mention| types.contains(&mention.entity_type));
        self.entities.retain(|entity| types.contains(&entity.entity_type));
    }
}
