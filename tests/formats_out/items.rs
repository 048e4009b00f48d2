//! ninjs and schema.org: the article with its entities, without offsets.

use repere::Span;
use repere::format::{Source, Zone, ZoneKind};
use serde_json::{Map, Value, json};

use crate::{Form, article, written};

/// The keys of an item that the schema of ninjs 3.1 knows and Repère writes; it allows no others.
const KEYS: [&str; 11] = [
    "uri",
    "standard",
    "type",
    "language",
    "versionCreated",
    "headlines",
    "descriptions",
    "bodies",
    "people",
    "organisations",
    "places",
];

/// What the JSON schema of ninjs 3.1 asks.
pub fn check_ninjs(output: &str) {
    let item: Map<String, Value> = serde_json::from_str(output).expect("a line is an object");
    for (key, value) in &item {
        assert!(KEYS.contains(&key.as_str()), "{key} is no key of ninjs");
        match key.as_str() {
            "uri" => assert!(is_uri(value)),
            "standard" => assert_eq!(keys(value), ["name", "version", "schema"]),
            "versionCreated" => assert_eq!(value, "2016-10-28T00:00:00Z"),
            "headlines" | "descriptions" | "bodies" => each(value, |text| {
                assert_eq!(keys(text), ["role", "contentType", "value"]);
                assert!(text["value"].is_string());
            }),
            "people" | "organisations" | "places" => each(value, |entity| {
                assert_eq!(keys(entity)[..2], ["name", "rel"]);
                assert!(
                    entity["name"].is_string() && (entity["rel"] == "about" || entity["rel"] == "mentions")
                );
                assert!(entity.get("uri").is_none_or(is_uri), "{entity}");
            }),
            _ => assert!(value.is_string()),
        }
    }
    assert!(item.contains_key("uri"), "an item has a URI");
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("it is an object").keys().map(String::as_str).collect()
}

fn each(value: &Value, check: impl Fn(&Value)) {
    value.as_array().expect("it is an array").iter().for_each(check);
}

fn is_uri(value: &Value) -> bool {
    let uri = value.as_str().unwrap_or_default();
    oxrdf::NamedNode::new(uri).is_ok() && uri.is_ascii()
}

/// A NewsArticle whose things have types and names.
pub fn check_schema_org(output: &str) {
    assert!(!output.contains('<'), "nothing closes a script: {output}");
    let article: Value = serde_json::from_str(output).expect("a line is an object");
    assert_eq!(
        (&article["@context"], &article["@type"]),
        (&json!("https://schema.org"), &json!("NewsArticle"))
    );
    assert!(is_uri(&article["@id"]));
    for list in ["about", "mentions"] {
        each(&article[list], |thing| {
            let kind = thing["@type"].as_str().unwrap_or_default();
            assert!(["Person", "Place", "Organization"].contains(&kind) && thing["name"].is_string());
            let same = thing["sameAs"].as_array().map(Vec::as_slice).unwrap_or_default();
            assert!(same.iter().all(is_uri), "{thing}");
        });
    }
}

const TEXT: &str = "Macron à Paris\n\nEn bref.\n\nSergueï Lavrov l’a vu. Emmanuel Macron parle à l’ONU.";

#[test]
fn zones_become_headline_summary_and_body() {
    let mut article = article("urn:newsml:exemple.fr:1", TEXT);
    let zone = |kind, from: usize, to: usize| Zone { kind, span: Span::new(from, to) };
    let end = TEXT.len();
    article.0.zones =
        vec![zone(ZoneKind::Title, 0, 15), zone(ZoneKind::Lead, 17, 25), zone(ZoneKind::Body, 27, end)];
    let output = written(Form::Ninjs, &[article.clone()]);
    check_ninjs(&output);
    let item: Value = serde_json::from_str(&output).expect("a line is an object");
    assert_eq!(item["uri"], "urn:newsml:exemple.fr:1");
    assert_eq!(item["headlines"][0]["value"], "Macron à Paris");
    assert_eq!(item["descriptions"][0]["value"], "En bref.");
    assert_eq!(item["bodies"][0]["value"], TEXT[27..]);
    let rels = |key: &str| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().expect("a string").to_owned();
        item[key]
            .as_array()
            .expect("an array")
            .iter()
            .map(|one| (text(&one["name"]), text(&one["rel"])))
            .collect()
    };
    let pair = |name: &str, rel: &str| (name.to_owned(), rel.to_owned());
    assert_eq!(rels("people"), [pair("Emmanuel Macron", "about"), pair("Sergueï Lavrov", "mentions")]);
    let output = written(Form::SchemaOrg, &[article]);
    check_schema_org(&output);
    let news: Value = serde_json::from_str(&output).expect("a line is an object");
    assert_eq!((&news["headline"], &news["datePublished"]), (&json!("Macron à Paris"), &json!("2016-10-28")));
    assert_eq!(news["about"][0]["name"], "Emmanuel Macron");
    let mentioned = news["mentions"].as_array().expect("an array");
    assert!(mentioned.iter().any(|thing| thing["name"] == "Sergueï Lavrov"));
}

#[test]
fn an_item_is_given_back_with_what_was_added() {
    let fields = json!({
        "zzz": {"b": 1, "a": [null, 1.50]},
        "uri": "http://exemple.fr/1",
        "people": [{"name": "SERGUEÏ LAVROV", "rel": "x", "literal": "7"}],
        "places": "Paris",
        "headlines": [{"value": "Macron à Paris"}],
        "organisations": [{"name": "Nations unies", "uri": "repere:un-onu"}],
    });
    let Value::Object(fields) = fields else { panic!("it is an object") };
    let mut article = article("1", TEXT);
    article.0.source = Source::Ninjs(fields.clone());
    let output = written(Form::Ninjs, &[article]);
    let item: Map<String, Value> = serde_json::from_str(&output).expect("a line is an object");
    assert_eq!(item.keys().collect::<Vec<_>>(), fields.keys().collect::<Vec<_>>());
    for key in ["zzz", "uri", "places", "headlines", "organisations"] {
        assert_eq!(item[key], fields[key], "{key}");
    }
    let people = item["people"].as_array().expect("an array");
    assert_eq!(people[0], fields["people"][0]);
    assert_eq!(people.len(), 2);
    assert_eq!((&people[1]["name"], &people[1]["rel"]), (&json!("Emmanuel Macron"), &json!("about")));
}

#[test]
fn what_is_added_once_is_not_added_twice() {
    let mut article = article("1", TEXT);
    let first: Value = serde_json::from_str(&written(Form::Ninjs, &[article.clone()])).expect("an object");
    let Value::Object(fields) = first else { panic!("it is an object") };
    article.0.source = Source::Ninjs(fields.clone());
    let second: Value = serde_json::from_str(&written(Form::Ninjs, &[article])).expect("an object");
    assert_eq!(second, Value::Object(fields));
}

#[test]
fn a_hostile_text_closes_no_script() {
    let mut article = article("</script><script>alert(1)</script>", "Macron à Paris");
    article.0.zones = vec![Zone { kind: ZoneKind::Title, span: Span::new(0, 15) }];
    article.0.text = "</script><!--à".to_owned();
    article.1 = repere::Tagged::default();
    check_schema_org(&written(Form::SchemaOrg, &[article]));
}
