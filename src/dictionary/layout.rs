//! How the bytes of a pack are laid out: header, sections, sums. All numbers are little-endian.
//!
//! ```text
//! header (192 bytes)   magic, format, rules, length, where the sections stand, checksum of all this
//! body                 the sections, each on a multiple of 64 bytes
//! sums                 the checksum (XXH3, 64 bits) of each 64 KiB of the body, then one of the sums
//! ```
//!
//! The header and the sums are verified when a pack is opened; a block of the body when it is first read,
//! so that opening takes no longer for a large pack than for a small one.

use std::fmt;
use std::ops::Range;

use twox_hash::XxHash3_64;

use super::class::Class;
use super::form::FormKind;
use crate::EntityType;
use crate::text::{WordKey, tokenize};

/// What a pack begins with. The last byte tells a file that went through a conversion of line ends.
pub(super) const MAGIC: [u8; 8] = *b"\x93REPERE\n";
/// What packs began with before they had a version.
const FIRST_MAGIC: [u8; 8] = *b"REPERE\x00\x01";
/// The version of the layout.
const FORMAT: u32 = 2;

pub(super) const HEADER_BYTES: usize = 192;
const CHECKSUM_AT: usize = HEADER_BYTES - 8;
const SECTIONS_AT: usize = 40;
const WORD_PLACES_AT: usize = SECTIONS_AT + Section::ALL.len() * 16;
/// How many bytes of the body one sum covers.
pub(super) const BLOCK_BYTES: usize = 1 << 16;
/// Sections begin on a multiple of this.
pub(super) const ALIGNMENT: usize = 64;

/// Sections by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Texts: their length in a byte (255: in the four bytes behind it), then UTF-8.
    Strings,
    /// A hash table: key of a word → its classes. Places are in the order of the keys; a free one has the highest key.
    Words,
    /// A hash table: node and key of the next word → node.
    Edges,
    /// A record a form; those with the same words stand together.
    Forms,
    /// Since and until when a form was in use, for those that say so, in their order.
    Dates,
    /// A record an entry.
    Entries,
    /// A record a source file.
    Files,
}

impl Section {
    pub(super) const ALL: [Section; 7] = [
        Section::Strings,
        Section::Words,
        Section::Edges,
        Section::Forms,
        Section::Dates,
        Section::Entries,
        Section::Files,
    ];

    pub(super) fn label(self) -> &'static str {
        match self {
            Section::Strings => "texts",
            Section::Words => "words",
            Section::Edges => "trie",
            Section::Forms => "names",
            Section::Dates => "dates of names",
            Section::Entries => "entries",
            Section::Files => "files",
        }
    }
}

pub(super) const WORD_BYTES: usize = 16;
/// The key of a free place in the table of words.
pub(super) const FREE: u64 = u64::MAX;
pub(super) const EDGE_BYTES: usize = 8;
pub(super) const FORM_BYTES: usize = 16;
pub(super) const DATE_BYTES: usize = 12;
pub(super) const ENTRY_BYTES: usize = 12;
pub(super) const FILE_BYTES: usize = 12;

/// The entry number of a form that is a cue phrase: this plus the class.
pub(super) const CUE_ENTRY: u32 = 0xffff_ff00;

/// Why a pack cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The file cannot be read.
    Unreadable(String),
    /// The file is something else.
    NotAPack,
    /// The pack has another version of the layout.
    OtherFormat(u32),
    /// The pack was built by a program that cuts or classes words otherwise.
    OtherRules,
    /// The file has fewer or more bytes than the pack had.
    OtherLength {
        /// What the file has.
        bytes: u64,
        /// What the pack had.
        expected: u64,
    },
    /// Some bytes are not those that were written; the first of them stands behind this place.
    Damaged(u64),
}

