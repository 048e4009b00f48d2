//! What a reader reads.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de};

/// A text with its id and, where known, its day of publication.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(expecting = "an object with `id` and `text`")]
pub struct Article {
    /// What it is called in its source.
    pub id: ArticleId,
    /// The text.
    pub text: String,
    /// The day of publication.
    #[serde(default, deserialize_with = "optional_day")]
    pub published: Option<Date>,
}

/// What an article is called in its source; written out as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "`id` is a string or a whole number")]
pub enum ArticleId {
    /// A name: that of a file, or what a JSON line says.
    Name(String),
    /// A number.
    Number(i64),
}

impl fmt::Display for ArticleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArticleId::Name(name) => formatter.pad(name),
            ArticleId::Number(number) => fmt::Display::fmt(number, formatter),
        }
    }
}

/// A day, or a moment of which only the day counts; nothing where the string is empty.
fn optional_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let day = text.split_once(['T', ' ']).map_or(text.as_str(), |(day, _)| day);
    let wrong = |_| de::Error::custom(format!("`published` is `{text}`, which is no day (YYYY-MM-DD)"));
    day.parse().map(Some).map_err(wrong)
}
