//! Building a pack from entries that come one by one.
//!
//! What is kept until the end is near to what is written: about 110 bytes a name. The same entries in the same
//! order give the same bytes.

use std::borrow::Cow;
use std::collections::HashMap;

use hashbrown::HashTable;
use twox_hash::XxHash3_64;

use super::class::{Class, WordInfo};
use super::form::{NO_DAY, case_rule, day_number, flag};
use super::layout::{CUE_ENTRY, check_bits, check_step, edge_hash};
use super::load::{SourceEntry, SourceForm};
use super::pack::Pack;
use super::write;
use crate::EntityType;
use crate::text::{Case, Token, WordKey, tokenize};

/// The number of a source file in a [`Builder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId(pub(super) u16);

/// Builds a pack from entries that come one by one.
///
/// ```
/// use repere::dictionary::{Builder, FormKind, Pack, load::{SourceEntry, SourceForm}};
/// let mut builder = Builder::new();
/// let file = builder.file("people.csv", "our archive", "CC0-1.0").unwrap();
/// let form = SourceForm::new("Véronique Roy", FormKind::Name);
/// let entry = SourceEntry {
///     id: "veronique-roy".to_owned(),
///     entity_type: repere::EntityType::Person,
///     prominence: 4,
///     ids: vec![],
///     forms: vec![form],
///     line: 2,
///     column: 1,
/// };
/// builder.add(file, &entry).unwrap();
/// let pack: Pack = builder.pack();
/// assert_eq!(pack.entries().count(), 1);
/// ```
pub struct Builder {
    pub(super) strings: Vec<u8>,
    pub(super) words: HashMap<WordKey, WordInfo>,
    pub(super) edges: Vec<Edge>,
    /// The numbers of the edges, found by node and word.
    edge_index: HashTable<u32>,
    pub(super) forms: Vec<RawForm>,
    /// The forms that say since or until when they were in use, by their numbers.
    pub(super) dates: Vec<(u32, i32, i32)>,
    pub(super) entries: Vec<RawEntry>,
    /// The numbers of the entries, found by id.
    ids: HashTable<u32>,
    /// Places of name, source and licence of each file.
    pub(super) files: Vec<[u32; 3]>,
}

/// An edge of the trie. It leads to the node that has the number of the edge and one more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub from: u32,
    /// The key of the word, its lower half first: apart, an edge takes 12 bytes and not 16.
    key: [u32; 2],
}

impl Edge {
    fn new(from: u32, key: WordKey) -> Edge {
        Edge { from, key: [key.0 as u32, (key.0 >> 32) as u32] }
    }

    pub fn key(self) -> WordKey {
        WordKey(u64::from(self.key[0]) | u64::from(self.key[1]) << 32)
    }

    fn hash(self) -> u64 {
        edge_hash(0, self.from, self.key())
    }
}

/// A form as it will be written, with the node where it ends.
#[derive(Clone, Copy)]
pub(super) struct RawForm {
    pub node: u32,
    pub entry: u32,
    pub text: u32,
    pub cases: u32,
    pub flags: u32,
}

/// An entry as it will be written.
#[derive(Clone, Copy)]
pub(super) struct RawEntry {
    /// Where its id stands; name and ids elsewhere follow.
    pub text: u32,
    pub line: u32,
    pub file: u16,
    pub entity_type: u8,
    pub prominence: u8,
}

/// Why an entry was not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddError {
    /// The entry has no name.
    NoName,
    /// A name holds no word.
    NoWord(String),
    /// The id was declared in this file, on this line.
    Twice(String, u32),
    /// There is more than a pack can hold: 4 GiB of text, 65,535 files, four thousand million names.
    Full,
}

impl std::fmt::Display for AddError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AddError::NoName => formatter.write_str("the entry has no name"),
            AddError::NoWord(name) => write!(formatter, "the name `{name}` holds no word"),
            AddError::Twice(file, line) => write!(formatter, "the id is already declared at {file}:{line}"),
            AddError::Full => formatter.write_str("a compiled dictionary cannot hold more: build several"),
        }
    }
}

