//! Who an occurrence says it is, as far as its article alone can tell.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::surfaces;
use crate::dictionary::{Class, EntryRef, FormRef, Lexicon, WordInfo};
use crate::format::Article;
use crate::mention::{Entity, EntityId};
use crate::text::{Token, fold_word, tokenize};
use crate::{EntityType, Tagged};

/// What an occurrence claims to be. Occurrences of one claim may be one thing; those of two are never put together but by decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// What kind of claim it is.
    pub kind: ClaimKind,
    /// The type claimed.
    pub entity_type: EntityType,
    /// `repere:` and the id of the entry; for names, the type and the folded words: `per:michel-dupont`.
    pub key: String,
    /// The name of the entry; nothing for names.
    pub name: String,
    /// The ids that the entry has elsewhere, parted by spaces.
    pub ids: String,
}

/// The kinds of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A dictionary entry, beyond doubt.
    Entry,
    /// A name that few bear: it is one thing unless something speaks against it.
    Rare,
    /// A name that several may bear: it is one thing only where something speaks for it.
    Common,
    /// A surname alone, an acronym, initials: nothing across articles.
    Lone,
}

impl ClaimKind {
    /// All kinds, by the number that the base has for them.
    pub const ALL: [ClaimKind; 4] = [ClaimKind::Entry, ClaimKind::Rare, ClaimKind::Common, ClaimKind::Lone];

    /// Whether it is a name whose bearers have to be told apart.
    pub fn is_name(self) -> bool {
        matches!(self, ClaimKind::Rare | ClaimKind::Common)
    }
}

/// A dictionary entry that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// `repere:` and its id.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its ids elsewhere, parted by spaces.
    pub ids: String,
    /// How well known it is.
    pub prominence: u8,
}

/// A claim, and what else it might have been.
pub(super) struct Claimed {
    pub claim: Claim,
    pub prominence: u8,
    pub candidates: Vec<Candidate>,
    /// All entries of the name where there are several, the less known ones too.
    homonyms: Vec<Candidate>,
}

/// A homonym counts that is less well known than the entry by less than this.
const RIVAL_GAP: u8 = 3;

/// A town as well known as this is not taken for a smaller one abroad: it has 100,000 inhabitants in France, a million elsewhere.
const LARGE_TOWN: u8 = 5;
const LARGE_TOWN_ABROAD: u8 = 6;

/// A place better known than this is meant even where the article names the department of a namesake.
const WELL_KNOWN: u8 = 5;

/// The claim of each entity of an article, nothing for dates.
pub(super) fn claims(article: &Article, tagged: &Tagged, lexicon: &Lexicon) -> Vec<Option<Claimed>> {
    let surfaces = surfaces(article, tagged);
    let maker = ClaimMaker { lexicon, surfaces: &surfaces };
    let mut claims: Vec<Option<Claimed>> = tagged
        .entities
        .iter()
        .map(|entity| (entity.entity_type != EntityType::Date).then(|| maker.claim(entity)))
        .collect();
    let departments = departments(&claims);
    claims.iter_mut().flatten().for_each(|claimed| settle_by_department(claimed, &departments));
    claims
}

struct ClaimMaker<'a> {
    lexicon: &'a Lexicon,
    surfaces: &'a FxHashMap<EntityId, Vec<&'a str>>,
}

