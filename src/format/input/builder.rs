//! Putting an article together from its parts.

use crate::Span;
use crate::format::{Article, ArticleId, Zone, ZoneKind};

/// Joins paragraphs to the text of an article by blank lines, and keeps which of them are what.
///
/// ```
/// use repere::format::input::ArticleBuilder;
/// use repere::format::{ArticleId, ZoneKind};
/// let mut builder = ArticleBuilder::default();
/// builder.paragraph(ZoneKind::Title, "Lavrov à Mossoul");
/// builder.paragraph(ZoneKind::Body, "Il est arrivé.");
/// builder.paragraph(ZoneKind::Body, "Il repart.");
/// let article = builder.finish(ArticleId::Number(1));
/// assert_eq!(article.text, "Lavrov à Mossoul\n\nIl est arrivé.\n\nIl repart.");
/// let zones: Vec<_> = article.zones.iter().map(|zone| zone.span.of(&article.text)).collect();
/// assert_eq!(zones, ["Lavrov à Mossoul", "Il est arrivé.\n\nIl repart."]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ArticleBuilder {
    text: String,
    zones: Vec<Zone>,
}

impl ArticleBuilder {
    /// Adds a paragraph, without the white space at its ends, and tells where in the text it stands; one that is blank adds nothing.
    /// Paragraphs of one kind in a row are one zone.
    pub fn paragraph(&mut self, kind: ZoneKind, paragraph: &str) -> Option<Span> {
        let paragraph = paragraph.trim();
        if paragraph.is_empty() {
            return None;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(paragraph);
        let span = Span::new(start, self.text.len());
        match self.zones.last_mut() {
            Some(last) if last.kind == kind => last.span = last.span.to(span),
            _ => self.zones.push(Zone { kind, span }),
        }
        Some(span)
    }

    /// Adds paragraphs of one kind.
    pub fn paragraphs<P: AsRef<str>>(&mut self, kind: ZoneKind, paragraphs: impl IntoIterator<Item = P>) {
        for paragraph in paragraphs {
            self.paragraph(kind, paragraph.as_ref());
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is a zone of this kind.
    pub fn has(&self, kind: ZoneKind) -> bool {
        self.zones.iter().any(|zone| zone.kind == kind)
    }

    /// The article.
    pub fn finish(self, id: ArticleId) -> Article {
        Article { zones: self.zones, ..Article::new(id, self.text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_paragraphs_leave_no_trace() {
        let mut builder = ArticleBuilder::default();
        assert_eq!(builder.paragraph(ZoneKind::Title, " \u{a0}\r\n"), None);
        assert_eq!(builder.paragraph(ZoneKind::Lead, "\t À Paris\n"), Some(Span::new(0, 8)));
        assert_eq!(builder.paragraph(ZoneKind::Lead, ""), None);
        assert_eq!(builder.paragraph(ZoneKind::Body, "Là."), Some(Span::new(10, 14)));
        assert!(builder.has(ZoneKind::Lead) && !builder.has(ZoneKind::Title));
        assert_eq!(builder.finish(ArticleId::Number(1)).text, "À Paris\n\nLà.");
    }
}
