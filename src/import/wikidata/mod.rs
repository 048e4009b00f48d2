//! Wikidata: the JSON dump of all items, as it is published.
//!
//! The dump is one large array with an entity a line. One thread reads and decompresses blocks of lines, the others parse
//! them, and the blocks are put back into their order. Lines that have no French label, nor one for all languages, are not
//! parsed at all.

mod blocks;
mod classes;
mod convert;
mod entity;
mod time;

pub use classes::Classes;

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use memchr::memmem;

use super::fault::Fault;
use super::input::{Input, Position};
use super::record::Record;
use super::rules::Rules;
use super::tally::{Skip, Tally};
use super::{Collector, Importer};
use blocks::{Block, Blocks};
use convert::convert;
use entity::Entity;

/// Imports items of Wikidata.
#[derive(Clone, Debug)]
pub struct Wikidata {
    /// Which classes of items are what.
    pub classes: Classes,
    /// So many threads parse.
    pub jobs: NonZero<usize>,
}

impl Importer for Wikidata {
    fn source(&self) -> &str {
        "Wikidata"
    }

    fn licence(&self) -> &str {
        "CC0-1.0"
    }

    fn settings(&self) -> String {
        format!("classes {:016x}", self.classes.digest())
    }

    fn import(&self, input: Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault> {
        let (name, start, rules) = (input.name(), input.start, collector.rules());
        let parser = Parser { file: &name, classes: &self.classes, rules };
        thread::scope(|scope| {
            let (block_sender, blocks) = sync_channel(self.jobs.get());
            let (parsed_sender, parsed) = sync_channel(self.jobs.get());
            // Owned by the workers alone: when they have gone, the reader's next block finds nobody, and it goes too.
            let blocks = Arc::new(Mutex::new(blocks));
            for _ in 0..self.jobs.get() {
                let (blocks, sender, parser) = (Arc::clone(&blocks), parsed_sender.clone(), &parser);
                scope.spawn(move || parser.work(&blocks, &sender));
            }
            drop((blocks, parsed_sender));
            scope.spawn(move || send_blocks(input, &block_sender));
            in_order(&parsed, start, collector)
        })
    }
}

/// A block, numbered, or the error that ended the reading.
type Numbered<T> = (u64, Result<T, Fault>);

fn send_blocks(input: Input<'_>, sender: &SyncSender<Numbered<Block>>) {
    for (number, block) in (0..).zip(Blocks::new(input)) {
        // Nobody listens where the output failed.
        if sender.send((number, block)).is_err() {
            return;
        }
    }
}

/// What was found in a block.
struct Parsed {
    records: Vec<Record>,
    tally: Tally,
    end: Position,
}

/// Hands in what was found, in the order of the blocks.
fn in_order(
    parsed: &Receiver<Numbered<Parsed>>,
    start: Position,
    collector: &mut Collector<'_>,
) -> Result<(), Fault> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    let mut end = start;
    for (number, block) in parsed {
        early.insert(number, block);
        while let Some(block) = early.remove(&next) {
            let Parsed { records, tally, end: behind } = match block {
                Ok(block) => block,
                Err(fault) => {
                    // What was read so far need not be read again.
                    collector.checkpoint(end)?;
                    return Err(fault);
                }
            };
            collector.absorb(records, tally, behind)?;
            end = behind;
            next += 1;
        }
    }
    collector.checkpoint(end)
}

/// Parses lines of the dump.
struct Parser<'p> {
    file: &'p str,
    classes: &'p Classes,
    rules: &'p Rules,
}

impl Parser<'_> {
    fn work(&self, blocks: &Mutex<Receiver<Numbered<Block>>>, sender: &SyncSender<Numbered<Parsed>>) {
        let next = || blocks.lock().expect("receiving does not panic").recv();
        while let Ok((number, block)) = next() {
            if sender.send((number, block.map(|block| self.block(&block)))).is_err() {
                return;
            }
        }
    }

    fn block(&self, block: &Block) -> Parsed {
        let french = [memmem::Finder::new("\"fr\":{"), memmem::Finder::new("\"mul\":{")];
        let mut parsed = Parsed { records: Vec::new(), tally: Tally::default(), end: block.end };
        for (number, line) in (block.first_line..).zip(block.lines()) {
            let line = line.trim_ascii().strip_suffix(b",").unwrap_or(line.trim_ascii());
            if matches!(line, b"" | b"[" | b"]") {
                continue;
            }
            parsed.tally.read += 1;
            if !french.iter().any(|finder| finder.find(line).is_some()) {
                parsed.tally.skip(Skip::NotFrench);
                continue;
            }
            let record = self.line(line, number, &mut parsed.tally);
            parsed.records.extend(record.and_then(|record| self.rules.apply(record, &mut parsed.tally)));
        }
        parsed
    }

    fn line(&self, line: &[u8], number: u64, tally: &mut Tally) -> Option<Record> {
        match serde_json::from_slice::<Entity>(line) {
            Ok(entity) => match convert(&entity, self.classes, tally) {
                Ok(record) => Some(Record { line: number, ..record }),
                Err(reason) => {
                    tally.skip(reason);
                    None
                }
            },
            Err(error) => {
                let message = error.to_string().replace(" at line 1 column ", " at character ");
                tally.fault(Fault { file: self.file.to_owned(), line: number, message });
                None
            }
        }
    }
}
