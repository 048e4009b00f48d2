//! Blocks: what a browser sets as lines of their own.

use std::ops::Range;

use super::tree::{ElementId, Item, Page};

const BLOCKS: &[&str] = &[
    "",
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Text in an element of its own, or between two others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The block element around it.
    pub element: ElementId,
    /// From its first text to behind its last; text that is noise may stand between.
    pub items: Range<usize>,
    /// The letters, digits and marks: what is not white space.
    pub letters: usize,
    /// Those of them in links.
    pub linked: usize,
    /// Those of them in bold.
    pub bold: usize,
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// The block element around it, or itself.
    pub block: ElementId,
    is_linked: bool,
    is_bold: bool,
    /// Whether white space is kept.
    pub is_preformatted: bool,
}

/// Where each element of a page stands.
pub fn places(page: &Page) -> Vec<Place> {
    let mut places = vec![Place::default(); page.elements.len()];
    for &id in &page.order {
        let element = &page.elements[id];
        let around = element.parent.map(|parent| places[parent]).unwrap_or_default();
        places[id] = Place {
            block: if is_block(&element.name) { id } else { around.block },
            is_linked: around.is_linked || &*element.name == "a",
            is_bold: around.is_bold || matches!(&*element.name, "b" | "strong"),
            is_preformatted: around.is_preformatted || matches!(&*element.name, "pre" | "listing"),
        };
    }
    places
}

/// Whether an element of this name is set as lines of its own.
pub fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// The blocks of a page in its order, without those that are noise.
pub fn blocks(page: &Page, places: &[Place], noise: &[bool], html: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_cut = true;
    for (at, item) in page.items.iter().enumerate() {
        match item {
            Item::Start(id) => is_cut |= is_block(&page.elements[*id].name) && !noise[*id],
            Item::Space(_) => {}
            Item::Text(id, _) if noise[*id] => {}
            Item::Text(id, pieces) => {
                let place = places[*id];
                let letters = pieces
                    .iter()
                    .flat_map(|piece| piece.of(html).chars())
                    .filter(|letter| !letter.is_whitespace())
                    .count();
                let goes_on = !is_cut && blocks.last().is_some_and(|block| block.element == place.block);
                if !goes_on {
                    let items = at..at;
                    blocks.push(Block { element: place.block, items, letters: 0, linked: 0, bold: 0 });
                }
                is_cut = false;
                let block = blocks.last_mut().expect("one was put there");
                block.items.end = at + 1;
                block.letters += letters;
                block.linked += if place.is_linked { letters } else { 0 };
                block.bold += if place.is_bold { letters } else { 0 };
            }
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(BLOCKS.is_sorted());
    }
}
