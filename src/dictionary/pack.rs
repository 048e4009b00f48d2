//! The pack: compiled dictionaries as one block of bytes, read in place.
//!
//! The names stand in a trie over words: from the root, each word of a name leads to the next node. A node where names
//! end has the number of the first of its forms, which stand together; the other nodes have higher numbers, so that a
//! step that ends no name looks at nothing else. The edges of the trie and the classes of words are open hash tables with
//! linear probing. The slot of an edge keeps 32 bits of its hash only: what a walk finds is verified
//! by the check that each form has of its words.
//!
//! A pack may come from anywhere: every read has bounds, and what [`damage`](Pack::damage) tells was met is read as absent.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::class::{Class, WordInfo};
pub use super::form::{Entry, EntryId, FileInfo, Form, FormId, FormKind, FormRules, case_rule};
use super::form::{NO_DAY, flag};
pub use super::layout::PackError;
use super::layout::{
    CUE_ENTRY, DATE_BYTES, EDGE_BYTES, ENTRY_BYTES, FILE_BYTES, FORM_BYTES, FREE, MAGIC, Section, WORD_BYTES,
    check_bits, edge_hash, edge_mark, home, u32_at, u64_at, word_slot_key,
};
use super::map::map;
use super::store::{Bytes, Store};
use crate::EntityType;
use crate::text::WordKey;

/// A place in the trie of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(pub u32);

/// The root of the trie.
pub const ROOT: NodeId = NodeId(u32::MAX);

/// Compiled dictionaries.
#[derive(Debug)]
pub struct Pack {
    /// The file, as messages name it; empty for a pack in memory.
    name: String,
    store: Store,
    seed: u32,
    word_places: usize,
    form_count: u32,
}

