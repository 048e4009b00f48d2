//! What an entity and an article are called outside: ids, and the IRIs made of them.

use std::fmt::Write;

use crate::dictionary::Lexicon;
use crate::format::ArticleId;
use crate::mention::Entity;

/// The ids of an entity: none where no dictionary has it.
///
/// Shapes: `repere:` and the id of its entry, then its ids elsewhere, each with the short name of who gave it (`wikidata:Q2429253`,
/// `geonames:99072`, `insee:59371`, `iso:FR-59`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityIds {
    ids: Vec<String>,
}

impl EntityIds {
    /// The ids of an entity of a text that was tagged with `lexicon`.
    pub fn of(entity: &Entity, lexicon: &Lexicon) -> EntityIds {
        let Some(entry) = entity.entry.map(|entry| lexicon.entry(entry)) else { return EntityIds::default() };
        let elsewhere = entry.ids.split_whitespace().map(str::to_owned);
        EntityIds { ids: std::iter::once(format!("repere:{}", entry.id)).chain(elsewhere).collect() }
    }

    /// All of them, that of the dictionary first.
    pub fn all(&self) -> &[String] {
        &self.ids
    }

    /// The IRIs of the ids that have one, that of Wikidata first; without that of the dictionary.
    pub fn iris(&self) -> Vec<String> {
        let mut iris: Vec<String> = self.ids.iter().filter_map(|id| iri_of(id)).collect();
        iris.sort_by_key(|iri| !iri.starts_with(WIKIDATA));
        iris
    }

    /// The one IRI by which the entity is called: the first of [`EntityIds::iris`], or else its id in the dictionary, `repere:…`, which
    /// is an IRI too; nothing where no dictionary has it.
    pub fn iri(&self) -> Option<String> {
        let own = || self.ids.first().map(|id| encoded(id));
        self.iris().into_iter().next().or_else(own)
    }
}

const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// The IRI of an id elsewhere, where who gave it has IRIs.
///
/// ```
/// use repere::format::iri_of;
/// assert_eq!(iri_of("wikidata:Q90").as_deref(), Some("http://www.wikidata.org/entity/Q90"));
/// assert_eq!(iri_of("iso:FR-59"), None);
/// ```
pub fn iri_of(id: &str) -> Option<String> {
    let (scheme, name) = id.split_once(':')?;
    let base = match scheme {
        "wikidata" => WIKIDATA,
        "geonames" => "https://sws.geonames.org/",
        "viaf" => "http://viaf.org/viaf/",
        "isni" => "https://isni.org/isni/",
        "gnd" => "https://d-nb.info/gnd/",
        "insee" if is_district(name) => "http://id.insee.fr/geo/arrondissementMunicipal/",
        "insee" => "http://id.insee.fr/geo/commune/",
        // A thesaurus gives the IRI itself.
        "uri" if is_absolute(name) => return Some(encoded(name)),
        "http" | "https" => return Some(encoded(id)),
        _ => return None,
    };
    let end = if scheme == "geonames" { "/" } else { "" };
    Some(format!("{base}{}{end}", encoded(name)))
}

/// Whether a code of INSEE is that of a district of Paris, Lyon or Marseille.
fn is_district(code: &str) -> bool {
    let of_paris = code.starts_with("751") && code != "75100";
    of_paris || code.starts_with("6938") || code.starts_with("1320") || code.starts_with("1321")
}

/// The IRI of an article: its id where that is an IRI of its own (`urn:newsml:…`, `https://…`), else `repere:article/` and the id.
///
/// ```
/// use repere::format::{ArticleId, article_iri};
/// let iri = |id: &str| article_iri(&ArticleId::Name(id.to_owned()));
/// assert_eq!(iri("https://exemple.fr/a?b=é"), "https://exemple.fr/a?b=%C3%A9");
/// assert_eq!(iri("2024/été 1.txt"), "repere:article/2024/%C3%A9t%C3%A9%201.txt");
/// ```
pub fn article_iri(id: &ArticleId) -> String {
    let id = id.to_string();
    if is_absolute(&id) { encoded(&id) } else { minted("article", &ArticleId::Name(id)) }
}

