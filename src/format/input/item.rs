//! What the readers of items have in common: ninjs, NewsML, NITF, feeds.

use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;

use super::ArticleBuilder;
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

impl Item {
    /// The article; one that has no id takes that of its place in the input, the `number`th of `name`.
    ///
    /// # Errors
    ///
    /// Where it has no text.
    pub fn article(self, name: &str, number: usize) -> Result<Article, String> {
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
        if let Some(language) = self.language.filter(|language| !is_french(language)) {
            article.notes.push(format!("the language is `{}`, not French", language.trim()));
        }
        Ok(article)
    }
}

fn is_french(language: &str) -> bool {
    let primary = language.trim().split(['-', '_']).next().unwrap_or_default();
    ["", "fr", "fra", "fre", "und", "mul"].iter().any(|known| primary.eq_ignore_ascii_case(known))
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
