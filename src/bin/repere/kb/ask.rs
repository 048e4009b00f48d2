//! `repere kb search`, `show`, `list`, `timeline`, `related`, `articles`, `ambiguous` and `stats`.

use clap::Args;
use jiff::civil::Date;
use repere::EntityType;
use repere::knowledge::{ArticleLine, EntityLine, EntityView, Filter, MonthCount, Stats};

use super::KbFile;
use super::print::{AnswerOptions, Rows};
use crate::outcome::Outcome;

/// Finds entities by their names; case and accents do not count, and the last word may be a beginning.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb search --kb newsroom.kb 'etat isl'
  repere kb search --kb newsroom.kb dupont --type per --to json")]
pub struct SearchArgs {
    #[command(flatten)]
    kb: KbFile,
    /// Words of a name
    text: String,
    /// Only this type: per, loc, org
    #[arg(long = "type", value_name = "TYPE")]
    entity_type: Option<EntityType>,
    #[command(flatten)]
    answer: AnswerOptions,
}

/// One entity that is asked about.
#[derive(Args, Debug)]
struct OfEntity {
    #[command(flatten)]
    kb: KbFile,
    /// The key of an entity, or a name that one entity alone has
    entity: String,
    #[command(flatten)]
    answer: AnswerOptions,
}

/// Shows an entity: its names by period, its ids, what it is named with, its latest articles.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb show --kb newsroom.kb 'Sergueï Lavrov'
  repere kb show --kb newsroom.kb repere:mossoul --to json")]
pub struct ShowArgs {
    #[command(flatten)]
    about: OfEntity,
}

/// Lists the entities named most.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb list --kb newsroom.kb --type per --since 2016-01 --until 2016-06 --min 10")]
pub struct ListArgs {
    #[command(flatten)]
    kb: KbFile,
    /// Only this type: per, loc, org
    #[arg(long = "type", value_name = "TYPE")]
    entity_type: Option<EntityType>,
    /// Only articles of this month and later
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    since: Option<i64>,
    /// Only articles of this month and earlier
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    until: Option<i64>,
    /// Only entities named in so many articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    min: u64,
    #[command(flatten)]
    answer: AnswerOptions,
}

/// Tells month by month in how many articles an entity is named.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb timeline --kb newsroom.kb 'Sergueï Lavrov' --to csv > lavrov.csv")]
pub struct TimelineArgs {
    #[command(flatten)]
    about: OfEntity,
}

/// Tells what an entity is named with, in its latest 1,000 articles.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb related --kb newsroom.kb 'Sergueï Lavrov' --limit 50")]
pub struct RelatedArgs {
    #[command(flatten)]
    about: OfEntity,
}

/// Lists the latest articles that name an entity, or all of several.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb articles --kb newsroom.kb --with 'Sergueï Lavrov' --with Mossoul --since 2016-01-01")]
pub struct ArticlesArgs {
    #[command(flatten)]
    kb: KbFile,
    /// The key of an entity, or a name that one entity alone has; may be given several times
    #[arg(long = "with", value_name = "ENTITY", required = true)]
    entities: Vec<String>,
    /// Only articles of this day and later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Only articles of this day and earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    #[command(flatten)]
    answer: AnswerOptions,
}

/// Lists the names of which it is unresolved whose they are, with what they may mean, likeliest first.
///
/// `repere kb merge` settles the one of an article (`per:dupont@2016-123`), or all of them (`per:dupont?`).
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb ambiguous --kb newsroom.kb --type per")]
pub struct AmbiguousArgs {
    #[command(flatten)]
    kb: KbFile,
    /// Only this type: per, loc, org
    #[arg(long = "type", value_name = "TYPE")]
    entity_type: Option<EntityType>,
    #[command(flatten)]
    answer: AnswerOptions,
}

/// Counts what a base holds.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb stats --kb newsroom.kb --to json")]
pub struct StatsArgs {
    #[command(flatten)]
    kb: KbFile,
    #[command(flatten)]
    answer: AnswerOptions,
}

impl SearchArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let found =
            self.kb.read().and_then(|base| base.search(&self.text, self.entity_type, self.answer.limit));
        self.answer.outcome(found, |lines| entities(lines))
    }
}

impl ShowArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let view = self.about.kb.read().and_then(|base| {
            let view = base.view(&self.about.entity, self.about.answer.limit)?;
            let similar = base.similar(&view.line, self.about.answer.limit)?;
            Ok((view, similar))
        });
        self.about.answer.told(view, |(view, similar)| shown(view, similar), |(view, _)| names(view))
    }
}

impl ListArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let filter =
            Filter { entity_type: self.entity_type, since: self.since, until: self.until, min: self.min };
        let found = self.kb.read().and_then(|base| base.list(&filter, self.answer.limit));
        self.answer.outcome(found, |lines| entities(lines))
    }
}

