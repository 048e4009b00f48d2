//! The seeds of the fuzz targets, and the inputs by which they once found something, go through the same checks here.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

use repere::format::InputFormat;

/// Hands all files of a target to its check.
fn all_of(target: &str, check: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut count = 0;
    for kind in ["seeds", "regressions"] {
        let Ok(files) = fs::read_dir(folder.join(kind).join(target)) else { continue };
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
    all_of("auto", |bytes| targets::read_and_tag(bytes, None));
    all_of("text", |bytes| targets::read_and_tag(bytes, Some(InputFormat::Text)));
    all_of("html", |bytes| targets::read_and_tag(bytes, Some(InputFormat::Html)));
    all_of("json_lines", |bytes| targets::read_and_tag(bytes, Some(InputFormat::JsonLines)));
    all_of("newsml", |bytes| targets::read_and_tag(bytes, Some(InputFormat::NewsMl)));
}

#[test]
fn dictionaries() {
    all_of("yaml_dictionary", targets::dictionary);
    all_of("pack", targets::pack);
}
