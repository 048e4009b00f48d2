//! How much an article is about each of its entities.

use rustc_hash::FxHashMap;

use crate::format::{Article, ZoneKind};
use crate::mention::EntityId;
use crate::{Span, Tagged};

/// What the title counts.
const TITLE: f32 = 0.35;
/// What the lead counts.
const LEAD: f32 = 0.15;
/// What being mentioned as often as the entity mentioned most counts.
const COUNT: f32 = 0.35;
/// What being mentioned with the first word counts; with the last, nothing.
const POSITION: f32 = 0.15;

/// The salience of each entity, in the order of `tagged.entities`: from 0 to 1, 1 for what is in the title and the lead, mentioned
/// first and most.
///
/// It is a sum of four parts, so that it can be told and argued with: 0.35 for a mention in the title, 0.15 for one in the lead, up to 0.35 for the
/// number of mentions against that of the entity of the same article that has most, up to 0.15 for how early the first one stands. Where the
/// reader knew no title or no lead, the first paragraph is taken for it: 0.5 for a mention in it where neither is known.
///
/// ```
/// use repere::{Tagger, format::{Article, ArticleId}, salience::salience};
/// let text = "Sergueï Lavrov à Mossoul\n\nM. Lavrov est arrivé hier. Il vient de Moscou.";
/// let article = Article::new(ArticleId::Number(1), text.to_owned());
/// let tagged = Tagger::new([]).tag(text, None);
/// let salience = salience(&article, &tagged);
/// assert_eq!(tagged.entities[0].name, "Sergueï Lavrov");
/// assert_eq!(salience[0], 1.0);
/// assert!(salience[0] > salience[1] && salience[1] > salience[3]);
/// ```
pub fn salience(article: &Article, tagged: &Tagged) -> Vec<f32> {
    let title = part(article, ZoneKind::Title);
    let lead = part(article, ZoneKind::Lead);
    let mut seen: FxHashMap<EntityId, Seen> = FxHashMap::default();
    for mention in &tagged.mentions {
        let first = mention.span.start();
        let seen = seen.entry(mention.entity).or_insert(Seen { first, ..Seen::default() });
        seen.count += 1;
        seen.in_title |= title.contains(mention.span);
        seen.in_lead |= lead.contains(mention.span);
    }
    let most = seen.values().map(|seen| seen.count).max().unwrap_or(1);
    let length = article.text.len().max(1);
    tagged
        .entities
        .iter()
        .map(|entity| {
            let Some(seen) = seen.get(&entity.id) else { return 0.0 };
            let of = |part: f32, holds: bool| if holds { part } else { 0.0 };
            of(TITLE, seen.in_title)
                + of(LEAD, seen.in_lead)
                + COUNT * seen.count as f32 / most as f32
                + POSITION * (1.0 - seen.first as f32 / length as f32)
        })
        .collect()
}

/// The mentions of an entity.
#[derive(Default)]
struct Seen {
    count: usize,
    first: usize,
    in_title: bool,
    in_lead: bool,
}

/// The part of one kind, or the first paragraph where none is known.
fn part(article: &Article, kind: ZoneKind) -> Span {
    let of_kind = article.zones.iter().filter(|zone| zone.kind == kind).map(|zone| zone.span);
    of_kind.reduce(Span::to).unwrap_or_else(|| first_paragraph(&article.text))
}

/// From the first letter to the first blank line behind it.
fn first_paragraph(text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    Span::new(start, end)
}
