//! Articles as tagging would tell them: twenty mentions of ten things, names as unevenly spread as in news.

use jiff::ToSpan;
use jiff::civil::date;
use repere::format::ZoneKind;
use repere::knowledge::{
    Candidate, Claim, ClaimKind, DocumentFacts, Feature, MentionFact, Occurrence, Versions,
};
use repere::{EntityType, Span};

/// A generator of numbers (SplitMix64), so that article `n` is always the same.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A rank of a Zipf distribution with exponent 1: what dictionaries have, some of it in every third article.
    fn famous(&mut self, count: f64) -> u64 {
        count.powf(self.share()) as u64 - 1
    }

    /// A rank of one with exponent 1/2: names that no dictionary has, the best known in some thousand articles of a million.
    pub fn local(&mut self, count: f64) -> u64 {
        (count * self.share().powi(2)) as u64
    }
}

const GIVEN: [&str; 12] = [
    "Michel", "Jeanne", "Anne", "Idriss", "Paul", "Yvonne", "Marie", "Loïc", "Fatima", "Hugo", "Zoé", "Éric",
];
const SYLLABLES: [&str; 16] = [
    "ker", "bra", "mon", "tel", "du", "ri", "gou", "lan", "val", "cher", "mi", "no", "sau", "per", "ti",
    "bel",
];

pub fn word(number: u64) -> String {
    let mut number = number + 17;
    let mut word = String::new();
    while number > 0 {
        word += SYLLABLES[(number % 16) as usize];
        number /= 16;
    }
    word[..1].to_uppercase() + &word[1..]
}

/// A person: there are twelve times as many as surnames.
pub fn person(number: u64) -> String {
    format!("{} {}", GIVEN[(number % 12) as usize], word(number / 12))
}

fn key(label: &str, name: &str) -> String {
    format!("{label}:{}", name.to_lowercase().replace(' ', "-"))
}

/// Article `number`: six things of dictionaries, two people with rare names, one with a common name, one surname alone, two dates.
pub fn article(number: u64) -> DocumentFacts {
    let mut numbers = Numbers::new(number);
    let mut occurrences: Vec<Occurrence> = Vec::new();
    for _ in 0..6 {
        occurrences.push(entry(numbers.famous(100_000.0)));
    }
    for _ in 0..2 {
        let name = person(1_000_000 + numbers.local(200_000.0));
        let anchors =
            if numbers.below(4) == 0 { vec![format!("maire|{}", numbers.below(2))] } else { Vec::new() };
        occurrences.push(named(ClaimKind::Rare, name, anchors, &mut numbers));
    }
    let bearer = numbers.local(50_000.0);
    let anchors = if numbers.below(2) == 0 {
        vec![format!("juge|{}", numbers.below(1 + bearer % 3))]
    } else {
        Vec::new()
    };
    occurrences.push(named(ClaimKind::Common, person(bearer), anchors, &mut numbers));
    let name = word(numbers.famous(20_000.0));
    occurrences.push(named(ClaimKind::Lone, name, Vec::new(), &mut numbers));
    occurrences.dedup_by(|one, other| one.claim.key == other.claim.key);
    for (local, occurrence) in (1..).zip(&mut occurrences) {
        occurrence.local = local;
    }
    let mut digest = [0; 16];
    digest[..8].copy_from_slice(&numbers.next().to_be_bytes());
    digest[8..].copy_from_slice(&number.to_be_bytes());
    DocumentFacts {
        name: format!("{}-{number}", 2000 + number % 20),
        digest,
        published: Some(date(2000, 1, 1) + ((number / 137) as i64).days()),
        title: format!(
            "Ce que dit {} de la situation à {}",
            occurrences[occurrences.len() - 1].name,
            occurrences[0].name
        ),
        tagger: Versions { program: "bench".to_owned(), dictionaries: "bench".to_owned() },
        mentions: mentions(&occurrences, &mut numbers),
        occurrences,
    }
}

fn entry(rank: u64) -> Occurrence {
    let entity_type = EntityType::NAMES[(rank % 3) as usize];
    let name = format!("{} {}", word(rank), word(rank * 7 % 4096));
    let claim = Claim {
        kind: ClaimKind::Entry,
        entity_type,
        key: format!("repere:e-{rank}"),
        name: name.clone(),
        ids: format!("wikidata:Q{rank}"),
    };
    occurrence(claim, name, Vec::new(), Vec::new())
}

fn named(kind: ClaimKind, name: String, anchors: Vec<String>, numbers: &mut Numbers) -> Occurrence {
    let claim = Claim {
        kind,
        entity_type: EntityType::Person,
        key: key("per", &name),
        name: String::new(),
        ids: String::new(),
    };
    let count = if kind == ClaimKind::Lone { 0 } else { 5 };
    let mut features: Vec<Feature> = (0..count)
        .map(|_| Feature {
            hash: numbers.famous(100_000.0).wrapping_mul(0x9e37_79b9_7f4a_7c15),
            weight: 1 + (numbers.below(4) / 3) as u8,
        })
        .collect();
    features.sort();
    features.dedup();
    occurrence(claim, name, anchors, features)
}

fn occurrence(claim: Claim, name: String, anchors: Vec<String>, features: Vec<Feature>) -> Occurrence {
    let candidates: Vec<Candidate> = Vec::new();
    Occurrence { local: 0, name, claim, anchors, features, candidates, salience: 0.5 }
}

/// Eighteen mentions of the occurrences and two dates.
fn mentions(occurrences: &[Occurrence], numbers: &mut Numbers) -> Vec<MentionFact> {
    (0..20_usize)
        .map(|place| {
            let span = Span::new(place * 100, place * 100 + 14);
            let zone = if place < 2 { ZoneKind::Title } else { ZoneKind::Body };
            if place % 10 == 9 {
                let value = Some(format!("2016-10-{:02}", 1 + numbers.below(28)));
                let surface = "vendredi".to_owned();
                let local = 100 + place as u32;
                return MentionFact { span, local, entity_type: EntityType::Date, zone, surface, value };
            }
            let occurrence = &occurrences[place % occurrences.len()];
            let last = occurrence.name.rsplit(' ').next().unwrap_or(&occurrence.name);
            let surface = if numbers.below(3) == 0 { last } else { &occurrence.name };
            MentionFact {
                span,
                local: occurrence.local,
                entity_type: occurrence.claim.entity_type,
                zone,
                surface: surface.to_owned(),
                value: None,
            }
        })
        .collect()
}
