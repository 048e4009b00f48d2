//! The text of an article, analysed: what every matcher reads.

use jiff::civil::Date;

use crate::Span;
use crate::dictionary::lexicon::LONGEST_NAME;
use crate::dictionary::{Class, Lexicon, WordInfo};
use crate::text::layout::{Place, places};
use crate::text::{Case, Joint, Kind, Token, tokenize};

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
    /// First and last tokens of the names of what is not tagged, in order.
    untagged: Vec<(usize, usize)>,
    /// First and last tokens of lists of services to share with, in order.
    sharing: Vec<(usize, usize)>,
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
        let words =
            (0..words.len()).map(|at| without_title(&tokens, &words, &places, at)).collect::<Vec<_>>();
        let mut cues: Vec<Cues> = words.iter().map(|&word| Cues { begin: word, end: word }).collect();
        let mut untagged: Vec<(usize, usize)> = (0..tokens.len())
            .filter(|&at| words[at].has(Class::UntaggedName) && may_begin_name(&tokens[at]))
            .map(|at| (at, at))
            .collect();
        let mut sharing = Vec::new();
        lexicon.phrases(&tokens, &words, |class, first, last| {
            cues[first].begin.add(class);
            cues[last].end.add(class);
            if class == Class::UntaggedName && may_begin_name(&tokens[first]) {
                untagged.push((first, last));
            }
            if class == Class::Sharing {
                sharing.push((last + 1, sharing_end(&tokens, last + 1)));
            }
        });
        untagged.sort_unstable();
        sharing.sort_unstable();
        Document { text, published, tokens, words, cues, places, untagged, sharing }
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

    /// The classes of the cues, words and phrases, that begin at token `at`; none behind the last token.
    #[inline]
    pub fn beginning(&self, at: usize) -> WordInfo {
        self.cues.get(at).map_or(WordInfo::NONE, |cues| cues.begin)
    }

    /// The classes of the cues, words and phrases, that end at token `at`; none behind the last token.
    #[inline]
    pub fn ending(&self, at: usize) -> WordInfo {
        self.cues.get(at).map_or(WordInfo::NONE, |cues| cues.end)
    }

    /// Whether a cue of this class, a word or a phrase, begins at token `at`.
    #[inline]
    pub fn begins(&self, at: usize, class: Class) -> bool {
        self.beginning(at).has(class)
    }

    /// Whether a cue of this class, a word or a phrase, ends at token `at`.
    #[inline]
    pub fn ends(&self, at: usize, class: Class) -> bool {
        self.ending(at).has(class)
    }

    /// Whether the tokens from `first` to `last` are, or are part of, the name of something that is not tagged.
    pub fn in_untagged_name(&self, first: usize, last: usize) -> bool {
        let end = self.untagged.partition_point(|name| name.0 <= first);
        let near = self.untagged[..end].iter().rev();
        near.take_while(|name| name.0 + LONGEST_NAME > first).any(|name| name.1 >= last)
    }

    /// Whether token `at` stands in a list of services with which to share the page.
    pub fn in_sharing(&self, at: usize) -> bool {
        let begun = self.sharing.partition_point(|list| list.0 <= at);
        let near = self.sharing[..begun].iter().rev();
        near.take_while(|list| list.0 + LONGEST_LIST > at).any(|list| at < list.1)
    }

    /// What the layout says of token `at`.
    pub fn place(&self, at: usize) -> Place {
        self.places[at]
    }

    /// The text of token `at`.
    pub fn surface(&self, at: usize) -> &'t str {
        self.tokens[at].span.of(self.text)
    }

    /// Whether one of these words, written just so, stands right before token `at`.
    pub fn is_behind(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && words.contains(&self.surface(at - 1))
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

/// Whether a token may begin the name of something: a word with a capital, a number (`24 Heures du Mans`).
fn may_begin_name(token: &Token) -> bool {
    token.is_capitalised() || token.kind == Kind::Number
}

/// A list of services to share with has at most this many tokens.
const LONGEST_LIST: usize = 40;

/// The token behind a list of services to share with: it ends with the sentence, the paragraph or a long word run.
fn sharing_end(tokens: &[Token], first: usize) -> usize {
    let ends =
        |token: &Token| token.joint == Joint::Paragraph || token.is_mark('.') && token.joint != Joint::Glued;
    let list = tokens.iter().skip(first).take(LONGEST_LIST);
    first + list.take_while(|token| !ends(token)).count()
}

/// A title with a capital and a first name behind is a first name itself: `Cheikh Tidiane`, `Pape Amadou`.
fn without_title(tokens: &[Token], words: &[WordInfo], places: &[Place], at: usize) -> WordInfo {
    let word = words[at];
    let is_title = word.has(Class::Civility) || word.has(Class::Function);
    let is_name = word.has(Class::FirstName)
        && is_title
        && tokens[at].case == Case::Capital
        && !places[at].capital_is_owed()
        && words.get(at + 1).is_some_and(|next| next.has(Class::FirstName))
        && tokens[at + 1].is_capitalised()
        && tokens[at + 1].joint == Joint::Space;
    if is_name { word.without(Class::Civility).without(Class::Function) } else { word }
}

/// What the dictionaries say of a token. Folding makes `a` and `à` one word, and `Peter` and `péter`: the verb
/// is no preposition, and a word in small letters is no common word without its accents.
fn word_info(text: &str, token: &Token, lexicon: &Lexicon) -> WordInfo {
    let word = lexicon.word(token);
    let surface = token.span.of(text);
    if surface == "a" {
        word.without(Class::PlacePreposition)
    } else if word.has(Class::Particle) && surface.len() <= 2 {
        word.without(Class::FirstName).without(Class::FrequentFirstName)
    } else if word.has(Class::Accented) && token.case != Case::AllCapitals && surface.is_ascii() {
        word.without(Class::Common).without(Class::FirstNameWord)
    } else {
        word
    }
}
