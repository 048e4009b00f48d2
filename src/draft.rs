//! Files that are written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A file that takes its place when it is complete: whoever opens the path meanwhile finds the old file or none, never a part.
///
/// It is written beside its place under another name, and renamed. Dropped without being published, it is removed, and what stood in
/// its place is still there.
///
/// ```
/// use std::{fs, io::Write};
/// # let folder = std::env::temp_dir().join(format!("draft-{}", std::process::id()));
/// # fs::create_dir_all(&folder)?;
/// let path = folder.join("tags.jsonl");
/// let draft = repere::draft::Draft::create(&path)?;
/// draft.file()?.write_all(b"{}\n")?;
/// assert!(!path.exists());
/// draft.publish()?;
/// assert_eq!(fs::read(&path)?, b"{}\n");
/// # fs::remove_dir_all(&folder)?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    draft: PathBuf,
    file: File,
    is_published: bool,
}

impl Draft {
    /// An empty draft of a file. Where the path is a link, the file that it leads to is meant.
    ///
    /// # Errors
    ///
    /// Where the path names no file, or nothing can be written beside it.
    pub fn create(path: &Path) -> io::Result<Draft> {
        let path = if path.is_symlink() { fs::canonicalize(path)? } else { path.to_owned() };
        let draft = draft_of(&path)?;
        let file = File::create(&draft)?;
        Ok(Draft { path, draft, file, is_published: false })
    }

    /// What is written to; all handles of a draft write at the same place, one behind the other.
    ///
    /// # Errors
    ///
    /// Where the system gives no further handle.
    pub fn file(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    ///
    /// Where it cannot be renamed; the old file is then still there.
    pub fn publish(mut self) -> io::Result<()> {
        fs::rename(&self.draft, &self.path)?;
        self.is_published = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.is_published {
            // Where even that fails, a hidden file is left, which says by its name what it is.
            let _ = fs::remove_file(&self.draft);
        }
    }
}

/// The name under which a file is written first.
fn draft_of(path: &Path) -> io::Result<PathBuf> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "this is no file name"))?;
    let mut draft = OsString::from(".");
    draft.push(name);
    draft.push(format!(".{}.draft", std::process::id()));
    Ok(path.with_file_name(draft))
}
