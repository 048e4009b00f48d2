//! What an article says around a name that tells its bearer from namesakes: functions, places, company.

use rustc_hash::FxHashMap;
use twox_hash::XxHash3_64;

use super::claim::{Claim, ClaimKind, Claimed};
use crate::dictionary::{Class, Lexicon};
use crate::format::Article;
use crate::mention::{EntityId, Mention};
use crate::text::{Token, fold_word, tokenize};
use crate::{EntityType, Tagged};

/// Something else that the article names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature {
    /// A hash of its claim.
    pub hash: u64,
    /// What sharing it counts: 2 for what hardly any other article names, 1 for what some do.
    pub weight: u8,
}

/// So many features are kept of an occurrence: the heaviest.
const MOST_FEATURES: usize = 8;
/// How far from a name its function may stand, in bytes.
const WINDOW: usize = 90;
/// How many mentions of a thing are looked at.
const MOST_MENTIONS: usize = 4;

/// What tells the bearer of a name from namesakes; nothing where its claim needs none.
#[derive(Default)]
pub(super) struct Surroundings {
    pub anchors: Vec<String>,
    pub features: Vec<Feature>,
}

/// The surroundings of each entity of an article, in the order of its claims.
pub(super) fn surroundings(
    article: &Article,
    tagged: &Tagged,
    lexicon: &Lexicon,
    claims: &[Option<Claimed>],
) -> Vec<Surroundings> {
    let context = Context::new(article, tagged, lexicon, claims);
    let anchors: Vec<Vec<String>> = (0..claims.len()).map(|at| context.anchors(at)).collect();
    let company = Company::new(claims, &anchors);
    let features: Vec<Vec<Feature>> = (0..claims.len()).map(|at| company.features(at)).collect();
    anchors.into_iter().zip(features).map(|(anchors, features)| Surroundings { anchors, features }).collect()
}

/// The claim, if namesakes have to be told apart.
fn name_at(claims: &[Option<Claimed>], at: usize) -> Option<&Claim> {
    let claim = &claims[at].as_ref()?.claim;
    claim.kind.is_name().then_some(claim)
}

/// What else an article names.
struct Company<'a> {
    claims: &'a [Option<Claimed>],
    hashes: Vec<u64>,
    /// People, by their places among the claims, and what the keys end in of the places that their functions are tied to.
    tied: Vec<(usize, String)>,
}

impl<'a> Company<'a> {
    fn new(claims: &'a [Option<Claimed>], anchors: &[Vec<String>]) -> Company<'a> {
        let hash = |claimed: &Option<Claimed>| {
            claimed.as_ref().map_or(0, |claimed| XxHash3_64::oneshot(claimed.claim.key.as_bytes()))
        };
        let is_person = |at: usize| {
            claims[at].as_ref().is_some_and(|claimed| claimed.claim.entity_type == EntityType::Person)
        };
        let people = anchors.iter().enumerate().filter(|(at, _)| is_person(*at));
        let tied = people.flat_map(|(at, anchors)| {
            let places = anchors.iter().filter_map(|anchor| Some(anchor.split_once('|')?.1));
            places.filter(|place| !place.is_empty()).map(move |place| (at, format!(":{place}")))
        });
        Company { claims, hashes: claims.iter().map(hash).collect(), tied: tied.collect() }
    }

    /// The company of an entity, heaviest first.
    fn features(&self, at: usize) -> Vec<Feature> {
        let Some(claim) = name_at(self.claims, at) else { return Vec::new() };
        let others = self.claims.iter().enumerate().filter_map(|(other, claimed)| {
            let claimed = claimed.as_ref()?;
            if self.hashes[other] == self.hashes[at] {
                return None;
            }
            // A town has one mayor: who has a function there tells it from its namesakes.
            let is_tied = self
                .tied
                .iter()
                .any(|(person, to)| self.hashes[*person] == self.hashes[other] && claim.key.ends_with(to));
            let weight = if is_tied { 2 } else { weight(claim.entity_type, claimed) };
            let feature = Feature { hash: self.hashes[other], weight };
            (weight > 0).then_some((feature, claimed.prominence))
        });
        let mut features: Vec<(Feature, u8)> = others.collect();
        features.sort_unstable_by_key(|(feature, prominence)| {
            (std::cmp::Reverse(feature.weight), *prominence, feature.hash)
        });
        features.dedup();
        let mut features: Vec<Feature> =
            features.into_iter().take(MOST_FEATURES).map(|(feature, _)| feature).collect();
        features.sort_unstable();
        features
    }
}

struct Context<'a> {
    article: &'a Article,
    tagged: &'a Tagged,
    lexicon: &'a Lexicon,
    claims: &'a [Option<Claimed>],
    /// The place of each entity among the claims.
    places: FxHashMap<EntityId, usize>,
    /// The first mentions of each, by their places among the mentions.
    mentions: Vec<Vec<usize>>,
}

