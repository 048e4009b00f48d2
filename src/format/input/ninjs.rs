//! ninjs of the IPTC, 1.x to 3.x: each item an article.
//!
//! Headline, description and body are fields up to 1.x (`headline`, `description_text`, `body_text`, `body_xhtml`) and lists of objects
//! with role and content type from 2.0 on (`headlines`, `descriptions`, `bodies`). Of several forms of one text the plain one is taken.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::Limits;
use super::error::Problem;
use super::item::Item;
use super::json_items::{JsonItem, JsonItems};
use super::lines::{Line, Lines, json_problem};
use super::paragraphs::{has_tag, of_element, of_html};
use super::xml::XmlReader;
use crate::format::{Article, Source, ZoneKind};

type Fields = Map<String, Value>;

/// The articles of an input with an item a line: after one that is wrong, the next.
pub(super) fn of_lines<R: BufRead>(
    name: String,
    lines: Lines<R>,
) -> impl Iterator<Item = Result<Article, Problem>> {
    let cut = |line: Line| JsonItem { place: (line.number, 1), text: line.text };
    articles(name, lines.map(move |line| line.map(cut)))
}

/// The articles of an input that is an item, an array of them or a row of them.
pub(super) fn of_items<R: BufRead>(
    name: String,
    items: JsonItems<R>,
) -> impl Iterator<Item = Result<Article, Problem>> {
    articles(name, items)
}

fn articles(
    name: String,
    items: impl Iterator<Item = Result<JsonItem, Problem>>,
) -> impl Iterator<Item = Result<Article, Problem>> {
    items.enumerate().map(move |(before, item)| {
        let JsonItem { place, text } = item?;
        let fields: Fields =
            serde_json::from_str(text.trim_end()).map_err(|error| json_problem(place, &error))?;
        let article = item_of(fields).article_at(place, &name, before + 1)?;
        match article.text.find('\0') {
            Some(_) => Err(Problem::at(place, "the text holds a NUL character")),
            None => Ok(article),
        }
    })
}

fn item_of(fields: Fields) -> Item {
    let mut item = Item::default();
    let field = |name: &str| fields.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    item.id = field("uri").map(str::to_owned);
    item.published = ["versioncreated", "contentcreated", "firstcreated"]
        .iter()
        .find_map(|name| field(name))
        .map(str::to_owned);
    item.language = field("language").map(str::to_owned);
    let title = best(texts(&fields, "headline", "headlines"), &["", "main", "headline"]);
    let leads = texts(&fields, "description", "descriptions");
    let (parts, bodies): (Vec<_>, Vec<_>) =
        texts(&fields, "body", "bodies").into_iter().partition(|text| LEADS.contains(&text.role));
    let lead = best(leads, LEADS).or_else(|| best(parts, LEADS));
    for (kind, text) in [
        (ZoneKind::Title, title),
        (ZoneKind::Lead, lead),
        (ZoneKind::Body, best(bodies, &["", "main", "body"])),
    ] {
        item.text.paragraphs(kind, text.map(|text| text.paragraphs()).unwrap_or_default());
    }
    item.source = Source::Ninjs(fields);
    item
}

/// The roles of what stands between headline and body.
const LEADS: &[&str] = &["lead", "summary", "abstract", "intro", "standfirst", "short"];

/// A text of an item.
struct Text<'f> {
    /// What it is for, without the scheme; empty where that is not said.
    role: &'f str,
    /// Its content type, or what its field is called behind the underscore.
    form: &'f str,
    value: &'f str,
}

/// The texts of a kind: fields of that name, alone or with a form behind it, and the list.
fn texts<'f>(fields: &'f Fields, name: &str, list: &str) -> Vec<Text<'f>> {
    let of_field = |(key, value): (&'f String, &'f Value)| {
        let form = key.strip_prefix(name)?;
        let form = if form.is_empty() { "text" } else { form.strip_prefix('_')? };
        Some(Text { role: "", form, value: value.as_str()? })
    };
    let of_object = |object: &'f Value| {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let role = text("role").unwrap_or_default();
        let role = role.rsplit([':', '/']).next().unwrap_or_default();
        Some(Text { role, form: text("contenttype").unwrap_or_default(), value: text("value")? })
    };
    let listed = fields.get(list).and_then(Value::as_array).into_iter().flatten().filter_map(of_object);
    let texts = fields.iter().filter_map(of_field).chain(listed);
    texts.filter(|text| !text.value.trim().is_empty()).collect()
}

/// The text with the first of these roles, or else the first of all; of one role, that in the plainest form.
fn best<'f>(texts: Vec<Text<'f>>, roles: &[&str]) -> Option<Text<'f>> {
    let rank = |text: &Text| {
        let role = roles.iter().position(|role| *role == text.role).unwrap_or(roles.len());
        let form = match text.form {
            "text" | "text/plain" => 0,
            "" => 1,
            form if form.contains("html") => 2,
            _ => 3,
        };
        (role, form)
    };
    texts.into_iter().min_by_key(rank)
}

impl Text<'_> {
    /// What is said to be plain is taken as it is; markup gives its paragraphs.
    fn paragraphs(&self) -> Vec<String> {
        match self.form {
            "text" | "text/plain" => vec![self.value.to_owned()],
            form if form.contains("xhtml") => of_xhtml(self.value),
            form if form.contains("html") => of_html(self.value),
            _ if has_tag(self.value) => of_html(self.value),
            _ => vec![self.value.to_owned()],
        }
    }
}

/// The paragraphs of XHTML; of what should be that and is none, as browsers read it.
fn of_xhtml(xhtml: &str) -> Vec<String> {
    let whole = format!("<div>{xhtml}</div>");
    let mut xml = XmlReader::new(whole.as_bytes(), &Limits::default());
    match (xml.next(|_| true), xml.next(|_| true)) {
        (Ok(Some(element)), Ok(None)) => of_element(&element, |element| element.name == "head"),
        _ => of_html(xhtml),
    }
}
