//! The article with its mentions marked.

use std::io::{self, Write};

use super::{Content, Escaped, french};
use crate::Span;
use crate::format::ZoneKind;
use crate::mention::Mention;

/// Writes headline, day of publication, lead and paragraphs.
pub fn write_text(out: &mut impl Write, content: &Content) -> io::Result<()> {
    let mut marked = MarkedText { content, next: 0 };
    let has_title = content.article.zones.iter().any(|zone| zone.kind == ZoneKind::Title);
    if !has_title {
        writeln!(out, "<h1 class=\"id\">{}</h1>", Escaped(&content.article.id))?;
        write_facts(out, content)?;
    }
    for (kind, span) in parts(content) {
        match kind {
            ZoneKind::Title => marked.write_element(out, "h1", "", span)?,
            ZoneKind::Lead => marked.write_paragraphs(out, " class=\"lead\"", span)?,
            ZoneKind::Body => marked.write_paragraphs(out, "", span)?,
        }
        if kind == ZoneKind::Title {
            write_facts(out, content)?;
        }
    }
    Ok(())
}

/// The zones with what stands outside them, in order; titles behind the first are text.
fn parts(content: &Content) -> Vec<(ZoneKind, Span)> {
    let mut parts = Vec::new();
    let mut end = 0;
    let mut has_title = false;
    for zone in &content.article.zones {
        parts.push((ZoneKind::Body, Span::new(end, zone.span.start())));
        let is_again = zone.kind == ZoneKind::Title && std::mem::replace(&mut has_title, true);
        parts.push((if is_again { ZoneKind::Body } else { zone.kind }, zone.span));
        end = zone.span.end();
    }
    parts.push((ZoneKind::Body, Span::new(end, content.article.text.len())));
    parts
}

/// What the article is called, its day, and how much was found.
fn write_facts(out: &mut impl Write, content: &Content) -> io::Result<()> {
    out.write_all(b"<p class=\"facts\">")?;
    if let Some(date) = content.article.published {
        write!(out, "<time datetime=\"{date}\">{}</time> · ", french::day(date))?;
    }
    let entities = content.shown.len();
    let plural = if entities > 1 { "s" } else { "" };
    write!(out, "{}, {entities}\u{a0}entité{plural}", french::mentions(content.mentions.len()))?;
    let id = content.article.id.to_string();
    if id != content.title {
        write!(out, " · <span class=\"name\">{}</span>", Escaped(id))?;
    }
    out.write_all(b"</p>\n")
}

/// A text that is written from its beginning to its end.
struct MarkedText<'a> {
    content: &'a Content<'a>,
    /// The first mention that does not end before what is written next.
    next: usize,
}

impl MarkedText<'_> {
    /// Writes paragraphs: what stands between blank lines.
    fn write_paragraphs(&mut self, out: &mut impl Write, attributes: &str, span: Span) -> io::Result<()> {
        let text = &self.content.article.text;
        let mut start = span.start();
        let mut end = start;
        for line in span.of(text).split_inclusive('\n') {
            let line_start = end;
            end += line.len();
            if line.trim().is_empty() {
                self.write_element(out, "p", attributes, Span::new(start, line_start))?;
                start = end;
            }
        }
        self.write_element(out, "p", attributes, Span::new(start, end))
    }

    /// Writes an element with a piece of the text, its white space at both ends left out; nothing where there is nothing else.
    fn write_element(
        &mut self,
        out: &mut impl Write,
        name: &str,
        attributes: &str,
        span: Span,
    ) -> io::Result<()> {
        let text = span.of(&self.content.article.text);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(());
        }
        let start = span.start() + text.len() - text.trim_start().len();
        write!(out, "<{name}{attributes}>")?;
        self.write_marked(out, Span::new(start, start + trimmed.len()))?;
        writeln!(out, "</{name}>")
    }

    fn write_marked(&mut self, out: &mut impl Write, span: Span) -> io::Result<()> {
        let text = &self.content.article.text;
        let mut end = span.start();
        while let Some(mention) = self.content.mentions.get(self.next) {
            let start = mention.span.start().max(span.start());
            let stop = mention.span.end().min(span.end());
            if start < stop {
                write!(out, "{}", Escaped(&text[end..start]))?;
                write_mention(
                    out,
                    self.next + 1,
                    mention,
                    &text[start..stop],
                    start == mention.span.start(),
                )?;
                end = stop;
            }
            if mention.span.end() > span.end() {
                break;
            }
            self.next += 1;
        }
        write!(out, "{}", Escaped(&text[end..span.end()]))
    }
}

/// A link from a mention to its entity; the first piece of a mention has the name that links lead to.
fn write_mention(
    out: &mut impl Write,
    number: usize,
    mention: &Mention,
    text: &str,
    is_first: bool,
) -> io::Result<()> {
    let class = french::class(mention.entity_type);
    let (entity_type, entity) = (mention.entity_type, mention.entity.0);
    write!(out, "<a class=\"mention {class}\" href=\"#e{entity}\" aria-describedby=\"type-{class}\"")?;
    if is_first {
        write!(out, " id=\"m{number}\"")?;
    }
    write!(
        out,
        "><mark data-mention=\"{number}\" data-entity=\"{entity}\" data-type=\"{entity_type}\">{}</mark></a>",
        Escaped(text)
    )
}
