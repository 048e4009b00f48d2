//! Articles to be tagged: paragraphs of the corpus, with other people in them, and other places and organisations where no dictionary has
//! those of the corpus.
//!
//! The corpus is denser than news is: of its paragraphs those are taken that have few names, and an article has three people and one other
//! thing that no dictionary has. Two kilobytes have some 27 mentions of 16 things, six of which no dictionary has; those of the development
//! sets 24 mentions of 12 things, four of which no dictionary has.

use std::fs;
use std::path::Path;

use repere::Tagger;
use repere::dictionary::Lexicon;
use serde_json::{Value, json};

use crate::facts::{Numbers, person, word};

/// An article has at least so many bytes.
const LENGTH: usize = 1800;

/// A paragraph has a name in so many bytes at most.
const SPARSE: usize = 65;

/// So many names that no dictionary has are named, the best known in some thousand articles of a million.
const NAMES: f64 = 200_000.0;

/// An article is about so many people.
const PEOPLE: usize = 3;

/// A paragraph of the corpus, cut where something is named.
struct Paragraph {
    pieces: Vec<Piece>,
    length: usize,
    names: usize,
}

enum Piece {
    Text(String),
    /// A name that the dictionaries have.
    Known(String),
    /// The first word of the name of a place or an organisation, of which another word follows.
    Other(String),
    /// A person: by the last word of the name, which is all that stands there unless it is the full name.
    Person {
        surname: String,
        is_full: bool,
    },
}

/// The articles of the corpus.
pub struct Texts(Vec<Vec<Paragraph>>);

impl Texts {
    pub fn new() -> Texts {
        let tagger = Tagger::new([]);
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let files = ["africa.jsonl", "europe-america.jsonl"].map(|name| corpus.join(name));
        let lines = files.map(|file| fs::read_to_string(file).expect("the corpus is there"));
        let lines = lines.iter().flat_map(|lines| lines.lines());
        let articles = lines.map(|line| {
            let paragraphs = paragraphs(line, tagger.lexicon()).into_iter();
            paragraphs.filter(|paragraph| paragraph.names * SPARSE <= paragraph.length).collect()
        });
        Texts(articles.collect())
    }

    /// Article `number`, as a line of JSON Lines.
    pub fn line(&self, number: u64) -> String {
        let mut numbers = Numbers::new(number);
        let people = [(); PEOPLE].map(|()| person(13 * numbers.local(NAMES)));
        let other = word(numbers.local(NAMES));
        let mut text = String::new();
        while text.len() < LENGTH {
            let article = &self.0[numbers.below(self.0.len() as u64) as usize];
            for piece in article.iter().flat_map(|paragraph| &paragraph.pieces) {
                match piece {
                    Piece::Text(piece) | Piece::Known(piece) => text += piece,
                    Piece::Other(head) => text += &format!("{head} {other}"),
                    Piece::Person { surname, is_full } => {
                        // The same person wherever the corpus has the same surname.
                        let name = &people[surname.len() % PEOPLE];
                        let last = name.rsplit(' ').next().unwrap_or(name);
                        text += if *is_full { name } else { last };
                    }
                }
            }
        }
        let published = format!("{}-{:02}-{:02}", 2000 + number % 20, 1 + number % 12, 1 + number % 28);
        json!({"id": format!("texte-{number}"), "published": published, "text": text}).to_string()
    }
}

fn paragraphs(line: &str, lexicon: &Lexicon) -> Vec<Paragraph> {
    let article: Value = serde_json::from_str(line).expect("a line of the corpus is JSON");
    let text: Vec<char> = article["text"].as_str().expect("an article has a text").chars().collect();
    let place = |value: &Value| value.as_u64().expect("a place is a number") as usize;
    let entities = article["entities"].as_array().expect("an article of the corpus is annotated");
    let mut pieces = Vec::new();
    let mut end = 0;
    for entity in entities {
        let (from, to) = (place(&entity["start"]), place(&entity["end"]));
        let name: String = text[from..to].iter().collect();
        pieces.push(Piece::Text(text[end..from].iter().collect()));
        pieces.push(if entity["type"] == "PER" {
            let surname = name.rsplit(' ').next().unwrap_or(&name).to_owned();
            Piece::Person { is_full: surname != name, surname }
        } else if !lexicon.named(&name).is_empty() {
            Piece::Known(name)
        } else {
            Piece::Other(name.split(' ').next().unwrap_or(&name).to_owned())
        });
        end = to;
    }
    pieces.push(Piece::Text(text[end..].iter().collect()));
    cut(pieces)
}

/// Cuts an article where a line is empty.
fn cut(pieces: Vec<Piece>) -> Vec<Paragraph> {
    let mut paragraphs = vec![Vec::new()];
    for piece in pieces {
        let Piece::Text(text) = piece else {
            paragraphs.last_mut().expect("there is one").push(piece);
            continue;
        };
        for (at, part) in text.split("\n\n").enumerate() {
            if at > 0 {
                paragraphs.push(Vec::new());
            }
            paragraphs.last_mut().expect("there is one").push(Piece::Text(part.to_owned()));
        }
    }
    let length = |piece: &Piece| match piece {
        Piece::Text(text) | Piece::Known(text) | Piece::Other(text) => text.len(),
        Piece::Person { surname, .. } => surname.len(),
    };
    let whole = |pieces: Vec<Piece>| Paragraph {
        length: pieces.iter().map(length).sum(),
        names: pieces.iter().filter(|piece| !matches!(piece, Piece::Text(_))).count(),
        pieces,
    };
    for paragraph in &mut paragraphs {
        paragraph.push(Piece::Text("\n\n".to_owned()));
    }
    paragraphs.into_iter().map(whole).collect()
}
