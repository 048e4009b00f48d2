//! Cutting a text into words and marks.

use super::fold::{KeyHasher, LATIN_FOLDS, WordKey, fold_char, is_ignorable};
use super::letters::{AsciiLetters, Shape};
use crate::Span;

/// A word, a number or a mark, with where it stands and how it hangs on what is before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the original text.
    pub span: Span,
    /// The identity of its folded form; of a mark, of the character itself.
    pub key: WordKey,
    /// Word, number or mark.
    pub kind: Kind,
    /// How its letters are written.
    pub case: Case,
    /// What stands between it and the token before.
    pub joint: Joint,
    /// Whether it is one letter.
    is_letter: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, or letters and digits (`1er`, `G20`, `O.N.U.`).
    Word,
    /// Digits only (`2015`).
    Number,
    /// Any other character, one at a time.
    Mark(char),
}

/// How the letters of a word are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No capital: `rue`; also scripts without case, and marks.
    Small,
    /// A capital, then small letters: `Irak`, `L`.
    Capital,
    /// Two or more letters, capitals only: `ONU`, `G20`, `O.N.U.`.
    AllCapitals,
    /// Capitals elsewhere: `iPhone`, `McCain`, `SpaceX`.
    Mixed,
}

/// What stands between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Nothing: a mark against a word, or the beginning of the text.
    Glued,
    /// A hyphen of any kind, between two words.
    Hyphen,
    /// An apostrophe of any kind, between two words.
    Apostrophe,
    /// White space on one line, of any width.
    Space,
    /// White space with one line break.
    Line,
    /// White space with an empty line.
    Paragraph,
}

impl Token {
    /// Whether it is a word that begins with a capital (or is all capitals, or mixed).
    #[inline]
    pub fn is_capitalised(&self) -> bool {
        self.case != Case::Small && self.kind == Kind::Word
    }

    /// Whether it is the given mark.
    #[inline]
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a word or a number.
    #[inline]
    pub fn is_word(&self) -> bool {
        !matches!(self.kind, Kind::Mark(_))
    }

    /// Whether it is one capital letter.
    pub fn is_initial(&self) -> bool {
        self.case == Case::Capital && self.is_letter
    }

    /// Whether a hyphen or an apostrophe ties it to the token before.
    #[inline]
    pub fn is_tied(&self) -> bool {
        matches!(self.joint, Joint::Hyphen | Joint::Apostrophe)
    }
}

/// Cuts `text` into tokens, in order.
///
/// A hyphen or an apostrophe between two words is no token: it is the [`Joint`] of the second.
/// A dotted acronym (`O.N.U.`) is one token, its last dot included.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut cutter = Cutter { text, tokens: Vec::with_capacity(text.len() / 4 + 1), joint: Joint::Glued };
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        at = if let Some(letters) = AsciiLetters::at(text.as_bytes(), at) {
            cutter.ascii_word(at, &letters)
        } else if byte == b' ' && cutter.joint == Joint::Glued {
            cutter.joint = Joint::Space;
            at + 1
        } else if byte.is_ascii_punctuation() {
            cutter.mark(at, char::from(byte))
        } else {
            cutter.other(at)
        };
    }
    cutter.tokens
}

struct Cutter<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    joint: Joint,
}

