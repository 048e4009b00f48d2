//! How fast the gazetteer finds names, beside automata over the bytes of the text.
//!
//! `cargo bench --bench gazetteer` measures with divan what each does with 20,000 and with 1,000,000 names, then in turns in one run and
//! prints how they compare. With `GAZETTEER_MILLIONS=10` a dictionary of so many million names is measured too, for the gazetteer alone.
//!
//! With `GAZETTEER_PEERS=FOLDER` it only writes 20,000 names and the articles into that folder and measures itself on them: what
//! `tools/peers/speed.py` puts other programs beside.
//!
//! «Gazetteer» is the way from the text as it is to the names found: cutting and folding included. The others search a text that
//! was folded before, without counting that, and do not ask whether a word begins or ends where they find something.

// A bench prints what it measures.
#![allow(clippy::print_stdout)]

mod automaton;
mod names;
mod rivals;

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::BytesCount;
use repere::Document;
use repere::dictionary::Lexicon;
use repere::matcher::{GazetteerMatcher, Matcher};
use repere::text::tokenize;

use automaton::folded;
use rivals::Rivals;

const ARTICLES: usize = 1000;
const ARTICLE_BYTES: usize = 4000;
const SIZES: [usize; 2] = [20_000, 1_000_000];

/// A dictionary, and articles in which its names stand.
struct Fixture {
    articles: Vec<String>,
    folded: Vec<String>,
    bytes: usize,
    lexicon: Lexicon,
    matcher: GazetteerMatcher,
    rivals: Option<Rivals>,
}

impl Fixture {
    fn new(count: usize, with_rivals: bool) -> Fixture {
        let names = names::names(count);
        let articles = names::articles(&names, ARTICLES, ARTICLE_BYTES);
        let lexicon = Lexicon::new(Arc::new(names::builder(&names).pack()), []);
        Fixture {
            folded: articles.iter().map(|text| folded(text)).collect(),
            bytes: articles.iter().map(String::len).sum(),
            articles,
            matcher: GazetteerMatcher::new(lexicon.clone()),
            lexicon,
            rivals: with_rivals.then(|| Rivals::new(&names)),
        }
    }

    /// How many names the gazetteer finds, from the texts as they are.
    fn gazetteer(&self) -> usize {
        let mut count = 0;
        for text in &self.articles {
            let tokens = tokenize(text);
            for (first, token) in tokens.iter().enumerate() {
                if Lexicon::may_begin_name(token, || self.lexicon.word(token)) {
                    self.lexicon.names(&tokens, first, |_, _| count += 1);
                }
            }
        }
        count
    }

    /// The same with the analysis that all matchers share, and the rules of names.
    fn matcher(&self) -> usize {
        let mut found = Vec::new();
        for text in &self.articles {
            self.matcher.find(&Document::new(text, None, &self.lexicon), &mut found);
        }
        found.len()
    }

    fn cut(&self) -> usize {
        self.articles.iter().map(|text| tokenize(text).len()).sum()
    }

    /// How many names another finds in the folded texts.
    fn rival(&self, find: impl Fn(&Rivals, &str) -> usize) -> usize {
        self.folded.iter().map(|text| find(self.rivals(), text)).sum()
    }

    fn rivals(&self) -> &Rivals {
        self.rivals.as_ref().expect("only the gazetteer is measured with more names")
    }
}

static FIXTURES: LazyLock<[Fixture; 2]> = LazyLock::new(|| SIZES.map(|count| Fixture::new(count, true)));

fn fixture(count: usize) -> &'static Fixture {
    let number = SIZES.iter().position(|&size| size == count);
    &FIXTURES[number.expect("each size has its fixture")]
}

fn bench(bencher: Bencher, count: usize, run: impl Fn(&Fixture) -> usize + Sync) {
    let fixture = fixture(count);
    bencher.counter(BytesCount::new(fixture.bytes)).bench(|| run(fixture));
}

#[divan::bench]
fn cutting_and_folding(bencher: Bencher) {
    bench(bencher, SIZES[0], Fixture::cut);
}

#[divan::bench(args = SIZES)]
fn gazetteer(bencher: Bencher, count: usize) {
    bench(bencher, count, Fixture::gazetteer);
}

#[divan::bench(args = SIZES)]
fn gazetteer_matcher(bencher: Bencher, count: usize) {
    bench(bencher, count, Fixture::matcher);
}

#[divan::bench(args = SIZES)]
fn aho_corasick(bencher: Bencher, count: usize) {
    bench(bencher, count, |fixture| fixture.rival(Rivals::aho_corasick));
}

