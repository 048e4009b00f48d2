//! NIF 2.0, the NLP Interchange Format, as Turtle.

use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxttl::TurtleSerializer;
use oxttl::turtle::WriterTurtleSerializer;

use super::ArticleWriter;
use super::found::{Found, Placed};
use crate::dictionary::Lexicon;
use crate::format::ids::minted;
use crate::format::offset::OffsetUnit;
use crate::format::{Article, article_iri};
use crate::{EntityType, Tagged};

/// Writes Turtle: of each article the context with its whole text, and a phrase a mention.
///
/// Both are called by the IRI of the article and `#char=START,END` of RFC 5147, in code points. A phrase has the IRI of its entity
/// (`itsrdf:taIdentRef`), the class of it in the ontology of DBpedia (`itsrdf:taClassRef`; of a date in OWL-Time), and of a date the value, an EDTF literal.
/// The prefixes stand above each article, so that files can be put together and cut between two articles.
pub struct NifWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
}

impl<'l, W: Write> NifWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        NifWriter { out, lexicon }
    }
}

impl<W: Write> ArticleWriter for NifWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let found = Found::new(article, tagged, self.lexicon);
        let mut triples = Triples::new(&mut self.out, article);
        let context = triples.context(article)?;
        for placed in found.placed(OffsetUnit::Chars) {
            triples.phrase(&context, &found, &placed)?;
        }
        triples.out.finish()?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The vocabularies, by prefix.
const PREFIXES: [(&str, &str); 3] = [
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("itsrdf", "http://www.w3.org/2005/11/its/rdf#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

const EDTF: NamedNodeRef = NamedNodeRef::new_unchecked("http://id.loc.gov/datatypes/edtf/EDTF");

fn nif(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{name}", PREFIXES[0].1))
}

fn itsrdf(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{name}", PREFIXES[1].1))
}

fn class(entity_type: EntityType) -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked(match entity_type {
        EntityType::Person => "http://dbpedia.org/ontology/Person",
        EntityType::Place => "http://dbpedia.org/ontology/Place",
        EntityType::Organisation => "http://dbpedia.org/ontology/Organisation",
        EntityType::Date => "http://www.w3.org/2006/time#TemporalEntity",
    })
}

/// The triples of an article on their way out.
struct Triples<W: Write> {
    out: WriterTurtleSerializer<W>,
    /// What `#char=` is written behind.
    document: String,
}

impl<W: Write> Triples<W> {
    fn new(out: W, article: &Article) -> Self {
        let serializer = PREFIXES.iter().fold(TurtleSerializer::new(), |serializer, (prefix, iri)| {
            serializer.with_prefix(*prefix, *iri).expect("the prefixes are IRIs")
        });
        let iri = article_iri(&article.id);
        // An IRI has one fragment at most.
        let document = if iri.contains('#') { minted("article", &article.id) } else { iri };
        Triples { out: serializer.for_writer(out), document }
    }

    /// Writes the context; returns what it is called.
    fn context(&mut self, article: &Article) -> io::Result<NamedNode> {
        let length = OffsetUnit::Chars.length(&article.text);
        let context = self.string(0, length, "Context")?;
        let text = LiteralRef::new_simple_literal(&article.text);
        self.triple(&context, nif("isString").as_ref(), text)?;
        self.triple(&context, nif("sourceUrl").as_ref(), &NamedNode::new_unchecked(&self.document))?;
        Ok(context)
    }

    fn phrase(&mut self, context: &NamedNode, found: &Found, placed: &Placed) -> io::Result<()> {
        let phrase = self.string(placed.start, placed.end, "Phrase")?;
        self.triple(&phrase, nif("referenceContext").as_ref(), context)?;
        let words = placed.mention.span.of(&found.article.text);
        self.triple(&phrase, nif("anchorOf").as_ref(), LiteralRef::new_simple_literal(words))?;
        let class = class(placed.mention.entity_type);
        self.triple(&phrase, itsrdf("taClassRef").as_ref(), class)?;
        if let Some(iri) = found.entity(placed.mention).ids.iri() {
            self.triple(&phrase, itsrdf("taIdentRef").as_ref(), &NamedNode::new_unchecked(iri))?;
        }
        if let Some(value) = placed.mention.value {
            let value = value.to_string();
            self.triple(&phrase, rdf::VALUE, LiteralRef::new_typed_literal(&value, EDTF))?;
        }
        Ok(())
    }

    /// Writes what all strings have; returns what it is called.
    fn string(&mut self, start: usize, end: usize, class: &str) -> io::Result<NamedNode> {
        let string = NamedNode::new_unchecked(format!("{}#char={start},{end}", self.document));
        self.triple(&string, rdf::TYPE, &nif(class))?;
        self.triple(&string, rdf::TYPE, &nif("RFC5147String"))?;
        for (name, offset) in [("beginIndex", start), ("endIndex", end)] {
            let offset = offset.to_string();
            let offset = LiteralRef::new_typed_literal(&offset, xsd::NON_NEGATIVE_INTEGER);
            self.triple(&string, nif(name).as_ref(), offset)?;
        }
        Ok(string)
    }

    fn triple<'a>(
        &mut self,
        subject: &'a NamedNode,
        predicate: NamedNodeRef<'a>,
        object: impl Into<TermRef<'a>>,
    ) -> io::Result<()> {
        self.out.serialize_triple(TripleRef::new(subject, predicate, object))
    }
}
