//! Folding: what makes two spellings the same word.
//!
//! A folded word is in small letters, without accents, with `œ` and `æ` written out; soft
//! hyphens, joiners, combining marks and the dots of an acronym are gone. Hyphens, apostrophes
//! and spaces never reach a fold: they part words (see [`token`](super::token)).

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The identity of a folded word: a 64-bit hash of its folded form.
///
/// Two words with one key are taken for the same word. Dictionaries of ten million words
/// meet a false match about once in 10⁵ runs over 10⁶ different unknown words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordKey(pub u64);

/// Builds a [`WordKey`] from the folded bytes of a word, one at a time.
///
/// Eight bytes are gathered before they are multiplied in: most words are shorter, and no two of these have one key.
#[derive(Clone, Copy)]
pub struct KeyHasher {
    /// What was multiplied in so far.
    mixed: u64,
    /// The bytes since, the last one lowest.
    gathered: u64,
}

impl KeyHasher {
    /// An empty word.
    #[inline(always)]
    pub fn new() -> Self {
        KeyHasher { mixed: 0, gathered: 0 }
    }

    /// A word of at most eight folded bytes, of which the last is the lowest.
    #[inline(always)]
    pub(super) fn of_short(bytes: u64) -> Self {
        KeyHasher { mixed: 0, gathered: bytes }
    }

    /// Adds a folded byte; it is not 0.
    #[inline(always)]
    pub fn push(&mut self, byte: u8) {
        if self.gathered >> 56 != 0 {
            self.mix();
        }
        self.gathered = self.gathered << 8 | u64::from(byte);
    }

    #[inline(always)]
    fn mix(&mut self) {
        self.mixed = (self.mixed.rotate_left(29) ^ self.gathered).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.gathered = 0;
    }

    /// The key of the bytes so far (with the finaliser of MurmurHash3, since the low bits of a product are weak).
    #[inline(always)]
    pub fn finish(mut self) -> WordKey {
        self.mix();
        let mut hash = self.mixed;
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        WordKey(hash)
    }
}

impl Default for KeyHasher {
    fn default() -> Self {
        Self::new()
    }
}

impl WordKey {
    /// The key of one word, folded here.
    ///
    /// ```
    /// use repere::text::WordKey;
    /// assert_eq!(WordKey::of("Élysée"), WordKey::of("ELYSEE"));
    /// assert_eq!(WordKey::of("O.N.U."), WordKey::of("onu"));
    /// ```
    pub fn of(word: &str) -> WordKey {
        let mut hasher = KeyHasher::new();
        for letter in word.chars() {
            fold_char(letter, |byte| hasher.push(byte));
        }
        hasher.finish()
    }
}

/// The folded form of one word.
///
/// ```
/// use repere::text::fold_word;
/// assert_eq!(fold_word("Phœbé"), "phoebe");
/// ```
pub fn fold_word(word: &str) -> String {
    let mut folded = Vec::with_capacity(word.len());
    for letter in word.chars() {
        fold_char(letter, |byte| folded.push(byte));
    }
    String::from_utf8(folded).expect("fold_char emits whole characters")
}

/// Folds one character and hands the bytes of the result to `emit`; nothing is emitted for a
/// character that folding drops.
#[inline]
pub fn fold_char(letter: char, mut emit: impl FnMut(u8)) {
    if letter.is_ascii() {
        if letter != '.' {
            emit(letter.to_ascii_lowercase() as u8);
        }
        return;
    }
    match letter {
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => emit(b'e'),
        'à' | 'â' | 'À' | 'Â' => emit(b'a'),
        'î' | 'ï' | 'Î' | 'Ï' => emit(b'i'),
        'ô' | 'Ô' => emit(b'o'),
        'û' | 'ù' | 'ü' | 'Û' | 'Ù' | 'Ü' => emit(b'u'),
        'ç' | 'Ç' => emit(b'c'),
        _ => fold_rare_char(letter, emit),
    }
}

/// The folds of the letters from `À` to `ÿ` that are one letter with an accent; 0 for the others.
pub(super) static LATIN_FOLDS: [u8; 64] =
    *b"aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";

fn fold_rare_char(letter: char, mut emit: impl FnMut(u8)) {
    if is_ignorable(letter) {
        return;
    }
    let mut buffer = [0; 4];
    decompose_canonical(letter, |part| {
        if is_combining_mark(part) {
            return;
        }
        for small in part.to_lowercase() {
            let plain = match small {
                'œ' => "oe",
                'æ' => "ae",
                'ß' => "ss",
                'ø' => "o",
                'ł' => "l",
                'đ' | 'ð' => "d",
                'ı' => "i",
                mark if is_combining_mark(mark) => "",
                other => other.encode_utf8(&mut buffer),
            };
            plain.bytes().for_each(&mut emit);
        }
    });
}

/// Whether a character leaves no trace in a folded word: soft hyphens, joiners, byte-order
/// marks, variation selectors and combining marks.
pub fn is_ignorable(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
        || is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_have_one_key() {
        for (left, right) in [
            ("Élysée", "ELYSEE"),
            ("Serguei\u{308}", "Sergueï"),
            ("Mos\u{ad}soul", "Mossoul"),
            ("Phœbé", "Phoebé"),
            ("U.S.A.", "USA"),
            ("İzmir", "Izmir"),
            ("Łódź", "Lodz"),
        ] {
            assert_eq!(WordKey::of(left), WordKey::of(right), "{left} {right}");
        }
        assert_ne!(WordKey::of("Niger"), WordKey::of("Nigeria"));
    }

    #[test]
    fn the_table_of_folds_agrees_with_folding() {
        for (letter, fold) in ('À'..='ÿ').zip(LATIN_FOLDS) {
            if fold != 0 {
                assert_eq!(fold_word(&letter.to_string()), char::from(fold).to_string(), "{letter}");
                assert!(letter.is_alphabetic() && !is_ignorable(letter), "{letter}");
            }
        }
    }

    #[test]
    fn long_words_have_keys_of_all_their_letters() {
        let words = ["anticonstitutionnellement", "anticonstitutionnellemant", "bnticonstitutionnellement"];
        let keys: std::collections::BTreeSet<WordKey> = words.iter().map(|word| WordKey::of(word)).collect();
        assert_eq!(keys.len(), 3);
        assert_ne!(WordKey::of("abcdefgh"), WordKey::of("abcdefghabcdefgh"));
    }

    #[test]
    fn key_and_folded_form_agree() {
        for word in ["Œdipe", "Sergueï", "東京", "ẞ", "Müller"] {
            assert_eq!(WordKey::of(word), WordKey::of(&fold_word(word)), "{word}");
        }
    }
}
