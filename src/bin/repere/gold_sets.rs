//! Gold files as arguments.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use repere::evaluation::{GoldDocument, read_gold};
use repere::resolver::Weights;

/// The gold files of a command.
#[derive(Args, Debug)]
pub struct GoldArgs {
    /// Files of annotated texts, JSON Lines: `{"id", "text", "published", "entities": [{"start", "end", "type",
    /// "entity"?, "value"?}]}`, offsets in Unicode code points
    #[arg(value_name = "GOLD", required = true)]
    pub gold: Vec<PathBuf>,
}

/// A gold file, read.
pub struct GoldSet {
    /// The name of the file without its extension.
    pub name: String,
    /// Its texts.
    pub documents: Vec<GoldDocument>,
}

impl GoldArgs {
    /// Reads the files; those that cannot be read are told among the problems.
    pub fn read(&self, problems: &mut Vec<String>) -> Vec<GoldSet> {
        read_all(&self.gold, problems)
    }
}

/// Reads gold files; those that cannot be read are told among the problems.
pub fn read_all(paths: &[PathBuf], problems: &mut Vec<String>) -> Vec<GoldSet> {
    paths.iter().filter_map(|path| read(path).map_err(|problem| problems.push(problem)).ok()).collect()
}

fn read(path: &Path) -> Result<GoldSet, String> {
    let text = read_text(path)?;
    let documents = read_gold(&text).map_err(|error| format!("{}:{error}", path.display()))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(GoldSet { name, documents })
}

/// Reads a file of text; the error names it.
pub fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads a file of weights; the error names it.
pub fn read_weights(path: &Path) -> Result<Weights, String> {
    Weights::from_yaml(&read_text(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether a text was published in one of these months (1 to 12).
pub fn is_of_month(gold: &GoldDocument, months: &[i8]) -> bool {
    gold.published.is_some_and(|day| months.contains(&day.month()))
}
