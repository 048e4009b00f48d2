//! What an input is, by its beginning.

use serde_json::Value;

use super::InputFormat;
use super::error::Problem;

/// What begins with these bytes is no text.
const BINARY: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"PK\x03\x04", "a ZIP archive, as files of Word and LibreOffice are"),
    (b"\xd0\xcf\x11\xe0", "an old file of Word or another office program"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ\0", "packed with xz"),
    (b"7z\xbc\xaf", "packed with 7-Zip"),
    (b"\x1f\x8b", "packed twice"),
    (b"\x28\xb5\x2f\xfd", "packed twice"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
];

/// Refuses what is known to be no text.
pub(super) fn refuse_binary(head: &[u8]) -> Result<(), Problem> {
    match BINARY.iter().find(|(magic, _)| head.starts_with(magic)) {
        Some((_, what)) => Err(Problem::whole(format!("this is no text but {what}"))),
        None => Ok(()),
    }
}

/// The format of an input that begins so; its name counts where that leaves it open.
pub(super) fn format_of(head: &str, name: &str) -> Result<InputFormat, Problem> {
    let text = head.trim_start();
    let hint = by_name(name);
    if text.starts_with('{') || text.starts_with('[') {
        return Ok(of_json(text).or(hint).unwrap_or(InputFormat::Text));
    }
    if !text.starts_with('<') {
        return Ok(match hint {
            Some(InputFormat::JsonLines) => InputFormat::JsonLines,
            Some(InputFormat::Html) if text.contains('<') => InputFormat::Html,
            _ => InputFormat::Text,
        });
    }
    let root = root(text).unwrap_or_default().to_ascii_lowercase();
    match root.rsplit(':').next().unwrap_or_default() {
        "rss" | "feed" | "rdf" => Ok(InputFormat::Feed),
        "newsitem" | "newsmessage" | "packageitem" | "catalogitem" | "conceptitem" => Ok(InputFormat::NewsMl),
        "nitf" => Ok(InputFormat::Nitf),
        "article" | "body" | "div" | "h1" | "head" | "html" | "main" | "meta" | "p" | "section" | "title" => {
            Ok(InputFormat::Html)
        }
        _ if hint == Some(InputFormat::Html) => Ok(InputFormat::Html),
        other if text.starts_with("<?xml") => Err(Problem::whole(format!(
            "this is XML with the root element <{other}>, which is not read: say with --from what it is, `text` takes it as it stands"
        ))),
        _ => Ok(InputFormat::Text),
    }
}

fn by_name(name: &str) -> Option<InputFormat> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "jsonl" | "ndjson" => Some(InputFormat::JsonLines),
        "ninjs" => Some(InputFormat::Ninjs),
        "html" | "htm" | "xhtml" => Some(InputFormat::Html),
        _ => None,
    }
}

/// The root element of a document, behind all that may stand before it.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        if let Some(rest) = text.strip_prefix("<?") {
            text = rest.split_once("?>")?.1;
        } else if let Some(rest) = text.strip_prefix("<!--") {
            text = rest.split_once("-->")?.1;
        } else if let Some(rest) = text.strip_prefix("<!") {
            let is_html = rest.get(7..).is_some_and(|rest| begins_with_word(rest.trim_start(), "html"));
            if is_html {
                return Some("html");
            }
            let (subset, end) = (rest.find('['), rest.find('>')?);
            let end = if subset.is_some_and(|subset| subset < end) {
                rest.find("]>").map(|at| at + 1)?
            } else {
                end
            };
            text = &rest[end + 1..];
        } else {
            let name = text.strip_prefix('<')?;
            return name.split(|next: char| next.is_whitespace() || matches!(next, '>' | '/')).next();
        }
    }
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(|next: char| next.is_alphanumeric())
}

/// JSON Lines or ninjs, by the fields of the first object.
fn of_json(text: &str) -> Option<InputFormat> {
    let keys = keys(text.trim_start_matches(|next: char| next == '[' || next.is_whitespace()));
    let has = |name: &str| keys.iter().any(|key| key == name);
    if has("id") && has("text") && text.starts_with('{') {
        return Some(InputFormat::JsonLines);
    }
    let is_of_ninjs = |key: &String| {
        NINJS.contains(&key.as_str()) || key.starts_with("body_") || key.starts_with("description_")
    };
    keys.iter().any(is_of_ninjs).then_some(InputFormat::Ninjs)
}

