//! Sorting what does not fit into memory: sorted runs on the disk, merged at the end.
//!
//! A run is a file of records, one JSON object a line, sorted by id; records with one id stand in the order of the
//! input.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::record::Record;

/// So many runs are merged at once: each takes a file handle and a buffer.
const WIDEST_MERGE: usize = 128;

/// Sorts records and writes them as a run.
///
/// # Errors
///
/// Where the file cannot be written.
pub(super) fn write_run(path: &Path, records: &mut Vec<Record>) -> io::Result<()> {
    records.sort_by(|one, other| key(one).cmp(&key(other)));
    let mut run = RunWriter::create(path)?;
    records.drain(..).try_for_each(|record| run.add(&record))?;
    run.finish()
}

fn key(record: &Record) -> (&str, u32, u64) {
    (&record.id, record.input, record.line)
}

struct RunWriter(BufWriter<File>);

impl RunWriter {
    fn create(path: &Path) -> io::Result<RunWriter> {
        Ok(RunWriter(BufWriter::with_capacity(1 << 16, File::create(path)?)))
    }

    fn add(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")
    }

    /// What is written must be on the disk before the checkpoint names it.
    fn finish(self) -> io::Result<()> {
        self.0.into_inner().map_err(|error| error.into_error())?.sync_all()
    }
}

/// The records of several runs, sorted by id, then in the order of the input.
pub(super) struct Merge {
    heap: BinaryHeap<Reverse<Head>>,
}

impl Merge {
    /// Opens runs; where they are many, they are first merged into longer ones in `folder`.
    ///
    /// # Errors
    ///
    /// Where a run cannot be read or written.
    pub fn new(mut runs: Vec<PathBuf>, folder: &Path) -> io::Result<Merge> {
        let mut number = 0;
        while runs.len() > WIDEST_MERGE {
            let path = folder.join(format!("merged-{number}.jsonl"));
            let mut run = RunWriter::create(&path)?;
            for record in Merge::of(runs.drain(..WIDEST_MERGE))? {
                run.add(&record?)?;
            }
            run.finish()?;
            runs.push(path);
            number += 1;
        }
        Merge::of(runs.into_iter())
    }

    fn of(runs: impl Iterator<Item = PathBuf>) -> io::Result<Merge> {
        let mut heap = BinaryHeap::new();
        for path in runs {
            let reader = BufReader::with_capacity(1 << 14, File::open(path)?);
            heap.extend(Head::read(reader)?.map(Reverse));
        }
        Ok(Merge { heap })
    }
}

impl Iterator for Merge {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<io::Result<Record>> {
        let Reverse(Head { record, reader }) = self.heap.pop()?;
        match Head::read(reader) {
            Ok(head) => self.heap.extend(head.map(Reverse)),
            Err(error) => return Some(Err(error)),
        }
        Some(Ok(record))
    }
}

/// The first record of a run, and the rest of the run.
struct Head {
    record: Record,
    reader: BufReader<File>,
}

impl Head {
    fn read(mut reader: BufReader<File>) -> io::Result<Option<Head>> {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(Head { record: serde_json::from_str(&line)?, reader }))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        key(&self.record) == key(&other.record)
    }
}

impl Eq for Head {}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        key(&self.record).cmp(&key(&other.record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityType;

    #[test]
    fn many_runs_become_one_order() {
        let folder = std::env::temp_dir().join(format!("repere-spool-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the folder for tests can be written");
        let runs = 2 * WIDEST_MERGE + 7;
        let mut paths = Vec::new();
        for run in 0..runs {
            let record = |line: usize| {
                let id = format!("id-{:05}", (line * 7919 + run * 31) % 1000);
                Record {
                    line: line as u64,
                    input: run as u32,
                    ..Record::new(id, EntityType::Person, "Un Nom")
                }
            };
            paths.push(folder.join(format!("run-{run}.jsonl")));
            write_run(&paths[run], &mut (0..3).map(record).collect()).expect("a run is written");
        }
        let merged: Vec<Record> = Merge::new(paths, &folder)
            .expect("the runs are there")
            .map(|record| record.expect("it is read"))
            .collect();
        assert_eq!(merged.len(), 3 * runs);
        assert!(merged.is_sorted_by(|one, other| key(one) <= key(other)));
        std::fs::remove_dir_all(&folder).expect("the folder was made here");
    }
}
