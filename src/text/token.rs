//! Cutting a text into words and marks.

use super::fold::{KeyHasher, WordKey, fold_char, is_ignorable};
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
    pub fn is_capitalised(&self) -> bool {
        self.case != Case::Small && self.kind == Kind::Word
    }

    /// Whether it is the given mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        !matches!(self.kind, Kind::Mark(_))
    }

    /// Whether it is one capital letter.
    pub fn is_initial(&self) -> bool {
        self.case == Case::Capital && self.is_letter
    }

    /// Whether a hyphen or an apostrophe ties it to the token before.
    pub fn is_tied(&self) -> bool {
        matches!(self.joint, Joint::Hyphen | Joint::Apostrophe)
    }
}

/// Cuts `text` into tokens, in order.
///
/// A hyphen or an apostrophe between two words is no token: it is the [`Joint`] of the second.
/// A dotted acronym (`O.N.U.`) is one token, its last dot included.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut cutter = Cutter { text, tokens: Vec::with_capacity(text.len() / 5 + 1), joint: Joint::Glued };
    let mut at = 0;
    while let Some(letter) = char_at(text, at) {
        at = if letter.is_whitespace() {
            cutter.space(at, letter)
        } else if is_letter(letter) {
            cutter.word(at)
        } else if is_ignorable(letter) {
            at + letter.len_utf8()
        } else {
            cutter.mark(at, letter)
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
    fn push(&mut self, start: usize, end: usize, key: WordKey, kind: Kind, case: Case) {
        let joint = std::mem::replace(&mut self.joint, Joint::Glued);
        let span = Span::new(start, end);
        let is_letter = span.len() <= 8
            && span.of(self.text).chars().filter(|&letter| !is_ignorable(letter)).count() == 1;
        self.tokens.push(Token { span, key, kind, case, joint, is_letter });
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

    /// A run of letters and digits from `start`; returns where it ends.
    fn word(&mut self, start: usize) -> usize {
        if let Some(end) = dotted_acronym(&self.text[start..]) {
            let end = start + end;
            self.push(start, end, WordKey::of(&self.text[start..end]), Kind::Word, Case::AllCapitals);
            return end;
        }
        let bytes = self.text.as_bytes();
        let mut hasher = KeyHasher::new();
        let mut shape = Shape::default();
        let mut end = start;
        while let Some(&byte) = bytes.get(end) {
            if byte.is_ascii() {
                if !byte.is_ascii_alphanumeric() {
                    break;
                }
                shape.see_ascii(byte);
                hasher.push(byte.to_ascii_lowercase());
                end += 1;
            } else {
                let letter = char_at(self.text, end).expect("a byte stands there");
                if !is_letter(letter) && !is_ignorable(letter) {
                    break;
                }
                shape.see(letter);
                fold_char(letter, |byte| hasher.push(byte));
                end += letter.len_utf8();
            }
        }
        self.push(start, end, hasher.finish(), shape.kind(), shape.case());
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
        self.push(at, end, WordKey(u64::from(u32::from(mark))), Kind::Mark(mark), Case::Small);
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

/// What the letters of a word have shown so far.
#[derive(Default)]
struct Shape {
    digits: u32,
    small: u32,
    capitals: u32,
    begins_with_capital: bool,
    others: u32,
}

impl Shape {
    #[inline(always)]
    fn see_ascii(&mut self, byte: u8) {
        if byte.is_ascii_lowercase() {
            self.small += 1;
        } else if byte.is_ascii_uppercase() {
            self.capital();
        } else {
            self.digits += 1;
        }
    }

    fn see(&mut self, letter: char) {
        if letter.is_uppercase() {
            self.capital();
        } else if letter.is_lowercase() {
            self.small += 1;
        } else if !is_ignorable(letter) {
            self.others += 1;
        }
    }

    #[inline(always)]
    fn capital(&mut self) {
        self.begins_with_capital |= self.small + self.capitals + self.digits + self.others == 0;
        self.capitals += 1;
    }

    fn kind(&self) -> Kind {
        let only_digits = self.small + self.capitals + self.others == 0;
        if only_digits { Kind::Number } else { Kind::Word }
    }

    fn case(&self) -> Case {
        match (self.capitals, self.small) {
            (0, _) => Case::Small,
            (1, 0) if self.digits == 0 => Case::Capital,
            (_, 0) => Case::AllCapitals,
            (1, _) if self.begins_with_capital => Case::Capital,
            _ => Case::Mixed,
        }
    }
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
