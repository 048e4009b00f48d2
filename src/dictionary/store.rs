//! The bytes of a pack, wherever they are, read with bounds and verified when first read.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use memmap2::Mmap;

use super::layout::{BLOCK_BYTES, HEADER_BYTES, Header, PackError, Section, sum, u64_at};

/// Bytes of the program, of the memory, or of a file that is mapped into it.
#[derive(Debug)]
pub(super) enum Bytes {
    Static(&'static [u8]),
    Owned(Vec<u8>),
    Mapped(Mmap),
}

impl Bytes {
    #[inline(always)]
    fn get(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

impl From<Cow<'static, [u8]>> for Bytes {
    fn from(bytes: Cow<'static, [u8]>) -> Bytes {
        match bytes {
            Cow::Borrowed(bytes) => Bytes::Static(bytes),
            Cow::Owned(bytes) => Bytes::Owned(bytes),
        }
    }
}

/// What is known of a block of the body.
const UNREAD: u8 = 0;
const GOOD: u8 = 1;
const BAD: u8 = 2;
/// No block is known to be damaged.
const NO_DAMAGE: u64 = u64::MAX;

/// The bytes of a pack whose header was verified.
#[derive(Debug)]
pub(super) struct Store {
    bytes: Bytes,
    header: Header,
    /// What is known of each block; nothing where the bytes were made by this program and are trusted.
    blocks: Option<Box<[AtomicU8]>>,
    /// The first byte of a damaged block that was met.
    damage: AtomicU64,
}

impl Store {
    /// Bytes from elsewhere: each block is verified when it is first read.
    pub fn open(bytes: Bytes) -> Result<Store, PackError> {
        let header = Header::decode(bytes.get())?;
        let blocks = (0..header.blocks()).map(|_| AtomicU8::new(UNREAD)).collect();
        Ok(Store { bytes, header, blocks: Some(blocks), damage: AtomicU64::new(NO_DAMAGE) })
    }

    /// Bytes that this program has made itself.
    pub fn trusted(bytes: Cow<'static, [u8]>) -> Result<Store, PackError> {
        let store = Store::open(bytes.into())?;
        Ok(Store { blocks: None, ..store })
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    /// How many bytes a section has.
    pub fn length(&self, section: Section) -> usize {
        self.header.sections[section as usize].len()
    }

    /// Bytes of a section; none where they are beyond its end or damaged.
    #[inline(always)]
    pub fn read(&self, section: Section, at: usize, length: usize) -> Option<&[u8]> {
        let range = &self.header.sections[section as usize];
        let start = range.start.checked_add(at)?;
        let end = start.checked_add(length).filter(|&end| end <= range.end)?;
        if let Some(blocks) = &self.blocks
            && !self.is_good(blocks, start, end)
        {
            return None;
        }
        self.bytes.get().get(start..end)
    }

    /// A record of a section.
    #[inline(always)]
    pub fn record<const N: usize>(&self, section: Section, number: usize) -> Option<&[u8; N]> {
        self.read(section, number.checked_mul(N)?, N)?.try_into().ok()
    }

    /// All bytes of a section, not verified: what is read of them must be asked for with [`Store::is_sound`].
    #[inline(always)]
    pub fn section(&self, section: Section) -> &[u8] {
        self.bytes.get().get(self.header.sections[section as usize].clone()).unwrap_or(&[])
    }

    /// Whether some bytes of a section, which are in it, are those that were written.
    #[inline(always)]
    pub fn is_sound(&self, section: Section, at: usize, length: usize) -> bool {
        match &self.blocks {
            None => true,
            Some(blocks) => {
                let start = self.header.sections[section as usize].start + at;
                self.is_good(blocks, start, start + length)
            }
        }
    }

    #[inline(always)]
    fn is_good(&self, blocks: &[AtomicU8], start: usize, end: usize) -> bool {
        let first = (start - HEADER_BYTES) / BLOCK_BYTES;
        let last = (end.max(start + 1) - 1 - HEADER_BYTES) / BLOCK_BYTES;
        (first..=last).all(|number| match blocks.get(number) {
            Some(block) => block.load(Ordering::Relaxed) == GOOD || self.verify_block(block, number),
            // Nothing is read behind the last block but nothing at all.
            None => start == end,
        })
    }

    #[cold]
    fn verify_block(&self, block: &AtomicU8, number: usize) -> bool {
        // Whoever sees a block marked as bad sees the damage noted too.
        if block.load(Ordering::Acquire) == BAD {
            return false;
        }
        let (bytes, range) = (self.bytes.get(), self.header.block(number));
        let expected = u64_at(bytes, self.header.body_end + number * 8);
        let is_good = sum(&bytes[range.clone()]) == expected;
        if !is_good {
            self.damage.fetch_min(range.start as u64, Ordering::Relaxed);
        }
        block.store(if is_good { GOOD } else { BAD }, Ordering::Release);
        is_good
    }

    /// What damage was met so far.
    pub fn damage(&self) -> Option<PackError> {
        let at = self.damage.load(Ordering::Relaxed);
        (at != NO_DAMAGE).then_some(PackError::Damaged(at))
    }

    /// Verifies all of it.
    pub fn verify(&self) -> Result<(), PackError> {
        if let Some(blocks) = &self.blocks {
            for (number, block) in blocks.iter().enumerate() {
                if block.load(Ordering::Relaxed) != GOOD {
                    self.verify_block(block, number);
                }
            }
        }
        self.damage().map_or(Ok(()), Err)
    }

    /// Notes that something stands where it cannot: the sums agree, and yet no builder has written this.
    pub fn note_damage(&self, section: Section) {
        let at = self.header.sections[section as usize].start as u64;
        // Where a block is known to be damaged, that is the reason.
        let _ = self.damage.compare_exchange(NO_DAMAGE, at, Ordering::Relaxed, Ordering::Relaxed);
    }
}
