//! The seeds of the fuzz targets, and the inputs by which they once found something, go through the same checks here.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

use repere::format::InputFormat;

/// Hands the files of a folder of seeds, and those of what a target once found, to its check.
fn all_of(target: &str, seeds: &str, check: impl Fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for folder in [root.join(seeds), root.join("fuzz/regressions").join(target)] {
        let Ok(files) = fs::read_dir(folder) else { continue };
        for file in files {
            let file = file.expect("the folder can be read");
            check(&fs::read(file.path()).expect("the file can be read"));
            count += 1;
        }
    }
    assert!(count > 0, "{target} has no seed");
}

#[test]
fn articles() {
    all_of("auto", "tests/data/formats", |bytes| targets::read_and_tag(bytes, None));
    all_of("text", "fuzz/seeds/text", |bytes| targets::read_and_tag(bytes, Some(InputFormat::Text)));
    all_of("html", "tests/data/html", |bytes| targets::read_and_tag(bytes, Some(InputFormat::Html)));
    all_of("json_lines", "fuzz/seeds/json_lines", |bytes| {
        targets::read_and_tag(bytes, Some(InputFormat::JsonLines))
    });
    all_of("newsml", "tests/data/formats", |bytes| targets::read_and_tag(bytes, Some(InputFormat::NewsMl)));
}

#[test]
fn dictionaries() {
    all_of("yaml_dictionary", "fuzz/seeds/yaml_dictionary", targets::dictionary);
    all_of("pack", "fuzz/seeds/pack", targets::pack);
}