impl<'a> Context<'a> {
    fn new(
        article: &'a Article,
        tagged: &'a Tagged,
        lexicon: &'a Lexicon,
        claims: &'a [Option<Claimed>],
    ) -> Context<'a> {
        let places: FxHashMap<EntityId, usize> =
            (0..).zip(&tagged.entities).map(|(at, entity)| (entity.id, at)).collect();
        let mut mentions = vec![Vec::new(); claims.len()];
        for (number, mention) in tagged.mentions.iter().enumerate() {
            if let Some(&at) = places.get(&mention.entity)
                && mentions[at].len() < MOST_MENTIONS
            {
                mentions[at].push(number);
            }
        }
        Context { article, tagged, lexicon, claims, places, mentions }
    }

    /// The functions and places tied to an entity.
    fn anchors(&self, at: usize) -> Vec<String> {
        let Some(claim) = name_at(self.claims, at) else { return Vec::new() };
        let mut anchors: Vec<String> = self.mentions[at]
            .iter()
            .flat_map(|&mention| match claim.entity_type {
                EntityType::Person => [self.function_behind(mention), self.function_before(mention)],
                _ => [self.place_behind(mention), None],
            })
            .flatten()
            .collect();
        anchors.sort();
        anchors.dedup();
        // `maire|` says nothing more where `maire|trebourg` stands too.
        let full: Vec<String> = anchors.iter().filter(|anchor| !anchor.ends_with('|')).cloned().collect();
        anchors.retain(|anchor| !anchor.ends_with('|') || !full.iter().any(|full| full.starts_with(anchor)));
        anchors
    }

    /// `Michel Dupont, maire de Trébourg`.
    fn function_behind(&self, at: usize) -> Option<String> {
        let end = self.tagged.mentions[at].span.end();
        let text = clause_behind(&self.article.text[end..]);
        if !text.trim_start().starts_with([',', '(']) {
            return None;
        }
        let tokens = tokenize(text);
        let mut behind = tokens.iter().skip(1);
        let head = behind.find(|token| !self.is_filler(token))?;
        if !self.lexicon.word(head).has(Class::Function) {
            return None;
        }
        let rest = &text[head.span.end()..];
        let length = rest.find([',', ')']).unwrap_or(rest.len());
        let from = end + head.span.end();
        Some(self.anchor(head.span.of(text), from, from + length))
    }

    /// `le maire de Trébourg, Michel Dupont`.
    fn function_before(&self, at: usize) -> Option<String> {
        let start = self.tagged.mentions[at].span.start();
        let clause = clause_before(&self.article.text[..start]);
        let offset = start - clause.len();
        let tokens = tokenize(clause);
        // The head stands at most so far: `la présidente du conseil départemental du Trégor, ` has seven words.
        let near = tokens.iter().rev().take(9);
        let mut commas = 0;
        let head = near.take_while(|token| {
            commas += usize::from(token.is_mark(','));
            commas == 0 || commas == 1 && tokens.last().is_some_and(|last| last.is_mark(','))
        });
        let head = head.into_iter().find(|token| self.lexicon.word(token).has(Class::Function))?;
        // A name between the head and this one that is a person's has the function itself.
        let from = offset + head.span.end();
        let between = self.tagged.mentions.iter().any(|mention| {
            mention.entity_type == EntityType::Person
                && mention.span.start() >= from
                && mention.span.end() <= start
        });
        (!between).then(|| self.anchor(head.span.of(clause), from, start))
    }

    /// `Vienne (Isère)`, `Vienne, en Autriche`, `le tribunal de Trébourg`.
    fn place_behind(&self, at: usize) -> Option<String> {
        let next = self.tagged.mentions.get(at + 1)?;
        if next.entity_type != EntityType::Place {
            return None;
        }
        let between = self.article.text.get(self.tagged.mentions[at].span.end()..next.span.start())?;
        let words: Vec<&str> =
            between.split([' ', '\'', '’', ',', '(']).filter(|word| !word.is_empty()).collect();
        let tie = match words.as_slice() {
            [] if between.contains(['(', ',']) && between.len() <= 3 => "in",
            ["en" | "dans" | "à" | "au", ..] if words.len() <= 2 => "in",
            ["de" | "du" | "d" | "des", ..] if words.len() <= 2 => "of",
            _ => return None,
        };
        Some(format!("{tie}|{}", self.key(next)?))
    }

    /// A function and the first place or organisation in a part of the text.
    fn anchor(&self, head: &str, from: usize, to: usize) -> String {
        let inside = |mention: &&Mention| {
            mention.span.start() >= from
                && mention.span.end() <= to
                && matches!(mention.entity_type, EntityType::Place | EntityType::Organisation)
        };
        let complement = self.tagged.mentions.iter().find(inside).and_then(|mention| self.key(mention));
        format!("{}|{}", stem(&fold_word(head)), complement.unwrap_or_default())
    }

    /// The claim of a mention, without the type.
    fn key(&self, mention: &Mention) -> Option<&str> {
        let claimed = self.claims[*self.places.get(&mention.entity)?].as_ref()?;
        claimed.claim.key.split_once(':').map(|(_, name)| name)
    }

    /// A word that may stand between a comma and a function.
    fn is_filler(&self, token: &Token) -> bool {
        self.lexicon.word(token).has_any(&[Class::GrammarWord, Class::Civility]) || !token.is_word()
    }
}