/// Fields that tell an item.
const NINJS: &[&str] =
    &["uri", "standard", "headline", "headlines", "bodies", "versioncreated", "firstcreated"];

/// The keys of an object of which the end may be missing.
fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let (mut depth, mut before, mut at) = (0usize, ' ', 0);
    while let Some(next) = text[at..].chars().next() {
        match next {
            '"' => {
                let end = string_end(&text[at..]).map(|end| at + end);
                let Some(end) = end else { break };
                if depth == 1 && matches!(before, '{' | ',') && text[end..].trim_start().starts_with(':') {
                    keys.extend(
                        serde_json::from_str::<Value>(&text[at..end])
                            .ok()
                            .and_then(|key| Some(key.as_str()?.to_owned())),
                    );
                }
                at = end;
                before = '"';
                continue;
            }
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if !next.is_whitespace() {
            before = next;
        }
        at += next.len_utf8();
    }
    keys
}

/// Where the string ends that begins here.
fn string_end(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().skip(1).find_map(|(at, letter)| {
        let ends = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends.then_some(at + 1)
    })
}

/// Whether the first line holds a whole object, so that each line holds one.
pub(super) fn is_item_a_line(head: &str) -> bool {
    let line = head.trim_start().split('\n').next().unwrap_or_default();
    line.starts_with('{') && serde_json::from_str::<Value>(line.trim_end()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(head: &str) -> InputFormat {
        format_of(head, "news").expect("it is read")
    }

    #[test]
    fn formats_are_known_by_their_content() {
        for (head, expected) in [
            ("À Paris, < 3 %", InputFormat::Text),
            ("", InputFormat::Text),
            ("{sic} a dit le ministre", InputFormat::Text),
            ("[Paris, 3 mars] Le ministre", InputFormat::Text),
            ("<Nom> a dit", InputFormat::Text),
            ("{\"id\": 1, \"text\": \"a\"}\n", InputFormat::JsonLines),
            ("{\"section\": {\"uri\": 1}, \"text\": \"long { …\", \"id\": 3", InputFormat::JsonLines),
            ("{\"uri\": \"a\", \"headline\": \"é\"", InputFormat::Ninjs),
            ("[\n {\"bodies\": []}]", InputFormat::Ninjs),
            ("<!DOCTYPE html>\n<p>", InputFormat::Html),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", InputFormat::Html),
            ("<!-- a > b -->\n<HTML lang=fr>", InputFormat::Html),
            ("<?xml version='1.0'?>\n<rss version='2.0'>", InputFormat::Feed),
            ("<rdf:RDF xmlns='x'>", InputFormat::Feed),
            ("<atom:feed>", InputFormat::Feed),
            ("<!DOCTYPE nitf SYSTEM 'nitf.dtd' [<!ENTITY a 'b'>]><nitf>", InputFormat::Nitf),
            ("<newsMessage xmlns='x'/>", InputFormat::NewsMl),
            ("<newsItem/>", InputFormat::NewsMl),
        ] {
            assert_eq!(format(head), expected, "{head}");
        }
        let unknown = format_of("<?xml version='1.0'?><kml/>", "a").expect_err("no reader has it");
        assert!(unknown.message.contains("<kml>"), "{unknown:?}");
    }

    #[test]
    fn a_name_counts_where_the_content_leaves_it_open() {
        assert_eq!(format_of("{\"id\": 1", "a.jsonl"), Ok(InputFormat::JsonLines));
        assert_eq!(format_of("À Paris", "a.ndjson.gz"), Ok(InputFormat::JsonLines));
        assert_eq!(format_of("{\"uri\": 1}", "a.jsonl"), Ok(InputFormat::Ninjs));
        assert_eq!(format_of("Paris <br> Rome", "a.HTM"), Ok(InputFormat::Html));
    }
}
