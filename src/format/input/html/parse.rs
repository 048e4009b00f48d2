//! From a page to its tree: the tokens of html5gum, which know their place, are put together by html5ever, as browsers do it.
//!
//! html5ever knows no places. So it is handed, for each piece of text, only the number of that piece, and tells with which element
//! the number ends up ([`TreeSink`](html5ever::interface::TreeSink) in `tree`).

use std::convert::Infallible;
use std::fmt::Write;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, State, Tokenizer};

use super::reference::pieces;
use super::tree::{Page, TooLarge, TreeRecorder};

/// Reads a page.
///
/// # Errors
///
/// Where it is nested deeper or has more elements than a page that a browser shows.
pub fn parse(html: &str) -> Result<Page, TooLarge> {
    let builder = TreeBuilder::new(TreeRecorder::default(), TreeBuilderOpts::default());
    let bridge = Bridge { html, builder: &builder, tag: None, next_state: None, end: 0 };
    let emitter = BridgeEmitter(CallbackEmitter::new(bridge));
    // A string as input cannot fail.
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    builder.sink.page()
}

/// Hands tokens on.
struct Bridge<'a, S> {
    html: &'a str,
    builder: &'a TreeBuilder<S, TreeRecorder>,
    /// The start tag that is being read.
    tag: Option<Tag>,
    /// How the tokenizer goes on: as the tree wants it.
    next_state: Option<State>,
    /// Where the tag or comment before ended. Text begins there; the span of a text that begins with a reference may begin later.
    end: usize,
}

type Handle = super::tree::Node;

impl Bridge<'_, Handle> {
    fn feed(&mut self, token: Token) {
        if self.builder.sink.is_too_large() {
            return;
        }
        // Lines are not counted: places come from html5gum.
        self.next_state = match self.builder.process_token(token, 1) {
            TokenSinkResult::Continue | TokenSinkResult::EncodingIndicator(_) => return,
            TokenSinkResult::Script(_) => Some(State::Data),
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => {
                Some(State::ScriptData)
            }
        };
    }

    /// White space may be dropped, or moved, apart from the words behind it: it goes by itself and is not followed.
    fn text(&mut self, decoded: &str) {
        let words = decoded.trim_ascii_start();
        if words.len() < decoded.len() {
            self.feed(Token::CharacterTokens(StrTendril::from_slice(" ")));
        }
        let is_space = words.is_empty();
        let number = self.builder.sink.text(pieces(self.html, self.end, decoded), is_space);
        if let Some(number) = number {
            let mut placeholder = StrTendril::new();
            write!(placeholder, "{number};").expect("writing into memory does not fail");
            self.feed(Token::CharacterTokens(placeholder));
        }
    }
}

fn tag(kind: TagKind, name: &[u8]) -> Tag {
    let name = LocalName::from(&*String::from_utf8_lossy(name));
    Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false }
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::from_slice(&String::from_utf8_lossy(bytes))
}

impl Callback<Infallible, usize> for Bridge<'_, Handle> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span) -> Option<Infallible> {
        let is_text = matches!(event, CallbackEvent::String { .. } | CallbackEvent::Error(_));
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = Some(tag(TagKind::StartTag, name)),
            CallbackEvent::AttributeName { name } => {
                let name = QualName::new(None, ns!(), LocalName::from(&*String::from_utf8_lossy(name)));
                if let Some(tag) = &mut self.tag {
                    tag.attrs.push(Attribute { name, value: StrTendril::new() });
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = self.tag.as_mut().and_then(|tag| tag.attrs.last_mut()) {
                    attribute.value.push_tendril(&tendril(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(tag) = self.tag.take() {
                    self.feed(Token::TagToken(Tag { self_closing, ..tag }));
                }
            }
            CallbackEvent::EndTag { name } => self.feed(Token::TagToken(tag(TagKind::EndTag, name))),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Doctype { name, public_identifier, system_identifier, force_quirks } => {
                self.feed(Token::DoctypeToken(Doctype {
                    name: Some(tendril(name)).filter(|name| !name.is_empty()),
                    public_id: public_identifier.map(tendril),
                    system_id: system_identifier.map(tendril),
                    force_quirks,
                }));
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Error(_) => {}
        }
        if !is_text {
            self.end = span.end;
        }
        None
    }
}

/// The emitter that lets the tree say how the tokenizer goes on: in raw text behind `<script>`, and so on.
struct BridgeEmitter<'a>(CallbackEmitter<Bridge<'a, Handle>, Infallible, usize>);

impl ForwardingEmitter for BridgeEmitter<'_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.0
    }

    fn emit_eof(&mut self) {
        self.0.emit_eof();
        self.0.callback_mut().feed(Token::EOFToken);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let _ = self.0.emit_current_tag();
        let next = self.0.callback_mut().next_state.take();
        if next.is_some() {
            self.0.init_string();
        }
        next
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.callback_mut().builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use html5ever::tendril::TendrilSink;
    use markup5ever_rcdom::{Handle, NodeData, RcDom};
    use proptest::prelude::*;

    use super::super::tree::Item;
    use super::*;

    fn text_of(node: &Handle, text: &mut String) {
        if let NodeData::Text { contents } = &node.data {
            text.push_str(&contents.borrow());
        }
        node.children.borrow().iter().for_each(|child| text_of(child, text));
    }

    /// What counts of a text: tables move it about, white space is not followed, NUL is dropped in one place and replaced in another.
    fn letters(text: &str) -> Vec<char> {
        let mut letters: Vec<char> = text
            .chars()
            .filter(|letter| !letter.is_ascii_whitespace() && !"\0\u{fffd}".contains(*letter))
            .collect();
        letters.sort_unstable();
        letters
    }

    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a>",
        "<div>",
        "</div>",
        "<table>",
        "<td>",
        "</table>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<svg>",
        "</svg>",
        "<![CDATA[",
        "]]>",
        "]",
        "<!--",
        "-->",
        "--",
        "-",
        "!",
        "<",
        "</",
        "/>",
        ">",
        "&",
        "&amp;",
        "&eacute;",
        "&eacute",
        "&#233;",
        "&#233",
        "&#x41",
        "&notit;",
        "&fjlig;",
        "&nosuch;",
        ";",
        "#",
        "x",
        "é",
        "🇫🇷",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\0",
        "<select>",
        "<option>",
        "<pre>",
        "<plaintext>",
        "<xmp>",
        "</xmp>",
        "<noscript>",
        "</noscript>",
        "<iframe>",
        "</iframe>",
        "<math>",
        "<mi>",
        "</math>",
        "<frameset>",
        "</body>",
        "</html>",
        "<p a='&eacute'>",
        "<!DOCTYPE html>",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        /// No text is lost: each piece of it has its place.
        #[test]
        fn all_text_has_its_place(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..25)) {
            let html = pieces.concat();
            let page = parse(&html).expect("it is small");
            let mut text = String::new();
            for item in &page.items {
                if let Item::Text(_, pieces) = item {
                    text.extend(pieces.iter().map(|piece| piece.of(&html)));
                }
            }
            let mut expected = String::new();
            let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(&*html);
            text_of(&dom.document, &mut expected);
            prop_assert_eq!(letters(&text), letters(&expected), "{:?}", html);
        }
    }
}
