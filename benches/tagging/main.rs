//! How fast articles are tagged, from the text to the line of JSON, with the shipped dictionaries.
//!
//! `cargo bench --bench tagging` measures with divan, then in turns in one run, and prints how the parts compare: tagging beside the
//! aho-corasick crate that merely searches the names of the same dictionaries in the same text; what each stage takes; one
//! thread and two; what is allocated; a dictionary of 1,000,000 names; runs of the whole program. With `TAGGING_PIPE_MB=1000` so much goes
//! through a pipe.
//!
//! The articles are those of `corpus/`, repeated.

// A bench prints what it measures.
#![allow(clippy::print_stdout)]

#[path = "../gazetteer/automaton.rs"]
mod automaton;
mod counting;
#[path = "../gazetteer/names.rs"]
mod names;
mod program;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use divan::Bencher;
use divan::counter::BytesCount;
use repere::dictionary::Pack;
use repere::format::{
    Article, ArticleReader, ArticleWriter, InputFormat, JsonLinesWriter, JsonOptions, OffsetUnit,
};
use repere::{Document, Tagger};

use automaton::{automaton, folded, folded_names};
use counting::{Counting, asked};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const JSON: JsonOptions = JsonOptions { unit: OffsetUnit::Chars, timex3: false };
const MILLION: usize = 1_000_000;

struct Fixture {
    articles: Vec<Article>,
    folded: Vec<String>,
    bytes: usize,
    tagger: Tagger,
    names: usize,
    aho_corasick: AhoCorasick,
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(Fixture::new);

impl Fixture {
    fn new() -> Fixture {
        let articles = ["corpus/africa.jsonl", "corpus/europe-america.jsonl"].into_iter().flat_map(corpus);
        let articles: Vec<Article> = articles.collect();
        let tagger = Tagger::new([]);
        let names = folded_names(&shipped_names(&tagger.lexicon().packs()[0]));
        Fixture {
            folded: articles.iter().map(|article| folded(&article.text)).collect(),
            bytes: articles.iter().map(|article| article.text.len()).sum(),
            articles,
            tagger,
            names: names.len(),
            aho_corasick: automaton(&names),
        }
    }

    /// The document of each article goes to `run`.
    fn documents(&self, run: impl Fn(&Document) -> usize) -> usize {
        let document = |article: &Article| run(&self.tagger.document(&article.text, article.published));
        self.articles.iter().map(document).sum()
    }

    fn analysis(&self) -> usize {
        self.documents(|document| document.tokens().len())
    }

    fn dates(&self) -> usize {
        self.documents(|document| self.tagger.dates().find(document).len())
    }

    fn matchers(&self) -> usize {
        self.documents(|document| {
            let dates = self.tagger.dates().find(document);
            self.tagger.readings(document, &dates).list.len()
        })
    }

    fn decisions(&self) -> usize {
        self.documents(|document| self.tagger.decide(document).choice.kept.len())
    }

    fn tags(&self) -> usize {
        let tag = |article: &Article| self.tagger.tag(&article.text, article.published).mentions.len();
        self.articles.iter().map(tag).sum()
    }

    /// All of it: text in, JSON Lines out.
    fn lines(&self) -> usize {
        let mut writer = JsonLinesWriter::new(io::sink(), self.tagger.lexicon(), JSON);
        for article in &self.articles {
            let tagged = self.tagger.tag(&article.text, article.published);
            writer.write(article, &tagged).expect("a sink takes all");
        }
        self.articles.len()
    }