impl Cutter<'_> {
    #[inline(always)]
    fn push(&mut self, token: Token) {
        self.joint = Joint::Glued;
        self.tokens.push(token);
    }

    /// What begins with anything but an ASCII letter or digit; returns where it ends.
    fn other(&mut self, at: usize) -> usize {
        let letter = char_at(self.text, at).expect("a byte stands there");
        // The marks of French texts need no look at the tables of Unicode.
        if matches!(letter, '«' | '»' | '\u{2010}'..='\u{2027}' | '€') {
            self.mark(at, letter)
        } else if letter.is_whitespace() {
            self.space(at, letter)
        } else if is_letter(letter) {
            self.word(at, at, KeyHasher::new(), Shape::default())
        } else if is_ignorable(letter) {
            at + letter.len_utf8()
        } else {
            self.mark(at, letter)
        }
    }

    /// One character of white space, from `at`; returns where it ends.
    fn space(&mut self, at: usize, letter: char) -> usize {
        let breaks = matches!(letter, '\n' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}')
            || (letter == '\r' && !self.text[at + 1..].starts_with('\n'));
        self.joint = match (self.joint, breaks) {
            (Joint::Line | Joint::Paragraph, true) => Joint::Paragraph,
            (_, true) => Joint::Line,
            (Joint::Line, false) => Joint::Line,
            (Joint::Paragraph, false) => Joint::Paragraph,
            (Joint::Apostrophe, false) => Joint::Apostrophe,
            (_, false) => Joint::Space,
        };
        at + letter.len_utf8()
    }

    /// A word that begins with these letters; returns where it ends, or where a space behind it does. Most words are no longer.
    #[inline(always)]
    fn ascii_word(&mut self, start: usize, letters: &AsciiLetters) -> usize {
        let end = start + letters.count as usize;
        let may_be_acronym = letters.next == b'.' && letters.count == 1 && letters.capitals != 0;
        if letters.next >= 0x80 || may_be_acronym {
            return self.word(start, end, KeyHasher::of_short(letters.folded), Shape::of_ascii(letters));
        }
        let (kind, case) = letters.shape();
        self.push(Token {
            span: Span::new(start, end),
            key: KeyHasher::of_short(letters.folded).finish(),
            kind,
            case,
            joint: self.joint,
            is_letter: letters.count == 1,
        });
        if letters.next == b' ' {
            self.joint = Joint::Space;
            return end + 1;
        }
        end
    }

    /// A run of letters and digits from `start`, read as far as `end`; returns where it ends.
    fn word(&mut self, start: usize, mut end: usize, mut hasher: KeyHasher, mut shape: Shape) -> usize {
        while let Some(&byte) = self.text.as_bytes().get(end) {
            if byte >= 0x80 {
                let Some(next) = self.beyond_ascii(end, &mut shape, &mut hasher) else { break };
                end = next;
            } else if byte.is_ascii_alphanumeric() {
                shape.see_ascii(byte);
                hasher.push(byte.to_ascii_lowercase());
                end += 1;
            } else {
                let may_be_acronym = byte == b'.' && shape.capitals == 1 && shape.letters == 1;
                if may_be_acronym && let Some(length) = dotted_acronym(&self.text[start..]) {
                    return self.acronym(start, start + length);
                }
                break;
            }
        }
        self.push(Token {
            span: Span::new(start, end),
            key: hasher.finish(),
            kind: shape.kind(),
            case: shape.case(),
            joint: self.joint,
            is_letter: shape.letters == 1 && end - start <= 8,
        });
        end
    }

    /// A character that is none of ASCII's, inside or at the beginning of a word: where it ends, or nothing if it is no letter.
    #[inline(always)]
    fn beyond_ascii(&self, at: usize, shape: &mut Shape, hasher: &mut KeyHasher) -> Option<usize> {
        if let [0xc3, second, ..] = self.text.as_bytes()[at..]
            && let fold @ 1.. = LATIN_FOLDS[usize::from(second & 0x3f)]
        {
            shape.see_latin(second < 0xa0);
            hasher.push(fold);
            return Some(at + 2);
        }
        let letter = char_at(self.text, at)?;
        if !is_letter(letter) && !is_ignorable(letter) {
            return None;
        }
        shape.see(letter);
        fold_char(letter, |byte| hasher.push(byte));
        Some(at + letter.len_utf8())
    }

    fn acronym(&mut self, start: usize, end: usize) -> usize {
        self.push(Token {
            span: Span::new(start, end),
            key: WordKey::of(&self.text[start..end]),
            kind: Kind::Word,
            case: Case::AllCapitals,
            joint: self.joint,
            is_letter: false,
        });
        end
    }

    /// A mark at `at`; returns where it ends. Hyphens and apostrophes between words are joints.
    fn mark(&mut self, at: usize, mark: char) -> usize {
        let end = at + mark.len_utf8();
        if let Some(joint) = tie(mark) {
            let after_word = self.joint == Joint::Glued
                && self.tokens.last().is_some_and(|last| last.is_word() && last.span.end() == at);
            let next = char_at(self.text, end);
            let elided = joint == Joint::Apostrophe && next == Some(' ') && self.after_elidable();
            if after_word && (elided || next.is_some_and(is_letter)) {
                self.joint = joint;
                return end;
            }
        }
        let mark = if tie(mark) == Some(Joint::Apostrophe) { '\'' } else { mark };
        self.push(Token {
            span: Span::new(at, end),
            key: WordKey(u64::from(u32::from(mark))),
            kind: Kind::Mark(mark),
            case: Case::Small,
            joint: self.joint,
            is_letter: true,
        });
        end
    }
}

