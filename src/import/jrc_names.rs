//! JRC-Names: people and organisations with their spellings, as the European Commission publishes them.
//!
//! A line is `id ⇥ type ⇥ language ⇥ name`, with `+` for spaces: `1000595 ⇥ P ⇥ u ⇥ Dani+Ábalo` without the blanks. Lines of one id stand together,
//! the first with the main name. `u` is the language of names that are used everywhere. The first name that is French becomes
//! the canonical one; names in scripts other than Latin are left out.

use super::fault::Fault;
use super::input::Input;
use super::lines::{Line, Lines};
use super::record::Record;
use super::tally::Skip;
use super::{Collector, Importer};
use crate::EntityType;

/// Imports JRC-Names.
#[derive(Clone, Debug, Default)]
pub struct JrcNames {
    /// Take the spellings of all languages, not only those of French and of every language.
    pub all_languages: bool,
}

/// A line of the file.
struct Row {
    id: u32,
    entity_type: Option<EntityType>,
    language: Language,
    name: String,
}

/// Whose name it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    French,
    /// Of every language.
    Any,
    Other,
}

impl Row {
    fn parse(line: &str) -> Result<Row, String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, kind, language, name] = fields.as_slice() else {
            return Err(format!("it has {} columns, a name has 4", fields.len()));
        };
        let entity_type = match *kind {
            "P" => Some(EntityType::Person),
            "O" => Some(EntityType::Organisation),
            _ => None,
        };
        let id = id.parse().map_err(|_| format!("`{id}` is no number"))?;
        let language = match *language {
            "fr" => Language::French,
            "u" => Language::Any,
            _ => Language::Other,
        };
        Ok(Row { id, entity_type, language, name: name.replace('+', " ") })
    }
}

impl Importer for JrcNames {
    fn source(&self) -> &str {
        "JRC-Names"
    }

    fn licence(&self) -> &str {
        "European Union, terms of JRC-Names"
    }

    fn settings(&self) -> String {
        format!("{self:?}")
    }

    fn import(&self, mut input: Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault> {
        let mut lines = Lines::new(&mut input);
        let mut current: Option<Group> = None;
        loop {
            let row = match lines.next()? {
                None => break,
                Some(Line::Text(text)) if text.is_empty() || text.starts_with('#') => continue,
                Some(Line::Text(text)) => Row::parse(text),
                Some(Line::Wrong(message)) => Err(message.to_owned()),
            };
            collector.read_one();
            let row = match row {
                Ok(row) => row,
                Err(message) => {
                    collector.fault(lines.fault(message));
                    continue;
                }
            };
            match &mut current {
                Some(group) if group.id == row.id => self.add(group, row, collector),
                _ => {
                    if let Some(done) = current.take() {
                        collector.take(done.record)?;
                    }
                    current = Group::begin(row, lines.number());
                    if current.is_none() {
                        collector.skip(Skip::Type);
                    }
                }
            }
        }
        current.map_or(Ok(()), |group| collector.take(group.record))
    }
}

impl JrcNames {
    fn add(&self, group: &mut Group, row: Row, collector: &mut Collector<'_>) {
        if row.language == Language::Other && !self.all_languages {
            collector.skip(Skip::Language);
            return;
        }
        group.record.add_alias(row.name);
        if row.language == Language::French && !group.has_french {
            group.has_french = true;
            group.record.promote_last();
        }
    }
}

/// The lines of one id.
struct Group {
    id: u32,
    /// Whether its name is a French one.
    has_french: bool,
    record: Record,
}

impl Group {
    /// The first line of an id; nothing where it is neither person nor organisation.
    fn begin(row: Row, line: u64) -> Option<Group> {
        let mut record = Record::new(format!("jrc-{}", row.id), row.entity_type?, row.name);
        record.ids.push(format!("jrc:{}", row.id));
        record.line = line;
        Some(Group { id: row.id, has_french: row.language == Language::French, record })
    }
}
