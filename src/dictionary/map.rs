//! Mapping a file into memory: the one place where the program is not checked by the compiler.

use std::fs::File;

use memmap2::Mmap;

/// Maps a file, so that of a pack of any size only what is looked at is read.
///
/// The compiler cannot know that nobody changes the file meanwhile. [`Builder::save`](super::Builder::save)
/// never does: it writes another file and renames it. Whoever overwrites a pack in place while it is in use may make the
/// names in it wrong, and whoever shortens it may stop the program: the system sends SIGBUS. Miri cannot run this: it has no file-backed
/// mappings; the readers of packs are the same for packs in memory, which the tests and the fuzz target read.
#[allow(unsafe_code)]
pub(super) fn map(file: &File) -> std::io::Result<Mmap> {
    // SAFETY: the bytes are only read, as bytes that may be anything: no read trusts a length or a place in them,
    // and text is verified to be UTF-8 each time. Packs are replaced by renaming, which leaves the mapped file as it was.
    unsafe { Mmap::map(file) }
}
