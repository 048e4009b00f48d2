//! Inputs made to take long: the time of a megabyte must not grow with the number of megabytes.
//!
//! `cargo bench --bench hostile` prints, for each input, the seconds per megabyte at 1, 2, 4 and 8 MB, and how many times as long a megabyte
//! of the longest takes as one of the shortest. About 1 is linear; 8 would be quadratic. `HOSTILE_MB=2` goes no further than 2 MB.

// A bench prints what it measures.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use repere::format::{ArticleReader, InputFormat};
use repere::{Tagged, Tagger};

/// A piece of an input by its number, so that pieces may differ.
type Piece = fn(usize) -> String;

const TEXTS: &[(&str, Piece)] = &[
    ("initials", |_| "A. B. C. ".into()),
    ("one first name", |_| "Jean ".into()),
    ("hyphens", |_| "Jean-".into()),
    ("capitals", |_| "PARIS ".into()),
    ("brackets", |_| "([{«".into()),
    ("open brackets", |_| "(".into()),
    ("quotations", |_| "« Paris ( ".into()),
    ("dates", |_| "30 septembre 2015 ".into()),
    ("ranges of dates", |_| "du 12 au 15 mai, ".into()),
    ("weekdays", |_| "mardi dernier et ce matin, ".into()),
    ("years", |_| "entre 1990 et ".into()),
    ("a list of one town", |_| "Paris, ".into()),
    ("many people", |number| format!("{} {}. ", name(number), name(number * 7 + 1))),
    ("a large family", |number| format!("{} Dupont, ", name(number))),
    ("first names alone", |number| format!("Jean {} et Jean. ", name(number))),
    ("organisations", |number| format!("Ministère {} de {}, ", name(number), name(number * 3 + 1))),
    ("legal forms", |number| format!("Groupe {} SA et ", name(number))),
    ("acronyms", |_| "Union Nationale (UN) ".into()),
    ("rivers", |_| "le fleuve Niger, ".into()),
    ("share lines", |_| "Partager sur Facebook Twitter. ".into()),
    ("heads", |_| "ministère de ".into()),
    ("a long word", |_| "aB".into()),
    ("emoji", |_| "👩\u{200d}👩\u{200d}👧 É".into()),
    ("combining marks", |_| "e\u{301}".into()),
];

const PAGES: &[(&str, Piece)] = &[
    ("paragraphs", |_| "<p>Jean est à Paris.".into()),
    ("open tags", |_| "<b>".into()),
    ("less-than signs", |_| "<".into()),
    ("references", |_| "&eacute;&amp".into()),
    ("comments", |_| "<!--".into()),
    ("tables", |_| "<table><tr><td>a".into()),
];

/// A word of six letters.
fn name(number: usize) -> String {
    let mut rest = number.wrapping_mul(2_654_435_761) % 308_915_776;
    let letters = (0..6).map(|at| {
        let letter = b"abcdefghijklmnopqrstuvwxyz"[rest % 26];
        rest /= 26;
        char::from(if at == 0 { letter.to_ascii_uppercase() } else { letter })
    });
    letters.collect()
}

fn input(piece: Piece, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text += &piece(number);
    }
    text
}

fn tag(tagger: &Tagger, input: &str, format: InputFormat) -> Vec<Tagged> {
    let articles = ArticleReader::new("hostile", input.as_bytes(), format);
    articles.flatten().map(|article| tagger.tag(&article.text, None)).collect()
}

fn main() {
    let most = std::env::var("HOSTILE_MB").ok().and_then(|most| most.parse().ok()).unwrap_or(8);
    let sizes: Vec<usize> = [1, 2, 4, 8].into_iter().filter(|&size| size <= most).collect();
    let tagger = Tagger::new([]);
    let header: String = sizes.iter().map(|size| format!("{:>10}", format!("{size} MB"))).collect();
    println!("{:<24}{header}{:>12}   (seconds per MB)", "", "growth");
    let texts = TEXTS.iter().map(|input| (input, InputFormat::Text));
    for (&(label, piece), format) in texts.chain(PAGES.iter().map(|input| (input, InputFormat::Html))) {
        let times: Vec<f64> = sizes
            .iter()
            .map(|&size| {
                let input = input(piece, size * 1_000_000);
                let start = Instant::now();
                std::hint::black_box(tag(&tagger, &input, format));
                start.elapsed().as_secs_f64() / size as f64
            })
            .collect();
        let columns: String = times.iter().map(|time| format!("{time:>10.3}")).collect();
        println!("{label:<24}{columns}{:>12.2}", times[times.len() - 1] / times[0]);
    }
}
