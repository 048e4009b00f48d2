//! What editors decide: applied, applied again, taken back, exchanged.

use std::fs;
use std::process::Command;

use repere::EntityType;
use repere::dictionary::load::load;
use repere::knowledge::{
    Action, Base, Decision, Delta, EntityKey, Standing, decisions_to_dictionary, read_decisions,
    write_decisions,
};

use crate::support::{GOLD, assert_sound, base, dump, facts, folder};

const MAYOR: &str = "per:michel-dupont:maire-fr-22113-lannion";
const COACH: &str = "per:michel-dupont:entraineur-club-fr-srfc";

fn gold(test: &str) -> Base {
    let mut base = base(test);
    base.add(&GOLD.0).expect("stored");
    base
}

/// A decision of the minute `minute`.
fn decision(minute: u32, action: Action) -> Decision {
    let time = format!("2016-11-02T10:{minute:02}:00Z");
    Decision::new(time, "cl".to_owned(), "seen in the paper".to_owned(), action)
}

fn reject_at(base: &Base, document: &str, start: u64) -> Action {
    let text = base.mention_at(document, start).expect("read").expect("a mention begins there");
    Action::RejectMention { document: document.to_owned(), start, text }
}

fn merge(base: &Base, minute: u32, from: &str, into: &str) -> Decision {
    let named = |key: &str| base.named(key).expect("it is known");
    decision(minute, Action::Merge { from: named(from), into: named(into) })
}

fn undo(minute: u32, other: &Decision) -> Decision {
    decision(minute, Action::Undo { decision: other.id.clone() })
}

fn articles(base: &Base, key: &str) -> u64 {
    base.entity(key).map_or(0, |line| line.articles)
}

#[test]
fn a_merge_holds_for_all_that_comes_later() {
    let mut base = gold("merge");
    let before = dump(&base);
    let merged = merge(&base, 1, "per:michel-dupond", MAYOR);
    let delta = base.decide(&merged).expect("decided");
    assert_eq!((delta.moved, delta.entities_removed), (1, 1));
    assert_eq!(articles(&base, MAYOR), 5);
    base.add(&[facts("late", "2016-04-01", "Michel Dupond, maire de Lannion, se repose.")]).expect("stored");
    assert_eq!(articles(&base, MAYOR), 6);
    assert_sound(&base);
    assert_eq!(base.rebuild().expect("rebuilt"), Delta::default());
    let mut addition = base.begin().expect("begun");
    addition.remove("late").expect("removed");
    addition.commit().expect("committed");
    base.decide(&undo(2, &merged)).expect("undone");
    assert_eq!(dump(&base), before);
    assert_eq!(
        base.rules().expect("read").standing(&merged.id),
        Some(&Standing::Undone(undo(2, &merged).id))
    );
}

#[test]
fn the_dupont_of_one_article_and_all_of_them() {
    let mut base = gold("lone");
    base.add(&[facts("more", "2016-04-02", "M. Dupont a souri.")]).expect("stored");
    base.decide(&merge(&base, 1, "per:dupont@dupont-06", MAYOR)).expect("decided");
    assert_eq!((articles(&base, MAYOR), articles(&base, "per:dupont?")), (5, 1));
    base.decide(&merge(&base, 2, "per:dupont?", COACH)).expect("decided");
    assert_eq!((articles(&base, MAYOR), articles(&base, COACH), articles(&base, "per:dupont?")), (5, 4, 0));
    // One of what all are is no more to be had.
    let late = EntityKey { key: "per:dupont@more".to_owned(), witness: None };
    let into = EntityKey { key: MAYOR.to_owned(), witness: None };
    let refused = base.decide(&decision(3, Action::Merge { from: late, into })).expect_err("it contradicts");
    assert!(refused.to_string().contains("this contradicts the decision"), "{refused}");
    assert_sound(&base);
    assert_eq!(base.rebuild().expect("rebuilt"), Delta::default());
}

#[test]
fn a_split_takes_articles_away() {
    let mut base = gold("split");
    let entity = base.named("Idriss Zelmanowicz").expect("known");
    let split = decision(1, Action::Split { entity, documents: ["zelmani-03".to_owned()].into() });
    base.decide(&split).expect("decided");
    let key = format!("split:{}", split.id);
    assert_eq!((articles(&base, "per:idriss-zelmanowicz"), articles(&base, &key)), (4, 1));
    let named =
        decision(2, Action::Rename { entity: base.named(&key).expect("known"), name: "I. Z.".to_owned() });
    base.decide(&named).expect("decided");
    assert_eq!(base.entity(&key).expect("known").name, "I. Z.");
    base.decide(&merge(&base, 3, &key, "per:idriss-zelmanowicz")).expect("decided");
    assert_eq!(articles(&base, "per:idriss-zelmanowicz"), 5);
    assert_sound(&base);
    assert_eq!(base.rebuild().expect("rebuilt"), Delta::default());
}

