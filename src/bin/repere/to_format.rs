//! The forms of the output of `repere tag`.

use std::io::{self, Write};

use clap::ValueEnum;
use repere::dictionary::Lexicon;
use repere::format::{
    AnnotatedWriter, ArticleFolder, ArticleWriter, BratWriter, ConllWriter, CsvWriter, FolderWriter,
    HtmlInlineWriter, HtmlWriter, JsonLinesWriter, JsonOptions, JsonWriter, LabelStudioWriter, NifWriter,
    NinjsWriter, SchemaOrgWriter, SpacyWriter, TableWriter, TeiWriter, WebAnnotationWriter,
};

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ToFormat {
    /// A table for people
    Text,
    /// The text with marks in place
    Annotated,
    /// One JSON array, indented
    Json,
    /// JSON Lines: one object an article
    Jsonl,
    /// A page to look at: the article with its entities, of one article
    Html,
    /// The web page that was read, byte for byte, with the mentions marked
    HtmlInline,
    /// ninjs 3.1 (IPTC): the news item with `people`, `organisations`, `places`
    Ninjs,
    /// W3C Web Annotation, JSON-LD
    WebAnnotation,
    /// schema.org `NewsArticle` with `about` and `mentions`, JSON-LD
    SchemaOrg,
    /// TEI P5, XML
    Tei,
    /// brat standoff: a folder of .txt and .ann
    Brat,
    /// CoNLL, IOB2: a token a line
    Conll,
    /// spaCy: JSON Lines for `Doc.from_json`
    Spacy,
    /// Label Studio: tasks with predictions
    LabelStudio,
    /// A table with a row a mention
    Csv,
    /// NIF 2.0, Turtle
    Nif,
}

/// What writers are made from.
#[derive(Clone, Copy)]
pub struct Form<'t> {
    pub format: ToFormat,
    pub options: JsonOptions,
    pub lexicon: &'t Lexicon,
}

impl<'t> Form<'t> {
    /// A writer of articles, one after another, or of one alone.
    ///
    /// # Panics
    ///
    /// Where the form needs a folder.
    pub fn writer(
        self,
        out: impl Write + 't,
        with_colours: bool,
        are_several: bool,
    ) -> Box<dyn ArticleWriter + 't> {
        let lexicon = self.lexicon;
        match self.format {
            ToFormat::Text => Box::new(TableWriter::new(out, with_colours)),
            ToFormat::Annotated => Box::new(AnnotatedWriter::new(out, are_several)),
            ToFormat::Json => Box::new(JsonWriter::new(out, lexicon, self.options)),
            ToFormat::Jsonl => Box::new(JsonLinesWriter::new(out, lexicon, self.options)),
            ToFormat::Html => Box::new(HtmlWriter::new(out, lexicon)),
            ToFormat::HtmlInline => Box::new(HtmlInlineWriter::new(out, lexicon)),
            ToFormat::Ninjs => Box::new(NinjsWriter::new(out, lexicon)),
            ToFormat::WebAnnotation => Box::new(WebAnnotationWriter::new(out, lexicon)),
            ToFormat::SchemaOrg => Box::new(SchemaOrgWriter::new(out, lexicon)),
            ToFormat::Tei => Box::new(TeiWriter::new(out, lexicon, are_several)),
            ToFormat::Brat => unreachable!("brat was given a folder"),
            ToFormat::Conll => Box::new(ConllWriter::new(out, lexicon)),
            ToFormat::Spacy => Box::new(SpacyWriter::new(out, lexicon)),
            ToFormat::LabelStudio => Box::new(LabelStudioWriter::new(out, lexicon)),
            ToFormat::Csv => Box::new(CsvWriter::new(out, lexicon, self.options.unit)),
            ToFormat::Nif => Box::new(NifWriter::new(out, lexicon)),
        }
    }

    /// A writer of files of their own for each article.
    pub fn folder_writer(self, folder: ArticleFolder) -> io::Result<Box<dyn ArticleWriter + 't>> {
        if self.format == ToFormat::Brat {
            return Ok(Box::new(BratWriter::new(folder, self.lexicon)?));
        }
        let writer = move |out| self.writer(out, false, false);
        Ok(Box::new(FolderWriter::new(folder, self.format.ending(), writer)))
    }
}

impl ToFormat {
    /// Whether an article is more than one file.
    pub fn needs_folder(self) -> bool {
        self == ToFormat::Brat
    }

    /// How the names of files end.
    fn ending(self) -> &'static str {
        match self {
            ToFormat::Text | ToFormat::Annotated => ".txt",
            ToFormat::Json | ToFormat::LabelStudio => ".json",
            ToFormat::Jsonl | ToFormat::Spacy => ".jsonl",
            ToFormat::Html | ToFormat::HtmlInline => ".html",
            ToFormat::Ninjs => ".ninjs.json",
            ToFormat::WebAnnotation | ToFormat::SchemaOrg => ".jsonld",
            ToFormat::Tei => ".tei.xml",
            ToFormat::Brat => ".ann",
            ToFormat::Conll => ".conll",
            ToFormat::Csv => ".csv",
            ToFormat::Nif => ".ttl",
        }
    }
}
