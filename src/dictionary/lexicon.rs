//! All dictionaries in use: the shipped pack, then the user's.

use std::sync::Arc;

use super::builder::name_tokens;
use super::class::{Class, WordInfo};
use super::layout::check_step;
use super::load::LoadError;
use super::pack::{Entry, EntryId, Form, FormId, FormRules, NodeId, Pack, ROOT};
use crate::text::{KeyHasher, Token};

/// An entry of one of the packs in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryRef {
    pack: u8,
    entry: EntryId,
}

/// A form of one of the packs in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormRef {
    pack: u8,
    form: FormId,
}

/// The dictionaries in use. Cheap to clone; never changed once made.
#[derive(Clone, Debug)]
pub struct Lexicon {
    packs: Vec<Arc<Pack>>,
}

/// So many packs can be in use together.
pub const MOST_DICTIONARIES: usize = 255;

/// A name has at most this many tokens.
pub const LONGEST_NAME: usize = 16;

impl Lexicon {
    /// A lexicon of the shipped pack and those of the user, at most 255 in all.
    pub fn new(shipped: Arc<Pack>, users: impl IntoIterator<Item = Arc<Pack>>) -> Self {
        let packs: Vec<_> = std::iter::once(shipped).chain(users).collect();
        assert!(packs.len() <= MOST_DICTIONARIES, "at most 255 dictionaries can be in use together");
        Lexicon { packs }
    }

    /// The classes of a token, over all packs.
    #[inline]
    pub fn word(&self, token: &Token) -> WordInfo {
        if !token.is_word() {
            return WordInfo::default();
        }
        self.packs.iter().fold(WordInfo::default(), |word, pack| word.union(pack.word(token.key)))
    }

    /// The classes of the endings that a word has, by its folded form: two letters or more of it stand before.
    pub fn endings(&self, folded: &str) -> WordInfo {
        const LONGEST_ENDING: usize = 8;
        let starts = folded.char_indices().map(|(start, _)| start).skip(2);
        let starts = starts.filter(|start| folded.len() - start <= LONGEST_ENDING);
        starts.fold(WordInfo::default(), |word, start| {
            let mut hasher = KeyHasher::new();
            hasher.push(b'-');
            folded[start..].bytes().for_each(|byte| hasher.push(byte));
            let key = hasher.finish();
            self.packs.iter().fold(word, |word, pack| word.union(pack.word(key)))
        })
    }

    /// Whether a name may begin with a token, of which the dictionaries know what `word` gives: all that are capitalised, and of the others
    /// those with which some name begins in small letters.
    #[inline]
    pub fn may_begin_name(token: &Token, word: impl FnOnce() -> WordInfo) -> bool {
        token.is_capitalised() || token.is_word() && word().has(Class::BeginsName)
    }

    /// Calls `found` for each name that begins at token `first`, with the last token of the match.
    ///
    /// Only the sequences of folded words are compared here: case rules are the matcher's.
    pub fn names(&self, tokens: &[Token], first: usize, mut found: impl FnMut(FormRef, usize)) {
        for (number, pack) in self.packs.iter().enumerate() {
            walk(pack, tokens, first, |node, check, last| {
                for form in pack.forms(node, check) {
                    if pack.is_name(form) {
                        found(FormRef { pack: number as u8, form }, last);
                    }
                }
            });
        }
    }

    /// Calls `found` with class, first and last token of each cue phrase of several words.
    pub fn phrases(&self, tokens: &[Token], words: &[WordInfo], mut found: impl FnMut(Class, usize, usize)) {
        for first in (0..tokens.len()).filter(|&at| words[at].has(Class::BeginsPhrase)) {
            for pack in &self.packs {
                walk(pack, tokens, first, |node, check, last| {
                    pack.forms(node, check)
                        .filter_map(|form| pack.cue_class(form))
                        .for_each(|class| found(class, first, last));
                });
            }
        }
    }

    /// The forms that a name is, as wide as it is: names with these words, whatever their case and accents.
    pub fn named(&self, name: &str) -> Vec<FormRef> {
        let tokens = name_tokens(name);
        let mut forms = Vec::new();
        self.names(&tokens, 0, |form, last| {
            if last + 1 == tokens.len() {
                forms.push(form);
            }
        });
        forms
    }

    /// A form.
    pub fn form(&self, form: FormRef) -> Form<'_> {
        self.packs[form.pack as usize].form(form.form)
    }

    /// What a form asks of the text.
    #[inline]
    pub fn rules(&self, form: FormRef) -> FormRules {
        self.packs[form.pack as usize].rules(form.form)
    }

    /// The entry that a form names.
    #[inline]
    pub fn entry_of(&self, form: FormRef) -> EntryRef {
        EntryRef { pack: form.pack, entry: self.packs[form.pack as usize].entry_of(form.form) }
    }

    /// How well known an entry is, 0 to 9.
    #[inline]
    pub fn prominence(&self, entry: EntryRef) -> u8 {
        self.packs[entry.pack as usize].prominence(entry.entry)
    }

    /// The ids that an entry has elsewhere, parted by spaces: what [`Lexicon::entry`] gives, sooner.
    pub fn ids(&self, entry: EntryRef) -> &str {
        self.packs[entry.pack as usize].ids(entry.entry)
    }

    /// An entry.
    pub fn entry(&self, entry: EntryRef) -> Entry<'_> {
        self.packs[entry.pack as usize].entry(entry.entry)
    }

    /// The file in which an entry stands, as messages name it.
    pub fn file_name(&self, entry: EntryRef) -> &str {
        self.packs[entry.pack as usize].file_name(entry.entry)
    }

    /// Whether an entry stands in one of the user's dictionaries.
    pub fn is_users(&self, entry: EntryRef) -> bool {
        entry.pack > 0
    }

    /// What damage was met in the packs by now: what was tagged meanwhile may lack names.
    pub fn damage(&self) -> Option<LoadError> {
        let damage = |pack: &Arc<Pack>| Some(LoadError::of_file(pack.name(), pack.damage()?.to_string()));
        self.packs.iter().find_map(damage)
    }

    /// Reads all packs and verifies them.
    ///
    /// # Errors
    ///
    /// Where one is damaged, with its file.
    pub fn verify(&self) -> Result<(), LoadError> {
        self.packs.iter().try_for_each(|pack| {
            pack.verify().map_err(|error| LoadError::of_file(pack.name(), error.to_string()))
        })
    }

    /// The packs, the shipped one first.
    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }
}

/// Follows the tokens from `first` through the trie of a pack; calls `arrive` at each node with the check of the
/// words so far and the token that led to it. A full stop inside a name is passed over (`St. Gallen`), a paragraph never.
#[inline]
fn walk(pack: &Pack, tokens: &[Token], first: usize, mut arrive: impl FnMut(NodeId, u64, usize)) {
    use crate::text::Joint;
    let (mut node, mut check) = (ROOT, 0);
    let end = tokens.len().min(first + LONGEST_NAME);
    for (at, token) in (first..end).zip(&tokens[first..end]) {
        if at > first && token.joint == Joint::Paragraph {
            return;
        }
        if at > first && token.is_mark('.') && token.joint == Joint::Glued {
            continue;
        }
        match pack.step(node, token.key) {
            Some(next) => node = next,
            None => return,
        }
        check = check_step(check, token.key);
        arrive(node, check, at);
    }
}
