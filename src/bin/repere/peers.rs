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
    #[serde(default)]
    pub strict_f: BTreeMap<String, f64>,
    /// More figures of its dates.
    pub dates: Option<PeerDates>,
    /// Where the figures come from.
    pub source: String,
}

/// Figures of dates; those that nobody measured are missing.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerDates {
    /// F of dates found with a span that shares a character.
    pub overlap_f: Option<f64>,
    /// Of those found whose value is known, the share with the right value.
    pub values: Option<f64>,
    /// The same, of values before the day of publication.
    pub before: Option<f64>,
    /// The same, of values after the day of publication.
    pub after: Option<f64>,
    /// F of dates found with their right value.
    pub value_f: Option<f64>,
}

/// Reads the file.
///
/// # Errors
///
/// Where it cannot be read or says something else; the message names it.
pub fn read_peers(path: &Path) -> Result<Vec<Peer>, String> {
    serde_yaml::from_str(&read_text(path)?).map_err(|error| format!("{}: {error}", path.display()))
}