    /// The search alone, in texts that are folded already.
    fn search(&self) -> usize {
        self.folded.iter().map(|text| self.aho_corasick.find_iter(text).count()).sum()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus(name: &str) -> Vec<Article> {
    let file = File::open(root().join(name)).expect("the corpus is there");
    let articles = ArticleReader::new(name, BufReader::new(file), InputFormat::JsonLines);
    articles.map(|article| article.expect("a line of the corpus is an article")).collect()
}

/// The names of people, places and organisations, all forms of them.
fn shipped_names(pack: &Pack) -> Vec<String> {
    let names = pack.all_forms().filter(|&form| pack.is_name(form));
    names.map(|form| pack.form(form).text.to_owned()).collect()
}

fn bench(bencher: Bencher, run: impl Fn(&Fixture) -> usize + Sync) {
    let fixture = &*FIXTURE;
    bencher.counter(BytesCount::new(fixture.bytes)).bench(|| run(fixture));
}

#[divan::bench]
fn tagging(bencher: Bencher) {
    bench(bencher, Fixture::lines);
}

#[divan::bench]
fn aho_corasick_search(bencher: Bencher) {
    bench(bencher, Fixture::search);
}

#[divan::bench]
fn building_a_tagger(bencher: Bencher) {
    bencher.bench(|| Tagger::new([]));
}

#[divan::bench]
fn opening_a_million_names(bencher: Bencher) {
    let path = program::file("million.pack");
    names::builder(&names::names(MILLION)).save(&path).expect("the folder of the bench can be written");
    bencher.bench(|| Pack::map(&path).expect("it was just written"));
}

fn main() {
    divan::main();
    // Not when one bench was asked for, nor in `cargo test`, which runs benches to see that they run.
    if std::env::args().skip(1).ne(["--bench".to_owned()]) {
        return;
    }
    compare(&FIXTURE);
    stages(&FIXTURE);
    allocations(&FIXTURE);
    whole_program();
    threads(&FIXTURE);
    million();
    pipe(&FIXTURE);
}

/// The shortest time of each, in turns, so that a busy machine is busy for all.
fn best<const N: usize>(rounds: usize, runs: [&dyn Fn(); N]) -> [Duration; N] {
    let mut best = [Duration::MAX; N];
    for _ in 0..rounds {
        for (best, run) in best.iter_mut().zip(runs) {
            let start = Instant::now();
            run();
            *best = start.elapsed().min(*best);
        }
    }
    best
}

fn speed(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn compare(fixture: &Fixture) {
    let (bytes, names) = (fixture.bytes, fixture.names);
    println!("\none thread, {} articles, {bytes} bytes, {names} names", fixture.articles.len());
    let [search, tagging] =
        best(20, [&|| _ = black_box(fixture.search()), &|| _ = black_box(fixture.lines())]);
    println!("{:<36}{:>10.2} MB/s", "aho-corasick, searching folded text", speed(bytes, search));
    println!("{:<36}{:>10.2} MB/s", "tagging, text to JSON Lines", speed(bytes, tagging));
    println!("{:<36}{:>10.4}", "ratio", search.as_secs_f64() / tagging.as_secs_f64());
}

fn stages(fixture: &Fixture) {
    let names = [
        "analysis of the text",
        "dates",
        "matchers",
        "evidence and choice, twice",
        "identity, values, report",
        "JSON",
    ];
    let runs: [&dyn Fn(); 6] = [
        &|| _ = black_box(fixture.analysis()),
        &|| _ = black_box(fixture.dates()),
        &|| _ = black_box(fixture.matchers()),
        &|| _ = black_box(fixture.decisions()),
        &|| _ = black_box(fixture.tags()),
        &|| _ = black_box(fixture.lines()),
    ];
    println!("\n{:<36}{:>10} {:>10}", "stage", "µs/article", "share");
    let times = best(10, runs).map(|time| time.as_secs_f64());
    let mut before = 0.0;
    for (name, time) in names.iter().zip(times) {
        let own = (time - before).max(0.0);
        let article = own * 1e6 / fixture.articles.len() as f64;
        println!("{name:<36}{article:>10.1} {:>9.0} %", 100.0 * own / times[5]);
        before = time;
    }
    println!("readings: {:.0} an article", fixture.matchers() as f64 / fixture.articles.len() as f64);
}

/// What one article allocates once all have been tagged before.
fn allocations(fixture: &Fixture) {
    let articles = fixture.articles.len() as f64;
    fixture.lines();
    let before = asked();
    fixture.lines();
    let after = asked();
    let (count, bytes) = (after.0 - before.0, after.1 - before.1);
    println!("\nallocations in the steady state, text to JSON Lines");
    println!("{:>8.0} an article of {:.0} bytes", count as f64 / articles, fixture.bytes as f64 / articles);
    println!("{:>8.0} kB asked for an article", bytes as f64 / articles / 1e3);
    fixture.lines();
    assert_eq!(asked().0 - after.0, count, "another round allocates as often");
}

fn whole_program() {
    let arguments = ["examples/diplomatie.txt"];
    let mut times: Vec<Duration> = (0..50).map(|_| program::time(program::tag(&arguments))).collect();
    times.sort();
    println!("\nrepere tag examples/diplomatie.txt, whole process, 50 runs");
    println!("{:>8.1} ms the fastest, {:.1} ms the median", milliseconds(times[0]), milliseconds(times[25]));
    let peaks = (0..20).filter_map(|_| program::peak(program::tag(&arguments), |_| ()));
    print_memory(peaks.reduce(f64::max));
}

fn print_memory(peak: Option<f64>) {
    match peak {
        Some(peak) => println!("{peak:>8.1} MB resident at most"),
        None => println!("SKIPPED: memory is told on Linux only"),
    }
}

/// The articles, repeated, as JSON Lines.
fn repeated(fixture: &Fixture, out: &mut dyn Write, mut goes_on: impl FnMut(usize) -> bool) -> usize {
    let line = |article: &Article| {
        let published = article.published.map(|day| day.to_string());
        let value = serde_json::json!({"id": article.id, "text": article.text, "published": published});
        format!("{value}\n")
    };
    let lines: Vec<String> = fixture.articles.iter().map(line).collect();
    let mut written = 0;
    for line in lines.iter().cycle() {
        // A program that was ended reads no more; its status tells.
        if !goes_on(written) || out.write_all(line.as_bytes()).is_err() {
            break;
        }
        written += line.len();
    }
    written
}

fn threads(fixture: &Fixture) {
    const ARTICLES: usize = 10_000;
    let path = program::file("articles.jsonl");
    let mut out = BufWriter::new(File::create(&path).expect("the folder of the bench can be written"));
    let mut count = 0..=ARTICLES;
    let bytes = repeated(fixture, &mut out, |_| count.next().is_some_and(|number| number < ARTICLES));
    out.flush().expect("the folder of the bench can be written");
    let path = path.to_str().expect("the path is text");
    let run = |jobs| program::time(program::tag(&["--to", "jsonl", "--jobs", jobs, path]));
    let [one, two] = best(3, [&|| _ = run("1"), &|| _ = run("2")]);
    println!("\nrepere tag --to jsonl --jobs N, {ARTICLES} articles of a file");
    println!("one thread  {:>8.2} MB/s", speed(bytes, one));
    println!("two threads {:>8.2} MB/s", speed(bytes, two));
    println!("ratio       {:>8.2}", one.as_secs_f64() / two.as_secs_f64());
}

fn million() {
    let names = names::names(MILLION);
    let path = program::file("million.pack");
    names::builder(&names).save(&path).expect("the folder of the bench can be written");
    let [open] = best(20, [&|| _ = black_box(Pack::map(&path).expect("it was just written"))]);
    println!("\na dictionary of {MILLION} generated names");
    println!(
        "{:>8.3} ms to open, {} MB long",
        milliseconds(open),
        fs::metadata(&path).map_or(0, |file| file.len() >> 20)
    );
    let articles = names::articles(&names, 2500, 4000);
    let bytes: usize = articles.iter().map(String::len).sum();
    let pack = path.to_str().expect("the path is text");
    let command = program::tag(&["--from", "jsonl", "--to", "jsonl", "--dictionary", pack, "-"]);
    let peak = program::peak(command, |stdin| {
        for (id, text) in articles.iter().enumerate() {
            let value = serde_json::json!({"id": id, "text": text});
            // A program that was ended reads no more.
            let _ = writeln!(stdin, "{value}");
        }
    });
    println!("{:>8.1} MB of text tagged with it through a pipe:", bytes as f64 / 1e6);
    print_memory(peak);
}

/// JSON Lines through a pipe: half as many, then all, to see whether memory grows.
fn pipe(fixture: &Fixture) {
    let megabytes = std::env::var("TAGGING_PIPE_MB").ok().and_then(|number| number.parse().ok());
    let megabytes: usize = megabytes.unwrap_or(20);
    for megabytes in [megabytes / 2, megabytes] {
        let command = program::tag(&["--from", "jsonl", "--to", "jsonl", "-"]);
        let peak = program::peak(command, |stdin| {
            repeated(fixture, stdin, |written| written < megabytes * 1_000_000);
        });
        println!("\n{megabytes} MB of JSON Lines through a pipe");
        print_memory(peak);
    }
}
