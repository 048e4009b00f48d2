//! Tables with a header: the newsroom's own list.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::fault::Fault;
use super::input::Input;
use super::record::{Name, Record};
use super::slug::{slug, slug_of_name};
use super::{Collector, Importer};
use crate::EntityType;
use crate::dictionary::FormKind;

/// Imports tables with a header line, comma-, semicolon- or tab-separated.
#[derive(Clone, Debug, Default)]
pub struct Csv {
    /// What parts the fields; found out from the header where it is not given.
    pub delimiter: Option<u8>,
    /// The type of rows that say none.
    pub entity_type: Option<EntityType>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Type,
    Id,
    Aliases,
    Names(FormKind),
    NeedsCue,
    Prominence,
    Ids,
    /// An id of this scheme.
    IdOf(&'static str),
    Unknown,
}

impl Column {
    fn of(header: &str) -> Column {
        match header.trim().to_lowercase().replace([' ', '-'], "_").as_str() {
            "name" | "nom" | "label" => Column::Name,
            "type" => Column::Type,
            "id" => Column::Id,
            "aliases" | "alias" => Column::Aliases,
            "acronyms" | "acronym" | "sigles" | "sigle" => Column::Names(FormKind::Acronym),
            "short" => Column::Names(FormKind::Short),
            "former" | "anciens_noms" => Column::Names(FormKind::Former),
            "spellings" | "spelling" | "variantes" => Column::Names(FormKind::Spelling),
            "needs_cue" => Column::NeedsCue,
            "prominence" => Column::Prominence,
            "ids" => Column::Ids,
            "wikidata" => Column::IdOf("wikidata"),
            "geonames" => Column::IdOf("geonames"),
            "insee" => Column::IdOf("insee"),
            "iso" => Column::IdOf("iso"),
            _ => Column::Unknown,
        }
    }
}

impl Importer for Csv {
    fn source(&self) -> &str {
        "a table"
    }

    fn licence(&self) -> &str {
        "not stated"
    }

    fn settings(&self) -> String {
        format!("{self:?}")
    }

    fn doubles_are_faults(&self) -> bool {
        true
    }

    fn import(&self, mut input: Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault> {
        let delimiter = match self.delimiter {
            Some(delimiter) => delimiter,
            None => delimiter_of(&mut input)?,
        };
        let Input { path, reader, .. } = &mut input;
        let fault =
            |line, message: String| Fault { file: crate::dictionary::user::name_of(path), line, message };
        let mut table =
            ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(reader);
        let mut row = ByteRecord::new();
        let mut columns: Option<Vec<Column>> = None;
        while table
            .read_byte_record(&mut row)
            .map_err(|error| fault(table_line(&error), error.to_string()))?
        {
            let line = row.position().map_or(0, csv::Position::line);
            let Ok(fields) = StringRecord::from_byte_record(row.clone()) else {
                collector.read_one();
                collector.fault(fault(line, "it is no UTF-8".to_owned()));
                continue;
            };
            let Some(columns) = &columns else {
                columns = Some(self.header(&fields, collector).map_err(|message| fault(line, message))?);
                continue;
            };
            collector.read_one();
            match self.record(columns, &fields) {
                Ok(record) => collector.take(Record { line, ..record })?,
                Err(message) => collector.fault(fault(line, message)),
            }
        }
        Ok(())
    }
}

fn table_line(error: &csv::Error) -> u64 {
    error.position().map_or(0, csv::Position::line)
}

/// What parts the fields of a header: whichever of comma, semicolon and tab is most frequent.
fn delimiter_of(input: &mut Input<'_>) -> Result<u8, Fault> {
    let bytes = match input.reader.fill_buf() {
        Ok(bytes) => bytes,
        Err(error) => return Err(Fault::of_system(&input.path, &error)),
    };
    let header = bytes.split(|&byte| byte == b'\n').next().unwrap_or(&[]);
    let count = |delimiter: u8| header.iter().filter(|&&byte| byte == delimiter).count();
    // Of equals the last is taken: a header of one column is read as comma-separated.
    Ok([b'\t', b';', b','].into_iter().max_by_key(|&delimiter| count(delimiter)).expect("there are three"))
}

impl Csv {
    fn header(&self, fields: &StringRecord, collector: &mut Collector<'_>) -> Result<Vec<Column>, String> {
        let columns: Vec<Column> = fields.iter().map(Column::of).collect();
        if !columns.contains(&Column::Name) {
            return Err("the header has no column `name` (or `nom`)".to_owned());
        }
        if !columns.contains(&Column::Type) && self.entity_type.is_none() {
            return Err("the header has no column `type`: say that of all rows by `--type`".to_owned());
        }
        let unknown = fields.iter().zip(&columns).filter(|(_, column)| **column == Column::Unknown);
        let unknown: Vec<String> = unknown.map(|(header, _)| format!("`{header}`")).collect();
        if !unknown.is_empty() {
            collector.note(format!("columns not used: {}", unknown.join(", ")));
        }
        Ok(columns)
    }

