//! Pages as html5ever reads them, which the writers know nothing of.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A page that was read.
#[derive(Debug, Default)]
pub struct Parsed {
    /// All text.
    pub text: String,
    /// Elements and text, without the marks of mentions.
    pub outline: String,
    /// Headline and paragraphs of the page that `html` writes, without the facts.
    pub article: String,
    /// The marks of that page, by number.
    pub marks: Vec<(usize, String)>,
    /// Whether there is a script.
    pub has_script: bool,
}

pub fn parsed(html: &str) -> Parsed {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut parsed = Parsed::default();
    walk(&dom.document, &mut parsed, false);
    parsed
}

fn attribute(node: &Handle, name: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    attrs
        .borrow()
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
}

fn walk(node: &Handle, parsed: &mut Parsed, is_article: bool) {
    let mut is_article = is_article;
    let mut end = None;
    match &node.data {
        NodeData::Text { contents } => {
            let text = contents.borrow();
            parsed.text.push_str(&text);
            parsed.outline.push_str(&text);
            if is_article {
                parsed.article.push_str(&text);
            }
        }
        NodeData::Element { name, .. } => {
            let name = &*name.local;
            let class = attribute(node, "class").unwrap_or_default();
            if class != "repere" {
                parsed.outline.push_str(&format!("<{name}>"));
                end = Some(format!("</{name}>"));
            }
            parsed.has_script |= name == "script";
            is_article = (is_article || name == "article") && !matches!(&*class, "facts" | "id");
            if let Some(number) = attribute(node, "data-mention").and_then(|number| number.parse().ok()) {
                parsed.marks.push((number, text_of(node)));
            }
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, parsed, is_article);
    }
    parsed.outline.extend(end);
}

fn text_of(node: &Handle) -> String {
    let children = node.children.borrow();
    let texts = children.iter().map(|child| match &child.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => text_of(child),
    });
    texts.collect()
}

/// A text without white space and what no page can hold.
pub fn solid(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\0').collect()
}

/// The marks of a page as they are written.
pub struct Marks<'a> {
    /// The page without them.
    pub without: String,
    marks: Vec<(usize, &'a str)>,
}

impl<'a> Marks<'a> {
    pub fn of(html: &'a str) -> Self {
        let mut marks = Marks { without: String::new(), marks: Vec::new() };
        let mut rest = html;
        while let Some((before, tag)) = rest.split_once("<mark class=\"repere\" ") {
            let (attributes, text) = tag.split_once('>').expect("a tag ends");
            let (text, after) = text.split_once("</mark>").expect("a mark ends");
            let (_, number) = attributes.split_once("data-mention=\"").expect("a mark has a number");
            let (number, _) = number.split_once('"').expect("a value ends");
            marks.marks.push((number.parse().expect("it is a number"), text));
            marks.without.push_str(before);
            marks.without.push_str(text);
            rest = after;
        }
        marks.without.push_str(rest);
        marks
    }

    pub fn of_number(&self, number: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.marks.iter().filter(move |(other, _)| *other == number).map(|(_, text)| *text)
    }
}
