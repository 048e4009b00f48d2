//! ninjs 3.1, the JSON of the IPTC: the news item with its people, organisations and places.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::ArticleWriter;
use super::found::{Found, FoundEntity};
use crate::dictionary::Lexicon;
use crate::format::{Article, Source, ZoneKind, article_iri};
use crate::{EntityType, Tagged};

/// Writes JSON Lines of ninjs 3.1: an item a line.
///
/// An article that was read as ninjs is given back as it was, its keys in their order, with the entities added to the arrays `people`,
/// `organisations` and `places`; what stands there already is kept and not doubled, be it the same by `uri` or by `name`. Any other article becomes
/// a small item of its own. An entity has `name`, `rel` (`about` where it is salient, else `mentions`) and, where a dictionary has
/// it, `uri`. Dates have no place in ninjs and are left out.
pub struct NinjsWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
}

impl<'l, W: Write> NinjsWriter<'l, W> {
    /// A writer to `out` of entities of `lexicon`.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        NinjsWriter { out, lexicon }
    }
}

impl<W: Write> ArticleWriter for NinjsWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let found = Found::new(article, tagged, self.lexicon);
        serde_json::to_writer(&mut self.out, &tagged_item(&found))?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The arrays of entities.
const ARRAYS: [(&str, EntityType); 3] = [
    ("people", EntityType::Person),
    ("organisations", EntityType::Organisation),
    ("places", EntityType::Place),
];

fn tagged_item(found: &Found) -> Map<String, Value> {
    let mut item = match &found.article.source {
        Source::Ninjs(fields) => fields.clone(),
        Source::Text | Source::Html(_) => item_of(found),
    };
    for (key, entity_type) in ARRAYS {
        let entities = found.of_type(entity_type);
        if !entities.is_empty() {
            // What is no array there is the input's own and stays.
            if let Value::Array(list) = item.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
                add(list, &entities);
            }
        }
    }
    item
}

/// An item for an article that was none.
fn item_of(found: &Found) -> Map<String, Value> {
    let article = found.article;
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| _ = item.insert(key.to_owned(), value);
    set("uri", article_iri(&article.id).into());
    let schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";
    set("standard", json!({"name": "ninjs", "version": "3.1", "schema": schema}));
    set("type", "text".into());
    set("language", article.language_tag().into());
    if let Some(day) = article.published {
        // ninjs has moments only.
        set("versionCreated", format!("{day}T00:00:00Z").into());
    }
    if let Some(headline) = found.headline() {
        set("headlines", json!([{"role": "main", "contentType": "text/plain", "value": headline}]));
    }
    let lead = parts(article, ZoneKind::Lead);
    if !lead.is_empty() {
        set("descriptions", json!([{"role": "summary", "contentType": "text/plain", "value": lead}]));
    }
    let body = if article.zones.is_empty() { article.text.clone() } else { parts(article, ZoneKind::Body) };
    set("bodies", json!([{"role": "main", "contentType": "text/plain", "value": body}]));
    item
}

/// The parts of one kind, with a blank line between them.
fn parts(article: &Article, kind: ZoneKind) -> String {
    let of_kind = article.zones.iter().filter(|zone| zone.kind == kind);
    of_kind.map(|zone| zone.span.of(&article.text)).collect::<Vec<_>>().join("\n\n")
}

/// Adds the entities that a list does not have.
fn add(list: &mut Vec<Value>, entities: &[&FoundEntity]) {
    let theirs: Vec<(String, String)> = list
        .iter()
        .map(|own| (field(own, "name").to_lowercase(), same_everywhere(field(own, "uri"))))
        .collect();
    for found in entities {
        let iris: Vec<String> =
            found.ids.iris().into_iter().chain(found.ids.iri()).map(|iri| same_everywhere(&iri)).collect();
        let names = std::iter::once(&found.entity.name).chain(&found.entity.aliases);
        let names: Vec<String> = names.map(|name| name.to_lowercase()).collect();
        if !theirs.iter().any(|(name, iri)| iris.contains(iri) || names.contains(name)) {
            list.push(described(found));
        }
    }
}

fn field<'v>(own: &'v Value, key: &str) -> &'v str {
    own.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// What is the same in all IRIs of one thing: of Wikidata, people write pages as well as entities, and both protocols.
fn same_everywhere(iri: &str) -> String {
    let bare = iri.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    match bare.trim_start_matches("www.").strip_prefix("wikidata.org/") {
        Some(path) => format!("wikidata:{}", path.rsplit('/').next().unwrap_or(path)),
        None => bare.to_owned(),
    }
}

fn described(found: &FoundEntity) -> Value {
    let rel = if found.is_about() { "about" } else { "mentions" };
    let mut entity = json!({"name": found.entity.name, "rel": rel});
    if let Some(iri) = found.ids.iri() {
        entity["uri"] = iri.into();
    }
    entity
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_many_iris() {
        for iri in [
            "http://www.wikidata.org/entity/Q90",
            "https://www.wikidata.org/wiki/Q90",
            "https://wikidata.org/entity/Q90/",
        ] {
            assert_eq!(same_everywhere(iri), "wikidata:Q90");
        }
        assert_eq!(same_everywhere("https://sws.geonames.org/99072/"), "sws.geonames.org/99072");
    }
}
