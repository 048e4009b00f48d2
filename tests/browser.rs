//! What `html` and `html-inline` write, opened in a real Chromium: marks say what the mentions say, and nothing runs.
//!
//! Needs node, Chromium at `/usr/bin/chromium` and playwright-core in `tests/browser/node_modules`
//! (`npm ci` there); without one of them the test is skipped, with a message.

// A test that is skipped says so.
#![allow(clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const CHROMIUM: &str = "/usr/bin/chromium";

/// Pages, and texts, that are opened.
const INPUTS: [&str; 8] = [
    "tests/data/html/amp.html",
    "tests/data/html/direct.html",
    "tests/data/html/divs.html",
    "tests/data/html/hostile.html",
    "tests/data/html/quotidien.html",
    "tests/data/html/table.htm",
    "tests/data/html/hostile.txt",
    "examples/diplomatie.txt",
];

/// What is not there to open pages with.
fn missing() -> Option<String> {
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let modules = Path::new("tests/browser/node_modules/playwright-core");
    match () {
        () if !Path::new(CHROMIUM).exists() => Some(format!("there is no {CHROMIUM}")),
        () if !has_node => Some("there is no node".to_owned()),
        () if !modules.exists() => {
            Some("there is no playwright-core: run `npm ci` in tests/browser".to_owned())
        }
        () => None,
    }
}

fn tag(input: &str, to: &str) -> Vec<u8> {
    let arguments = ["tag", input, "--to", to, "--date", "2024-03-14"];
    let output = Command::new(env!("CARGO_BIN_EXE_repere")).args(arguments).output().expect("repere runs");
    assert!(output.status.success(), "{input}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn mentions(input: &str) -> Vec<String> {
    let article: Value = serde_json::from_slice(&tag(input, "jsonl")).expect("it is JSON");
    let mentions = article["mentions"].as_array().expect("there are mentions");
    mentions.iter().map(|mention| mention["text"].as_str().expect("it is a text").to_owned()).collect()
}

/// Writes both forms of each input; the files with what was read from each.
fn pages() -> Vec<(PathBuf, &'static str)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    let mut pages = Vec::new();
    for input in INPUTS {
        let name = input.replace(['/', '.'], "_");
        let forms: &[_] = if input.ends_with(".txt") { &["html"] } else { &["html", "html-inline"] };
        for form in forms {
            let ending = if *form == "html" { "html" } else { "inline.html" };
            let path = folder.join(format!("{name}.{ending}"));
            fs::write(&path, tag(input, form)).expect("the folder for tests can be written");
            pages.push((path, input));
        }
    }
    pages
}

#[test]
fn pages_say_what_was_found_and_run_nothing() {
    if let Some(missing) = missing() {
        eprintln!("skipped: pages are not opened in a browser: {missing}");
        return;
    }
    let pages = pages();
    let mut node = Command::new("node");
    node.arg("tests/browser/open.js").args(pages.iter().map(|(path, _)| path)).env("CHROMIUM", CHROMIUM);
    let output = node.output().expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let opened: Vec<Value> = serde_json::from_slice(&output.stdout).expect("the script prints JSON");
    assert_eq!(opened.len(), pages.len());
    for ((path, input), opened) in pages.iter().zip(opened) {
        let name = path.display();
        assert_eq!(opened["trouble"], Value::Array(Vec::new()), "{name}");
        let mentions = mentions(input);
        assert!(!mentions.is_empty(), "{input}");
        let mut marked = vec![String::new(); mentions.len()];
        for mark in opened["marks"].as_array().expect("there are marks") {
            let number = mark[0].as_u64().expect("it is a number") as usize;
            marked[number - 1].push_str(mark[1].as_str().expect("it is a text"));
        }
        // A page collapses white space where it shows it, and so does the text that is read from it.
        let shown = |text: &String| text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let (marked, mentions): (Vec<_>, Vec<_>) =
            (marked.iter().map(shown).collect(), mentions.iter().map(shown).collect());
        assert_eq!(marked, mentions, "{name}");
    }
}
