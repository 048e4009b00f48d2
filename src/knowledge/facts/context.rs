//! What an article says around a name that tells its bearer from namesakes: functions, places, company.

use std::collections::HashMap;

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

pub(super) struct Context<'a> {
    article: &'a Article,
    tagged: &'a Tagged,
    lexicon: &'a Lexicon,
    claims: HashMap<EntityId, &'a Claimed>,
    /// People with a full name and the places, without the type, that their functions are tied to.
    tied: Vec<(String, String)>,
}

impl<'a> Context<'a> {
    pub fn new(
        article: &'a Article,
        tagged: &'a Tagged,
        lexicon: &'a Lexicon,
        claims: &'a [Option<Claimed>],
    ) -> Context<'a> {
        let claims = tagged.entities.iter().zip(claims);
        let claims = claims.filter_map(|(entity, claim)| Some((entity.id, claim.as_ref()?))).collect();
        let mut context = Context { article, tagged, lexicon, claims, tied: Vec::new() };
        context.tied = context.tied_people();
        context
    }

    fn tied_people(&self) -> Vec<(String, String)> {
        let people =
            self.claims.iter().filter(|(_, claimed)| claimed.claim.entity_type == EntityType::Person);
        let ties = people.flat_map(|(&id, claimed)| {
            let places = self.anchors(id, &claimed.claim).into_iter();
            let places = places.filter_map(|anchor| Some(anchor.split_once('|')?.1.to_owned()));
            places
                .filter(|place| !place.is_empty())
                .map(|place| (claimed.claim.key.clone(), format!(":{place}")))
        });
        ties.collect()
    }

    /// The functions and places tied to an entity; nothing where its claim needs none.
    pub fn anchors(&self, id: EntityId, claim: &Claim) -> Vec<String> {
        if !matches!(claim.kind, ClaimKind::Rare | ClaimKind::Common) {
            return Vec::new();
        }
        let mentions = self.tagged.mentions.iter().enumerate().filter(|(_, mention)| mention.entity == id);
        let mut anchors: Vec<String> = mentions
            .take(MOST_MENTIONS)
            .flat_map(|(at, _)| match claim.entity_type {
                EntityType::Person => [self.function_behind(at), self.function_before(at)],
                _ => [self.place_behind(at), None],
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

    /// What else the article names, heaviest first; nothing where the claim needs none.
    pub fn features(&self, id: EntityId, claim: &Claim) -> Vec<Feature> {
        if !matches!(claim.kind, ClaimKind::Rare | ClaimKind::Common) {
            return Vec::new();
        }
        let others = self.claims.iter().filter(|(other, _)| **other != id);
        let mut features: Vec<(Feature, u8)> = others
            .filter(|(_, other)| other.claim.key != claim.key)
            .map(|(_, other)| {
                let hash = XxHash3_64::oneshot(other.claim.key.as_bytes());
                // A town has one mayor: who has a function there tells it from its namesakes.
                let is_tied = self
                    .tied
                    .iter()
                    .any(|(person, to)| *person == other.claim.key && claim.key.ends_with(to));
                let weight = if is_tied { 2 } else { weight(claim.entity_type, other) };
                (Feature { hash, weight }, other.prominence)
            })
            .filter(|(feature, _)| feature.weight > 0)
            .collect();
        features.sort_by_key(|(feature, prominence)| {
            (std::cmp::Reverse(feature.weight), *prominence, feature.hash)
        });
        features.dedup();
        let mut features: Vec<Feature> =
            features.into_iter().take(MOST_FEATURES).map(|(feature, _)| feature).collect();
        features.sort();
        features
    }

    /// `Michel Dupont, maire de Trébourg`.
    fn function_behind(&self, at: usize) -> Option<String> {
        let end = self.tagged.mentions[at].span.end();
        let text = clause_behind(&self.article.text[end..]);
        let tokens = tokenize(text);
        let opener = tokens.first()?;
        if !opener.is_mark(',') && !opener.is_mark('(') {
            return None;
        }
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
        let claimed = self.claims.get(&mention.entity)?;
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
