//! TEI, read with an XML parser.

use repere::Span;
use repere::format::{Zone, ZoneKind};
use roxmltree::{Document, Node};

use crate::{Form, Mark, article, marks, written};

/// A text as XML can hold it.
fn as_xml_can(text: &str) -> String {
    let fits = |letter: char| {
        matches!(letter, '\t' | '\n' | '\r' | ' '..) && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().map(|letter| if fits(letter) { letter } else { '\u{fffd}' }).collect()
}

/// All text is in `body`; names point at entities of the lists.
pub fn read(output: &str, text: &str) -> Vec<Mark> {
    let document = Document::parse(output).expect("it is XML");
    let body = find(document.root(), "body");
    assert_eq!(content(body), as_xml_can(text));
    let ids: Vec<&str> = document
        .descendants()
        .filter(|node| ["person", "place", "org"].contains(&node.tag_name().name()))
        .filter_map(|node| node.attribute(("http://www.w3.org/XML/1998/namespace", "id")))
        .collect();
    let mut marks = Vec::new();
    let mut at = 0;
    for node in body.descendants() {
        if node.is_text() {
            let is_block = |node: &Node| ["p", "head"].contains(&node.tag_name().name());
            let words = node.text().unwrap_or_default();
            assert!(
                node.ancestors().any(|node| is_block(&node))
                    || words.trim_matches([' ', '\t', '\r', '\n']).is_empty()
            );
            at += words.chars().count();
        }
        let label = match node.tag_name().name() {
            "persName" => "PER",
            "placeName" => "LOC",
            "orgName" => "ORG",
            "date" => "DATE",
            _ => continue,
        };
        if label != "DATE" {
            let target = node.attribute("ref").and_then(|target| target.strip_prefix('#'));
            assert!(target.is_some_and(|target| ids.contains(&target)), "{target:?} is an entity");
        }
        let length = content(node).chars().count();
        let mark = Mark::at(text, at, at + length, label);
        assert_eq!(content(node), as_xml_can(&mark.text));
        marks.push(mark);
    }
    marks
}

fn find<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Node<'a, 'i> {
    node.descendants().find(|node| node.tag_name().name() == name).expect("the element is there")
}

fn content(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

#[test]
fn zones_are_heads_and_paragraphs_and_dates_have_values() {
    let text = "Macron à Paris\n\nEn bref.\n\nIl est né en 1977. Il viendra samedi.\n\nIl partira dans les années 2030.";
    let mut article = article("a", text);
    let zone = |kind, from: usize, to: usize| Zone { kind, span: Span::new(from, to) };
    let end = text.len();
    article.0.zones =
        vec![zone(ZoneKind::Title, 0, 15), zone(ZoneKind::Lead, 17, 25), zone(ZoneKind::Body, 27, end)];
    let output = written(Form::Tei, &[article.clone()]);
    assert_eq!(read(&output, text), marks(text, &article.1));
    for part in [
        "<title>Macron à Paris</title>",
        "<creation><date when=\"2016-10-28\">",
        "<head><persName ref=\"#e1\">Macron</persName> à <placeName",
        "<p rend=\"lead\">En bref.</p>",
        "<date when=\"1977\">1977</date>",
        "<date when=\"2016-10-29\">samedi</date>",
        "<date notBefore=\"2030-01-01\" notAfter=\"2039-12-31\">années 2030</date>",
    ] {
        assert!(output.contains(part), "{part} is not in {output}");
    }
}

#[test]
fn several_articles_are_a_corpus_with_ids_of_their_own() {
    let text = "Emmanuel Macron est à Paris.";
    let output = written(Form::Tei, &[article("a", text), article("<b>&\"", text)]);
    let document = Document::parse(&output).expect("it is XML");
    assert_eq!(document.root_element().tag_name().name(), "teiCorpus");
    let mut ids: Vec<&str> = document
        .descendants()
        .filter_map(|node| node.attribute(("http://www.w3.org/XML/1998/namespace", "id")))
        .collect();
    assert_eq!(ids.len(), 4);
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert_eq!(written(Form::Tei, &[]), "");
}