impl std::error::Error for AddError {}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// A builder of a pack that holds nothing yet.
    pub fn new() -> Builder {
        Builder {
            // The text at 0 is empty.
            strings: vec![0],
            words: HashMap::new(),
            edges: Vec::new(),
            edge_index: HashTable::new(),
            forms: Vec::new(),
            dates: Vec::new(),
            entries: Vec::new(),
            ids: HashTable::new(),
            files: Vec::new(),
        }
    }

    /// Names a file that entries are read from, with the source of its facts and its licence.
    ///
    /// # Errors
    ///
    /// Where there are too many.
    pub fn file(&mut self, name: &str, source: &str, licence: &str) -> Result<FileId, AddError> {
        self.room(name.len() + source.len() + licence.len())?;
        let number =
            u16::try_from(self.files.len()).ok().filter(|&number| number < u16::MAX).ok_or(AddError::Full)?;
        let places = [self.text(name), self.text(source), self.text(licence)];
        self.files.push(places);
        Ok(FileId(number))
    }

    /// Adds an entry of a file.
    ///
    /// # Errors
    ///
    /// Where a name holds no word, or the id was declared before: nothing is added then, and building may go on.
    ///
    /// # Panics
    ///
    /// If the file is of another builder.
    pub fn add(&mut self, file: FileId, entry: &SourceEntry) -> Result<(), AddError> {
        assert!(usize::from(file.0) < self.files.len(), "the file is one of this builder");
        let first = entry.forms.first().ok_or(AddError::NoName)?;
        if let Some(form) = entry.forms.iter().find(|form| !holds_word(&form.text)) {
            return Err(AddError::NoWord(form.text.clone()));
        }
        let ids = entry.ids.join(" ");
        let names: usize = entry.forms.iter().map(|form| form.text.len() + 5).sum();
        self.room(names + ids.len() + entry.id.len() + 10)?;
        let number = self.declare(&entry.id)?;
        let text = self.text(&entry.id);
        let name = self.text(&first.text);
        self.text(&ids);
        self.entries.push(RawEntry {
            text,
            line: entry.line,
            file: file.0,
            entity_type: entry.entity_type as u8,
            prominence: entry.prominence.min(9),
        });
        for (at, form) in entry.forms.iter().enumerate() {
            let text = if at == 0 { name } else { self.text(&form.text) };
            self.form(number, form, entry.entity_type, text);
        }
        Ok(())
    }

    /// Takes an id for the next entry.
    fn declare(&mut self, id: &str) -> Result<u32, AddError> {
        let Builder { strings, entries, ids, .. } = self;
        let hash = |id: &str| XxHash3_64::oneshot(id.as_bytes());
        let id_of = |number: u32| text_at(strings, entries[number as usize].text);
        if let Some(&other) = ids.find(hash(id), |&number| id_of(number) == id) {
            let other = self.entries[other as usize];
            let file = text_at(&self.strings, self.files[usize::from(other.file)][0]);
            return Err(AddError::Twice(file.to_owned(), other.line));
        }
        let number = entries.len() as u32;
        ids.insert_unique(hash(id), number, |&number| hash(id_of(number)));
        Ok(number)
    }

    fn form(&mut self, entry: u32, form: &SourceForm, entity_type: EntityType, text: u32) {
        let flags = (form.kind as u32) << flag::KIND_SHIFT
            | (entity_type as u32) << flag::TYPE_SHIFT
            | if form.needs_cue { flag::NEEDS_CUE } else { 0 }
            | if form.never_first { flag::NEVER_FIRST } else { 0 }
            | if form.exact_case { flag::EXACT_CASE } else { 0 }
            | if form.since.or(form.until).is_some() { flag::DATED } else { 0 };
        let bare = without_article(&form.text).filter(|bare| holds_word(bare));
        for (words, more) in [(Some(form.text.as_str()), 0), (bare, flag::CONTRACTED)] {
            let Some(words) = words else { continue };
            let tokens = name_tokens(words);
            let cases = case_rules(&tokens);
            if cases & 3 == case_rule::ANY {
                self.add_class(tokens[0].key, Class::BeginsName);
            }
            if flags & flag::DATED != 0 {
                let day = |day: Option<_>| day.map_or(NO_DAY, day_number);
                self.dates.push((self.forms.len() as u32, day(form.since), day(form.until)));
            }
            self.insert(&tokens, entry, text, cases, flags | more);
        }
    }

    /// Walks the words of a name into the trie and puts a form at the end.
    fn insert(&mut self, tokens: &[Token], entry: u32, text: u32, cases: u32, flags: u32) {
        let (mut node, mut check) = (0, 0);
        for token in tokens {
            node = self.next_node(node, token.key);
            check = check_step(check, token.key);
        }
        let flags = flags | check_bits(check) << flag::CHECK_SHIFT;
        self.forms.push(RawForm { node, entry, text, cases, flags });
    }

    /// The node to which a word leads, made where there is none yet. The root is 0 here.
    fn next_node(&mut self, from: u32, key: WordKey) -> u32 {
        let edge = Edge::new(from, key);
        let Builder { edges, edge_index, .. } = self;
        if let Some(&number) = edge_index.find(edge.hash(), |&number| edges[number as usize] == edge) {
            return number + 1;
        }
        let number = edges.len() as u32;
        edges.push(edge);
        edge_index.insert_unique(edge.hash(), number, |&number| edges[number as usize].hash());
        number + 1
    }

    /// Adds a class to a word.
    pub(super) fn add_class(&mut self, key: WordKey, class: Class) {
        self.words.entry(key).or_default().add(class);
    }

    /// A common word; of several spellings with one key, one without accents decides.
    pub(super) fn common_word(&mut self, key: WordKey, text: &str) {
        let known = self.words.entry(key).or_default();
        let is_accented = text.chars().skip(1).any(|letter| !letter.is_ascii());
        if !is_accented {
            *known = known.without(Class::Accented);
        } else if !known.has(Class::Common) {
            known.add(Class::Accented);
        }
        known.add(Class::Common);
    }

    /// Adds a cue phrase of several words.
    pub(super) fn phrase(&mut self, class: Class, text: &str, tokens: &[Token]) -> Result<(), AddError> {
        self.room(text.len())?;
        self.add_class(tokens[0].key, Class::BeginsPhrase);
        let place = self.text(text);
        self.insert(tokens, CUE_ENTRY + class as u32, place, 0, 0);
        Ok(())
    }

    /// Whether texts of so many bytes, and the names in them, still fit.
    fn room(&self, bytes: usize) -> Result<(), AddError> {
        let fits = self.strings.len() + bytes + 64 < u32::MAX as usize
            && self.edges.len() + self.forms.len() + bytes < CUE_ENTRY as usize;
        if fits { Ok(()) } else { Err(AddError::Full) }
    }

    /// Stores a text; returns its place.
    fn text(&mut self, text: &str) -> u32 {
        let place = self.strings.len() as u32;
        match u8::try_from(text.len()) {
            Ok(length) if length < 255 => self.strings.push(length),
            _ => {
                self.strings.push(255);
                self.strings.extend((text.len() as u32).to_le_bytes());
            }
        }
        self.strings.extend(text.as_bytes());
        place
    }

    /// How many entries were added.
    pub fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// The bytes of the pack.
    pub fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write_to(&mut bytes).expect("a vector takes all");
        bytes
    }

    /// The pack, in memory.
    pub fn pack(self) -> Pack {
        Pack::trusted(Cow::Owned(self.finish())).expect("the builder writes what the reader reads")
    }

    /// Writes the pack.
    ///
    /// # Errors
    ///
    /// Where the output cannot be written.
    pub fn write_to(self, out: &mut impl std::io::Write) -> std::io::Result<()> {
        write::write(self, out)
    }
}

