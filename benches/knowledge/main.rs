//! How long a base takes to be built and to answer.
//!
//! ```text
//! cargo bench --bench knowledge -- build FILE ARTICLES
//! cargo bench --bench knowledge -- ask FILE
//! cargo bench --bench knowledge -- add FILE ARTICLES
//! ```
//!
//! `build` adds articles to a base, made of tagged facts and not of texts, until it has so many, and tells how many a second; `ask` asks every
//! question of many entities; `add` makes so many texts more, lets `repere tag` tag them and `repere kb add` tag and store them, two threads each.

// A bench prints.
#![allow(clippy::print_stdout, missing_docs)]

mod ask;
mod facts;
mod texts;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use repere::knowledge::Base;

/// So many articles a transaction.
const BATCH: u64 = 5000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["build", file, articles] => build(Path::new(file), articles.parse().expect("a number of articles")),
        ["ask", file] => ask::ask(Path::new(file)),
        ["add", file, articles] => add(Path::new(file), articles.parse().expect("a number of articles")),
        _ => println!("usage: build FILE ARTICLES | ask FILE | add FILE ARTICLES"),
    }
}

fn build(file: &Path, articles: u64) {
    let mut base = Base::open(file).expect("the base opens");
    let mut stored = base.stats().expect("the base can be read").articles;
    let start = Instant::now();
    let mut lap = (Instant::now(), stored);
    while stored < articles {
        let batch: Vec<_> = (stored..articles.min(stored + BATCH)).map(facts::article).collect();
        base.add(&batch).expect("the articles are stored");
        stored += batch.len() as u64;
        if stored - lap.1 >= 50_000 || stored == articles {
            let rate = (stored - lap.1) as f64 / lap.0.elapsed().as_secs_f64();
            let bytes = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
            println!("{stored} articles, {rate:.0} a second, {} MB", bytes >> 20);
            lap = (Instant::now(), stored);
        }
    }
    println!("{:.0} s in all", start.elapsed().as_secs_f64());
}

fn add(file: &Path, articles: u64) {
    let stored = if file.exists() {
        Base::read(file).and_then(|base| base.stats()).expect("the base can be read").articles
    } else {
        0
    };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("texts.jsonl");
    let texts = texts::Texts::new();
    let mut bytes = 0;
    let mut out = BufWriter::new(File::create(&path).expect("the folder of the bench can be written"));
    for number in stored..stored + articles {
        let line = texts.line(number);
        bytes += line.len();
        writeln!(out, "{line}").expect("the folder of the bench can be written");
    }
    out.into_inner().expect("the folder of the bench can be written");
    let repere = |arguments: &[&str], files: &[&Path]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_repere"));
        command.args(arguments).args(files).stdout(Stdio::null());
        let start = Instant::now();
        assert!(command.status().expect("the program runs").success(), "the program has done all");
        articles as f64 / start.elapsed().as_secs_f64()
    };
    let tagging = repere(&["tag", "--to", "jsonl", "--jobs", "2"], &[&path]);
    let adding = repere(&["kb", "add", "--jobs", "2", "--kb"], &[file, &path]);
    println!(
        "{articles} articles of {} bytes: {tagging:.0} a second tagged, {adding:.0} a second added to a base of {stored}",
        bytes as u64 / articles.max(1),
    );
}
