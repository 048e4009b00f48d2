//! The commands that measure and maintain: `eval`, `fit`, `candidates`, `dictionary impact`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn repere(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_repere"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// A file of this test run.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(path.parent().expect("it stands in a folder"))
        .expect("the test folder can be written");
    path
}

fn written(name: &str, text: &str) -> String {
    let path = scratch(name);
    fs::write(&path, text).expect("the test folder can be written");
    path.to_string_lossy().into_owned()
}

const GOLD: &str = "tests/data/gold.jsonl";

#[test]
fn eval_prints_the_figures_of_each_set() {
    let output = repere(&["eval", GOLD, "--group-by", "cause"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.starts_with("gold (3 documents)\ntype"), "{text}");
    for line in ["PER ", "LOC ", "ORG ", "DATE ", "all ", "entities: B-cubed", "dates: strict F", "errors: "]
    {
        assert!(text.lines().any(|found| found.starts_with(line)), "no line `{line}` in {text}");
    }
}

#[test]
fn eval_compares_the_types_asked_for() {
    let output = repere(&["eval", GOLD, "--types", "per,date", "--to", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("the output is JSON");
    let types: Vec<&String> = figures["types"].as_object().expect("figures by type").keys().collect();
    assert_eq!(types, ["DATE", "PER", "all"]);
    assert_eq!(figures["documents"], 3);
}

#[test]
fn eval_keeps_the_months_asked_for() {
    let output = repere(&["eval", GOLD, "--months", "3,4"]);
    assert!(stdout(&output).starts_with("gold (1 documents)"), "{}", stdout(&output));
    assert_eq!(repere(&["eval", GOLD, "--months", "13"]).status.code(), Some(2));
}

#[test]
fn eval_tells_what_is_wrong_and_goes_on() {
    let broken =
        written("broken.jsonl", "{\"id\": \"1\", \"text\": \"a\", \"entities\": []}\n{\"id\": \"2\"}\n");
    let output = repere(&["eval", &broken, "no-such-file.jsonl", GOLD]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("gold (3 documents)"));
    assert!(stderr(&output).contains("broken.jsonl:2: missing field `text`"), "{}", stderr(&output));
    assert!(stderr(&output).contains("no-such-file.jsonl: "), "{}", stderr(&output));
}

#[test]
fn eval_tells_values_before_and_after_publication() {
    let output = repere(&["eval", GOLD, "--types", "date", "--to", "json"]);
    let figures: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("the output is JSON");
    for side in ["before_publication", "after_publication"] {
        assert!(figures["dates"][side]["valued"].is_u64(), "{figures}");
        assert!(figures["dates"][side]["value_accuracy"].is_f64(), "{figures}");
    }
    assert!(stdout(&repere(&["eval", GOLD])).contains("values before the day of publication: right on "));
}

#[test]
fn eval_writes_the_page_on_dates() {
    let path = scratch("reports/dates.md").to_string_lossy().into_owned();
    let output = repere(&["eval", GOLD, "--date-report", &path]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = fs::read_to_string(&path).expect("the page is there");
    for part in ["| gold | Repère | ", "## Values", "`2022-SU`", "### relative", "## What is no date"] {
        assert!(page.contains(part), "no `{part}` in the page");
    }
    let broken = repere(&["eval", GOLD, "--date-report", &path, "--cases", "no-such-folder"]);
    assert!(!broken.status.success() && stderr(&broken).contains("no-such-folder"), "{}", stderr(&broken));
}

#[test]
fn eval_reads_other_weights() {
    let weights = written("weights.yml", "context_words: []\nweights:\n  no-such-cue: {PER: 1.0}\n");
    let output = repere(&["eval", GOLD, "--weights", &weights]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("weights.yml: there is no cue `no-such-cue`"), "{}", stderr(&output));
    let output = repere(&["eval", GOLD, "--weights", "dictionaries/weights-by-hand.yml"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn the_report_has_figures_and_no_sentence() {
    let report = scratch("report/quality.md");
    let path = report.to_string_lossy();
    let output = repere(&["eval", GOLD, "--report", &path, "--dictionaries", "tests/data/dictionaries"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = fs::read_to_string(&report).expect("the report was written");
    for part in
        ["# Quality", "## gold (3 documents)", "## Errors by cause", "## What each part brings", "`places/`"]
    {
        assert!(page.contains(part), "no `{part}` in {page}");
    }
    for name in ["Vasseur", "Lorient", "Rennes", "Karim"] {
        assert!(!page.contains(name), "`{name}` stands in the report");
    }
}

#[test]
fn fit_writes_the_same_weights_twice() {
    let fit = |name: &str| {
        let path = scratch(name);
        let path_text = path.to_string_lossy();
        let output = repere(&["fit", GOLD, "-o", &path_text, "--penalty", "0.5", "--hold-out-months", "6"]);
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(
            stdout(&output).contains("strict F of names on the 1 articles held out: "),
            "{}",
            stdout(&output)
        );
        fs::read_to_string(path).expect("the weights were written")
    };
    let weights = fit("fitted-1.yml");
    assert_eq!(weights, fit("fitted-2.yml"));
    assert!(weights.contains("WiNER-fr by Y. Dupont"), "{weights}");
    assert!(weights.contains("repere fit gold.jsonl --penalty 0.5 --hold-out-months 6"), "{weights}");
    repere::resolver::Weights::from_yaml(&weights).expect("the weights can be read");
}

#[test]
fn fit_validates_on_each_month() {
    let record = scratch("report/weights.md");
    let record_path = record.to_string_lossy();
    let against = ["--against", "dictionaries/weights.yml", "--record", &record_path];
    let output = repere(&[&["fit", GOLD, "--cross-validate"], &against[..]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    let months: Vec<&str> = text.lines().skip(2).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(months, ["3", "6", "mean"]);
    let page = fs::read_to_string(record).expect("the figures were written");
    assert!(page.contains("| month held out | articles | fitted | against | difference |"), "{page}");
}

#[test]
fn fit_refuses_what_makes_no_sense() {
    assert_eq!(repere(&["fit", GOLD]).status.code(), Some(2), "neither output nor cross-validation");
    assert_eq!(repere(&["fit", GOLD, "-o", "x.yml", "--penalty", "-1"]).status.code(), Some(2));
    let output = repere(&["fit", GOLD, "-o", "x.yml", "--prior", "no-such-file.yml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no-such-file.yml: "), "{}", stderr(&output));
}

#[test]
fn candidates_list_names_that_no_dictionary_has() {
    let one = written("candidates/one.txt", "M. Zborlac a parlé à Paris. Selon M. Zborlac, rien ne presse.");
    let two = written("candidates/two.txt", "Mme Karlinette a rencontré M. Zborlac.");
    let output = repere(&["candidates", &one, &two, "--min-articles", "2"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    let first: Vec<&str> = text.lines().nth(1).expect("a name is found").split_whitespace().take(4).collect();
    assert_eq!(first, ["Zborlac", "PER", "3", "2"]);
    assert!(text.contains("two.txt: Mme Karlinette a rencontré M. Zborlac."), "{text}");
    assert!(!text.contains("\nKarlinette"), "{text}");
}

#[test]
fn candidates_as_yaml_are_a_dictionary() {
    let text = written("candidates/three.txt", "M. Zborlac a rencontré Mme Karlinette : « Oui ».");
    let output = repere(&["candidates", &text, "--to", "yaml", "--types", "per"]);
    let yaml = stdout(&output);
    let file = repere::dictionary::load::load("candidates.yml", &yaml).expect("the file can be read");
    let repere::dictionary::load::Content::Entities(entries) = file.content else { panic!("it has entries") };
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["karlinette", "zborlac"]);
    let output = repere(&["candidates", &text, "--to", "yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("a dictionary file holds one type"), "{}", stderr(&output));
}

/// What becomes of an article when a dictionary file of these entries is added under this name.
fn impact(name: &str, entries: &str, more: &[&str]) -> Output {
    let header = "kind: entities\nsource: test\nlicence: CC0\ntype: LOC\nentries:\n";
    let change = written(&format!("impact/{name}"), &format!("{header}{entries}"));
    let article = "Le maire de Lorient a rencontré celui de Rennes. La zone de Zorbalie est fermée.";
    // Tests run side by side: each has its own.
    let article = written(&format!("impact/{name}.articles/port.txt"), article);
    let arguments =
        ["dictionary", "impact", &change, "--dictionaries", "tests/data/dictionaries", "--on", &article];
    repere(&[&arguments, more].concat())
}

#[test]
fn an_added_file_gives_tags() {
    for (name, more) in [("new.yml", &[][..]), ("own.yml", &["--as-users"])] {
        let output = impact(name, "- {id: zorbalie, name: Zorbalie}\n", more);
        assert!(output.status.success(), "{}", stderr(&output));
        let text = stdout(&output);
        assert!(text.starts_with("1 of 1 articles change\n"), "{text}");
        assert!(text.contains("→ Zorbalie LOC (zorbalie)"), "{text}");
    }
}

#[test]
fn an_edited_file_takes_the_place_of_the_shipped_one() {
    fs::create_dir_all(scratch("impact/places")).expect("the test folder can be written");
    let output = impact("places/towns.yml", "- {id: test-lorient, name: Lorient}\n", &["--to", "jsonl"]);
    let text = stdout(&output);
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert!(!lines.is_empty(), "Rennes has lost its entry");
    assert!(lines.iter().all(|line| line["before"]["id"] == "test-rennes"), "{text}");
}

#[test]
fn a_wrong_file_has_no_impact() {
    let output = impact("wrong.yml", "- {id: Zorbalie, name: Zorbalie}\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("wrong.yml:6:"), "{}", stderr(&output));
}
