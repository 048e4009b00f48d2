//! From the readings kept to mentions and entities.

use rustc_hash::FxHashMap;

use crate::EntityType;
use crate::date::{DateMention, DateValue};
use crate::dictionary::EntryRef;
use crate::document::Document;
use crate::mention::{Entity, EntityId, Mention, Tagged};
use crate::resolver::Reading;
use crate::resolver::identity::merge;
use crate::tagger::{Decision, Tagger};
use crate::text::single_line;

/// What makes two mentions one entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    /// Names: the cluster of [`merge`].
    Cluster(usize),
    /// Dates: the value, or the folded text where there is none.
    Day(String),
}

/// Turns the decision on a document into its mentions and entities.
pub(crate) fn report(document: &Document, tagger: &Tagger, decision: &Decision) -> Tagged {
    let kept: Vec<&Reading> =
        decision.choice.kept.iter().map(|&number| &decision.readings.list[number]).collect();
    let names: Vec<&Reading> = kept.iter().copied().filter(|reading| reading.date.is_none()).collect();
    let mut merged = merge(document, tagger.lexicon(), &names).entities.into_iter();
    let mut values = date_values(document, tagger, decision, &kept).into_iter();
    let mut entities = Entities::default();
    for reading in kept {
        let span = document.span(reading.first, reading.last);
        let text = single_line(span.of(document.text()));
        let (identity, entry, value) = match reading.date {
            None => {
                let merged = merged.next().expect("merge runs beside the names");
                (Identity::Cluster(merged.cluster), merged.entry, None)
            }
            Some(_) => {
                let value = values.next().expect("values run beside the dates");
                let printed = value.as_ref().map_or_else(|| text.to_lowercase(), DateValue::to_string);
                (Identity::Day(printed), None, value)
            }
        };
        let entity = entities.mention(identity, reading.entity_type, entry, &text);
        entities.mentions.push(Mention { span, entity, entity_type: reading.entity_type, value });
    }
    entities.finish(tagger)
}

/// The values of the dates kept, in their order.
fn date_values(
    document: &Document,
    tagger: &Tagger,
    decision: &Decision,
    kept: &[&Reading],
) -> Vec<Option<DateValue>> {
    let dates: Vec<DateMention> =
        kept.iter().filter_map(|reading| reading.date).map(|number| decision.dates[number].clone()).collect();
    tagger.dates().anchor(document, &dates).into_iter().map(|anchored| anchored.value).collect()
}

/// The entities of a document, as they are met.
#[derive(Default)]
struct Entities {
    numbers: FxHashMap<Identity, usize>,
    list: Vec<Draft>,
    mentions: Vec<Mention>,
}

/// An entity whose name is not yet decided.
struct Draft {
    entity_type: EntityType,
    entry: Option<EntryRef>,
    /// The value of a date.
    day: Option<String>,
    names: Vec<String>,
}

impl Entities {
    fn mention(
        &mut self,
        identity: Identity,
        entity_type: EntityType,
        entry: Option<EntryRef>,
        text: &str,
    ) -> EntityId {
        let next = self.list.len();
        let number = *self.numbers.entry(identity.clone()).or_insert(next);
        if number == next {
            let day = match identity {
                Identity::Day(value) => Some(value),
                Identity::Cluster(_) => None,
            };
            self.list.push(Draft { entity_type, entry, day, names: Vec::new() });
        }
        let names = &mut self.list[number].names;
        if !names.iter().any(|name| name == text) {
            names.push(text.to_owned());
        }
        EntityId(number as u32 + 1)
    }

    fn finish(self, tagger: &Tagger) -> Tagged {
        let entities =
            (1..).zip(self.list).map(|(number, draft)| draft.entity(EntityId(number), tagger)).collect();
        Tagged { mentions: self.mentions, entities }
    }
}

impl Draft {
    fn entity(self, id: EntityId, tagger: &Tagger) -> Entity {
        let longest = self.names.iter().max_by_key(|name| (name.split(' ').count(), name.len()));
        let name = match (self.entry, self.day) {
            (Some(entry), _) => tagger.lexicon().entry(entry).name.to_owned(),
            (None, Some(day)) => day,
            (None, None) => longest.cloned().unwrap_or_default(),
        };
        let aliases = self.names.into_iter().filter(|alias| *alias != name).collect();
        Entity { id, entity_type: self.entity_type, name, aliases, entry: self.entry }
    }
}
