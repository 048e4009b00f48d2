//! ParaNames: the names of Wikidata in 400 languages, already typed.
//!
//! A table with the columns `wikidata_id`, `eng`, `label`, `language` and `type`. An entity has one name a language, and
//! one row for each of its types: the first row is taken.

use csv::{ByteRecord, ReaderBuilder};

use super::fault::Fault;
use super::input::Input;
use super::record::Record;
use super::tally::Skip;
use super::{Collector, Importer};
use crate::dictionary::user::name_of;

/// Imports the French names of ParaNames.
#[derive(Clone, Debug, Default)]
pub struct ParaNames;

/// Where the columns stand.
struct Columns {
    id: usize,
    label: usize,
    language: usize,
    entity_type: usize,
}

impl Columns {
    fn of(header: &ByteRecord) -> Result<Columns, String> {
        let column = |name: &str| {
            let place = header.iter().position(|field| field == name.as_bytes());
            place.ok_or_else(|| format!("the header has no column `{name}`"))
        };
        Ok(Columns {
            id: column("wikidata_id")?,
            label: column("label")?,
            language: column("language")?,
            entity_type: column("type")?,
        })
    }

    /// The record of a row; nothing where it is not French.
    fn record(&self, row: &ByteRecord) -> Result<Option<Record>, String> {
        if row.get(self.language) != Some(b"fr") {
            return Ok(None);
        }
        let field = |at: usize| {
            let bytes = row.get(at).ok_or("it has too few columns")?;
            std::str::from_utf8(bytes).map_err(|_| "it is no UTF-8")
        };
        let (id, label, kind) = (field(self.id)?, field(self.label)?, field(self.entity_type)?);
        let number: u64 = id
            .strip_prefix('Q')
            .and_then(|number| number.parse().ok())
            .ok_or_else(|| format!("`{id}` is no id of Wikidata"))?;
        let mut record = Record::new(format!("wd-q{number}"), kind.parse()?, label);
        record.ids.push(format!("wikidata:{id}"));
        Ok(Some(record))
    }
}

impl Importer for ParaNames {
    fn source(&self) -> &str {
        "ParaNames"
    }

    fn licence(&self) -> &str {
        "CC-BY-4.0"
    }

    fn settings(&self) -> String {
        String::new()
    }

    fn import(&self, mut input: Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault> {
        let Input { path, reader, .. } = &mut input;
        let fault = |line, message: String| Fault { file: name_of(path), line, message };
        let mut table =
            ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(reader);
        let mut row = ByteRecord::new();
        let mut columns = None;
        while table
            .read_byte_record(&mut row)
            .map_err(|error| fault(error.position().map_or(0, csv::Position::line), error.to_string()))?
        {
            let line = row.position().map_or(0, csv::Position::line);
            let Some(columns) = &columns else {
                columns = Some(Columns::of(&row).map_err(|message| fault(line, message))?);
                continue;
            };
            collector.read_one();
            match columns.record(&row) {
                Ok(Some(record)) => collector.take(Record { line, ..record })?,
                Ok(None) => collector.skip(Skip::Language),
                Err(message) => collector.fault(fault(line, message)),
            }
        }
        Ok(())
    }
}
