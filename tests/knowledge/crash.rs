//! `kill -9` at random moments of `kb add`: the base is sound each time, and in the end the one that nothing happened to.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use repere::knowledge::Base;

use crate::support::{assert_sound, dump, folder};

const KILLS: u32 = 50;

/// Small articles, enough of them for a run to take a while: some names in many, some in few, some edited in the second file.
fn articles(edition: u32) -> String {
    (0..240_u32)
        .map(|number| {
            let edited = if number % 7 == 0 { edition } else { 0 };
            let day = 1 + number % 28;
            format!(
                "{{\"id\": \"n{number}\", \"published\": \"2016-02-{day:02}\", \"text\": \"Michel Dupont, maire de Lannion, a reçu Jeanne Zelmanowicz{} à Mossoul. L'EI recule, édition {edited} de {number}.\"}}\n",
                number % 40
            )
        })
        .collect()
}

fn add(folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_repere"));
    command
        .args(["kb", "add", "first.jsonl", "second.jsonl", "--jobs", "2", "--batch", "20"])
        .current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn killed_fifty_times_the_base_is_the_same() {
    let (killed, quiet) = (folder("killed"), folder("quiet"));
    for folder in [&killed, &quiet] {
        fs::write(folder.join("first.jsonl"), articles(1)).expect("written");
        fs::write(folder.join("second.jsonl"), articles(2)).expect("written");
    }
    let start = Instant::now();
    assert!(add(&quiet).status().expect("the program runs").success());
    let whole = start.elapsed();
    let file = killed.join("newsroom.kb");
    for kill in 0..KILLS {
        let mut child = add(&killed).spawn().expect("the program runs");
        // Moments spread over a whole run, and over the time in which it begins.
        thread::sleep(
            whole.mul_f64(f64::from(kill * 37 % KILLS) / f64::from(KILLS)).max(Duration::from_millis(5)),
        );
        let _ = child.kill();
        child.wait().expect("it ends");
        if kill % 5 == 0 && file.exists() {
            assert_sound(&Base::open(&file).expect("the base opens"));
        }
    }
    assert!(add(&killed).status().expect("the program runs").success());
    let killed = Base::open(&file).expect("the base opens");
    assert_sound(&killed);
    let quiet = Base::open(&quiet.join("newsroom.kb")).expect("the base opens");
    assert!(dump(&killed) == dump(&quiet), "the bases differ");
}