#[test]
fn mentions_articles_and_entities_are_rejected() {
    let mut base = gold("reject");
    let before = dump(&base);
    let lavrov = base.named("Sergueï Lavrov").expect("known");
    let first = decision(1, reject_at(&base, "lavrov-01", 0));
    base.decide(&first).expect("decided");
    assert_eq!(
        (
            base.entity(&lavrov.key).expect("known").articles,
            base.entity(&lavrov.key).expect("known").mentions
        ),
        (4, 4)
    );
    let second =
        decision(2, Action::RejectArticle { entity: lavrov.clone(), document: "lavrov-02".to_owned() });
    base.decide(&second).expect("decided");
    assert_eq!(articles(&base, &lavrov.key), 3);
    let third = decision(3, Action::RejectAlways { entity: lavrov.clone() });
    base.decide(&third).expect("decided");
    assert_eq!(articles(&base, &lavrov.key), 0);
    base.add(&[facts("late", "2016-04-01", "Sergueï Lavrov dort.")]).expect("stored");
    assert_eq!(articles(&base, &lavrov.key), 0);
    assert_sound(&base);
    assert_eq!(base.rebuild().expect("rebuilt"), Delta::default());
    for (minute, decision) in [(4, &third), (5, &second), (6, &first)] {
        base.decide(&undo(minute, decision)).expect("undone");
    }
    let mut addition = base.begin().expect("begun");
    addition.remove("late").expect("removed");
    addition.commit().expect("committed");
    assert_eq!(dump(&base), before);
    assert_sound(&base);
}

#[test]
fn names_types_and_ids() {
    let mut base = gold("described");
    let entity = base.named("Armor Kelp").expect("known");
    for (minute, action) in [
        (1, Action::Rename { entity: entity.clone(), name: "Armor-Kelp SA".to_owned() }),
        (2, Action::Retype { entity: entity.clone(), entity_type: EntityType::Place }),
        (3, Action::Link { entity: entity.clone(), id: "wikidata:Q1".to_owned() }),
    ] {
        base.decide(&decision(minute, action)).expect("decided");
    }
    let line = base.entity(&entity.key).expect("known");
    assert_eq!((line.name.as_str(), line.entity_type), ("Armor-Kelp SA", EntityType::Place));
    assert_eq!(line.ids, ["wikidata:Q1"]);
    let other = decision(4, Action::Link { entity, id: "wikidata:Q2".to_owned() });
    assert!(base.decide(&other).expect_err("it contradicts").to_string().contains("contradicts"));
    assert_eq!(base.rebuild().expect("rebuilt"), Delta::default());
    assert_sound(&base);
}

#[test]
fn contradictions_are_told_and_never_settled() {
    let mut base = gold("contradiction");
    let first = merge(&base, 1, "per:michel-dupond", MAYOR);
    base.decide(&first).expect("decided");
    let before = dump(&base);
    let from = EntityKey { key: "per:michel-dupond".to_owned(), witness: None };
    let into = base.named(COACH).expect("known");
    let second = decision(2, Action::Merge { from, into });
    assert!(base.decide(&second).is_err());
    assert_eq!(base.decisions().expect("read").len(), 1);
    // Taken in from elsewhere it is kept, told, and not in force.
    assert_eq!(base.import_decisions(std::slice::from_ref(&second)).expect("taken in"), 1);
    assert_eq!(base.rules().expect("read").standing(&second.id), Some(&Standing::Conflict(first.id.clone())));
    assert_eq!(dump(&base), before);
    assert_eq!(base.check().expect("checked").len(), 1);
    base.decide(&undo(3, &first)).expect("undone");
    assert_eq!(articles(&base, COACH), 4);
    assert_sound(&base);
}

#[test]
fn a_circle_is_a_contradiction() {
    let mut base = gold("circle");
    base.decide(&merge(&base, 1, COACH, MAYOR)).expect("decided");
    let back = decision(
        2,
        Action::Merge {
            from: EntityKey { key: MAYOR.to_owned(), witness: None },
            into: EntityKey { key: COACH.to_owned(), witness: None },
        },
    );
    assert!(base.decide(&back).expect_err("a circle").to_string().contains("contradicts"));
}

/// New articles give an entity another key; decisions find it by their witness.
#[test]
fn a_decision_follows_its_entity_to_another_key() {
    let mut base = base("witness");
    let first = facts("a", "2016-01-01", "Anne Leroy, maire de Quimper, parle.");
    base.add(&[first, facts("b", "2016-01-02", "Anne Leroi dort à Quimper.")]).expect("stored");
    assert_eq!(base.entity("Anne Leroy").expect("known").key, "per:anne-leroy");
    base.decide(&merge(&base, 1, "per:anne-leroi", "per:anne-leroy")).expect("decided");
    base.add(&[facts("c", "2016-01-03", "Anne Leroy, juge à Dijon, démissionne.")]).expect("stored");
    let found = base.search("leroy", None, 10).expect("read");
    let mayor = found.iter().find(|line| line.key.starts_with("per:anne-leroy:maire-")).expect("told apart");
    assert_eq!(mayor.articles, 2);
    assert_sound(&base);
    assert_eq!(base.rebuild().expect("rebuilt"), Delta::default());
}

