//! One thing in the world, as an importer found it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::EntityType;
use crate::dictionary::FormKind;
use crate::dictionary::load::{SourceEntry, SourceForm};
use crate::text::{Case, Kind, tokenize};

/// One thing in the world, as an importer found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its id in the dictionary, a slug.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// How well known, 0 to 9.
    pub prominence: u8,
    /// Its names, the canonical one first.
    pub names: Vec<Name>,
    /// Ids elsewhere, `scheme:value`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// The offices it held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
    /// The number of the input in which it was found.
    pub input: u32,
    /// The line where it was found.
    pub line: u64,
}

/// One name of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name as written.
    pub text: String,
    /// Canonical name, acronym, short form …
    #[serde(with = "KindName")]
    pub kind: FormKind,
    /// Whether it is a name only where the context says so.
    #[serde(default, skip_serializing_if = "is_false")]
    pub needs_cue: bool,
    /// The first day on which it was in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The last day on which it was in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// An office that somebody held, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Its id elsewhere, `scheme:value`.
    pub id: String,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// How the kinds of names are written in a run.
#[derive(Serialize, Deserialize)]
#[serde(remote = "FormKind", rename_all = "lowercase")]
enum KindName {
    Name,
    Acronym,
    Short,
    Former,
    Spelling,
}

impl Record {
    /// A record with one name, to be completed.
    pub fn new(id: String, entity_type: EntityType, name: impl Into<String>) -> Record {
        Record {
            id,
            entity_type,
            prominence: crate::dictionary::load::DEFAULT_PROMINENCE,
            names: vec![Name::new(name, FormKind::Name)],
            ids: Vec::new(),
            offices: Vec::new(),
            input: 0,
            line: 0,
        }
    }

    /// Adds a name that the source calls an alias: an acronym, a shorter name or another spelling, as it looks.
    pub fn add_alias(&mut self, alias: impl Into<String>) {
        let alias = alias.into();
        let kind = kind_of_alias(&alias, &self.names[0].text);
        self.names.push(Name::new(alias, kind));
    }

    /// Makes the name that was added last the canonical one.
    pub fn promote_last(&mut self) {
        if let Some(last) = self.names.len().checked_sub(1).filter(|&last| last > 0) {
            self.names.swap(0, last);
            self.names[0].kind = FormKind::Name;
            self.names[last].kind = kind_of_alias(&self.names[last].text, &self.names[0].text);
        }
    }

    /// About how many bytes it takes in memory.
    pub fn weight(&self) -> usize {
        let names: usize = self.names.iter().map(|name| size_of::<Name>() + name.text.len() + 16).sum();
        let ids: usize = self.ids.iter().map(|id| id.len() + 40).sum();
        size_of::<Record>() + self.id.len() + 16 + names + ids + self.offices.len() * 96
    }

    /// The entry of a dictionary file.
    pub fn into_entry(self) -> SourceEntry {
        let forms = self.names.into_iter().map(|name| SourceForm {
            text: name.text,
            kind: name.kind,
            needs_cue: name.needs_cue,
            never_first: false,
            exact_case: false,
            since: name.since,
            until: name.until,
        });
        SourceEntry {
            id: self.id,
            entity_type: self.entity_type,
            prominence: self.prominence,
            ids: self.ids,
            forms: forms.collect(),
            line: u32::try_from(self.line).unwrap_or(u32::MAX),
            column: 1,
        }
    }
}

impl Name {
    /// A name without anything particular.
    pub fn new(text: impl Into<String>, kind: FormKind) -> Name {
        Name { text: text.into(), kind, needs_cue: false, since: None, until: None }
    }
}

/// What an alias is: an acronym where it is one word of capitals, a short form where all its words stand in the name,
/// else another spelling.
pub fn kind_of_alias(alias: &str, name: &str) -> FormKind {
    let tokens = tokenize(alias);
    if let [token] = tokens.as_slice()
        && token.case == Case::AllCapitals
    {
        return FormKind::Acronym;
    }
    let whole = tokenize(name);
    let words = tokens.iter().filter(|token| token.kind == Kind::Word);
    let is_part = tokens.len() < whole.len()
        && words.clone().all(|word| whole.iter().any(|other| other.key == word.key));
    if is_part { FormKind::Short } else { FormKind::Spelling }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_told_apart() {
        assert_eq!(kind_of_alias("ONU", "Organisation des Nations unies"), FormKind::Acronym);
        assert_eq!(kind_of_alias("Nations unies", "Organisation des Nations unies"), FormKind::Short);
        assert_eq!(kind_of_alias("Vladimir Putin", "Vladimir Poutine"), FormKind::Spelling);
    }

    #[test]
    fn a_run_gives_back_what_it_was_given() {
        let mut record = Record::new("wd-q1".to_owned(), EntityType::Organisation, "Les Républicains");
        record.add_alias("LR");
        record.names[1].since = Some(jiff::civil::date(2015, 5, 30));
        let line = serde_json::to_string(&record).expect("a record is written");
        assert_eq!(serde_json::from_str::<Record>(&line).expect("a record is read"), record);
    }
}
