//! The pack: compiled dictionaries as one block of bytes, read in place.
//!
//! A pack is a header and seven sections; all numbers are little-endian:
//!
//! | section | holds |
//! | --- | --- |
//! | strings | all text, UTF-8 |
//! | words | a hash table: key of a word → its classes |
//! | edges | a hash table: node and key of the next word → node |
//! | nodes | for each node, the first of its forms; one more at the end |
//! | forms | one record a form, in the order of their nodes |
//! | entries | one record an entry |
//! | files | one record a source file |
//!
//! The names stand in a trie over words: from the root, each word of a name leads to the next
//! node; a node where names end has their forms. Hash tables are open, a power of two long, with
//! linear probing; the key 0 marks a free place.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;

use super::class::{Class, WordInfo};
use crate::EntityType;
use crate::text::WordKey;

/// A place in the trie of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(pub u32);

/// A form, by its number in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(pub u32);

/// An entry, by its number in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// The root of the trie.
pub const ROOT: NodeId = NodeId(0);

pub(super) const MAGIC: &[u8; 8] = b"REPERE\x00\x01";
pub(super) const SECTIONS: usize = 7;
pub(super) const HEADER_BYTES: usize = 8 + SECTIONS * 16;
pub(super) const FORM_BYTES: usize = 32;
pub(super) const ENTRY_BYTES: usize = 40;
pub(super) const FILE_BYTES: usize = 8;
pub(super) const SLOT_BYTES: usize = 16;
/// The entry number of a form that is a cue phrase: this plus the class.
pub(super) const CUE_ENTRY: u32 = 0xffff_ff00;
/// The day number of a form without such a bound.
pub(super) const NO_DAY: i32 = i32::MIN;

/// What kind of name a form is for its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum FormKind {
    /// The canonical name.
    Name,
    /// An acronym.
    Acronym,
    /// A shorter name.
    Short,
    /// A name it had.
    Former,
    /// Another spelling.
    Spelling,
}

impl FormKind {
    const ALL: [FormKind; 5] =
        [FormKind::Name, FormKind::Acronym, FormKind::Short, FormKind::Former, FormKind::Spelling];

    /// The word for it in explanations.
    pub fn label(self) -> &'static str {
        match self {
            FormKind::Name => "name",
            FormKind::Acronym => "acronym",
            FormKind::Short => "short form",
            FormKind::Former => "former name",
            FormKind::Spelling => "spelling",
        }
    }
}

/// How the words of a form must be written, two bits a word.
pub mod case_rule {
    /// Any case will do.
    pub const ANY: u32 = 0;
    /// A capital is needed.
    pub const CAPITAL: u32 = 1;
    /// Capitals only.
    pub const CAPITALS: u32 = 2;
}

pub(super) mod flag {
    pub const NEEDS_CUE: u32 = 1;
    pub const NEVER_FIRST: u32 = 2;
    pub const EXACT_CASE: u32 = 4;
    /// Found only behind `du`, `au`, `des`, `aux`: `Caire` of `Le Caire`.
    pub const CONTRACTED: u32 = 8;
    pub const KIND_SHIFT: u32 = 8;
}

/// One name of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Form<'p> {
    /// The name as written in the dictionary.
    pub text: &'p str,
    /// The entry that it names.
    pub entry: EntryId,
    /// Canonical name, acronym …
    pub kind: FormKind,
    /// The case rule of each word, two bits each from the lowest.
    pub cases: u32,
    /// The first day on which it was in use, as days since 1970.
    since: i32,
    /// The last day.
    until: i32,
    flags: u32,
}

impl Form<'_> {
    /// Whether it is a name only where the context says so.
    pub fn needs_cue(&self) -> bool {
        self.flags & flag::NEEDS_CUE != 0
    }

    /// Whether its first word is written with a capital.
    pub fn requires_capital(&self) -> bool {
        self.cases & 3 == case_rule::CAPITAL
    }

    /// Whether it is never a name at the start of a sentence.
    pub fn never_first(&self) -> bool {
        self.flags & flag::NEVER_FIRST != 0
    }

    /// Whether it must be written exactly so.
    pub fn exact_case(&self) -> bool {
        self.flags & flag::EXACT_CASE != 0
    }

    /// Whether it is a name only behind a contracted article (`du Caire`).
    pub fn contracted(&self) -> bool {
        self.flags & flag::CONTRACTED != 0
    }

    /// Whether it was in use on a day (always, where no bounds are known).
    pub fn in_use(&self, day: Date) -> bool {
        let number = day_number(day);
        (self.since == NO_DAY || self.since <= number) && (self.until == NO_DAY || number <= self.until)
    }
}

/// The number of a day, from 1970-01-01.
pub(super) fn day_number(day: Date) -> i32 {
    day.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// One thing in the world.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'p> {
    /// Its own id.
    pub id: &'p str,
    /// Its canonical name.
    pub name: &'p str,
    /// Ids elsewhere, parted by spaces.
    pub ids: &'p str,
    /// Its type.
    pub entity_type: EntityType,
    /// How well known, 0 to 9.
    pub prominence: u8,
    /// The file that it stands in.
    pub file: &'p str,
    /// The line where it stands.
    pub line: u32,
}

/// Compiled dictionaries.
#[derive(Debug)]
pub struct Pack {
    bytes: Cow<'static, [u8]>,
    sections: [Range<usize>; SECTIONS],
}