/// An article is edited: what stands where the entity stood is something else, and is left alone.
#[test]
fn a_decision_does_not_pass_to_what_took_the_place_of_its_entity() {
    for keeps_text in [true, false] {
        let mut base = base(if keeps_text { "place-taken" } else { "place-taken-old" });
        let first = facts("a", "2016-01-01", "Anne Leroy, maire de Quimper, parle.");
        base.add(&[first, facts("b", "2016-01-02", "Anne Leroi dort à Quimper.")]).expect("stored");
        let mut merge = merge(&base, 1, "per:anne-leroi", "per:anne-leroy");
        if let Action::Merge { from, .. } = &mut merge.action
            && !keeps_text
        {
            from.witness.as_mut().expect("it has a mention").text.clear();
        }
        base.decide(&merge).expect("decided");
        base.add(&[facts("b", "2016-01-02", "Angela Merkel dort à Quimper.")]).expect("stored");
        assert_eq!(base.entity("Angela Merkel").expect("known").articles, 1);
        let rules = base.rules().expect("read");
        assert_eq!(rules.standing(&merge.id), Some(&Standing::Dangling));
        base.add(&[facts("c", "2016-01-03", "Anne Leroi chante.")]).expect("stored");
        assert_eq!(base.entity("per:anne-leroy").expect("known").articles, 2);
        assert_sound(&base);
    }
}

#[test]
fn a_rejected_mention_does_not_take_another_one_with_it() {
    let mut base = base("reject-place-taken");
    base.add(&[facts("a", "2016-01-01", "Sergueï Lavrov dort à Quimper.")]).expect("stored");
    base.decide(&decision(1, reject_at(&base, "a", 0))).expect("decided");
    assert!(base.search("lavrov", None, 10).expect("read").is_empty());
    base.add(&[facts("a", "2016-01-01", "Angela Merkel dort à Quimper.")]).expect("stored");
    assert_eq!(base.entity("Angela Merkel").expect("known").articles, 1);
    base.add(&[facts("a", "2016-01-01", "Sergueï Lavrov dort à Quimper, dit-on.")]).expect("stored");
    assert!(base.search("lavrov", None, 10).expect("read").is_empty());
    assert_sound(&base);
}

#[test]
fn a_trip_through_files_changes_nothing() {
    let mut base = gold("files");
    let first = merge(&base, 1, "per:michel-dupond", MAYOR);
    base.decide(&first).expect("decided");
    base.decide(&undo(2, &first)).expect("undone");
    let entity = base.named("Armor Kelp").expect("known");
    base.decide(&decision(3, Action::Link { entity, id: "wikidata:Q1".to_owned() })).expect("decided");
    let folder = folder("files-out");
    assert_eq!(write_decisions(&folder, &base.decisions().expect("read")).expect("written"), 1);
    let read = read_decisions(&folder).expect("read");
    assert_eq!(read, base.decisions().expect("read"));
    let mut other = gold("files-other");
    assert_eq!(other.import_decisions(&read).expect("taken in"), 3);
    assert_eq!(other.import_decisions(&read).expect("taken in"), 0);
    assert_eq!(dump(&other), dump(&base));
    // Decisions may come before the articles.
    let mut early = crate::support::base("files-early");
    early.import_decisions(&read).expect("taken in");
    early.add(&GOLD.0).expect("stored");
    assert_eq!(dump(&early), dump(&base));
    let file = folder.join("2016-11.jsonl");
    let forged = fs::read_to_string(&file).expect("read").replacen("wikidata:Q1", "wikidata:Q2", 1);
    fs::write(&file, forged).expect("written");
    let refused = read_decisions(&folder).expect_err("it was changed").to_string();
    assert!(refused.contains("2016-11.jsonl:3: the decision"), "{refused}");
}

#[test]
fn what_was_settled_becomes_a_dictionary() {
    let mut base = gold("dictionary");
    base.add(&[facts("late", "2016-04-01", "Maëlle Keruantom est députée.")]).expect("stored");
    base.decide(&merge(&base, 3, "per:maelle-keruantom", "per:maelle-kerouantom")).expect("decided");
    base.decide(&merge(&base, 1, "per:michel-dupond", MAYOR)).expect("decided");
    let entity = base.named("Armor Kelp").expect("known");
    base.decide(&decision(2, Action::Link { entity, id: "wikidata:Q1".to_owned() })).expect("decided");
    let yaml = decisions_to_dictionary(&base).expect("read");
    assert!(
        yaml.contains("- {id: org-armor-kelp, name: 'Armor Kelp', type: ORG, ids: ['wikidata:Q1']}"),
        "{yaml}"
    );
    assert!(yaml.contains("name: 'Maëlle Kerouantom', type: PER, spellings: ['Maëlle Keruantom']"), "{yaml}");
    // A dictionary would take the coach for the mayor.
    assert!(yaml.contains(&format!("# {MAYOR} is left out: {COACH} has its name too\n")), "{yaml}");
    load("settled.yml", &yaml).expect("it is a dictionary");
    let file = folder("dictionary-out").join("settled.yml");
    fs::write(&file, yaml).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_repere")).args(["dictionary", "check"]).arg(&file).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
