//! From an item of Wikidata to a record.

use super::classes::Classes;
use super::entity::{Entity, Monolingual, Rank, Statement, Text, number_of};
use super::time::{first_day, last_day};
use crate::EntityType;
use crate::dictionary::FormKind;
use crate::import::record::{Name, Office, Record, kind_of_alias};
use crate::import::tally::{Skip, Tally};

/// The record of an item, or why there is none.
pub(super) fn convert(entity: &Entity<'_>, classes: &Classes, tally: &mut Tally) -> Result<Record, Skip> {
    let number = number_of(&entity.id).filter(|_| entity.kind == "item").ok_or(Skip::NoItem)?;
    let label = entity.labels.fr.as_ref().or(entity.labels.mul.as_ref()).ok_or(Skip::NotFrench)?;
    let entity_type = entity_type(entity, classes, tally).ok_or(Skip::Class)?;
    let mut record = Record::new(format!("wd-q{number}"), entity_type, &*label.value);
    record.prominence = prominence(entity.sitelinks.0);
    // Of a name that is said twice the first is kept: those with dates come before those without.
    record.names.extend(entity.claims.official_name.iter().filter_map(official_name));
    let name = record.names[0].text.clone();
    record.names.extend(entity.claims.short_name.iter().filter_map(|statement| short_name(statement, &name)));
    let aliases = entity.aliases.fr.iter().chain(&entity.aliases.mul);
    aliases.for_each(|Text { value }| record.add_alias(&**value));
    record.ids.push(format!("wikidata:Q{number}"));
    record.ids.extend(ids("geonames", &entity.claims.geonames));
    record.ids.extend(ids("insee", &entity.claims.insee));
    record.offices = offices(entity);
    Ok(record)
}

/// The type of the first class that the table has, among the preferred statements, then among the others.
fn entity_type(entity: &Entity<'_>, classes: &Classes, tally: &mut Tally) -> Option<EntityType> {
    let statements = &entity.claims.instance_of;
    let of_rank = |rank| {
        let ranked = statements.iter().filter(move |statement| statement.rank == rank);
        ranked.filter_map(|statement| statement.value()?.number())
    };
    let mut all = of_rank(Rank::Preferred).chain(of_rank(Rank::Normal)).peekable();
    let first = *all.peek()?;
    let found = all.find_map(|class| classes.get(class));
    if found.is_none() {
        *tally.classes.entry(first).or_default() += 1;
    }
    found
}

/// How many binary digits the number of Wikipedias with an article has, at most 9: none 0, one 1, two or three
/// 2, … from 256 on 9.
fn prominence(wikipedias: u32) -> u8 {
    (u32::BITS - wikipedias.leading_zeros()).min(9) as u8
}

/// An official name in French: a former one where it ended.
fn official_name(statement: &Statement<'_, Monolingual<'_>>) -> Option<Name> {
    let name = statement.value().filter(|name| name.language == "fr")?;
    let kind = if statement.until().is_some() { FormKind::Former } else { FormKind::Spelling };
    Some(dated(Name::new(&*name.text, kind), statement))
}

/// A short name in French.
fn short_name(statement: &Statement<'_, Monolingual<'_>>, whole: &str) -> Option<Name> {
    let name = statement.value().filter(|name| name.language == "fr")?;
    let kind = match kind_of_alias(&name.text, whole) {
        FormKind::Acronym => FormKind::Acronym,
        _ => FormKind::Short,
    };
    Some(dated(Name::new(&*name.text, kind), statement))
}

fn dated<V>(name: Name, statement: &Statement<'_, V>) -> Name {
    Name { since: statement.since().and_then(first_day), until: statement.until().and_then(last_day), ..name }
}

fn ids<'e>(
    scheme: &'e str,
    statements: &'e [Statement<'_, std::borrow::Cow<'_, str>>],
) -> impl Iterator<Item = String> + 'e {
    statements.iter().filter_map(Statement::value).map(move |value| format!("{scheme}:{value}"))
}

/// The offices of which it is known when they were held.
fn offices(entity: &Entity<'_>) -> Vec<Office> {
    let offices = entity.claims.position_held.iter().filter_map(|statement| {
        let id = format!("wikidata:Q{}", statement.value()?.number()?);
        let since = statement.since().and_then(first_day);
        let until = statement.until().and_then(last_day);
        (since.is_some() || until.is_some()).then_some(Office { id, since, until })
    });
    offices.collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn prominence_grows_with_the_wikipedias() {
        let of = super::prominence;
        assert_eq!(
            [of(0), of(1), of(3), of(15), of(127), of(255), of(256), of(400)],
            [0, 1, 2, 4, 7, 8, 9, 9]
        );
    }
}
