//! The paragraphs of markup.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::html::is_block;
use super::xml::{Element, Node};

/// Elements that begin and end a paragraph beside those of HTML: those that NITF adds, and what HTML has in lists to choose from and in its head.
const MORE_BLOCKS: &[&str] = &[
    "abstract",
    "block",
    "body.content",
    "body.end",
    "body.head",
    "bq",
    "byline",
    "credit",
    "dateline",
    "fn",
    "hedline",
    "hl1",
    "hl2",
    "media",
    "media-caption",
    "note",
    "option",
    "title",
];

/// Elements with no text of the article.
const SILENT: &[&str] = &[
    "audio",
    "embed",
    "iframe",
    "media-metadata",
    "media-producer",
    "media-reference",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// The paragraphs of HTML: without its tags and what is no text, white space as a browser shows it. Markup of any quality is taken.
pub(super) fn of_html(html: &str) -> Vec<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut paragraphs = Paragraphs::default();
    let mut silent: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) if silent.is_none() => {
                let name = String::from_utf8_lossy(&tag.name);
                paragraphs.tag(&name);
                if SILENT.contains(&name.as_ref()) && !tag.self_closing {
                    silent = Some(tag.name.to_vec());
                }
            }
            Token::EndTag(tag) => match &silent {
                Some(name) if *name != *tag.name => {}
                Some(_) => silent = None,
                None => paragraphs.end_tag(&String::from_utf8_lossy(&tag.name)),
            },
            Token::String(text) if silent.is_none() => paragraphs.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    paragraphs.finish()
}

/// The paragraphs of what may be HTML or plain text, in which a blank line parts them.
pub(super) fn of_any(text: &str) -> Vec<String> {
    if has_tag(text) {
        return of_html(text);
    }
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").filter(|text| !text.trim().is_empty()).flat_map(of_html).collect()
}

/// Whether a tag stands in a text.
pub(super) fn has_tag(text: &str) -> bool {
    let begins = |at: usize| {
        text[at + 1..].trim_start_matches('/').starts_with(|next: char| next.is_ascii_alphabetic())
    };
    text.match_indices('<').any(|(at, _)| begins(at)) && text.contains('>')
}

/// The paragraphs of an element of XML, without what `is_left_out` says.
pub(super) fn of_element(element: &Element, is_left_out: impl Fn(&Element) -> bool) -> Vec<String> {
    let mut paragraphs = Paragraphs::default();
    paragraphs.element(element, &is_left_out);
    paragraphs.finish()
}

/// Paragraphs that are put together from pieces of text and the tags between them.
#[derive(Default)]
struct Paragraphs {
    done: Vec<String>,
    open: String,
}

impl Paragraphs {
    fn element(&mut self, element: &Element, is_left_out: &impl Fn(&Element) -> bool) {
        self.tag(&element.name);
        for node in &element.children {
            match node {
                Node::Text(text) => self.text(text),
                Node::Element(child) if SILENT.contains(&child.name.as_str()) || is_left_out(child) => {
                    self.tag(&child.name);
                }
                Node::Element(child) => self.element(child, is_left_out),
            }
        }
        self.end_tag(&element.name);
    }

    fn tag(&mut self, name: &str) {
        match name {
            "br" => self.line_break(),
            _ => self.end_tag(name),
        }
    }

    fn end_tag(&mut self, name: &str) {
        if is_block(name) || MORE_BLOCKS.contains(&name) {
            self.end();
        }
    }

    /// Adds text; a run of blanks and line breaks in it is one blank.
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            if !matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.open.push(letter);
            } else if !self.open.is_empty() && !self.open.ends_with([' ', '\n']) {
                self.open.push(' ');
            }
        }
    }

    /// A line ends; after an empty one, the paragraph.
    fn line_break(&mut self) {
        self.open.truncate(self.open.trim_end_matches(' ').len());
        if self.open.ends_with('\n') {
            self.end();
        } else if !self.open.is_empty() {
            self.open.push('\n');
        }
    }

    fn end(&mut self) {
        let paragraph = self.open.trim();
        if !paragraph.is_empty() {
            self.done.push(paragraph.to_owned());
        }
        self.open.clear();
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_has_the_paragraphs_that_are_seen() {
        let html = "<div><p>À\n  <b>Mos</b>soul&nbsp;: l&rsquo;EI<br>fuit.<p>M. Lavrov<br><br>se tait.</div>\
                    <script>if (a<b) { 'x' }</script><ul><li>Un<li>Deux</ul> &amp; &lt;trois&gt;";
        assert_eq!(
            of_html(html),
            ["À Mossoul\u{a0}: l’EI\nfuit.", "M. Lavrov", "se tait.", "Un", "Deux", "& <trois>"]
        );
        assert_eq!(of_html("<style>p{}</style><p>"), [""; 0]);
    }

    #[test]
    fn plain_text_is_parted_by_blank_lines() {
        assert_eq!(of_any("R&amp;D < 3 %\r\nou plus.\r\n\r\nFin."), ["R&D < 3 % ou plus.", "Fin."]);
        assert_eq!(of_any("Un\n\n<p>Deux"), ["Un", "Deux"]);
    }
}
