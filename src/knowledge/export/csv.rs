//! CSV: a mention a line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};

use super::ExportError;
use crate::knowledge::Base;

const HEADS: [&str; 12] = [
    "article", "published", "title", "start", "end", "text", "type", "zone", "entity", "name", "ids", "value",
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
                let (name, ids) = known.map_or(("", ""), |(name, ids)| (name.as_str(), ids.as_str()));
                let (start, end) = (mention.start.to_string(), mention.end.to_string());
                let row = [
                    &article.article,
                    article.published.as_deref().unwrap_or(""),
                    &article.title,
                    &start,
                    &end,
                    &mention.text,
                    mention.entity_type.label(),
                    mention.zone,
                    mention.entity.as_deref().unwrap_or(""),
                    name,
                    ids,
                    mention.value.as_deref().unwrap_or(""),
                ];
                writer.write_record(row).map_err(io::Error::from)?;
            }
            Ok::<(), ExportError>(())
        },
    )?;
    Ok(writer.flush()?)
}
