//! What holds for any text: nothing panics, spans slice the original, the same text gives the same result.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use repere::text::{Kind, WordKey, tokenize};
use repere::{EntityId, Tagged, Tagger};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new([]));

/// Pieces of French news, with what the web leaves in texts.
const PIECES: &[&str] = &[
    "Sergueï Lavrov",
    "Serguei\u{308} Lavrov",
    "M.",
    "MM.",
    "Mme",
    "J.-M.",
    "J-M",
    "Ayrault",
    "Jean",
    "et",
    "Thierry",
    "Véronique Roy",
    "l'",
    "L’",
    "d’",
    "qu'",
    "Élysée",
    "ELYSEE",
    "O.N.U.",
    "U.S.A",
    "EI",
    "(EI)",
    "Etat islamique",
    "Port-au-Prince",
    "Port\u{2011}au\u{2011}Prince",
    "Mos\u{ad}soul",
    "Saint-Denis",
    "rue",
    "de",
    "du",
    "la",
    "Rivoli",
    "ministère",
    "Intérieur",
    "tribunal",
    "à",
    "en",
    "Paris",
    "Hilton",
    "a déclaré",
    "30",
    "septembre",
    "2015",
    "vendredi",
    "1er",
    "XIXe siècle",
    "Phœbé",
    "İstanbul",
    "ẞ",
    "ǅ",
    "ﬁn",
    "Ω",
    "москва",
    "東京",
    "العربية",
    "👩\u{200d}🚀",
    "🇫🇷",
    "e\u{301}\u{301}",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{PER}",
    ",",
    ".",
    "...",
    "…",
    "!",
    "?",
    ":",
    ";",
    "-",
    "–",
    "—",
    "/",
    "&",
    "'",
    "•",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{301}",
    "\u{0}",
    "\u{85}",
    "A",
    "B",
    "É",
    "TOUT EN CAPITALES ICI",
];

fn french() -> impl Strategy<Value = String> {
    let piece = prop_oneof![12 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let joint = prop::sample::select(vec![
        " ", " ", " ", "", "\u{a0}", "\u{202f}", "  ", "\n", "\r\n", "\n\n", "\r", "\u{2028}", "-", "'", "’",
    ]);
    prop::collection::vec((piece, joint), 0..40)
        .prop_map(|list| list.into_iter().map(|(piece, joint)| piece + joint).collect())
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![3 => french(), 1 => any::<String>(), 1 => "\\PC{0,60}"]
}

/// The mentions stand in order, apart, on whole characters, and are not empty.
fn spans_are_right(text: &str, tagged: &Tagged) -> Result<(), TestCaseError> {
    let mut end = 0;
    for mention in &tagged.mentions {
        prop_assert!(mention.span.start() >= end, "{:?} begins before {end}", mention.span);
        let surface = text.get(mention.span.range());
        prop_assert!(surface.is_some_and(|surface| !surface.is_empty()), "{:?} slices nothing", mention.span);
        end = mention.span.end();
    }
    Ok(())
}

/// Each mention has its entity, of its type; each entity has a name and a mention; numbers run from 1.
fn entities_are_right(tagged: &Tagged) -> Result<(), TestCaseError> {
    let mut named = BTreeSet::new();
    for mention in &tagged.mentions {
        let entity = tagged.entities.iter().find(|entity| entity.id == mention.entity);
        prop_assert_eq!(entity.map(|entity| entity.entity_type), Some(mention.entity_type));
        named.insert(mention.entity);
    }
    let numbers: Vec<EntityId> = (1..).map(EntityId).take(tagged.entities.len()).collect();
    prop_assert!(tagged.entities.iter().map(|entity| entity.id).eq(numbers.iter().copied()));
    prop_assert!(named.into_iter().eq(numbers));
    prop_assert!(tagged.entities.iter().all(|entity| !entity.name.is_empty()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_tagged_rightly(text in texts()) {
        let tagged = TAGGER.tag(&text, None);
        spans_are_right(&text, &tagged)?;
        entities_are_right(&tagged)?;
        prop_assert_eq!(tagged, TAGGER.tag(&text, None), "the same text gives the same result");
    }

    #[test]
    fn tokens_cover_every_letter_and_digit_in_order(text in texts()) {
        let mut end = 0;
        for token in tokenize(&text) {
            prop_assert!(token.span.start() >= end && !token.span.is_empty());
            let gap = &text[end..token.span.start()];
            prop_assert!(!gap.contains(char::is_alphanumeric), "{gap:?} is in no token");
            end = token.span.end();
        }
        prop_assert!(!text[end..].contains(char::is_alphanumeric));
    }

    #[test]
    fn a_word_has_the_key_of_its_text(text in texts()) {
        for token in tokenize(&text) {
            if token.is_word() {
                prop_assert_eq!(token.key, WordKey::of(token.span.of(&text)));
            } else {
                let plain = token.span.of(&text).replace(['’', 'ʼ', '＇', '\u{2018}'], "'");
                prop_assert!(matches!(token.kind, Kind::Mark(mark) if plain == mark.to_string()));
            }
        }
    }

    #[test]
    fn sentences_cut_the_document_without_a_rest(text in texts()) {
        let document = TAGGER.document(&text, None);
        let mut end = 0;
        for (first, behind) in document.sentences() {
            prop_assert!(first == end && behind > first);
            end = behind;
        }
        prop_assert_eq!(end, document.tokens().len());
    }
}
