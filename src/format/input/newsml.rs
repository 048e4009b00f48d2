//! NewsML-G2 of the IPTC: each `<newsItem>` an article, alone or in a `<newsMessage>`.
//!
//! Only items in which text stands are articles: packages, planning, concepts and mere references are passed over.

use std::io::Read;

use super::error::Problem;
use super::item::{Item, fill_field, of_elements};
use super::nitf;
use super::paragraphs::{of_any, of_element};
use super::xml::{Element, XmlReader};
use crate::format::{Article, ZoneKind};

/// The articles of an input.
pub(super) fn articles<R: Read>(
    name: String,
    xml: XmlReader<R>,
) -> impl Iterator<Item = Result<Article, Problem>> {
    of_elements(name, xml, "newsItem", item)
}

fn item(news: &Element) -> Item {
    let mut item = Item { id: news.attribute("guid").map(str::to_owned), ..Item::default() };
    let meta = news.child("contentMeta");
    let of_item = |name| news.child("itemMeta").and_then(|meta| meta.child(name)).map(Element::text);
    let of_content = |name| meta.and_then(|meta| meta.child(name)).map(Element::text);
    item.published = of_item("versionCreated")
        .or_else(|| of_item("firstCreated"))
        .or_else(|| of_content("contentModified"))
        .or_else(|| of_content("contentCreated"));
    let tag = meta.and_then(|meta| meta.child("language")?.attribute("tag"));
    fill_field(&mut item.language, tag);
    if let Some(meta) = meta {
        if let Some(headline) = meta.child("headline") {
            item.text.paragraphs(ZoneKind::Title, of_element(headline, |_| false));
        }
        if let Some(summary) = lead(meta) {
            item.text.paragraphs(ZoneKind::Lead, of_element(summary, |_| false));
        }
    }
    for content in news.elements().filter(|element| element.name == "contentSet") {
        fill_content(&mut item, content);
    }
    fill_field(&mut item.language, news.attribute("lang"));
    item
}

/// The description that is a summary, or else one that does not say what it is.
fn lead(meta: &Element) -> Option<&Element> {
    let descriptions = || meta.elements().filter(|element| element.name == "description");
    let has_role = |element: &&Element, roles: &[&str]| {
        let role = element.attribute("role").unwrap_or_default();
        roles.contains(&role.rsplit(':').next().unwrap_or_default())
    };
    let summary = descriptions().find(|element| has_role(element, &["summary", "lead", "abstract", "short"]));
    summary.or_else(|| descriptions().find(|element| has_role(element, &[""])))
}

/// The first content with text in it: the others are the same in other forms.
fn fill_content(item: &mut Item, contents: &Element) {
    for content in contents.elements() {
        match content.name.as_str() {
            "inlineXML" => fill_xml(item, content),
            "inlineData" => {
                let kind = content.attribute("contenttype").unwrap_or("text/plain");
                if kind.starts_with("text/") {
                    plain_or_html(item, &content.text(), kind);
                }
            }
            _ => {}
        }
        if item.text.has(ZoneKind::Body) {
            return;
        }
    }
}

fn plain_or_html(item: &mut Item, text: &str, kind: &str) {
    if kind.starts_with("text/html") {
        item.text.paragraphs(ZoneKind::Body, of_any(text));
    } else {
        item.text.paragraph(ZoneKind::Body, text);
    }
}

/// NITF, or XHTML and whatever else has paragraphs.
fn fill_xml(item: &mut Item, content: &Element) {
    if let Some(nitf) = content.child("nitf") {
        return nitf::fill(item, nitf);
    }
    if !item.text.has(ZoneKind::Title)
        && let Some(title) = content.first("title")
    {
        item.text.paragraph(ZoneKind::Title, &title.text());
    }
    let title = item.text.text().to_owned();
    let paragraphs = of_element(content.first("body").unwrap_or(content), |element| element.name == "head");
    // Many a page repeats the headline above its text.
    let repeated =
        usize::from(paragraphs.first().is_some_and(|first| title.split("\n\n").next() == Some(first)));
    item.text.paragraphs(ZoneKind::Body, &paragraphs[repeated..]);
}
