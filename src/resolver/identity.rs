//! Merging the mentions that are the same thing.
//!
//! Mentions of one type are the same thing when
//!
//! 1. their words are the same, whatever their case, accents and hyphens;
//! 2. the dictionaries have them as forms of one entry;
//! 3. one is the acronym of the other and stands in brackets behind it (or the other way round);
//! 4. both are people and one is the surname, the full name with initials, or the full name with more given
//!    names of the other;
//! 5. both are organisations and one is the bare head of the other (`la Commission`), or the other with
//!    a legal form.
//!
//! A place that the text calls a river (`le fleuve Niger`) is never one with the country or the town of its name.
//! Rules 4 and 5 hold only where exactly one entity fits: with two Duponts in an article, `M. Dupont` stays
//! alone. Two entities with different dictionary entries are never merged.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::evidence::Reading;
use super::evidence::article::sequence;
use crate::EntityType;
use crate::dictionary::{Class, EntryRef, Lexicon};
use crate::document::Document;
use crate::text::{Case, WordKey, fold_word};

/// The entity of each kept name, by a number that mentions of one entity share.
///
/// `names` are the kept readings of names, in the order of the text; the entities run beside them.
pub fn merge(document: &Document, lexicon: &Lexicon, names: &[&Reading]) -> Merging {
    let mut merger = Merger::new(document, lexicon, names);
    merger.dictionary_entries();
    merger.acronyms();
    merger.fuller_names();
    merger.surnames();
    merger.first_names();
    merger.organisation_heads();
    merger.result()
}

/// What merging gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merging {
    /// The entity of each name.
    pub entities: Vec<Merged>,
    /// Why names with different words are one entity, in the order in which it was found.
    pub steps: Vec<MergeStep>,
}

/// Two names found to be one entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeStep {
    /// The first mention of one, by its number among the names.
    pub one: usize,
    /// The first mention of the other.
    pub other: usize,
    /// Why.
    pub rule: MergeRule,
}

/// Why names with different words are one entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeRule {
    /// The dictionaries have both as names of one entry.
    DictionaryEntry,
    /// One is the acronym of the other and stands in brackets beside it.
    Acronym,
    /// One is the full name, the other has initials or fewer given names.
    FullerName,
    /// One is the surname of the other, and of nobody else in the article.
    Surname,
    /// One is the first name of the other, and of nobody else in the article.
    FirstName,
    /// One is the bare head of the other, or the other without its legal form.
    OrganisationHead,
}

impl MergeRule {
    /// The reason in words.
    pub fn meaning(self) -> &'static str {
        match self {
            MergeRule::DictionaryEntry => "the dictionaries have both as names of one entry",
            MergeRule::Acronym => "one is the acronym of the other and stands in brackets beside it",
            MergeRule::FullerName => "one is the other with initials or fewer given names",
            MergeRule::Surname => "one is the surname of the other, and of nobody else in the article",
            MergeRule::FirstName => "one is the first name of the other, and of nobody else in the article",
            MergeRule::OrganisationHead => "one is the head of the other, and of no other in the article",
        }
    }
}

/// The entity of one mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Equal for mentions of one entity.
    pub cluster: usize,
    /// The dictionary entry of the entity.
    pub entry: Option<EntryRef>,
}

/// All mentions with the same words and type.
struct Group {
    entity_type: EntityType,
    /// The words, and of them those behind leading particles.
    words: Vec<WordKey>,
    core: usize,
    /// The folded letters of the words of a person, for initials.
    folded: Vec<String>,
    entry: Option<EntryRef>,
    /// Whether a family or couple is meant: never one person.
    is_family: bool,
    /// Whether it is said to be running water: never the country or the town of that name.
    is_water: bool,
    first_token: usize,
    /// Its first mention, by its number among the names.
    first_name: usize,
}

/// Groups by one of their words.
type ByWord = FxHashMap<WordKey, Vec<usize>>;

/// Of more people with one surname than this nobody can tell who is who, and each compared with each takes too long.
const LARGEST_FAMILY: usize = 200;

struct Merger<'a> {
    document: &'a Document<'a>,
    names: &'a [&'a Reading],
    groups: Vec<Group>,
    group_of: Vec<usize>,
    /// A forest: each group points at another of its entity, roots at themselves.
    parents: Vec<usize>,
    steps: Vec<MergeStep>,
}

