//! Figures of other programs, from a YAML file.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::gold_sets::read_text;

/// The figures of a program on a set of texts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// The set: the name of a gold file without its extension, or in words.
    pub set: String,
    /// The program and its version.
    pub program: String,
    /// Strict F by type; `names` are people, places and organisations together.
    pub strict_f: BTreeMap<String, f64>,
    /// Where the figures come from.
    pub source: String,
}

/// Reads the file.
///
/// # Errors
///
/// Where it cannot be read or says something else; the message names it.
pub fn read_peers(path: &Path) -> Result<Vec<Peer>, String> {
    serde_yaml::from_str(&read_text(path)?).map_err(|error| format!("{}: {error}", path.display()))
}
