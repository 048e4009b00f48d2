//! Writing a pack to a file, whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::builder::Builder;
use crate::draft::Draft;

impl Builder {
    /// Writes the pack to a file, in the place of one that may stand there: whoever has that one open keeps it as it was,
    /// whoever opens the path meanwhile finds the old pack or the new one, never a part.
    ///
    /// It is brought to the disk before it takes its place. Returns how many bytes it has.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; the old one is then still there.
    pub fn save(self, path: &Path) -> io::Result<u64> {
        let draft = Draft::create(path)?;
        let mut out = BufWriter::with_capacity(1 << 17, draft.file()?);
        self.write_to(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        let bytes = out.get_ref().metadata()?.len();
        draft.publish()?;
        Ok(bytes)
    }
}