impl fmt::Display for PackError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Unreadable(message) => formatter.write_str(message),
            PackError::NotAPack => formatter.write_str("this is no compiled dictionary"),
            PackError::OtherFormat(format) => write!(
                formatter,
                "the compiled dictionary has format {format}, this program reads format {FORMAT}: build it again"
            ),
            PackError::OtherRules => formatter.write_str(
                "the compiled dictionary was built by another version of the program: build it again",
            ),
            PackError::OtherLength { bytes, expected } => write!(
                formatter,
                "the compiled dictionary has {bytes} bytes instead of {expected}: copy or build it again"
            ),
            PackError::Damaged(at) => write!(
                formatter,
                "the compiled dictionary is damaged behind byte {at}: copy or build it again"
            ),
        }
    }
}

impl std::error::Error for PackError {}

/// Where everything stands in a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// What the hashes of edges are made with.
    pub seed: u32,
    /// How many places the table of words has, those behind it for what finds no place in it left out.
    pub word_places: usize,
    pub sections: [Range<usize>; Section::ALL.len()],
    /// Where the body ends and the sums begin.
    pub body_end: usize,
}

impl Header {
    /// The header of sections of these lengths.
    pub fn of(seed: u32, word_places: usize, lengths: [usize; Section::ALL.len()]) -> Header {
        let mut end = HEADER_BYTES;
        let sections = lengths.map(|length| {
            let start = end;
            end = (start + length).next_multiple_of(ALIGNMENT);
            start..start + length
        });
        Header { seed, word_places, sections, body_end: end }
    }

    /// How many blocks the body has.
    pub fn blocks(&self) -> usize {
        (self.body_end - HEADER_BYTES).div_ceil(BLOCK_BYTES)
    }

    /// How many bytes the whole pack has.
    pub fn total(&self) -> usize {
        self.body_end + self.blocks() * 8 + 8
    }

    /// Where the bytes of a block stand.
    pub fn block(&self, number: usize) -> Range<usize> {
        let start = HEADER_BYTES + number * BLOCK_BYTES;
        start..(start + BLOCK_BYTES).min(self.body_end)
    }

    pub fn encode(&self) -> [u8; HEADER_BYTES] {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.extend(MAGIC);
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend(self.seed.to_le_bytes());
        bytes.extend(rules().to_le_bytes());
        for number in [self.total(), self.body_end] {
            bytes.extend((number as u64).to_le_bytes());
        }
        for section in &self.sections {
            bytes.extend((section.start as u64).to_le_bytes());
            bytes.extend((section.end as u64).to_le_bytes());
        }
        bytes.extend((self.word_places as u64).to_le_bytes());
        bytes.resize(CHECKSUM_AT, 0);
        bytes.extend(sum(&bytes).to_le_bytes());
        bytes.try_into().expect("the fields fit into the header")
    }

    /// Reads the header of a pack and verifies it, the length of the pack and the sums of its blocks.
    pub fn decode(bytes: &[u8]) -> Result<Header, PackError> {
        let Some(header) = bytes.first_chunk::<HEADER_BYTES>() else {
            let begins = bytes.len() >= MAGIC.len() && bytes.starts_with(&MAGIC);
            let short = PackError::OtherLength { bytes: bytes.len() as u64, expected: HEADER_BYTES as u64 };
            return Err(if begins { short } else { PackError::NotAPack });
        };
        if header.starts_with(&FIRST_MAGIC) {
            return Err(PackError::OtherFormat(1));
        }
        if !header.starts_with(&MAGIC) {
            return Err(PackError::NotAPack);
        }
        if u32_at(header, 8) != FORMAT {
            return Err(PackError::OtherFormat(u32_at(header, 8)));
        }
        if u64_at(header, CHECKSUM_AT) != sum(&header[..CHECKSUM_AT]) {
            return Err(PackError::Damaged(0));
        }
        if u64_at(header, 16) != rules() {
            return Err(PackError::OtherRules);
        }
        let expected = u64_at(header, 24);
        if expected != bytes.len() as u64 {
            return Err(PackError::OtherLength { bytes: bytes.len() as u64, expected });
        }
        Header::fields(header).filter(|header| header.fits(bytes)).ok_or(PackError::Damaged(0))
    }

