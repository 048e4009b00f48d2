//! Adding, editing and taking away articles; damaged, read-only and full disks.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use repere::EntityType;
use repere::knowledge::{Base, BaseError, Delta, DocumentFacts, Filter, MonthCount, Stored};

use crate::support::{GOLD, assert_sound, base, dump, facts, folder};

const LAVROV: &str = "Sergueï Lavrov est à Mossoul. M. Lavrov repart vendredi.";

#[test]
fn the_same_article_again_changes_nothing() {
    let mut base = base("again");
    let article = facts("a", "2016-10-28", LAVROV);
    let first = base.add(std::slice::from_ref(&article)).expect("stored");
    assert_eq!((first.new, first.mentions_added, first.entities_added), (1, 4, 2));
    let before = (dump(&base), base.stats().expect("read"));
    let again = base.add(std::slice::from_ref(&article)).expect("stored");
    assert_eq!(again, Delta { known: 1, ..Delta::default() });
    let copy = DocumentFacts { name: "b".to_owned(), ..article };
    assert_eq!(base.add(&[copy]).expect("stored"), Delta { duplicates: 1, ..Delta::default() });
    assert_eq!(before, (dump(&base), base.stats().expect("read")));
}

#[test]
fn of_an_edited_article_nothing_of_the_older_text_remains() {
    let mut base = base("edited");
    let plain = {
        let mut base = crate::support::base("edited-plain");
        base.add(&[facts("a", "2016-10-29", "Angela Merkel est à Berlin.")]).expect("stored");
        dump(&base)
    };
    base.add(&[facts("a", "2016-10-28", LAVROV)]).expect("stored");
    let delta = base.add(&[facts("a", "2016-10-29", "Angela Merkel est à Berlin.")]).expect("stored");
    assert_eq!((delta.replaced, delta.mentions_removed, delta.entities_removed), (1, 4, 2));
    assert_eq!(dump(&base), plain);
    assert_sound(&base);
    assert!(base.search("lavrov", None, 10).expect("read").is_empty());
}

#[test]
fn what_is_not_committed_never_was() {
    let mut base = base("rolled-back");
    base.add(&[facts("a", "2016-10-28", LAVROV)]).expect("stored");
    let before = dump(&base);
    let mut addition = base.begin().expect("begun");
    assert_eq!(
        addition.store(facts("b", "2016-10-28", "Angela Merkel est à Berlin.")).expect("stored"),
        Stored::New
    );
    assert_eq!(addition.delta().expect("settled").entities_added, 2);
    drop(addition);
    assert_eq!(dump(&base), before);
    // Ids that were given out in vain are not taken for those of other entities.
    base.add(&[facts("c", "2016-10-28", "Barack Obama est à Berlin.")]).expect("stored");
    assert_sound(&base);
}

#[test]
fn two_writers_wait_for_each_other() {
    let file = folder("two-writers").join("newsroom.kb");
    Base::open(&file).expect("made");
    let halves: Vec<Vec<DocumentFacts>> =
        (0..2).map(|half| GOLD.0.iter().skip(half).step_by(2).cloned().collect()).collect();
    thread::scope(|scope| {
        for half in &halves {
            let file = &file;
            scope.spawn(move || {
                let mut base = Base::open(file).expect("opened");
                for facts in half {
                    base.add(std::slice::from_ref(facts)).expect("waited for its turn");
                }
            });
        }
    });
    let mut alone = base("one-writer");
    alone.add(&GOLD.0).expect("stored");
    let both = Base::open(&file).expect("opened");
    assert_eq!(dump(&both), dump(&alone));
    assert_sound(&both);
}

#[test]
fn a_slow_source_keeps_no_other_waiting() {
    let folder = folder("slow-source");
    fs::write(folder.join("b.txt"), "Angela Merkel est à Berlin.").expect("written");
    let mut slow = Command::new(env!("CARGO_BIN_EXE_repere"));
    slow.args(["kb", "add", "--from", "jsonl", "-"]).current_dir(&folder);
    let mut slow = slow.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program runs");
    let mut source = slow.stdin.take().expect("it is a pipe");
    let line = |id: u32| format!("{{\"id\": {id}, \"text\": \"{LAVROV}\"}}\n");
    source.write_all(line(1).as_bytes()).expect("it reads");
    let file = folder.join("newsroom.kb");
    let articles = || Base::read(&file).and_then(|base| base.stats()).map_or(0, |stats| stats.articles);
    // What came is stored though the source has not ended.
    while articles() < 1 {
        assert!(slow.try_wait().expect("asked").is_none(), "it waits for its source");
        thread::sleep(Duration::from_millis(50));
    }
    assert!(repere(&folder, &["kb", "add", "b.txt"]).status.success());
    assert_eq!(articles(), 2);
    drop(source);
    assert!(slow.wait().expect("it ends").success());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is added, edited and taken away in whatever order and batches: what remains is what the articles of now make.
    #[test]
    fn history_leaves_no_trace(steps in prop::collection::vec((0_usize..12, 0_usize..12, any::<bool>(), any::<bool>()), 1..30)) {
        let mut base = base("history");
        let mut now: std::collections::BTreeMap<usize, DocumentFacts> = std::collections::BTreeMap::new();
        for (name, text, is_removed, is_rebuilt) in steps {
            let article = DocumentFacts { name: format!("n{name}"), ..GOLD.0[text].clone() };
            let mut addition = base.begin().expect("begun");
            if is_removed {
                addition.remove(&article.name).expect("removed");
                now.remove(&name);
            } else if now.iter().all(|(other, facts)| *other == name || facts.digest != article.digest) {
                addition.store(article.clone()).expect("stored");
                now.insert(name, article);
            }
            addition.commit().expect("committed");
            if is_rebuilt {
                prop_assert_eq!(base.rebuild().expect("rebuilt"), Delta::default());
            }
        }
        let mut fresh = crate::support::base("history-fresh");
        fresh.add(&now.into_values().collect::<Vec<_>>()).expect("stored");
        prop_assert_eq!(dump(&base), dump(&fresh));
        prop_assert_eq!(base.check().expect("checked"), Vec::<String>::new());
    }
}

