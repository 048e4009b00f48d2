//! How the base writes types, days and zones down.

use jiff::civil::Date;

use crate::EntityType;
use crate::format::ZoneKind;
use crate::knowledge::facts::{ClaimKind, Feature, slug};

/// The words by which the search finds a name.
pub fn search_words(surface: &str) -> String {
    slug(surface).replace('-', " ")
}

/// The number of a type.
pub fn type_code(entity_type: EntityType) -> i64 {
    EntityType::ALL.iter().position(|other| *other == entity_type).map_or(0, |at| at as i64)
}

/// The type of a number; of one that no version wrote, the last.
pub fn type_of(code: i64) -> EntityType {
    *usize::try_from(code).ok().and_then(|code| EntityType::ALL.get(code)).unwrap_or(&EntityType::Date)
}

/// The number of a kind of claim.
pub fn kind_code(kind: ClaimKind) -> i64 {
    ClaimKind::ALL.iter().position(|other| *other == kind).map_or(0, |at| at as i64)
}

/// The kind of a number; of one that no version wrote, the most careful.
pub fn kind_of(code: i64) -> ClaimKind {
    *usize::try_from(code).ok().and_then(|code| ClaimKind::ALL.get(code)).unwrap_or(&ClaimKind::Lone)
}

/// The number of a zone.
pub fn zone_code(zone: ZoneKind) -> i64 {
    match zone {
        ZoneKind::Title => 0,
        ZoneKind::Lead => 1,
        ZoneKind::Body => 2,
    }
}

/// The word for the zone of a number.
pub fn zone_name(code: i64) -> &'static str {
    match code {
        0 => "title",
        1 => "lead",
        _ => "body",
    }
}

/// A day as `yyyymmdd`, 0 where there is none.
pub fn day_code(day: Option<Date>) -> i64 {
    day.map_or(0, |day| i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day()))
}

/// The day of a code.
pub fn day_of(code: i64) -> Option<Date> {
    let part = |number: i64| i8::try_from(number).ok();
    Date::new(i16::try_from(code / 10_000).ok()?, part(code / 100 % 100)?, part(code % 100)?).ok()
}

/// Features as bytes: nine each.
pub fn features_blob(features: &[Feature]) -> Option<Vec<u8>> {
    let bytes = features.iter().flat_map(|feature| {
        let hash = feature.hash.to_be_bytes();
        hash.into_iter().chain(std::iter::once(feature.weight))
    });
    (!features.is_empty()).then(|| bytes.collect())
}

/// The features of bytes.
pub fn features_of(blob: Option<&[u8]>) -> Vec<Feature> {
    let (features, _) = blob.unwrap_or_default().as_chunks::<9>();
    features
        .iter()
        .map(|[hash @ .., weight]| Feature { hash: u64::from_be_bytes(*hash), weight: *weight })
        .collect()
}