    fn fields(bytes: &[u8; HEADER_BYTES]) -> Option<Header> {
        let place = |at: usize| usize::try_from(u64_at(bytes, at)).ok();
        let mut sections: [Range<usize>; Section::ALL.len()] = Default::default();
        for (number, section) in sections.iter_mut().enumerate() {
            let at = SECTIONS_AT + number * 16;
            *section = place(at)?..place(at + 8)?;
        }
        let word_places = place(WORD_PLACES_AT)?;
        Some(Header { seed: u32_at(bytes, 12), word_places, sections, body_end: place(32)? })
    }

    /// Whether the sections stand within the body, and the sums are those that were written.
    fn fits(&self, bytes: &[u8]) -> bool {
        let body = HEADER_BYTES..=self.body_end.min(bytes.len());
        let inside = |section: &Range<usize>| {
            section.start <= section.end && body.contains(&section.start) && body.contains(&section.end)
        };
        if !body.contains(&self.body_end) || self.total() != bytes.len() || !self.sections.iter().all(inside)
        {
            return false;
        }
        let sums = &bytes[self.body_end..bytes.len() - 8];
        u64_at(bytes, bytes.len() - 8) == sum(sums)
    }
}

/// The checksum of bytes.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

/// What stands for the rules by which a program cuts, folds and classes words: a pack holds only for one that has the same.
fn rules() -> u64 {
    let mut text = String::new();
    let classes = Class::CUES.into_iter().chain(Class::LISTS).chain([Class::BeginsName, Class::BeginsPhrase]);
    for class in classes {
        text += &format!("{}={} ", class.name(), class as u32);
    }
    for kind in FormKind::ALL {
        text += kind.label();
    }
    for entity_type in EntityType::ALL {
        text += &format!("{entity_type} ");
    }
    // Every kind of thing that folding and cutting treat in a way of their own.
    let sample = "L’O.N.U. (U.S.A) à l' Inde, Jean-Marc d'Été\u{a0}: St. Œuvre MÜNCHEN ẞ Łódź iPhone 1er 2015 İzmir \
                  Mos\u{ad}soul Serguei\u{308} A/B & Москва 東京 «x» n°5 %";
    for token in tokenize(sample) {
        text += &format!("{:x}{:?}{:?} ", token.key.0, token.case, token.joint);
    }
    sum(text.as_bytes())
}

/// The hash of the edge that leaves `node` with the word `key`: the upper half says where to look for it, the lower
/// what to look for.
#[inline(always)]
pub(super) fn edge_hash(seed: u32, node: u32, key: WordKey) -> u64 {
    let node = (u64::from(node) | u64::from(seed) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (key.0 ^ node).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

/// What stands in the slot of an edge for its lower half; 0 marks a free slot.
#[inline(always)]
pub(super) fn edge_mark(hash: u64) -> u32 {
    (hash as u32).max(1)
}

/// A key as it stands in the table of words.
#[inline(always)]
pub(super) fn word_slot_key(key: WordKey) -> u64 {
    key.0.min(FREE - 1)
}

/// The place where to begin to look for a hash in a table of so many.
#[inline(always)]
pub(super) fn home(hash: u64, places: usize) -> usize {
    ((hash >> 32).wrapping_mul(places as u64) >> 32) as usize
}

/// Adds a word to the check of a name.
#[inline(always)]
pub(super) fn check_step(check: u64, key: WordKey) -> u64 {
    (check ^ key.0).wrapping_mul(0xc4ce_b9fe_1a85_ec53).rotate_left(31)
}

/// The check of a name as its record has it, of the check after its last word.
#[inline(always)]
pub(super) fn check_bits(check: u64) -> u32 {
    ((check ^ check >> 32) & 0xffff) as u32
}

#[inline(always)]
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes are four bytes"))
}

#[inline(always)]
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes are eight bytes"))
}
