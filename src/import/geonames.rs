//! GeoNames: towns, countries, regions, with their French names.
//!
//! A dump of places (`allCountries.txt`, `cities500.txt`, `FR.txt` …) has 19 columns, one of names
//! (`alternateNamesV2.txt`, or the older `alternateNames.txt`) has 10 or 8; which is which is told from that. The
//! names are read first, of all of them only the French ones are kept in memory.

use std::collections::HashMap;
use std::io::BufRead;
use std::path::PathBuf;

use jiff::civil::{Date, date};

use super::fault::Fault;
use super::input::{Input, Position, Progress};
use super::lines::{Line, Lines};
use super::record::{Name, Record};
use super::tally::Skip;
use super::{Collector, Importer};
use crate::EntityType;
use crate::dictionary::FormKind;

/// Imports places of GeoNames.
#[derive(Clone, Debug)]
pub struct GeoNames {
    /// The feature classes that are imported: `A` countries and regions, `P` towns, `H` waters, `T` mountains …
    pub features: Vec<char>,
    /// Towns and regions with fewer inhabitants are not imported.
    pub least_population: u64,
    /// The French names, by the number of the place.
    names: HashMap<u32, Vec<FrenchName>>,
}

/// A French name of a place.
#[derive(Clone, Debug)]
struct FrenchName {
    text: Box<str>,
    preferred: bool,
    short: bool,
    historic: bool,
    since: Option<Date>,
    until: Option<Date>,
}

impl GeoNames {
    /// An importer of some feature classes.
    pub fn new(features: Vec<char>, least_population: u64) -> GeoNames {
        GeoNames { features, least_population, names: HashMap::new() }
    }

    /// Keeps the French names of a file of names.
    fn read_names(&mut self, input: &mut Input<'_>) -> Result<(), Fault> {
        let mut lines = Lines::new(input);
        while let Some(line) = lines.next()? {
            // Wrong lines are told when the file has its turn.
            if let Line::Text(text) = line
                && let Ok(Some((place, name))) = french_name(text)
            {
                self.names.entry(place).or_default().push(name);
            }
        }
        Ok(())
    }

    /// Tells what is wrong in a file of names, whose French names are known already.
    fn check_names(&self, input: &mut Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault> {
        let mut lines = Lines::new(input);
        while let Some(line) = lines.next()? {
            let message = match line {
                Line::Text(text) => french_name(text).err(),
                Line::Wrong(message) => Some(message.to_owned()),
            };
            if let Some(message) = message {
                collector.fault(lines.fault(message));
            }
        }
        Ok(())
    }

    fn place(&self, line: &str) -> Result<Result<Record, Skip>, String> {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != PLACE_COLUMNS {
            return Err(format!("it has {} columns, a place has {PLACE_COLUMNS}", fields.len()));
        }
        let number: u32 = fields[0].parse().map_err(|_| format!("`{}` is no GeoNames id", fields[0]))?;
        let population: u64 = match fields[14] {
            "" => 0,
            text => text.parse().map_err(|_| format!("`{text}` is no number of inhabitants"))?,
        };
        let feature = fields[6].chars().next().unwrap_or('-');
        if !self.features.contains(&feature) {
            return Ok(Err(Skip::Feature));
        }
        if matches!(feature, 'A' | 'P') && population < self.least_population {
            return Ok(Err(Skip::Population));
        }
        let mut record = self.named(number, fields[1]);
        record.prominence = prominence(population);
        record.ids.push(format!("geonames:{number}"));
        Ok(Ok(record))
    }

    /// A place under its French name, where it has one: the preferred one, else the first that is still in use.
    fn named(&self, number: u32, own_name: &str) -> Record {
        let names = self.names.get(&number).map_or(&[][..], Vec::as_slice);
        let in_use = || names.iter().filter(|name| !name.historic && !name.short);
        let main = in_use().find(|name| name.preferred).or_else(|| in_use().next());
        let id = format!("gn-{number}");
        let mut record = Record::new(id, EntityType::Place, main.map_or(own_name, |name| &name.text));
        record.names.extend(names.iter().map(FrenchName::name));
        record.names.push(Name::new(own_name, FormKind::Spelling));
        record
    }
}

const PLACE_COLUMNS: usize = 19;

impl Importer for GeoNames {
    fn source(&self) -> &str {
        "GeoNames"
    }

