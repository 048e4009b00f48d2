//! A page to look at: an article with its entities.

mod entities;
mod french;
mod text;
mod timeline;

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::found::{Found, FoundEntity};
use super::markup::{Escaped, OnlyOne};
use super::{Article, ArticleWriter};
use crate::dictionary::Lexicon;
use crate::mention::{EntityId, Mention};
use crate::{EntityType, Tagged};

/// The style of the page.
const STYLE: &str = include_str!("style.css");
/// The SHA-256 of [`STYLE`] in Base64, by which the page allows this style and no other.
const STYLE_HASH: &str = "GITa1JAFS3lvSqSyJxnb3h3PNAZLdmB6rzyLNFHykWE=";

/// Writes one page in French about one article: its text with the mentions marked, its entities by type with their mentions in context, its dates
/// on a time line.
///
/// The page stands alone: it loads nothing and runs nothing, which its Content-Security-Policy says too; each mention
/// is a link to its entity and each entity has links to its mentions, so that the keyboard is enough; types are told by label and line, not by
/// colour alone. Each mention is a `<mark data-mention data-entity data-type>`, several with one number where a blank line cuts it.
///
/// One writer writes one page: what a reader looks at is an article, and the list and the time line of several would mix what has nothing to do with
/// one another.
pub struct HtmlWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
    only: OnlyOne,
}

impl<'l, W: Write> HtmlWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        HtmlWriter { out, lexicon, only: OnlyOne::default() }
    }
}

impl<W: Write> ArticleWriter for HtmlWriter<'_, W> {
    /// # Errors
    ///
    /// Besides those of the output, of kind [`io::ErrorKind::InvalidInput`] and with nothing written: where the article is the second one.
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        self.only.take(&article.id)?;
        write_page(&mut self.out, &Content::new(article, tagged, self.lexicon))?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What a page shows.
struct Content<'a> {
    article: &'a Article,
    mentions: &'a [Mention],
    /// The headline in one line, or else the id.
    title: String,
    shown: Vec<Shown<'a>>,
}

/// An entity with its mentions, each with its number from 1 in the order of the text.
struct Shown<'a> {
    found: FoundEntity<'a>,
    mentions: Vec<(usize, &'a Mention)>,
}

impl<'a> Content<'a> {
    fn new(article: &'a Article, tagged: &'a Tagged, lexicon: &Lexicon) -> Self {
        let found = Found::new(article, tagged, lexicon);
        let title = found.headline().unwrap_or_else(|| article.id.to_string());
        let mut mentions: FxHashMap<EntityId, Vec<(usize, &Mention)>> = FxHashMap::default();
        for (number, mention) in (1..).zip(&tagged.mentions) {
            mentions.entry(mention.entity).or_default().push((number, mention));
        }
        let mut shown = |found: FoundEntity<'a>| {
            let mentions = mentions.remove(&found.entity.id).unwrap_or_default();
            Shown { found, mentions }
        };
        let shown = found.entities.into_iter().map(&mut shown).collect();
        Content { article, mentions: &tagged.mentions, title, shown }
    }

    fn of_type(&self, entity_type: EntityType) -> impl Iterator<Item = &Shown<'a>> {
        self.shown.iter().filter(move |shown| shown.found.entity.entity_type == entity_type)
    }
}

fn write_page(out: &mut impl Write, content: &Content) -> io::Result<()> {
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"Repère {}\">\n\
         <title>{} – Repère</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#entites\">Aller à la liste des entités</a>\n",
        crate::VERSION,
        Escaped(&content.title),
    )?;
    write_legend(out, content)?;
    out.write_all("<div class=\"columns\">\n<main>\n<article>\n".as_bytes())?;
    text::write_text(out, content)?;
    out.write_all(b"</article>\n")?;
    timeline::write_timeline(out, content)?;
    out.write_all(
        "</main>\n<aside id=\"entites\" aria-labelledby=\"titre-entites\" tabindex=\"-1\">\n".as_bytes(),
    )?;
    entities::write_entities(out, content)?;
    out.write_all("</aside>\n</div>\n</body>\n</html>\n".as_bytes())
}

/// The types with their counts; each can be hidden, by the style alone.
fn write_legend(out: &mut impl Write, content: &Content) -> io::Result<()> {
    out.write_all("<header class=\"bar\">\n<p class=\"brand\">Repère</p>\n".as_bytes())?;
    out.write_all("<fieldset>\n<legend>Entités marquées dans le texte</legend>\n".as_bytes())?;
    for entity_type in EntityType::ALL {
        let class = french::class(entity_type);
        let mentions = content.mentions.iter().filter(|mention| mention.entity_type == entity_type).count();
        writeln!(
            out,
            "<label class=\"key {class}\"><input type=\"checkbox\" id=\"voir-{class}\" checked> <span id=\"type-{class}\">{}</span> \
             <b class=\"tag\" aria-hidden=\"true\">{}</b> <span class=\"count\">{mentions}</span></label>",
            french::plural(entity_type),
            french::label(entity_type),
        )?;
    }
    out.write_all("</fieldset>\n</header>\n".as_bytes())
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, Engine};
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_page_allows_its_style() {
        assert_eq!(STYLE_HASH, BASE64_STANDARD.encode(Sha256::digest(STYLE)));
    }
}
