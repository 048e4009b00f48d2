//! Sentences with the mentions marked in place: `Le ministre [Sergueï Lavrov]{PER} est à [Moscou]{LOC}.`

use repere::{EntityType, Span, Tagged};

/// A text and the mentions marked in it, in its order.
#[derive(Debug, PartialEq, Eq)]
pub struct Marked {
    /// The text without the marks.
    pub text: String,
    /// What the marks hold.
    pub mentions: Vec<(Span, EntityType)>,
}

impl Marked {
    /// Reads a text with marks; a `[` without `]{TYPE}` behind it is a bracket of the text.
    ///
    /// # Errors
    ///
    /// Where a mark has a type that does not exist.
    pub fn read(marked: &str) -> Result<Marked, String> {
        let mut read = Marked { text: String::new(), mentions: Vec::new() };
        let mut rest = marked;
        while let Some((before, name, label, behind)) = next_mark(rest) {
            read.text.push_str(before);
            let start = read.text.len();
            read.text.push_str(name);
            read.mentions.push((Span::new(start, read.text.len()), label.parse()?));
            rest = behind;
        }
        read.text.push_str(rest);
        Ok(read)
    }
}

/// The next mark: what stands before it, its name, its type, what stands behind.
fn next_mark(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (inside, after) = text.split_once("]{")?;
    let (before, name) = inside.rsplit_once('[')?;
    let (label, behind) = after.split_once('}')?;
    Some((before, name, label, behind))
}

/// The text with its mentions marked.
pub fn write(text: &str, tagged: &Tagged) -> String {
    let mut marked = String::with_capacity(text.len() * 2);
    let mut end = 0;
    for mention in &tagged.mentions {
        marked.push_str(&text[end..mention.span.start()]);
        marked.push_str(&format!("[{}]{{{}}}", mention.span.of(text), mention.entity_type));
        end = mention.span.end();
    }
    marked + &text[end..]
}
