//! Identities across articles, on articles written for it: no wrong merge, B-cubed F of .95 or more.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use repere::knowledge::{ArticleRecord, Base, BaseError};

use crate::support::{GOLD, Mark, assert_sound, base, dump};

fn gold_base(test: &str) -> Base {
    let mut base = base(test);
    base.add(&GOLD.0).expect("the articles are stored");
    base
}

/// What the base calls each mark; nothing for one that the tagger has not found.
fn predicted(base: &Base) -> Vec<Option<String>> {
    let mut entities: HashMap<(String, u64, u64), String> = HashMap::new();
    let take = |article: ArticleRecord| {
        for mention in article.mentions {
            if let Some(entity) = mention.entity {
                entities.insert((article.article.clone(), mention.start, mention.end), entity);
            }
        }
        Ok::<(), BaseError>(())
    };
    base.records(|_| Ok(()), take).expect("the base can be read");
    let of = |mark: &Mark| entities.get(&(mark.article.clone(), mark.start as u64, mark.end as u64)).cloned();
    GOLD.1.iter().map(of).collect()
}

/// Precision and recall of B-cubed (Bagga and Baldwin, 1998).
fn b_cubed(gold: &[&str], found: &[String]) -> (f64, f64) {
    let shared = |one: usize, other: usize| gold[one] == gold[other] && found[one] == found[other];
    let (mut precision, mut recall) = (0.0, 0.0);
    let all = 0..gold.len();
    for one in all.clone() {
        let both = all.clone().filter(|&other| shared(one, other)).count() as f64;
        precision += both / all.clone().filter(|&other| found[one] == found[other]).count() as f64;
        recall += both / all.clone().filter(|&other| gold[one] == gold[other]).count() as f64;
    }
    (precision / gold.len() as f64, recall / gold.len() as f64)
}

#[test]
fn no_wrong_merge_and_b_cubed_of_95() {
    let base = gold_base("identity");
    assert!(GOLD.0.len() >= 60);
    // A mark that the tagger has not found is a thing of its own, which costs recall.
    let missing = |number: usize| format!("missing {number}");
    let found: Vec<String> = predicted(&base)
        .into_iter()
        .enumerate()
        .map(|(number, found)| found.unwrap_or_else(|| missing(number)))
        .collect();
    let gold: Vec<&str> = GOLD.1.iter().map(|mark| mark.label.as_str()).collect();
    let mut clusters: BTreeMap<&String, BTreeSet<&str>> = BTreeMap::new();
    for (found, gold) in found.iter().zip(&gold) {
        clusters.entry(found).or_default().insert(gold);
    }
    let wrong: Vec<_> = clusters.iter().filter(|(_, labels)| labels.len() > 1).collect();
    assert!(wrong.is_empty(), "wrong merges: {wrong:#?}");
    let (precision, recall) = b_cubed(&gold, &found);
    let f = 2.0 * precision * recall / (precision + recall);
    let mut parts: BTreeMap<&str, BTreeSet<(&String, &String)>> = BTreeMap::new();
    for (mark, found) in GOLD.1.iter().zip(&found) {
        parts.entry(&mark.label).or_default().insert((found, &mark.text));
    }
    parts.retain(|_, found| found.iter().map(|(key, _)| key).collect::<BTreeSet<_>>().len() > 1);
    println!("{} marks; B-cubed precision {precision:.3}, recall {recall:.3}, F {f:.3}", gold.len());
    assert!(
        f >= 0.95,
        "B-cubed F {f:.3} (precision {precision:.3}, recall {recall:.3}), in parts: {parts:#?}"
    );
}

#[test]
fn the_order_of_articles_leaves_no_trace() {
    let whole = dump(&gold_base("order-whole"));
    let mut one_by_one = base("order-backwards");
    for facts in GOLD.0.iter().rev() {
        one_by_one.add(std::slice::from_ref(facts)).expect("the article is stored");
    }
    assert_sound(&one_by_one);
    assert_eq!(whole, dump(&one_by_one));
}

#[test]
fn a_rebuild_changes_nothing() {
    let mut base = gold_base("rebuild");
    let before = dump(&base);
    let delta = base.rebuild().expect("the base can be written");
    assert_eq!(delta, Default::default());
    assert_eq!(before, dump(&base));
    assert_sound(&base);
}

#[test]
fn a_lone_surname_is_listed_with_what_it_may_mean() {
    let base = gold_base("ambiguous");
    let ambiguous = base.ambiguous(None, 50).expect("the base can be read");
    let dupont =
        ambiguous.iter().find(|name| name.line.key == "per:dupont?").expect("one Dupont is unresolved");
    assert_eq!(dupont.article, "dupont-06");
    let meant: Vec<&str> = dupont.candidates.iter().map(|meaning| meaning.key.as_str()).collect();
    assert_eq!(meant.len(), 2, "{meant:?}");
    assert!(meant[0].starts_with("per:michel-dupont:maire-"), "{meant:?}");
    let sarkozy = base.entity("Nicolas Sarkozy").expect("one is known");
    assert_eq!(sarkozy.articles, 3);
}
