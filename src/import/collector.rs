//! Where importers hand in what they find.

use std::io;

use super::fault::Fault;
use super::input::Position;
use super::record::Record;
use super::rules::Rules;
use super::spool::write_run;
use super::state::{State, Workshop};
use super::tally::{Skip, Tally};

/// So many bytes of records are kept in memory before they become a run.
const RUN_BYTES: usize = 40 << 20;
/// At the latest after so many bytes of input, what was done is written down.
const CHECKPOINT_BYTES: u64 = 4 << 30;

/// Takes what one input gives: sifts it, counts it, keeps it in sorted runs.
pub struct Collector<'c> {
    rules: &'c Rules,
    workshop: &'c Workshop,
    state: &'c mut State,
    /// The number of the input.
    input: usize,
    records: Vec<Record>,
    weight: usize,
    tally: Tally,
    run_bytes: usize,
}

impl<'c> Collector<'c> {
    pub(super) fn new(
        rules: &'c Rules,
        workshop: &'c Workshop,
        state: &'c mut State,
        input: usize,
    ) -> Collector<'c> {
        let tally = state.inputs[input].tally.clone();
        Collector {
            rules,
            workshop,
            state,
            input,
            records: Vec::new(),
            weight: 0,
            tally,
            run_bytes: RUN_BYTES,
        }
    }

    /// The rules, for importers that apply them on several threads.
    pub fn rules(&self) -> &'c Rules {
        self.rules
    }

    /// Counts a row, line or concept that could become an entry.
    pub fn read_one(&mut self) {
        self.tally.read += 1;
    }

    /// Counts something that is skipped.
    pub fn skip(&mut self, reason: Skip) {
        self.tally.skip(reason);
    }

    /// Takes note of something that should be known and is not wrong.
    pub fn note(&mut self, note: String) {
        self.tally.notes.push(note);
    }

    /// Takes note of something that is wrong.
    pub fn fault(&mut self, fault: Fault) {
        self.tally.fault(fault);
    }

    /// Takes a record, if the rules let it.
    ///
    /// # Errors
    ///
    /// Where the work folder cannot be written.
    pub fn take(&mut self, record: Record) -> Result<(), Fault> {
        if let Some(record) = self.rules.apply(record, &mut self.tally) {
            self.keep(record);
        }
        if self.weight >= self.run_bytes { self.flush() } else { Ok(()) }
    }

    /// Takes records that have passed the rules, and what was counted on the way; what lies before `position` is done.
    ///
    /// # Errors
    ///
    /// Where the work folder cannot be written.
    pub fn absorb(&mut self, records: Vec<Record>, tally: Tally, position: Position) -> Result<(), Fault> {
        records.into_iter().for_each(|record| self.keep(record));
        self.tally.add(tally);
        let since = position.bytes - self.state.inputs[self.input].position.bytes;
        let is_due = self.weight >= self.run_bytes || since >= CHECKPOINT_BYTES;
        if is_due { self.checkpoint(position) } else { Ok(()) }
    }

    /// Writes down that everything before `position` is done.
    ///
    /// # Errors
    ///
    /// Where the work folder cannot be written.
    pub fn checkpoint(&mut self, position: Position) -> Result<(), Fault> {
        self.flush()?;
        let input = &mut self.state.inputs[self.input];
        input.position = position;
        input.tally = self.tally.clone();
        self.workshop.save(self.state).map_err(|error| self.unwritable(&error))
    }

    /// Writes down that the input is done.
    pub(super) fn finish(mut self) -> Result<(), Fault> {
        self.state.inputs[self.input].done = true;
        let position = self.state.inputs[self.input].position;
        self.checkpoint(position)
    }

    fn keep(&mut self, mut record: Record) {
        record.input = self.input as u32;
        self.weight += record.weight();
        self.records.push(record);
    }

    fn flush(&mut self) -> Result<(), Fault> {
        if self.records.is_empty() {
            return Ok(());
        }
        let name = format!("run-{}.jsonl", self.state.runs);
        let written = write_run(&self.workshop.path(&name), &mut self.records);
        written.map_err(|error| self.unwritable(&error))?;
        self.weight = 0;
        self.state.runs += 1;
        self.state.inputs[self.input].runs.push(name);
        Ok(())
    }

    fn unwritable(&self, error: &io::Error) -> Fault {
        Fault::of_system(&self.workshop.folder, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityType;
    use crate::import::input::{Input, Progress};
    use crate::import::lines::{Line, Lines};
    use crate::import::state::InputState;

    struct Unseen;

    impl Progress for Unseen {
        fn advance(&self, _: u64) {}
    }

    #[test]
    fn what_was_written_down_need_not_be_read_again() {
        let file = std::env::temp_dir().join(format!("repere-collector-{}.txt", std::process::id()));
        std::fs::write(&file, "one\ntwo\nthree\n").expect("the folder for tests can be written");
        let workshop = Workshop::enter(&file).expect("nobody else is here");
        let mut state = State { inputs: vec![InputState::default()], ..State::default() };
        let rules = Rules::default();
        let mut collector = Collector::new(&rules, &workshop, &mut state, 0);
        collector.run_bytes = 1;
        let record = Record::new("a".to_owned(), EntityType::Person, "Un Nom");
        let tally = Tally { read: 2, ..Tally::default() };
        collector.absorb(vec![record], tally, Position { bytes: 8, lines: 2 }).expect("it is written");
        let saved = workshop.load().expect("it was saved");
        assert_eq!((saved.inputs[0].runs.len(), saved.inputs[0].tally.read), (1, 2));

        let position = saved.inputs[0].position;
        let mut input = Input::open(&file, 0, position, &Unseen).expect("the file is there");
        let mut lines = Lines::new(&mut input);
        let next = lines.next().expect("it is read");
        assert!(matches!(next, Some(Line::Text("three"))));
        assert_eq!(lines.number(), 3);
        workshop.leave().expect("the folder was made here");
        std::fs::remove_file(&file).expect("the file was made here");
    }
}
