//! How fast dates are found: by the date matcher alone, and beside other programs on the same texts.
//!
//! `cargo bench --bench dates` measures the stages of the matcher, then prints a table that puts it beside chrono-node
//! (its French locale) and HeidelTime, each on one processor. What is not installed is told and left out:
//!
//! - chrono-node needs `node`, and the package in a folder `node_modules` here or in the folder that
//!   `CHRONO_NODE` names (`npm install --prefix FOLDER chrono-node`);
//! - HeidelTime needs `java`, and its standalone folder in `HEIDELTIME`; its starting time, measured on
//!   an empty text, is taken off.
//!
//! The texts are made here from sentences written for the project.

// A bench prints what it measures.
#![allow(clippy::print_stdout)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use jiff::civil::Date;
use repere::{Document, Tagger};
use serde_json::{Value, json};

const ARTICLES: usize = 1000;
const DAY_OF_PUBLICATION: &str = "2016-10-28";

const WEEKDAYS: [&str; 5] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"];
const MONTHS: [&str; 6] = ["janvier", "mars", "avril", "juin", "septembre", "décembre"];

/// Sentences in the manner of a news article, about one date in two of them; `{d}`, `{w}`, `{m}`, `{y}` stand for a
/// day, a weekday, a month and a year.
const SENTENCES: [&str; 16] = [
    "Le conseil municipal a adopté {w} soir le budget de la ville, malgré l'opposition d'une partie des élus.",
    "« Nous avons trop attendu », a déclaré la maire devant une centaine d'habitants réunis sur la place du marché.",
    "Les travaux, commencés en {m} {y}, doivent s'achever avant la fin de l'année.",
    "Selon la préfecture, près de 1 500 foyers étaient encore privés de courant et trois routes restaient coupées.",
    "Le procès s'ouvrira le {d} {m} devant la cour d'assises, a précisé le procureur.",
    "L'entreprise emploie 230 personnes dans la région et n'exclut pas de nouvelles embauches.",
    "La semaine dernière, les syndicats avaient appelé à la grève pour une durée de trois jours.",
    "Le ministre, âgé de 52 ans, n'a pas souhaité répondre aux questions des journalistes présents.",
    "Une première version du texte avait été présentée le {w} {d} {m} {y}, sans succès.",
    "Les deux hommes ont été entendus par les enquêteurs, puis remis en liberté dans l'attente de leur jugement.",
    "Entre {y} et 2016, la population de la commune a augmenté d'un quart.",
    "Cette décision a surpris les riverains, qui réclament depuis longtemps une piste cyclable sur le boulevard.",
    "Du 3 au 5 {m}, le festival accueillera une quarantaine d'artistes venus de toute l'Europe.",
    "Le club, qui évolue en deuxième division, a perdu deux buts à un contre un adversaire mieux classé.",
    "Construite dans les années 1930, l'usine a fermé ses portes hier.",
    "Les pompiers ont mis plus de quatre heures à maîtriser les flammes, sans faire de blessé.",
];

fn articles() -> Vec<String> {
    (0..ARTICLES).map(article).collect()
}

fn article(number: usize) -> String {
    let sentence = |at: usize| {
        let turn = number * SENTENCES.len() + at;
        SENTENCES[turn % SENTENCES.len()]
            .replace("{d}", &(2 + turn % 27).to_string())
            .replace("{w}", WEEKDAYS[turn % WEEKDAYS.len()])
            .replace("{m}", MONTHS[turn % MONTHS.len()])
            .replace("{y}", &(1950 + turn % 60).to_string())
    };
    (0..SENTENCES.len()).map(|at| sentence(number + at)).collect::<Vec<_>>().join(" ")
}

fn published() -> Option<Date> {
    DAY_OF_PUBLICATION.parse().ok()
}

fn documents<'t>(tagger: &Tagger, texts: &'t [String]) -> Vec<Document<'t>> {
    texts.iter().map(|text| tagger.document(text, published())).collect()
}

fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// The dates of a document, each with its value.
fn dates_of(tagger: &Tagger, document: &Document) -> usize {
    let mentions = tagger.dates().find(document);
    tagger.dates().anchor(document, &mentions).iter().filter(|date| date.value.is_some()).count()
}

fn run(bencher: Bencher, texts: &[String], mut work: impl FnMut() -> usize) {
    let dates = work();
    bencher.counter(BytesCount::new(bytes(texts))).counter(ItemsCount::new(dates)).bench_local(work);
}

/// The grammar, on texts that are already cut into tokens.
#[divan::bench]
fn find(bencher: Bencher) {
    let (tagger, texts) = (Tagger::new([]), articles());
    let documents = documents(&tagger, &texts);
    run(bencher, &texts, || documents.iter().map(|document| tagger.dates().find(document).len()).sum());
}

