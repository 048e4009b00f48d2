//! What the readers of items have in common: ninjs, NewsML, NITF, feeds.

use std::io::Read;

use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;

use super::ArticleBuilder;
use super::error::Problem;
use super::language;
use super::xml::{Element, XmlReader};
use crate::format::{Article, ArticleId, Source};

/// An article that is put together from the fields of an item.
#[derive(Default)]
pub(super) struct Item {
    /// What it calls itself.
    pub id: Option<String>,
    /// Its text.
    pub text: ArticleBuilder,
    /// When it was published, as it says.
    pub published: Option<String>,
    /// Its language, as it says.
    pub language: Option<String>,
    /// What it was read from.
    pub source: Source,
}

/// The articles of an input of XML: what `item` makes of each element with one name.
pub(super) fn of_elements<R: Read>(
    name: String,
    mut xml: XmlReader<R>,
    element: &'static str,
    item: impl Fn(&Element) -> Item,
) -> impl Iterator<Item = Result<Article, Problem>> {
    (1..).map_while(move |number| match xml.next(|found| found.name == element) {
        Ok(found) => found.map(|found| item(&found).article_at(found.place, &name, number)),
        Err(problem) => Some(Err(problem)),
    })
}

/// Sets a field where it has nothing yet.
pub(super) fn fill_field(field: &mut Option<String>, value: Option<&str>) {
    if field.is_none() {
        *field = value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
    }
}

impl Item {
    /// The article of an item that begins at a line and column.
    pub fn article_at(self, place: (usize, usize), name: &str, number: usize) -> Result<Article, Problem> {
        self.article(name, number).map_err(|message| Problem::at(place, message))
    }

    /// The article; one that has no id takes that of its place in the input, the `number`th of `name`.
    ///
    /// # Errors
    ///
    /// Where it has no text.
    fn article(self, name: &str, number: usize) -> Result<Article, String> {
        if self.text.text().is_empty() {
            return Err("the item has no text".to_owned());
        }
        let place = || if number == 1 { name.to_owned() } else { format!("{name}#{number}") };
        let id = self.id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
        let mut article = self.text.finish(ArticleId::Name(id.unwrap_or_else(place)));
        article.source = self.source;
        if let Some(moment) = self.published.as_deref().map(str::trim).filter(|moment| !moment.is_empty()) {
            article.published = day(moment);
            if article.published.is_none() {
                article
                    .notes
                    .push(format!("`{moment}` is no date that can be read: published on an unknown day"));
            }
        }
        if let Some(said) = self.language {
            article.language = language::tag(&said);
            if !language::may_be_french(&said) {
                article.notes.push(format!("the language is `{}`, not French", said.trim()));
            }
        }
        Ok(article)
    }
}

/// The day of a moment, where it was written: `2016-10-28T09:00:00+02:00`, `20161028T0900Z`, `Fri, 28 Oct 2016 09:00:00 +0200`.
fn day(moment: &str) -> Option<Date> {
    let digits = |count: usize| moment.get(..count).filter(|day| !day.ends_with('-'));
    let iso = digits(10).and_then(|day| day.parse().ok());
    let basic = || digits(8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok();
    let mail = || {
        let parser = DateTimeParser::new().relaxed_weekday(true);
        parser.parse_zoned_datetime(moment).ok().map(|moment| moment.date())
    };
    iso.or_else(basic).or_else(mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_the_day_of_their_place() {
        let read = |moment| day(moment).map(|day| day.to_string());
        for moment in [
            "2016-10-28",
            "2016-10-28T00:30:00+02:00",
            "2016-10-28 09:00",
            "20161028",
            "20161028T003000+0200",
            "Fri, 28 Oct 2016 00:30:00 +0200",
            "28 Oct 2016 09:00 GMT",
            "Mon, 28 Oct 2016 09:00:00 GMT",
        ] {
            assert_eq!(read(moment).as_deref(), Some("2016-10-28"), "{moment}");
        }
        for moment in ["hier", "2016-02-30", "2016", "é016-10-28"] {
            assert_eq!(read(moment), None, "{moment}");
        }
    }
}
