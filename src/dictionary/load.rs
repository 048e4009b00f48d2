//! Reading dictionary files. The only module that knows YAML.
//!
//! The format is described in `dictionaries/README.md`. What a file says is checked here as far as
//! the file alone can tell; doubts that need all files are the business of `repere dictionary check`.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Location, Options, Spanned};

use super::class::Class;
use crate::EntityType;

/// What is wrong in a dictionary file, and where.
///
/// ```text
/// dictionaries/places/cities.yml:40:7: id `saint-denis` is already declared at dictionaries/places/france.yml:12
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoadError {
    /// The file, as it was named.
    pub file: String,
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

impl LoadError {
    /// An error about a file as a whole.
    pub fn of_file(file: &str, message: impl Into<String>) -> Self {
        LoadError { file: file.to_owned(), line: 0, column: 0, message: message.into() }
    }

    fn at(file: &str, place: Location, message: impl Into<String>) -> Self {
        let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        LoadError {
            file: file.to_owned(),
            line: narrow(place.line()),
            column: narrow(place.column()),
            message: message.into(),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.file, self.message),
            _ => write!(formatter, "{}:{}:{}: {}", self.file, self.line, self.column, self.message),
        }
    }
}

impl std::error::Error for LoadError {}

/// One dictionary file, read.
#[derive(Debug)]
pub struct SourceFile {
    /// The file, as it is named in messages and explanations.
    pub name: String,
    /// Where the facts come from.
    pub source: String,
    /// The licence of the file.
    pub licence: String,
    /// What it holds.
    pub content: Content,
}

/// What a dictionary file holds.
#[derive(Debug)]
pub enum Content {
    /// People, places or organisations.
    Entities(Vec<SourceEntry>),
    /// First names.
    FirstNames(Vec<FirstName>),
    /// Words or phrases of one class.
    Words(Class, Vec<Word>),
}

/// A word or phrase of a list.
#[derive(Debug)]
pub struct Word {
    /// The word as written.
    pub text: String,
    /// The line where it stands.
    pub line: u32,
    /// The column where it begins.
    pub column: u32,
}

/// A first name and what is known of it.
#[derive(Debug)]
pub struct FirstName {
    /// The name as written.
    pub name: String,
    /// Whether many bear it.
    pub frequent: bool,
    /// Whether it is a common word too.
    pub is_word: bool,
    /// Whether it is a place too.
    pub is_place: bool,
    /// The line where it stands.
    pub line: u32,
}

/// One thing in the world, as a dictionary file tells it.
#[derive(Debug)]
pub struct SourceEntry {
    /// Its own id.
    pub id: String,
    /// Its type.
    pub entity_type: EntityType,
    /// How well known, 0 to 9.
    pub prominence: u8,
    /// Ids elsewhere, `scheme:value`.
    pub ids: Vec<String>,
    /// Its names, the canonical one first.
    pub forms: Vec<SourceForm>,
    /// The line of the entry.
    pub line: u32,
    /// The column of the entry.
    pub column: u32,
}

/// One name of an entry.
#[derive(Debug)]
pub struct SourceForm {
    /// The name as written.
    pub text: String,
    /// Canonical name, acronym, short form …
    pub kind: super::pack::FormKind,
    /// Whether it is a name only where the context says so.
    pub needs_cue: bool,
    /// Whether it is never a name at the start of a sentence.
    pub never_first: bool,
    /// Whether it must be written exactly so.
    pub exact_case: bool,
    /// The first day on which it was in use.
    pub since: Option<Date>,
    /// The last day on which it was in use.
    pub until: Option<Date>,
}

impl SourceForm {
    /// A name without flags and dates.
    pub fn new(text: impl Into<String>, kind: super::pack::FormKind) -> SourceForm {
        SourceForm {
            text: text.into(),
            kind,
            needs_cue: false,
            never_first: false,
            exact_case: false,
            since: None,
            until: None,
        }
    }
}

/// What an entry has that says nothing of its prominence.
pub const DEFAULT_PROMINENCE: u8 = 4;

