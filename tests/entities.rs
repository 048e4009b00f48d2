//! Which mentions are one entity, and which are kept apart.

use std::sync::LazyLock;

use repere::{EntityType, Tagger};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new([]));

/// The entities of a text but its dates: their mentions, in the order of the text, each `name + name`.
fn entities(text: &str) -> Vec<String> {
    let tagged = TAGGER.tag(text, None);
    let names = tagged.entities.iter().filter(|entity| entity.entity_type != EntityType::Date);
    names
        .map(|entity| {
            let own = tagged.mentions.iter().filter(|mention| mention.entity == entity.id);
            own.map(|mention| mention.span.of(text)).collect::<Vec<_>>().join(" + ")
        })
        .collect()
}

#[test]
fn a_surname_joins_the_full_name() {
    assert_eq!(entities("Sergueï Lavrov est arrivé. M. Lavrov a souri."), ["Sergueï Lavrov + Lavrov"]);
    assert_eq!(
        entities("M. Kerbrezan a souri. Le maire, Tudual Kerbrezan, est arrivé."),
        ["Kerbrezan + Tudual Kerbrezan"]
    );
}

#[test]
fn a_surname_that_two_could_own_stays_alone() {
    let text = "Le maire Tudual Kerbrezan et le juge Nadine Kerbrezan se sont vus. M. Kerbrezan a souri.";
    assert_eq!(entities(text), ["Tudual Kerbrezan", "Nadine Kerbrezan", "Kerbrezan"]);
}

#[test]
fn brothers_stay_two() {
    let text = "Thierry Kerbrezan et Véronique Kerbrezan ont témoigné.";
    assert_eq!(entities(text), ["Thierry Kerbrezan", "Véronique Kerbrezan"]);
}

#[test]
fn forms_of_one_dictionary_entry_are_one() {
    let text = "L'Etat islamique recule. L'EI, ou Daech, a perdu la ville.";
    assert_eq!(entities(text), ["Etat islamique + EI + Daech"]);
    assert_eq!(entities("Les Etats-Unis et l'Iran. Les USA se taisent."), ["Etats-Unis + USA", "Iran"]);
}

#[test]
fn an_acronym_in_brackets_joins_its_name() {
    let text = "Le Comité de soutien aux locataires (CSL) a saisi le juge. Le CSL attend.";
    assert_eq!(entities(text), ["Comité de soutien aux locataires + CSL + CSL"]);
}

#[test]
fn accents_capitals_and_hyphens_make_no_difference() {
    let text = "La gare de Saint-Étienne est fermée. On attend à Saint Etienne.";
    assert_eq!(entities(text).len(), 2);
    let text = "Il arrive à Port-au-Prince. Il repart de Port au Prince.";
    assert_eq!(entities(text), ["Port-au-Prince + Port au Prince"]);
}

#[test]
fn a_capital_is_not_its_country() {
    assert_eq!(entities("La Russie a répondu. Moscou dément."), ["Russie", "Moscou"]);
}

#[test]
fn a_homonym_of_another_type_is_another_entity() {
    assert_eq!(entities("Denzel Washington est arrivé à Washington."), ["Denzel Washington", "Washington"]);
}

#[test]
fn a_river_is_not_the_country_of_its_name() {
    let text = "Le fleuve Niger est en crue. Le Niger a décrété l'état d'urgence.";
    assert_eq!(entities(text), ["Niger", "Niger"]);
    let text = "La ville de Mocoa a été frappée par la crue des trois fleuves, soit Mocoa, Mulato et Garzon.";
    assert_eq!(entities(text).iter().filter(|names| names.contains("Mocoa + Mocoa")).count(), 0);
}
