//! Folding: what makes two spellings the same word.
//!
//! A folded word is in small letters, without accents, with `œ` and `æ` written out; soft
//! hyphens, joiners, combining marks and the dots of an acronym are gone. Hyphens, apostrophes
//! and spaces never reach a fold: they part words (see [`token`](super::token)).

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The identity of a folded word: a 64-bit hash of its folded form.
///
/// Two words with one key are taken for the same word. Dictionaries of ten million words
/// meet a false match about once in 10⁵ runs over 10⁶ different unknown words; names are
/// verified letter by letter before they are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordKey(pub u64);

/// Builds a [`WordKey`] from the folded bytes of a word, one at a time.
#[derive(Clone, Copy)]
pub struct KeyHasher(u64);

impl KeyHasher {
    /// An empty word.
    pub fn new() -> Self {
        KeyHasher(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a folded byte (the step of FNV-1a).
    #[inline(always)]
    pub fn push(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The key of the bytes so far (with the finaliser of MurmurHash3, since FNV's low bits are weak).
    #[inline(always)]
    pub fn finish(self) -> WordKey {
        let mut hash = self.0;
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
    fn key_and_folded_form_agree() {
        for word in ["Œdipe", "Sergueï", "東京", "ẞ", "Müller"] {
            assert_eq!(WordKey::of(word), WordKey::of(&fold_word(word)), "{word}");
        }
    }
}
