//! What leaves the base: RDF that a library reads, CSV, and the feed of changes, exact.

use std::collections::{BTreeMap, BTreeSet};

use oxjsonld::JsonLdParser;
use oxrdf::Term;
use oxttl::TurtleParser;
use proptest::prelude::*;
use repere::knowledge::{
    Action, ArticleRecord, Base, BaseError, Change, Decision, DocumentFacts, EntityKey, write_csv,
    write_jsonld, write_turtle,
};

use crate::support::{GOLD, base};

const ROOT: &str = "https://news.example/id/";

fn gold(test: &str) -> Base {
    let mut base = base(test);
    base.add(&GOLD.0).expect("stored");
    base
}

fn turtle(base: &Base) -> BTreeSet<String> {
    let mut out = Vec::new();
    write_turtle(base, ROOT, &mut out).expect("written");
    let triples = TurtleParser::new().for_slice(&out);
    triples.map(|triple| triple.expect("this is Turtle").to_string()).collect()
}

#[test]
fn turtle_and_json_ld_say_the_same() {
    let base = gold("rdf");
    let triples = turtle(&base);
    let mut out = Vec::new();
    write_jsonld(&base, ROOT, &mut out).expect("written");
    let quads = JsonLdParser::new().for_slice(&out).map(|quad| quad.expect("this is JSON-LD"));
    let quads: BTreeSet<String> = quads.map(|quad| oxrdf::Triple::from(quad).to_string()).collect();
    assert_eq!(triples, quads);
    let says = |triple: &str| assert!(triples.contains(triple), "{triple} is not said");
    says(
        "<https://news.example/id/entity/repere:armed-etat-islamique> <http://www.w3.org/2004/02/skos/core#altLabel> \"Daech\"@fr",
    );
    says(
        "<https://news.example/id/article/lavrov-01> <https://schema.org/about> <https://news.example/id/entity/repere:person-serguei-lavrov>",
    );
    says("<https://news.example/id/article/dupont-06> <https://schema.org/keywords> \"Dupont\"@fr");
    says(
        "<https://news.example/id/article/x-01> <https://schema.org/datePublished> \"2016-01-08\"^^<http://www.w3.org/2001/XMLSchema#date>",
    );
}

#[test]
fn what_articles_mention_is_described() {
    let mut out = Vec::new();
    write_turtle(&gold("described-rdf"), ROOT, &mut out).expect("written");
    let mut subjects = BTreeSet::new();
    let mut mentioned = BTreeSet::new();
    for triple in TurtleParser::new().for_slice(&out) {
        let triple = triple.expect("this is Turtle");
        subjects.insert(triple.subject.to_string());
        if let (true, Term::NamedNode(node)) =
            (triple.predicate.as_str().ends_with("/mentions"), &triple.object)
        {
            mentioned.insert(node.to_string());
        }
    }
    assert!(!mentioned.is_empty() && mentioned.is_subset(&subjects));
}

#[test]
fn csv_has_a_line_for_each_mention() {
    let base = gold("csv");
    let mut out = Vec::new();
    write_csv(&base, &mut out).expect("written");
    let mut reader = csv::Reader::from_reader(out.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("this is CSV")).collect();
    assert_eq!(rows.len() as u64, base.stats().expect("read").mentions);
    let row = rows.iter().find(|row| &row[0] == "lavrov-01" && &row[3] == "0").expect("it is there");
    assert_eq!(
        (&row[5], &row[8], &row[9]),
        ("Sergueï Lavrov", "repere:person-serguei-lavrov", "Sergueï Lavrov")
    );
}

#[test]
fn output_that_takes_nothing_is_an_error() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let base = gold("full-output");
    assert!(write_turtle(&base, ROOT, Full).is_err());
    assert!(write_jsonld(&base, "no iri ", Vec::new()).is_err());
}

/// The mentions of a copy: what each names, and the value of dates.
type Copy = BTreeMap<(String, u64, u64), (Option<String>, Option<String>)>;

fn copy(base: &Base) -> Copy {
    let mut copy = Copy::new();
    let take = |article: ArticleRecord| {
        for mention in article.mentions {
            let place = (article.article.clone(), mention.start, mention.end);
            copy.insert(place, (mention.entity, mention.value));
        }
        Ok::<(), BaseError>(())
    };
    base.records(|_| Ok(()), take).expect("read");
    copy
}

/// The entities of a copy: type, name and ids by key.
fn entities(base: &Base) -> BTreeMap<String, (String, String)> {
    let mut entities = BTreeMap::new();
    let take = |entity: repere::knowledge::EntityRecord| {
        entities.insert(entity.line.key, (entity.line.name, entity.line.ids.join(" ")));
        Ok::<(), BaseError>(())
    };
    base.records(take, |_| Ok(())).expect("read");
    entities
}

