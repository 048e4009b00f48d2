//! From an input to its articles.

use std::io::{self, BufReader, Cursor, Read};
use std::iter;

use encoding_rs::UTF_8;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::compression::unpacked;
use super::encoding::{self, Decoded};
use super::error::Problem;
use super::head::{Bytes, take_telling_head};
use super::json_items::JsonItems;
use super::lines::Lines;
use super::sniff;
use super::xml::XmlReader;
use super::{InputFormat, Limits, ReadError, feed, html, json_lines, newsml, ninjs, nitf};
use crate::format::{Article, ArticleId, PageEncoding, Source};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;

/// Reads the articles of one input, one after another; after an article that is wrong, the next.
///
/// What is packed (gzip, Zstandard) is unpacked, what is in another encoding than UTF-8 decoded; both are known by
/// the bytes, as is the format where none is given. Nothing is read before it is asked for.
///
/// ```
/// use repere::format::{ArticleReader, InputFormat};
/// let input = "{\"id\": \"a\", \"text\": \"Bonjour.\"}\n{\"id\": \"b\"}\n";
/// let mut articles = ArticleReader::new("news.jsonl", input.as_bytes(), InputFormat::JsonLines);
/// assert_eq!(articles.next().unwrap().unwrap().text, "Bonjour.");
/// assert_eq!(articles.next().unwrap().unwrap_err().to_string(), "news.jsonl:2:11: missing field `text`");
/// assert!(articles.next().is_none());
///
/// let mut articles = ArticleReader::new("news.txt", &b"L'\xc9lys\xe9e a d\xe9menti."[..], None);
/// assert_eq!(articles.format(), Some(InputFormat::Text));
/// let article = articles.next().unwrap().unwrap();
/// assert_eq!(article.text, "L'Élysée a démenti.");
/// assert_eq!(article.notes, ["read as windows-1252"]);
/// ```
pub struct ArticleReader<'r> {
    name: String,
    limits: Limits,
    state: State<'r>,
    /// What is to be told with the first article.
    note: Option<String>,
    met_any: bool,
}

enum State<'r> {
    Unread(Bytes<'r>, Option<InputFormat>),
    Reading(InputFormat, Articles<'r>),
    Failed(ReadError),
    Over,
}

type Articles<'r> = Box<dyn Iterator<Item = Result<Article, Problem>> + Send + 'r>;

impl<'r> ArticleReader<'r> {
    /// A reader of an input, which messages call `name`, in a format; in that which its content tells where none is given.
    pub fn new(
        name: impl Into<String>,
        input: impl Read + Send + 'r,
        format: impl Into<Option<InputFormat>>,
    ) -> Self {
        let state = State::Unread(Box::new(input), format.into());
        ArticleReader { name: name.into(), limits: Limits::default(), state, note: None, met_any: false }
    }

    /// The reader of an input that could not be opened: gives the error and ends.
    pub fn failed(error: ReadError) -> Self {
        let (name, state) = (error.input.clone(), State::Failed(error));
        ArticleReader { name, limits: Limits::default(), state, note: None, met_any: false }
    }

    /// The same reader with other limits, to be set before the first article is read.
    pub fn with_limits(self, limits: Limits) -> Self {
        ArticleReader { limits, ..self }
    }

    /// The format of the input; nothing where that cannot be found out. Reads the beginning of the input.
    pub fn format(&mut self) -> Option<InputFormat> {
        self.begin();
        match self.state {
            State::Reading(format, _) => Some(format),
            _ => None,
        }
    }

    /// Looks at the input, where that was not done yet.
    fn begin(&mut self) {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Unread(input, format) => {
                self.state = match self.opened(input, format) {
                    Ok((format, articles)) => State::Reading(format, articles),
                    Err(problem) => State::Failed(problem.of(&self.name)),
                };
            }
            state => self.state = state,
        }
    }

    fn opened(
        &mut self,
        input: Bytes<'r>,
        format: Option<InputFormat>,
    ) -> Result<(InputFormat, Articles<'r>), Problem> {
        let mut input = unpacked(input, &self.limits)?;
        let head = take_telling_head(&mut input)?;
        sniff::refuse_binary(&head)?;
        let beginning = Beginning::of(&head);
        let format = format.map_or_else(|| sniff::format_of(&beginning.text, &self.name), Ok)?;
        let is_item_a_line = sniff::is_item_a_line(&beginning.text);
        let input: Bytes = Box::new(Cursor::new(head).chain(input));
        let name = self.name.clone();
        let limits = self.limits;
        let input = if format.is_one_article() { input } else { self.transcoded(input, format, &beginning) };
        let lines = |input| Lines::new(BufReader::with_capacity(BUFFER, input), &limits);
        let articles: Articles = match format {
            InputFormat::Text | InputFormat::Html => {
                Box::new(iter::once_with(move || whole(&name, input, format, &limits)))
            }
            InputFormat::JsonLines => Box::new(json_lines::articles(lines(input))),
            InputFormat::Ninjs if is_item_a_line => Box::new(ninjs::of_lines(name, lines(input))),
            InputFormat::Ninjs => {
                let input = BufReader::with_capacity(BUFFER, input);
                Box::new(ninjs::of_items(name, JsonItems::new(input, &limits)))
            }
            InputFormat::NewsMl => Box::new(newsml::articles(name, XmlReader::new(input, &limits))),
            InputFormat::Nitf => Box::new(nitf::articles(name, XmlReader::new(input, &limits))),
            InputFormat::Feed => Box::new(feed::articles(name, XmlReader::new(input, &limits))),
        };
        Ok((format, articles))
    }

    /// The input in UTF-8, without a byte order mark. JSON is UTF-8 or UTF-16, whatever its bytes look like.
    fn transcoded(&mut self, input: Bytes<'r>, format: InputFormat, beginning: &Beginning) -> Bytes<'r> {
        let encoding::Choice { encoding, mark } = beginning.choice;
        let is_json = matches!(format, InputFormat::JsonLines | InputFormat::Ninjs);
        if encoding == UTF_8 || is_json && encoding.is_ascii_compatible() {
            return without_mark(input, if encoding == UTF_8 { mark } else { 0 });
        }
        self.note = Some(encoding::note(encoding));
        let mut decoder = DecodeReaderBytesBuilder::new();
        Box::new(decoder.encoding(Some(encoding)).build(without_mark(input, mark)))
    }
}

/// What the first bytes of an input say.
struct Beginning {
    choice: encoding::Choice,
    text: String,
}

impl Beginning {
    fn of(head: &[u8]) -> Beginning {
        // A character may be cut off at the end.
        let whole = head.iter().rposition(u8::is_ascii).map_or(0, |last| last + 1);
        let choice = encoding::choice(&head[..whole], encoding::declared_by_xml(head));
        let text = choice.encoding.decode_without_bom_handling(&head[choice.mark..]).0.into_owned();
        Beginning { choice, text }
    }
}

fn without_mark<'r>(input: Bytes<'r>, mark: usize) -> Bytes<'r> {
    if mark == 0 { input } else { Box::new(Skipping { input, left: mark }) }
}

