//! A reader a format, by the rules of each.

use std::collections::{BTreeSet, HashMap};

use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use serde_json::Value;

use crate::Mark;

fn json(line: &str) -> Value {
    serde_json::from_str(line).expect("it is JSON")
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).expect("it is a whole number")
}

fn string(value: &Value) -> &str {
    value.as_str().expect("it is a string")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("it is an array")
}

/// The model of the W3C: a collection, its page, annotations with bodies and a target with two selectors that mean the same.
pub fn web_annotation(output: &str, text: &str) -> Vec<Mark> {
    let collection = json(output);
    assert_eq!(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(collection["type"], "AnnotationCollection");
    let page = &collection["first"];
    assert_eq!((&page["type"], number(&page["startIndex"])), (&"AnnotationPage".into(), 0));
    let annotations = list(&page["items"]);
    assert_eq!(number(&collection["total"]), annotations.len());
    annotations.iter().map(|annotation| web_mark(annotation, text)).collect()
}

fn web_mark(annotation: &Value, text: &str) -> Mark {
    assert_eq!(annotation["type"], "Annotation");
    assert!(string(&annotation["id"]).contains(':'), "an annotation has an IRI");
    let bodies = list(&annotation["body"]);
    let is_class = |body: &&Value| body["purpose"] == "classifying";
    let label = string(&bodies.iter().find(is_class).expect("a mention has a type")["value"]);
    let [position, quote] = list(&annotation["target"]["selector"]) else { panic!("two selectors") };
    assert_eq!(position["type"], "TextPositionSelector");
    assert_eq!(quote["type"], "TextQuoteSelector");
    let mark = Mark::at(text, number(&position["start"]), number(&position["end"]), label);
    assert_eq!(string(&quote["exact"]), mark.text);
    let (prefix, suffix) = (string(&quote["prefix"]), string(&quote["suffix"]));
    let before: String = text.chars().take(mark.start).collect();
    let behind: String = text.chars().skip(mark.end).collect();
    assert!(before.ends_with(prefix) && behind.starts_with(suffix));
    assert!(prefix.chars().count() <= 32 && suffix.chars().count() <= 32);
    assert_eq!((prefix.is_empty(), suffix.is_empty()), (before.is_empty(), behind.is_empty()));
    mark
}

/// Four columns; IOB2; the tokens are all of the text that is no white space.
pub fn conll(output: &str, text: &str) -> Vec<Mark> {
    let (document, sentences) = output.split_once("\n\n").unwrap_or((output.trim_end(), ""));
    assert_eq!(document, "-DOCSTART- -X- O O");
    let letters: Vec<char> = text.chars().collect();
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = 0;
    for sentence in sentences.split("\n\n").filter(|sentence| !sentence.is_empty()) {
        let mut last = "O".to_owned();
        for line in sentence.split('\n') {
            let columns: Vec<&str> = line.split(' ').collect();
            let [token, "_", place, tag] = columns[..] else { panic!("four columns: {line:?}") };
            assert!(!token.is_empty() && !token.contains(is_space), "a token is one word: {token:?}");
            let (start, end) = place.split_once(':').expect("start and end");
            let (start, end): (usize, usize) =
                (start.parse().expect("a number"), end.parse().expect("a number"));
            assert!(letters[at..start].iter().all(|&letter| is_space(letter)), "no word is left out");
            assert_eq!(token, letters[start..end].iter().collect::<String>());
            at = end;
            match tag.split_once('-') {
                Some(("B", label)) => marks.push(Mark::at(text, start, end, label)),
                Some(("I", label)) => {
                    assert!(last.ends_with(label), "{tag} behind {last}");
                    let mark = marks.last_mut().expect("I- comes behind B-");
                    *mark = Mark::at(text, mark.start, end, label);
                }
                _ => assert_eq!(tag, "O"),
            }
            last = tag.to_owned();
        }
    }
    assert!(letters[at..].iter().all(|&letter| is_space(letter)), "no word is left out");
    marks
}

/// As `str.isspace` of Python.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter)
}

/// What `Doc.from_json` asks: tokens that are the text but for a space behind each, entities and sentences that begin and end with tokens.
pub fn spacy(output: &str, text: &str) -> Vec<Mark> {
    let document = json(output);
    assert_eq!(string(&document["text"]), text);
    let span = |value: &Value| (number(&value["start"]), number(&value["end"]));
    let tokens: Vec<(usize, usize)> = list(&document["tokens"]).iter().map(span).collect();
    let letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    for &(start, end) in &tokens {
        let gap = &letters[at..start];
        assert!(gap.is_empty() || gap == [' '] && at > 0, "{gap:?} is in no token");
        assert!(start < end);
        at = end;
    }
    assert!(letters[at..].is_empty() || letters[at..] == [' ']);
    let sentences: Vec<(usize, usize)> = list(&document["sents"]).iter().map(span).collect();
    assert_eq!(sentences.first().map(|first| first.0), tokens.first().map(|first| first.0));
    assert_eq!(sentences.last().map(|last| last.1), tokens.last().map(|last| last.1));
    let entities: Vec<(usize, usize)> = list(&document["ents"]).iter().map(span).collect();
    for (start, end) in sentences.iter().chain(&entities) {
        assert!(tokens.iter().any(|token| token.0 == *start) && tokens.iter().any(|token| token.1 == *end));
    }
    let links = list(&document["spans"]["repere"]);
    assert_eq!(links.iter().map(span).collect::<Vec<_>>(), entities);
    let mark = |entity: &Value| {
        let (start, end) = span(entity);
        Mark::at(text, start, end, string(&entity["label"]))
    };
    list(&document["ents"]).iter().map(mark).collect()
}

