//! What tagging found in an article, as the base keeps it: all that identity and decisions need, so that no text is tagged twice.

mod claim;
mod context;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use twox_hash::XxHash3_128;

use claim::Claimed;
pub(super) use claim::slug;
pub use claim::{Candidate, Claim, ClaimKind};
pub use context::Feature;
use context::Surroundings;

use crate::format::{Article, ZoneKind};
use crate::mention::EntityId;
use crate::salience::salience;
use crate::text::single_line;
use crate::{EntityType, Span, Tagged, Tagger};

/// The facts of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentFacts {
    /// What the article is called in its source.
    pub name: String,
    /// A digest of its text, day and zones.
    pub digest: [u8; 16],
    /// The day of publication.
    pub published: Option<Date>,
    /// The headline, or the first line.
    pub title: String,
    /// What tagged it.
    pub tagger: Versions,
    /// Its mentions, in the order of the text.
    pub mentions: Vec<MentionFact>,
    /// Its people, places and organisations. Dates are mentions only: two articles that name one day have nothing else in common.
    pub occurrences: Vec<Occurrence>,
}

/// The versions of what tagged an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Versions {
    /// That of the program.
    pub program: String,
    /// Those of the dictionaries.
    pub dictionaries: String,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionFact {
    /// Where it stands: bytes of the text.
    pub span: Span,
    /// The number of its entity in the article.
    pub local: u32,
    /// Its type.
    pub entity_type: EntityType,
    /// The part of the article where it stands.
    pub zone: ZoneKind,
    /// Its text, white space made one space.
    pub surface: String,
    /// The EDTF value of a date.
    pub value: Option<String>,
}

/// An *occurrence*: one thing as one article speaks of it, its entity in that article.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// Its number in the article.
    pub local: u32,
    /// The name that the article has for it: of the dictionary, or the longest.
    pub name: String,
    /// Who it says it is.
    pub claim: Claim,
    /// Functions and places that the article ties to it, `maire|trebourg`; without a place, `maire|`.
    pub anchors: Vec<String>,
    /// Other things of the article that tell namesakes apart, by what they count.
    pub features: Vec<Feature>,
    /// The dictionary entries that its name may mean, where they are several, best known first.
    pub candidates: Vec<Candidate>,
    /// How much the article is about it, 0 to 1.
    pub salience: f32,
}

impl DocumentFacts {
    /// The facts of an article that was tagged.
    ///
    /// ```
    /// use repere::{Tagger, format::{Article, ArticleId}, knowledge::DocumentFacts};
    /// let article = Article::new(ArticleId::Number(7), "Sergueï Lavrov est à Mossoul.".to_owned());
    /// let tagger = Tagger::new([]);
    /// let facts = DocumentFacts::new(&article, &tagger.tag(&article.text, None), &tagger);
    /// assert_eq!(facts.occurrences[1].claim.key, "repere:gn-99072-mossoul");
    /// ```
    pub fn new(article: &Article, tagged: &Tagged, tagger: &Tagger) -> DocumentFacts {
        let claims = claim::claims(article, tagged, tagger.lexicon());
        let surroundings = context::surroundings(article, tagged, tagger.lexicon(), &claims);
        let occurrences = tagged.entities.iter().zip(claims).zip(surroundings).zip(salience(article, tagged));
        DocumentFacts {
            name: article.id.to_string(),
            digest: digest(article),
            published: article.published,
            title: title(article),
            tagger: versions(tagger),
            mentions: mentions(article, tagged),
            occurrences: occurrences
                .filter_map(|(((entity, claimed), surroundings), salience)| {
                    let Claimed { claim, candidates, .. } = claimed?;
                    let Surroundings { anchors, features } = surroundings;
                    let name = entity.name.clone();
                    Some(Occurrence {
                        local: entity.id.0,
                        name,
                        claim,
                        anchors,
                        features,
                        candidates,
                        salience,
                    })
                })
                .collect(),
        }
    }
}

/// A digest of what makes an article this one: its text, its day, its zones.
pub fn digest(article: &Article) -> [u8; 16] {
    let whole = format!("{}\0{:?}\0{:?}", article.text, article.published, article.zones);
    XxHash3_128::oneshot(whole.as_bytes()).to_be_bytes()
}

fn versions(tagger: &Tagger) -> Versions {
    let users = tagger.lexicon().packs().iter().skip(1).map(|pack| pack.name());
    let dictionaries: Vec<&str> = std::iter::once(crate::DICTIONARIES_VERSION).chain(users).collect();
    Versions {
        program: crate::VERSION.to_owned(),
        dictionaries: dictionaries.join(" ").trim_end().to_owned(),
    }
}

/// The longest title that is kept, in characters.
const LONGEST_TITLE: usize = 200;

fn title(article: &Article) -> String {
    let zone = article.zones.iter().find(|zone| zone.kind == ZoneKind::Title);
    let text = zone.map_or(article.text.as_str(), |zone| zone.span.of(&article.text));
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    single_line(line).chars().take(LONGEST_TITLE).collect()
}

fn mentions(article: &Article, tagged: &Tagged) -> Vec<MentionFact> {
    let zone = |span: Span| {
        let zone = article.zones.iter().find(|zone| zone.span.contains(span));
        zone.map_or(ZoneKind::Body, |zone| zone.kind)
    };
    tagged
        .mentions
        .iter()
        .map(|mention| MentionFact {
            span: mention.span,
            local: mention.entity.0,
            entity_type: mention.entity_type,
            zone: zone(mention.span),
            surface: single_line(mention.span.of(&article.text)).into_owned(),
            value: mention.value.as_ref().map(ToString::to_string),
        })
        .collect()
}

/// The texts of the mentions of each entity, each once.
fn surfaces<'a>(article: &'a Article, tagged: &Tagged) -> FxHashMap<EntityId, Vec<&'a str>> {
    let mut surfaces: FxHashMap<EntityId, Vec<&str>> = FxHashMap::default();
    for mention in &tagged.mentions {
        let known = surfaces.entry(mention.entity).or_default();
        let surface = mention.span.of(&article.text);
        if !known.contains(&surface) {
            known.push(surface);
        }
    }
    surfaces
}