/// An input without its first bytes.
struct Skipping<'r> {
    input: Bytes<'r>,
    left: usize,
}

impl Read for Skipping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left > 0 {
            let mut skipped = [0; 4];
            let count = self.input.read(&mut skipped[..self.left.min(4)])?;
            if count == 0 {
                return Ok(0);
            }
            self.left -= count;
        }
        self.input.read(buffer)
    }
}

/// The article that is the whole input.
fn whole(name: &str, input: Bytes, format: InputFormat, limits: &Limits) -> Result<Article, Problem> {
    let mut bytes = Vec::new();
    input.take(limits.article as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limits.article {
        return Err(Problem::whole(limits.too_long()));
    }
    let declared = if format == InputFormat::Html { encoding::declared_by_html(&bytes) } else { None };
    // Of a page the bytes are given back.
    let page = (format == InputFormat::Html).then(|| bytes.clone());
    let Decoded { text, choice, note } = encoding::decoded(bytes, declared)?;
    if text.trim().is_empty() {
        return Err(Problem::whole("the file is empty"));
    }
    let mut article = match page {
        Some(bytes) => page_article(name, text, &bytes, choice)?,
        None => Article::new(ArticleId::Name(name.to_owned()), text),
    };
    article.notes.splice(0..0, note);
    Ok(article)
}

/// The article of a page with these bytes.
fn page_article(
    name: &str,
    text: String,
    bytes: &[u8],
    choice: encoding::Choice,
) -> Result<Article, Problem> {
    let encoding = PageEncoding::of(choice.encoding, choice.mark > 0, bytes, &text);
    let mut article = html::article(name, text).map_err(Problem::whole)?;
    match (encoding, &mut article.source) {
        (Some(encoding), Source::Html(source)) => source.encoding = encoding,
        _ => article.notes.push("some of its bytes can be given back in UTF-8 only".to_owned()),
    }
    Ok(article)
}

impl Iterator for ArticleReader<'_> {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.begin();
        let State::Reading(format, articles) = &mut self.state else {
            return match std::mem::replace(&mut self.state, State::Over) {
                State::Failed(error) => Some(Err(error)),
                _ => None,
            };
        };
        match articles.next() {
            Some(Ok(mut article)) => {
                self.met_any = true;
                article.notes.splice(0..0, self.note.take());
                Some(Ok(article))
            }
            Some(Err(problem)) => {
                self.met_any = true;
                Some(Err(problem.of(&self.name)))
            }
            None => {
                let nothing = nothing(*format);
                self.state = State::Over;
                (!self.met_any).then(|| Err(Problem::whole(nothing).of(&self.name)))
            }
        }
    }
}

/// What is said of an input without an article.
fn nothing(format: InputFormat) -> &'static str {
    match format {
        InputFormat::NewsMl => "there is no <newsItem> in it",
        InputFormat::Nitf => "there is no <nitf> in it",
        InputFormat::Feed => "the feed has no item",
        _ => "the file is empty",
    }
}
