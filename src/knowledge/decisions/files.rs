//! Decisions as plain files: one JSON object a line, sorted, a file for the decisions of a month, so that they can be compared and kept
//! under version control.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::Decision;
use crate::draft::Draft;
use crate::knowledge::BaseError;

/// Writes decisions to a folder, `2026-11.jsonl` and so on; returns how many files. Files of months that have no decision
/// any more do not arise: decisions never go.
///
/// # Errors
///
/// Where a file cannot be written; each file is written whole or not at all.
pub fn write_files(folder: &Path, decisions: &[Decision]) -> Result<usize, BaseError> {
    let failed = |error: io::Error| BaseError::new(error.to_string()).in_file(folder);
    fs::create_dir_all(folder).map_err(failed)?;
    let mut months: BTreeMap<&str, Vec<&Decision>> = BTreeMap::new();
    for decision in decisions {
        months.entry(decision.time.get(..7).unwrap_or("0000-00")).or_default().push(decision);
    }
    for (month, decisions) in &mut months {
        decisions.sort_by_key(|decision| (&decision.time, &decision.id));
        let mut text = Vec::new();
        for decision in decisions {
            serde_json::to_writer(&mut text, decision).map_err(|error| failed(error.into()))?;
            text.push(b'\n');
        }
        let draft = Draft::create(&folder.join(format!("{month}.jsonl"))).map_err(failed)?;
        let written = draft.file().and_then(|mut file| file.write_all(&text));
        written.and_then(|()| draft.publish()).map_err(failed)?;
    }
    Ok(months.len())
}

/// Reads the decisions of a folder, or of one file.
///
/// # Errors
///
/// Where a file cannot be read, a line is no decision, or its id is not that of what it says: someone changed it by hand.
pub fn read_files(path: &Path) -> Result<Vec<Decision>, BaseError> {
    let failed = |path: &Path, error: io::Error| BaseError::new(error.to_string()).in_file(path);
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = entries.map_err(|error| failed(path, error))?;
        files = entries.into_iter().map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
        files.sort();
    }
    let mut decisions = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| failed(&file, error))?;
        for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            let place = |message: String| BaseError { file: format!("{}:{line}", file.display()), message };
            let decision: Decision = serde_json::from_str(text).map_err(|error| place(error.to_string()))?;
            if !decision.is_intact() {
                return Err(place(format!(
                    "the decision `{}` was changed: its id is that of another text",
                    decision.id
                )));
            }
            decisions.push(decision);
        }
    }
    Ok(decisions)
}