impl Cutter<'_> {
    /// Whether the last token is a word that is only written before an apostrophe: `l' Irak`, as found on the web.
    fn after_elidable(&self) -> bool {
        let last = self.tokens.last().map_or("", |last| last.span.of(self.text));
        matches!(
            last,
            "l" | "d" | "n" | "s" | "c" | "j" | "m" | "t" | "qu" | "L" | "D" | "N" | "S" | "C" | "J" | "Qu"
        )
    }
}

/// What a mark between two words ties them with.
fn tie(mark: char) -> Option<Joint> {
    match mark {
        '-' | '\u{2010}' | '\u{2011}' => Some(Joint::Hyphen),
        '\'' | '’' | 'ʼ' | '＇' | '\u{2018}' => Some(Joint::Apostrophe),
        _ => None,
    }
}

#[inline(always)]
fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

#[inline(always)]
fn is_letter(letter: char) -> bool {
    if letter.is_ascii() { letter.is_ascii_alphanumeric() } else { letter.is_alphanumeric() }
}

/// The length in bytes of the dotted acronym that `text` begins with: two or more times a
/// capital and a dot, the last dot optional, no letter behind.
fn dotted_acronym(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = text.chars().peekable();
    while let Some(letter) = chars.next() {
        if !letter.is_uppercase() {
            return (letters >= 2 && !is_letter(letter)).then_some(end);
        }
        match chars.peek() {
            Some('.') => {
                chars.next();
                letters += 1;
                end += letter.len_utf8() + 1;
            }
            Some(&next) if is_letter(next) => return None,
            _ => return (letters >= 1).then_some(end + letter.len_utf8()),
        }
    }
    (letters >= 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, Joint)> {
        tokenize(text).iter().map(|token| (token.span.of(text), token.joint)).collect()
    }

    #[test]
    fn hyphens_and_apostrophes_are_joints() {
        use Joint::{Apostrophe, Glued, Hyphen, Space};
        assert_eq!(
            cut("l’Irak-Syrie - d'"),
            [("l", Glued), ("Irak", Apostrophe), ("Syrie", Hyphen), ("-", Space), ("d", Space), ("'", Glued)]
        );
        assert_eq!(cut("l' Inde"), [("l", Glued), ("Inde", Apostrophe)]);
        assert_eq!(cut("les amis' Inde"), [("les", Glued), ("amis", Space), ("'", Glued), ("Inde", Space)]);
    }

    #[test]
    fn dotted_acronyms_are_one_token() {
        assert_eq!(
            cut("L'O.N.U. (U.S.A) J. Roy A.B").iter().map(|cut| cut.0).collect::<Vec<_>>(),
            ["L", "O.N.U.", "(", "U.S.A", ")", "J", ".", "Roy", "A.B"]
        );
    }

    #[test]
    fn line_breaks_are_told_apart() {
        use Joint::{Glued, Line, Paragraph, Space};
        assert_eq!(
            cut("a\u{202f}b\r\nc \n\n d"),
            [("a", Glued), ("b", Space), ("c", Line), ("d", Paragraph)]
        );
    }

    #[test]
    fn cases_are_told_apart() {
        let text = "rue Irak ONU G20 iPhone L 1er 2015 É";
        let cases: Vec<_> = tokenize(text).iter().map(|token| token.case).collect();
        use Case::{AllCapitals, Capital, Mixed, Small};
        assert_eq!(cases, [Small, Capital, AllCapitals, AllCapitals, Mixed, Capital, Small, Small, Capital]);
    }
}
