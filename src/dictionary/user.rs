//! The user's own dictionaries.

use std::fs;
use std::path::{Path, PathBuf};

use super::compile::compile_pack;
use super::load::{LoadError, SourceFile, load};
use super::pack::Pack;
use crate::text::utf8::text_of;

/// Reads the user's dictionaries, files and folders of YAML files, into one pack for [`Tagger::new`](crate::Tagger::new).
///
/// Of a folder all files that end in `.yml` or `.yaml` are read, folders inside included, in the order of
/// their names. An id may be declared once in all of them; it may be one that the shipped dictionaries have.
///
/// # Errors
///
/// All that is wrong in the files, each with file, line and column; a folder without any YAML file too.
pub fn read_user_dictionaries(paths: &[PathBuf]) -> Result<Pack, Vec<LoadError>> {
    compile_pack(&read_files(paths)?)
}

/// Reads dictionary files, and those of folders, in their order.
///
/// # Errors
///
/// As [`read_user_dictionaries`].
pub fn read_files(paths: &[PathBuf]) -> Result<Vec<SourceFile>, Vec<LoadError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in yaml_files(paths, &mut errors) {
        match read_file(&path) {
            Ok(file) => files.push(file),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// Reads one dictionary file.
///
/// # Errors
///
/// Where the file cannot be read, and all that is wrong in it.
pub fn read_file(path: &Path) -> Result<SourceFile, Vec<LoadError>> {
    let name = name_of(path);
    let bytes = fs::read(path).map_err(|error| vec![unreadable(path, &error)])?;
    let yaml = text_of(bytes).map_err(|place| {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (line, column) = (narrow(place.line), narrow(place.column));
        vec![LoadError { file: name.clone(), line, column, message: place.to_string() }]
    })?;
    load(&name, &yaml)
}

/// The files that these paths name: files as they are, folders with all their YAML files.
pub fn yaml_files(paths: &[PathBuf], errors: &mut Vec<LoadError>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        let before = files.len();
        if !path.is_dir() {
            files.push(path.clone());
        } else if let Err(error) = add_folder(path, &mut files) {
            errors.push(error);
        } else if files.len() == before {
            errors.push(LoadError::of_file(&name_of(path), "the folder holds no YAML file (`.yml`, `.yaml`)"));
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
fn name_of(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn unreadable(path: &Path, error: &std::io::Error) -> LoadError {
    let message = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        _ => error.to_string(),
    };
    LoadError::of_file(&name_of(path), message)
}
