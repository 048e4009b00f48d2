//! From bytes to text.
//!
//! The encoding of an input is, the first that holds:
//!
//! 1. what a byte order mark says;
//! 2. UTF-16, where NULs stand as every first or every second byte of two and nearly never as the other: for four characters in ten, or for one in
//!    ten where JSON or markup begins so;
//! 3. UTF-8, where the bytes are that and not ASCII alone;
//! 4. what an XML declaration or `<meta charset>` says;
//! 5. UTF-8, where the bytes are ASCII, or have at least as many characters of more than one byte as places that are wrong: a text in an old
//!    encoding has next to none of the former. It is then refused with its first wrong place, since what stood there is lost;
//! 6. what chardetng guesses, with France in mind. Where it says Windows-1252 and nothing but ISO-8859-15 makes words (`cœur`) or
//!    prices (`5 €`) of the bytes in which the two differ, that.
//!
//! A byte order mark is no part of the text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::Problem;
use crate::text::utf8::text_of;

/// A text, how it was encoded, and what is to be told of that.
pub(super) struct Decoded {
    pub text: String,
    pub choice: Choice,
    pub note: Option<String>,
}

/// Takes bytes as text; `declared` is what they say of their encoding.
pub(super) fn decoded(mut bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Decoded, Problem> {
    let choice = choice(&bytes, declared);
    let Choice { encoding, mark } = choice;
    if encoding == UTF_8 {
        bytes.drain(..mark);
        return Ok(Decoded { text: text_of(bytes)?, choice, note: None });
    }
    let text = whole(&bytes[mark..], encoding)?;
    Ok(Decoded { text: text_of(text.into_bytes())?, choice, note: Some(note(encoding)) })
}

/// What is said of a text that is no UTF-8.
pub(super) fn note(encoding: &'static Encoding) -> String {
    format!("read as {}", encoding.name().to_ascii_lowercase())
}

/// An encoding, and how long the byte order mark is that says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Choice {
    pub encoding: &'static Encoding,
    pub mark: usize,
}

/// The encoding of bytes, or of what begins with them.
pub(super) fn choice(bytes: &[u8], declared: Option<&'static Encoding>) -> Choice {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Choice { encoding, mark };
    }
    let ascii_based = || {
        let utf8 = Utf8Count::of(bytes);
        match declared {
            _ if utf8.wrong == 0 && utf8.right > 0 => UTF_8,
            // Bytes that could be read so far as to find this out are not UTF-16.
            Some(declared) if declared != UTF_8 && declared != UTF_16LE && declared != UTF_16BE => declared,
            _ if utf8.wrong <= utf8.right => UTF_8,
            _ => guess(bytes),
        }
    };
    Choice { encoding: utf16(bytes).unwrap_or_else(ascii_based), mark: 0 }
}

/// Characters of more than one byte, and places that are no UTF-8.
struct Utf8Count {
    right: usize,
    wrong: usize,
}

impl Utf8Count {
    fn of(bytes: &[u8]) -> Utf8Count {
        let mut count = Utf8Count { right: 0, wrong: 0 };
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            count.right += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
            // A file that was cut off ends within a character; there are right ones before.
            let is_cut = chunks.peek().is_none()
                && count.right > 0
                && chunk.invalid().len() < utf8_length(chunk.invalid());
            count.wrong += usize::from(!chunk.invalid().is_empty() && !is_cut);
        }
        count
    }
}

/// How many bytes the character has that begins so.
fn utf8_length(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 0,
    }
}

/// UTF-16 without a mark, where it is that: in the letters of Europe one of two bytes is a NUL.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len() / 2;
    let nuls = |which: usize| bytes.chunks_exact(2).filter(|pair| pair[which] == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let begins = |which: usize| bytes.get(which).is_some_and(|byte| b"<{[".contains(byte));
    let is = |many: usize, few: usize, begins: bool| {
        pairs >= 4 && many * 10 >= pairs * if begins { 1 } else { 4 } && few * 20 <= pairs
    };
    match () {
        () if is(odd, even, begins(0)) => Some(UTF_16LE),
        () if is(even, odd, begins(1)) => Some(UTF_16BE),
        () => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if encoding == WINDOWS_1252 && is_latin_9(bytes) { ISO_8859_15 } else { encoding }
}

/// Whether bytes that may be Windows-1252 or ISO-8859-15 can only be the latter: none is a character in the former alone, and one of those
/// that differ is a letter of a word or the sign behind a price.
fn is_latin_9(bytes: &[u8]) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0xc0);
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let tells = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + 1);
        match bytes[at] {
            0xa4 => {
                is_digit(before)
                    || matches!(before, Some(b' ' | 0xa0)) && at > 1 && is_digit(bytes.get(at - 2))
            }
            // Œ, œ, Ÿ, where Windows-1252 has the quarters of a number.
            0xbc..=0xbe => !is_digit(before) && (is_letter(before) || is_letter(after)),
            _ => false,
        }
    };
    !bytes.iter().any(|byte| (0x80..0xa0).contains(byte)) && (0..bytes.len()).any(tells)
}

