//! The text of an article, analysed: what every matcher reads.

use jiff::civil::Date;

use crate::Span;
use crate::dictionary::{Class, Lexicon, WordInfo};
use crate::text::layout::{Place, places};
use crate::text::{Token, tokenize};

/// An article's text cut into tokens, each with what the dictionaries and the layout say of it.
///
/// The vectors run side by side: token `i` has `words[i]`, `places[i]`. Matchers read them
/// through the methods, by token number.
pub struct Document<'t> {
    text: &'t str,
    published: Option<Date>,
    tokens: Vec<Token>,
    words: Vec<WordInfo>,
    cues: Vec<Cues>,
    places: Vec<Place>,
}

/// The cue classes of the words and phrases that begin and end at a token.
#[derive(Clone, Copy, Debug, Default)]
struct Cues {
    begin: WordInfo,
    end: WordInfo,
}

impl<'t> Document<'t> {
    /// Analyses `text`, published on the given day where that is known, with the words of `lexicon`.
    pub fn new(text: &'t str, published: Option<Date>, lexicon: &Lexicon) -> Self {
        let tokens = tokenize(text);
        let words: Vec<WordInfo> = tokens.iter().map(|token| word_info(text, token, lexicon)).collect();
        let places = places(&tokens, &words);
        let mut cues: Vec<Cues> = words.iter().map(|&word| Cues { begin: word, end: word }).collect();
        lexicon.phrases(&tokens, &words, |class, first, last| {
            cues[first].begin.add(class);
            cues[last].end.add(class);
        });
        Document { text, published, tokens, words, cues, places }
    }

    /// The text as it was given.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The day on which the article was published, where known.
    pub fn published(&self) -> Option<Date> {
        self.published
    }

    /// The tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What the dictionaries say of token `at` as a single word.
    pub fn word(&self, at: usize) -> WordInfo {
        self.words[at]
    }

    /// Whether a cue of this class, a word or a phrase, begins at token `at`.
    pub fn begins(&self, at: usize, class: Class) -> bool {
        self.cues.get(at).is_some_and(|cues| cues.begin.has(class))
    }

    /// Whether a cue of this class, a word or a phrase, ends at token `at`.
    pub fn ends(&self, at: usize, class: Class) -> bool {
        self.cues.get(at).is_some_and(|cues| cues.end.has(class))
    }

    /// What the layout says of token `at`.
    pub fn place(&self, at: usize) -> Place {
        self.places[at]
    }

    /// The text of token `at`.
    pub fn surface(&self, at: usize) -> &'t str {
        self.tokens[at].span.of(self.text)
    }

    /// The span of the tokens from `first` to `last`, both included.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.tokens[first].span.to(self.tokens[last].span)
    }

    /// The sentences, each as its first token and the token after its last.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut start = 0;
        std::iter::from_fn(move || {
            if start >= self.tokens.len() {
                return None;
            }
            let length = self.places[start + 1..].iter().position(|place| place.begins_sentence());
            let end = length.map_or(self.tokens.len(), |length| start + 1 + length);
            Some((std::mem::replace(&mut start, end), end))
        })
    }
}

/// What the dictionaries say of a token. Folding makes `a` and `à` one word; the verb is no preposition.
fn word_info(text: &str, token: &Token, lexicon: &Lexicon) -> WordInfo {
    let word = lexicon.word(token);
    if token.span.of(text) == "a" { word.without(Class::PlacePreposition) } else { word }
}
