//! The text with the mentions marked in place.

use std::io::{self, Write};

use super::{Article, ArticleWriter};
use crate::Tagged;

/// Writes texts as they are, each mention as `[Lavrov]{PER}`.
pub struct AnnotatedWriter<W> {
    out: W,
    with_headings: bool,
}

impl<W: Write> AnnotatedWriter<W> {
    /// A writer to `out`; with headings, the id of each article stands above it as `# id`.
    pub fn new(out: W, with_headings: bool) -> Self {
        AnnotatedWriter { out, with_headings }
    }
}

impl<W: Write> ArticleWriter for AnnotatedWriter<W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        if self.with_headings {
            writeln!(self.out, "# {}\n", article.id)?;
        }
        let text = &article.text;
        let mut end = 0;
        for mention in &tagged.mentions {
            let before = &text[end..mention.span.start()];
            write!(self.out, "{before}[{}]{{{}}}", mention.span.of(text), mention.entity_type)?;
            end = mention.span.end();
        }
        write!(self.out, "{}", &text[end..])?;
        if !text.ends_with('\n') {
            writeln!(self.out)?;
        }
        if self.with_headings {
            writeln!(self.out)?;
        }
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
