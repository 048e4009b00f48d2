//! brat, and outputs that are files: on the command line too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use repere::Tagged;
use repere::format::{Article, ArticleFolder, ArticleWriter, BratWriter};

use crate::{Mark, TAGGER};

/// A folder of its own.
fn fresh(test: &str) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats-out").join(format!("{test}-{number}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the folder for tests can be written");
    path
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Writes an article as brat has it, and reads it back by the rules of brat: one line each, fragments that do not touch, in order, whose
/// texts with a space between them are the text of the line; ids of their own; notes and references point at mentions.
pub fn brat((article, tagged): &(Article, Tagged)) -> Vec<Mark> {
    let path = fresh("brat");
    let folder = ArticleFolder::open(&path).expect("the folder is there");
    let mut writer = BratWriter::new(folder, TAGGER.lexicon()).expect("the folder can be written");
    writer.write(article, tagged).and_then(|()| writer.finish()).expect("the folder can be written");
    assert_eq!(names(&path), ["a.ann", "a.txt", "annotation.conf"]);
    let read = |name: &str| fs::read_to_string(path.join(name)).expect("it is text");
    let (text, annotations) = (read("a.txt"), read("a.ann"));
    assert_eq!(text, article.text);
    let conf = read("annotation.conf");
    let types: Vec<&str> = conf.lines().skip_while(|line| *line != "[entities]").skip(1).take(4).collect();
    fs::remove_dir_all(&path).expect("the folder is there");
    let (mentions, others): (Vec<&str>, Vec<&str>) =
        annotations.lines().partition(|line| line.starts_with('T'));
    let ids: Vec<&str> = mentions.iter().filter_map(|line| line.split('\t').next()).collect();
    for line in others {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, target, _] = columns[..] else { panic!("three columns: {line:?}") };
        let target: Vec<&str> = target.split(' ').collect();
        assert!(ids.contains(&target[1]), "{line:?}");
        match target[0] {
            "AnnotatorNotes" => assert!(id.starts_with('#') && target.len() == 2),
            kind => {
                assert!(kind == "Reference" && id.starts_with('N') && target[2].contains(':'), "{line:?}")
            }
        }
    }
    mentions.iter().map(|line| mention(line, &text, &types)).collect()
}

fn mention(line: &str, text: &str, types: &[&str]) -> Mark {
    let columns: Vec<&str> = line.split('\t').collect();
    let [_, place, words] = columns[..] else { panic!("three columns: {line:?}") };
    let (label, offsets) = place.split_once(' ').expect("a type and offsets");
    assert!(types.contains(&label));
    let fragment = |fragment: &str| {
        let (start, end) = fragment.split_once(' ').expect("start and end");
        Mark::at(text, start.parse().expect("a number"), end.parse().expect("a number"), label)
    };
    let fragments: Vec<Mark> = offsets.split(';').map(fragment).collect();
    assert!(fragments.windows(2).all(|pair| pair[0].end < pair[1].start), "fragments do not touch");
    let texts: Vec<&str> = fragments.iter().map(|fragment| fragment.text.as_str()).collect();
    assert_eq!(texts.join(" "), words);
    // Python splits lines at these.
    assert!(!words.contains([
        '\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'
    ]));
    Mark::at(text, fragments[0].start, fragments[fragments.len() - 1].end, label)
}

fn repere(folder: &Path, arguments: &[&str]) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_repere")).args(arguments).current_dir(folder).output();
    command.expect("the program runs")
}

fn news(folder: &Path) {
    let lines = [
        r#"{"id": "2024/a", "text": "Emmanuel Macron est à Paris."}"#,
        r#"{"id": "../../a", "text": "Sergueï Lavrov est à Mossoul."}"#,
        r#"{"id": "2024/A.txt", "text": "Rien."}"#,
    ];
    fs::write(folder.join("news.jsonl"), lines.join("\n")).expect("the folder can be written");
}

#[test]
fn a_file_is_what_standard_output_would_be() {
    let folder = fresh("file");
    news(&folder);
    fs::write(folder.join("tags.csv"), "old").expect("the folder can be written");
    let shown = repere(&folder, &["tag", "news.jsonl", "--to", "csv"]);
    let written = repere(&folder, &["tag", "news.jsonl", "--to", "csv", "-o", "tags.csv"]);
    assert!(written.status.success() && written.stdout.is_empty() && written.stderr.is_empty());
    assert_eq!(fs::read(folder.join("tags.csv")).expect("it is there"), shown.stdout);
    assert_eq!(names(&folder), ["news.jsonl", "tags.csv"]);
}

#[test]
fn a_folder_has_a_file_for_each_article_and_nothing_is_written_beside_it() {
    let folder = fresh("folder");
    news(&folder);
    let run = repere(&folder, &["tag", "news.jsonl", "--to", "tei", "-o", "out/tei/"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(names(&folder), ["news.jsonl", "out"]);
    assert_eq!(names(&folder.join("out/tei")), ["2024_A-2.tei.xml", "2024_a.tei.xml", "a.tei.xml"]);
    let run = repere(&folder, &["tag", "news.jsonl", "--to", "brat", "-o", "brat"]);
    assert!(run.status.success());
    assert_eq!(names(&folder.join("brat")).len(), 7);
}

#[test]
fn an_output_that_cannot_be_written_is_told() {
    let folder = fresh("refused");
    news(&folder);
    let run = repere(&folder, &["tag", "news.jsonl", "--to", "brat"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("--output FOLDER"));
    let run = repere(&folder, &["tag", "news.jsonl", "--to", "jsonl", "-o", "no/such/folder.jsonl"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).starts_with("repere: no/such/folder.jsonl: "));
    let run = repere(&folder, &["tag", "news.jsonl", "--to", "brat", "-o", "news.jsonl"]);
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(names(&folder), ["news.jsonl"]);
}

#[test]
fn inputs_that_fail_leave_the_others_in_the_file() {
    let folder = fresh("partly");
    fs::write(folder.join("news.jsonl"), "{\"id\": 1, \"text\": \"Paris.\"}\nwrong\n")
        .expect("it can be written");
    let run = repere(&folder, &["tag", "news.jsonl", "--to", "jsonl", "-o", "tags.jsonl"]);
    assert_eq!(run.status.code(), Some(1));
    let lines = fs::read_to_string(folder.join("tags.jsonl")).expect("it is there");
    assert_eq!(lines.lines().count(), 1);
}

#[test]
#[cfg(unix)]
fn a_device_is_written_to_as_it_is() {
    let folder = fresh("device");
    news(&folder);
    let run = repere(&folder, &["tag", "news.jsonl", "--to", "jsonl", "-o", "/dev/null"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(!Path::new("/dev/null").is_file());
}
