//! brat: standoff annotation, two files an article.

use std::fmt::Write;
use std::io;

use super::ArticleWriter;
use super::folder::ArticleFolder;
use super::found::{Found, Placed};
use crate::dictionary::Lexicon;
use crate::format::Article;
use crate::format::offset::{OffsetCounter, OffsetUnit};
use crate::text::single_line;
use crate::{EntityType, Span, Tagged};

/// Writes a folder that brat opens: the text of each article as it is (`.txt`), its annotations (`.ann`), and
/// the types for all of them (`annotation.conf`).
///
/// A mention is a line `T`; offsets count code points. Annotations are lines, so that one that runs over a line break, a tab or
/// another control character is made of fragments. An id elsewhere is a line `N`, the entity with its number, its name and the value of a date a note (`#`).
pub struct BratWriter<'l> {
    folder: ArticleFolder,
    lexicon: &'l Lexicon,
}

impl<'l> BratWriter<'l> {
    /// A writer into a folder of entities of `lexicon`.
    ///
    /// # Errors
    ///
    /// Where `annotation.conf` cannot be written.
    pub fn new(folder: ArticleFolder, lexicon: &'l Lexicon) -> io::Result<Self> {
        let types = EntityType::ALL.map(EntityType::label).join("\n");
        folder.write(
            "annotation.conf",
            &format!("[entities]\n{types}\n\n[relations]\n\n[events]\n\n[attributes]\n"),
        )?;
        Ok(BratWriter { folder, lexicon })
    }
}

impl ArticleWriter for BratWriter<'_> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let name = self.folder.name(&article.id);
        let found = Found::new(article, tagged, self.lexicon);
        // The text comes first: brat opens no text without annotations, but annotations without text are an error.
        self.folder.write(&format!("{name}.txt"), &article.text)?;
        self.folder.write(&format!("{name}.ann"), &annotations(&found))
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn annotations(found: &Found) -> String {
    let text = &found.article.text;
    let mut counter = OffsetCounter::new(text, OffsetUnit::Chars);
    let mut lines = String::new();
    let mut references = 0;
    for (placed, number) in found.placed(OffsetUnit::Chars).zip(1..) {
        let fragments = fragments(text, placed.mention.span);
        let offsets: Vec<String> = fragments
            .iter()
            .map(|span| format!("{} {}", counter.at(span.start()), counter.at(span.end())))
            .collect();
        let words: Vec<&str> = fragments.iter().map(|span| span.of(text)).collect();
        let label = placed.mention.entity_type;
        let line = format!("T{number}\t{label} {}\t{}", offsets.join(";"), words.join(" "));
        lines.push_str(&line);
        lines.push('\n');
        describe(&mut lines, found, &placed, number, &mut references);
    }
    lines
}

/// What is known of a mention: its ids elsewhere and a note.
fn describe(lines: &mut String, found: &Found, placed: &Placed, number: usize, references: &mut usize) {
    let found_entity = found.entity(placed.mention);
    let entity = found_entity.entity;
    let name = single_line(&entity.name);
    let takes_all = "a string takes all";
    for (database, id) in found_entity.ids.all().iter().filter_map(|id| id.split_once(':')) {
        *references += 1;
        writeln!(lines, "N{references}\tReference T{number} {database}:{id}\t{name}").expect(takes_all);
    }
    let value = placed.mention.value.map(|value| format!(" = {value}")).unwrap_or_default();
    let name = if value.is_empty() { format!(": {name}") } else { value };
    writeln!(lines, "#{number}\tAnnotatorNotes T{number}\tentity {}{name}", entity.id.0).expect(takes_all);
}

/// The parts of a mention between what a line cannot hold, without the spaces around them.
fn fragments(text: &str, span: Span) -> Vec<Span> {
    let breaks = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    let words = span.of(text);
    words
        .split(breaks)
        .map(|part| part.trim_matches(' '))
        .filter(|part| !part.is_empty())
        .map(|part| {
            let start = span.start() + (part.as_ptr() as usize - words.as_ptr() as usize);
            Span::new(start, start + part.len())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_over_a_line_break_is_in_fragments() {
        let text = "à New\r\n  York City,";
        let span = Span::new(3, 19);
        let parts: Vec<&str> = fragments(text, span).iter().map(|part| part.of(text)).collect();
        assert_eq!((span.of(text), &parts[..]), ("New\r\n  York City", &["New", "York City"][..]));
    }
}
