//! Gold texts: reading them from JSON Lines.

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;

use crate::{EntityId, EntityType, Mention, Span};

/// A mention as an annotation has it, be it by hand or by the tagger.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Where it stands: bytes of the text.
    pub span: Span,
    /// Its type.
    pub entity_type: EntityType,
    /// What it names, by a number within the document; nothing where the annotation does not say.
    pub entity: Option<EntityId>,
    /// The calendar value of a date, as EDTF.
    pub value: Option<String>,
}

impl From<&Mention> for Annotation {
    fn from(mention: &Mention) -> Self {
        Annotation {
            span: mention.span,
            entity_type: mention.entity_type,
            entity: Some(mention.entity),
            value: mention.value.as_ref().map(ToString::to_string),
        }
    }
}

/// A text with its mentions marked by hand.
#[derive(Clone, Debug)]
pub struct GoldDocument {
    /// Its id within the set.
    pub id: String,
    /// The text.
    pub text: String,
    /// The day of publication, where known.
    pub published: Option<Date>,
    /// The mentions, in the order of the file.
    pub mentions: Vec<Annotation>,
}

/// What is wrong in a gold file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for GoldError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.line, self.message)
    }
}

impl std::error::Error for GoldError {}

/// A line of a gold file. Other keys are passed over.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    published: String,
    entities: Vec<LineMention>,
}

#[derive(Deserialize)]
struct LineMention {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    label: String,
    entity: Option<u32>,
    value: Option<String>,
}

/// Reads gold texts, one JSON object a line: `id`, `text`, `published` (a day, may be empty) and `entities`, each with
/// `start` and `end` in Unicode code points, `type`, and where the annotation has them `entity` and `value`.
///
/// Mentions of a type that Repère does not know (`EVENT` …) and empty lines are left out.
///
/// ```
/// let line = r#"{"id": "1", "text": "À Évry.", "entities": [{"start": 2, "end": 6, "type": "LOC"}]}"#;
/// let gold = repere::evaluation::read_gold(line)?;
/// assert_eq!(gold[0].mentions[0].span.of(&gold[0].text), "Évry");
/// # Ok::<(), repere::evaluation::GoldError>(())
/// ```
///
/// # Errors
///
/// At the first line that is no such object, or whose offsets lie outside the text.
pub fn read_gold(jsonl: &str) -> Result<Vec<GoldDocument>, GoldError> {
    let lines = jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| document(line).map_err(|message| GoldError { line: number + 1, message }))
        .collect()
}

fn document(line: &str) -> Result<GoldDocument, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let published = match line.published.as_str() {
        "" => None,
        day => Some(day.parse().map_err(|_| format!("`published`: `{day}` is no day (YYYY-MM-DD)"))?),
    };
    let bytes: Vec<usize> = line.text.char_indices().map(|(byte, _)| byte).chain([line.text.len()]).collect();
    let mentions = line.entities.into_iter().filter_map(|mention| annotation(mention, &bytes).transpose());
    Ok(GoldDocument {
        id: line.id,
        published,
        mentions: mentions.collect::<Result<_, _>>()?,
        text: line.text,
    })
}

/// A mention with its offsets turned into bytes; nothing where its type is not one of ours.
fn annotation(mention: LineMention, bytes: &[usize]) -> Result<Option<Annotation>, String> {
    let LineMention { start, end, label, entity, value } = mention;
    let Ok(entity_type) = label.parse::<EntityType>() else { return Ok(None) };
    if start >= end || end >= bytes.len() {
        return Err(format!(
            "a mention from {start} to {end} does not fit a text of {} characters",
            bytes.len() - 1
        ));
    }
    Ok(Some(Annotation {
        span: Span::new(bytes[start], bytes[end]),
        entity_type,
        entity: entity.map(EntityId),
        value: value.filter(|value| !value.is_empty()),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_tells_its_line() {
        let lines = "{\"id\": \"1\", \"text\": \"a\", \"entities\": []}\n\n{\"id\": \"2\"}";
        assert_eq!(read_gold(lines).expect_err("the third line lacks its text").line, 3);
    }

    #[test]
    fn offsets_outside_the_text_are_refused() {
        let line = r#"{"id": "1", "text": "Évry", "entities": [{"start": 0, "end": 5, "type": "LOC"}]}"#;
        assert!(read_gold(line).expect_err("the text has four characters").message.contains("4 characters"));
    }

    #[test]
    fn other_types_and_empty_values_are_left_out() {
        let line = r#"{"id": "1", "text": "Hier", "published": "", "entities": [
            {"start": 0, "end": 4, "type": "EVENT"}, {"start": 0, "end": 4, "type": "DATE", "value": ""}]}"#;
        let gold = read_gold(&line.replace('\n', "")).expect("the line is right");
        assert_eq!(gold[0].mentions.len(), 1);
        assert_eq!(gold[0].mentions[0].value, None);
        assert_eq!(gold[0].published, None);
    }
}
