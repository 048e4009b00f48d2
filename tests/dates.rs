//! The dates against their cases, `tests/cases/dates/*.yml`, and against random texts.
//!
//! A case file holds `finds:`, sentences with the dates marked in place (`[3 mai 2015]`) and
//! their values, `-` where none can be known; or `ignores:`, sentences without a date.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;
use proptest::prelude::*;
use repere::Document;
use repere::date::{DateFinder, DateValue, DateWords, Part, Year, explain_phrase};
use repere::dictionary::compile::compile_pack;
use repere::dictionary::lexicon::Lexicon;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    #[serde(rename = "kind")]
    _kind: String,
    #[serde(default)]
    finds: Vec<Case>,
    #[serde(default)]
    ignores: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    published: Option<String>,
    text: String,
    values: Vec<String>,
}

/// The finder of the shipped words, with a lexicon that knows no names.
struct Bench {
    finder: DateFinder,
    lexicon: Lexicon,
}

impl Bench {
    fn new() -> Self {
        let files = yaml_files("dictionaries/dates");
        let words = DateWords::from_yaml(files.iter().map(|(name, yaml)| (name.as_str(), yaml.as_str())));
        let pack = compile_pack(&[]).expect("a pack of nothing");
        Bench {
            finder: DateFinder::new(&words.expect("the shipped words are right")),
            lexicon: Lexicon::new(Arc::new(pack), []),
        }
    }

    /// The text of each date with its value.
    fn dates(&self, text: &str, published: Option<&str>) -> Vec<(String, String)> {
        let published = published.map(|day| day.parse::<Date>().expect("a case gives a day"));
        let document = Document::new(text, published, &self.lexicon);
        explain_phrase(&self.finder, &document)
            .iter()
            .map(|reading| {
                let value = reading.anchored.value.map_or_else(|| "-".to_owned(), |value| value.to_string());
                (reading.mention.span.of(text).to_owned(), value)
            })
            .collect()
    }
}

fn yaml_files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read =
        |path: &PathBuf| (path.display().to_string(), std::fs::read_to_string(path).expect("a text file"));
    paths.iter().map(read).collect()
}

fn case_files() -> impl Iterator<Item = (String, CaseFile)> {
    yaml_files("tests/cases/dates").into_iter().map(|(name, yaml)| {
        let file = serde_yaml::from_str(&yaml).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, file)
    })
}

/// The text without its marks, and what the marks hold.
fn unmark(marked: &str) -> (String, Vec<String>) {
    let mut surfaces = Vec::new();
    for piece in marked.split('[').skip(1) {
        surfaces.push(piece.split(']').next().unwrap_or_default().to_owned());
    }
    (marked.replace(['[', ']'], ""), surfaces)
}

