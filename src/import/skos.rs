//! SKOS thesauri in Turtle, N-Triples or RDF/XML: the French labels of their concepts.
//!
//! The statements are read as a stream; of each concept only its French labels and its links are kept until the end of the
//! file, since statements about one concept may stand anywhere in it.

use std::collections::HashMap;
use std::io::{self, BufRead, Read};

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxrdfxml::{RdfXmlParseError, RdfXmlParser};
use oxttl::{TurtleParseError, TurtleParser};

use super::fault::Fault;
use super::input::Input;
use super::record::Record;
use super::slug::slug;
use super::tally::Skip;
use super::{Collector, Importer};
use crate::EntityType;

/// Imports the concepts of a thesaurus, all as one type: a thesaurus does not say what its concepts are.
#[derive(Clone, Debug)]
pub struct Skos {
    /// The type of the entries.
    pub entity_type: EntityType,
    /// Only the concepts of this scheme.
    pub scheme: Option<String>,
}

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// What is known of a concept so far.
#[derive(Default)]
struct Concept {
    is_concept: bool,
    /// Whether it is said to be something else, as the scheme itself.
    is_other: bool,
    name: Option<String>,
    aliases: Vec<String>,
    ids: Vec<String>,
    schemes: Vec<String>,
}

impl Importer for Skos {
    fn source(&self) -> &str {
        "a SKOS thesaurus"
    }

    fn licence(&self) -> &str {
        "not stated"
    }

    fn settings(&self) -> String {
        format!("{self:?}")
    }

    fn import(&self, mut input: Input<'_>, collector: &mut Collector<'_>) -> Result<(), Fault> {
        let mut concepts = Concepts::default();
        if is_xml(&mut input)? {
            read_xml(&mut input, &mut concepts)?;
        } else {
            read_turtle(&mut input, &mut concepts, collector)?;
        }
        concepts.hand_in(self, collector)
    }
}

/// Whether a file is RDF/XML: whether it begins with `<?xml`, `<rdf:` or a comment of XML.
fn is_xml(input: &mut Input<'_>) -> Result<bool, Fault> {
    let bytes = input.reader.fill_buf().map_err(|error| Fault::of_system(&input.path, &error))?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    Ok([b"<?xml".as_slice(), b"<rdf:", b"<!--", b"<!DOCTYPE"].iter().any(|mark| text.starts_with(mark)))
}

fn read_turtle(
    input: &mut Input<'_>,
    concepts: &mut Concepts,
    collector: &mut Collector<'_>,
) -> Result<(), Fault> {
    let name = input.name();
    let parser = TurtleParser::new().with_base_iri(BASE).expect("the base is an IRI");
    for triple in parser.for_reader(&mut input.reader) {
        match triple {
            Ok(triple) => concepts.add(&triple),
            // The parser goes on behind a statement that is wrong.
            Err(TurtleParseError::Syntax(error)) => collector.fault(Fault {
                file: name.clone(),
                line: error.location().start.line + 1,
                message: error.message().to_owned(),
            }),
            Err(TurtleParseError::Io(error)) => return Err(Fault::of_system(&input.path, &error)),
        }
    }
    Ok(())
}

/// What relative IRIs are relative to, where the file does not say.
const BASE: &str = "http://localhost/";

fn read_xml(input: &mut Input<'_>, concepts: &mut Concepts) -> Result<(), Fault> {
    let name = input.name();
    let mut counted = LineCounter { inner: &mut input.reader, bytes: 0, lines: 0, last: Vec::new() };
    let mut parser =
        RdfXmlParser::new().with_base_iri(BASE).expect("the base is an IRI").for_reader(&mut counted);
    let mut error = None;
    while let Some(triple) = parser.next() {
        match triple {
            Ok(triple) => concepts.add(&triple),
            Err(wrong) => {
                error = Some((wrong, parser.buffer_position()));
                break;
            }
        }
    }
    drop(parser);
    match error {
        None => Ok(()),
        Some((wrong, position)) => Err(xml_fault(name, counted.line_at(position), &wrong)),
    }
}

fn xml_fault(file: String, line: u64, error: &RdfXmlParseError) -> Fault {
    Fault { file, line, message: error.to_string() }
}