impl ClaimMaker<'_> {
    fn claim(&self, entity: &Entity) -> Claimed {
        let Some(entry) = entity.entry else { return self.of_name(entity, Vec::new()) };
        let known = self.candidate(entry);
        let others = self.homonyms(entity, entry);
        if others.is_empty() {
            return of_entry(entity.entity_type, known);
        }
        let mut homonyms: Vec<Candidate> = others.into_iter().map(|entry| self.candidate(entry)).collect();
        homonyms.push(known.clone());
        homonyms.sort_by(|one, other| (other.prominence, &one.key).cmp(&(one.prominence, &other.key)));
        let rivals: Vec<Candidate> =
            homonyms.iter().filter(|other| is_rival(&known, other)).cloned().collect();
        let claimed = match rivals.len() {
            0 | 1 => of_entry(entity.entity_type, known),
            _ => self.of_name(entity, rivals),
        };
        Claimed { homonyms, ..claimed }
    }

    /// The other entries that all names of the article for this entity may mean.
    fn homonyms(&self, entity: &Entity, chosen: EntryRef) -> Vec<EntryRef> {
        if self.lexicon.is_users(chosen) {
            return Vec::new();
        }
        let mut shared: Option<Vec<EntryRef>> = None;
        for surface in self.surfaces.get(&entity.id).into_iter().flatten() {
            let named = self.lexicon.named(surface);
            let needs_cue = |form: &FormRef| self.lexicon.rules(*form).needs_cue();
            let mut own = named.iter().filter(|form| self.lexicon.entry_of(**form) == chosen).peekable();
            if own.peek().is_none() {
                continue;
            }
            // Beside one that is meant without a word more, those are not that are meant only where the context says so.
            let is_plain = own.any(|form| !needs_cue(form));
            let entries: Vec<EntryRef> = named
                .iter()
                .filter(|form| !is_plain || !needs_cue(form))
                .map(|form| self.lexicon.entry_of(*form))
                .collect();
            match &mut shared {
                None => shared = Some(entries),
                Some(shared) => shared.retain(|entry| entries.contains(entry)),
            }
        }
        let mut homonyms = shared.unwrap_or_default();
        homonyms.retain(|&entry| {
            let other = self.lexicon.entry(entry);
            // Whether a river is meant the tagger has seen from the text.
            entry != chosen
                && other.entity_type == entity.entity_type
                && !self.lexicon.file_name(entry).ends_with("waters.yml")
        });
        homonyms.sort();
        homonyms.dedup();
        homonyms
    }

    fn candidate(&self, entry: EntryRef) -> Candidate {
        let entry = self.lexicon.entry(entry);
        Candidate {
            key: format!("repere:{}", entry.id),
            name: entry.name.to_owned(),
            ids: entry.ids.to_owned(),
            prominence: entry.prominence,
        }
    }

    fn of_name(&self, entity: &Entity, candidates: Vec<Candidate>) -> Claimed {
        // Of homonyms the article's own word counts, not the name that one of them has in the dictionary.
        let longest = self.surfaces.get(&entity.id).into_iter().flatten();
        let longest = longest.max_by_key(|name| (name.split_whitespace().count(), name.len()));
        let name = longest.copied().unwrap_or(&entity.name);
        let kind = if candidates.is_empty() {
            self.kind_of_name(entity.entity_type, name)
        } else {
            ClaimKind::Common
        };
        let label = entity.entity_type.label().to_ascii_lowercase();
        let claim = Claim {
            kind,
            entity_type: entity.entity_type,
            key: format!("{label}:{}", slug(name)),
            name: String::new(),
            ids: String::new(),
        };
        Claimed { claim, prominence: 0, candidates, homonyms: Vec::new() }
    }

    /// How much a name that no dictionary has says of its bearer.
    fn kind_of_name(&self, entity_type: EntityType, name: &str) -> ClaimKind {
        let tokens = tokenize(name);
        let words: Vec<&Token> = tokens.iter().filter(|token| token.is_word()).collect();
        let classes: Vec<WordInfo> = words.iter().map(|token| self.lexicon.word(token)).collect();
        match entity_type {
            _ if words.is_empty() => ClaimKind::Lone,
            EntityType::Person if words[0].is_initial() => ClaimKind::Lone,
            EntityType::Person => kind_of_person(&classes),
            _ if words.len() == 1 && name.len() <= 5 && name.chars().all(char::is_uppercase) => {
                ClaimKind::Lone
            }
            _ if classes[0].has(Class::PlaceHead) || classes.iter().all(is_plain) => ClaimKind::Common,
            _ => ClaimKind::Rare,
        }
    }
}

