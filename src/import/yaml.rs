//! Writing entries as the YAML of dictionary files.

use std::fmt::Write;

use jiff::civil::Date;

use super::record::{Name, Record};
use super::sink::Header;
use crate::dictionary::FormKind;
use crate::dictionary::load::DEFAULT_PROMINENCE;

/// The header of a file.
pub(super) fn header(header: &Header<'_>) -> String {
    let mut text = format!("# Imported from {}.\nkind: entities\n", header.source);
    let source = format!("{} ({})", header.source, header.inputs.join(", "));
    writeln!(text, "source: {}\nlicence: {}", scalar(&source), scalar(header.licence)).expect(GROWS);
    if let Some(entity_type) = header.only_type() {
        writeln!(text, "type: {entity_type}").expect(GROWS);
    }
    // An empty list must be written as one.
    text + if header.types.is_empty() { "type: ORG\nentries: []\n" } else { "entries:\n" }
}

/// One entry, as a line; with its type where the file does not tell that of all.
pub(super) fn entry(record: &Record, with_type: bool) -> String {
    let name = &record.names[0].text;
    let mut line = format!("- {{id: {}, name: {}", scalar(&record.id), scalar(name));
    if with_type {
        write!(line, ", type: {}", record.entity_type).expect(GROWS);
    }
    let lists = [
        ("acronyms", FormKind::Acronym),
        ("short", FormKind::Short),
        ("former", FormKind::Former),
        ("spellings", FormKind::Spelling),
    ];
    for (key, kind) in lists {
        let names = record.names[1..].iter().filter(|name| name.kind == kind);
        list(&mut line, key, names.map(|name| scalar(&name.text)));
    }
    let cued = record.names.iter().filter(|name| name.needs_cue);
    list(&mut line, "needs_cue", cued.map(|name| scalar(&name.text)));
    list(&mut line, "dated", record.names.iter().filter_map(dated));
    if record.prominence != DEFAULT_PROMINENCE {
        write!(line, ", prominence: {}", record.prominence).expect(GROWS);
    }
    list(&mut line, "ids", record.ids.iter().map(|id| scalar(id)));
    let offices = record.offices.iter();
    list(
        &mut line,
        "offices",
        offices.map(|office| format!("{{id: {}{}}}", scalar(&office.id), days(office.since, office.until))),
    );
    line + "}\n"
}

const GROWS: &str = "a string takes all";

fn list(line: &mut String, key: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        write!(line, ", {key}: [{}]", items.join(", ")).expect(GROWS);
    }
}

fn dated(name: &Name) -> Option<String> {
    let days = days(name.since, name.until);
    (!days.is_empty()).then(|| format!("{{name: {}{days}}}", scalar(&name.text)))
}

fn days(since: Option<Date>, until: Option<Date>) -> String {
    let day = |key: &str, day: Option<Date>| day.map_or(String::new(), |day| format!(", {key}: {day}"));
    day("since", since) + &day("until", until)
}

/// A text as a YAML scalar: plain where that is safe in a flow, else in single quotes.
fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

fn is_plain(text: &str) -> bool {
    let safe = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '.' | '’' | '&' | '/' | '(' | ')')
    };
    let begins = text.chars().next().is_some_and(char::is_alphabetic);
    begins && text.chars().all(safe) && !text.ends_with(' ') && !is_word_of_yaml(text)
}

/// Words that some reader of YAML takes for a truth value, for nothing or for a number.
fn is_word_of_yaml(text: &str) -> bool {
    const WORDS: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "inf"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) || text.eq_ignore_ascii_case("nan")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityType;
    use crate::dictionary::load::{Content, load};
    use jiff::civil::date;

    #[test]
    fn scalars_are_quoted_where_they_must() {
        assert_eq!(scalar("Saint-Denis"), "Saint-Denis");
        assert_eq!(scalar("L'Oréal: beauté"), "'L''Oréal: beauté'");
        assert_eq!(scalar("No"), "'No'");
        assert_eq!(scalar("2015"), "'2015'");
    }

    #[test]
    fn what_is_written_is_read() {
        let mut record = Record::new("org-1".to_owned(), EntityType::Organisation, "L'Agence: \"#1\", [a]");
        record.add_alias("AGN");
        record.names[1].needs_cue = true;
        record.names[1].until = Some(date(2015, 5, 30));
        record.ids = vec!["wikidata:Q1".to_owned()];
        record.prominence = 7;
        record.offices.push(super::super::Office {
            id: "wikidata:Q2".to_owned(),
            since: Some(date(2012, 1, 1)),
            until: None,
        });
        let inputs = ["a: b.csv".to_owned()];
        let types = vec![EntityType::Organisation, EntityType::Person];
        let file = header(&Header { source: "A: 'list'", licence: "CC0", inputs: &inputs, types });
        let file = load("a.yml", &(file + &entry(&record, true))).expect("it is read");
        let Content::Entities(entries) = file.content else { panic!("no entities") };
        let record = record.into_entry();
        assert_eq!(format!("{:?}", entries[0].forms), format!("{:?}", record.forms));
        assert_eq!((entries[0].entity_type, entries[0].prominence), (EntityType::Organisation, 7));
    }
}
