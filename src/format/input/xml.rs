//! XML, element by element.
//!
//! Nothing is expanded: entities of a DTD are text as they stand (`&lol9;`), and only the five of XML, the names of HTML (`&eacute;`) and
//! character references are characters. Prefixes of names are kept apart and not looked up.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::Limits;
use super::error::Problem;

/// An element, with all that is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    /// Its name without the prefix.
    pub name: String,
    /// The prefix of its name, empty where it has none.
    pub prefix: String,
    /// Names without prefixes, and values, of those that a reader asks for.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// The line and column where it begins.
    pub place: (usize, usize),
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements right below.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element right below with this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The elements with this name, at any depth, in the order of the document; not those in others of them.
    pub fn find<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let below = |element: &'e Element| {
            if element.name == name { vec![element] } else { element.find(name) }
        };
        self.elements().flat_map(below).collect()
    }

    /// The first element with this name, at any depth.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| if element.name == name { Some(element) } else { element.first(name) })
    }

    /// All text in it.
    pub fn text(&self) -> String {
        self.children.iter().fold(String::new(), |text, node| match node {
            Node::Text(more) => text + more,
            Node::Element(element) => text + &element.text(),
        })
    }
}

/// Reads an input of XML and cuts elements out of it, so that one of any number of items takes the memory of one.
pub(super) struct XmlReader<R> {
    reader: quick_xml::Reader<Tracked<R>>,
    buffer: Vec<u8>,
    limits: Limits,
    /// The elements that are open.
    open: Vec<String>,
    /// Whether the document has ended, well or not.
    is_over: bool,
}

/// What an event is to the readers.
enum Piece {
    Start(Element),
    End,
    Text(String),
    Nothing,
    Eof,
}

impl<R: Read> XmlReader<R> {
    pub fn new(input: R, limits: &Limits) -> Self {
        let mut reader = quick_xml::Reader::from_reader(Tracked::new(input, limits));
        // `R&D`, as it stands in many a feed, is text.
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().expand_empty_elements = true;
        XmlReader { reader, buffer: Vec::new(), limits: *limits, open: Vec::new(), is_over: false }
    }

    /// The next element that is wanted; nothing at the end. After an element that is too large the next can be asked for, after
    /// anything else that is wrong there is none.
    pub fn next(&mut self, mut is_wanted: impl FnMut(&Element) -> bool) -> Result<Option<Element>, Problem> {
        while !self.is_over {
            match self.piece() {
                Ok(Piece::Start(element)) if is_wanted(&element) => return self.whole(element).map(Some),
                Ok(Piece::Start(element)) => self.enter(&element)?,
                Ok(Piece::End) => drop(self.open.pop()),
                Ok(Piece::Text(_) | Piece::Nothing) => {}
                Ok(Piece::Eof) => {
                    self.is_over = true;
                    return self.ended().map(|()| None);
                }
                Err(problem) => {
                    self.is_over = true;
                    return Err(problem);
                }
            }
        }
        Ok(None)
    }

    fn enter(&mut self, element: &Element) -> Result<(), Problem> {
        self.open.push(element.name.clone());
        self.is_over = self.open.len() > self.limits.depth;
        if self.is_over { Err(self.too_deep(element.place)) } else { Ok(()) }
    }

    fn ended(&self) -> Result<(), Problem> {
        match self.open.last() {
            Some(name) => Err(Problem::at(self.place(), format!("the file ends within <{name}>"))),
            None => Ok(()),
        }
    }

    /// An element that has begun, up to its end.
    fn whole(&mut self, first: Element) -> Result<Element, Problem> {
        let mut room = Room { start: self.read(), elements: 0, refused: None, place: first.place };
        let mut stack = vec![first];
        let mut depth = 1;
        loop {
            let piece = self.piece().inspect_err(|_| self.is_over = true)?;
            if room.refused.is_none() {
                room.refused = self.refusal(&mut room, depth, &piece);
            }
            match piece {
                Piece::Start(_) | Piece::Text(_) if room.refused.is_some() => {
                    depth += usize::from(matches!(piece, Piece::Start(_)));
                    stack.truncate(1);
                    stack[0].children.clear();
                }
                Piece::Start(element) => {
                    depth += 1;
                    stack.push(element);
                }
                Piece::Text(text) => {
                    stack.last_mut().expect("the element itself is open").add_text(&text);
                }
                Piece::End => {
                    depth -= 1;
                    if depth == 0 {
                        let element = stack.pop().expect("the element itself is open");
                        return room.refused.map_or(Ok(element), Err);
                    }
                    if room.refused.is_none() {
                        let element = stack.pop().expect("an element ends that has begun");
                        stack
                            .last_mut()
                            .expect("it is not the outermost")
                            .children
                            .push(Node::Element(element));
                    }
                }
                Piece::Nothing => {}
                Piece::Eof => {
                    self.is_over = true;
                    let name = &stack[0].name;
                    return Err(Problem::at(self.place(), format!("the file ends within <{name}>")));
                }
            }
        }
    }

