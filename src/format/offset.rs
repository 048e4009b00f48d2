//! Offsets as the outside world counts them.

/// What offsets into a text count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points, as Python counts.
    #[default]
    Chars,
    /// Bytes of UTF-8, as Rust and Go count.
    Bytes,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

impl OffsetUnit {
    /// The length of a text.
    pub fn length(self, text: &str) -> usize {
        match self {
            OffsetUnit::Chars => text.chars().count(),
            OffsetUnit::Bytes => text.len(),
            OffsetUnit::Utf16 => text.encode_utf16().count(),
        }
    }

    /// The byte at which the character begins that an offset points into; nothing behind the end.
    ///
    /// ```
    /// use repere::format::OffsetUnit;
    /// assert_eq!(OffsetUnit::Chars.byte_of("l’Irak", 2), Some(4));
    /// assert_eq!(OffsetUnit::Chars.byte_of("l’Irak", 6), None);
    /// ```
    pub fn byte_of(self, text: &str, offset: usize) -> Option<usize> {
        let mut counted = 0;
        for (byte, letter) in text.char_indices() {
            counted += match self {
                OffsetUnit::Chars => 1,
                OffsetUnit::Bytes => letter.len_utf8(),
                OffsetUnit::Utf16 => letter.len_utf16(),
            };
            if counted > offset {
                return Some(byte);
            }
        }
        None
    }
}

/// Turns bytes into offsets, faster where they come in rising order.
pub(super) struct OffsetCounter<'t> {
    text: &'t str,
    unit: OffsetUnit,
    byte: usize,
    offset: usize,
}

impl<'t> OffsetCounter<'t> {
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        OffsetCounter { text, unit, byte: 0, offset: 0 }
    }

    /// The offset of a byte that begins a character.
    pub fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.offset) = (0, 0);
        }
        self.offset += self.unit.length(&self.text[self.byte..byte]);
        self.byte = byte;
        self.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_count_differently() {
        let text = "l’Élysée 🇫🇷 a";
        let byte = text.find('a').expect("it is there");
        let offset = |unit| OffsetCounter::new(text, unit).at(byte);
        assert_eq!(offset(OffsetUnit::Chars), 12);
        assert_eq!(offset(OffsetUnit::Utf16), 14);
        assert_eq!(offset(OffsetUnit::Bytes), byte);
    }

    #[test]
    fn offsets_lead_back() {
        let text = "l’Élysée 🇫🇷 a";
        for unit in [OffsetUnit::Chars, OffsetUnit::Bytes, OffsetUnit::Utf16] {
            let mut counter = OffsetCounter::new(text, unit);
            for (byte, _) in text.char_indices() {
                assert_eq!(unit.byte_of(text, counter.at(byte)), Some(byte));
            }
            assert_eq!(unit.byte_of(text, unit.length(text)), None);
        }
    }

    #[test]
    fn a_counter_goes_back() {
        let mut counter = OffsetCounter::new("éa", OffsetUnit::Chars);
        assert_eq!((counter.at(3), counter.at(2), counter.at(0)), (2, 1, 0));
    }
}
