//! Compiles the shipped dictionaries into the pack that the library includes.

// The library's own modules, of which the build script uses a part.
#![allow(dead_code, unused_imports, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

#[path = "src/dictionary/mod.rs"]
mod dictionary;
#[path = "src/entity_type.rs"]
mod entity_type;
#[path = "src/span.rs"]
mod span;
#[path = "src/text/mod.rs"]
mod text;

use entity_type::EntityType;
use span::Span;

/// The folders of `dictionaries/` that hold names and cues.
const FOLDERS: [&str; 5] = ["cues", "organisations", "people", "places", "words"];

/// The files of date words, listed for the library as `(name, text)`.
fn date_files() -> String {
    let files = yaml_files(Path::new("dictionaries/dates")).into_iter().map(|path| {
        let name = path.to_string_lossy().replace('\\', "/");
        let full = fs::canonicalize(&path).expect("a listed file is there");
        format!("({name:?}, include_str!({:?})),\n", full)
    });
    format!("[\n{}]\n", files.collect::<String>())
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=dictionaries");
    println!("cargo::rerun-if-changed=src/dictionary");
    println!("cargo::rerun-if-changed=src/text");
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(target.join("date_files.rs"), date_files()).expect("the build folder can be written");
    match shipped_pack() {
        Ok(bytes) => {
            println!("cargo::rustc-env=REPERE_DICTIONARIES={:016x}", digest(&bytes));
            fs::write(target.join("shipped.pack"), bytes).expect("the build folder can be written");
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
