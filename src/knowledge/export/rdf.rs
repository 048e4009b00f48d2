//! RDF: entities as concepts of SKOS and things of schema.org, articles with what they are about and what they mention.
//!
//! What is unresolved is no thing: it is a keyword of its article.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, TripleRef};
use oxttl::TurtleSerializer;
use serde_json::{Value, json};

use super::ExportError;
use crate::EntityType;
use crate::knowledge::Base;
use crate::knowledge::records::{ArticleRecord, EntityRecord};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SCHEMA: &str = "https://schema.org/";

/// From this salience on an article is about an entity.
const ABOUT: f64 = 0.5;

/// A node of the graph: what is said of one thing.
struct Node {
    iri: String,
    /// Names of classes, `skos:Concept`.
    classes: Vec<&'static str>,
    texts: Vec<(&'static str, Text)>,
    links: Vec<(&'static str, String)>,
}

/// A literal.
enum Text {
    French(String),
    Plain(String),
    Day(String),
}

/// Writes a base as Turtle; `root` is what the IRIs of entities and articles begin with, `https://news.example/id/`.
///
/// # Errors
///
/// Where the base cannot be read or the output not written, or `root` is no beginning of an IRI.
pub fn write_turtle(base: &Base, root: &str, out: impl Write) -> Result<(), ExportError> {
    let serializer = TurtleSerializer::new()
        .with_prefix("skos", SKOS)
        .and_then(|turtle| turtle.with_prefix("schema", SCHEMA));
    let serializer = serializer.map_err(|error| io::Error::other(error.to_string()))?;
    let writer = RefCell::new(serializer.for_writer(out));
    let write = |node: Node| turtle_node(&node, &mut |triple| writer.borrow_mut().serialize_triple(triple));
    base.records(
        |entity| entity_node(root, &entity).map_or(Ok(()), write),
        |article| write(article_node(root, &article)),
    )?;
    Ok(writer.into_inner().finish()?.flush()?)
}

/// Writes a base as JSON-LD, one node a line; `root` is as for [`write_turtle`].
///
/// # Errors
///
/// As [`write_turtle`].
pub fn write_jsonld(base: &Base, root: &str, out: impl Write) -> Result<(), ExportError> {
    let out = RefCell::new(out);
    let context = json!({
        "skos": SKOS, "schema": SCHEMA, "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    write!(out.borrow_mut(), "{{\"@context\":{context},\"@graph\":[")?;
    let separator = RefCell::new("\n");
    let write = |node: Node| -> Result<(), ExportError> {
        let separator = separator.replace(",\n");
        NamedNode::new(&node.iri).map_err(|error| no_iri(&node.iri, &error))?;
        Ok(write!(out.borrow_mut(), "{separator}{}", jsonld_node(&node))?)
    };
    base.records(
        |entity| entity_node(root, &entity).map_or(Ok(()), &write),
        |article| write(article_node(root, &article)),
    )?;
    writeln!(out.borrow_mut(), "\n]}}")?;
    Ok(out.into_inner().flush()?)
}

/// An entity; nothing where it is unresolved.
fn entity_node(root: &str, entity: &EntityRecord) -> Option<Node> {
    if !entity.line.is_resolved() {
        return None;
    }
    let class = match entity.line.entity_type {
        EntityType::Person => "schema:Person",
        EntityType::Place => "schema:Place",
        EntityType::Organisation => "schema:Organization",
        EntityType::Date => return None,
    };
    let name = &entity.line.name;
    let mut texts = vec![
        ("skos:prefLabel", Text::French(name.clone())),
        ("schema:name", Text::French(name.clone())),
        ("schema:identifier", Text::Plain(entity.line.key.clone())),
    ];
    let others = entity.names.iter().map(|other| &other.name).filter(|other| *other != name);
    texts.extend(others.map(|other| ("skos:altLabel", Text::French(other.clone()))));
    let mut links = Vec::new();
    for id in &entity.line.ids {
        match elsewhere(id) {
            Some(iri) => links.extend([("skos:exactMatch", iri.clone()), ("schema:sameAs", iri)]),
            None => texts.push(("skos:notation", Text::Plain(id.clone()))),
        }
    }
    Some(Node { iri: entity_iri(root, &entity.line.key), classes: vec!["skos:Concept", class], texts, links })
}

fn article_node(root: &str, article: &ArticleRecord) -> Node {
    let mut texts = vec![
        ("schema:identifier", Text::Plain(article.article.clone())),
        ("schema:headline", Text::French(article.title.clone())),
    ];
    texts.extend(article.published.clone().map(|day| ("schema:datePublished", Text::Day(day))));
    let mut links: BTreeMap<String, bool> = BTreeMap::new();
    let mut keywords: BTreeSet<&str> = BTreeSet::new();
    let own = format!("@{}", article.article);
    for mention in &article.mentions {
        match &mention.entity {
            Some(key) if key.ends_with(&own) => _ = keywords.insert(&mention.text),
            Some(key) => {
                let is_about = links.entry(entity_iri(root, key)).or_default();
                *is_about |= mention.salience.is_some_and(|salience| salience >= ABOUT);
            }
            None => {}
        }
    }
    texts.extend(keywords.into_iter().map(|word| ("schema:keywords", Text::French(word.to_owned()))));
    let links = links.into_iter().flat_map(|(iri, is_about)| {
        let about = is_about.then(|| ("schema:about", iri.clone()));
        std::iter::once(("schema:mentions", iri)).chain(about)
    });
    Node {
        iri: format!("{root}article/{}", escaped(&article.article)),
        classes: vec!["schema:NewsArticle"],
        texts,
        links: links.collect(),
    }
}

fn entity_iri(root: &str, key: &str) -> String {
    format!("{root}entity/{}", escaped(key))
}

/// Where an id elsewhere stands on the web, of the registers that say so.
fn elsewhere(id: &str) -> Option<String> {
    let (scheme, value) = id.split_once(':')?;
    match scheme {
        "wikidata" => Some(format!("http://www.wikidata.org/entity/{}", escaped(value))),
        "geonames" => Some(format!("https://sws.geonames.org/{}/", escaped(value))),
        "viaf" => Some(format!("http://viaf.org/viaf/{}", escaped(value))),
        "isni" => Some(format!("https://isni.org/isni/{}", escaped(value))),
        _ => None,
    }
}

/// A text as part of an IRI: all but letters and digits of ASCII and `-._~:@` as `%..`.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'@' => {
                escaped.push(char::from(byte));
            }
            _ => escaped += &format!("%{byte:02X}"),
        }
    }
    escaped
}

fn expanded(name: &str) -> String {
    match name.split_once(':') {
        Some(("skos", local)) => format!("{SKOS}{local}"),
        Some((_, local)) => format!("{SCHEMA}{local}"),
        None => name.to_owned(),
    }
}

fn no_iri(text: &str, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("`{text}` is no IRI: {error}"))
}

