//! Reading articles.

pub mod html;

use std::fmt;
use std::io::{self, BufRead, Read};

use super::{Article, ArticleId};
use crate::text::utf8::{NotText, text_of};

/// The longest article that is read, in bytes. What is longer is no article but an archive, and would
/// take more memory than a machine may have.
pub const LONGEST_ARTICLE: usize = 16 << 20;

/// How articles stand in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// The whole input is the text of one article.
    Text,
    /// JSON Lines: an article a line, `{"id", "text", "published"?}`; other keys are passed over.
    JsonLines,
    /// The whole input is a web page with one article.
    Html,
}

/// Why an article could not be read, and where.
///
/// ```text
/// articles.jsonl:3:18: missing field `text`
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The input, as it was named.
    pub input: String,
    /// Line and column, counted from 1, where a place is meant and not the input as a whole.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(formatter, "{}:{line}:{column}: {}", self.input, self.message),
            None => write!(formatter, "{}: {}", self.input, self.message),
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads the articles of one input, one after another; after an article that is wrong, the next.
///
/// ```
/// use repere::format::{ArticleReader, InputFormat};
/// let input = "{\"id\": \"a\", \"text\": \"Bonjour.\"}\n{\"id\": \"b\"}\n";
/// let mut articles = ArticleReader::new("news.jsonl", input.as_bytes(), InputFormat::JsonLines);
/// assert_eq!(articles.next().unwrap().unwrap().text, "Bonjour.");
/// assert_eq!(articles.next().unwrap().unwrap_err().to_string(), "news.jsonl:2:11: missing field `text`");
/// assert!(articles.next().is_none());
/// ```
pub struct ArticleReader<R> {
    name: String,
    input: R,
    format: InputFormat,
    /// The number of the line read last.
    line: usize,
    /// Whether an article, or what should have been one, was met.
    met_any: bool,
    is_done: bool,
}

/// A line of the input.
enum Line {
    Whole(Vec<u8>),
    TooLong,
    End,
}

impl<R: BufRead> ArticleReader<R> {
    /// A reader of an input, which messages call `name`.
    pub fn new(name: impl Into<String>, input: R, format: InputFormat) -> Self {
        ArticleReader { name: name.into(), input, format, line: 0, met_any: false, is_done: false }
    }

    fn whole(&mut self) -> Option<Result<Article, ReadError>> {
        self.is_done = true;
        let mut bytes = Vec::new();
        let article = match self.input.by_ref().take(LONGEST_ARTICLE as u64 + 1).read_to_end(&mut bytes) {
            Err(error) => Err(self.broken(&error)),
            Ok(_) if bytes.len() > LONGEST_ARTICLE => Err(self.error(None, too_long())),
            Ok(_) if self.format == InputFormat::Html => self.html(bytes),
            Ok(_) => self.text(bytes),
        };
        Some(article)
    }

    fn text(&self, bytes: Vec<u8>) -> Result<Article, ReadError> {
        let text = text_of(bytes)
            .map_err(|place| self.error(Some((place.line, place.column)), place.to_string()))?;
        if text.trim().is_empty() {
            return Err(self.error(None, "the file is empty".to_owned()));
        }
        Ok(Article::new(ArticleId::Name(self.name.clone()), text))
    }

    fn html(&self, bytes: Vec<u8>) -> Result<Article, ReadError> {
        let html = text_of(bytes)
            .map_err(|place| self.error(Some((place.line, place.column)), place.to_string()))?;
        html::article(&self.name, html).map_err(|message| self.error(None, message))
    }

