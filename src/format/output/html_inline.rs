//! The page that an article was read from, with its mentions marked.

use std::io::{self, Write};

use super::found::{Found, FoundEntity};
use super::markup::{Escaped, OnlyOne, refusal};
use super::{Article, ArticleWriter};
use crate::Tagged;
use crate::dictionary::Lexicon;
use crate::format::{HtmlSource, Source};
use crate::mention::Mention;

/// Writes the page of an article byte for byte, with a `<mark>` around each mention.
///
/// ```html
/// <mark class="repere" data-type="PER" data-entity="3" data-mention="7" data-name="Sergueï Lavrov"
///   data-id="repere:serguei-lavrov wikidata:Q58217">Lavrov</mark>
/// ```
///
/// `data-value` is the EDTF value of a date, `data-id` all ids of the entity; either is there where it is known. A mention that tags cut
/// (`<b>L</b>avrov`) has several marks with one `data-mention`, a number from 1 in the order of the text. Marks stand around text only: none holds
/// a tag or stands in one, or in the text of a script, a style, a `title`. A mention of a title that stands nowhere in the page as text has no mark.
/// What is written without the marks is the page, in its own encoding.
///
/// One writer writes one page.
pub struct HtmlInlineWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
    only: OnlyOne,
}

impl<'l, W: Write> HtmlInlineWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        HtmlInlineWriter { out, lexicon, only: OnlyOne::default() }
    }

    fn page(&mut self, source: &HtmlSource, found: &Found) -> io::Result<()> {
        let mut end = 0;
        self.out.write_all(source.encoding.mark())?;
        for (number, mention) in (1..).zip(found.mentions) {
            let mut tag = None;
            for place in source.map.sources(mention.span) {
                // Two mentions may share a character reference that stands for two characters.
                let place = place.start.max(end)..place.end;
                if place.is_empty() {
                    continue;
                }
                let tag = tag.get_or_insert_with(|| start_tag(number, mention, found.entity(mention)));
                for piece in [&source.html[end..place.start], tag, &source.html[place.clone()], "</mark>"] {
                    self.out.write_all(&source.encoding.encoded(piece))?;
                }
                end = place.end;
            }
        }
        self.out.write_all(&source.encoding.encoded(&source.html[end..]))
    }
}

fn start_tag(number: usize, mention: &Mention, found: &FoundEntity) -> String {
    let mut tag = format!(
        "<mark class=\"repere\" data-type=\"{}\" data-entity=\"{}\" data-mention=\"{number}\" data-name=\"{}\"",
        mention.entity_type,
        mention.entity.0,
        Escaped(&found.entity.name)
    );
    let mut add = |name: &str, value: String| tag.push_str(&format!(" {name}=\"{}\"", Escaped(value)));
    if let Some(value) = mention.value {
        add("data-value", value.to_string());
    }
    if !found.ids.all().is_empty() {
        add("data-id", found.ids.all().join(" "));
    }
    tag.push('>');
    tag
}

impl<W: Write> ArticleWriter for HtmlInlineWriter<'_, W> {
    /// # Errors
    ///
    /// Besides those of the output, of kind [`io::ErrorKind::InvalidInput`] and with nothing written: where the article was not read from a
    /// page, and where it is the second one.
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let Source::Html(source) = &article.source else {
            return Err(refusal(format!(
                "{}: this is no web page that could be given back with marks; `html` makes one of any article",
                article.id
            )));
        };
        self.only.take(&article.id)?;
        self.page(source, &Found::new(article, tagged, self.lexicon))?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
