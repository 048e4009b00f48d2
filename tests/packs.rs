//! Compiled dictionaries: the same bytes each time, the same names as their files, and no wrong answer from a damaged one.

// A test may panic.
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

use proptest::prelude::*;
use repere::dictionary::compile::compile;
use repere::dictionary::load::{SourceFile, load};
use repere::dictionary::{Builder, Lexicon, Pack, PackError};
use repere::text::tokenize;
use repere::{Tagger, TaggerHandle};
use twox_hash::XxHash3_64;

fn places() -> SourceFile {
    let mut yaml = "kind: entities\nsource: made here\nlicence: CC0-1.0\ntype: LOC\nentries:\n".to_owned();
    for number in 0..2000 {
        yaml +=
            &format!("- {{id: place-{number}, name: Saint-Zorbin {number}, spellings: [Zorbin {number}]}}\n");
    }
    load("places.yml", &yaml).expect("the entries are well formed")
}

fn people() -> SourceFile {
    let yaml = "kind: entities
source: made here
licence: CC0-1.0
type: PER
entries:
- {id: zavid, name: Le Zavid, acronyms: [LZ], former: [Zavidovitch], needs_cue: [LZ], ids: ['wikidata:Q0', 'x:1']}
- {id: zorbaine, name: Élise Zorbaine, short: [Zorbaine], exact_case: [Zorbaine], never_first: [Zorbaine],
   dated: [{name: Zorbaine, since: 2001-02-03, until: 2004-05-06}]}
";
    load("people.yml", yaml).expect("the entries are well formed")
}

fn cues() -> SourceFile {
    let yaml =
        "kind: cues\nsource: me\nlicence: CC0-1.0\nclass: function\nwords:\n- zorbiste\n- zorbiste en chef\n";
    load("cues.yml", yaml).expect("the words are well formed")
}

static PACK: LazyLock<Vec<u8>> =
    LazyLock::new(|| compile(&[places(), people(), cues()]).expect("the ids are different"));

fn open(bytes: Vec<u8>) -> Result<Pack, PackError> {
    Pack::open(Cow::Owned(bytes))
}

/// All that a pack says of everything that can be asked of it.
fn answers(pack: Pack) -> (String, Option<PackError>) {
    let pack = Arc::new(pack);
    let lexicon = Lexicon::new(Arc::clone(&pack), []);
    let mut told = String::new();
    for form in pack.all_forms() {
        let form = pack.form(form);
        told += &format!("{form:?} {:?} {:?}\n", form.days(), pack.entry(form.entry));
    }
    told += &format!("{:?}\n", pack.files());
    for text in ["zorbiste en chef Élise ZORBAINE", "le LZ, Zavidovitch", "à Saint-Zorbin 17", "Zorbin 1999"]
    {
        let tokens = tokenize(text);
        let words: Vec<_> = tokens.iter().map(|token| lexicon.word(token)).collect();
        told += &format!("{words:?}\n");
        (0..tokens.len()).for_each(|first| {
            lexicon.names(&tokens, first, |form, last| told += &format!("{form:?} {last}\n"));
        });
        lexicon.phrases(&tokens, &words, |class, first, last| told += &format!("{class:?} {first} {last}\n"));
    }
    (told, pack.damage())
}

static ANSWERS: LazyLock<String> = LazyLock::new(|| {
    let (told, damage) = answers(open(PACK.clone()).expect("the pack is whole"));
    assert_eq!(damage, None);
    told
});

/// The pack with sums that fit its bytes, as somebody would make it who means harm.
fn summed(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = |bytes: &[u8]| XxHash3_64::oneshot(bytes).to_le_bytes();
    let number = |bytes: &[u8], at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize;
    let (body, end) = (192, number(&PACK, 32));
    let sums: Vec<u8> = bytes[body..end].chunks(1 << 16).flat_map(sum).collect();
    let all = sum(&sums);
    bytes[end..end + sums.len()].copy_from_slice(&sums);
    bytes[end + sums.len()..].copy_from_slice(&all);
    let header = sum(&bytes[..184]);
    bytes[184..192].copy_from_slice(&header);
    bytes
}

#[test]
fn the_pack_of_these_tests_is_more_than_a_few_blocks_and_speaks() {
    assert!(PACK.len() > 2 << 16, "{} bytes", PACK.len());
    for part in
        ["Élise Zorbaine", "2004-05-06", "wikidata:Q0 x:1", "Zavidovitch", "Function", "place-1999", "CC0"]
    {
        assert!(ANSWERS.contains(part), "{part}");
    }
    let verified = open(PACK.clone()).expect("the pack is whole").verify();
    assert_eq!(verified, Ok(()));
}

#[test]
fn the_same_files_give_the_same_bytes() {
    assert_eq!(*PACK, compile(&[places(), people(), cues()]).unwrap());
}

#[test]
fn packs_together_are_the_pack_of_their_files() {
    let mut merged = Builder::new();
    for file in [places(), people(), cues()] {
        merged.add_pack(&open(compile(&[file]).unwrap()).unwrap()).unwrap();
    }
    assert_eq!(merged.finish(), *PACK);
}

