//! JSON objects cut out of an input one after another: of an array, or one behind the other.

use std::io::BufRead;

use super::Limits;
use super::error::Problem;
use crate::text::utf8::text_of;

/// An object as it is written, and the line and column where it begins.
pub(super) struct JsonItem {
    pub place: (usize, usize),
    pub text: String,
}

/// The objects of an input that is one, an array of them, or a row of them. Only their ends are looked for: what is in them is for a parser.
pub(super) struct JsonItems<R> {
    input: R,
    limits: Limits,
    line: usize,
    column: usize,
    is_over: bool,
}

/// An object that is read.
#[derive(Default)]
struct Open {
    bytes: Vec<u8>,
    place: (usize, usize),
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    is_too_long: bool,
}

impl Open {
    /// Takes a byte; tells whether the object ends with it.
    fn push(&mut self, byte: u8, longest: usize) -> bool {
        if self.bytes.len() < longest {
            self.bytes.push(byte);
        } else {
            self.is_too_long = true;
            self.bytes = Vec::new();
        }
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.in_string => self.is_escaped = true,
            b'"' => self.in_string = !self.in_string,
            b'{' | b'[' if !self.in_string => self.depth += 1,
            b'}' | b']' if !self.in_string => self.depth -= 1,
            _ => {}
        }
        self.depth == 0
    }
}

impl<R: BufRead> JsonItems<R> {
    pub fn new(input: R, limits: &Limits) -> Self {
        JsonItems { input, limits: *limits, line: 1, column: 1, is_over: false }
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'\n' => (self.line, self.column) = (self.line + 1, 1),
            // The other bytes of a character count nothing.
            0x80..=0xbf => {}
            _ => self.column += 1,
        }
    }

    /// The next object; nothing at the end of the input.
    fn cut(&mut self) -> Result<Option<Open>, Problem> {
        let mut open: Option<Open> = None;
        loop {
            let bytes = self.input.fill_buf()?;
            let Some(&byte) = bytes.first() else {
                let cut_off = |open: Open| Problem::at(open.place, "the input ends within this object");
                return open.map_or(Ok(None), |open| Err(cut_off(open)));
            };
            self.input.consume(1);
            let place = (self.line, self.column);
            self.step(byte);
            match &mut open {
                Some(object) => {
                    if object.push(byte, self.limits.article) {
                        return Ok(open);
                    }
                }
                None if byte == b'{' => {
                    let mut object = Open { place, ..Open::default() };
                    object.push(byte, self.limits.article);
                    open = Some(object);
                }
                None if byte.is_ascii_whitespace() || matches!(byte, b'[' | b',' | b']') => {}
                None => return Err(Problem::at(place, "an object should begin here, with `{`")),
            }
        }
    }
}

impl<R: BufRead> Iterator for JsonItems<R> {
    type Item = Result<JsonItem, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let object = match self.cut() {
            Ok(object) => object?,
            Err(problem) => {
                self.is_over = true;
                return Some(Err(problem));
            }
        };
        if object.is_too_long {
            return Some(Err(Problem::at(object.place, self.limits.too_long())));
        }
        let (line, column) = object.place;
        let text = text_of(object.bytes).map_err(|fault| {
            let column = if fault.line == 1 { column + fault.column - 1 } else { fault.column };
            Problem::at((line + fault.line - 1, column), fault.to_string())
        });
        Some(text.map(|text| JsonItem { place: object.place, text }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Placed = ((usize, usize), String);

    fn items(input: &str) -> Vec<Result<Placed, String>> {
        let limits = Limits { article: 20, ..Limits::default() };
        JsonItems::new(input.as_bytes(), &limits)
            .map(|item| item.map(|item| (item.place, item.text)).map_err(|problem| format!("{problem:?}")))
            .collect()
    }

    #[test]
    fn objects_are_cut_out() {
        let one = |place, text: &str| Ok((place, text.to_owned()));
        assert_eq!(items(r#" {"a": "}\"{"}"#), [one((1, 2), r#"{"a": "}\"{"}"#)]);
        assert_eq!(
            items("[{\"é\":1}, {}\n,{\"b\":[{}]}]\n"),
            [one((1, 2), "{\"é\":1}"), one((1, 11), "{}"), one((2, 2), "{\"b\":[{}]}")]
        );
        assert_eq!(items("{}{}"), [one((1, 1), "{}"), one((1, 3), "{}")]);
        assert_eq!(items(""), []);
    }

    #[test]
    fn what_is_no_object_is_told_and_what_is_too_long_passed_over() {
        let long = items("[{\"a\":\"far longer than twenty\"},{}]");
        assert!(long[0].as_ref().is_err_and(|problem| problem.contains("longer than 20 bytes")), "{long:?}");
        assert_eq!(long[1], Ok(((1, 33), "{}".to_owned())));
        assert!(items("[{}, 1]")[1].as_ref().is_err_and(|problem| problem.contains("(1, 6)")));
        assert!(items("[{\"a\":")[0].as_ref().is_err_and(|problem| problem.contains("ends within")));
    }
}
