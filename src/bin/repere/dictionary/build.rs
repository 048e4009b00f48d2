//! `repere dictionary build`: compiling dictionaries.

use std::path::PathBuf;

use clap::Args;
use repere::dictionary::user::{name_of, read_file, yaml_files};
use repere::dictionary::{Builder, LoadError};

use crate::outcome::Outcome;

/// Compiles dictionary files into one file that is ready at once.
///
/// `--dictionary` takes it as it takes the files: with the same results, and without reading them again. The same files in the
/// same order give the same bytes. It holds for the version of the program that has built it; another one tells when it must be built again.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere dictionary build ours/ -o ours.pack
  repere tag news.jsonl --dictionary ours.pack

Exit codes: 0 the pack is written; 1 a file is wrong, or the pack cannot be written; 2 the arguments make no sense.")]
pub struct BuildArgs {
    /// Dictionary files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Where to write the pack; one that stands there is replaced when the new one is whole
    #[arg(short, long, value_name = "PACK")]
    output: PathBuf,
}

impl BuildArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut errors = Vec::new();
        let mut builder = Builder::new();
        for path in yaml_files(&self.paths, &mut errors) {
            match read_file(&path) {
                Ok(file) => builder.add_file(&file, &mut errors),
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() { save(builder, &self.output) } else { Outcome::problems(&errors) }
    }
}

/// Writes the pack and tells what is in it.
pub fn save(builder: Builder, output: &std::path::Path) -> Outcome {
    let entries = builder.entry_count();
    match builder.save(output) {
        Ok(bytes) => Outcome {
            output: format!("{}: {entries} entries, {bytes} bytes\n", name_of(output)),
            ..Outcome::default()
        },
        Err(error) => Outcome::problems(&[LoadError::of_file(&name_of(output), error.to_string())]),
    }
}
