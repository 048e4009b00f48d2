//! CSV: a row a mention.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::ArticleWriter;
use super::found::{Found, Placed};
use crate::Tagged;
use crate::dictionary::Lexicon;
use crate::format::offset::OffsetUnit;
use crate::format::{Article, ArticleId};

/// Writes a table as RFC 4180 has it, in UTF-8, with a row of headings and a row a mention.
///
/// Nobody can make a spreadsheet compute with what stands in an article: a cell of text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets
/// an apostrophe in front, and so does one that begins with apostrophes and then one of these, so that who takes one apostrophe
/// away from such a cell has the text again. Cells of numbers are left alone.
pub struct CsvWriter<'l, W: Write> {
    out: Writer<W>,
    lexicon: &'l Lexicon,
    unit: OffsetUnit,
    is_first: bool,
}

/// The columns: `ids` has spaces between ids, `value` is EDTF.
const COLUMNS: [&str; 11] =
    ["article", "published", "start", "end", "text", "type", "entity", "name", "ids", "value", "salience"];

impl<'l, W: Write> CsvWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`, with offsets that count `unit`.
    pub fn new(out: W, lexicon: &'l Lexicon, unit: OffsetUnit) -> Self {
        let out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        CsvWriter { out, lexicon, unit, is_first: true }
    }

    fn headings(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_first) {
            self.out.write_record(COLUMNS)?;
        }
        Ok(())
    }

    fn row(&mut self, found: &Found, placed: &Placed) -> io::Result<()> {
        let article = found.article;
        let mention = placed.mention;
        let entity = found.entity(mention);
        let id = article.id.to_string();
        let cells: [Cow<str>; 11] = [
            if matches!(article.id, ArticleId::Number(_)) { id.into() } else { text_cell(&id) },
            article.published.map(|day| day.to_string()).unwrap_or_default().into(),
            placed.start.to_string().into(),
            placed.end.to_string().into(),
            text_cell(mention.span.of(&article.text)),
            mention.entity_type.label().into(),
            mention.entity.0.to_string().into(),
            text_cell(&entity.entity.name),
            entity.ids.all().join(" ").into(),
            mention.value.map(|value| value.to_string()).unwrap_or_default().into(),
            format!("{:.2}", entity.salience).into(),
        ];
        self.out.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
        Ok(())
    }
}

impl<W: Write> ArticleWriter for CsvWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        self.headings()?;
        let found = Found::new(article, tagged, self.lexicon);
        for placed in found.placed(self.unit) {
            self.row(&found, &placed)?;
        }
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.headings()?;
        self.out.flush()
    }
}

/// A text as a cell that no spreadsheet takes for a formula.
fn text_cell(text: &str) -> Cow<'_, str> {
    let is_formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for (text, cell) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("-5", "'-5"),
            ("\tx", "'\tx"),
            ("'=x", "''=x"),
            ("'Ndrangheta", "'Ndrangheta"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(text_cell(text), cell);
        }
    }
}