/// The grammar and the values: the date matcher alone.
#[divan::bench]
fn find_and_anchor(bencher: Bencher) {
    let (tagger, texts) = (Tagger::new([]), articles());
    let documents = documents(&tagger, &texts);
    run(bencher, &texts, || documents.iter().map(|document| dates_of(&tagger, document)).sum());
}

/// The same from the bare text, tokens and sentences included: what others do in one call.
#[divan::bench]
fn from_text(bencher: Bencher) {
    let (tagger, texts) = (Tagger::new([]), articles());
    run(bencher, &texts, || dates_of_texts(&tagger, &texts));
}

fn dates_of_texts(tagger: &Tagger, texts: &[String]) -> usize {
    texts.iter().map(|text| dates_of(tagger, &tagger.document(text, published()))).sum()
}

fn main() {
    divan::main();
    let is_measured = std::env::args().all(|argument| argument != "--list" && argument != "--test");
    if is_measured {
        compare(&articles());
    }
}

/// How long a program took for all texts, and how many dates it found.
struct Run {
    dates: usize,
    time: Duration,
}

/// Prints the table of programs.
fn compare(texts: &[String]) {
    println!(
        "\ndates of {} articles, {} bytes, from the bare text, one processor",
        texts.len(),
        bytes(texts)
    );
    println!("{:<16}{:>10}{:>14}{:>12}", "program", "dates", "dates/s", "MB/s");
    print_row("Repère", &Ok(own(texts)), texts);
    print_row("chrono-node", &chrono(texts), texts);
    print_row("HeidelTime", &heideltime(texts), texts);
}

fn print_row(program: &str, run: &Result<Run, String>, texts: &[String]) {
    match run {
        Ok(Run { dates, time }) => {
            let seconds = time.as_secs_f64();
            let (rate, speed) = (*dates as f64 / seconds, bytes(texts) as f64 / 1e6 / seconds);
            println!("{program:<16}{dates:>10}{rate:>14.0}{speed:>12.3}");
        }
        Err(reason) => println!("{program:<16}SKIPPED: {reason}"),
    }
}

fn own(texts: &[String]) -> Run {
    let tagger = Tagger::new([]);
    let runs = (0..5).map(|_| {
        let start = Instant::now();
        Run { dates: dates_of_texts(&tagger, texts), time: start.elapsed() }
    });
    runs.min_by_key(|run| run.time).expect("five runs")
}

/// Times chrono-node within one process of node, after a round to warm it up.
fn chrono(texts: &[String]) -> Result<Run, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/chrono.cjs");
    let mut child = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("node does not run: {error}"))?;
    let input = json!({"published": DAY_OF_PUBLICATION, "texts": texts}).to_string();
    // A script that ends early has read nothing; what it says on standard error tells why.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let figures: Value = serde_json::from_slice(&output.stdout)
        .map_err(|_| String::from_utf8_lossy(&output.stderr).trim().to_owned())?;
    let (dates, seconds) = (figures["dates"].as_u64(), figures["seconds"].as_f64());
    let (dates, seconds) = dates.zip(seconds).ok_or("the script gives no figures")?;
    Ok(Run { dates: dates as usize, time: Duration::from_secs_f64(seconds) })
}

/// Times HeidelTime on all texts in one file, less its time on next to nothing.
fn heideltime(texts: &[String]) -> Result<Run, String> {
    let folder = std::env::var_os("HEIDELTIME").map(PathBuf::from);
    let folder = folder.ok_or("the variable HEIDELTIME names no folder")?;
    let (_, start) = heideltime_run(&folder, "Bonjour.")?;
    let (dates, whole) = heideltime_run(&folder, &texts.join("\n\n"))?;
    Ok(Run { dates, time: whole.saturating_sub(start) })
}

fn heideltime_run(folder: &Path, text: &str) -> Result<(usize, Duration), String> {
    let file = std::env::temp_dir().join(format!("repere-bench-{}.txt", std::process::id()));
    std::fs::write(&file, text).map_err(|error| error.to_string())?;
    let start = Instant::now();
    let output = Command::new("java")
        .arg("-jar")
        .arg(folder.join("de.unihd.dbs.heideltime.standalone.jar"))
        .args(["-l", "FRENCH", "-t", "NEWS", "-dct", DAY_OF_PUBLICATION, "-c"])
        .arg(folder.join("config.props"))
        .arg(&file)
        .output();
    let time = start.elapsed();
    let _ = std::fs::remove_file(&file);
    let output = output.map_err(|error| format!("java does not run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    Ok((String::from_utf8_lossy(&output.stdout).matches("<TIMEX3 ").count(), time))
}
