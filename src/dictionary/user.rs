//! Dictionary files and folders of them, wherever they stand: the user's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::compile::compile_pack;
use super::lexicon::MOST_DICTIONARIES;
use super::load::{LoadError, SourceFile, load};
use super::pack::Pack;
use crate::text::utf8::text_of;

/// Reads the user's dictionaries, files and folders of files, into one pack for [`Tagger::new`](crate::Tagger::new).
///
/// An id may be declared once in all of them; it may be one that the shipped dictionaries have.
///
/// # Errors
///
/// All that is wrong in the files, each with file, line and column; a folder without any YAML file too.
pub fn read_user_dictionaries(paths: &[PathBuf]) -> Result<Pack, Vec<LoadError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in yaml_files(paths, &mut errors) {
        match read_file(&path) {
            Ok(file) => files.push(file),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { compile_pack(&files) } else { Err(errors) }
}

/// Reads the user's dictionaries for [`Tagger::new`](crate::Tagger::new): compiled ones are mapped, each a pack, and all others
/// read into one.
///
/// # Errors
///
/// As [`read_user_dictionaries`], and what is wrong with compiled ones.
pub fn open_user_dictionaries(paths: &[PathBuf]) -> Result<Vec<Arc<Pack>>, Vec<LoadError>> {
    let (compiled, source): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| Pack::is_pack(path));
    if compiled.len() + 2 > MOST_DICTIONARIES {
        return Err(vec![LoadError::of_file(
            &name_of(&compiled[0]),
            "these are too many compiled dictionaries: merge them with `repere dictionary merge`",
        )]);
    }
    let mut packs = Vec::new();
    let mut errors = Vec::new();
    if !source.is_empty() {
        match read_user_dictionaries(&source) {
            Ok(pack) => packs.push(Arc::new(pack)),
            Err(more) => errors.extend(more),
        }
    }
    for path in &compiled {
        match open_pack(path) {
            Ok(pack) => packs.push(Arc::new(pack)),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(packs) } else { Err(errors) }
}

/// Maps a compiled dictionary.
///
/// # Errors
///
/// As [`Pack::map`], with the name of the file.
pub fn open_pack(path: &Path) -> Result<Pack, LoadError> {
    Pack::map(path).map_err(|error| LoadError::of_file(&name_of(path), error.to_string()))
}

/// Reads one dictionary file.
///
/// # Errors
///
/// Where the file cannot be read, and all that is wrong in it.
pub fn read_file(path: &Path) -> Result<SourceFile, Vec<LoadError>> {
    let yaml = read_yaml(path).map_err(|error| vec![error])?;
    load(&name_of(path), &yaml)
}

/// Reads the text of a file.
///
/// # Errors
///
/// Where the file cannot be read, or is no text in UTF-8: then with the place.
pub fn read_yaml(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    text_of(bytes).map_err(|place| LoadError {
        file: name_of(path),
        line: narrow(place.line),
        column: narrow(place.column),
        message: place.to_string(),
    })
}

/// The files that paths name, in their order: a file as it is, of a folder all files that end in `.yml` or
/// `.yaml`, folders inside included, in the order of their names.
///
/// A folder that cannot be read, or holds no such file, is told among the errors.
pub fn yaml_files(paths: &[PathBuf], errors: &mut Vec<LoadError>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        let before = files.len();
        if !path.is_dir() {
            files.push(path.clone());
        } else if let Err(error) = add_folder(path, &mut files) {
            errors.push(error);
        } else if files.len() == before {
            errors
                .push(LoadError::of_file(&name_of(path), "the folder holds no YAML file (`.yml`, `.yaml`)"));
        }
    }
    files
}

fn add_folder(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), LoadError> {
    let listed = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let mut paths: Vec<PathBuf> = listed.map_err(|error| unreadable(folder, &error))?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_folder(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}

/// A path as messages and explanations name it, with `/` on every system.
pub fn name_of(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn unreadable(path: &Path, error: &std::io::Error) -> LoadError {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        _ => error.to_string(),
    };
    LoadError::of_file(&name_of(path), message)
}
