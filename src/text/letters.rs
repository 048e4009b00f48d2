//! What the letters of a word show: its kind and its case. ASCII letters are looked at eight at a time.

use super::fold::is_ignorable;
use super::token::{Case, Kind};

/// The ASCII letters and digits that stand at a place, at most eight, looked at together: a mask has the highest bit of the
/// byte of each letter that is meant.
pub(super) struct AsciiLetters {
    pub count: u32,
    /// Their folds, the last one lowest.
    pub folded: u64,
    pub capitals: u64,
    pub small: u64,
    pub digits: u64,
    /// The byte behind them; of eight letters nothing is known of it, which is told as a byte that is none of ASCII's.
    pub next: u8,
}

impl AsciiLetters {
    /// Kind and case of a word that they are, read from a table: words with and without capitals come in no order that a
    /// processor could foresee.
    #[inline(always)]
    pub fn shape(&self) -> (Kind, Case) {
        let several = self.capitals & self.capitals.wrapping_sub(1) != 0;
        let number = usize::from(self.capitals != 0)
            | usize::from(several) << 1
            | usize::from(self.small != 0) << 2
            | usize::from(self.digits != 0) << 3
            | usize::from(self.capitals & 0x80 != 0) << 4;
        SHAPES[number]
    }

    /// Those at a place, if there is one.
    #[inline(always)]
    pub fn at(bytes: &[u8], at: usize) -> Option<AsciiLetters> {
        const EACH: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = 0x80 * EACH;
        let word = eight_at(bytes, at);
        // No sum runs over into the next byte: both parts are below 0x80.
        let at_least = |word: u64, byte: u8| (word & !HIGH) + u64::from(0x80 - byte) * EACH;
        let between = |word: u64, first: u8, last: u8| at_least(word, first) & !at_least(word, last + 1);
        let letters = between(word | (0x20 * EACH), b'a', b'z');
        let all = (letters | between(word, b'0', b'9')) & !word & HIGH;
        if all & 0x80 == 0 {
            return None;
        }
        let count = (all ^ HIGH).trailing_zeros() / 8;
        let all = all & u64::MAX >> (64 - 8 * count);
        let letters = all & letters;
        let capitals = letters & !(word << 2);
        Some(AsciiLetters {
            count,
            folded: (word | capitals >> 2).swap_bytes() >> (64 - 8 * count),
            capitals,
            small: letters ^ capitals,
            digits: all ^ letters,
            next: if count < 8 { (word >> (8 * count)) as u8 } else { 0xff },
        })
    }
}

/// The eight bytes at a place, the first one lowest; 0 behind the end.
#[inline(always)]
fn eight_at(bytes: &[u8], at: usize) -> u64 {
    if let Some(&eight) = bytes[at..].first_chunk() {
        return u64::from_le_bytes(eight);
    }
    bytes[at..].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// What [`Shape`] makes of words of ASCII letters, by what they have (see [`AsciiLetters::shape`]).
static SHAPES: [(Kind, Case); 32] = {
    let mut shapes = [(Kind::Word, Case::Small); 32];
    let mut number = 0;
    while number < 32 {
        let shape = Shape {
            letters: 0,
            capitals: (number & 1) + (number >> 1 & 1),
            small: number & 4 != 0,
            digits: number & 8 != 0,
            others: false,
            begins_with_capital: number & 16 != 0,
        };
        shapes[number as usize] = (shape.kind(), shape.case());
        number += 1;
    }
    shapes
};

/// What the letters of a word have shown so far.
#[derive(Default)]
pub(super) struct Shape {
    /// How many letters and digits.
    pub letters: u32,
    /// How many capitals; two are many.
    pub capitals: u32,
    pub small: bool,
    pub digits: bool,
    /// Letters without case.
    pub others: bool,
    pub begins_with_capital: bool,
}

impl Shape {
    #[inline(always)]
    pub fn of_ascii(letters: &AsciiLetters) -> Shape {
        let several = letters.capitals & letters.capitals.wrapping_sub(1) != 0;
        Shape {
            letters: letters.count,
            capitals: u32::from(letters.capitals != 0) + u32::from(several),
            small: letters.small != 0,
            digits: letters.digits != 0,
            others: false,
            begins_with_capital: letters.capitals & 0x80 != 0,
        }
    }

    #[inline(always)]
    pub fn see_ascii(&mut self, byte: u8) {
        let is_capital = byte.is_ascii_uppercase();
        let is_digit = byte.is_ascii_digit();
        self.begins_with_capital |= is_capital && self.is_empty();
        self.capitals += u32::from(is_capital);
        self.digits |= is_digit;
        self.small |= !is_capital && !is_digit;
        self.letters += 1;
    }

    #[inline(always)]
    pub fn see_latin(&mut self, is_capital: bool) {
        self.begins_with_capital |= is_capital && self.is_empty();
        self.capitals += u32::from(is_capital);
        self.small |= !is_capital;
        self.letters += 1;
    }

    pub fn see(&mut self, letter: char) {
        if letter.is_uppercase() {
            self.begins_with_capital |= self.is_empty();
            self.capitals += 1;
        } else if letter.is_lowercase() {
            self.small = true;
        } else if !is_ignorable(letter) {
            self.others = true;
        }
        self.letters += u32::from(!is_ignorable(letter));
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.capitals == 0 && !(self.small | self.digits | self.others)
    }

    #[inline(always)]
    pub const fn kind(&self) -> Kind {
        let only_digits = self.capitals == 0 && !(self.small | self.others);
        if only_digits { Kind::Number } else { Kind::Word }
    }

    #[inline(always)]
    pub const fn case(&self) -> Case {
        match (self.capitals, self.small) {
            (0, _) => Case::Small,
            (1, false) if !self.digits => Case::Capital,
            (_, false) => Case::AllCapitals,
            (1, _) if self.begins_with_capital => Case::Capital,
            _ => Case::Mixed,
        }
    }
}