/// Reads one dictionary file; `name` is what messages call it.
///
/// # Errors
///
/// All that is wrong in the file: a YAML error alone, since nothing behind it can be told, or
/// every fault of its entries.
pub fn load(name: &str, yaml: &str) -> Result<SourceFile, Vec<LoadError>> {
    let error = |line, column, message| vec![LoadError { file: name.to_owned(), line, column, message }];
    let Some((line, kind)) = kind_of(yaml) else {
        return Err(error(1, 1, format!("the file does not say its `kind:` ({KINDS})")));
    };
    match kind {
        "entities" => entities(name, parse(name, yaml)?),
        "first-names" => first_names(name, parse(name, yaml)?),
        "surnames" => {
            let file: SurnameFile = parse(name, yaml)?;
            Ok(word_list(name, file.source, file.licence, Class::Surname, file.names))
        }
        "cues" => cues(name, parse(name, yaml)?),
        "demonyms" => {
            let file: DemonymFile = parse(name, yaml)?;
            Ok(word_list(name, file.source, file.licence, Class::Demonym, file.words))
        }
        "words" => word_block(name, Class::Common, parse(name, yaml)?),
        "verb-forms" => word_block(name, Class::VerbForm, parse(name, yaml)?),
        other => Err(error(line, 7, format!("kind `{other}` is unknown: the kinds are {KINDS}"))),
    }
}

/// The kinds of dictionary files.
const KINDS: &str = "entities, first-names, surnames, cues, words, demonyms";

/// The first line `kind: …`, counted from 1, and the kind that it says.
pub fn kind_of(yaml: &str) -> Option<(u32, &str)> {
    let (line, value) =
        (1..).zip(yaml.lines()).find_map(|(line, text)| Some((line, text.strip_prefix("kind:")?)))?;
    Some((line, value.split('#').next().unwrap_or("").trim().trim_matches(['"', '\''])))
}

fn parse<T: DeserializeOwned>(name: &str, yaml: &str) -> Result<T, Vec<LoadError>> {
    serde_yaml::from_str_with_options(yaml, options()).map_err(|error| {
        let place = error.location().unwrap_or(Location::UNKNOWN);
        vec![LoadError::at(name, place, error.without_snippet().to_string())]
    })
}