fn error(result: Result<Base, BaseError>) -> String {
    result.err().expect("this is no base").to_string()
}

#[test]
fn what_is_no_base_is_refused() {
    let folder = folder("no-base");
    let text = folder.join("text.kb");
    fs::write(&text, "this is a text, and a long one, so that it might be taken for a base: no".repeat(50))
        .expect("written");
    assert!(error(Base::open(&text)).ends_with("text.kb: this is no knowledge base"));
    assert!(error(Base::read(&folder.join("none.kb"))).contains("there is no such base"));
    assert!(error(Base::open(&folder.join("no/such/folder.kb"))).contains("it cannot be opened"));
}

#[test]
fn a_base_of_an_older_version_becomes_one_of_this() {
    let mut base = base("older");
    base.add(&GOLD.0).expect("stored");
    let file = base.file().to_owned();
    let before = dump(&base);
    drop(base);
    let connection = rusqlite::Connection::open(&file).expect("opened");
    let older = "DROP INDEX occurrence_claim; CREATE INDEX occurrence_claim ON occurrence (claim); DROP INDEX month_articles";
    connection.execute_batch(older).expect("made older");
    connection.pragma_update(None, "user_version", 1).expect("made older");
    drop(connection);
    assert!(error(Base::read(&file)).contains("it is of an older version"));
    let base = Base::open(&file).expect("brought up to date");
    assert_eq!(before, dump(&base));
    assert_sound(&base);
    assert!(Base::read(&file).is_ok());
}

#[test]
fn a_newer_schema_is_refused() {
    let file = folder("newer").join("newsroom.kb");
    Base::open(&file).expect("made");
    let connection = rusqlite::Connection::open(&file).expect("opened");
    connection.pragma_update(None, "user_version", 99).expect("written");
    drop(connection);
    assert!(error(Base::open(&file)).contains("a newer version of this program (schema 99"));
    assert!(error(Base::read(&file)).contains("a newer version of this program (schema 99"));
}

#[test]
fn damage_is_told() {
    let mut base = base("damage");
    base.add(&GOLD.0).expect("stored");
    let file = base.file().to_owned();
    drop(base);
    let connection = rusqlite::Connection::open(&file).expect("opened");
    connection.execute("UPDATE month SET articles = articles + 1 WHERE month = 201601", []).expect("written");
    drop(connection);
    let mut base = Base::open(&file).expect("opened");
    let told = base.check().expect("checked");
    assert!(told.iter().any(|told| told.contains("months are counted wrong")), "{told:?}");
    base.rebuild().expect("rebuilt");
    assert_sound(&base);
}

#[test]
fn a_backup_is_a_base() {
    let mut base = base("backup");
    base.add(&GOLD.0).expect("stored");
    let to = base.file().with_file_name("copy.kb");
    base.backup(&to).expect("copied");
    assert_eq!(dump(&Base::read(&to).expect("opened")), dump(&base));
    assert!(base.backup(&to).expect_err("it is there").to_string().contains("there already"));
}

fn repere(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_repere"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_read_only_base_is_left_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("read-only");
    fs::write(folder.join("a.txt"), LAVROV).expect("written");
    fs::write(folder.join("b.txt"), "Angela Merkel est à Berlin.").expect("written");
    assert!(repere(&folder, &["kb", "add", "a.txt"]).status.success());
    let file = folder.join("newsroom.kb");
    let before = fs::read(&file).expect("read");
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    mode(&file, 0o444);
    mode(&folder, 0o555);
    let is_everybodys = fs::OpenOptions::new().append(true).open(&file).is_ok();
    let add = ["kb", "add", "b.txt"];
    let output = if is_everybodys { as_nobody(&folder, &add) } else { Some(repere(&folder, &add)) };
    mode(&folder, 0o755);
    match output {
        Some(output) => {
            assert_eq!(output.status.code(), Some(1));
            assert!(stderr(&output).contains("newsroom.kb: it cannot be written"), "{}", stderr(&output));
        }
        None => {
            eprintln!("SKIPPED: who runs this test may write to all files, and others cannot run the program")
        }
    }
    assert_eq!(before, fs::read(&file).expect("read"));
}

