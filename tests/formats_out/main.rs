//! What the writers write is read back by the rules of each format: the mentions found in it must be those of the tagger, at the same
//! places of the same text. Texts are made up, with emoji, decomposed letters, CRLF, soft hyphens, apostrophes and control characters in them.
//!
//! `readers` has a reader a format, `standard` the standards' own tools, where there are any.

mod folder;
mod items;
mod readers;
mod standard;
mod tei;

use std::sync::LazyLock;

use proptest::prelude::*;
use repere::format::{
    Article, ArticleId, ArticleWriter, ConllWriter, CsvWriter, LabelStudioWriter, NifWriter, NinjsWriter,
    OffsetUnit, SchemaOrgWriter, SpacyWriter, TeiWriter, WebAnnotationWriter,
};
use repere::{Tagged, Tagger};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new([]));

/// A mention as it is read back; offsets count code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    start: usize,
    end: usize,
    text: String,
    label: String,
}

impl Mark {
    /// What stands between two offsets of a text.
    fn at(text: &str, start: usize, end: usize, label: &str) -> Mark {
        assert!(start < end, "{start}..{end} is no mention");
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(words.chars().count(), end - start, "{start}..{end} lies beyond the text");
        Mark { start, end, text: words, label: label.to_owned() }
    }
}

fn marks(text: &str, tagged: &Tagged) -> Vec<Mark> {
    let offset = |byte: usize| text[..byte].chars().count();
    let mark = |mention: &repere::Mention| {
        let (start, end) = (offset(mention.span.start()), offset(mention.span.end()));
        Mark::at(text, start, end, mention.entity_type.label())
    };
    tagged.mentions.iter().map(mark).collect()
}

/// The forms that are one stream.
#[derive(Clone, Copy, Debug)]
enum Form {
    Ninjs,
    WebAnnotation,
    SchemaOrg,
    Tei,
    Conll,
    Spacy,
    LabelStudio,
    Csv,
    Nif,
}

/// What a writer makes of articles.
fn written(form: Form, articles: &[(Article, Tagged)]) -> String {
    let lexicon = TAGGER.lexicon();
    let mut out = Vec::new();
    let mut writer: Box<dyn ArticleWriter + '_> = match form {
        Form::Ninjs => Box::new(NinjsWriter::new(&mut out, lexicon)),
        Form::WebAnnotation => Box::new(WebAnnotationWriter::new(&mut out, lexicon)),
        Form::SchemaOrg => Box::new(SchemaOrgWriter::new(&mut out, lexicon)),
        Form::Tei => Box::new(TeiWriter::new(&mut out, lexicon, articles.len() > 1)),
        Form::Conll => Box::new(ConllWriter::new(&mut out, lexicon)),
        Form::Spacy => Box::new(SpacyWriter::new(&mut out, lexicon)),
        Form::LabelStudio => Box::new(LabelStudioWriter::new(&mut out, lexicon)),
        Form::Csv => Box::new(CsvWriter::new(&mut out, lexicon, OffsetUnit::Chars)),
        Form::Nif => Box::new(NifWriter::new(&mut out, lexicon)),
    };
    for (article, tagged) in articles {
        writer.write(article, tagged).expect("memory takes all");
    }
    writer.finish().expect("memory takes all");
    drop(writer);
    String::from_utf8(out).expect("all forms are UTF-8")
}

fn tagged(article: Article) -> (Article, Tagged) {
    let tagged = TAGGER.tag(&article.text, article.published);
    (article, tagged)
}

fn article(id: &str, text: &str) -> (Article, Tagged) {
    let mut article = Article::new(ArticleId::Name(id.to_owned()), text.to_owned());
    article.published = Some("2016-10-28".parse().expect("a day"));
    tagged(article)
}

/// Pieces of texts, with what makes offsets go wrong.
const PIECES: &[&str] = &[
    "Sergueï Lavrov",
    "Serguei\u{308} Lavrov",
    "M. Lavrov",
    "Emmanuel Macron",
    "l’Élysée",
    "l'E\u{301}lyse\u{301}e",
    "L’O.N.U.",
    "Mos\u{ad}soul",
    "Port\u{2011}au\u{2011}Prince",
    "New York",
    "New\r\nYork",
    "New\n York",
    "New\u{2028}York",
    "vendredi",
    "1er\u{a0}janvier 2015",
    "les années 1990",
    "du 3 au 5 mai",
    "🇫🇷",
    "👩‍👩‍👧",
    "\u{fe0f}",
    "\u{301}",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "\r",
    "\u{85}",
    "\u{b}",
    "\u{1f}",
    "\u{1}",
    "\u{ffff}",
    "\t",
    " ",
    "  ",
    "\u{200b}",
    "\u{feff}",
    ". ",
    ", ",
    "’",
    "\"",
    "«\u{202f}",
    "<b>",
    "&amp;",
    "]]>",
    "=",
    "-",
    "\\",
    "a dit",
    "à",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::bool::weighted(0.7));
    let pieces = prop::collection::vec(piece, 1..30);
    pieces.prop_map(|pieces| {
        pieces.iter().map(|(piece, spaced)| format!("{piece}{}", if *spaced { " " } else { "" })).collect()
    })
}

/// Writes a text in every form and reads it back.
fn check(text: &str) {
    let article = article("a", text);
    let expected = marks(text, &article.1);
    let written = |form| written(form, std::slice::from_ref(&article));
    assert_eq!(readers::web_annotation(&written(Form::WebAnnotation), text), expected);
    assert_eq!(readers::conll(&written(Form::Conll), text), expected);
    assert_eq!(readers::spacy(&written(Form::Spacy), text), expected);
    assert_eq!(readers::label_studio(&written(Form::LabelStudio), text), expected);
    assert_eq!(readers::csv(&written(Form::Csv), text), expected);
    assert_eq!(readers::nif(&written(Form::Nif), text), expected);
    assert_eq!(tei::read(&written(Form::Tei), text), expected);
    items::check_ninjs(&written(Form::Ninjs));
    items::check_schema_org(&written(Form::SchemaOrg));
    assert_eq!(folder::brat(&article), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_mentions_of_any_text_are_read_back(text in texts()) {
        check(&text);
    }
}

#[test]
fn a_mention_may_be_the_whole_text() {
    check("Mos\u{ad}soul");
}

#[test]
fn a_text_may_have_no_mention_and_no_word() {
    check("");
    check(" \r\n ");
    check("à\u{1}");
}

#[test]
fn some_texts_have_mentions_of_every_kind() {
    let text = "Serguei\u{308} Lavrov 🇫🇷 est à New\r\nYork vendredi, dit l’O.N.U.";
    let labels: Vec<String> = marks(text, &article("a", text).1).into_iter().map(|mark| mark.label).collect();
    assert_eq!(labels, ["PER", "LOC", "DATE", "ORG"]);
}
