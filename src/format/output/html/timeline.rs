//! The dates of an article in the order of time.

use std::io::{self, Write};

use jiff::civil::Date;

use super::{Content, Escaped, Shown, french};
use crate::EntityType;
use crate::date::DateValue;

/// A time that the article speaks of, or its day of publication.
struct Event<'a> {
    bounds: (Date, Date),
    /// Nothing for the day of publication.
    date: Option<(&'a Shown<'a>, DateValue)>,
}

/// Writes the time line: a list, since steps that are equal can be read where a scale could not, with a day of last week beside a year of last
/// century. Dates without bounds are not on it.
pub fn write_timeline(out: &mut impl Write, content: &Content) -> io::Result<()> {
    let dates = content.of_type(EntityType::Date).filter_map(|shown| {
        let value = shown.mentions.first()?.1.value?;
        Some(Event { bounds: value.bounds()?, date: Some((shown, value)) })
    });
    let mut events: Vec<Event> = dates.collect();
    if events.is_empty() {
        return Ok(());
    }
    events.extend(content.article.published.map(|day| Event { bounds: (day, day), date: None }));
    events.sort_by_key(|event| (event.bounds, event.date.is_some()));
    out.write_all("<section class=\"frise date\" aria-labelledby=\"titre-frise\">\n<h2 id=\"titre-frise\">Frise</h2>\n<ol>\n".as_bytes())?;
    for event in &events {
        write_event(out, event, &content.article.text)?;
    }
    out.write_all(b"</ol>\n</section>\n")
}

fn write_event(out: &mut impl Write, event: &Event, text: &str) -> io::Result<()> {
    let (start, end) = event.bounds;
    let Some((shown, value)) = event.date else {
        return writeln!(
            out,
            "<li class=\"published\"><time datetime=\"{start}\">{}</time> <span>publication</span></li>",
            french::day(start)
        );
    };
    let class = if start == end { "point" } else { "span" };
    let time = french::time(value).unwrap_or_else(|| value.to_string());
    let number = shown.mentions[0].0;
    let words = shown.mentions[0].1.span.of(text);
    write!(out, "<li class=\"{class}\"><a href=\"#m{number}\">{}</a>", Escaped(&time))?;
    // What says the same twice is said once.
    if words != time {
        write!(out, " <span>«\u{a0}{}\u{a0}»</span>", Escaped(words))?;
    }
    let value = value.to_string();
    if value != time {
        write!(out, " <code>{}</code>", Escaped(value))?;
    }
    out.write_all(b"</li>\n")
}
