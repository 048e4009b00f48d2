//! The four types of mentions.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a mention is a mention of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityType {
    /// A named person, real or fictional, or a named family.
    #[serde(rename = "PER")]
    Person,
    /// A country, region, town, street, building, river, mountain …
    #[serde(rename = "LOC")]
    Place,
    /// A company, party, ministry, army, court, media title, club …
    #[serde(rename = "ORG")]
    Organisation,
    /// An expression that points at a calendar time of a day or coarser.
    #[serde(rename = "DATE")]
    Date,
}

impl EntityType {
    /// All types, in the order of reports.
    pub const ALL: [EntityType; 4] =
        [EntityType::Person, EntityType::Place, EntityType::Organisation, EntityType::Date];

    /// The types of names, in the order of reports: all but dates.
    pub const NAMES: [EntityType; 3] = [EntityType::Person, EntityType::Place, EntityType::Organisation];

    /// The label in files and reports: `PER`, `LOC`, `ORG`, `DATE`.
    pub fn label(self) -> &'static str {
        match self {
            EntityType::Person => "PER",
            EntityType::Place => "LOC",
            EntityType::Organisation => "ORG",
            EntityType::Date => "DATE",
        }
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.label())
    }
}

impl FromStr for EntityType {
    type Err = String;

    fn from_str(label: &str) -> Result<Self, String> {
        EntityType::ALL
            .into_iter()
            .find(|kind| kind.label().eq_ignore_ascii_case(label))
            .ok_or_else(|| format!("`{label}` is no type: the types are PER, LOC, ORG and DATE"))
    }
}
