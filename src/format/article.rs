//! What a reader reads.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de};

use super::Source;
use crate::Span;

/// A text with its id and, where known, its day of publication, its zones and its source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(expecting = "an object with `id` and `text`")]
pub struct Article {
    /// What it is called in its source.
    pub id: ArticleId,
    /// The text.
    pub text: String,
    /// The day of publication.
    #[serde(default, deserialize_with = "optional_day")]
    pub published: Option<Date>,
    /// The language that its source says it is in, a tag of BCP 47: `fr`, `fr-CA`; nothing where it says none.
    #[serde(skip)]
    pub language: Option<String>,
    /// Which parts of the text are what, in its order and without overlap; where there are none, all is body.
    #[serde(skip)]
    pub zones: Vec<Zone>,
    /// What it was read from.
    #[serde(skip)]
    pub source: Source,
    /// What its reader has to say of it: the encoding it guessed, a language that is not French.
    #[serde(skip)]
    pub notes: Vec<String>,
}

impl Article {
    /// An article that is all body and known from its text alone.
    pub fn new(id: ArticleId, text: String) -> Self {
        let (zones, source, notes) = (Vec::new(), Source::Text, Vec::new());
        Article { id, text, published: None, language: None, zones, source, notes }
    }

    /// The tag of its language: French where its source says none.
    pub fn language_tag(&self) -> &str {
        self.language.as_deref().unwrap_or("fr")
    }
}

/// A part of an article. Parts are paragraphs of their own: a blank line stands between one and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What it is.
    pub kind: ZoneKind,
    /// Where it stands in the text.
    pub span: Span,
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ZoneKind {
    /// The headline, with what stands above or right below it.
    Title,
    /// The summary between headline and body.
    Lead,
    /// The rest.
    Body,
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
