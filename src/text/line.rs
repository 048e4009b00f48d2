//! A text in one line.

use std::borrow::Cow;

/// A text in one line, as names stand in reports: line breaks, tabs and runs of spaces made one space, none at the ends.
///
/// ```
/// use repere::text::single_line;
/// assert_eq!(single_line("Port\n au  Prince "), "Port au Prince");
/// ```
pub fn single_line(text: &str) -> Cow<'_, str> {
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    if text.split(' ').all(is_word) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
