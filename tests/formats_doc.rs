//! What docs/formats.md shows is what the program prints. `UPDATE_GOLDEN=1 cargo test --test formats_doc` writes the examples anew.
//!
//! An example is a block behind a comment that says how it was made: `<!-- repere tag FILE --to FORMAT -->`. Behind the arguments may stand
//! `| indented` (JSON is shown with line breaks), `| article` (of a page only that element) or `| FILE` (a file of the folder `OUT` is shown). Behind
//! `<!-- file PATH -->` stands a file of the repository.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::{Deserializer, Value};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a comment says.
struct Example<'p> {
    arguments: Vec<&'p str>,
    shown: &'p str,
}

impl<'p> Example<'p> {
    fn parse(comment: &'p str) -> Example<'p> {
        let (arguments, shown) = comment.split_once(" | ").unwrap_or((comment, ""));
        Example { arguments: arguments.split(' ').collect(), shown: shown.trim() }
    }

    /// What the program prints, without what changes with every change of a dictionary.
    fn printed(&self) -> String {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats-doc");
        let place = folder.display().to_string();
        let arguments = self.arguments.iter().map(|argument| argument.replace("OUT", &place));
        let run = Command::new(env!("CARGO_BIN_EXE_repere")).args(arguments).current_dir(root()).output();
        let run = run.expect("the program runs");
        assert!(run.status.success(), "{:?}: {}", self.arguments, String::from_utf8_lossy(&run.stderr));
        let printed = String::from_utf8(run.stdout).expect("the program prints text");
        let printed = match self.shown {
            "" => printed,
            "indented" => indented(&printed),
            "article" => article(&printed).to_owned(),
            file => fs::read_to_string(folder.join(file)).expect("the file is there"),
        };
        printed.replace(repere::DICTIONARIES_VERSION, "…").replace("\r\n", "\n").trim_end().to_owned()
    }
}

fn indented(json: &str) -> String {
    let values = Deserializer::from_str(json).into_iter::<Value>();
    let lines = values.map(|value| {
        serde_json::to_string_pretty(&value.expect("it is JSON")).expect("what was read can be written")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The element `article` of a page.
fn article(page: &str) -> &str {
    let start = page.find("<article").expect("the page has an article");
    let end = page.find("</article>").expect("the article ends");
    &page[start..end + "</article>".len()]
}

/// What stands in the block behind a comment, where it is one of those that say how it was made.
fn shown(comment: &str) -> Option<String> {
    let file =
        |path: &str| fs::read_to_string(root().join(path)).expect("the file is there").trim_end().to_owned();
    let made = comment.strip_prefix("repere ").map(|arguments| Example::parse(arguments).printed());
    made.or_else(|| comment.strip_prefix("file ").map(file))
}

/// The page with every example as it is printed now.
fn anew(page: &str) -> String {
    let mut parts = page.split("\n<!-- ");
    let mut anew = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once(" -->\n```").expect("a block stands behind the comment");
        let (language, rest) = rest.split_once('\n').expect("a block begins");
        let (_, behind) = rest.split_once("```\n").expect("a block ends");
        let shown = shown(comment).expect("the comment says how the block was made");
        anew.push_str(&format!("\n<!-- {comment} -->\n```{language}\n{shown}\n```\n{behind}"));
    }
    anew
}

#[test]
fn the_page_shows_what_the_program_prints() {
    let path = root().join("docs/formats.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let anew = anew(&page);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &anew).expect("the page can be written");
    }
    let page = fs::read_to_string(&path).expect("the page is there");
    let lines = page.lines().zip(anew.lines()).enumerate();
    let different = lines.into_iter().find(|(_, (shown, printed))| shown != printed);
    assert!(page == anew, "UPDATE_GOLDEN=1 writes what is printed now; the first difference: {different:?}");
}

#[test]
fn every_form_of_output_has_its_example() {
    let help = Command::new(env!("CARGO_BIN_EXE_repere")).args(["tag", "--to", "?"]).output();
    let help = String::from_utf8(help.expect("the program runs").stderr).expect("messages are UTF-8");
    let (_, forms) = help.split_once("[possible values: ").expect("the forms are told");
    let (forms, _) = forms.split_once(']').expect("the list ends");
    let page = fs::read_to_string(root().join("docs/formats.md")).expect("the page is there");
    for form in forms.split(", ") {
        assert!(page.contains(&format!("--to {form}")), "{form} has no example");
    }
}