    fn licence(&self) -> &str {
        "CC-BY-4.0"
    }

    fn settings(&self) -> String {
        format!("features {:?} population {}", self.features, self.least_population)
    }

    fn needs_all_files(&self) -> bool {
        true
    }

    fn prepare(&mut self, inputs: &[PathBuf]) -> Result<(), Fault> {
        // Standard input can be read only once: names must be in a file.
        for path in inputs.iter().filter(|path| path.as_os_str() != "-") {
            // It is read once more in its turn: only then it counts.
            let mut input = Input::open(path, 0, Position::default(), &Unseen)?;
            if has_names(&mut input)? {
                self.read_names(&mut input)?;
            }
        }
        Ok(())
    }

    fn import(&self, mut input: Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault> {
        if has_names(&mut input)? {
            return self.check_names(&mut input, collector);
        }
        let mut lines = Lines::new(&mut input);
        while let Some(line) = lines.next()? {
            let place = match line {
                Line::Text(text) => self.place(text),
                Line::Wrong(message) => Err(message.to_owned()),
            };
            collector.read_one();
            match place {
                Ok(Ok(record)) => collector.take(Record { line: lines.number(), ..record })?,
                Ok(Err(reason)) => collector.skip(reason),
                Err(message) => collector.fault(lines.fault(message)),
            }
        }
        Ok(())
    }
}

/// Nobody is told of the first reading.
struct Unseen;

impl Progress for Unseen {
    fn advance(&self, _: u64) {}
}

/// Whether a file holds names, by the columns of its first line.
fn has_names(input: &mut Input<'_>) -> Result<bool, Fault> {
    let bytes = match input.reader.fill_buf() {
        Ok(bytes) => bytes,
        Err(error) => return Err(Fault::of_system(&input.path, &error)),
    };
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or(&[]);
    let tabs = first.iter().filter(|&&byte| byte == b'\t').count();
    Ok(tabs == 9 || tabs == 7)
}

/// The number of a place and a French name of it; nothing where the line has a name in another language.
fn french_name(line: &str) -> Result<Option<(u32, FrenchName)>, String> {
    let mut fields = line.split('\t');
    let (place, language, text) = (fields.nth(1), fields.next(), fields.next());
    let (Some(place), Some(language), Some(text)) = (place, language, text) else {
        return Err("it has too few columns for a name".to_owned());
    };
    if language != "fr" {
        return Ok(None);
    }
    let place = place.parse().map_err(|_| format!("`{place}` is no GeoNames id"))?;
    let mut is_set = || fields.next() == Some("1");
    let (preferred, short, colloquial, historic) = (is_set(), is_set(), is_set(), is_set());
    let mut date = |month, day| fields.next().and_then(|field| day_of(field, month, day));
    let (since, until) = (date(1, 1), date(12, 31));
    let name = FrenchName { text: text.into(), preferred, short, historic, since, until };
    Ok((!colloquial).then_some((place, name)))
}

/// The day in a field; of one that is only a year, this day of it.
fn day_of(field: &str, month: i8, day: i8) -> Option<Date> {
    field.parse().ok().or_else(|| {
        let year: i16 = field.get(..4)?.parse().ok()?;
        (year > 0).then(|| date(year, month, day))
    })
}

impl FrenchName {
    fn name(&self) -> Name {
        let kind = match (self.historic, self.short) {
            (true, _) => FormKind::Former,
            (false, true) => FormKind::Short,
            (false, false) => FormKind::Spelling,
        };
        let (since, until) = if self.historic { (self.since, self.until) } else { (None, None) };
        Name { since, until, ..Name::new(&*self.text, kind) }
    }
}

/// The number of digits of the population, less one, as in the shipped dictionaries.
fn prominence(population: u64) -> u8 {
    population.checked_ilog10().map_or(0, |digits| digits.min(9) as u8)
}
