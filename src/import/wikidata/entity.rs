//! The parts of an entity that are read, borrowed from its line.
//!
//! Everything else is passed over by the parser. An empty object is written `[]` in older dumps: a structure whose
//! fields all have a default is read from that too.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// An entity of the dump.
#[derive(Deserialize)]
pub(super) struct Entity<'l> {
    #[serde(rename = "type", borrow)]
    pub kind: Cow<'l, str>,
    #[serde(borrow)]
    pub id: Cow<'l, str>,
    #[serde(borrow, default)]
    pub labels: Labels<'l>,
    #[serde(borrow, default)]
    pub aliases: Aliases<'l>,
    #[serde(borrow, default)]
    pub claims: Claims<'l>,
    #[serde(default)]
    pub sitelinks: Sitelinks,
}

/// The label in French, and the one for all languages.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Labels<'l> {
    #[serde(borrow)]
    pub fr: Option<Text<'l>>,
    #[serde(borrow)]
    pub mul: Option<Text<'l>>,
}

/// The other names in French, and those for all languages.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Aliases<'l> {
    #[serde(borrow)]
    pub fr: Vec<Text<'l>>,
    #[serde(borrow)]
    pub mul: Vec<Text<'l>>,
}

/// A text whose language is known from where it stands.
#[derive(Deserialize)]
pub(super) struct Text<'l> {
    #[serde(borrow)]
    pub value: Cow<'l, str>,
}

/// The statements that are used.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims<'l> {
    #[serde(rename = "P31", borrow)]
    pub instance_of: Vec<Statement<'l, Item<'l>>>,
    #[serde(rename = "P39", borrow)]
    pub position_held: Vec<Statement<'l, Item<'l>>>,
    #[serde(rename = "P1448", borrow)]
    pub official_name: Vec<Statement<'l, Monolingual<'l>>>,
    #[serde(rename = "P1813", borrow)]
    pub short_name: Vec<Statement<'l, Monolingual<'l>>>,
    #[serde(rename = "P1566", borrow)]
    pub geonames: Vec<Statement<'l, Cow<'l, str>>>,
    #[serde(rename = "P374", borrow)]
    pub insee: Vec<Statement<'l, Cow<'l, str>>>,
}

/// A statement with a value of one kind.
#[derive(Deserialize)]
#[serde(bound(deserialize = "V: Deserialize<'de>, 'de: 'l"))]
pub(super) struct Statement<'l, V> {
    mainsnak: Snak<V>,
    #[serde(default)]
    pub rank: Rank,
    #[serde(borrow, default)]
    qualifiers: Qualifiers<'l>,
}

/// How good a statement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Rank {
    Preferred,
    #[default]
    Normal,
    Deprecated,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Qualifiers<'l> {
    #[serde(rename = "P580", borrow)]
    since: Vec<Snak<Time<'l>>>,
    #[serde(rename = "P582", borrow)]
    until: Vec<Snak<Time<'l>>>,
}

/// A value, or none: «unknown» and «no value» have none.
#[derive(Deserialize)]
struct Snak<V> {
    datavalue: Option<DataValue<V>>,
}

#[derive(Deserialize)]
struct DataValue<V> {
    value: V,
}

/// Another item.
#[derive(Deserialize)]
pub(super) struct Item<'l> {
    #[serde(borrow)]
    id: Option<Cow<'l, str>>,
    #[serde(rename = "numeric-id")]
    numeric_id: Option<u64>,
}

/// A text in one language.
#[derive(Deserialize)]
pub(super) struct Monolingual<'l> {
    #[serde(borrow)]
    pub text: Cow<'l, str>,
    #[serde(borrow)]
    pub language: Cow<'l, str>,
}

/// A time.
#[derive(Deserialize)]
pub(super) struct Time<'l> {
    #[serde(borrow)]
    pub time: Cow<'l, str>,
    pub precision: u8,
}

impl<'l, V> Statement<'l, V> {
    /// The value, where there is one and nobody has withdrawn it.
    pub fn value(&self) -> Option<&V> {
        let value = self.mainsnak.datavalue.as_ref().map(|value| &value.value);
        value.filter(|_| self.rank != Rank::Deprecated)
    }

    /// Since when it holds.
    pub fn since(&self) -> Option<&Time<'l>> {
        self.qualifiers.since.iter().find_map(|snak| Some(&snak.datavalue.as_ref()?.value))
    }

    /// Until when it held.
    pub fn until(&self) -> Option<&Time<'l>> {
        self.qualifiers.until.iter().find_map(|snak| Some(&snak.datavalue.as_ref()?.value))
    }
}

impl Item<'_> {
    /// The number of the item, that of `Q5` being 5.
    pub fn number(&self) -> Option<u64> {
        self.numeric_id.or_else(|| number_of(self.id.as_deref()?))
    }
}

/// The number of an id `Q…`.
pub(super) fn number_of(id: &str) -> Option<u64> {
    id.strip_prefix('Q')?.parse().ok()
}

/// How many Wikipedias have an article.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sitelinks(pub u32);

impl<'de> Deserialize<'de> for Sitelinks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SitelinkVisitor)
    }
}

struct SitelinkVisitor;

impl<'de> Visitor<'de> for SitelinkVisitor {
    type Value = Sitelinks;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("site links")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sitelinks, A::Error> {
        let mut count = 0;
        while let Some((site, IgnoredAny)) = map.next_entry::<Site, _>()? {
            count += u32::from(site.is_wikipedia);
        }
        Ok(Sitelinks(count))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Sitelinks, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Sitelinks(0))
    }
}

/// The name of a site, of which only this is of interest.
struct Site {
    is_wikipedia: bool,
}

/// Sites whose names end as those of Wikipedias do.
const OTHER_WIKIS: [&str; 11] = [
    "commonswiki",
    "foundationwiki",
    "incubatorwiki",
    "mediawikiwiki",
    "metawiki",
    "outreachwiki",
    "sourceswiki",
    "specieswiki",
    "wikidatawiki",
    "wikifunctionswiki",
    "wikimaniawiki",
];

impl<'de> Deserialize<'de> for Site {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SiteVisitor;
        impl Visitor<'_> for SiteVisitor {
            type Value = Site;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("the name of a site")
            }

            fn visit_str<E>(self, site: &str) -> Result<Site, E> {
                Ok(Site { is_wikipedia: site.ends_with("wiki") && !OTHER_WIKIS.contains(&site) })
            }
        }
        deserializer.deserialize_str(SiteVisitor)
    }
}
