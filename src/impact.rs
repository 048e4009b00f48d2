//! Impact: what tags an article gains, loses or changes when dictionaries change.

use jiff::civil::Date;

use crate::evaluation::causes::context;
use crate::tagger::Tagger;
use crate::text::single_line;
use crate::{EntityType, Mention, Span, Tagged};

/// A tag as reports speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The text tagged, in one line.
    pub text: String,
    /// The type.
    pub entity_type: EntityType,
    /// The id of the dictionary entry.
    pub id: Option<String>,
}

/// What became of a tag: nothing before is a gain, nothing after a loss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagChange {
    /// Where it stands: of a tag that changes, the place before.
    pub span: Span,
    /// The tag before.
    pub before: Option<Tag>,
    /// The tag after.
    pub after: Option<Tag>,
    /// The text around, in one line, the place marked `[…]`.
    pub context: String,
}

/// The kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A tag where there was none.
    Gained,
    /// No tag where there was one.
    Lost,
    /// Another type.
    Retyped,
    /// Other bounds.
    Moved,
    /// Another dictionary entry, or one where there was none, or none where there was one.
    Renamed,
}

impl ChangeKind {
    /// All kinds, in the order of reports.
    pub const ALL: [ChangeKind; 5] =
        [ChangeKind::Gained, ChangeKind::Lost, ChangeKind::Retyped, ChangeKind::Moved, ChangeKind::Renamed];

    /// The label in reports.
    pub fn label(self) -> &'static str {
        match self {
            ChangeKind::Gained => "gained",
            ChangeKind::Lost => "lost",
            ChangeKind::Retyped => "other type",
            ChangeKind::Moved => "other bounds",
            ChangeKind::Renamed => "other entry",
        }
    }
}

impl TagChange {
    /// What kind of change it is.
    pub fn kind(&self) -> ChangeKind {
        match (&self.before, &self.after) {
            (None, _) => ChangeKind::Gained,
            (_, None) => ChangeKind::Lost,
            (Some(before), Some(after)) if before.entity_type != after.entity_type => ChangeKind::Retyped,
            (Some(before), Some(after)) if before.text != after.text => ChangeKind::Moved,
            _ => ChangeKind::Renamed,
        }
    }
}

/// Tags an article before and after a change of dictionaries and tells the difference, in the order of the text.
///
/// Dates are left out: no dictionary of names changes what they mean.
pub fn compare(before: &Tagger, after: &Tagger, text: &str, published: Option<Date>) -> Vec<TagChange> {
    let old = names(before, before.tag(text, published), text);
    let mut new = names(after, after.tag(text, published), text);
    let mut changes = Vec::new();
    for (span, tag) in old {
        let rival = new.iter().position(|(other, _)| *other == span);
        let rival = rival.or_else(|| new.iter().position(|(other, _)| other.overlaps(span)));
        match rival.map(|at| new.remove(at)) {
            Some((other, same)) if other == span && same == tag => {}
            other => changes.push(change(text, span, Some(tag), other.map(|(_, tag)| tag))),
        }
    }
    changes.extend(new.into_iter().map(|(span, tag)| change(text, span, None, Some(tag))));
    changes.sort_by_key(|change| change.span);
    changes
}

fn names(tagger: &Tagger, tagged: Tagged, text: &str) -> Vec<(Span, Tag)> {
    let tag = |mention: &Mention| {
        let entity = tagged.entities.iter().find(|entity| entity.id == mention.entity)?;
        let id = entity.entry.map(|entry| tagger.lexicon().entry(entry).id.to_owned());
        let name = single_line(mention.span.of(text)).into_owned();
        Some((mention.span, Tag { text: name, entity_type: mention.entity_type, id }))
    };
    tagged.mentions.iter().filter(|mention| mention.entity_type != EntityType::Date).filter_map(tag).collect()
}

fn change(text: &str, span: Span, before: Option<Tag>, after: Option<Tag>) -> TagChange {
    TagChange { span, before, after, context: context(text, span) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dictionary::{compile::compile_pack, load};

    const TEXT: &str = "La Zorbalie répond. Emma Karlin est à Mossoul.";

    fn changed(entry: &str, entity_type: &str) -> Vec<TagChange> {
        let yaml =
            format!("kind: entities\nsource: test\nlicence: CC0\ntype: {entity_type}\nentries:\n- {entry}\n");
        let file = load::load("test.yml", &yaml).expect("the file is right");
        let pack = compile_pack([&file]).expect("the file compiles");
        compare(&Tagger::new([]), &Tagger::new([Arc::new(pack)]), TEXT, None)
    }

    #[test]
    fn a_new_entry_gives_a_tag_its_id() {
        let changes = changed("{id: emma-karlin, name: Emma Karlin}", "PER");
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].kind(), ChangeKind::Renamed);
        let after = changes[0].after.as_ref().expect("the name stays tagged");
        assert_eq!(after.id.as_deref(), Some("emma-karlin"));
    }

    #[test]
    fn a_name_of_another_type_changes_its_tag() {
        let changes = changed("{id: town-mossoul, name: Mossoul}", "ORG");
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].kind(), ChangeKind::Retyped);
        assert_eq!(changes[0].context, "La Zorbalie répond. Emma Karlin est à [Mossoul].");
    }

    #[test]
    fn an_entry_that_no_article_names_changes_nothing() {
        assert_eq!(changed("{id: nowhere, name: Nulleville}", "LOC"), []);
    }
}