/// The text up to the end of the sentence, at most a window.
fn clause_behind(text: &str) -> &str {
    let ends = |&(at, letter): &(usize, char)| at >= WINDOW || ENDS_CLAUSE.contains(&letter);
    let end = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The text from the beginning of the sentence, at most a window.
fn clause_before(text: &str) -> &str {
    let begins = |&(at, letter): &(usize, char)| text.len() - at > WINDOW || ENDS_CLAUSE.contains(&letter);
    let start = text.char_indices().rev().find(begins).map_or(0, |(at, letter)| at + letter.len_utf8());
    &text[start..]
}

/// What stands between the parts of a text in which a name and its function belong together.
const ENDS_CLAUSE: [char; 8] = ['.', ';', ':', '\n', '!', '?', '«', '»'];

/// A function without what tells a woman from a man: `présidente`, `directrice`.
fn stem(folded: &str) -> String {
    match folded.strip_suffix("rice") {
        Some(stem) => format!("{stem}eur"),
        None if folded.ends_with("nne") => folded[..folded.len() - 2].to_owned(),
        None if folded.len() > 5 => folded.strip_suffix('e').unwrap_or(folded).to_owned(),
        None => folded.to_owned(),
    }
}

/// What sharing a thing counts for two namesakes of a type.
fn weight(entity_type: EntityType, other: &Claimed) -> u8 {
    let is_place = other.claim.entity_type == EntityType::Place;
    match other.claim.kind {
        ClaimKind::Lone => 0,
        ClaimKind::Rare if other.claim.key.contains('-') => 2,
        ClaimKind::Rare => 1,
        ClaimKind::Common => u8::from(other.claim.entity_type == EntityType::Person),
        // What everybody names tells nothing; of a place, its country does.
        ClaimKind::Entry if is_place && entity_type == EntityType::Place => u8::from(other.prominence < 8),
        ClaimKind::Entry if is_place => u8::from(other.prominence < 6),
        ClaimKind::Entry => u8::from(other.prominence < 8),
    }
}