#[divan::bench(args = SIZES)]
fn daachorse(bencher: Bencher, count: usize) {
    bench(bencher, count, |fixture| fixture.rival(Rivals::daachorse));
}

#[divan::bench(args = SIZES)]
fn fst(bencher: Bencher, count: usize) {
    bench(bencher, count, |fixture| fixture.rival(Rivals::fst));
}

#[divan::bench(args = [SIZES[1]], sample_count = 5)]
fn building(bencher: Bencher, count: usize) {
    let names = names::names(count);
    bencher.counter(divan::counter::ItemsCount::new(count)).bench(|| names::builder(&names).finish().len());
}

fn main() {
    if let Some(folder) = std::env::var_os("GAZETTEER_PEERS") {
        return for_peers(Path::new(&folder));
    }
    divan::main();
    // Not when one bench was asked for, nor in `cargo test`, which runs benches to see that they run.
    if std::env::args().skip(1).ne(["--bench".to_owned()]) {
        return;
    }
    println!("\n{:>10}  {:<34} {:>6}  {:>14}", "names", "", "MB/s", "x aho-corasick");
    FIXTURES.iter().zip(SIZES).for_each(|(fixture, count)| compare(fixture, count));
    let millions =
        std::env::var("GAZETTEER_MILLIONS").ok().and_then(|millions| millions.parse::<usize>().ok());
    if let Some(millions) = millions {
        let many = Fixture::new(millions * 1_000_000, false);
        let few = fixture(SIZES[1]);
        let [many_speed, few_speed] =
            speeds([(&many, &Fixture::gazetteer as &dyn Fn(&Fixture) -> usize), (few, &Fixture::gazetteer)]);
        println!("{:>10}  gazetteer {many_speed:>31.0}", millions * 1_000_000);
        println!("{:>10}  gazetteer {few_speed:>31.0}", SIZES[1]);
        println!("{:>10}  {:.2} x the speed of 1,000,000", "", many_speed / few_speed);
    }
}

/// Writes names and articles, a line each, and prints its own speed and that of aho-corasick as JSON.
fn for_peers(folder: &Path) {
    let names = names::names(SIZES[0]);
    let fixture = Fixture::new(SIZES[0], true);
    let articles: Vec<String> = fixture.articles.iter().map(|text| text.replace('\n', " ")).collect();
    for (file, lines) in [("names.txt", &names), ("articles.txt", &articles)] {
        fs::write(folder.join(file), lines.join("\n")).expect("the folder can be written");
    }
    let search = |fixture: &Fixture| fixture.rival(Rivals::aho_corasick);
    let [own, matcher, aho_corasick] =
        speeds([(&fixture, &Fixture::gazetteer), (&fixture, &Fixture::matcher), (&fixture, &search)]);
    println!("{{\"gazetteer\": {own}, \"matcher\": {matcher}, \"aho_corasick\": {aho_corasick}}}");
}

fn compare(fixture: &Fixture, count: usize) {
    type Run<'a> = (&'a str, &'a dyn Fn(&Fixture) -> usize);
    let runs: [Run; 5] = [
        ("aho-corasick, folding not counted", &|fixture| fixture.rival(Rivals::aho_corasick)),
        ("daachorse, folding not counted", &|fixture| fixture.rival(Rivals::daachorse)),
        ("fst, folding not counted", &|fixture| fixture.rival(Rivals::fst)),
        ("gazetteer, all counted", &Fixture::gazetteer),
        ("with the analysis of all matchers", &Fixture::matcher),
    ];
    let speeds = speeds(runs.map(|(_, run)| (fixture, run)));
    for ((name, _), speed) in runs.iter().zip(speeds) {
        println!("{count:>10}  {name:<34} {speed:>6.0}  {:>14.2}", speed / speeds[0]);
    }
}

/// A search over the text of a fixture, which tells how many names it found.
type Search<'a> = (&'a Fixture, &'a dyn Fn(&Fixture) -> usize);

/// The speed of each in MB/s: the best of ten, taken in turns, so that a busy machine is busy for all.
fn speeds<const N: usize>(runs: [Search; N]) -> [f64; N] {
    let mut best = [Duration::MAX; N];
    for _ in 0..10 {
        for (best, (fixture, run)) in best.iter_mut().zip(runs) {
            let start = Instant::now();
            divan::black_box(run(fixture));
            *best = start.elapsed().min(*best);
        }
    }
    std::array::from_fn(|number| runs[number].0.bytes as f64 / 1e6 / best[number].as_secs_f64())
}
