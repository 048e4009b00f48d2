//! The list of entities.

use std::io::{self, Write};

use super::{Content, Escaped, Shown, french};
use crate::mention::Mention;
use crate::{EntityType, Span};

/// Characters of context on each side of a mention.
const CONTEXT: usize = 32;

/// Writes the entities by type: those of most salience first, dates in the order of time.
pub fn write_entities(out: &mut impl Write, content: &Content) -> io::Result<()> {
    out.write_all("<h2 id=\"titre-entites\">Entités</h2>\n".as_bytes())?;
    if content.shown.is_empty() {
        return out.write_all("<p>Aucune entité n’a été trouvée.</p>\n".as_bytes());
    }
    for entity_type in EntityType::ALL {
        let mut shown: Vec<&Shown> = content.of_type(entity_type).collect();
        if shown.is_empty() {
            continue;
        }
        match entity_type {
            EntityType::Date => shown.sort_by_key(|shown| {
                let bounds = shown.mentions.first().and_then(|(_, mention)| mention.value?.bounds());
                (bounds.is_none(), bounds)
            }),
            _ => shown.sort_by(|one, other| other.found.salience.total_cmp(&one.found.salience)),
        }
        let class = french::class(entity_type);
        let (plural, label) = (french::plural(entity_type), french::label(entity_type));
        writeln!(
            out,
            "<section class=\"{class}\">\n<h3>{plural} <b class=\"tag\" aria-hidden=\"true\">{label}</b> <span class=\"count\">{}</span></h3>\n<ul>",
            shown.len()
        )?;
        for entity in shown {
            write_entity(out, entity, &content.article.text)?;
        }
        out.write_all(b"</ul>\n</section>\n")?;
    }
    Ok(())
}

/// An entity: its name and other names in sight, its ids and mentions behind them. A link to it opens it, since what it leads to stands inside.
fn write_entity(out: &mut impl Write, shown: &Shown, text: &str) -> io::Result<()> {
    out.write_all(b"<li><details><summary><strong>")?;
    match time_of(shown) {
        Some(time) => write!(out, "{}</strong>", Escaped(time))?,
        None => write!(out, "{}</strong>", Escaped(&shown.found.entity.name))?,
    }
    let mentions = french::mentions(shown.mentions.len());
    write!(out, " <span class=\"count\" title=\"{mentions}\">{}</span>", shown.mentions.len())?;
    write_salience(out, shown.found.salience)?;
    if !shown.found.entity.aliases.is_empty() {
        write!(out, " <span class=\"aliases\">{}</span>", Escaped(shown.found.entity.aliases.join(" · ")))?;
    }
    writeln!(out, "</summary>\n<div id=\"e{}\" class=\"more\">", shown.found.entity.id.0)?;
    write_ids(out, shown)?;
    out.write_all(b"<ol>\n")?;
    for (number, mention) in &shown.mentions {
        write_context(out, *number, mention, text)?;
    }
    out.write_all(b"</ol></div></details></li>\n")
}

/// What a date means, in words.
fn time_of(shown: &Shown) -> Option<String> {
    french::time(shown.mentions.first()?.1.value?)
}

/// A small bar.
fn write_salience(out: &mut impl Write, salience: f64) -> io::Result<()> {
    let percent = (salience.clamp(0.0, 1.0) * 100.0).round();
    write!(
        out,
        " <svg class=\"salience\" role=\"img\" aria-label=\"saillance {percent} %\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\">\
         <title>saillance {percent}\u{a0}%</title><rect class=\"all\" width=\"100\" height=\"8\" rx=\"4\"/>\
         <rect class=\"part\" width=\"{percent}\" height=\"8\" rx=\"4\"/></svg>"
    )
}

/// The value of a date, or the ids, as links where they lead to a page that is known.
fn write_ids(out: &mut impl Write, shown: &Shown) -> io::Result<()> {
    let value = shown.mentions.first().and_then(|(_, mention)| mention.value);
    if value.is_none() && shown.found.ids.all().is_empty() {
        return Ok(());
    }
    out.write_all(b"<p class=\"ids\">")?;
    if let Some(value) = value {
        write!(out, "<code>{}</code> ", Escaped(value))?;
    }
    for id in shown.found.ids.all() {
        match page_of(id) {
            Some(page) => write!(out, "<a href=\"{page}\" rel=\"noreferrer noopener\">{}</a> ", Escaped(id))?,
            None => write!(out, "<span>{}</span> ", Escaped(id))?,
        }
    }
    out.write_all(b"</p>\n")
}

/// The page of an entity with Wikidata or GeoNames; nothing where the id is not one that they give.
fn page_of(id: &str) -> Option<String> {
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let (giver, name) = id.split_once(':')?;
    match giver {
        "wikidata" if name.strip_prefix('Q').is_some_and(is_number) => {
            Some(format!("https://www.wikidata.org/wiki/{name}"))
        }
        "geonames" if is_number(name) => Some(format!("https://www.geonames.org/{name}")),
        _ => None,
    }
}

fn write_context(out: &mut impl Write, number: usize, mention: &Mention, text: &str) -> io::Result<()> {
    let (before, after) = context(text, mention.span);
    writeln!(
        out,
        "<li><a href=\"#m{number}\">{}<b>{}</b>{}</a></li>",
        Escaped(before),
        Escaped(mention.span.of(text)),
        Escaped(after)
    )
}

/// Some words before and behind a piece of a text, within its paragraph.
fn context(text: &str, span: Span) -> (String, String) {
    let paragraph = text[..span.start()].rfind("\n\n").map_or(0, |at| at + 2);
    let before = &text[paragraph..span.start()];
    let after = &text[span.end()..];
    let after = &after[..after.find("\n\n").unwrap_or(after.len())];
    let cut = before.char_indices().rev().nth(CONTEXT).map(|(at, _)| at);
    let before = match cut.and_then(|cut| before[cut..].find(char::is_whitespace).map(|space| cut + space)) {
        Some(cut) => format!("…{}", &before[cut..]),
        None => before.to_owned(),
    };
    let cut = after.char_indices().nth(CONTEXT).map(|(at, _)| at);
    let after = match cut.and_then(|cut| after[..cut].rfind(char::is_whitespace)) {
        Some(cut) => format!("{}\u{a0}…", &after[..cut]),
        None => after.to_owned(),
    };
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_the_right_form_are_links() {
        assert_eq!(page_of("wikidata:Q90").as_deref(), Some("https://www.wikidata.org/wiki/Q90"));
        assert_eq!(page_of("geonames:2988507").as_deref(), Some("https://www.geonames.org/2988507"));
        for id in
            ["wikidata:\"><script>", "wikidata:Q", "geonames:1/../x", "javascript:alert(1)", "repere:paris"]
        {
            assert_eq!(page_of(id), None);
        }
    }

    #[test]
    fn a_context_is_whole_words_of_one_paragraph() {
        let text = "Titre\n\nLe ministre des affaires étrangères Jean Dupont est arrivé à Brest hier soir par le train de nuit.\n\nFin";
        let start = text.find("Dupont").expect("it is there");
        let (before, after) = context(text, Span::new(start, start + 6));
        assert_eq!(before, "… des affaires étrangères Jean ");
        assert_eq!(after, " est arrivé à Brest hier soir\u{a0}…");
        let (before, after) = context("Dupont", Span::new(0, 6));
        assert_eq!((before.as_str(), after.as_str()), ("", ""));
    }
}
