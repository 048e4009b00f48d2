//! TEI P5: the article with its names and dates marked.

mod blocks;
mod date;

use std::io::{self, Write};

use self::blocks::{Block, BlockKind, blocks};
use self::date::date_attributes;
use super::ArticleWriter;
use super::found::{Found, FoundEntity};
use super::xml::Escaped::{Attribute, Content};
use crate::dictionary::Lexicon;
use crate::format::{Article, article_iri};
use crate::{EntityType, Mention, Span, Tagged};

/// Writes TEI P5: `persName`, `placeName`, `orgName` and `date` in the paragraphs of the text, and the entities in lists of their own.
///
/// One article is a `TEI`, several are in a `teiCorpus`. An entity stands in `standOff` with its names, its ids (`idno`) and its salience (a note);
/// mentions point at it (`ref`). Title and lead are a `head` and a paragraph of their own kind, where the reader knew them. The text between the tags of
/// `body` is that of the article, character for character, but for those that XML cannot hold (they become U+FFFD).
pub struct TeiWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
    is_corpus: bool,
    count: usize,
}

impl<'l, W: Write> TeiWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`, of a corpus or of one article.
    pub fn new(out: W, lexicon: &'l Lexicon, is_corpus: bool) -> Self {
        TeiWriter { out, lexicon, is_corpus, count: 0 }
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.tei-c.org/ns/1.0\"";

impl<W: Write> ArticleWriter for TeiWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        self.count += 1;
        if self.count == 1 {
            self.out.write_all(DECLARATION.as_bytes())?;
            if self.is_corpus {
                writeln!(self.out, "<teiCorpus {NAMESPACE}>\n{}", header("Articles", None))?;
            }
        }
        let found = Found::new(article, tagged, self.lexicon);
        // Ids are those of a file: each article of a corpus has its own.
        let prefix = if self.is_corpus { format!("a{}.", self.count) } else { String::new() };
        TeiArticle { found: &found, prefix }.write(&mut self.out)?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        // A corpus without articles is none in TEI: then nothing was written.
        if self.is_corpus && self.count > 0 {
            writeln!(self.out, "</teiCorpus>")?;
        }
        self.out.flush()
    }
}

/// The header of a file or an article.
fn header(title: &str, article: Option<&Article>) -> String {
    let source = match article {
        Some(article) => {
            let (id, iri) = (article.id.to_string(), article_iri(&article.id));
            format!("<p><idno>{}</idno> <ref target=\"{}\"/></p>", Content(&id), Attribute(&iri))
        }
        None => "<p>Each article has its own.</p>".to_owned(),
    };
    let day = article.and_then(|article| article.published);
    let creation = day.map(|day| format!("<creation><date when=\"{day}\">{day}</date></creation>"));
    let language = article.map_or("fr", Article::language_tag);
    let name = if language == "fr" { "français" } else { language };
    format!(
        "<teiHeader>\n<fileDesc>\n<titleStmt><title>{}</title></titleStmt>\n\
         <publicationStmt><p>Tagged by Repère {} (dictionaries {}).</p></publicationStmt>\n\
         <sourceDesc>{source}</sourceDesc>\n</fileDesc>\n\
         <profileDesc>{}<langUsage><language ident=\"{language}\">{name}</language></langUsage></profileDesc>\n</teiHeader>",
        Content(title),
        crate::VERSION,
        crate::DICTIONARIES_VERSION,
        creation.unwrap_or_default(),
    )
}

/// An article on its way out.
struct TeiArticle<'a> {
    found: &'a Found<'a>,
    prefix: String,
}

