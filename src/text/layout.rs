//! Sentences and lines: where a capital letter says little.

use super::token::{Case, Joint, Kind, Token};
use crate::dictionary::{Class, WordInfo};

/// What the place of a token in the layout says about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place(u8);

impl Place {
    const SENTENCE: u8 = 1;
    const FIRST: u8 = 2;
    const CAPITALS: u8 = 4;
    const TITLE: u8 = 8;
    const LINE: u8 = 16;

    /// Whether a sentence begins here.
    pub fn begins_sentence(self) -> bool {
        self.0 & Self::SENTENCE != 0
    }

    /// Whether a capital is owed to the place: first word of a sentence, of a quotation, of a list item.
    pub fn capital_is_owed(self) -> bool {
        self.0 & Self::FIRST != 0
    }

    /// Whether it stands in a line or a run of capitals only.
    pub fn in_capitals(self) -> bool {
        self.0 & Self::CAPITALS != 0
    }

    /// Whether it stands in a line where most words have a capital.
    pub fn in_title_case(self) -> bool {
        self.0 & Self::TITLE != 0
    }

    /// Whether a line begins here.
    pub fn begins_line(self) -> bool {
        self.0 & Self::LINE != 0
    }

    fn set(&mut self, flag: u8) {
        self.0 |= flag;
    }
}

/// Tells the place of each token; `words` is what the dictionaries say of each.
pub fn places(tokens: &[Token], words: &[WordInfo]) -> Vec<Place> {
    let mut places = vec![Place::default(); tokens.len()];
    let mut line_start = 0;
    for at in 0..tokens.len() {
        let begins_line = at == 0 || matches!(tokens[at].joint, Joint::Line | Joint::Paragraph);
        if begins_line {
            mark_line(&tokens[line_start..at], &mut places[line_start..at]);
            places[at].set(Place::LINE);
        }
        if begins_sentence(tokens, words, at, line_start) {
            places[at].set(Place::SENTENCE | Place::FIRST);
        } else if at > 0 && opens_quotation(tokens, at - 1, places[at - 1]) {
            places[at].set(Place::FIRST);
        }
        if begins_line {
            line_start = at;
        }
    }
    mark_line(&tokens[line_start..], &mut places[line_start..]);
    mark_capital_runs(tokens, &mut places);
    places
}

/// A heading is shorter than this; a longer line without a full stop runs on in the next.
const HEADING_BYTES: usize = 70;

fn begins_sentence(tokens: &[Token], words: &[WordInfo], at: usize, line_start: usize) -> bool {
    let token = &tokens[at];
    if at == 0 || token.joint == Joint::Paragraph {
        return true;
    }
    let mut end = at - 1;
    while end > 0 && closes(tokens[end].kind) && tokens[end].joint == Joint::Glued {
        end -= 1;
    }
    let stops = match tokens[end].kind {
        Kind::Mark('!' | '?' | '…') => true,
        Kind::Mark('.') => !ends_abbreviation(tokens, words, end),
        _ => false,
    };
    let may_begin = token.is_capitalised() || !token.is_word() || token.kind == Kind::Number;
    match token.joint {
        Joint::Line => {
            let line_bytes = tokens[at - 1].span.end() - tokens[line_start].span.start();
            stops
                || (may_begin
                    && line_bytes < HEADING_BYTES
                    && !matches!(tokens[at - 1].kind, Kind::Mark(',')))
        }
        Joint::Space => stops && may_begin && !closes_only(token.kind),
        _ => {
            stops
                && token.case == Case::Capital
                && tokens[end].is_mark('.')
                && end > 0
                && tokens[end - 1].span.len() > 3
        }
    }
}

/// Whether the full stop at `dot` belongs to an abbreviation or an initial.
fn ends_abbreviation(tokens: &[Token], words: &[WordInfo], dot: usize) -> bool {
    if dot == 0 || tokens[dot].joint != Joint::Glued {
        return false;
    }
    let word = &tokens[dot - 1];
    word.is_initial() || words[dot - 1].has(Class::Abbreviation)
}

fn closes(kind: Kind) -> bool {
    matches!(kind, Kind::Mark('»' | '"' | '”' | '’' | '\'' | ')' | ']'))
}

fn closes_only(kind: Kind) -> bool {
    matches!(kind, Kind::Mark('»' | '”' | ')' | ']'))
}

/// Whether the mark at `at` opens a quotation or a list item, so that the next word owes it a capital.
fn opens_quotation(tokens: &[Token], at: usize, place: Place) -> bool {
    match tokens[at].kind {
        Kind::Mark('«' | '“') => true,
        Kind::Mark('"') => place.begins_sentence() || tokens[at].joint != Joint::Glued,
        Kind::Mark('-' | '–' | '—' | '•' | '*' | '(' | '[' | '\'' | '·') => place.begins_sentence(),
        _ => false,
    }
}

fn mark_line(line: &[Token], places: &mut [Place]) {
    let (mut words, mut capitals, mut capitalised, mut long) = (0, 0, 0, 0);
    for token in line.iter().filter(|token| token.kind == Kind::Word && !token.is_initial()) {
        words += 1;
        capitals += usize::from(token.case == Case::AllCapitals);
        if token.span.len() >= 4 {
            long += 1;
            capitalised += usize::from(token.is_capitalised());
        }
    }
    let flag = if capitals >= 2 && capitals * 10 >= words * 7 {
        Place::CAPITALS
    } else if long >= 4 && capitalised * 10 >= long * 8 {
        Place::TITLE
    } else {
        return;
    };
    places.iter_mut().for_each(|place| place.set(flag));
}

/// A run of this many words in capitals inside a line counts as a line of capitals.
const CAPITAL_RUN: usize = 4;

fn mark_capital_runs(tokens: &[Token], places: &mut [Place]) {
    let mut start = 0;
    let mut words = 0;
    for at in 0..=tokens.len() {
        let goes_on = tokens.get(at).is_some_and(|token| {
            token.kind != Kind::Word || token.case == Case::AllCapitals || token.is_initial()
        });
        if goes_on {
            words += usize::from(tokens[at].kind == Kind::Word);
            continue;
        }
        if words >= CAPITAL_RUN {
            places[start..at].iter_mut().for_each(|place| place.set(Place::CAPITALS));
        }
        start = at + 1;
        words = 0;
    }
}
