//! Bases and articles for tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use repere::Tagger;
use repere::dictionary::user::open_user_dictionaries;
use repere::format::{Article, ArticleId};
use repere::knowledge::{Base, DocumentFacts, write_jsonl};

/// One tagger for all tests: it takes time to build in a debug build.
pub static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let dictionary = data("dictionary.yml");
    Tagger::new(open_user_dictionaries(&[dictionary]).expect("the dictionary of the tests is sound"))
});

pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/kb").join(name)
}

/// An empty folder of a test's own.
pub fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("knowledge").join(test);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the folder for tests can be written");
    path
}

pub fn base(test: &str) -> Base {
    Base::open(&folder(test).join("newsroom.kb")).expect("a new base can be made")
}

pub fn facts(id: &str, day: &str, text: &str) -> DocumentFacts {
    let mut article = Article::new(ArticleId::Name(id.to_owned()), text.to_owned());
    article.published = Some(day.parse().expect("a day"));
    DocumentFacts::new(&article, &TAGGER.tag(&article.text, article.published), &TAGGER)
}

/// A mark of the gold: where it stands, and which thing it is.
#[derive(Clone, Debug)]
pub struct Mark {
    pub article: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub label: String,
}

/// The articles of the gold with their facts, and its marks.
pub static GOLD: LazyLock<(Vec<DocumentFacts>, Vec<Mark>)> = LazyLock::new(|| {
    let text = fs::read_to_string(data("articles.txt")).expect("the gold is there");
    let mut documents = Vec::new();
    let mut marks = Vec::new();
    for block in text.split("\n== ").skip(1) {
        let (head, marked) = block.split_once('\n').expect("a heading stands on a line of its own");
        let (id, day) = head.split_once(' ').expect("a heading has an id and a day");
        let text = unmarked(id, marked.trim(), &mut marks);
        documents.push(facts(id, day, &text));
    }
    (documents, marks)
});

fn unmarked(article: &str, marked: &str, marks: &mut Vec<Mark>) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some((before, marked)) = rest.split_once('[') {
        text += before;
        let (surface, behind) = marked.split_once("]{").expect("a mark has a label");
        let (label, behind) = behind.split_once('}').expect("a label ends");
        let (start, end) = (text.len(), text.len() + surface.len());
        text += surface;
        marks.push(Mark {
            article: article.to_owned(),
            start,
            end,
            text: surface.to_owned(),
            label: label.to_owned(),
        });
        rest = behind;
    }
    text + rest
}

/// All that a base holds, as text that does not depend on how it came to be.
pub fn dump(base: &Base) -> String {
    let mut out = Vec::new();
    write_jsonl(base, &mut out).expect("the base can be read");
    String::from_utf8(out).expect("an export is text")
}

pub fn assert_sound(base: &Base) {
    assert_eq!(base.check().expect("the base can be read"), Vec::<String>::new());
}
