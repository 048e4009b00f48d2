//! NITF, the News Industry Text Format of the IPTC (3.x): each `<nitf>` an article.

use std::io::Read;

use super::error::Problem;
use super::item::{Item, fill_field, of_elements};
use super::paragraphs::of_element;
use super::xml::{Element, XmlReader};
use crate::format::{Article, ZoneKind};

/// The articles of an input.
pub(super) fn articles<R: Read>(
    name: String,
    xml: XmlReader<R>,
) -> impl Iterator<Item = Result<Article, Problem>> {
    of_elements(name, xml, "nitf", item)
}

fn item(nitf: &Element) -> Item {
    let mut item = Item::default();
    fill(&mut item, nitf);
    item
}

/// Puts what an item in NITF says into the fields that are not yet known, and its text behind the text.
///
/// `hl1` and `hl2` of the headline are the title, or else the title of the head; the abstract is the lead, `body.content` the body.
pub(super) fn fill(item: &mut Item, nitf: &Element) {
    let doc_id = nitf.first("doc-id").and_then(|id| id.attribute("id-string"));
    let date = ["date.issue", "date.release"].iter().find_map(|name| nitf.first(name)?.attribute("norm"));
    let language = nitf.attribute("lang").or_else(|| nitf.first("body")?.attribute("lang"));
    fill_field(&mut item.id, doc_id);
    fill_field(&mut item.published, date);
    fill_field(&mut item.language, language);
    if !item.text.has(ZoneKind::Title) {
        let title = || nitf.child("head")?.child("title");
        if let Some(heading) = nitf.first("hedline").or_else(title) {
            item.text.paragraphs(ZoneKind::Title, of_element(heading, |_| false));
        }
    }
    if !item.text.has(ZoneKind::Lead)
        && let Some(lead) = nitf.first("abstract")
    {
        item.text.paragraphs(ZoneKind::Lead, of_element(lead, |_| false));
    }
    for body in nitf.find("body.content") {
        item.text.paragraphs(ZoneKind::Body, of_element(body, |_| false));
    }
}
