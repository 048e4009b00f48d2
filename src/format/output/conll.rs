//! CoNLL: a token a line, IOB2.

use std::io::{self, Write};

use super::ArticleWriter;
use super::pieces::{Piece, pieces};
use crate::dictionary::Lexicon;
use crate::format::Article;
use crate::format::offset::{OffsetCounter, OffsetUnit};
use crate::{Mention, Tagged};

/// Writes articles as CoNLL-2003 does: a token a line, a blank line between sentences, `-DOCSTART-` above each article.
///
/// Four columns, with a space between them: the token as it stands in the text; `_`, where CoNLL-2003 has the part of speech; in the place of its chunks where the token
/// starts and ends (`21:24`, code points); its tag in IOB2 (`B-PER`, `I-PER`, `O`). All of the text that is no white space is in a token.
pub struct ConllWriter<'l, W> {
    out: W,
    lexicon: &'l Lexicon,
}

impl<'l, W: Write> ConllWriter<'l, W> {
    /// A writer to `out`; `lexicon` knows the abbreviations that end no sentence.
    pub fn new(out: W, lexicon: &'l Lexicon) -> Self {
        ConllWriter { out, lexicon }
    }
}

impl<W: Write> ArticleWriter for ConllWriter<'_, W> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let text = &article.text;
        let pieces = pieces(text, article.published, self.lexicon, &tagged.mentions);
        let mut counter = OffsetCounter::new(text, OffsetUnit::Chars);
        let mut tags = Tags { mentions: &tagged.mentions };
        writeln!(self.out, "-DOCSTART- -X- O O")?;
        let mut is_first = true;
        for piece in pieces.iter().filter(|piece| !piece.is_space) {
            if piece.begins_sentence || is_first {
                writeln!(self.out)?;
            }
            is_first = false;
            let (start, end) = (counter.at(piece.span.start()), counter.at(piece.span.end()));
            writeln!(self.out, "{} _ {start}:{end} {}", piece.span.of(text), tags.of(piece))?;
        }
        writeln!(self.out)?;
        self.out.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The tags of pieces that are asked for in order.
struct Tags<'a> {
    /// Those that no piece so far lies behind.
    mentions: &'a [Mention],
}

impl Tags<'_> {
    fn of(&mut self, piece: &Piece) -> String {
        let passed = self.mentions.iter().take_while(|mention| mention.span.end() <= piece.span.start());
        self.mentions = &self.mentions[passed.count()..];
        match self.mentions.first() {
            Some(mention) if mention.span.start() == piece.span.start() => {
                format!("B-{}", mention.entity_type)
            }
            Some(mention) if mention.span.contains(piece.span) => format!("I-{}", mention.entity_type),
            _ => "O".to_owned(),
        }
    }
}
