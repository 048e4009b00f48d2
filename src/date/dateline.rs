//! The date line of a text: the day of publication where none was given.

use jiff::civil::Date;

use super::expression::{Calendar, Meaning, YearSaid};
use super::grammar::DateMention;
use crate::Document;
use crate::text::Kind;

/// A date line stands within this many tokens from the beginning.
const REACH: usize = 80;

/// The day of the first full date that stands as a date line: at the start of a line, or behind
/// a comma (`PARIS, 29 sept 2015 (AFP) -`, `(Paris, 29 septembre 2015) -`), with a mark or the end of the line behind it.
pub(super) fn dateline(document: &Document, mentions: &[DateMention]) -> Option<Date> {
    mentions
        .iter()
        .take_while(|mention| mention.tokens.start < REACH)
        .filter(|mention| stands_alone(document, mention))
        .find_map(|mention| match &mention.expression.meaning {
            Meaning::Calendar(date) => full_date(date),
            _ => None,
        })
}

fn stands_alone(document: &Document, mention: &DateMention) -> bool {
    let start = mention.tokens.start;
    let tokens = document.tokens();
    let leads = document.place(start).begins_line()
        || document.surface(start - 1) == "le" && start >= 2 && tokens[start - 2].is_mark(',')
        || tokens[start - 1].is_mark(',');
    let closes = tokens.get(mention.tokens.end..).is_some_and(|rest| {
        matches!(rest, [bracket, dash, ..] if bracket.is_mark(')') && ['-', '–', '—'].iter().any(|&mark| dash.is_mark(mark)))
    });
    let ends = closes
        || tokens.get(mention.tokens.end).is_none_or(|next| {
            matches!(next.kind, Kind::Mark('.' | '-' | '–' | '—' | '(' | ',' | ':'))
                || document.place(mention.tokens.end).begins_line()
        });
    leads && ends
}

fn full_date(date: &Calendar) -> Option<Date> {
    match (date.year, date.month, date.day) {
        (Some(YearSaid::Full(year)), Some(month), Some(day)) => Date::new(year, month as i8, day as i8).ok(),
        _ => None,
    }
}
