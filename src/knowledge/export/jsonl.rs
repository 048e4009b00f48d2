//! JSON Lines: entities, then articles; and the feed of changes.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::Serialize;

use super::ExportError;
use crate::knowledge::Base;

/// Writes entities by key, then articles by name, one JSON object a line. Two bases with the same articles and decisions give the same
/// bytes, whatever the order in which these came.
///
/// # Errors
///
/// Where the base cannot be read or the output not written.
pub fn write_jsonl(base: &Base, out: impl Write) -> Result<(), ExportError> {
    let out = RefCell::new(out);
    base.records(
        |entity| line(&mut *out.borrow_mut(), &entity),
        |article| line(&mut *out.borrow_mut(), &article),
    )?;
    Ok(out.into_inner().flush()?)
}

/// Writes what has changed since a version of the base, one JSON object a line, and last the version of now: `{"version": 12}`.
///
/// # Errors
///
/// Where the version lies ahead, the base cannot be read or the output not written.
pub fn write_changes(base: &Base, since: u64, mut out: impl Write) -> Result<(), ExportError> {
    let version = base.changes(since, |change| line(&mut out, &change))?;
    writeln!(out, "{{\"version\":{version}}}")?;
    Ok(out.flush()?)
}

fn line(out: &mut impl Write, record: &impl Serialize) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *out, record).map_err(io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}