/// Sections by number.
#[derive(Clone, Copy)]
pub(super) enum Section {
    Strings,
    Words,
    Edges,
    Nodes,
    Forms,
    Entries,
    Files,
}

impl Pack {
    /// Reads the header of a pack.
    ///
    /// # Errors
    ///
    /// Where the bytes are no pack of this version, or its sections do not fit into them.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Pack, String> {
        if bytes.len() < HEADER_BYTES || &bytes[..8] != MAGIC {
            return Err("not a dictionary pack of this version".to_owned());
        }
        let mut sections: [Range<usize>; SECTIONS] = Default::default();
        for (number, section) in sections.iter_mut().enumerate() {
            let at = 8 + number * 16;
            let (start, length) = (u64_at(&bytes, at), u64_at(&bytes, at + 8));
            let end = start.checked_add(length).filter(|&end| end <= bytes.len() as u64);
            let end = end.ok_or("the dictionary pack is cut short")?;
            *section = start as usize..end as usize;
        }
        Ok(Pack { bytes, sections })
    }

    fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.sections[section as usize].clone()]
    }

    /// The classes of a word.
    #[inline]
    pub fn word(&self, key: WordKey) -> WordInfo {
        let found = probe(self.section(Section::Words), key.0);
        WordInfo::from_bits(found.unwrap_or(0))
    }

    /// The node to which `key` leads from `node`.
    #[inline]
    pub fn step(&self, node: NodeId, key: WordKey) -> Option<NodeId> {
        probe(self.section(Section::Edges), edge_key(node, key)).map(|target| NodeId(target as u32))
    }

    /// The forms that end at a node.
    #[inline]
    pub fn forms(&self, node: NodeId) -> impl Iterator<Item = FormId> + use<> {
        let nodes = self.section(Section::Nodes);
        let at = node.0 as usize * 4;
        (u32_at(nodes, at)..u32_at(nodes, at + 4)).map(FormId)
    }

    /// The class of the cue phrase that a form is, if it is one.
    pub fn cue_class(&self, form: FormId) -> Option<Class> {
        let entry = u32_at(self.section(Section::Forms), form.0 as usize * FORM_BYTES);
        let class = entry.checked_sub(CUE_ENTRY)?;
        Class::CUES.into_iter().chain([Class::Demonym]).find(|cue| *cue as u32 == class)
    }

    /// A form.
    pub fn form(&self, id: FormId) -> Form<'_> {
        let record = &self.section(Section::Forms)[id.0 as usize * FORM_BYTES..][..FORM_BYTES];
        let flags = u32_at(record, 12);
        Form {
            entry: EntryId(u32_at(record, 0)),
            text: self.string(u32_at(record, 4), u32_at(record, 8)),
            kind: FormKind::ALL[(flags >> flag::KIND_SHIFT) as usize % FormKind::ALL.len()],
            cases: u32_at(record, 16),
            since: u32_at(record, 20) as i32,
            until: u32_at(record, 24) as i32,
            flags,
        }
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let record = &self.section(Section::Entries)[id.0 as usize * ENTRY_BYTES..][..ENTRY_BYTES];
        let file = u32_at(record, 32) as usize;
        let file = &self.section(Section::Files)[file * FILE_BYTES..][..FILE_BYTES];
        Entry {
            id: self.string(u32_at(record, 0), u32_at(record, 4)),
            name: self.string(u32_at(record, 8), u32_at(record, 12)),
            ids: self.string(u32_at(record, 16), u32_at(record, 20)),
            entity_type: EntityType::ALL[record[24] as usize % EntityType::ALL.len()],
            prominence: record[25],
            line: u32_at(record, 28),
            file: self.string(u32_at(file, 0), u32_at(file, 4)),
        }
    }

    /// All entries.
    pub fn entries(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..(self.section(Section::Entries).len() / ENTRY_BYTES) as u32).map(EntryId)
    }

    /// All forms of names, cue phrases left out.
    pub fn all_forms(&self) -> impl Iterator<Item = FormId> + '_ {
        let count = (self.section(Section::Forms).len() / FORM_BYTES) as u32;
        (0..count).map(FormId).filter(|&form| self.cue_class(form).is_none())
    }

    fn string(&self, start: u32, length: u32) -> &str {
        let bytes = &self.section(Section::Strings)[start as usize..][..length as usize];
        std::str::from_utf8(bytes).unwrap_or("\u{fffd}")
    }
}

/// The key of the edge that leaves `node` with the word `key`.
#[inline(always)]
pub(super) fn edge_key(node: NodeId, key: WordKey) -> u64 {
    let mixed =
        (key.0 ^ u64::from(node.0).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed ^ (mixed >> 32)).max(1)
}

/// Looks a key up in a hash table.
#[inline]
fn probe(table: &[u8], key: u64) -> Option<u64> {
    let places = table.len() / SLOT_BYTES;
    if places == 0 {
        return None;
    }
    let key = key.max(1);
    let mut place = key as usize & (places - 1);
    loop {
        let slot = &table[place * SLOT_BYTES..][..SLOT_BYTES];
        match u64_at(slot, 0) {
            0 => return None,
            found if found == key => return Some(u64_at(slot, 8)),
            _ => place = (place + 1) & (places - 1),
        }
    }
}

#[inline(always)]
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes are four bytes"))
}

#[inline(always)]
fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes are eight bytes"))
}