/// All bytes in an encoding that is not UTF-8.
fn whole(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Problem> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.expect("an article is far shorter than the memory"));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (_, offset) => {
            let line = text.rsplit('\n').next().unwrap_or_default();
            let place = (text.bytes().filter(|&byte| byte == b'\n').count() + 1, line.chars().count() + 1);
            let name = encoding.name();
            Err(Problem::at(place, format!("what stands before byte {offset} is not valid {name}")))
        }
    }
}

/// What XML says of its encoding.
pub(super) fn declared_by_xml(head: &[u8]) -> Option<&'static Encoding> {
    let text = beginning(head);
    let declaration = text.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    Encoding::for_label(value(declaration, "encoding")?.as_bytes())
}

/// What a web page says of its encoding.
pub(super) fn declared_by_html(head: &[u8]) -> Option<&'static Encoding> {
    let by_meta = || {
        let text = beginning(head);
        let metas =
            text.match_indices("<meta").map(|(at, _)| text[at..].split('>').next().unwrap_or_default());
        metas.filter_map(|meta| Encoding::for_label(value(meta, "charset")?.as_bytes())).next()
    };
    declared_by_xml(head).or_else(by_meta)
}

/// The first bytes as far as they are ASCII, in small letters.
fn beginning(head: &[u8]) -> String {
    const FIRST: usize = 1 << 13;
    String::from_utf8_lossy(&head[..head.len().min(FIRST)]).to_ascii_lowercase()
}

/// What stands behind `key=`, with quotes or without.
fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let rest = text[text.find(key)? + key.len()..].trim_start().strip_prefix('=')?.trim_start();
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    rest.split(['"', '\'', ';', ' ', '/']).next().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decoded(bytes.to_vec(), declared_by_html(bytes)).expect("it can be decoded");
        (decoded.text, decoded.note)
    }

    fn noted(text: &str, note: &str) -> (String, Option<String>) {
        (text.to_owned(), Some(note.to_owned()))
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "L’Élysée dément : « cœur », 5 €.";
        assert_eq!(read(text.as_bytes()), (text.to_owned(), None));
        assert_eq!(read(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), (text.to_owned(), None));
        for little in [true, false] {
            let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            let name = if little { "read as utf-16le" } else { "read as utf-16be" };
            let plain: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
            assert_eq!(read(&plain), noted(text, name));
            assert_eq!(read(&[bytes(0xfeff).to_vec(), plain].concat()), noted(text, name));
        }
        assert_eq!(
            read(b"L\x92\xc9lys\xe9e a d\xe9menti."),
            noted("L’Élysée a démenti.", "read as windows-1252")
        );
        assert_eq!(
            read(b"L'\xc9lys\xe9e a d\xe9menti."),
            noted("L'Élysée a démenti.", "read as windows-1252")
        );
        let latin_9 = noted("Le cœur de l'été, 5 €.", "read as iso-8859-15");
        assert_eq!(read(b"Le c\xbdur de l'\xe9t\xe9, 5 \xa4."), latin_9);
        assert_eq!(read(b"\xc9t\xe9 : 2\xbd tours."), noted("Été : 2½ tours.", "read as windows-1252"));
    }

    #[test]
    fn broken_utf8_is_refused_with_its_place() {
        let wrong = decoded("à Pékin,\nà".as_bytes()[..12].to_vec(), None).err().expect("it is cut off");
        assert_eq!(wrong.place, Some((2, 1)));
        let wrong = decoded(b"\xc3\xa0 P\xc3\xa9kin, \xe9".to_vec(), None).err().expect("a byte is wrong");
        assert_eq!(wrong.message, "byte 0xe9 at offset 11 is not valid UTF-8");
        assert!(decoded(vec![0xff, 0xfe, 0x41, 0, 0x3d, 0xd8, 0x41, 0], None).is_err());
    }

    #[test]
    fn what_is_declared_comes_before_a_guess() {
        let page = b"<meta http-equiv=x content='text/html; charset=iso-8859-2'><p>Wa\xb3\xeasa";
        assert_eq!(read(page).1.as_deref(), Some("read as iso-8859-2"));
        assert_eq!(read(b"<?xml version='1.0' encoding='utf-16'?><a/>").1, None);
        assert_eq!(read("<meta charset=latin1>é".as_bytes()).1, None);
    }
}