    fn record(&self, columns: &[Column], fields: &StringRecord) -> Result<Record, String> {
        if fields.len() != columns.len() {
            return Err(format!(
                "it has {}, the header {}",
                fields_of(fields.len()),
                fields_of(columns.len())
            ));
        }
        let cells =
            || columns.iter().copied().zip(fields.iter().map(str::trim)).filter(|(_, cell)| !cell.is_empty());
        let cell = |wanted: Column| cells().find(|(column, _)| *column == wanted).map(|(_, cell)| cell);
        let name = cell(Column::Name).ok_or("`name` is empty")?;
        let entity_type = match cell(Column::Type) {
            Some(label) => type_of(label)?,
            None => self.entity_type.ok_or("`type` is empty")?,
        };
        let id = match cell(Column::Id) {
            Some(id) => slug_of_name(id),
            None => format!("{}-{}", slug(entity_type.label()), slug_of_name(name)),
        };
        let mut record = Record::new(id, entity_type, name);
        for (column, cell) in cells() {
            add(&mut record, column, cell)?;
        }
        flag(&mut record, cell(Column::NeedsCue).unwrap_or_default())?;
        Ok(record)
    }
}

fn fields_of(count: usize) -> String {
    format!("{count} {}", if count == 1 { "field" } else { "fields" })
}

/// Notes what one cell says of a record.
fn add(record: &mut Record, column: Column, cell: &str) -> Result<(), String> {
    match column {
        Column::Aliases => items(cell).for_each(|alias| record.add_alias(alias)),
        Column::Names(kind) => record.names.extend(items(cell).map(|name| Name::new(name, kind))),
        Column::Ids => record.ids.extend(items(cell).map(str::to_owned)),
        Column::IdOf(scheme) => record.ids.push(format!("{scheme}:{cell}")),
        Column::Prominence => {
            let digit = cell.parse().ok().filter(|digit| *digit <= 9);
            record.prominence =
                digit.ok_or_else(|| format!("`prominence` is `{cell}`: it should be 0 to 9"))?;
        }
        Column::Name | Column::Type | Column::Id | Column::NeedsCue | Column::Unknown => {}
    }
    Ok(())
}

/// Marks the names that need a cue.
fn flag(record: &mut Record, cell: &str) -> Result<(), String> {
    for flagged in items(cell) {
        let name = record.names.iter_mut().find(|name| name.text == flagged);
        name.ok_or_else(|| format!("`needs_cue` has `{flagged}`, which is none of its names"))?.needs_cue =
            true;
    }
    Ok(())
}

/// The items of a cell, parted by `|` or, where there is none, by `;`.
fn items(cell: &str) -> impl Iterator<Item = &str> {
    let mark = if cell.contains('|') { '|' } else { ';' };
    cell.split(mark).map(str::trim).filter(|item| !item.is_empty())
}

/// The type that a cell names.
fn type_of(label: &str) -> Result<EntityType, String> {
    match label.to_lowercase().as_str() {
        "per" | "person" | "personne" => Ok(EntityType::Person),
        "loc" | "place" | "lieu" => Ok(EntityType::Place),
        "org" | "organisation" | "organization" => Ok(EntityType::Organisation),
        _ => Err(format!("`type` is `{label}`: it should be PER, LOC or ORG")),
    }
}