/// Counts the lines of what is read; the parser of XML tells bytes only.
struct LineCounter<'r> {
    inner: &'r mut (dyn BufRead + Send),
    bytes: u64,
    /// The line breaks before what was read last.
    lines: u64,
    last: Vec<u8>,
}

impl Read for LineCounter<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.lines += breaks(&self.last);
        self.bytes += count as u64;
        self.last.clear();
        self.last.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

impl LineCounter<'_> {
    /// The line of a place in what was read last.
    fn line_at(&self, position: u64) -> u64 {
        let behind = self.bytes.saturating_sub(position) as usize;
        let before = self.last.len().saturating_sub(behind);
        self.lines + breaks(&self.last[..before]) + 1
    }
}

fn breaks(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}

/// The concepts of a file, in the order in which they came.
#[derive(Default)]
struct Concepts {
    numbers: HashMap<String, usize>,
    concepts: Vec<(String, Concept)>,
}

impl Concepts {
    fn add(&mut self, triple: &Triple) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return };
        let predicate = triple.predicate.as_str();
        if predicate == RDF_TYPE {
            let Term::NamedNode(class) = &triple.object else { return };
            let concept = self.concept(subject.as_str());
            match class.as_str().strip_prefix(SKOS) {
                Some("Concept") => concept.is_concept = true,
                _ => concept.is_other = true,
            }
            return;
        }
        let Some(property) = predicate.strip_prefix(SKOS) else { return };
        match (&triple.object, property) {
            (Term::Literal(label), "prefLabel" | "altLabel" | "hiddenLabel")
                if is_french(label.language()) =>
            {
                let concept = self.concept(subject.as_str());
                match property {
                    "prefLabel" if concept.name.is_none() => concept.name = Some(label.value().to_owned()),
                    _ => concept.aliases.push(label.value().to_owned()),
                }
            }
            (Term::NamedNode(object), "exactMatch") => {
                let id = id_of_match(object.as_str());
                self.concept(subject.as_str()).ids.extend(id);
            }
            (Term::NamedNode(scheme), "inScheme" | "topConceptOf") => {
                self.concept(subject.as_str()).schemes.push(scheme.as_str().to_owned());
            }
            _ => {}
        }
    }

    fn concept(&mut self, iri: &str) -> &mut Concept {
        let number = match self.numbers.get(iri) {
            Some(&number) => number,
            None => {
                self.numbers.insert(iri.to_owned(), self.concepts.len());
                self.concepts.push((iri.to_owned(), Concept::default()));
                self.concepts.len() - 1
            }
        };
        &mut self.concepts[number].1
    }

    fn hand_in(self, skos: &Skos, collector: &mut Collector<'_>) -> Result<(), Fault> {
        for (iri, concept) in self.concepts {
            if !concept.is_concept && (concept.is_other || concept.name.is_none()) {
                continue;
            }
            collector.read_one();
            if skos.scheme.as_ref().is_some_and(|scheme| !concept.schemes.contains(scheme)) {
                collector.skip(Skip::Scheme);
                continue;
            }
            match record(&iri, concept, skos.entity_type) {
                Some(record) => collector.take(record)?,
                None => collector.skip(Skip::NotFrench),
            }
        }
        Ok(())
    }
}

/// The record of a concept; nothing where it has no French name.
fn record(iri: &str, concept: Concept, entity_type: EntityType) -> Option<Record> {
    let bare = iri.split_once("://").map_or(iri, |(_, rest)| rest);
    let mut record =
        Record::new(format!("skos-{}", slug(&bare.replace('.', "-"))), entity_type, concept.name?);
    concept.aliases.into_iter().for_each(|alias| record.add_alias(alias));
    record.ids.push(format!("uri:{iri}"));
    record.ids.extend(concept.ids);
    Some(record)
}

fn is_french(language: Option<&str>) -> bool {
    language.and_then(|tag| tag.split('-').next()).is_some_and(|tag| tag.eq_ignore_ascii_case("fr"))
}

/// The id of what a concept is the same as, where it is known to dictionaries.
fn id_of_match(iri: &str) -> Option<String> {
    let path = iri.split_once("://").map_or(iri, |(_, rest)| rest);
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    if path.starts_with("www.wikidata.org/entity/Q") {
        Some(format!("wikidata:{last}"))
    } else if path.starts_with("sws.geonames.org/") {
        Some(format!("geonames:{last}"))
    } else {
        None
    }
}