    fn next_line(&mut self) -> Option<Result<Article, ReadError>> {
        loop {
            self.line += 1;
            let bytes = match self.read_line() {
                Err(error) => {
                    self.is_done = true;
                    return Some(Err(self.broken(&error)));
                }
                Ok(Line::End) => {
                    self.is_done = true;
                    let empty = || Err(self.error(None, "the file is empty".to_owned()));
                    return (!self.met_any).then(empty);
                }
                Ok(Line::TooLong) => {
                    self.met_any = true;
                    return Some(Err(self.error(Some((self.line, 1)), too_long())));
                }
                Ok(Line::Whole(bytes)) => bytes,
            };
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                self.met_any = true;
                return Some(self.json(bytes));
            }
        }
    }

    /// The next line; of one that is too long the rest is passed over.
    fn read_line(&mut self) -> io::Result<Line> {
        let mut bytes = Vec::new();
        self.input.by_ref().take(LONGEST_ARTICLE as u64 + 1).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(Line::End);
        }
        if bytes.len() > LONGEST_ARTICLE && bytes.last() != Some(&b'\n') {
            self.input.skip_until(b'\n')?;
            return Ok(Line::TooLong);
        }
        if self.line == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
            bytes.drain(..3);
        }
        Ok(Line::Whole(bytes))
    }

    fn json(&self, bytes: Vec<u8>) -> Result<Article, ReadError> {
        let at = |place: NotText| self.error(Some((self.line, place.column)), place.to_string());
        let line = text_of(bytes).map_err(at)?;
        let article: Article = serde_json::from_str(line.trim_end()).map_err(|error| {
            // The line is one line to the parser too: it knows the column alone.
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            self.error(Some((self.line, error.column().max(1))), message.to_owned())
        })?;
        match article.text.find('\0') {
            Some(_) => Err(self.error(Some((self.line, 1)), "the text holds a NUL character".to_owned())),
            None => Ok(article),
        }
    }

    fn broken(&self, error: &io::Error) -> ReadError {
        self.error(None, io_message(error))
    }

    fn error(&self, place: Option<(usize, usize)>, message: String) -> ReadError {
        ReadError { input: self.name.clone(), place, message }
    }
}

impl<R: BufRead> Iterator for ArticleReader<R> {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.format {
            _ if self.is_done => None,
            InputFormat::Text | InputFormat::Html => self.whole(),
            InputFormat::JsonLines => self.next_line(),
        }
    }
}

fn too_long() -> String {
    format!("the article is longer than {} MiB: split it", LONGEST_ARTICLE >> 20)
}

/// What an input error says, without the number that the system gives it.
fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder: name the files in it".to_owned(),
        io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
        _ => error.to_string(),
    }
}

impl ReadError {
    /// The error of an input that cannot be opened.
    pub fn unopened(input: impl Into<String>, error: &io::Error) -> ReadError {
        ReadError { input: input.into(), place: None, message: io_message(error) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &[u8]) -> Vec<Result<String, String>> {
        ArticleReader::new("in", input, InputFormat::JsonLines)
            .map(|article| article.map(|article| article.text).map_err(|error| error.to_string()))
            .collect()
    }

    fn wrong(message: &str) -> Result<String, String> {
        Err(message.to_owned())
    }

    #[test]
    fn a_wrong_line_does_not_stop_the_next() {
        let input = b"\xef\xbb\xbf{\"id\":1,\"text\":\"a\"}\r\n\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"\xff\"}\n{\"id\":\"d\",\"text\":\"d\"}";
        assert_eq!(
            lines(input),
            [
                Ok("a".to_owned()),
                wrong("in:3:17: EOF while parsing a value"),
                wrong("in:4:19: byte 0xff at offset 18 is not valid UTF-8"),
                Ok("d".to_owned()),
            ]
        );
    }

    #[test]
    fn what_a_line_must_have_is_told() {
        assert_eq!(lines(b"{\"text\":\"a\"}"), [wrong("in:1:12: missing field `id`")]);
        assert_eq!(
            lines(b"{\"id\":[],\"text\":\"a\"}"),
            [wrong("in:1:8: `id` is a string or a whole number")]
        );
        let published = b"{\"id\":1,\"text\":\"a\",\"published\":\"2016-02-30\"}";
        assert_eq!(
            lines(published),
            [wrong("in:1:44: `published` is `2016-02-30`, which is no day (YYYY-MM-DD)")]
        );
        assert_eq!(lines(b" \n"), [wrong("in: the file is empty")]);
    }

    #[test]
    fn an_article_that_is_too_long_is_passed_over() {
        let mut input = vec![b'a'; LONGEST_ARTICLE + 3];
        input.extend(b"\n{\"id\":1,\"text\":\"a\"}");
        assert_eq!(
            lines(&input),
            [wrong("in:1:1: the article is longer than 16 MiB: split it"), Ok("a".to_owned())]
        );
    }
}