/// How much the name of a person says, by the classes of its words.
fn kind_of_person(words: &[WordInfo]) -> ClaimKind {
    let Some((last, given)) = words.split_last() else { return ClaimKind::Lone };
    // Of a surname in the lists and a first name that is not usual there is hardly more than one bearer.
    let is_usual = given.iter().any(|word| word.has(Class::FrequentFirstName));
    if given.iter().all(|word| word.has(Class::Particle)) {
        ClaimKind::Lone
    } else if last.has_any(&[Class::FirstName, Class::Common]) || last.has(Class::Surname) && is_usual {
        ClaimKind::Common
    } else {
        ClaimKind::Rare
    }
}

/// Whether a word is one that many places and organisations have in their names.
fn is_plain(word: &WordInfo) -> bool {
    word.has_any(&[
        Class::Common,
        Class::GrammarWord,
        Class::OrganisationHead,
        Class::OrganisationKind,
        Class::PlaceHead,
        Class::PlaceKind,
        Class::Direction,
        Class::Nationality,
        Class::Collective,
    ])
}

/// Whether a homonym may be meant where the article does not tell it from the entry that the tagger has chosen.
fn is_rival(known: &Candidate, other: &Candidate) -> bool {
    let large = if is_town_abroad(known) { LARGE_TOWN_ABROAD } else { LARGE_TOWN };
    let is_overshadowed = is_town(known)
        && known.prominence >= large
        && is_town_abroad(other)
        && other.prominence < known.prominence;
    !is_overshadowed && other.prominence + RIVAL_GAP > known.prominence
}

/// By its ids: of communes those of INSEE have five characters.
fn is_town(entry: &Candidate) -> bool {
    let is_commune = |id: &str| id.strip_prefix("insee:").is_some_and(|code| code.len() == 5);
    is_town_abroad(entry) || entry.ids.split(' ').any(is_commune)
}

fn is_town_abroad(entry: &Candidate) -> bool {
    entry.ids.split(' ').any(|id| id.starts_with("geonames:"))
}

fn of_entry(entity_type: EntityType, entry: Candidate) -> Claimed {
    let Candidate { key, name, ids, prominence } = entry;
    let claim = Claim { kind: ClaimKind::Entry, entity_type, key, name, ids };
    Claimed { claim, prominence, candidates: Vec::new(), homonyms: Vec::new() }
}

/// The folded words of a name, with hyphens between: `michel-dupont`.
pub(crate) fn slug(name: &str) -> String {
    let words = tokenize(name);
    let words = words.iter().filter(|token| token.is_word());
    words.map(|token| fold_word(token.span.of(name))).collect::<Vec<_>>().join("-")
}

/// Overseas, a region is its only department: the codes of both.
const OVERSEAS: [(&str, &str); 5] =
    [("R01", "971"), ("R02", "972"), ("R03", "973"), ("R04", "974"), ("R06", "976")];

/// The codes of the French departments that the article names: `38` of `insee:D38`.
fn departments(claims: &[Option<Claimed>]) -> Vec<String> {
    let certain = claims.iter().flatten().filter(|claimed| claimed.claim.kind == ClaimKind::Entry);
    let codes =
        certain.flat_map(|claimed| claimed.claim.ids.split(' ')).filter_map(|id| id.strip_prefix("insee:"));
    codes
        .filter_map(|code| {
            let overseas =
                OVERSEAS.iter().find(|(region, _)| *region == code).map(|(_, department)| *department);
            overseas.or_else(|| code.strip_prefix('D'))
        })
        .map(str::to_owned)
        .collect()
}

/// Where the article names the department of exactly one place of the name, that one is meant.
fn settle_by_department(claimed: &mut Claimed, departments: &[String]) {
    let is_well_known = claimed.homonyms.first().is_some_and(|first| first.prominence > WELL_KNOWN);
    let meant = if is_well_known { &claimed.candidates } else { &claimed.homonyms };
    let lies_in = |candidate: &&Candidate| {
        let mut codes = candidate.ids.split(' ').filter_map(|id| id.strip_prefix("insee:"));
        codes.any(|code| {
            code.len() == 5 && departments.iter().any(|department| code.starts_with(department.as_str()))
        })
    };
    let mut inside = meant.iter().filter(lies_in);
    if let (Some(only), None) = (inside.next(), inside.next()) {
        *claimed = of_entry(claimed.claim.entity_type, only.clone());
    }
}
