//! schema.org: what an article is about, for search engines.

use std::io::{self, Write};

use serde::Serialize;

use super::ArticleWriter;
use super::found::{Found, FoundEntity};
use crate::dictionary::Lexicon;
use crate::format::{Article, ArticleId, article_iri};
use crate::{EntityType, Tagged};

/// Writes JSON Lines of JSON-LD: a `NewsArticle` a line, ready for a `<script type="application/ld+json">`.
///
/// `about` are the entities of a salience of at least [`ABOUT`](super::ABOUT), `mentions` the rest, the most salient first. Dates are left
/// out: schema.org has no property for a date that a text speaks of. No line holds `</`, `<!--` or another `<`.
pub struct SchemaOrgWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
}

#[derive(Debug, Serialize)]
struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    iri: String,
    identifier: &'a ArticleId,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    about: Vec<Thing<'a>>,
    mentions: Vec<Thing<'a>>,
}

#[derive(Debug, Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(rename = "alternateName", skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<&'a str>,
    #[serde(rename = "sameAs", skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<String>,
}

impl<'l, W: Write> SchemaOrgWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        SchemaOrgWriter { out, lexicon }
    }
}

impl<W: Write> ArticleWriter for SchemaOrgWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let found = Found::new(article, tagged, self.lexicon);
        let line = serde_json::to_string(&news_article(&found))?;
        // Outside strings JSON has no `<`, inside it may be written so: nothing closes the script that this stands in.
        writeln!(self.out, "{}", line.replace('<', "\\u003c"))?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn news_article<'a>(found: &'a Found<'a>) -> NewsArticle<'a> {
    let mut names: Vec<&FoundEntity> =
        EntityType::NAMES.iter().flat_map(|&kind| found.of_type(kind)).collect();
    names.sort_by(|one, other| other.salience.total_cmp(&one.salience));
    let (about, mentions): (Vec<_>, Vec<_>) = names.into_iter().partition(|found| found.is_about());
    NewsArticle {
        context: "https://schema.org",
        kind: "NewsArticle",
        iri: article_iri(&found.article.id),
        identifier: &found.article.id,
        headline: found.headline(),
        published: found.article.published.map(|day| day.to_string()),
        language: found.article.language_tag(),
        about: about.into_iter().map(thing).collect(),
        mentions: mentions.into_iter().map(thing).collect(),
    }
}

fn thing<'a>(found: &'a FoundEntity<'a>) -> Thing<'a> {
    Thing {
        kind: match found.entity.entity_type {
            EntityType::Person => "Person",
            EntityType::Place => "Place",
            EntityType::Organisation => "Organization",
            EntityType::Date => "Thing",
        },
        name: &found.entity.name,
        aliases: &found.entity.aliases,
        identifier: found.ids.all().first().map(String::as_str),
        same_as: found.ids.iris(),
    }
}