impl TimelineArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let months = self.about.kb.read().and_then(|base| base.timeline(&self.about.entity));
        self.about.answer.outcome(months, |months| {
            Rows::new(&["month", "articles", "mentions"], months, |count: &MonthCount| {
                let month = count.month.clone().unwrap_or_else(|| "unknown".to_owned());
                vec![month, count.articles.to_string(), count.mentions.to_string()]
            })
        })
    }
}

impl RelatedArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let related =
            self.about.kb.read().and_then(|base| base.related(&self.about.entity, self.about.answer.limit));
        self.about.answer.told(
            related,
            |related| {
                format!(
                    "named together in its latest {} articles:\n{}",
                    related.of,
                    entities(&related.entities).to_text()
                )
            },
            |related| entities(&related.entities),
        )
    }
}

impl ArticlesArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let day =
            |day: Date| i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day());
        let found = self.kb.read().and_then(|base| {
            base.articles(&self.entities, self.since.map(day), self.until.map(day), self.answer.limit)
        });
        self.answer.outcome(found, |lines| articles(lines))
    }
}

impl AmbiguousArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let found = self.kb.read().and_then(|base| base.ambiguous(self.entity_type, self.answer.limit));
        self.answer.outcome(found, |names| {
            Rows::new(&["articles", "key", "latest article", "may mean"], names, |name| {
                let meanings =
                    name.candidates.iter().map(|meaning| format!("{} ({})", meaning.key, meaning.why));
                vec![
                    name.line.articles.to_string(),
                    name.line.key.clone(),
                    name.article.clone(),
                    meanings.collect::<Vec<_>>().join(", "),
                ]
            })
        })
    }
}

impl StatsArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        // A base of an older version is brought up to date here.
        let stats = self.kb.read().or_else(|_| self.kb.write()).and_then(|base| base.stats());
        self.answer.outcome(stats, |stats: &Stats| {
            let lines = [
                ("articles", stats.articles),
                ("mentions", stats.mentions),
                ("entities", stats.entities),
                ("unresolved names", stats.unresolved),
                ("decisions", stats.decisions),
                ("version", stats.version),
            ];
            Rows::new(&["what", "number"], &lines, |(what, number)| {
                vec![what.to_string(), number.to_string()]
            })
        })
    }
}

fn entities(lines: &[EntityLine]) -> Rows {
    Rows::new(&["articles", "mentions", "type", "name", "key"], lines, |line| {
        vec![
            line.articles.to_string(),
            line.mentions.to_string(),
            line.entity_type.label().to_owned(),
            line.name.clone(),
            line.key.clone(),
        ]
    })
}

fn articles(lines: &[ArticleLine]) -> Rows {
    Rows::new(&["day", "salience", "article", "title"], lines, |line| {
        let day = line.published.clone().unwrap_or_else(|| "-".to_owned());
        vec![day, format!("{:.2}", line.salience), line.id.clone(), line.title.clone()]
    })
}

/// The names of an entity with the years in which they were in use.
fn names(view: &EntityView) -> Rows {
    Rows::new(&["mentions", "name", "years"], &view.names, |name| {
        let known = name.years.iter().filter(|count| count.year > 0);
        let years = known.map(|count| format!("{} ({})", count.year, count.mentions));
        vec![name.mentions.to_string(), name.name.clone(), years.collect::<Vec<_>>().join(", ")]
    })
}

fn shown(view: &EntityView, similar: &[EntityLine]) -> String {
    let line = &view.line;
    let mut text = format!("{}  {}\nkey: {}\n", line.entity_type, line.name, line.key);
    if !line.ids.is_empty() {
        text += &format!("ids: {}\n", line.ids.join(" "));
    }
    text += &format!("{} articles, {} mentions", line.articles, line.mentions);
    if let (Some(first), Some(last)) = (&view.first, &view.last) {
        text += &format!(", first {first}, last {last}");
    }
    text += &format!("\n\n{}", names(view).to_text());
    if !view.related.entities.is_empty() {
        let related = entities(&view.related.entities).to_text();
        text += &format!("\nnamed together in its latest {} articles:\n{related}", view.related.of);
    }
    if !similar.is_empty() {
        text += &format!("\nwritten almost so:\n{}", entities(similar).to_text());
    }
    text + &format!("\nlatest articles:\n{}", articles(&view.latest).to_text())
}

/// A month as yyyymm.
fn month(text: &str) -> Result<i64, String> {
    let error = || "a month is written YYYY-MM, as 2016-10".to_owned();
    let (year, month) = text.split_once('-').ok_or_else(error)?;
    let (year, month): (i64, i64) = (year.parse().map_err(|_| error())?, month.parse().map_err(|_| error())?);
    if (1..=12).contains(&month) && (1..=9999).contains(&year) {
        Ok(year * 100 + month)
    } else {
        Err(error())
    }
}
