//! Bytes that should be text.

use std::fmt;

/// Why bytes are not taken as text, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in code points, counted from 1.
    pub column: usize,
    /// The offset in bytes, counted from 0.
    pub offset: usize,
    /// What stands there.
    pub fault: Fault,
}

/// What makes bytes no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A byte that cannot stand there in UTF-8.
    InvalidUtf8(u8),
    /// A NUL byte: the file is binary, or UTF-16.
    Nul,
}

impl fmt::Display for NotText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fault {
            Fault::InvalidUtf8(byte) => {
                write!(formatter, "byte 0x{byte:02x} at offset {} is not valid UTF-8", self.offset)
            }
            Fault::Nul => {
                write!(formatter, "NUL byte at offset {}: this is not a text in UTF-8", self.offset)
            }
        }
    }
}

/// Takes bytes as text.
///
/// # Errors
///
/// Where they are no UTF-8 or hold a NUL byte: the first such place.
///
/// ```
/// use repere::text::utf8::text_of;
/// assert_eq!(text_of("Élysée".into()), Ok("Élysée".to_owned()));
/// let place = text_of(b"Paris\n\xc3\x89lys\xe9e".to_vec()).unwrap_err();
/// assert_eq!((place.line, place.column), (2, 5));
/// ```
pub fn text_of(bytes: Vec<u8>) -> Result<String, NotText> {
    match String::from_utf8(bytes) {
        Ok(text) => match text.bytes().position(|byte| byte == 0) {
            Some(offset) => Err(NotText::at(&text[..offset], Fault::Nul)),
            None => Ok(text),
        },
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let valid = std::str::from_utf8(&bytes[..offset]).expect("it is valid up to there");
            let nul = valid.bytes().position(|byte| byte == 0);
            Err(match nul {
                Some(nul) => NotText::at(&valid[..nul], Fault::Nul),
                None => NotText::at(valid, Fault::InvalidUtf8(bytes[offset])),
            })
        }
    }
}

impl NotText {
    fn at(before: &str, fault: Fault) -> NotText {
        let line = before.rsplit('\n').next().unwrap_or(before);
        NotText {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: line.chars().count() + 1,
            offset: before.len(),
            fault,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_fault_is_told() {
        assert_eq!(text_of(b"a\0\xff".to_vec()).map_err(|place| place.fault), Err(Fault::Nul));
        let cut = text_of("à Pékin, à".as_bytes()[..12].to_vec());
        let place = NotText { line: 1, column: 10, offset: 11, fault: Fault::InvalidUtf8(0xc3) };
        assert_eq!(cut, Err(place));
    }
}