#[test]
fn an_id_in_two_packs_is_told() {
    let pack = open(PACK.clone()).unwrap();
    let mut merged = Builder::new();
    merged.add_pack(&pack).unwrap();
    let errors = merged.add_pack(&pack).unwrap_err();
    assert_eq!(errors.len(), 2002);
    let expected = "places.yml:6:1: entry `place-0`: the id is already declared at places.yml:6";
    assert_eq!(errors[0].to_string(), expected);
}

#[test]
fn what_is_no_pack_of_this_program_is_told_apart() {
    assert_eq!(open(vec![]).unwrap_err(), PackError::NotAPack);
    assert_eq!(open(b"kind: entities\n".repeat(40)).unwrap_err(), PackError::NotAPack);
    let older = [b"REPERE\x00\x01".as_slice(), &[0; 400]].concat();
    assert_eq!(open(older).unwrap_err(), PackError::OtherFormat(1));
    let mut newer = PACK.clone();
    newer[8] = 9;
    assert_eq!(open(newer).unwrap_err(), PackError::OtherFormat(9));
    let mut other_rules = PACK.clone();
    other_rules[16] ^= 1;
    assert_eq!(open(summed(other_rules)).unwrap_err(), PackError::OtherRules);
    let longer = [PACK.as_slice(), b"\n"].concat();
    assert!(matches!(open(longer).unwrap_err(), PackError::OtherLength { .. }));
}

#[test]
fn a_mapped_pack_answers_as_one_in_memory_even_when_its_file_is_replaced() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mapped.pack");
    let save = |file: SourceFile| {
        let mut builder = Builder::new();
        builder.add_file(&file, &mut Vec::new());
        builder.save(&path).expect("the folder for tests can be written")
    };
    fs::write(&path, &*PACK).expect("the folder for tests can be written");
    let mapped = Pack::map(&path).expect("the pack is whole");
    let bytes = save(people());
    assert_eq!(bytes, fs::metadata(&path).unwrap().len());
    assert_eq!(answers(mapped), (ANSWERS.clone(), None));
    assert_eq!(Pack::map(&path).unwrap().entries().count(), 2);
    let drafts = fs::read_dir(path.parent().unwrap()).unwrap();
    let left =
        drafts.filter(|draft| draft.as_ref().unwrap().path().extension().is_some_and(|end| end == "draft"));
    assert_eq!(left.count(), 0);
}

#[test]
fn dictionaries_are_swapped_between_two_articles() {
    let tagger = |file: SourceFile| {
        let mut builder = Builder::new();
        builder.add_file(&file, &mut Vec::new());
        Tagger::new([Arc::new(builder.pack())])
    };
    let text = "Saint-Zorbin 5 attend Élise Zorbaine.";
    let known = |tagger: &Tagger| -> Vec<String> {
        let entities = tagger.tag(text, None).entities;
        entities.into_iter().filter(|entity| entity.entry.is_some()).map(|entity| entity.name).collect()
    };
    let handle = TaggerHandle::new(tagger(places()));
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = || {
            let mut seen = Vec::new();
            while !is_over.load(Ordering::Relaxed) {
                let names = known(&handle.current());
                assert!(names == ["Saint-Zorbin 5"] || names == ["Élise Zorbaine"], "{names:?}");
                seen.push(names);
            }
            seen.push(known(&handle.current()));
            seen
        };
        let readers = [scope.spawn(reader), scope.spawn(reader)];
        for _ in 0..3 {
            handle.replace(tagger(people()));
            handle.replace(tagger(places()));
        }
        let replaced = handle.replace(tagger(people()));
        assert_eq!(known(&replaced), ["Saint-Zorbin 5"]);
        is_over.store(true, Ordering::Relaxed);
        for reader in readers {
            assert_eq!(reader.join().unwrap().last().unwrap(), &["Élise Zorbaine"]);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flipped_byte_is_told_and_never_a_wrong_answer(at in 0..PACK.len(), flip in 1..=255_u8) {
        let mut bytes = PACK.clone();
        bytes[at] ^= flip;
        if let Ok(pack) = open(bytes.clone()) {
            let (told, damage) = answers(pack);
            prop_assert!(damage.is_some() || told == *ANSWERS);
            prop_assert!(open(bytes).unwrap().verify().is_err());
        }
    }

    #[test]
    fn a_pack_cut_short_is_told(length in 0..PACK.len()) {
        prop_assert!(open(PACK[..length].to_vec()).is_err());
    }

    #[test]
    fn a_pack_made_to_do_harm_does_none(flips in prop::collection::vec((8..PACK.len(), any::<u8>()), 1..60)) {
        let mut bytes = PACK.clone();
        for (at, byte) in flips {
            bytes[at] = byte;
        }
        if let Ok(pack) = open(summed(bytes)) {
            let _ = answers(pack);
        }
    }

    #[test]
    fn fields_that_point_anywhere_do_no_harm(flips in prop::collection::vec((0..7_usize, any::<usize>(), any::<u32>()), 1..200)) {
        let mut bytes = PACK.clone();
        let number = |at: usize| u64::from_le_bytes(PACK[at..at + 8].try_into().unwrap()) as usize;
        for (section, place, value) in flips {
            let (start, end) = (number(40 + section * 16), number(48 + section * 16));
            if end >= start + 4 {
                let at = start + place % (end - start - 3);
                bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            }
        }
        if let Ok(pack) = open(summed(bytes)) {
            let _ = answers(pack);
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(open(bytes).is_err());
    }
}
