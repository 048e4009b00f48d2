//! The forms of input.

/// How articles stand in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputFormat {
    /// The whole input is the text of one article.
    Text,
    /// JSON Lines: an article a line, `{"id", "text", "published"?}`; other keys are passed over.
    JsonLines,
    /// A web page: one article.
    Html,
    /// Items in ninjs, 1.x to 3.x: one, an array, or one a line.
    Ninjs,
    /// NewsML-G2: an item, or a message of several.
    NewsMl,
    /// NITF: one item.
    Nitf,
    /// A feed, RSS or Atom: each item an article.
    Feed,
}

impl InputFormat {
    /// Whether an input in this format is one article and no more.
    pub fn is_one_article(self) -> bool {
        matches!(self, InputFormat::Text | InputFormat::Html)
    }
}
