//! Dictionary files in folders: finding and reading them, in a fixed order.

use std::fs;
use std::path::{Path, PathBuf};

use super::load::{LoadError, SourceFile, load};

/// The folders of the shipped dictionaries that hold names and cues.
pub const SHIPPED_FOLDERS: [&str; 5] = ["cues", "organisations", "people", "places", "words"];

/// Reads the shipped dictionaries from the folder in which they stand, in the order in which they are compiled.
///
/// Files are named `dictionaries/FOLDER/NAME.yml`, wherever the folder lies.
///
/// # Errors
///
/// Every file or folder that cannot be read, and all that is wrong in the files.
pub fn read_shipped(folder: &Path) -> Result<Vec<SourceFile>, Vec<LoadError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for name in SHIPPED_FOLDERS {
        match yaml_files(&folder.join(name)) {
            Ok(paths) => {
                for path in paths {
                    let stem = path.file_name().unwrap_or_default().to_string_lossy();
                    match read_as(&path, &format!("dictionaries/{name}/{stem}")) {
                        Ok(file) => files.push(file),
                        Err(more) => errors.extend(more),
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// Reads one dictionary file; `name` is what messages and explanations call it.
///
/// # Errors
///
/// Where the file cannot be read, and all that is wrong in it.
pub fn read_as(path: &Path, name: &str) -> Result<SourceFile, Vec<LoadError>> {
    let yaml = fs::read_to_string(path).map_err(|error| vec![unreadable(path, &error)])?;
    load(name, &yaml)
}

/// The YAML files of a folder, in the order of their names.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let listed = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let mut paths: Vec<PathBuf> = listed.map_err(|error| unreadable(folder, &error))?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yml"));
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, error: &std::io::Error) -> LoadError {
    LoadError::of_file(&path.to_string_lossy(), error.to_string())
}