fn turtle_node(node: &Node, write: &mut dyn FnMut(TripleRef) -> io::Result<()>) -> Result<(), ExportError> {
    let subject = NamedNode::new(&node.iri).map_err(|error| no_iri(&node.iri, &error))?;
    let classes = node.classes.iter().map(|class| (rdf::TYPE.as_str().to_owned(), expanded(class)));
    let links = node.links.iter().map(|(name, iri)| (expanded(name), iri.clone()));
    for (predicate, object) in classes.chain(links) {
        let object = NamedNode::new(&object).map_err(|error| no_iri(&object, &error))?;
        write(TripleRef::new(subject.as_ref(), NamedNodeRef::new_unchecked(&predicate), object.as_ref()))?;
    }
    for (name, text) in &node.texts {
        let predicate = expanded(name);
        let literal = match text {
            Text::French(text) => LiteralRef::new_language_tagged_literal_unchecked(text, "fr"),
            Text::Plain(text) => LiteralRef::new_simple_literal(text),
            Text::Day(day) => LiteralRef::new_typed_literal(day, xsd::DATE),
        };
        write(TripleRef::new(subject.as_ref(), NamedNodeRef::new_unchecked(&predicate), literal))?;
    }
    Ok(())
}

fn jsonld_node(node: &Node) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("@id".to_owned(), json!(node.iri));
    object.insert("@type".to_owned(), json!(node.classes));
    let links = node.links.iter().map(|(name, iri)| (*name, json!({"@id": iri})));
    let texts = node.texts.iter().map(|(name, text)| {
        let value = match text {
            Text::French(text) => json!({"@value": text, "@language": "fr"}),
            Text::Plain(text) => json!(text),
            Text::Day(day) => json!({"@value": day, "@type": "xsd:date"}),
        };
        (*name, value)
    });
    for (name, value) in links.chain(texts) {
        match object.entry(name).or_insert_with(|| json!([])) {
            Value::Array(values) => values.push(value),
            _ => unreachable!("every property is a list"),
        }
    }
    Value::Object(object)
}