fn apply(copy: &mut Copy, names: &mut BTreeMap<String, (String, String)>, change: Change) {
    match change {
        Change::Entity(line) if line.articles == 0 => _ = names.remove(&line.key),
        Change::Entity(line) => _ = names.insert(line.key, (line.name, line.ids.join(" "))),
        Change::Remove(gone) => _ = copy.remove(&(gone.article, gone.start, gone.end)),
        Change::Add(new) => {
            let old = copy.insert((new.article, new.start, new.end), (new.entity, new.value));
            assert_eq!(old, None, "what is added was not there");
        }
        Change::Retarget(moved) => {
            let known =
                copy.get_mut(&(moved.article, moved.start, moved.end)).expect("what has moved was there");
            assert_eq!(known.0, moved.was);
            known.0 = moved.entity;
        }
    }
}

/// One step in the life of a base.
#[derive(Clone, Debug)]
enum Step {
    Add(usize, usize),
    Remove(usize),
    Merge(prop::sample::Index, prop::sample::Index),
    Reject(prop::sample::Index),
    RejectMention(prop::sample::Index),
    Rename(prop::sample::Index),
    Undo(prop::sample::Index),
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        6 => (0_usize..20, 0_usize..30).prop_map(|(name, text)| Step::Add(name, text)),
        1 => (0_usize..20).prop_map(Step::Remove),
        2 => (index(), index()).prop_map(|(from, into)| Step::Merge(from, into)),
        1 => index().prop_map(Step::Reject),
        1 => index().prop_map(Step::RejectMention),
        1 => index().prop_map(Step::Rename),
        2 => index().prop_map(Step::Undo),
    ]
}

fn take(base: &mut Base, step: &Step, minute: usize) {
    let keys: Vec<String> = entities(base).into_keys().filter(|key| !key.ends_with('?')).collect();
    let named = |base: &Base, index: &prop::sample::Index| -> Option<EntityKey> {
        (!keys.is_empty()).then(|| base.named(index.get::<String>(&keys)).expect("it was listed"))
    };
    let action = match step {
        Step::Add(name, text) => {
            let article = DocumentFacts { name: format!("n{name}"), ..GOLD.0[*text].clone() };
            base.add(&[article]).expect("stored");
            None
        }
        Step::Remove(name) => {
            let mut addition = base.begin().expect("begun");
            addition.remove(&format!("n{name}")).expect("removed");
            addition.commit().expect("committed");
            None
        }
        Step::Merge(from, into) => {
            named(base, from).zip(named(base, into)).map(|(from, into)| Action::Merge { from, into })
        }
        Step::Reject(entity) => named(base, entity).map(|entity| Action::RejectAlways { entity }),
        Step::RejectMention(index) => {
            let places: Vec<_> = copy(base).into_keys().collect();
            (!places.is_empty()).then(|| {
                let (document, start, _) = index.get(&places).clone();
                let text = base.mention_at(&document, start).expect("read").unwrap_or_default();
                Action::RejectMention { document, start, text }
            })
        }
        Step::Rename(entity) => {
            named(base, entity).map(|entity| Action::Rename { entity, name: "Z".to_owned() })
        }
        Step::Undo(index) => {
            let decisions = base.decisions().expect("read");
            (!decisions.is_empty()).then(|| Action::Undo { decision: index.get(&decisions).id.clone() })
        }
    };
    if let Some(action) = action {
        let time = format!("2016-11-02T{:02}:{:02}:00Z", minute / 60, minute % 60);
        // What contradicts is refused, and must leave no trace.
        let _ = base.decide(&Decision::new(time, "cl".to_owned(), String::new(), action));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn the_feed_brings_any_copy_up_to_date(steps in prop::collection::vec(step(), 1..25), pick: prop::sample::Index) {
        let mut base = base("feed");
        let mut states = vec![(base.stats().expect("read").version, copy(&base), entities(&base))];
        for (minute, step) in steps.iter().enumerate() {
            take(&mut base, step, minute);
            states.push((base.stats().expect("read").version, copy(&base), entities(&base)));
        }
        let (version, mut copied, mut names) = pick.get(&states).clone();
        base.changes(version, |change| {
            apply(&mut copied, &mut names, change);
            Ok::<(), BaseError>(())
        }).expect("read");
        prop_assert_eq!(copied, copy(&base));
        prop_assert_eq!(names, entities(&base));
        prop_assert_eq!(base.rebuild().expect("rebuilt"), Default::default());
        let wrong = base.check().expect("checked");
        prop_assert!(wrong.iter().all(|wrong| wrong.contains("not in the base") || wrong.contains("contradicts")), "{:?}", wrong);
    }
}