/// Runs the program as a user who owns nothing; nothing where that user cannot run it.
fn as_nobody(folder: &Path, arguments: &[&str]) -> Option<Output> {
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_repere"));
        command.args(arguments).current_dir(folder).uid(NOBODY).gid(NOBODY).output().ok()
    };
    run(&["--version"]).filter(|output| output.status.success())?;
    run(arguments)
}

#[test]
fn a_full_disk_leaves_the_base_as_it_was() {
    let folder = folder("full");
    fs::write(folder.join("a.txt"), LAVROV).expect("written");
    let lines: String = (0..1000)
        .map(|number| format!("{{\"id\": {number}, \"text\": \"Ville{number} Sergueï Lavrov est à Mossoul avec Jeanne Kerbrat{number}.\"}}\n"))
        .collect();
    fs::write(folder.join("many.jsonl"), lines).expect("written");
    assert!(repere(&folder, &["kb", "add", "a.txt"]).status.success());
    let before = dump(&Base::read(&folder.join("newsroom.kb")).expect("opened"));
    // No file may be longer than 600 blocks: as if the disk were full.
    let limited = format!(
        "trap '' XFSZ; ulimit -f 600 && exec '{}' kb add many.jsonl --batch 100",
        env!("CARGO_BIN_EXE_repere")
    );
    let output = Command::new("sh").args(["-c", &limited]).current_dir(&folder).output();
    let Ok(output) = output else {
        eprintln!("skipped: there is no shell to limit the length of files with");
        return;
    };
    let base = Base::open(&folder.join("newsroom.kb")).expect("opened");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("nothing of the last batch was stored"), "{}", stderr(&output));
    assert_sound(&base);
    // Batches before the last may be in it, whole.
    assert_eq!((base.stats().expect("read").articles - 1) % 100, 0);
    assert!(dump(&base).len() >= before.len());
    drop(base);
    assert!(repere(&folder, &["kb", "add", "many.jsonl"]).status.success());
    assert_eq!(
        Base::read(&folder.join("newsroom.kb")).expect("opened").stats().expect("read").articles,
        1001
    );
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    let folder = folder("dry");
    fs::write(folder.join("a.txt"), LAVROV).expect("written");
    let dry = repere(&folder, &["kb", "add", "--dry-run", "a.txt"]);
    assert!(dry.status.success() && !folder.join("newsroom.kb").exists(), "{}", stderr(&dry));
    let wet = repere(&folder, &["kb", "add", "a.txt"]);
    assert_eq!(String::from_utf8_lossy(&dry.stdout), String::from_utf8_lossy(&wet.stdout));
    fs::write(folder.join("a.txt"), "Angela Merkel est à Berlin.").expect("written");
    let before = dump(&Base::read(&folder.join("newsroom.kb")).expect("opened"));
    let dry = repere(&folder, &["kb", "add", "--dry-run", "a.txt"]);
    assert!(String::from_utf8_lossy(&dry.stdout).contains("1 replaced"), "{}", stderr(&dry));
    assert_eq!(before, dump(&Base::read(&folder.join("newsroom.kb")).expect("opened")));
}

#[test]
fn a_list_of_months_says_what_the_timelines_say() {
    let mut base = base("list");
    base.add(&GOLD.0).expect("stored");
    let all = base.list(&Filter::default(), 10_000).expect("read");
    assert!(all.len() > 30);
    let code = |month: &str| month.replace('-', "").parse::<i64>().expect("a month");
    let ranges =
        [(None, Some(201_601)), (Some(201_602), Some(201_602)), (Some(201_602), None), (Some(1), Some(2))];
    for (since, until) in ranges {
        for (entity_type, min, limit) in [(None, 0, 7), (None, 2, 100), (Some(EntityType::Place), 1, 1000)] {
            let filter = Filter { entity_type, since, until, min };
            let inside = |month: &MonthCount| {
                let month = month.month.as_deref().map_or(0, code);
                since.is_none_or(|since| month >= since) && until.is_none_or(|until| month <= until)
            };
            let counted =
                all.iter().filter(|line| entity_type.is_none_or(|wanted| wanted == line.entity_type));
            let mut counted: Vec<(u64, String, u64)> = counted
                .map(|line| {
                    let months = base.timeline(&line.key).expect("read");
                    let inside = || months.iter().filter(|month| inside(month));
                    let articles = inside().map(|month| month.articles).sum();
                    (articles, line.key.clone(), inside().map(|month| month.mentions).sum())
                })
                .filter(|(articles, ..)| *articles >= min.max(1))
                .collect();
            counted.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
            counted.truncate(limit);
            let listed = base.list(&filter, limit).expect("read");
            let listed: Vec<(u64, String, u64)> =
                listed.into_iter().map(|line| (line.articles, line.key, line.mentions)).collect();
            assert_eq!(listed, counted, "{filter:?}");
        }
    }
}
