//! Compiles the shipped dictionaries into the pack that the library includes, the words of dates and the weights
//! into tables, so that no YAML is read when the program starts.

// The library's own modules, of which the build script uses a part.
#![allow(dead_code, unused_imports, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

#[path = "src/cue.rs"]
mod cue;
#[path = "src/dictionary/mod.rs"]
mod dictionary;
#[path = "src/draft.rs"]
mod draft;
#[path = "src/entity_type.rs"]
mod entity_type;
#[path = "src/span.rs"]
mod span;
#[path = "src/text/mod.rs"]
mod text;
#[path = "src/resolver/weights.rs"]
mod weights;
#[path = "src/date/words.rs"]
mod words;

use entity_type::EntityType;
use span::Span;

/// The folders of `dictionaries/` that hold names and cues.
const FOLDERS: [&str; 5] = ["cues", "organisations", "people", "places", "words"];

/// The words of dates as a Rust table of key, classes and number.
fn date_words() -> Result<String, Vec<dictionary::LoadError>> {
    let files: Vec<(String, String)> = yaml_files(Path::new("dictionaries/dates"))
        .into_iter()
        .map(|path| {
            let yaml = fs::read_to_string(&path).expect("a dictionary file can be read");
            (path.to_string_lossy().replace('\\', "/"), yaml)
        })
        .collect();
    let words = words::DateWords::from_yaml(files.iter().map(|(name, yaml)| (name.as_str(), yaml.as_str())))?;
    Ok(format!("&{:?}\n", words.to_table()))
}

/// The weights as a Rust pair of context words and table.
fn weight_table() -> Result<String, Vec<dictionary::LoadError>> {
    const FILE: &str = "dictionaries/weights.yml";
    let yaml = fs::read_to_string(FILE).expect("the weights stand beside the dictionaries");
    let weights = weights::Weights::from_yaml(&yaml).map_err(|message| {
        vec![dictionary::LoadError { file: FILE.to_owned(), line: 1, column: 1, message }]
    })?;
    let (words, table) = weights.to_table();
    Ok(format!("(&{words:?}, &{table:?})\n"))
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=dictionaries");
    println!("cargo::rerun-if-changed=src/dictionary");
    println!("cargo::rerun-if-changed=src/text");
    println!("cargo::rerun-if-changed=src/cue.rs");
    println!("cargo::rerun-if-changed=src/date/words.rs");
    println!("cargo::rerun-if-changed=src/resolver/weights.rs");
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, bytes: &[u8]| {
        fs::write(target.join(name), bytes).expect("the build folder can be written");
    };
    let made = shipped_pack().and_then(|pack| Ok((pack, date_words()?, weight_table()?)));
    match made {
        Ok((pack, dates, weights)) => {
            println!("cargo::rustc-env=REPERE_DICTIONARIES={:016x}", digest(&pack));
            write("shipped.pack", &pack);
            write("date_words.rs", dates.as_bytes());
            write("weights.rs", weights.as_bytes());
            ExitCode::SUCCESS
        }
        Err(errors) => {
            for error in errors {
                println!("cargo::error={error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn shipped_pack() -> Result<Vec<u8>, Vec<dictionary::LoadError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in FOLDERS.iter().flat_map(|folder| yaml_files(&Path::new("dictionaries").join(folder))) {
        let name = path.to_string_lossy().replace('\\', "/");
        let yaml = fs::read_to_string(&path).expect("a dictionary file can be read");
        match dictionary::load::load(&name, &yaml) {
            Ok(file) => files.push(file),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { dictionary::compile::compile(&files) } else { Err(errors) }
}

/// The version of the dictionaries: FNV-1a of the pack.
fn digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The YAML files of a folder, in the order of their names.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folders of dictionaries stand beside the build script")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yml"))
        .collect();
    paths.sort();
    paths
}