impl<'a> Merger<'a> {
    fn new(document: &'a Document<'a>, lexicon: &'a Lexicon, names: &'a [&'a Reading]) -> Self {
        let mut merger = Merger {
            document,
            names,
            groups: Vec::new(),
            group_of: Vec::new(),
            parents: Vec::new(),
            steps: Vec::new(),
        };
        let mut known: FxHashMap<(EntityType, u64, bool, bool), usize> = FxHashMap::default();
        for (number, reading) in names.iter().enumerate() {
            let is_family =
                reading.entity_type == EntityType::Person && means_family(document, reading.first);
            let is_water = reading.entity_type == EntityType::Place && is_water(document, reading.first);
            let key =
                (reading.entity_type, sequence(document, reading.first, reading.last), is_family, is_water);
            let group = *known.entry(key).or_insert_with(|| {
                let group = group(document, lexicon, number, reading);
                // What is called a river is the best known bearer of the name only where it has no other.
                let text = document.span(reading.first, reading.last).of(document.text());
                let entry = group.entry.filter(|_| !is_water || lexicon.named(text).len() == 1);
                merger.groups.push(Group { is_family, is_water, entry, ..group });
                merger.groups.len() - 1
            });
            merger.group_of.push(group);
        }
        merger.parents = (0..merger.groups.len()).collect();
        merger
    }

    fn root(&self, mut group: usize) -> usize {
        while self.parents[group] != group {
            group = self.parents[group];
        }
        group
    }

    /// Merges two groups, unless the dictionaries know them as two things.
    fn unite(&mut self, one: usize, other: usize, rule: MergeRule) {
        let step = MergeStep { one: self.groups[one].first_name, other: self.groups[other].first_name, rule };
        let (one, other) = (self.root(one), self.root(other));
        let (root, child) = (one.min(other), one.max(other));
        let entries = (self.groups[root].entry, self.groups[child].entry);
        let conflict = matches!(entries, (Some(left), Some(right)) if left != right);
        let waters = self.groups[root].is_water != self.groups[child].is_water;
        if root == child
            || conflict
            || waters
            || self.groups[root].entity_type != self.groups[child].entity_type
        {
            return;
        }
        self.groups[root].entry = entries.0.or(entries.1);
        self.parents[child] = root;
        self.steps.push(step);
    }

    /// Some groups by one of their words.
    fn by_word(&self, groups: &[usize], word: impl Fn(&Group) -> WordKey) -> ByWord {
        let mut by_word = ByWord::default();
        groups.iter().for_each(|&group| by_word.entry(word(&self.groups[group])).or_default().push(group));
        by_word
    }

    fn of_type(&self, entity_type: EntityType) -> Vec<usize> {
        (0..self.groups.len()).filter(|&group| self.groups[group].entity_type == entity_type).collect()
    }

    /// Rule 2. The surname of a person waits: the article may name another of that surname.
    fn dictionary_entries(&mut self) {
        let mut known: FxHashMap<EntryRef, usize> = FxHashMap::default();
        for number in 0..self.groups.len() {
            let group = &self.groups[number];
            let waits = group.entity_type == EntityType::Person && group.is_lone();
            if let Some(entry) = group.entry.filter(|_| !waits) {
                let first = *known.entry(entry).or_insert(number);
                self.unite(first, number, MergeRule::DictionaryEntry);
            }
        }
    }

    /// Rule 3.
    fn acronyms(&mut self) {
        for (number, pair) in self.names.windows(2).enumerate() {
            let (left, right) = (pair[0], pair[1]);
            let tokens = self.document.tokens();
            let bracketed = right.first == left.last + 2
                && tokens[left.last + 1].is_mark('(')
                && tokens.get(right.last + 1).is_some_and(|token| token.is_mark(')'));
            if bracketed && (self.abbreviates(right, left) || self.abbreviates(left, right)) {
                self.unite(self.group_of[number], self.group_of[number + 1], MergeRule::Acronym);
            }
        }
    }

    /// Whether the first reading is one word of capitals, or a name of the same length as one, whose letters
    /// stand in the second in this order, the first of them first.
    fn abbreviates(&self, acronym: &Reading, name: &Reading) -> bool {
        let token = &self.document.tokens()[acronym.first];
        if acronym.first != acronym.last || name.first == name.last || token.case == Case::Small {
            return false;
        }
        let letters = fold_word(token.span.of(self.document.text()));
        let words: Vec<String> =
            (name.first..=name.last).map(|at| fold_word(self.document.surface(at))).collect();
        let all = words.concat();
        let mut rest = all.chars();
        letters.len() <= 2 * words.len() + 1
            && all.starts_with(letters.chars().next().unwrap_or(' '))
            && letters
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .all(|letter| rest.any(|other| other == letter))
    }

    /// Rule 4: `J-M Ayrault` and `Jean-Marc Ayrault`, `Hillary Clinton` and `Hillary Rodham Clinton`.
    fn fuller_names(&mut self) {
        let people = self.of_type(EntityType::Person);
        let full: Vec<usize> = people.into_iter().filter(|&group| !self.groups[group].is_lone()).collect();
        let by_surname = self.by_word(&full, Group::last);
        for &short in &full {
            let family = &by_surname[&self.groups[short].last()];
            if family.len() > LARGEST_FAMILY {
                continue;
            }
            let owners =
                family.iter().copied().filter(|&long| self.groups[long].extends(&self.groups[short]));
            if let Some(owner) = self.only_entity(owners) {
                self.unite(owner, short, MergeRule::FullerName);
            }
        }
    }

    /// Rule 4: `Lavrov` and `Sergueï Lavrov`.
    fn surnames(&mut self) {
        let people = self.of_type(EntityType::Person);
        let (by_surname, by_entry) = (self.by_word(&people, Group::last), self.by_entry());
        for &lone in &people {
            let family = &by_surname[&self.groups[lone].last()];
            if self.groups[lone].is_family || family.len() > LARGEST_FAMILY {
                continue;
            }
            let of_surname = |&full: &usize| self.groups[full].has_surname(&self.groups[lone]);
            let mut owners = family.iter().copied().filter(of_surname).peekable();
            let is_borne = owners.peek().is_some();
            if let Some(owner) = self.only_entity(owners) {
                // The full name of the article decides over the best known bearer of the surname.
                if self.groups[lone].is_lone() {
                    let own = self.root(lone);
                    if own == lone {
                        self.groups[lone].entry = None;
                    }
                }
                self.unite(owner, lone, MergeRule::Surname);
            } else if let Some(entry) = self.groups[lone].entry.filter(|_| !is_borne) {
                // No full name of the article has the surname: it is one with others of its entry.
                let has_entry = |&other: &usize| self.groups[self.root(other)].entry == Some(entry);
                let mut others = by_entry[&entry].iter().copied().filter(|&other| other != lone);
                if let Some(other) = others.find(has_entry) {
                    self.unite(lone, other, MergeRule::DictionaryEntry);
                }
            }
        }
    }

    fn by_entry(&self) -> FxHashMap<EntryRef, Vec<usize>> {
        let mut by_entry: FxHashMap<EntryRef, Vec<usize>> = FxHashMap::default();
        for (number, group) in self.groups.iter().enumerate() {
            group.entry.into_iter().for_each(|entry| by_entry.entry(entry).or_default().push(number));
        }
        by_entry
    }

    /// Rule 4: a first name alone, of the only person of the article who has it.
    fn first_names(&mut self) {
        let people = self.of_type(EntityType::Person);
        let by_first_name = self.by_word(&people, |group| group.words[0]);
        for &lone in &people {
            let group = &self.groups[lone];
            let is_name = group.is_lone()
                && !group.is_family
                && group.entry.is_none()
                && self.root(lone) == lone
                && self.document.word(group.first_token).has(Class::FirstName);
            if !is_name {
                continue;
            }
            let bearers = by_first_name[&group.words[0]].iter().copied();
            let owners = bearers.filter(|&full| !self.groups[full].is_lone());
            if let Some(owner) = self.only_entity(owners) {
                self.unite(owner, lone, MergeRule::FirstName);
            }
        }
    }

    /// Rule 5.
    fn organisation_heads(&mut self) {
        let organisations = self.of_type(EntityType::Organisation);
        // By what their bare head would be, and by what they would be without a legal form.
        let mut by_start: FxHashMap<&[WordKey], Vec<usize>> = FxHashMap::default();
        for &long in &organisations {
            let words = self.groups[long].words.as_slice();
            for length in BTreeSet::from([1, words.len() - 1]) {
                by_start.entry(&words[..length]).or_default().push(long);
            }
        }
        let owners_of = |short: usize| -> Vec<usize> {
            let longer = by_start.get(self.groups[short].words.as_slice()).into_iter().flatten();
            longer.copied().filter(|&long| self.is_head_of(short, long)).collect()
        };
        let owned: Vec<(usize, Vec<usize>)> =
            organisations.iter().map(|&short| (short, owners_of(short))).collect();
        for (short, owners) in owned {
            if let Some(owner) = self.only_entity(owners.into_iter()) {
                self.unite(owner, short, MergeRule::OrganisationHead);
            }
        }
    }

    /// Whether `short` is the bare head of `long`, or `long` without its legal form or kind.
    fn is_head_of(&self, short: usize, long: usize) -> bool {
        let (short, long) = (&self.groups[short], &self.groups[long]);
        if short.words.len() >= long.words.len() || !long.words.starts_with(&short.words) {
            return false;
        }
        let is_bare_head =
            short.words.len() == 1 && self.document.begins(short.first_token, Class::OrganisationHead);
        let rest = long.first_token + short.words.len()..long.first_token + long.words.len();
        let is_form = rest.len() == 1
            && rest
                .clone()
                .all(|at| self.document.word(at).has_any(&[Class::LegalForm, Class::OrganisationKind]));
        is_bare_head || is_form
    }

    /// The one entity that the groups belong to; nothing where there are none or several.
    fn only_entity(&self, groups: impl Iterator<Item = usize>) -> Option<usize> {
        let mut roots = groups.map(|group| self.root(group));
        let root = roots.next()?;
        roots.all(|other| other == root).then_some(root)
    }

    fn result(self) -> Merging {
        let roots = self.group_of.iter().map(|&group| self.root(group));
        let entities = roots.map(|root| Merged { cluster: root, entry: self.groups[root].entry }).collect();
        Merging { entities, steps: self.steps }
    }
}

fn group(document: &Document, lexicon: &Lexicon, number: usize, reading: &Reading) -> Group {
    let words: Vec<usize> =
        (reading.first..=reading.last).filter(|&at| document.tokens()[at].is_word()).collect();
    let core =
        words.iter().take(words.len() - 1).take_while(|&&at| document.word(at).has(Class::Particle)).count();
    Group {
        entity_type: reading.entity_type,
        core,
        folded: match reading.entity_type {
            EntityType::Person => words.iter().map(|&at| fold_word(document.surface(at))).collect(),
            _ => Vec::new(),
        },
        words: words.iter().map(|&at| document.tokens()[at].key).collect(),
        entry: reading.form.map(|form| lexicon.entry_of(form)),
        is_family: false,
        is_water: false,
        first_token: reading.first,
        first_name: number,
    }
}

/// Whether a place is said to be running water: `le fleuve Niger`, `trois rivières, soit la Mocoa et le Mulato`.
fn is_water(document: &Document, first: usize) -> bool {
    /// A list that tells what it lists is not longer, nor is the clause before it.
    const LONGEST: usize = 40;
    let is_link = |at: usize| matches!(document.surface(at), "de" | "du" | "d" | "la" | "le" | "l");
    let mut before = (0..first).rev().skip_while(|&at| is_link(at) && first - at < 3);
    if before.next().is_some_and(|at| document.ends(at, Class::WaterKind)) {
        return true;
    }
    let in_list = |at: &usize| {
        document.tokens()[*at].is_capitalised() || is_link(*at) || matches!(document.surface(*at), "," | "et")
    };
    let opener = (0..first).rev().take(LONGEST).find(|at| !in_list(at));
    let introduces = |at: &usize| matches!(document.surface(*at), "soit" | "dont" | "comme" | ":" | "savoir");
    let Some(opener) = opener.filter(introduces) else { return false };
    let clause = (0..opener).rev().take(LONGEST).take_while(|&at| !document.place(at + 1).begins_sentence());
    clause
        .into_iter()
        .any(|at| document.ends(at, Class::WaterKind) && document.surface(at).ends_with(['s', 'x']))
}

/// Whether a plural article or a word for several people stands before a name: `les Kennedy`.
fn means_family(document: &Document, first: usize) -> bool {
    first > 0
        && matches!(
            document.surface(first - 1),
            "les" | "Les" | "des" | "aux" | "famille" | "époux" | "frères" | "sœurs" | "couple" | "clan"
        )
}

impl Group {
    /// Whether it has one word besides particles: a surname or a first name alone.
    fn is_lone(&self) -> bool {
        self.words.len() - self.core == 1
    }

    fn last(&self) -> WordKey {
        self.words[self.words.len() - 1]
    }

    /// Whether `lone` is the surname of this full name: its last words, a particle more or less.
    fn has_surname(&self, lone: &Group) -> bool {
        if self.is_lone() || self.is_family || self.words.len() <= lone.words.len() {
            return false;
        }
        self.words.ends_with(&lone.words) || lone.is_lone() && self.last() == lone.last()
    }

    /// Whether this full name says more than `short`: initials written out, a further given name.
    fn extends(&self, short: &Group) -> bool {
        if self.words == short.words || self.is_family || short.is_family || self.last() != short.last() {
            return false;
        }
        let given = &self.folded[..self.folded.len() - 1];
        let short_given = &short.folded[..short.folded.len() - 1];
        let initials = given.len() >= short_given.len()
            && short_given.iter().zip(given).all(|(short, long)| {
                short == long || short.len() == 1 && long.len() > 1 && long.starts_with(short.as_str())
            })
            && short_given.iter().any(|short| short.len() == 1);
        let more_names = given.len() > short_given.len()
            && given.first() == short_given.first()
            && short_given.iter().all(|name| given.contains(name));
        initials || more_names
    }
}