/// A task with regions that the documented labels fit.
pub fn label_studio(output: &str, text: &str) -> Vec<Mark> {
    let tasks = json(output);
    let [task] = list(&tasks) else { panic!("one task") };
    assert_eq!(string(&task["data"]["text"]), text);
    let [prediction] = list(&task["predictions"]) else { panic!("one prediction") };
    let mut ids = Vec::new();
    let mark = |region: &Value| {
        assert_eq!((&region["from_name"], &region["to_name"]), (&"label".into(), &"text".into()));
        assert_eq!(region["type"], "labels");
        let value = &region["value"];
        let [label] = list(&value["labels"]) else { panic!("one label") };
        let mark = Mark::at(text, number(&value["start"]), number(&value["end"]), string(label));
        assert_eq!(string(&value["text"]), mark.text);
        ids.push(string(&region["id"]).to_owned());
        mark
    };
    let marks: Vec<Mark> = list(&prediction["result"]).iter().map(mark).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), marks.len(), "each region has an id of its own");
    marks
}

/// RFC 4180, and no cell that a spreadsheet computes.
pub fn csv(output: &str, text: &str) -> Vec<Mark> {
    assert!(output.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let headings = reader.headers().expect("there are headings").clone();
    let rows = reader.records().map(|row| row.expect("all rows have as many cells"));
    let mark = |row: csv::StringRecord| {
        assert!(!row.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
        let cells: HashMap<&str, &str> = headings.iter().zip(row.iter()).collect();
        let offset = |name: &str| cells[name].parse().expect("a number");
        let mark = Mark::at(text, offset("start"), offset("end"), cells["type"]);
        assert_eq!(without_guard(cells["text"]), mark.text);
        mark
    };
    rows.map(mark).collect()
}

/// A cell without the apostrophe that keeps spreadsheets from computing it.
fn without_guard(cell: &str) -> &str {
    let guarded = cell
        .strip_prefix('\'')
        .filter(|rest| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']));
    guarded.unwrap_or(cell)
}

/// The objects of a string's triples, by the name of the predicate; RDF knows a triple only once.
type Facts = HashMap<String, BTreeSet<String>>;

/// NIF 2.0 Core: a context that is the text, and phrases that anchor in it.
pub fn nif(output: &str, text: &str) -> Vec<Mark> {
    let mut strings: HashMap<String, Facts> = HashMap::new();
    for triple in TurtleParser::new().for_slice(output.as_bytes()) {
        let triple = triple.expect("it is Turtle");
        let NamedOrBlankNode::NamedNode(subject) = triple.subject else { panic!("all strings have IRIs") };
        let object = match triple.object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(_) => panic!("nothing is blank"),
        };
        let predicate = triple.predicate.as_str().rsplit(['#', '/']).next().unwrap_or_default().to_owned();
        strings.entry(subject.into_string()).or_default().entry(predicate).or_default().insert(object);
    }
    let is_context = |facts: &Facts| facts.contains_key("isString");
    let (context, facts) = strings.iter().find(|(_, facts)| is_context(facts)).expect("there is a context");
    assert_eq!(only(facts, "isString"), text);
    assert_eq!(only(facts, "endIndex"), text.chars().count().to_string());
    // A mention that is the whole text is called as the context is.
    let phrases = strings.iter().filter(|(_, facts)| facts.contains_key("referenceContext"));
    let mut marks: Vec<Mark> = phrases.map(|(iri, facts)| phrase(iri, facts, context, text)).collect();
    marks.sort_unstable();
    marks
}

/// The one object of a predicate.
fn only<'f>(facts: &'f Facts, name: &str) -> &'f str {
    assert_eq!(facts[name].len(), 1, "{name}");
    facts[name].first().expect("it has one")
}

fn phrase(iri: &str, facts: &Facts, context: &str, text: &str) -> Mark {
    assert_eq!(only(facts, "referenceContext"), context);
    let (start, end) = (only(facts, "beginIndex"), only(facts, "endIndex"));
    assert!(iri.ends_with(&format!("#char={start},{end}")), "{iri}");
    let label = match only(facts, "taClassRef").rsplit(['#', '/']).next() {
        Some("Person") => "PER",
        Some("Place") => "LOC",
        Some("Organisation") => "ORG",
        class => {
            assert_eq!(class, Some("TemporalEntity"));
            "DATE"
        }
    };
    let mark = Mark::at(text, start.parse().expect("a number"), end.parse().expect("a number"), label);
    assert_eq!(only(facts, "anchorOf"), mark.text);
    mark
}
