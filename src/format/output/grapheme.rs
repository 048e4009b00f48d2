//! Graphemes: what a reader takes for one character.

use unicode_segmentation::GraphemeCursor;

/// Whether no grapheme is cut at a byte that begins a character, or at the end.
pub(super) fn is_grapheme_edge(text: &str, at: usize) -> bool {
    // With the whole text at hand, the cursor never asks for more of it.
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}
