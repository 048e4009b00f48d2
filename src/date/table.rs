//! Looking words up fast.

use super::words::{DateWords, Word};
use crate::text::WordKey;

/// The words of dates in a hash table with open addressing.
///
/// Nearly every word of a text is no word of a date: a bit per bucket of keys, which fits in
/// the first-level cache, answers for most of them.
#[derive(Clone, Debug)]
pub(super) struct WordTable {
    slots: Vec<(WordKey, Word)>,
    filter: Vec<u64>,
}

const FILTER_BITS: u64 = 1 << 14;

impl WordTable {
    /// The table of `words`, at most half full.
    pub fn new(words: &DateWords) -> Self {
        let entries = words.entries();
        let capacity = (entries.len() * 2).next_power_of_two().max(2);
        let mut table = WordTable {
            slots: vec![(WordKey(0), Word::default()); capacity],
            filter: vec![0; (FILTER_BITS / 64) as usize],
        };
        for &(key, word) in entries {
            let slot = table.slot(key);
            table.slots[slot] = (key, word);
            let bit = filter_bit(key);
            table.filter[bit / 64] |= 1 << (bit % 64);
        }
        table
    }

    /// What is known of a word; nothing of most.
    #[inline]
    pub fn get(&self, key: WordKey) -> Word {
        let bit = filter_bit(key);
        if self.filter[bit / 64] & (1 << (bit % 64)) == 0 {
            return Word::default();
        }
        let (found, word) = self.slots[self.slot(key)];
        if found == key { word } else { Word::default() }
    }

    /// Where `key` stands, or the free slot where it would.
    fn slot(&self, key: WordKey) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.0 >> 32) as usize & mask;
        while self.slots[at].1 != Word::default() && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }
}

#[inline]
fn filter_bit(key: WordKey) -> usize {
    (key.0 % FILTER_BITS) as usize
}
