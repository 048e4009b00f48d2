//! What a page says about itself: title, day of publication, language.

use jiff::civil::Date;
use serde_json::Value;

use super::tree::{Element, ElementId, Item, Page};

/// Characters of a title that are read.
const LONGEST_TITLE: usize = 400;

/// The titles that a page gives itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headlines {
    shared: Option<String>,
    window: Option<String>,
}

impl Headlines {
    /// Those of `og:title` and `<title>`.
    pub fn of(page: &Page, html: &str) -> Self {
        let window = page.texts(html, |element| &*element.name == "title").into_iter().next();
        let window = window.map(|(_, text)| without_site(&text, meta(page, &["og:site_name"])));
        let shared = meta(page, &["og:title", "twitter:title"]).map(spaced);
        let is_said = |title: &String| !title.is_empty();
        Headlines { shared: shared.filter(is_said), window: window.filter(is_said) }
    }

    /// All of them, the best first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.shared.iter().chain(&self.window).map(String::as_str)
    }
}

/// The title of a window without the name of the site at its end.
fn without_site(title: &str, site: Option<&str>) -> String {
    let title = spaced(title);
    let marks = [" - ", " – ", " — ", " | ", " · "];
    let last = marks.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len()))).max();
    match last {
        Some((at, length))
            if title[at..].contains('|') || site.is_some_and(|site| site.trim() == &title[at + length..]) =>
        {
            title[..at].to_owned()
        }
        _ => title,
    }
}

/// A title with single spaces, as far as one is read.
fn spaced(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST_TITLE).map_or(text.len(), |(at, _)| at);
    text[..end].split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a `meta` of one of these names says; the first name that is there counts.
fn meta<'a>(page: &'a Page, names: &[&str]) -> Option<&'a str> {
    let is_called = |element: &Element, name: &str| {
        let called =
            ["property", "name", "itemprop"].iter().filter_map(|attribute| element.attribute(attribute));
        &*element.name == "meta" && called.into_iter().any(|called| called.eq_ignore_ascii_case(name))
    };
    let find = |name: &&str| {
        let mut elements = page.elements.iter().filter(|element| is_called(element, name));
        elements.find_map(|element| element.attribute("content").filter(|content| !content.trim().is_empty()))
    };
    names.iter().find_map(find)
}

/// The day of publication: that of JSON-LD, of a `meta`, of the `time` that is marked as such, of the first `time` behind the
/// element of the headline.
pub fn published(page: &Page, html: &str, headline: Option<ElementId>) -> Option<Date> {
    let names = [
        "article:published_time",
        "og:published_time",
        "datePublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.issued",
        "publish-date",
        "pubdate",
        "parsely-pub-date",
        "sailthru.date",
    ];
    linked_data_day(page, html)
        .or_else(|| meta(page, &names).and_then(day))
        .or_else(|| marked_time(page))
        .or_else(|| first_time(page, headline))
}

/// The day that a date and time begins with.
fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}

fn linked_data_day(page: &Page, html: &str) -> Option<Date> {
    let is_data = |element: &Element| {
        let kind = element.attribute("type").unwrap_or_default().trim();
        &*element.name == "script" && kind.eq_ignore_ascii_case("application/ld+json")
    };
    let texts = page.texts(html, is_data);
    let data: Vec<Value> =
        texts.iter().filter_map(|(_, text)| serde_json::from_str(text.trim()).ok()).collect();
    let objects = objects(&data);
    let of = |is_wanted: &dyn Fn(&Value) -> bool| {
        let mut wanted = objects.iter().filter(|object| is_wanted(object));
        wanted.find_map(|object| day(object.get("datePublished")?.as_str()?))
    };
    of(&is_article).or_else(|| of(&|_| true))
}

/// The objects of JSON-LD, those that stand inside others too, in their order.
fn objects(data: &[Value]) -> Vec<&Value> {
    let mut objects = Vec::new();
    let mut waiting: Vec<&Value> = data.iter().rev().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                objects.push(value);
                waiting.extend(fields.values().rev());
            }
            Value::Array(values) => waiting.extend(values.iter().rev()),
            _ => {}
        }
    }
    objects
}

/// Whether an object of schema.org is an article of some kind.
fn is_article(object: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article") || matches!(kind, "LiveBlogPosting" | "BlogPosting" | "Report")
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn marked_time(page: &Page) -> Option<Date> {
    let is_marked = |element: &&Element| {
        element.attribute("itemprop").is_some_and(|name| name.eq_ignore_ascii_case("datePublished"))
            || &*element.name == "time" && element.attribute("pubdate").is_some()
    };
    let value = |element: &Element| {
        let value = element.attribute("datetime").or_else(|| element.attribute("content"));
        value.and_then(day)
    };
    page.elements.iter().filter(is_marked).find_map(value)
}

fn first_time(page: &Page, headline: Option<ElementId>) -> Option<Date> {
    let times = page.items.iter().filter_map(|item| match item {
        Item::Start(id) if &*page.elements[*id].name == "time" => Some(*id),
        _ => None,
    });
    // Elements are numbered as they begin.
    let behind = times.filter(|id| headline.is_none_or(|headline| *id > headline));
    behind.filter_map(|id| page.elements[id].attribute("datetime")).find_map(day)
}

/// What a page says that its language is.
pub fn language(page: &Page) -> Option<&str> {
    let root = page.elements.iter().find(|element| &*element.name == "html");
    let said = root.and_then(|root| root.attribute("lang")).map(str::trim).filter(|said| !said.is_empty());
    said.or_else(|| meta(page, &["og:locale"])).map(str::trim)
}