/// A dictionary may have millions of entries; the default budget stops at some ten thousand.
fn options() -> Options {
    let mut options = Options::default();
    if let Some(budget) = &mut options.budget {
        budget.max_events = usize::MAX;
        budget.max_nodes = usize::MAX;
        budget.max_total_scalar_bytes = usize::MAX;
    }
    options
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntityFile {
    #[serde(rename = "kind")]
    _kind: String,
    source: String,
    licence: String,
    #[serde(rename = "type")]
    entity_type: Option<Spanned<String>>,
    prominence: Option<u8>,
    entries: Vec<Spanned<YamlEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YamlEntry {
    id: String,
    name: String,
    #[serde(rename = "type")]
    entity_type: Option<String>,
    #[serde(default)]
    acronyms: Vec<String>,
    #[serde(default)]
    short: Vec<String>,
    #[serde(default)]
    former: Vec<String>,
    #[serde(default)]
    spellings: Vec<String>,
    #[serde(default)]
    needs_cue: Vec<String>,
    #[serde(default)]
    never_first: Vec<String>,
    #[serde(default)]
    exact_case: Vec<String>,
    #[serde(default)]
    dated: Vec<DatedForm>,
    prominence: Option<u8>,
    #[serde(default)]
    ids: Vec<String>,
    #[serde(default)]
    offices: Vec<Office>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedForm {
    name: String,
    since: Option<String>,
    until: Option<String>,
}

/// An office that somebody held: noted for whoever reads the file, and only checked here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    id: String,
    since: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstNameFile {
    #[serde(rename = "kind")]
    _kind: String,
    source: String,
    licence: String,
    names: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SurnameFile {
    #[serde(rename = "kind")]
    _kind: String,
    source: String,
    licence: String,
    names: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemonymFile {
    #[serde(rename = "kind")]
    _kind: String,
    source: String,
    licence: String,
    words: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    #[serde(rename = "kind")]
    _kind: String,
    source: String,
    licence: String,
    class: Spanned<String>,
    words: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    #[serde(rename = "kind")]
    _kind: String,
    source: String,
    licence: String,
    words: Spanned<String>,
}

fn entities(name: &str, file: EntityFile) -> Result<SourceFile, Vec<LoadError>> {
    let entity_type = match &file.entity_type {
        Some(label) => {
            Some(type_of(&label.value).map_err(|message| vec![LoadError::at(name, label.defined, message)])?)
        }
        None => None,
    };
    let prominence = file.prominence.unwrap_or(DEFAULT_PROMINENCE);
    let mut errors = Vec::new();
    let mut entries = Vec::with_capacity(file.entries.len());
    for entry in file.entries {
        let place = entry.defined;
        match source_entry(entry.value, entity_type, prominence, place) {
            Ok(entry) => entries.push(entry),
            Err(messages) => {
                errors.extend(messages.into_iter().map(|message| LoadError::at(name, place, message)))
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(SourceFile {
        name: name.to_owned(),
        source: file.source,
        licence: file.licence,
        content: Content::Entities(entries),
    })
}

/// The type of a name; dates are none.
fn type_of(label: &str) -> Result<EntityType, String> {
    let known = label.parse().ok().filter(|kind| *kind != EntityType::Date);
    known.ok_or_else(|| format!("type `{label}` is unknown: PER, LOC or ORG"))
}

fn source_entry(
    entry: YamlEntry,
    entity_type: Option<EntityType>,
    prominence: u8,
    place: Location,
) -> Result<SourceEntry, Vec<String>> {
    use super::pack::FormKind;
    let mut messages = Vec::new();
    if !is_slug(&entry.id) {
        messages
            .push(format!("id `{}` may have only small ASCII letters, digits and single hyphens", entry.id));
    }
    let prominence = entry.prominence.unwrap_or(prominence);
    let entity_type = match &entry.entity_type {
        Some(label) => type_of(label),
        None => {
            entity_type.ok_or_else(|| format!("neither entry `{}` nor the file says its `type`", entry.id))
        }
    };
    if prominence > 9 {
        messages.push(format!("prominence {prominence} is beyond 9"));
    }
    let mut forms: Vec<SourceForm> = Vec::new();
    let lists = [
        (FormKind::Name, std::slice::from_ref(&entry.name)),
        (FormKind::Acronym, &entry.acronyms),
        (FormKind::Short, &entry.short),
        (FormKind::Former, &entry.former),
        (FormKind::Spelling, &entry.spellings),
    ];
    for (kind, texts) in lists {
        for text in texts {
            if text.trim().is_empty() {
                messages.push(format!("entry `{}` has an empty name", entry.id));
            } else if forms.iter().any(|form| form.text == *text) {
                messages.push(format!("entry `{}` has the name `{text}` twice", entry.id));
            } else {
                forms.push(SourceForm {
                    text: text.clone(),
                    kind,
                    needs_cue: entry.needs_cue.contains(text),
                    never_first: entry.never_first.contains(text),
                    exact_case: entry.exact_case.contains(text),
                    since: None,
                    until: None,
                });
            }
        }
    }
    for flagged in entry.needs_cue.iter().chain(&entry.never_first).chain(&entry.exact_case) {
        if !forms.iter().any(|form| form.text == *flagged) {
            messages.push(format!(
                "a flag of entry `{}` names `{flagged}`, which is none of its forms",
                entry.id
            ));
        }
    }
    for dated in &entry.dated {
        if let Err(message) = date_form(&mut forms, dated) {
            messages.push(format!("entry `{}`: {message}", entry.id));
        }
    }
    for office in &entry.offices {
        if let Err(message) = day(&office.since).and_then(|_| day(&office.until)) {
            messages.push(format!("entry `{}`, office `{}`: {message}", entry.id, office.id));
        }
    }
    let entity_type = match entity_type {
        Ok(entity_type) if messages.is_empty() => entity_type,
        result => {
            messages.extend(result.err());
            return Err(messages);
        }
    };
    let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(SourceEntry {
        id: entry.id,
        entity_type,
        prominence,
        ids: entry.ids,
        forms,
        line: narrow(place.line()),
        column: narrow(place.column()),
    })
}

fn date_form(forms: &mut [SourceForm], dated: &DatedForm) -> Result<(), String> {
    let form = forms
        .iter_mut()
        .find(|form| form.text == dated.name)
        .ok_or_else(|| format!("`dated` names `{}`, which is none of its forms", dated.name))?;
    form.since = day(&dated.since)?;
    form.until = day(&dated.until)?;
    Ok(())
}

fn day(text: &Option<String>) -> Result<Option<Date>, String> {
    match text {
        Some(text) => text.parse::<Date>().map(Some).map_err(|_| format!("`{text}` is no day (YYYY-MM-DD)")),
        None => Ok(None),
    }
}

fn is_slug(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

fn first_names(name: &str, file: FirstNameFile) -> Result<SourceFile, Vec<LoadError>> {
    let mut errors = Vec::new();
    let mut names = Vec::with_capacity(file.names.len());
    for (first_name, code) in file.names {
        match first_name_code(&code.value) {
            Some((frequent, is_word, is_place)) => {
                let line = u32::try_from(code.defined.line()).unwrap_or(u32::MAX);
                names.push(FirstName { name: first_name, frequent, is_word, is_place, line });
            }
            None => {
                let message = format!(
                    "`{}` of {first_name} should be m, f or mf, a digit 0-3, then w and p where they hold",
                    code.value
                );
                errors.push(LoadError::at(name, code.defined, message));
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(SourceFile {
        name: name.to_owned(),
        source: file.source,
        licence: file.licence,
        content: Content::FirstNames(names),
    })
}

/// Reads `m0wp`: sex, frequency class, common word, place.
fn first_name_code(code: &str) -> Option<(bool, bool, bool)> {
    let rest = code.strip_prefix("mf").or_else(|| code.strip_prefix(['m', 'f']))?;
    let mut rest = rest.chars();
    let class = rest.next().filter(|digit| matches!(digit, '0'..='3'))?;
    let flags = rest.as_str();
    let known = matches!(flags, "" | "w" | "p" | "wp");
    known.then(|| (class <= '1', flags.contains('w'), flags.contains('p')))
}

fn cues(name: &str, file: CueFile) -> Result<SourceFile, Vec<LoadError>> {
    let class = Class::of_cue(&file.class.value).ok_or_else(|| {
        let message = format!("class `{}` is unknown", file.class.value);
        vec![LoadError::at(name, file.class.defined, message)]
    })?;
    Ok(word_list(name, file.source, file.licence, class, file.words))
}

fn word_list(
    name: &str,
    source: String,
    licence: String,
    class: Class,
    words: Vec<Spanned<String>>,
) -> SourceFile {
    let words = words
        .into_iter()
        .map(|word| Word {
            line: u32::try_from(word.defined.line()).unwrap_or(u32::MAX),
            column: u32::try_from(word.defined.column()).unwrap_or(u32::MAX),
            text: word.value,
        })
        .collect();
    SourceFile { name: name.to_owned(), source, licence, content: Content::Words(class, words) }
}

/// The column of the words of a block of text.
const INDENT: u32 = 3;

fn word_block(name: &str, class: Class, file: WordFile) -> Result<SourceFile, Vec<LoadError>> {
    let first_line = u32::try_from(file.words.defined.line()).unwrap_or(u32::MAX);
    let words = (first_line..)
        .zip(file.words.value.lines())
        .map(|(line, text)| Word { text: text.trim().to_owned(), line, column: INDENT })
        .filter(|word| !word.text.is_empty())
        .collect();
    Ok(SourceFile {
        name: name.to_owned(),
        source: file.source,
        licence: file.licence,
        content: Content::Words(class, words),
    })
}
