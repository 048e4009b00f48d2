//! Text as XML 1.0.

use std::fmt::{self, Display, Formatter, Write};

/// A text as the content of an element or the value of an attribute in double quotes; a parser gives it back as it was, but for
/// characters that XML cannot hold in any form (most control characters, U+FFFE, U+FFFF), each of which becomes U+FFFD.
///
/// Carriage returns are written as references, since a parser makes a line feed of them; in attributes tabs and line feeds would
/// become spaces, so that they are references there.
pub(super) enum Escaped<'t> {
    /// Between tags.
    Content(&'t str),
    /// In an attribute.
    Attribute(&'t str),
}

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let (text, in_attribute) = match self {
            Escaped::Content(text) => (text, false),
            Escaped::Attribute(text) => (text, true),
        };
        for letter in text.chars() {
            match letter {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                // `]]>` must not stand in content.
                '>' => out.write_str("&gt;")?,
                '"' if in_attribute => out.write_str("&quot;")?,
                '\r' => out.write_str("&#13;")?,
                '\t' | '\n' if in_attribute => write!(out, "&#{};", u32::from(letter))?,
                '\t' | '\n' => out.write_char(letter)?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.write_char('\u{fffd}')?,
                _ => out.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            Escaped::Content("a\u{1}<b>&\r\n\t\"]]>").to_string(),
            "a\u{fffd}&lt;b&gt;&amp;&#13;\n\t\"]]&gt;"
        );
        assert_eq!(Escaped::Attribute("\"a\n\u{ffff}é").to_string(), "&quot;a&#10;\u{fffd}é");
    }
}
