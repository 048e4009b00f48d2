//! What the README shows is what the program does. (Its library example runs among the documentation tests.)

use std::path::Path;
use std::process::Command;

use repere::dictionary::load::load;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("the README is there")
}

/// The first block of the README in a language.
fn block(language: &str) -> String {
    let readme = readme();
    let (_, rest) = readme.split_once(&format!("```{language}\n")).expect("the README has such a block");
    rest.split_once("```").expect("a block is closed").0.to_owned()
}

#[test]
fn the_first_command_prints_what_is_shown() {
    let commands = block("sh");
    let line = commands.lines().find_map(|line| line.strip_prefix("cargo run --release -- "));
    let arguments = line.expect("the README runs the program").split(' ');
    let output = Command::new(env!("CARGO_BIN_EXE_repere")).args(arguments).current_dir(root()).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("the program prints text");
    let shown = block("text");
    assert!(printed.starts_with(&shown), "the README shows\n{shown}\nthe program prints\n{printed}");
}

#[test]
fn the_dictionary_that_is_shown_is_read() {
    let file = load("our-town.yml", &block("yaml"));
    assert!(file.is_ok(), "{file:?}");
}
