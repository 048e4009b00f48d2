//! The standards' own tools read what the program writes: spaCy, rdflib, lxml with the schema of TEI, Label Studio's SDK, conllu, csv of Python.
//!
//! `REPERE_PYTHON` names the Python that has them (`pip install -r tests/readers/requirements.txt`); what is not installed is skipped.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What the scripts exit with where a tool is not there.
const NOT_INSTALLED: i32 = 77;

/// Two articles with all that makes offsets go wrong.
const NEWS: &str = concat!(
    r#"{"id": "2024/été 1", "published": "2016-10-28", "text": "Macron reçoit Lavrov à l’Élysée 🇫🇷\r\n\r\nEmmanuel Macron a reçu vendredi "#,
    r#"Serguei\u0308 Lavrov à Paris. L'O.N.U., 👩‍👩‍👧 à New\r\nYork\u00a0: «\u202fS’en félicite\u202f», dit-elle\u2026 Mos\u00adsoul attend."}"#,
    "\n",
    r#"{"id": "=1+1", "text": " <b>Aujourd'hui</b>,\tM. Dupont & M. Macron\u0001 ont vu Port-au-Prince ;  du 3 au 5 mai 2016, les années 1990."}"#,
    "\n"
);

fn read_back(format: &str, output: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats-standard").join(format);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    fs::write(folder.join("news.jsonl"), NEWS).expect("the folder for tests can be written");
    for (to, path) in [("jsonl", "expected.jsonl"), (format, output)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_repere"));
        command.args(["tag", "news.jsonl", "--to", to, "--output", path]).current_dir(&folder);
        assert!(command.status().expect("the program runs").success());
    }
    let python = std::env::var_os("REPERE_PYTHON").unwrap_or_else(|| "python3".into());
    let mut command = Command::new(python);
    command.arg(root.join("tests/readers/read_back.py")).args([
        format,
        "news.jsonl",
        "expected.jsonl",
        output,
    ]);
    let run = match command.current_dir(&folder).stdin(Stdio::null()).output() {
        Ok(run) => run,
        Err(error) => return skip(format, &format!("Python does not run: {error}")),
    };
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    match run.status.code() {
        Some(0) => {}
        Some(NOT_INSTALLED) => skip(format, &said),
        _ => panic!("{format} is not read back: {said}"),
    }
}

/// Tells that a format was not read back, where the test runner does not swallow it.
fn skip(format: &str, reason: &str) {
    let told = writeln!(io::stderr(), "skipped: {format} is not read back: {}", reason.trim_end());
    told.expect("standard error takes all");
}

#[test]
fn spacy_reads_documents() {
    read_back("spacy", "out.jsonl");
}

#[test]
fn spacy_and_seqeval_read_conll() {
    read_back("conll", "out.conll");
}

#[test]
fn rdflib_reads_nif() {
    read_back("nif", "out.ttl");
}

#[test]
fn lxml_reads_tei_and_its_schema_holds() {
    read_back("tei", "out.xml");
}

#[test]
fn label_studio_takes_tasks() {
    read_back("label-studio", "out.json");
}

#[test]
fn python_reads_csv() {
    read_back("csv", "out.csv");
}

#[test]
fn python_reads_brat() {
    read_back("brat", "brat");
}

#[test]
fn python_reads_web_annotation() {
    read_back("web-annotation", "out.jsonld");
}
