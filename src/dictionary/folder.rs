//! The shipped dictionaries as files, where the folder in which they stand is at hand.

use std::path::Path;

use super::load::{LoadError, SourceFile};
use super::user::{read_file, yaml_files};

/// The folders of the shipped dictionaries that hold names and cues.
pub const SHIPPED_FOLDERS: [&str; 5] = ["cues", "organisations", "people", "places", "words"];

/// Reads the shipped dictionaries from the folder in which they stand, in the order in which they are compiled.
///
/// They are named `dictionaries/FOLDER/NAME.yml`, wherever the folder lies.
///
/// # Errors
///
/// Every file or folder that cannot be read, and all that is wrong in the files.
pub fn read_shipped(folder: &Path) -> Result<Vec<SourceFile>, Vec<LoadError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let folders = SHIPPED_FOLDERS.map(|name| folder.join(name));
    for path in yaml_files(&folders, &mut errors) {
        match read_file(&path) {
            Ok(file) => files.push(SourceFile { name: shipped_name(&path), ..file }),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// The name that a file has, or would have, among the shipped ones: that of its folder and its own.
pub fn shipped_name(path: &Path) -> String {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    format!("dictionaries/{}/{}", part(path.parent().and_then(Path::file_name)), part(path.file_name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_name_of_the_shipped_file() {
        let copy = Path::new("elsewhere/organisations/agencies.yml");
        assert_eq!(shipped_name(copy), "dictionaries/organisations/agencies.yml");
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let errors = read_shipped(Path::new("no-such-folder")).expect_err("there is no such folder");
        assert!(errors[0].to_string().starts_with("no-such-folder/cues: "), "{}", errors[0]);
    }
}
