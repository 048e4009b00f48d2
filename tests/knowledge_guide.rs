//! The guide to the knowledge base does what it says: its commands are run in an empty folder, and print what stands behind them.
//!
//! `SNAPSHOTS=overwrite cargo test --test knowledge_guide` writes down what they print now, to be read in review.

use std::fs;
use std::path::Path;
use std::process::Command;

fn guide() -> String {
    fs::read_to_string(path()).expect("the guide is there")
}

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/knowledge-base.md")
}

/// What a command prints, standard error included.
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_repere")).parent().expect("it lies in a folder").to_owned();
    let others = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(folder)
        .env("PATH", format!("{}:{others}", program.display()))
        .env("REPERE_TIME", "2016-11-02T10:00:00Z")
        .output()
        .expect("there is a shell");
    String::from_utf8(output.stdout).expect("commands print text")
}

/// The guide as it would be with what its commands print now.
fn as_run(guide: &str, folder: &Path) -> String {
    let mut written = String::new();
    let mut block = "";
    for line in guide.split_inclusive('\n') {
        match (block, line.trim_end()) {
            ("", fence) if fence.starts_with("```") => block = &fence[3..],
            (_, "```") => block = "",
            ("console", command) => match command.strip_prefix("$ ") {
                Some(command) => {
                    written += line;
                    written += &run(command, folder);
                    continue;
                }
                // What was printed when the guide was written.
                None => continue,
            },
            _ => {}
        }
        written += line;
    }
    written
}

#[test]
fn the_guide_does_what_it_says() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("knowledge-guide");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    let guide = guide();
    let (_, articles) = guide.split_once("```jsonl\n").expect("the guide has articles");
    let (articles, _) = articles.split_once("```").expect("a block is closed");
    assert_eq!(articles.lines().count(), 10);
    fs::write(folder.join("news.jsonl"), articles).expect("the folder for tests can be written");
    let now = as_run(&guide, &folder);
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(path(), &now).expect("the guide can be written");
        return;
    }
    assert!(now.matches("$ repere kb").count() > 20);
    similar_lines(&guide, &now);
}

/// Fails at the first line that differs.
fn similar_lines(told: &str, printed: &str) {
    for (number, (told, printed)) in (1..).zip(told.lines().zip(printed.lines())) {
        assert_eq!(told, printed, "docs/knowledge-base.md:{number}");
    }
    assert_eq!(told.lines().count(), printed.lines().count());
}
