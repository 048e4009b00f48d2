//! `repere kb merge`, `split`, `reject`, `rename`, `retype`, `link` and `undo`.

use std::collections::BTreeSet;

use clap::Args;
use jiff::Timestamp;
use repere::EntityType;
use repere::knowledge::{Action, Base, BaseError, Decision, EntityKey};

use super::KbFile;
use super::upkeep::outcome;
use crate::outcome::Outcome;

/// Who decides, and why.
#[derive(Args, Debug)]
pub struct Responsible {
    #[command(flatten)]
    kb: KbFile,
    /// Who decides
    #[arg(long, value_name = "NAME", env = "REPERE_AUTHOR")]
    author: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// When it was decided, if not now: 2016-10-28T09:00:00Z
    #[arg(long, value_name = "TIME", env = "REPERE_TIME")]
    time: Option<Timestamp>,
}

impl Responsible {
    /// Takes the decision that `action` makes of a base.
    fn decide(&self, action: impl FnOnce(&Base) -> Result<Action, BaseError>) -> Outcome {
        let decided = self.kb.write().and_then(|mut base| {
            let time = self.time.unwrap_or_else(Timestamp::now);
            let action = action(&base)?;
            let decision = Decision::new(time.to_string(), self.author.clone(), self.reason.clone(), action);
            let delta = base.decide(&decision)?;
            Ok(format!(
                "decision {}: {} mentions moved, {} entities added, {} gone\n",
                decision.id, delta.moved, delta.entities_added, delta.entities_removed
            ))
        });
        outcome(decided)
    }
}

/// Says that an entity is the same thing as another, now and in all articles to come.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb merge --kb newsroom.kb per:jeane-kerbrat per:jeanne-kerbrat --author cl --reason 'a slip'
  repere kb merge --kb newsroom.kb 'per:dupont@2016-123' per:michel-dupont --author cl
      the Dupont of one article")]
pub struct MergeArgs {
    /// The entity, by key or name
    entity: String,
    /// What it is the same thing as, by key or name
    into: String,
    #[command(flatten)]
    responsible: Responsible,
}

/// Says that in some articles another thing is meant, which becomes an entity of its own.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb split --kb newsroom.kb per:jeanne-kerbrat --article 2016-123 --article 2016-150 --author cl --reason 'her aunt'")]
pub struct SplitArgs {
    /// The entity, by key or name
    entity: String,
    /// An article that means the other one; may be given several times
    #[arg(long = "article", value_name = "ID", required = true)]
    articles: Vec<String>,
    #[command(flatten)]
    responsible: Responsible,
}

/// Says that something is no entity: one mention, all mentions in an article, or everywhere.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb reject --kb newsroom.kb --article 2016-123 --at 1204 --author cl
      the mention that begins at byte 1204 of an article
  repere kb reject --kb newsroom.kb org:planete-plus --article 2016-123 --author cl
      in one article
  repere kb reject --kb newsroom.kb org:planete-plus --author cl
      always")]
pub struct RejectArgs {
    /// The entity, by key or name
    #[arg(required_unless_present = "at", conflicts_with = "at")]
    entity: Option<String>,
    /// Only in this article
    #[arg(long, value_name = "ID")]
    article: Option<String>,
    /// Only the mention that begins at this byte of the article
    #[arg(long, value_name = "BYTE", requires = "article")]
    at: Option<u64>,
    #[command(flatten)]
    responsible: Responsible,
}

/// Gives an entity another name.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb rename --kb newsroom.kb per:jeanne-kerbrat 'Jeanne Kerbrat-Le Goff' --author cl")]
pub struct RenameArgs {
    /// The entity, by key or name
    entity: String,
    /// Its name
    name: String,
    #[command(flatten)]
    responsible: Responsible,
}

/// Gives an entity another type.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb retype --kb newsroom.kb loc:villa-medicis org --author cl")]
pub struct RetypeArgs {
    /// The entity, by key or name
    entity: String,
    /// Its type: per, loc, org
    #[arg(value_name = "TYPE")]
    entity_type: EntityType,
    #[command(flatten)]
    responsible: Responsible,
}

/// Says what id an entity has elsewhere.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb link --kb newsroom.kb per:jeanne-kerbrat wikidata:Q42 --author cl")]
pub struct LinkArgs {
    /// The entity, by key or name
    entity: String,
    /// The id, with its scheme
    #[arg(value_parser = id)]
    id: String,
    #[command(flatten)]
    responsible: Responsible,
}

/// Takes a decision back. It stays in the log, and so does this.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere kb decisions list --kb newsroom.kb
  repere kb undo --kb newsroom.kb 3fa2c61b0d9e4f57 --author cl --reason 'two people after all'")]
pub struct UndoArgs {
    /// The decision, by its id
    decision: String,
    #[command(flatten)]
    responsible: Responsible,
}

impl MergeArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        self.responsible.decide(|base| {
            let (from, into) = (base.named(&self.entity)?, base.named(&self.into)?);
            if into.key.ends_with('?') {
                return Err(BaseError::new(format!(
                    "`{}` is a name, and no entity: nothing can be merged into it",
                    into.key
                )));
            }
            Ok(Action::Merge { from, into })
        })
    }
}

impl SplitArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        self.responsible.decide(|base| {
            let documents: BTreeSet<String> = self.articles.iter().cloned().collect();
            let entity = base.named(&self.entity)?;
            for document in &documents {
                must_name(base, document, &entity)?;
            }
            Ok(Action::Split { entity, documents })
        })
    }
}

impl RejectArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        self.responsible.decide(|base| match (&self.entity, &self.article, self.at) {
            (_, Some(document), Some(start)) => {
                let text = base.mention_at(document, start)?.ok_or_else(|| {
                    BaseError::new(format!("no mention begins at byte {start} of the article `{document}`"))
                })?;
                Ok(Action::RejectMention { document: document.clone(), start, text })
            }
            (Some(entity), Some(document), None) => {
                let entity = base.named(entity)?;
                must_name(base, document, &entity)?;
                Ok(Action::RejectArticle { entity, document: document.clone() })
            }
            (Some(entity), None, _) => Ok(Action::RejectAlways { entity: base.named(entity)? }),
            (None, ..) => Err(BaseError::new("name what is to be rejected")),
        })
    }
}

/// Whether an article names an entity, as an error where it does not.
fn must_name(base: &Base, document: &str, entity: &EntityKey) -> Result<(), BaseError> {
    if base.names(document, &entity.key)? {
        return Ok(());
    }
    Err(BaseError::new(format!("the article `{document}` does not name {}", entity.key)))
}

impl RenameArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        self.responsible
            .decide(|base| Ok(Action::Rename { entity: base.named(&self.entity)?, name: self.name.clone() }))
    }
}

impl RetypeArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        self.responsible.decide(|base| {
            Ok(Action::Retype { entity: base.named(&self.entity)?, entity_type: self.entity_type })
        })
    }
}

impl LinkArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        self.responsible
            .decide(|base| Ok(Action::Link { entity: base.named(&self.entity)?, id: self.id.clone() }))
    }
}

impl UndoArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        self.responsible.decide(|_| Ok(Action::Undo { decision: self.decision.clone() }))
    }
}

/// An id with its scheme.
fn id(text: &str) -> Result<String, String> {
    let is_whole =
        text.split_once(':').is_some_and(|(scheme, value)| !scheme.is_empty() && !value.is_empty());
    if is_whole && !text.contains(char::is_whitespace) {
        Ok(text.to_owned())
    } else {
        Err("an id is written with its scheme, as wikidata:Q42".to_owned())
    }
}