impl TeiArticle<'_> {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let article = self.found.article;
        let title = self.found.headline().unwrap_or_else(|| article.id.to_string());
        writeln!(out, "<TEI {NAMESPACE} xml:lang=\"{}\">", article.language_tag())?;
        writeln!(out, "{}", header(&title, Some(article)))?;
        self.lists(out)?;
        out.write_all(b"<text>\n<body><div>")?;
        self.body(out)?;
        out.write_all(b"</div></body>\n</text>\n</TEI>\n")
    }

    /// The entities, a list a type.
    fn lists(&self, out: &mut impl Write) -> io::Result<()> {
        const LISTS: [(EntityType, &str, &str); 3] = [
            (EntityType::Person, "listPerson", "person"),
            (EntityType::Place, "listPlace", "place"),
            (EntityType::Organisation, "listOrg", "org"),
        ];
        let lists = LISTS.map(|(kind, list, item)| (self.found.of_type(kind), list, item));
        if lists.iter().all(|(entities, ..)| entities.is_empty()) {
            return Ok(());
        }
        writeln!(out, "<standOff>")?;
        for (entities, list, item) in lists.iter().filter(|(entities, ..)| !entities.is_empty()) {
            writeln!(out, "<{list}>")?;
            for found in entities {
                self.item(out, found, item)?;
            }
            writeln!(out, "</{list}>")?;
        }
        writeln!(out, "</standOff>")
    }

    fn item(&self, out: &mut impl Write, found: &FoundEntity, item: &str) -> io::Result<()> {
        let entity = found.entity;
        let name = element(entity.entity_type);
        write!(out, "<{item} xml:id=\"{}\">", self.id(found))?;
        write!(out, "<{name}>{}</{name}>", Content(&entity.name))?;
        for alias in &entity.aliases {
            write!(out, "<{name} type=\"alias\">{}</{name}>", Content(alias))?;
        }
        for (kind, id) in found.ids.all().iter().filter_map(|id| id.split_once(':')) {
            write!(out, "<idno type=\"{}\">{}</idno>", Attribute(kind), Content(id))?;
        }
        writeln!(out, "<note type=\"salience\">{:.2}</note></{item}>", found.salience)
    }

    fn id(&self, found: &FoundEntity) -> String {
        format!("{}e{}", self.prefix, found.entity.id.0)
    }

    /// The text in its blocks, with what stands between them between them.
    fn body(&self, out: &mut impl Write) -> io::Result<()> {
        let article = self.found.article;
        let blocks = blocks(article, self.found.mentions);
        let mut end = 0;
        let mut mentions = self.found.mentions;
        for block in &blocks {
            write!(out, "{}", Content(&article.text[end..block.span.start()]))?;
            let inside =
                mentions.iter().take_while(|mention| mention.span.start() < block.span.end()).count();
            self.block(out, block, &mentions[..inside])?;
            mentions = &mentions[inside..];
            end = block.span.end();
        }
        if blocks.is_empty() {
            // A division holds something.
            out.write_all(b"<p/>")?;
        }
        write!(out, "{}", Content(&article.text[end..]))
    }

    fn block(&self, out: &mut impl Write, block: &Block, mentions: &[Mention]) -> io::Result<()> {
        let text = &self.found.article.text;
        let (open, close) = match block.kind {
            BlockKind::Head => ("<head>", "</head>"),
            BlockKind::Lead => ("<p rend=\"lead\">", "</p>"),
            BlockKind::Paragraph => ("<p>", "</p>"),
        };
        out.write_all(open.as_bytes())?;
        let mut end = block.span.start();
        for mention in mentions {
            write!(out, "{}", Content(&text[end..mention.span.start()]))?;
            self.mention(out, mention, mention.span)?;
            end = mention.span.end();
        }
        write!(out, "{}{close}", Content(&text[end..block.span.end()]))
    }

    fn mention(&self, out: &mut impl Write, mention: &Mention, span: Span) -> io::Result<()> {
        let words = Content(span.of(&self.found.article.text));
        let name = element(mention.entity_type);
        match mention.entity_type {
            EntityType::Date => {
                let attributes = mention.value.map(|value| date_attributes(&value)).unwrap_or_default();
                write!(out, "<{name}{attributes}>{words}</{name}>")
            }
            _ => write!(out, "<{name} ref=\"#{}\">{words}</{name}>", self.id(self.found.entity(mention))),
        }
    }
}

/// The element of a name.
fn element(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "persName",
        EntityType::Place => "placeName",
        EntityType::Organisation => "orgName",
        EntityType::Date => "date",
    }
}
