//! From blocks to the text of an article, with its way back to the page.

use std::ops::Range;

use super::block::{Block, Place};
use super::reference::Piece;
use super::tree::{Item, Page};
use crate::Span;
use crate::format::SourceMap;

/// Writes blocks one after another.
pub struct TextWriter<'a> {
    page: &'a Page,
    html: &'a str,
    places: &'a [Place],
    noise: &'a [bool],
    text: String,
    map: SourceMap,
    /// White space that counts once a word follows.
    space: Option<Range<usize>>,
    /// Line breaks that count once a word follows.
    breaks: usize,
    /// White space of preformatted text that counts once a word follows.
    held: Vec<Piece>,
    /// Where the block began.
    start: usize,
}

impl<'a> TextWriter<'a> {
    /// A writer with nothing written.
    pub fn new(page: &'a Page, html: &'a str, places: &'a [Place], noise: &'a [bool]) -> Self {
        let (text, map) = (String::new(), SourceMap::default());
        TextWriter {
            page,
            html,
            places,
            noise,
            text,
            map,
            space: None,
            breaks: 0,
            held: Vec::new(),
            start: 0,
        }
    }

    /// Writes text that does not stand in the page as text, as a paragraph; where it stands.
    pub fn foreign(&mut self, text: &str) -> Span {
        self.part(2);
        self.text.push_str(text);
        Span::new(self.start, self.text.len())
    }

    /// Writes a block, on a line of its own or, where `is_close` is not said of it, behind a blank line; where it stands.
    pub fn block(&mut self, block: &Block, is_close: bool) -> Span {
        self.part(if is_close { 1 } else { 2 });
        for item in &self.page.items[block.items.clone()] {
            match item {
                Item::Start(id) if &*self.page.elements[*id].name == "br" && !self.noise[*id] => {
                    self.breaks += 1
                }
                Item::Start(_) => {}
                Item::Text(id, _) if self.noise[*id] => {}
                Item::Text(id, pieces) if self.places[*id].is_preformatted => self.preformatted(pieces),
                Item::Text(_, pieces) | Item::Space(pieces) => self.pieces(pieces),
            }
        }
        Span::new(self.start, self.text.len())
    }

    /// The text and its way back.
    pub fn finish(self) -> (String, SourceMap) {
        (self.text, self.map)
    }

    fn part(&mut self, lines: usize) {
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', lines));
        }
        self.start = self.text.len();
        self.space = None;
        self.breaks = 0;
        self.held.clear();
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match &piece.decoded {
                Some(decoded) if decoded.bytes().all(is_space) => self.space(piece.source.clone()),
                Some(decoded) => {
                    self.flush();
                    self.replaced(decoded, piece.source.clone());
                }
                None => self.copied(piece.source.clone()),
            }
        }
    }

    /// Words and the white space between them.
    fn copied(&mut self, source: Range<usize>) {
        let bytes = self.html.as_bytes();
        let mut at = source.start;
        while at < source.end {
            let is = kind(bytes[at]);
            let length = bytes[at..source.end].iter().take_while(|byte| kind(**byte) == is).count();
            let run = at..at + length;
            at = run.end;
            match is {
                Kind::Nul => {}
                Kind::Space => self.space(run),
                Kind::Word => {
                    self.flush();
                    self.copy(run);
                }
            }
        }
    }

    /// All as it is, but for the white space at both ends.
    fn preformatted(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            let text = piece.of(self.html);
            let body = text.trim_ascii_end();
            if body.is_empty() {
                self.hold(piece.clone());
                continue;
            }
            self.flush();
            match &piece.decoded {
                Some(decoded) => self.replaced(decoded, piece.source.clone()),
                None => {
                    // Line breaks before the first word are no text.
                    let skipped = if self.is_empty() {
                        text.len() - text.trim_start_matches(['\n', '\r']).len()
                    } else {
                        0
                    };
                    let end = piece.source.start + body.len();
                    self.copy_without_nul(piece.source.start + skipped..end);
                    if end < piece.source.end {
                        self.hold(Piece { source: end..piece.source.end, decoded: None });
                    }
                }
            }
        }
    }

    fn copy_without_nul(&mut self, source: Range<usize>) {
        let mut at = source.start;
        for run in self.html[source].split('\0') {
            if !run.is_empty() {
                self.copy(at..at + run.len());
            }
            at += run.len() + 1;
        }
    }

    fn copy(&mut self, source: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&self.html[source.clone()]);
        self.map.copied(Span::new(start, self.text.len()), Span::new(source.start, source.end));
    }

    fn replaced(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.map.replaced(Span::new(start, self.text.len()), Span::new(source.start, source.end));
    }

    /// Keeps white space of preformatted text, behind other white space that waits for a word.
    fn hold(&mut self, piece: Piece) {
        let before = self.space.take().map(|source| Piece { source, decoded: Some(" ".into()) });
        self.held.extend(before.into_iter().chain([piece]));
    }

    fn space(&mut self, source: Range<usize>) {
        match &mut self.space {
            // What is kept already parts the words.
            _ if !self.held.is_empty() => {}
            Some(space) if space.end == source.start => space.end = source.end,
            Some(_) => {}
            None => self.space = Some(source),
        }
    }

    /// Whether the block has no text yet.
    fn is_empty(&self) -> bool {
        self.text.len() == self.start
    }

    /// Writes the white space before a word: none where a line begins.
    fn flush(&mut self) {
        let space = self.space.take();
        let breaks = std::mem::take(&mut self.breaks).min(2);
        let held = std::mem::take(&mut self.held);
        if self.is_empty() {
            return;
        }
        for piece in held {
            match piece.decoded {
                Some(decoded) => self.replaced(&decoded, piece.source),
                None => self.copy_without_nul(piece.source),
            }
        }
        if breaks > 0 {
            self.text.extend(std::iter::repeat_n('\n', breaks));
        } else if let Some(space) = space {
            if self.html[space.clone()] == *" " { self.copy(space) } else { self.replaced(" ", space) }
        }
    }
}

/// What a byte is to a browser that lays out text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    Nul,
}

fn kind(byte: u8) -> Kind {
    match byte {
        0 => Kind::Nul,
        _ if is_space(byte) => Kind::Space,
        _ => Kind::Word,
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}