    fn refusal(&self, room: &mut Room, depth: usize, piece: &Piece) -> Option<Problem> {
        if let Piece::Start(element) = piece {
            room.elements += 1;
            if self.open.len() + depth + 1 > self.limits.depth {
                return Some(self.too_deep(element.place));
            }
        }
        if room.elements > self.limits.elements {
            let message = format!("the article has more than {} elements", self.limits.elements);
            return Some(Problem::at(room.place, message));
        }
        let is_too_long = self.read() - room.start > self.limits.article as u64;
        is_too_long.then(|| Problem::at(room.place, self.limits.too_long()))
    }

    fn too_deep(&self, place: (usize, usize)) -> Problem {
        Problem::at(place, format!("elements are nested more than {} deep", self.limits.depth))
    }

    fn read(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// Where the reader stands.
    fn place(&self) -> (usize, usize) {
        self.reader.get_ref().place
    }

    fn piece(&mut self) -> Result<Piece, Problem> {
        let begin = self.place();
        self.buffer.clear();
        self.reader.get_mut().budget = self.limits.article;
        let at = |message: String| Problem::at(begin, message);
        let piece = match self.reader.read_event_into(&mut self.buffer) {
            Err(quick_xml::Error::Io(error)) => {
                let problem = Problem::from(&*error);
                return Err(Problem { place: Some(begin), ..problem });
            }
            Err(error) => return Err(at(format!("this is no well-formed XML: {error}"))),
            Ok(Event::Start(tag)) => Piece::Start(element(&tag, begin).map_err(at)?),
            Ok(Event::End(_)) => Piece::End,
            Ok(Event::Text(text)) => Piece::Text(text.xml10_content().into_owned()),
            Ok(Event::CData(text)) => Piece::Text(text.xml10_content().into_owned()),
            Ok(Event::GeneralRef(reference)) => Piece::Text(resolved(&reference).map_err(at)?),
            Ok(Event::Eof) => Piece::Eof,
            Ok(_) => Piece::Nothing,
        };
        match &piece {
            Piece::Text(text) if text.contains('\0') => Err(at("the text holds a NUL character".to_owned())),
            _ => Ok(piece),
        }
    }
}

impl Element {
    /// Adds text, to the one before where nothing is between.
    fn add_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => self.children.push(Node::Text(text.to_owned())),
        }
    }
}

/// How much of an element was read, and why it is not taken.
struct Room {
    start: u64,
    elements: usize,
    refused: Option<Problem>,
    place: (usize, usize),
}

/// The attributes that the readers ask for. A tag may have millions of others, each of which would take many times its bytes.
const ATTRIBUTES: &[&str] =
    &["about", "contenttype", "guid", "href", "id-string", "lang", "norm", "role", "tag", "type"];

fn element(tag: &BytesStart, place: (usize, usize)) -> Result<Element, String> {
    let (prefix, name) = split(tag.name().into_inner());
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| format!("this is no well-formed XML: {error}"))?;
        let name = split(attribute.key.into_inner()).1;
        if !ATTRIBUTES.contains(&name) {
            continue;
        }
        let value = unescape_with(&attribute.value, resolve_html5_entity);
        let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
        attributes.push((name.to_owned(), value));
    }
    Ok(Element { name: name.to_owned(), prefix: prefix.to_owned(), attributes, children: Vec::new(), place })
}

/// The prefix of a name, and the name.
fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// What stands behind an ampersand.
fn resolved(reference: &BytesRef) -> Result<String, String> {
    let character = reference.resolve_char_ref();
    let wrong = || format!("`&{};` is no character", &**reference);
    match character.map_err(|_| wrong())? {
        Some('\0') => Err(wrong()),
        Some(letter) => Ok(letter.to_string()),
        None => {
            Ok(resolve_html5_entity(reference).map_or_else(|| format!("&{};", &**reference), str::to_owned))
        }
    }
}

/// An input of which line and column are known, and of which one event can take only so much.
struct Tracked<R> {
    inner: BufReader<R>,
    /// Line and column of the next byte; columns count code points.
    place: (usize, usize),
    /// How many bytes may be read yet.
    budget: usize,
    too_long: String,
}

impl<R: Read> Tracked<R> {
    fn new(input: R, limits: &Limits) -> Self {
        let inner = BufReader::with_capacity(1 << 16, input);
        Tracked { inner, place: (1, 1), budget: limits.article, too_long: limits.too_long() }
    }
}

impl<R: Read> Read for Tracked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Tracked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.budget == 0 {
            return Err(io::Error::other(self.too_long.clone()));
        }
        let bytes = self.inner.fill_buf()?;
        Ok(&bytes[..bytes.len().min(self.budget)])
    }

    fn consume(&mut self, count: usize) {
        for byte in &self.inner.buffer()[..count] {
            match byte {
                b'\n' => self.place = (self.place.0 + 1, 1),
                0x80..=0xbf => {}
                _ => self.place.1 += 1,
            }
        }
        self.budget = self.budget.saturating_sub(count);
        self.inner.consume(count);
    }
}
