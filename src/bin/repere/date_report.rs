//! `repere eval --date-report`: what dates are understood and how well, written as a page of the documentation.
//!
//! The forms are those of the project's own case files, read by the program itself; of the annotated texts the
//! page holds figures only.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use repere::date::{DateValue, PhraseReading, Timex3, explain_phrase};
use repere::evaluation::{DateScores, ValueCounts, evaluate};
use repere::{EntityType, Tagger};
use serde::Deserialize;

use crate::gold_sets::{GoldSet, read_text};
use crate::outcome::Outcome;
use crate::peers::{Peer, read_peers};
use crate::quality::write;
use crate::table::{Table, share};

/// Where the report goes and what it is made from.
pub struct DateReport<'a> {
    /// The page.
    pub path: &'a Path,
    /// The file of figures of other programs.
    pub peers: &'a Path,
    /// The folder of case files.
    pub cases: &'a Path,
}

const HEAD: &str = "\
# Dates

Written by `repere eval --date-report docs/dates.md GOLD…`; do not edit.

A date is found where a text points at a day or something longer. Its value is the time of the calendar that is meant, in
[EDTF](https://www.loc.gov/standards/datetime/) (ISO 8601-2); `repere tag --timex3` gives it as TIMEX3 too. What a text leaves open is read from
the day of publication, else from a date line, and `repere date` and `repere explain` tell how.
";

impl DateReport<'_> {
    /// Writes the page; problems go to the outcome.
    pub fn write(&self, sets: &[GoldSet], tagger: &Tagger, outcome: &mut Outcome) {
        match self.page(sets, tagger).and_then(|page| write(self.path, &page)) {
            Ok(()) => outcome.output += &format!("written: {}\n", self.path.display()),
            Err(problem) => outcome.problems.push(problem),
        }
    }

    fn page(&self, sets: &[GoldSet], tagger: &Tagger) -> Result<String, String> {
        let peers = read_peers(self.peers)?;
        let files = read_cases(self.cases)?;
        let forms: String = files.iter().map(|file| file.forms(tagger)).collect();
        let others: String =
            files.iter().flat_map(|file| &file.cases.ignores).map(|text| item(text)).collect();
        Ok([
            HEAD,
            FIGURES,
            &figures(sets, &peers, tagger),
            VALUES,
            &values(),
            DERIVATION,
            FORMS,
            &forms,
            NO_DATES,
            &others,
        ]
        .concat())
    }
}

const FIGURES: &str = "
## Figures

*Strict* counts a date with the very span, *overlap* one that shares a character. *values* is the share with the right
value of the dates found whose value is known, *before* and *after* that of values that lie wholly before or after the day of
publication, *value F* counts a date that is found with its right value. The figures of other programs stand with their sources in
`docs/peers.yml`.

";

/// The figures of each set beside those of other programs on it, then those on other texts.
fn figures(sets: &[GoldSet], peers: &[Peer], tagger: &Tagger) -> String {
    let mut table = Table::new(&[
        "texts",
        "program",
        "dates",
        "strict F",
        "overlap F",
        "values",
        "before",
        "after",
        "value F",
    ]);
    for set in sets {
        let Some(scores) = evaluate(tagger, &set.documents, &[EntityType::Date]).dates else { continue };
        table.row([set.name.clone(), "Repère".to_owned()].into_iter().chain(own_cells(&scores)));
        peers.iter().filter(|peer| peer.set == set.name).for_each(|peer| peer_row(&mut table, peer));
    }
    let is_measured = |peer: &&Peer| sets.iter().any(|set| set.name == peer.set);
    peers.iter().filter(|peer| !is_measured(peer)).for_each(|peer| peer_row(&mut table, peer));
    table.to_markdown()
}

fn own_cells(scores: &DateScores) -> [String; 7] {
    let counted = |counts: &ValueCounts| format!("{} of {}", share(counts.accuracy()), counts.valued);
    [
        scores.gold.to_string(),
        share(scores.strict_rates().f),
        share(scores.overlap_rates().f),
        format!("{} of {}", share(scores.value_accuracy()), scores.valued),
        counted(&scores.before),
        counted(&scores.after),
        share(scores.value_f()),
    ]
}

/// The figures of another program, where there are any of dates.
fn peer_row(table: &mut Table, peer: &Peer) {
    let strict = peer.strict_f.get(EntityType::Date.label()).copied();
    let dates = peer.dates.unwrap_or_default();
    let figures = [strict, dates.overlap_f, dates.values, dates.before, dates.after, dates.value_f];
    if figures.iter().any(Option::is_some) {
        let cells = figures.map(|figure| figure.map_or_else(String::new, share));
        table.row([peer.set.clone(), peer.program.clone(), String::new()].into_iter().chain(cells));
    }
}

const VALUES: &str = "
## Values

";

