//! Feeds: RSS 0.9 to 2.0 and Atom, each item an article.
//!
//! Items are cut out of the feed one after another. feed-rs, which builds a feed as a whole, gives moments in UTC, where
//! an article of half past midnight is one of the day before; the tests hold it beside this reader.

use std::io::Read;

use super::error::Problem;
use super::item::{Item, fill_field};
use super::paragraphs::{of_any, of_element, of_html};
use super::xml::{Element, XmlReader};
use crate::format::{Article, ZoneKind};

/// The articles of an input.
pub(super) fn articles<R: Read>(
    name: String,
    mut xml: XmlReader<R>,
) -> impl Iterator<Item = Result<Article, Problem>> {
    let mut number = 0;
    let mut language: Option<String> = None;
    std::iter::from_fn(move || {
        loop {
            let element = match xml.next(|element| is_told(element, &mut language)) {
                Ok(element) => element?,
                Err(problem) => return Some(Err(problem)),
            };
            if element.name == "language" {
                language = Some(element.text());
                continue;
            }
            number += 1;
            let mut item = item(&element);
            fill_field(&mut item.language, language.as_deref());
            return Some(item.article_at(element.place, &name, number));
        }
    })
}

/// Whether an element is an item or tells the language of those behind it; an attribute of one around them does so too.
fn is_told(element: &Element, language: &mut Option<String>) -> bool {
    let is_told = matches!(element.name.as_str(), "item" | "entry" | "language");
    if !is_told {
        fill_field(language, element.attribute("lang"));
    }
    is_told
}

fn item(element: &Element) -> Item {
    // Elements of other vocabularies have the same names: `media:title`, `itunes:summary`.
    let own =
        |name: &str| element.elements().find(|child| child.name == name && child.prefix == element.prefix);
    let any = |name: &str| element.child(name);
    let text = |element: &Element| element.text();
    let id =
        own("guid").or_else(|| own("id")).map(text).or_else(|| element.attribute("about").map(str::to_owned));
    let link = || own("link").map(|link| link.attribute("href").map_or_else(|| link.text(), str::to_owned));
    let moments = ["pubDate", "published", "updated", "modified", "issued"];
    let published = moments.iter().find_map(|name| own(name)).or_else(|| any("date")).map(text);
    let mut item = Item { id: id.or_else(link), published, ..Item::default() };
    fill_field(&mut item.language, element.attribute("lang"));
    if let Some(title) = own("title") {
        item.text.paragraphs(ZoneKind::Title, paragraphs(title));
    }
    let summary = own("description").or_else(|| own("summary")).map(paragraphs).unwrap_or_default();
    let content = any("encoded").or_else(|| own("content")).map(paragraphs).unwrap_or_default();
    if content.is_empty() {
        item.text.paragraphs(ZoneKind::Body, summary);
        return item;
    }
    if !begins_with(&content, &summary) {
        item.text.paragraphs(ZoneKind::Lead, summary);
    }
    item.text.paragraphs(ZoneKind::Body, content);
    item
}

/// The paragraphs of an element: Atom says what is in it, in RSS it may be HTML or plain text.
fn paragraphs(element: &Element) -> Vec<String> {
    match element.attribute("type") {
        Some("xhtml") => of_element(element, |_| false),
        Some("html" | "text/html") => of_html(&element.text()),
        Some("text" | "text/plain") => element.text().split("\n\n").map(one_line).collect(),
        _ if element.elements().next().is_some() => of_element(element, |_| false),
        _ => of_any(&element.text()),
    }
}

fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a summary is but the beginning of the content, cut off: no lead, and nothing that should be counted twice.
fn begins_with(content: &[String], summary: &[String]) -> bool {
    let summary = summary.join("\n\n");
    let dots: &[char] = &['…', '.', '[', ']', ' ', '\u{a0}'];
    content.join("\n\n").starts_with(summary.trim_end_matches(dots))
}