/// The text that stands at a place.
fn text_at(strings: &[u8], at: u32) -> &str {
    let at = at as usize;
    let (start, length) = match strings[at] {
        255 => (at + 5, super::layout::u32_at(strings, at + 1) as usize),
        length => (at + 1, usize::from(length)),
    };
    std::str::from_utf8(&strings[start..start + length]).expect("texts are stored whole")
}

/// The words of a name as the trie has them: its tokens, full stops left out.
pub(super) fn name_tokens(text: &str) -> Vec<Token> {
    tokenize(text).into_iter().filter(|token| !token.is_mark('.')).collect()
}

/// Whether a text has a letter or a digit.
fn holds_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The case rules of a name: a word in small letters may have any case, a capital is needed where
/// the dictionary has one, and capitals only where the dictionary has them.
fn case_rules(tokens: &[Token]) -> u32 {
    let rule = |token: &Token| match token.case {
        Case::Small => case_rule::ANY,
        Case::Capital | Case::Mixed => case_rule::CAPITAL,
        Case::AllCapitals => case_rule::CAPITALS,
    };
    tokens.iter().take(16).enumerate().fold(0, |rules, (at, token)| rules | rule(token) << (2 * at))
}

/// `Caire` of `Le Caire`, `Républicains` of `Les Républicains`: what is left behind `du`, `au`, `des`, `aux`.
fn without_article(text: &str) -> Option<&str> {
    text.strip_prefix("Le ").or_else(|| text.strip_prefix("Les "))
}