/// What values there are, by an example of each.
const EXAMPLES: [(&str, &str); 17] = [
    ("a day", "2016-10-28"),
    ("a month", "2014-06"),
    ("a year", "2014"),
    ("a week, from Monday; a week-end is in the week that it closes", "2016-W42"),
    ("a season: 21 spring, 22 summer, 23 autumn, 24 winter", "2022-22"),
    ("a quarter: 33 to 36", "2012-33"),
    ("a half-year: 40 and 41", "2012-40"),
    ("a decade", "199X"),
    ("a century", "18XX"),
    ("a century before our era", "-01XX"),
    ("a year before our era, counted with a year zero", "-0043"),
    ("a day of an unknown year", "XXXX-10-17"),
    ("a range of days", "2016-02-26/2016-03-07"),
    ("a range of months", "2015-06/2015-08"),
    ("a range of years", "2010/2015"),
    ("approximate: the text says «vers» or «environ»", "1450~"),
    ("uncertain: weekday and date contradict each other", "2015-09-30?"),
];

fn values() -> String {
    let mut table = Table::new(&["what", "EDTF", "TIMEX3"]);
    for (what, edtf) in EXAMPLES {
        let timex3 = edtf.parse().map(|value: DateValue| timex3_text(&value.to_timex3())).unwrap_or_default();
        table.row([what.to_owned(), format!("`{edtf}`"), timex3]);
    }
    table.to_markdown()
}

/// `DATE 1450 mod=APPROX`, `DURATION P6Y from 2010 to 2015`.
fn timex3_text(timex3: &Timex3) -> String {
    let mut text = format!("{} `{}`", timex3.kind.label(), timex3.value);
    for (word, value) in [("from", &timex3.begin), ("to", &timex3.end)] {
        if let Some(value) = value {
            text += &format!(" {word} `{value}`");
        }
    }
    text + if timex3.is_approximate { ", `mod` `APPROX`" } else { "" }
}

const DERIVATION: &str = "
## Which day is meant

A day, month or weekday whose year or week is left open is read from the day of publication, else from a date line (`PARIS, 29 sept 2015 (AFP) -`);
with neither it stays open: `XXXX-10-17`, or no value. It lies where the first of these puts it:

1. its own words: `dernier`, `prochain`, `en huit`;
2. a weekday beside it: `jeudi 24 septembre` is of the year in which that is a Thursday;
3. the year that was named shortly before in the text, where that is a past one;
4. the verb, participle or preposition that governs it: `se tiendra`, `prévu`, `jusqu'au`, `a eu lieu`;
5. the prior: a bare weekday is the last one up to the day of publication, any other date the nearest.

Where weekday and date contradict each other, the digits are kept, the value is marked uncertain if the year was open, and the steps
say so.
";

const FORMS: &str = "
## Forms

What the program makes of the sentences of its tests, `tests/cases/dates/`.
";

const NO_DATES: &str = "
## What is no date

Nothing is found in these.

";

/// A file of cases.
struct CaseFile {
    /// Its name without extension.
    name: String,
    /// Its first line, a comment that says what it holds.
    about: String,
    cases: Cases,
}

#[derive(Deserialize)]
struct Cases {
    #[serde(default)]
    finds: Vec<Case>,
    #[serde(default)]
    ignores: Vec<String>,
}

#[derive(Deserialize)]
struct Case {
    published: Option<String>,
    text: String,
}

impl CaseFile {
    /// A table of the sentences with what was found in them.
    fn forms(&self, tagger: &Tagger) -> String {
        if self.cases.finds.is_empty() {
            return String::new();
        }
        let mut table = Table::new(&["sentence", "published", "value"]);
        self.cases.finds.iter().for_each(|case| table.row(case.cells(tagger)));
        format!("\n### {}\n\n{}\n\n{}", self.name, self.about, table.to_markdown())
    }
}

impl Case {
    fn cells(&self, tagger: &Tagger) -> [String; 3] {
        let text = self.text.replace(['[', ']'], "");
        let published: Option<Date> = self.published.as_deref().and_then(|day| day.parse().ok());
        let readings = explain_phrase(tagger.dates(), &tagger.document(&text, published));
        let mut marked = String::new();
        let mut end = 0;
        for PhraseReading { mention, .. } in &readings {
            let span = mention.span;
            marked += &format!("{}**{}**", &text[end..span.start()], span.of(&text));
            end = span.end();
        }
        marked += &text[end..];
        let value = |reading: &PhraseReading| {
            reading.anchored.value.map_or_else(|| "unknown".to_owned(), |value| format!("`{value}`"))
        };
        let values: Vec<String> = readings.iter().map(value).collect();
        [one_line(&marked), self.published.clone().unwrap_or_default(), values.join(", ")]
    }
}

fn item(text: &str) -> String {
    format!("- {}\n", one_line(text))
}

/// A text of several lines in one, as tables need it.
fn one_line(text: &str) -> String {
    text.replace('\n', " ↵ ").replace('|', "\\|")
}

fn read_cases(folder: &Path) -> Result<Vec<CaseFile>, String> {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(|error| said(&error))?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(|error| said(&error))?;
    paths.sort();
    paths.iter().map(|path| read_case_file(path)).collect()
}

fn read_case_file(path: &Path) -> Result<CaseFile, String> {
    let yaml = read_text(path)?;
    let cases = serde_yaml::from_str(&yaml).map_err(|error| format!("{}: {error}", path.display()))?;
    let about = yaml.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']).to_owned();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(CaseFile { name, about, cases })
}
