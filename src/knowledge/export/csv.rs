//! CSV: a mention a line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};

use super::ExportError;
use crate::knowledge::Base;
use crate::knowledge::records::{ArticleRecord, MentionRecord};

const HEADS: [&str; 12] = [
    "article",
    "published",
    "title",
    "start",
    "end",
    "text",
    "type",
    "zone",
    "entity",
    "name",
    "ids",
    "value",
];

/// Writes a line for each mention, with what it names. Names and ids of all entities are held in memory meanwhile.
///
/// # Errors
///
/// Where the base cannot be read or the output not written.
pub fn write_csv(base: &Base, out: impl Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADS).map_err(io::Error::from)?;
    let names: RefCell<HashMap<String, (String, String)>> = RefCell::default();
    base.records(
        |entity| {
            names.borrow_mut().insert(entity.line.key, (entity.line.name, entity.line.ids.join(" ")));
            Ok(())
        },
        |article| {
            let names = names.borrow();
            for mention in &article.mentions {
                let known = mention.entity.as_ref().and_then(|key| names.get(key));
                writer.write_record(row(&article, mention, known)).map_err(io::Error::from)?;
            }
            Ok::<(), ExportError>(())
        },
    )?;
    Ok(writer.flush()?)
}

fn row(
    article: &ArticleRecord,
    mention: &MentionRecord,
    known: Option<&(String, String)>,
) -> [String; HEADS.len()] {
    let (name, ids) = known.cloned().unwrap_or_default();
    [
        article.article.clone(),
        article.published.clone().unwrap_or_default(),
        article.title.clone(),
        mention.start.to_string(),
        mention.end.to_string(),
        mention.text.clone(),
        mention.entity_type.label().to_owned(),
        mention.zone.to_owned(),
        mention.entity.clone().unwrap_or_default(),
        name,
        ids,
        mention.value.clone().unwrap_or_default(),
    ]
}
