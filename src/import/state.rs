//! The work folder of an import: what is done, and the runs that it gave.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::input::Position;
use super::tally::Tally;
use crate::dictionary::user::name_of;

/// What is done of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// Format, settings and rules: other ones begin anew.
    pub key: String,
    /// What is done of each input, in their order.
    pub inputs: Vec<InputState>,
    /// How many runs were ever begun: no name is given twice.
    pub runs: u64,
}

/// What is done of one input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InputState {
    /// Which file it is.
    pub file: FileMark,
    /// Whether it was read to its end.
    pub done: bool,
    /// How far it was read.
    pub position: Position,
    /// The names of its runs.
    pub runs: Vec<String>,
    /// What was counted.
    pub tally: Tally,
}

/// What tells that a file is still the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileMark {
    path: PathBuf,
    size: u64,
    modified: u128,
}

impl FileMark {
    /// The mark of a file; nothing of standard input, which is never the same.
    pub fn of(path: &Path) -> Result<Option<FileMark>, Fault> {
        if path.as_os_str() == "-" {
            return Ok(None);
        }
        let about = fs::metadata(path).map_err(|error| Fault::of_system(path, &error))?;
        if about.is_dir() {
            return Err(Fault::of_file(path, "is a folder: name the files"));
        }
        let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.map_or(0, |time| time.as_nanos());
        Ok(Some(FileMark { path: path.to_owned(), size: about.len(), modified }))
    }

    /// How messages call the file.
    pub fn name(&self) -> String {
        name_of(&self.path)
    }

    /// The size of the file.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// The work folder, locked while the import runs.
pub(super) struct Workshop {
    pub folder: PathBuf,
    _lock: File,
}

impl Workshop {
    /// Makes or enters the work folder of an output.
    ///
    /// # Errors
    ///
    /// Where it cannot be made, or another import is in it.
    pub fn enter(output: &Path) -> Result<Workshop, Fault> {
        let folder = folder_of(output);
        let fault = |error: io::Error| Fault::of_system(&folder, &error);
        fs::create_dir_all(&folder).map_err(fault)?;
        let lock = File::create(folder.join("lock")).map_err(fault)?;
        match lock.try_lock() {
            Ok(()) => Ok(Workshop { folder, _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                Err(Fault::of_file(&folder, "another import with the same output is running"))
            }
            Err(TryLockError::Error(error)) => Err(fault(error)),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What an earlier import left; nothing where there was none, or it cannot be read.
    pub fn load(&self) -> Option<State> {
        serde_json::from_slice(&fs::read(self.path(STATE)).ok()?).ok()
    }

    /// Writes down what is done; whoever reads finds the old or the new state, never half of one.
    pub fn save(&self, state: &State) -> io::Result<()> {
        let new = self.path("state.new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(state)?)?;
        file.sync_all()?;
        fs::rename(new, self.path(STATE))
    }

    /// Removes every run that no state names.
    pub fn sweep(&self, state: &State) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let is_ours = name.ends_with(".jsonl");
            if is_ours && !state.inputs.iter().any(|input| input.runs.contains(&name)) {
                fs::remove_file(self.path(&name))?;
            }
        }
        Ok(())
    }

    /// Removes the folder: the import is over.
    pub fn leave(self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }
}

const STATE: &str = "state.json";

/// `names.yml` → `names.yml.import`.
fn folder_of(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(".import");
    PathBuf::from(name)
}