#[test]
fn dates_of_the_cases_are_found_with_their_values() {
    let bench = Bench::new();
    let mut failures = Vec::new();
    for (name, file) in case_files() {
        for case in file.finds {
            let (text, surfaces) = unmark(&case.text);
            let expected: Vec<_> = surfaces.into_iter().zip(case.values).collect();
            let found = bench.dates(&text, case.published.as_deref());
            if found != expected {
                failures.push(format!("{name}: {}\n    found {found:?}", case.text));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn nothing_is_found_where_there_is_no_date() {
    let bench = Bench::new();
    let mut failures = Vec::new();
    for (name, file) in case_files() {
        for text in file.ignores {
            let found = bench.dates(&text, Some("2015-10-01"));
            if !found.is_empty() {
                failures.push(format!("{name}: {text}\n    found {found:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_weekday_that_contradicts_its_date_is_reported() {
    let bench = Bench::new();
    for (text, value) in [
        ("Il est né le lundi 30 septembre 2015.", "2015-09-30"),
        ("Il est venu le lundi 30 septembre.", "2015-09-30?"),
        ("Hier lundi, il est venu.", "2015-09-30"),
    ] {
        let document = Document::new(text, "2015-10-01".parse().ok(), &bench.lexicon);
        let readings = explain_phrase(&bench.finder, &document);
        let [reading] = &readings[..] else { panic!("one date in {text}: {readings:?}") };
        assert!(reading.anchored.contradicts, "{text}");
        assert_eq!(reading.anchored.value.map(|value| value.to_string()).as_deref(), Some(value), "{text}");
    }
}

#[test]
fn the_page_on_dates_shows_every_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/dates.md")).expect("the page is there");
    let shown = |text: &str| page.contains(&text.replace('\n', " ↵ "));
    let missing: Vec<String> = case_files()
        .flat_map(|(_, file)| {
            let finds = file.finds.into_iter().map(|case| case.text.replace(['[', ']'], "**"));
            finds.chain(file.ignores).collect::<Vec<_>>()
        })
        .filter(|text| !shown(text))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/dates.md is out of date, write it anew with `repere eval --date-report docs/dates.md GOLD…`: {missing:#?}"
    );
}

#[test]
fn a_derivation_tells_its_steps() {
    let bench = Bench::new();
    let document = Document::new("la semaine dernière", "2016-10-28".parse().ok(), &bench.lexicon);
    let readings = explain_phrase(&bench.finder, &document);
    let steps: Vec<_> = readings[0].derivation.steps.iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["read from the day of publication, 2016-10-28", "-1 week"]);
}

/// Any point of the calendar that can be made.
fn points() -> impl Strategy<Value = DateValue> {
    let years = prop_oneof![
        (-9999i16..=9999).prop_map(Year::exact),
        (-9999i16..=9999).prop_map(Year::decade_of),
        (-99i8..=99).prop_map(Year::century),
        Just(Some(Year::UNKNOWN)),
    ];
    let two = |most: u8| prop::option::of(0..=most);
    let parts = prop_oneof![
        Just(Part::Whole),
        two(13).prop_map(Part::Month),
        (two(13), two(32)).prop_map(|(month, day)| Part::Day(month, day)),
        (20u8..=42).prop_map(Part::Group),
        (0u8..=54).prop_map(Part::Week),
    ];
    (years, parts).prop_filter_map("not in the calendar", |(year, part)| DateValue::point(year?, part))
}

fn values() -> impl Strategy<Value = DateValue> {
    let intervals = (points(), points()).prop_filter_map("out of order", |(a, b)| DateValue::between(a, b));
    prop_oneof![points(), intervals, points().prop_map(|value| value.approximate())]
}

/// Texts that look like dates, with anything between.
fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "3",
        "31",
        "2015",
        "1er",
        "68",
        "44",
        "mai",
        "Mars",
        "sept.",
        "lundi",
        "mardi",
        "fin",
        "mi-",
        "début",
        "nuit",
        "du",
        "de",
        "au",
        "à",
        "et",
        "entre",
        "le",
        "la",
        "l'",
        "dernier",
        "prochaine",
        "semaine",
        "année",
        "années",
        "été",
        "XIXe",
        "siècle",
        "av. J.-C.",
        "hier",
        "aujourd'hui",
        "demain",
        "ce",
        "cette",
        "soir",
        "même",
        "veille",
        "lendemain",
        ",",
        ".",
        "-",
        "–",
        "/",
        "(",
        ")",
        "trimestre",
        "premier",
        "mois",
        "week-end",
        "en huit",
        "sera",
        "a été",
        "\n",
        "\u{a0}",
        "9999",
        "0",
    ]);
    let pieces = prop_oneof![8 => words.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let joints = prop::sample::select(vec![" ", "", "\n", "\u{202f}", "-"]);
    prop::collection::vec((pieces, joints), 0..14)
        .prop_map(|list| list.into_iter().map(|(piece, joint)| piece + joint).collect())
}

const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

thread_local! {
    static BENCH: Rc<Bench> = Rc::new(Bench::new());
}

/// Weeks, and digits unspecified in a year before our era: the other reader has neither.
fn is_ours_alone(point: &str) -> bool {
    let year = point.strip_prefix('-').map(|digits| &digits[..4]);
    point.contains('W') || year.is_some_and(|year| year.contains('X'))
}

/// A day as the other reader of EDTF gives it.
fn day_of(bound: edtf_core::Bound) -> Option<Date> {
    match bound {
        edtf_core::Bound::Date(date) => {
            Date::new(date.year.try_into().ok()?, date.month as i8, date.day as i8).ok()
        }
        _ => None,
    }
}

proptest! {
    #[test]
    fn values_are_read_back_as_printed(value in values()) {
        let printed = value.to_string();
        prop_assert_eq!(printed.parse::<DateValue>(), Ok(value), "{}", printed);
        prop_assert!(!value.to_timex3().value.is_empty());
    }

    #[test]
    fn values_are_what_another_reader_of_edtf_takes_them_for(value in values()) {
        let printed = value.to_string();
        let is_open = matches!(value, DateValue::Interval(_)) && value.bounds().is_none();
        if !is_open && !printed.split('/').any(is_ours_alone) {
            let other = edtf_core::Edtf::parse(&printed);
            prop_assert!(other.is_ok(), "{}: {:?}", printed, other);
            let has_exact_bounds = !printed.contains("X-");
            if let (Some((first, last)), Ok(other), true) = (value.bounds(), other, has_exact_bounds) {
                let bounds = other.bounds();
                prop_assert_eq!(day_of(bounds.earliest), Some(first), "{}", printed);
                prop_assert_eq!(day_of(bounds.latest), Some(last), "{}", printed);
            }
        }
    }

    #[test]
    fn a_weekday_agrees_with_its_date_or_is_reported(
        day in (1800i16..2100, 1i8..=12, 1i8..=28).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d).ok()),
        said in 0usize..7,
        published in prop::option::of((1990i16..2040, 1i8..=12).prop_filter_map("a day", |(y, m)| Date::new(y, m, 1).ok())),
    ) {
        let bench = BENCH.with(Rc::clone);
        let text = format!("Il est né le {} {} {} {}.", WEEKDAYS[said], day.day(), MONTHS[day.month() as usize - 1], day.year());
        let readings = explain_phrase(&bench.finder, &Document::new(&text, published, &bench.lexicon));
        prop_assert_eq!(readings.len(), 1, "{}", text);
        let agrees = day.weekday().to_monday_zero_offset() as usize == said;
        let steps: Vec<String> = readings[0].derivation.steps.iter().map(ToString::to_string).collect();
        prop_assert_eq!(readings[0].anchored.contradicts, !agrees, "{}", text);
        prop_assert_eq!(steps.iter().any(|step| step.contains("contradict")), !agrees, "{:?}", steps);
        prop_assert_eq!(readings[0].anchored.value.and_then(|value| value.as_day()), Some(day), "{}", text);
    }

    #[test]
    fn no_text_makes_a_value_panic(text in ".{0,24}") {
        if let Ok(value) = text.parse::<DateValue>() {
            prop_assert_eq!(value.to_string(), text);
        }
    }
}

#[test]
fn any_text_gives_ordered_dates_with_valid_values() {
    let bench = Bench::new();
    let check = |text: String, published: Option<Date>| {
        let document = Document::new(&text, published, &bench.lexicon);
        let readings = explain_phrase(&bench.finder, &document);
        let mut end = 0;
        for reading in &readings {
            let span = reading.mention.span;
            prop_assert!(span.start() >= end && !span.of(&text).is_empty());
            end = span.end();
            if let Some(value) = reading.anchored.value {
                prop_assert_eq!(value.to_string().parse::<DateValue>(), Ok(value));
            }
        }
        prop_assert_eq!(readings, explain_phrase(&bench.finder, &document));
        Ok(())
    };
    let days = prop::option::of(prop_oneof![
        (1990i16..2040, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).ok()),
        Just(Some(Date::MIN)),
        Just(Some(Date::MAX)),
    ])
    .prop_map(Option::flatten);
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 2000, ..ProptestConfig::default() });
    runner.run(&(texts(), days), |(text, day)| check(text, day)).expect("no text breaks the dates");
}
