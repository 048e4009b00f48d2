//! What both writers of HTML share: escaping, and that a page holds one article.

use std::fmt::{self, Display, Write};
use std::io;

use crate::format::ArticleId;

/// Text that stands for itself in a page, as text and as the value of an attribute in quotation marks.
pub(super) struct Escaped<T>(pub T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(formatter), "{}", self.0)
    }
}

/// Escapes what passes through it.
struct Escaping<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'', '\r', '\0']) {
            self.0.write_str(&rest[..at])?;
            self.0.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                // A parser makes a line feed of it where it is not escaped.
                b'\r' => "&#13;",
                // No page can hold one.
                _ => "\u{fffd}",
            })?;
            rest = &rest[at + 1..];
        }
        self.0.write_str(rest)
    }
}

/// Lets one article through.
#[derive(Debug, Default)]
pub(super) struct OnlyOne(Option<ArticleId>);

impl OnlyOne {
    /// Takes an article.
    ///
    /// # Errors
    ///
    /// Where there was one before; its kind is [`io::ErrorKind::InvalidInput`].
    pub fn take(&mut self, id: &ArticleId) -> io::Result<()> {
        if let Some(first) = &self.0 {
            return Err(refusal(format!(
                "{id}: a page holds one article, and this one has {first}: write each to a file of its own"
            )));
        }
        self.0 = Some(id.clone());
        Ok(())
    }
}

/// The error of an article that cannot be written.
pub(super) fn refusal(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_text_or_a_value() {
        let text = Escaped("<b a='1' c=\"2\">&amp;\r\0é").to_string();
        assert_eq!(text, "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;&#13;\u{fffd}é");
    }

    #[test]
    fn a_second_article_is_refused() {
        let mut only = OnlyOne::default();
        only.take(&ArticleId::Number(1)).expect("it is the first");
        let error = only.take(&ArticleId::Name("b".to_owned())).expect_err("it is the second");
        assert!(error.to_string().starts_with("b: a page holds one article, and this one has 1"));
    }
}
