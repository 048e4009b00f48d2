//! Sentences, abbreviations, headings and lines of capitals.

use std::sync::LazyLock;

use repere::{Document, Tagger};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new([]));

fn document(text: &str) -> Document<'_> {
    TAGGER.document(text, None)
}

fn sentences(text: &str) -> Vec<&str> {
    let document = document(text);
    document.sentences().map(|(first, behind)| document.span(first, behind - 1).of(text)).collect()
}

/// The words of a text that a property holds for.
fn words(text: &'static str, holds: impl Fn(&Document, usize) -> bool) -> Vec<&'static str> {
    let document = document(text);
    (0..document.tokens().len())
        .filter(|&at| document.tokens()[at].is_word() && holds(&document, at))
        .map(|at| document.surface(at))
        .collect()
}

#[test]
fn a_stop_ends_a_sentence() {
    assert_eq!(
        sentences("Il pleut. Elle sort ! Où va-t-elle ? Nul ne sait…"),
        ["Il pleut.", "Elle sort !", "Où va-t-elle ?", "Nul ne sait…"]
    );
}

#[test]
fn abbreviations_and_initials_end_none() {
    for text in [
        "M. Lavrov a parlé.",
        "MM. Farinet et Verneau ont été relaxés.",
        "Le livre de J. Moreau est sorti.",
        "J.-M. Ayrault et V. Poutine se sont vus.",
        "L'O.N.U. Femmes recrute.",
    ] {
        assert_eq!(sentences(text), [text]);
    }
}

#[test]
fn a_closing_quotation_mark_belongs_to_its_sentence() {
    assert_eq!(
        sentences("«Je pars.» Il est parti. (Fin.) Rideau."),
        ["«Je pars.»", "Il est parti.", "(Fin.)", "Rideau."]
    );
}

#[test]
fn a_heading_is_a_sentence_without_a_stop() {
    assert_eq!(sentences("La crue menace\nLe fleuve monte."), ["La crue menace", "Le fleuve monte."]);
    assert_eq!(sentences("La crue menace\n\nle fleuve monte."), ["La crue menace", "le fleuve monte."]);
}

#[test]
fn a_wrapped_line_goes_on() {
    let text = "Le président du conseil a présenté hier devant la presse le ministre Sergueï\nLavrov et ses collègues.";
    assert_eq!(sentences(text), [text]);
}

#[test]
fn a_stop_before_everything_ends_nothing() {
    assert_eq!(sentences(".Après"), [".Après"]);
    assert_eq!(sentences(".𐖌:"), [".𐖌:"]);
}

#[test]
fn a_capital_is_owed_to_the_place() {
    let owed = |document: &Document, at| document.place(at).capital_is_owed();
    assert_eq!(words("Il dit : «Je pars.» Et Paris dort.", owed), ["Il", "Je", "Et"]);
    assert_eq!(words("- Un point\n- Un autre", owed), ["Un", "Un"]);
}

#[test]
fn lines_and_runs_of_capitals_are_told() {
    let capitals = |document: &Document, at| document.place(at).in_capitals();
    assert_eq!(words("L'ELYSEE DEMENT\nLe palais se tait.", capitals), ["L", "ELYSEE", "DEMENT"]);
    assert_eq!(words("L'ONU et la CIA se taisent.", capitals), Vec::<&str>::new());
    let lead = words("A LA UNE DE LA PRESSE, le palais se tait.", capitals);
    assert_eq!(lead, ["A", "LA", "UNE", "DE", "LA", "PRESSE"]);
}

#[test]
fn title_case_is_told() {
    let title = |document: &Document, at| document.place(at).in_title_case();
    assert_eq!(words("Grande Victoire Pour Toute Equipe", title).len(), 5);
    assert_eq!(words("Le ministre Sergueï Lavrov quitte Moscou.", title), Vec::<&str>::new());
}
