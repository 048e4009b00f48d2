//! Writing a pack to a file, whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::builder::Builder;

impl Builder {
    /// Writes the pack to a file, in the place of one that may stand there: whoever has that one open keeps it as it was,
    /// whoever opens the path meanwhile finds the old pack or the new one, never a part.
    ///
    /// It is written beside the file under another name, brought to the disk and renamed. Returns how many bytes it has.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; the old one is then still there.
    pub fn save(self, path: &Path) -> io::Result<u64> {
        let draft = draft_of(path)?;
        let written = self.write_draft(&draft);
        let written = written.and_then(|bytes| fs::rename(&draft, path).map(|()| bytes));
        if written.is_err() {
            let _ = fs::remove_file(&draft);
        }
        written
    }

    fn write_draft(self, draft: &Path) -> io::Result<u64> {
        let mut out = BufWriter::with_capacity(1 << 17, File::create(draft)?);
        self.write_to(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(out.get_ref().metadata()?.len())
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
