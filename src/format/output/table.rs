//! The table that a person reads.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Article, ArticleWriter};
use crate::mention::EntityId;
use crate::{EntityType, Tagged};

/// Writes a table for each article: its entities by type, those of most mentions first.
///
/// ```text
/// lavrov.txt: 44 mentions of 19 entities
///
/// PER  people
///   6  Sergueï Lavrov         Lavrov
/// ```
pub struct TableWriter<W> {
    out: W,
    with_colours: bool,
    is_first: bool,
}

impl<W: Write> TableWriter<W> {
    /// A writer to `out`, which is a terminal where there are colours.
    pub fn new(out: W, with_colours: bool) -> Self {
        TableWriter { out, with_colours, is_first: true }
    }

    fn group(&mut self, entity_type: EntityType, tagged: &Tagged, width: usize) -> io::Result<()> {
        let rows = rows(entity_type, tagged);
        if rows.is_empty() {
            return Ok(());
        }
        let style = self.style(entity_type);
        writeln!(self.out, "\n{style}{entity_type}  {}{style:#}", plural(entity_type))?;
        for row in rows {
            let gap = " ".repeat(width.saturating_sub(row.name.chars().count()));
            let line = format!("{style}{}{style:#}{gap}  {}", row.name, row.others);
            writeln!(self.out, "{:>4}  {}", row.count, line.trim_end())?;
        }
        Ok(())
    }

    fn style(&self, entity_type: EntityType) -> Style {
        let colour = match entity_type {
            EntityType::Person => AnsiColor::Yellow,
            EntityType::Place => AnsiColor::Green,
            EntityType::Organisation => AnsiColor::Cyan,
            EntityType::Date => AnsiColor::Magenta,
        };
        if self.with_colours { colour.on_default() } else { Style::new() }
    }
}

impl<W: Write> ArticleWriter for TableWriter<W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            writeln!(self.out)?;
        }
        let counts = format!(
            "{} of {}",
            counted(tagged.mentions.len(), "mention", "mentions"),
            counted(tagged.entities.len(), "entity", "entities")
        );
        writeln!(self.out, "{}: {counts}", article.id)?;
        let names = tagged.entities.iter().map(|entity| entity.name.chars().count());
        let width = names.max().unwrap_or(0).min(WIDEST_NAME);
        for entity_type in EntityType::ALL {
            self.group(entity_type, tagged, width)?;
        }
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A longer name pushes the column behind it aside in its own row alone.
const WIDEST_NAME: usize = 36;

/// An entity in the table.
struct Row<'a> {
    name: &'a str,
    count: usize,
    /// The other names, or the words that gave a date its value.
    others: String,
}

/// What stands beside a date that means no day by itself.
const NO_VALUE: &str = "(no value: the day of publication is not known)";

/// The entities of one type: those of most mentions first, dates in the order of their values.
fn rows(entity_type: EntityType, tagged: &Tagged) -> Vec<Row<'_>> {
    let mut counts: HashMap<EntityId, usize> = HashMap::new();
    let mut unknown: HashSet<EntityId> = HashSet::new();
    for mention in tagged.mentions.iter().filter(|mention| mention.entity_type == entity_type) {
        *counts.entry(mention.entity).or_default() += 1;
        if entity_type == EntityType::Date && mention.value.is_none() {
            unknown.insert(mention.entity);
        }
    }
    let of_type = tagged.entities.iter().filter(|entity| entity.entity_type == entity_type);
    let mut rows: Vec<Row> = of_type
        .map(|entity| {
            let count = counts.get(&entity.id).copied().unwrap_or_default();
            let others =
                if unknown.contains(&entity.id) { NO_VALUE.to_owned() } else { entity.aliases.join(", ") };
            Row { name: &entity.name, count, others }
        })
        .collect();
    match entity_type {
        EntityType::Date => rows.sort_by_key(|row| row.name),
        _ => rows.sort_by_key(|row| std::cmp::Reverse(row.count)),
    }
    rows
}

fn plural(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "people",
        EntityType::Place => "places",
        EntityType::Organisation => "organisations",
        EntityType::Date => "dates",
    }
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