impl Pack {
    /// Opens a pack in memory; its body is verified as it is read.
    ///
    /// # Errors
    ///
    /// Where the bytes are no pack of this version, cut short, or damaged at their beginning or end.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Pack, PackError> {
        Store::open(bytes.into()).map(Pack::of)
    }

    /// Maps the pack of a file into memory: nothing of it is read before it is needed; its body is verified as it is read.
    ///
    /// While it is in use the file must not be changed, but may be replaced or removed: [`Builder::save`](super::Builder::save) replaces.
    ///
    /// # Errors
    ///
    /// As [`Pack::open`], and where the file cannot be read.
    pub fn map(path: &Path) -> Result<Pack, PackError> {
        let unreadable = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                PackError::Unreadable("there is no such file or folder".to_owned())
            }
            _ => PackError::Unreadable(error.to_string()),
        };
        let file = File::open(path).map_err(unreadable)?;
        // A file of no bytes cannot be mapped.
        if file.metadata().map_err(unreadable)?.len() == 0 {
            return Err(PackError::NotAPack);
        }
        let store = Store::open(Bytes::Mapped(map(&file).map_err(unreadable)?))?;
        Ok(Pack { name: super::user::name_of(path), ..Pack::of(store) })
    }

    /// Whether a file says that it is a pack, by its name or its first bytes.
    pub fn is_pack(path: &Path) -> bool {
        let begins = |path: &Path| -> std::io::Result<bool> {
            let mut first = [0; MAGIC.len()];
            File::open(path)?.read_exact(&mut first)?;
            Ok(first == MAGIC)
        };
        path.extension().is_some_and(|extension| extension == "pack")
            || path.is_file() && begins(path).unwrap_or(false)
    }

    /// Opens a pack that this very program has compiled: only its header is verified.
    pub(crate) fn trusted(bytes: Cow<'static, [u8]>) -> Result<Pack, PackError> {
        Store::trusted(bytes).map(Pack::of)
    }

    fn of(store: Store) -> Pack {
        let count = |section, bytes| store.length(section) / bytes;
        Pack {
            name: String::new(),
            seed: store.header().seed,
            // In a pack made to do harm it may be anything: then words are looked for elsewhere.
            word_places: store.header().word_places,
            form_count: u32::try_from(count(Section::Forms, FORM_BYTES)).unwrap_or(u32::MAX),
            store,
        }
    }

    /// The file that it was mapped from, as messages name it; nothing for a pack in memory.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What damage was met by now. Names that stand in a damaged part are not found: an answer holds only
    /// if this is still `None` after it.
    pub fn damage(&self) -> Option<PackError> {
        self.store.damage()
    }

    /// Reads the whole pack and verifies it.
    ///
    /// # Errors
    ///
    /// Where some bytes are not those that were written.
    pub fn verify(&self) -> Result<(), PackError> {
        self.store.verify()
    }

    /// The classes of a word.
    #[inline]
    pub fn word(&self, key: WordKey) -> WordInfo {
        if self.word_places == 0 {
            return WordInfo::default();
        }
        let (slots, _) = self.store.section(Section::Words).as_chunks::<WORD_BYTES>();
        let key = word_slot_key(key);
        // Places are in the order of the keys: the first that is not lower decides.
        for (place, slot) in slots.iter().enumerate().skip(home(key, self.word_places)) {
            if !self.store.is_sound(Section::Words, place * WORD_BYTES, WORD_BYTES) {
                break;
            }
            let found = u64_at(slot, 0);
            if found >= key {
                return if found == key { WordInfo::from_bits(u64_at(slot, 8)) } else { WordInfo::default() };
            }
        }
        WordInfo::default()
    }

    /// The node to which `key` leads from `node`.
    ///
    /// Once in some thousand million times this is a node of another name, which the check of its forms tells.
    #[inline]
    pub fn step(&self, node: NodeId, key: WordKey) -> Option<NodeId> {
        let (slots, _) = self.store.section(Section::Edges).as_chunks::<EDGE_BYTES>();
        let hash = edge_hash(self.seed, node.0, key);
        let mark = edge_mark(hash);
        let mut place = home(hash, slots.len());
        for _ in 0..slots.len() {
            if !self.store.is_sound(Section::Edges, place * EDGE_BYTES, EDGE_BYTES) {
                return None;
            }
            match u32_at(&slots[place], 0) {
                0 => return None,
                found if found == mark => return Some(NodeId(u32_at(&slots[place], 4))),
                _ => place = if place + 1 == slots.len() { 0 } else { place + 1 },
            }
        }
        None
    }

    /// The forms that end at a node, those whose words are not the ones that `check` was made of left out.
    #[inline]
    pub(super) fn forms(&self, node: NodeId, check: u64) -> impl Iterator<Item = FormId> + '_ {
        let mut next = (node.0 < self.form_count).then_some(node.0);
        let check = check_bits(check);
        std::iter::from_fn(move || {
            loop {
                let form = next?;
                let flags = u32_at(self.store.record::<FORM_BYTES>(Section::Forms, form as usize)?, 12);
                next = (flags & flag::LAST == 0).then(|| form + 1).filter(|&next| next < self.form_count);
                if flags >> flag::CHECK_SHIFT == check {
                    return Some(FormId(form));
                }
            }
        })
    }

    fn form_record(&self, form: FormId) -> [u8; FORM_BYTES] {
        *self.store.record::<FORM_BYTES>(Section::Forms, form.0 as usize).unwrap_or(&[0; FORM_BYTES])
    }

    /// The class of the cue phrase that a form is, if it is one.
    pub fn cue_class(&self, form: FormId) -> Option<Class> {
        let class = u32_at(&self.form_record(form), 0).checked_sub(CUE_ENTRY)?;
        Class::CUES.into_iter().chain([Class::Demonym]).find(|cue| *cue as u32 == class)
    }

    /// Whether a form is a name and no cue phrase.
    #[inline]
    pub fn is_name(&self, form: FormId) -> bool {
        u32_at(&self.form_record(form), 0) < CUE_ENTRY
    }

    /// What a form asks of the text.
    #[inline]
    pub fn rules(&self, form: FormId) -> FormRules {
        rules_of(&self.form_record(form))
    }

    /// The entry that a form names.
    #[inline]
    pub fn entry_of(&self, form: FormId) -> EntryId {
        EntryId(u32_at(&self.form_record(form), 0))
    }

    /// A form.
    pub fn form(&self, id: FormId) -> Form<'_> {
        let record = self.form_record(id);
        let rules = rules_of(&record);
        let (since, until) = if rules.flags & flag::DATED == 0 { (NO_DAY, NO_DAY) } else { self.days(id) };
        let kind = (rules.flags >> flag::KIND_SHIFT) as usize & 0xf;
        Form {
            entry: EntryId(u32_at(&record, 0)),
            text: self.string(u32_at(&record, 4)).0,
            kind: FormKind::ALL.get(kind).copied().unwrap_or(FormKind::Name),
            cases: rules.cases,
            rules,
            since,
            until,
        }
    }

    /// Since and until when a form was in use; found by halving, since the dates stand in the order of their forms.
    fn days(&self, form: FormId) -> (i32, i32) {
        let (mut low, mut high) = (0, self.store.length(Section::Dates) / DATE_BYTES);
        while low < high {
            let middle = low.midpoint(high);
            let Some(record) = self.store.record::<DATE_BYTES>(Section::Dates, middle) else { break };
            match u32_at(record, 0).cmp(&form.0) {
                std::cmp::Ordering::Equal => return (u32_at(record, 4) as i32, u32_at(record, 8) as i32),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        (NO_DAY, NO_DAY)
    }

    /// How well known an entry is, 0 to 9.
    #[inline]
    pub fn prominence(&self, id: EntryId) -> u8 {
        let record = self.store.record::<ENTRY_BYTES>(Section::Entries, id.0 as usize);
        record.map_or(0, |record| record[11].min(9))
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let record = self.store.record::<ENTRY_BYTES>(Section::Entries, id.0 as usize);
        let record = record.unwrap_or(&[0; ENTRY_BYTES]);
        let (id, name_at) = self.string(u32_at(record, 0));
        let (name, ids_at) = self.string(name_at);
        Entry {
            id,
            name,
            ids: self.string(ids_at).0,
            entity_type: entity_type(u32::from(record[10])),
            prominence: record[11].min(9),
            line: u32_at(record, 4),
        }
    }

    /// The ids that an entry has elsewhere, parted by spaces: what [`Pack::entry`] gives, sooner.
    pub fn ids(&self, id: EntryId) -> &str {
        let record = self.store.record::<ENTRY_BYTES>(Section::Entries, id.0 as usize);
        let behind = |at| self.string_bytes(at).map(|(_, next)| next);
        let start = record.and_then(|record| behind(behind(u32_at(record, 0))?));
        start.map_or("", |start| self.string(start).0)
    }

    fn file_number(&self, entry: &[u8; ENTRY_BYTES]) -> usize {
        usize::from(u16::from_le_bytes([entry[8], entry[9]]))
    }

    /// The number of the file in which an entry stands, among [`Pack::files`].
    pub fn file_of(&self, id: EntryId) -> usize {
        let record = self.store.record::<ENTRY_BYTES>(Section::Entries, id.0 as usize);
        record.map_or(0, |record| self.file_number(record))
    }

    /// The file in which an entry stands, as messages name it.
    pub fn file_name(&self, id: EntryId) -> &str {
        self.file(self.file_of(id)).name
    }

    fn file(&self, number: usize) -> FileInfo<'_> {
        let record = self.store.record::<FILE_BYTES>(Section::Files, number).unwrap_or(&[0; FILE_BYTES]);
        let text = |at| self.string(u32_at(record, at)).0;
        FileInfo { name: text(0), source: text(4), licence: text(8) }
    }

    /// The files that it was compiled from, in their order.
    pub fn files(&self) -> Vec<FileInfo<'_>> {
        (0..self.store.length(Section::Files) / FILE_BYTES).map(|number| self.file(number)).collect()
    }

    /// All entries.
    pub fn entries(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..(self.store.length(Section::Entries) / ENTRY_BYTES) as u32).map(EntryId)
    }

    /// All forms, cue phrases included.
    pub(super) fn numbered_forms(&self) -> impl Iterator<Item = FormId> + use<> {
        (0..self.form_count).map(FormId)
    }

    /// All forms of names, cue phrases left out.
    pub fn all_forms(&self) -> impl Iterator<Item = FormId> + '_ {
        self.numbered_forms().filter(|&form| self.is_name(form))
    }

    /// All words with their classes, in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = (WordKey, WordInfo)> + '_ {
        (0..self.store.length(Section::Words) / WORD_BYTES).filter_map(|place| {
            let slot = self.store.record::<WORD_BYTES>(Section::Words, place)?;
            let key = u64_at(slot, 0);
            (key != FREE).then(|| (WordKey(key), WordInfo::from_bits(u64_at(slot, 8))))
        })
    }

    /// How many bytes it has, in all and in each part.
    pub fn bytes(&self) -> (usize, Vec<(&'static str, usize)>) {
        let parts = Section::ALL.map(|section| (section.label(), self.store.length(section)));
        (self.store.header().total(), parts.to_vec())
    }

    /// Where a text that a form has stands among all: texts stand in the order in which they were added.
    pub(super) fn text_place(&self, form: FormId) -> u32 {
        u32_at(&self.form_record(form), 4)
    }

    /// A text, and where the next one begins; nothing where there is none.
    fn string(&self, at: u32) -> (&str, u32) {
        match self.string_at(at) {
            Some(found) => found,
            None => {
                self.store.note_damage(Section::Strings);
                ("", at)
            }
        }
    }

    fn string_at(&self, at: u32) -> Option<(&str, u32)> {
        let (bytes, next) = self.string_bytes(at)?;
        Some((std::str::from_utf8(bytes).ok()?, next))
    }

    fn string_bytes(&self, at: u32) -> Option<(&[u8], u32)> {
        let bytes = |at: u32, length: u32| self.store.read(Section::Strings, at as usize, length as usize);
        let (start, length) = match bytes(at, 1)?[0] {
            255 => (at.checked_add(5)?, u32_at(bytes(at.checked_add(1)?, 4)?, 0)),
            length => (at.checked_add(1)?, u32::from(length)),
        };
        Some((bytes(start, length)?, start.checked_add(length)?))
    }
}

#[inline(always)]
fn rules_of(record: &[u8; FORM_BYTES]) -> FormRules {
    let flags = u32_at(record, 12);
    FormRules { entity_type: entity_type(flags >> flag::TYPE_SHIFT & 3), cases: u32_at(record, 8), flags }
}

/// The type with a number. No name is a date, whatever a pack that was made to do harm says.
#[inline(always)]
fn entity_type(number: u32) -> EntityType {
    EntityType::NAMES[number as usize % EntityType::NAMES.len()]
}