/// An IRI that Repère gives to something of an article.
pub(super) fn minted(kind: &str, id: &ArticleId) -> String {
    format!("repere:{kind}/{}", encoded_path(&id.to_string()))
}

/// Whether a text begins as an absolute IRI does. A scheme has two letters at least: `C:` is a disk. What follows is not empty
/// and holds no white space.
fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme && !rest.is_empty() && !text.contains(char::is_whitespace)
}

/// An IRI with all that is not ASCII, or has no place in a URI, as `%XX`; what looks like `%XX` already stays.
fn encoded(iri: &str) -> String {
    let mut fragments = 0;
    encode(iri, |bytes, at| match bytes[at] {
        b'#' => {
            fragments += 1;
            fragments == 1
        }
        b'%' => bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        byte => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
    })
}

/// A text as the end of the path of an IRI.
fn encoded_path(text: &str) -> String {
    encode(text, |bytes, at| bytes[at].is_ascii_alphanumeric() || b"-._~/".contains(&bytes[at]))
}

fn encode(text: &str, mut is_kept: impl FnMut(&[u8], usize) -> bool) -> String {
    let bytes = text.as_bytes();
    let mut encoded = String::with_capacity(text.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if is_kept(bytes, at) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a string takes all");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> EntityIds {
        EntityIds { ids: ids.iter().map(|id| (*id).to_owned()).collect() }
    }

    #[test]
    fn wikidata_comes_first() {
        let paris = ids(&["repere:paris", "geonames:2988507", "iso:FR-75", "wikidata:Q90"]);
        assert_eq!(paris.iri().as_deref(), Some("http://www.wikidata.org/entity/Q90"));
        assert_eq!(paris.iris(), ["http://www.wikidata.org/entity/Q90", "https://sws.geonames.org/2988507/"]);
    }

    #[test]
    fn the_entry_stands_in_for_an_id_elsewhere() {
        assert_eq!(
            ids(&["repere:mjc-les-tilleuls", "iso:X"]).iri().as_deref(),
            Some("repere:mjc-les-tilleuls")
        );
        assert_eq!(
            ids(&["repere:l’été <x>"]).iri().as_deref(),
            Some("repere:l%E2%80%99%C3%A9t%C3%A9%20%3Cx%3E")
        );
        assert_eq!(ids(&[]).iri(), None);
    }

    #[test]
    fn who_has_iris() {
        for (id, iri) in [
            ("insee:59371", "http://id.insee.fr/geo/commune/59371"),
            ("insee:75056", "http://id.insee.fr/geo/commune/75056"),
            ("insee:75111", "http://id.insee.fr/geo/arrondissementMunicipal/75111"),
            ("uri:http://exemple.fr/t#a", "http://exemple.fr/t#a"),
            ("viaf:12", "http://viaf.org/viaf/12"),
        ] {
            assert_eq!(iri_of(id).as_deref(), Some(iri));
        }
        assert_eq!((iri_of("jrc:12"), iri_of("none"), iri_of("uri:x")), (None, None, None));
    }

    #[test]
    fn the_id_of_an_article_is_made_safe() {
        let iri = |id: &str| article_iri(&ArticleId::Name(id.to_owned()));
        assert_eq!(article_iri(&ArticleId::Number(-7)), "repere:article/-7");
        assert_eq!(iri("urn:newsml:a.fr:2024:é"), "urn:newsml:a.fr:2024:%C3%A9");
        assert_eq!(iri("C:\\a.txt"), "repere:article/C%3A%5Ca.txt");
        assert_eq!(iri("a b: c"), "repere:article/a%20b%3A%20c");
        assert_eq!(iri("http://x.fr/a#b#c"), "http://x.fr/a#b%23c");
        assert_eq!(iri("http://x.fr/100%?q=%C3"), "http://x.fr/100%25?q=%C3");
        assert_eq!(iri("http://x.fr/>\"{}"), "http://x.fr/%3E%22%7B%7D");
    }
}
