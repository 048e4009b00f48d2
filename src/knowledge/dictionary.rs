//! What editors settled, as a dictionary: the tagger then knows it from the beginning.

use std::collections::BTreeMap;

use super::answers::EntityView;
use super::decisions::{Action, Standing};
use super::facts::slug;
use super::{Base, BaseError};
use crate::EntityType;
use crate::import::slug::slug as slug_of_key;

/// How many names of an entity become forms of its entry.
const MOST_FORMS: usize = 50;

/// So many entities with the words of a name are looked at for namesakes.
const MOST_NAMESAKES: usize = 1000;

/// The entities that decisions in force have merged, renamed, retyped or linked, as a dictionary file of `kind: entities`.
///
/// Of a person, names of one word are left out: a dictionary would have every bearer of the surname be this one. Splits and
/// rejections are about articles, and do not become entries. What has namesakes is left out, for the same reason.
///
/// # Errors
///
/// Where the base cannot be read.
pub fn decisions_to_dictionary(base: &Base) -> Result<String, BaseError> {
    let rules = base.rules()?;
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    for decision in base.decisions()? {
        if rules.standing(&decision.id) != Some(&Standing::Applied) {
            continue;
        }
        let entity = match &decision.action {
            Action::Merge { into, .. } => into,
            Action::Rename { entity, .. } | Action::Retype { entity, .. } | Action::Link { entity, .. } => {
                entity
            }
            _ => continue,
        };
        let key = base.settled_key(entity)?;
        // What was unresolved when it was named, or was rejected later, is no entity.
        let Some(view) =
            key.filter(|key| !key.ends_with('?')).map(|key| base.view(&key, MOST_FORMS)).transpose()?
        else {
            continue;
        };
        let id = entry_id(&view.line.key);
        let entry = match namesake(base, &view)? {
            Some(other) => format!("# {} is left out: {other} has its name too\n", view.line.key),
            None => entry(&id, &view),
        };
        entries.insert(id, entry);
    }
    let head = "# What was settled in the knowledge base; written by `repere kb decisions to-dictionary`.\n\
        kind: entities\nsource: decisions of the knowledge base\nlicence: CC0-1.0\nentries:";
    let lines: String = entries.into_values().collect();
    if !lines.lines().any(|line| line.starts_with('-')) {
        return Ok(format!("{head} []\n{lines}"));
    }
    Ok(format!("{head}\n{lines}"))
}

/// Another entity of the base with the name of this one, or what is unresolved of that name.
fn namesake(base: &Base, view: &EntityView) -> Result<Option<String>, BaseError> {
    let line = &view.line;
    let words = slug(&line.name);
    let found = base.search(&line.name, Some(line.entity_type), MOST_NAMESAKES)?;
    let other = found.into_iter().find(|other| other.key != line.key && slug(&other.name) == words);
    Ok(other.map(|other| other.key))
}

fn entry(id: &str, view: &EntityView) -> String {
    let line = &view.line;
    let is_person = line.entity_type == EntityType::Person;
    let mut forms: Vec<&str> = Vec::new();
    for name in view.names.iter().map(|name| name.name.as_str()) {
        let is_known =
            std::iter::once(&line.name.as_str()).chain(&forms).any(|form| slug(form) == slug(name));
        if !is_known && (!is_person || name.contains(' ')) {
            forms.push(name);
        }
    }
    forms.sort_unstable();
    let mut text = format!("- {{id: {id}, name: {}, type: {}", quoted(&line.name), line.entity_type);
    if !forms.is_empty() {
        let forms: Vec<String> = forms.into_iter().map(quoted).collect();
        text += &format!(", spellings: [{}]", forms.join(", "));
    }
    if !line.ids.is_empty() {
        let ids: Vec<String> = line.ids.iter().map(|id| quoted(id)).collect();
        text += &format!(", ids: [{}]", ids.join(", "));
    }
    text + "}\n"
}

/// A text as YAML has it: single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The id of an entry: that which a key has from a dictionary, else its letters and digits.
fn entry_id(key: &str) -> String {
    key.strip_prefix("repere:").map_or_else(|| slug_of_key(key), str::to_owned)
}
