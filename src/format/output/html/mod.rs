//! A page to look at: an article with its entities.

mod entities;
mod french;
mod text;
mod timeline;

use std::io::{self, Write};

use super::json::ids;
use super::markup::{Escaped, OnlyOne};
use super::{Article, ArticleWriter};
use crate::dictionary::Lexicon;
use crate::format::ZoneKind;
use crate::mention::{Entity, Mention};
use crate::salience::salience;
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
    tagged: &'a Tagged,
    shown: Vec<Shown<'a>>,
}

/// An entity with what is shown of it.
struct Shown<'a> {
    entity: &'a Entity,
    ids: Vec<String>,
    /// From 0 to 1.
    salience: f32,
    /// Its mentions, each with its number from 1 in the order of the text.
    mentions: Vec<(usize, &'a Mention)>,
}

impl<'a> Content<'a> {
    fn new(article: &'a Article, tagged: &'a Tagged, lexicon: &Lexicon) -> Self {
        let mut shown: Vec<Shown> = tagged
            .entities
            .iter()
            .zip(salience(article, tagged))
            .map(|(entity, salience)| Shown {
                entity,
                ids: ids(entity, lexicon),
                salience,
                mentions: Vec::new(),
            })
            .collect();
        for (number, mention) in (1..).zip(&tagged.mentions) {
            if let Ok(at) = shown.binary_search_by_key(&mention.entity, |shown| shown.entity.id) {
                shown[at].mentions.push((number, mention));
            }
        }
        Content { article, tagged, shown }
    }

    fn of_type(&self, entity_type: EntityType) -> impl Iterator<Item = &Shown<'a>> {
        self.shown.iter().filter(move |shown| shown.entity.entity_type == entity_type)
    }

    /// The headline in one line, or else the id.
    fn title(&self) -> String {
        let title = self.article.zones.iter().find(|zone| zone.kind == ZoneKind::Title);
        let title = title.map(|zone| zone.span.of(&self.article.text));
        let words = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|words| !words.is_empty()).unwrap_or_else(|| self.article.id.to_string())
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
        Escaped(content.title()),
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
        let mentions =
            content.tagged.mentions.iter().filter(|mention| mention.entity_type == entity_type).count();
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
