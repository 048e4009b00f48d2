//! An import from its inputs to its output.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::input::{Input, Position, Progress};
use super::rules::Rules;
use super::sink::{Header, Target};
use super::spool::Merge;
use super::state::{FileMark, InputState, State, Workshop};
use super::tally::{Skip, Tally};
use super::{Collector, Importer};
use crate::dictionary::user::name_of;

/// An import: what is read, how it is sifted, where it goes.
pub struct Import<'i> {
    /// The files, in the order in which their entries outrank one another where ids are the same.
    pub inputs: &'i [PathBuf],
    /// Which records are kept.
    pub rules: Rules,
    /// Where the dictionary is written.
    pub target: Target,
    /// The licence that the header names, where it is not that of the format.
    pub licence: Option<String>,
    /// Who is told how far the reading is.
    pub progress: &'i dyn Progress,
}

/// What an import gave.
#[derive(Debug)]
pub struct Imported {
    /// What was read, kept and skipped.
    pub tally: Tally,
    /// The inputs that an earlier, interrupted import had read in whole or in part.
    pub resumed: Vec<String>,
}

impl Import<'_> {
    /// Imports the files: the output is whole or not there.
    ///
    /// Where it fails, what was done is kept in a work folder beside the output, and the next import with the same
    /// settings goes on from there.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read or written; wrong lines are no error, but faults of the [`Tally`].
    pub fn run(&self, mut importer: Box<dyn Importer>) -> Result<Imported, Fault> {
        let marks: Vec<Option<FileMark>> =
            self.inputs.iter().map(|path| FileMark::of(path)).collect::<Result<_, _>>()?;
        let workshop = Workshop::enter(&self.target.path)?;
        let key = self.key(&*importer, &marks);
        let (mut state, resumed) = resume(&workshop, key, &marks)?;
        if state.inputs.iter().any(|input| !input.done) {
            importer.prepare(self.inputs)?;
        }
        for (number, path) in self.inputs.iter().enumerate() {
            self.input(&*importer, &workshop, &mut state, number, path)?;
        }
        let tally = self.write(&*importer, &workshop, &state)?;
        // The output is in its place: a folder that stays is only litter.
        let _ = workshop.leave();
        Ok(Imported { tally, resumed })
    }

    /// How large the files are together, for a progress bar; standard input counts nothing.
    pub fn size(inputs: &[PathBuf]) -> u64 {
        inputs.iter().filter_map(|path| FileMark::of(path).ok().flatten()).map(|mark| mark.size()).sum()
    }

    fn key(&self, importer: &dyn Importer, marks: &[Option<FileMark>]) -> String {
        let (version, source) = (crate::VERSION, importer.source());
        let files = if importer.needs_all_files() { format!("{marks:?}") } else { String::new() };
        format!("{version}; {source}; {}; {}; {files}", importer.settings(), self.rules.settings())
    }

    /// How messages call an input.
    fn name(&self, input: u32) -> String {
        name_of(&self.inputs[input as usize])
    }

    fn input(
        &self,
        importer: &dyn Importer,
        workshop: &Workshop,
        state: &mut State,
        number: usize,
        path: &Path,
    ) -> Result<(), Fault> {
        let InputState { file, done, position, .. } = &state.inputs[number];
        if *done {
            self.progress.advance(file.size());
            return Ok(());
        }
        let input = Input::open(path, number as u32, *position, self.progress)?;
        let mut collector = Collector::new(&self.rules, workshop, state, number);
        importer.import(input, &mut collector)?;
        collector.finish()
    }

    /// Merges the runs into the output.
    fn write(&self, importer: &dyn Importer, workshop: &Workshop, state: &State) -> Result<Tally, Fault> {
        let mut tally = Tally::default();
        state.inputs.iter().for_each(|input| tally.add(input.tally.clone()));
        let names: Vec<String> = self.inputs.iter().map(|path| short_name(path)).collect();
        let licence = self.licence.as_deref().unwrap_or(importer.licence());
        let header = Header { source: importer.source(), licence, inputs: &names, types: tally.types() };
        let draft = workshop.path("output");
        let unwritable = |error: io::Error| Fault::of_system(&self.target.path, &error);
        let runs = state.inputs.iter().flat_map(|input| &input.runs).map(|run| workshop.path(run)).collect();
        let mut sink = self.target.sink(&draft, &header).map_err(unwritable)?;
        let mut last: Option<(String, u32, u64)> = None;
        for record in Merge::new(runs, &workshop.folder).map_err(unwritable)? {
            let record = record.map_err(unwritable)?;
            if let Some((id, input, line)) = &last
                && *id == record.id
            {
                tally.keep_not(record.entity_type, record.names.len());
                if importer.doubles_are_faults() {
                    let message = format!("the id `{id}` is already at {}:{line}", self.name(*input));
                    let file = self.name(record.input);
                    tally.fault(Fault { file, line: record.line, message });
                } else {
                    tally.skip(Skip::Double);
                }
                continue;
            }
            last = Some((record.id.clone(), record.input, record.line));
            sink.entry(record).map_err(unwritable)?;
        }
        sink.finish().map_err(unwritable)?;
        fs::rename(&draft, &self.target.path).map_err(unwritable)?;
        Ok(tally)
    }
}

/// The name of a file without its folders, which are those of one machine.
fn short_name(path: &Path) -> String {
    path.file_name().map_or_else(|| name_of(path), |name| name.to_string_lossy().into_owned())
}

/// What an earlier import with the same key has done of the same files.
fn resume(
    workshop: &Workshop,
    key: String,
    marks: &[Option<FileMark>],
) -> Result<(State, Vec<String>), Fault> {
    let earlier = workshop.load().filter(|state| state.key == key).unwrap_or_default();
    let mut state = State { key, inputs: Vec::new(), runs: earlier.runs };
    let mut resumed = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let known = earlier.inputs.get(number).filter(|input| mark.as_ref() == Some(&input.file)).cloned();
        if let Some(input) = &known
            && (input.done || input.position != Position::default())
        {
            resumed.push(input.file.name());
        }
        let fresh = || InputState { file: mark.clone().unwrap_or_default(), ..InputState::default() };
        state.inputs.push(known.unwrap_or_else(fresh));
    }
    let kept = workshop.sweep(&state).and_then(|()| workshop.save(&state));
    kept.map_err(|error| Fault::of_system(&workshop.folder, &error))?;
    Ok((state, resumed))
}
