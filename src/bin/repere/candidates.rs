//! `repere candidates`: names that articles have and the dictionaries lack.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use repere::radar::{Radar, UnknownName};
use repere::text::fold_word;
use repere::{EntityType, Tagger};

use crate::args::UserDictionaries;
use crate::articles::From;
use crate::outcome::Outcome;

/// Lists names that cues prove and no dictionary has, those of most articles first.
///
/// Each with its type, how often and in how many articles it stands, the cue that speaks most for it, and two
/// sentences. As YAML it is a dictionary file ready to be completed and added with `--dictionary`.
#[derive(Args, Debug)]
pub struct CandidatesArgs {
    /// Files of articles, or folders of them, which are walked; `-` is standard input
    #[arg(value_name = "FILES", default_value = "-")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    from: From,
    /// Only names of these types: per, loc, org
    #[arg(long, value_delimiter = ',', default_value = "per,loc,org")]
    types: Vec<EntityType>,
    /// Only names that stand in so many articles or more
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_articles: usize,
    /// Only the first N names
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = CandidateFormat::Table)]
    to: CandidateFormat,
    #[command(flatten)]
    dictionaries: UserDictionaries,
}

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CandidateFormat {
    /// A table with sentences
    Table,
    /// A dictionary file, of one type
    Yaml,
}

impl CandidatesArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        if self.to == CandidateFormat::Yaml && self.types.len() != 1 {
            return Outcome::problem(
                "a dictionary file holds one type: say which, with `--types per`, `loc` or `org`",
            );
        }
        let mut outcome = Outcome::default();
        let tagger = match self.dictionaries.tagger() {
            Ok(tagger) => tagger,
            Err(errors) => return Outcome::problems(&errors),
        };
        let mut radar = Radar::new(&tagger);
        for article in self.from.read_all(&self.files, &mut outcome.problems) {
            radar.look(&article.id.to_string(), &article.text, article.published);
        }
        let names = radar.ranking().into_iter().filter(|name| self.wants(name));
        let names: Vec<UnknownName> = names.take(self.limit.unwrap_or(usize::MAX)).collect();
        outcome.output = match self.to {
            CandidateFormat::Table => table(&names),
            CandidateFormat::Yaml => yaml(&names, self.types[0], &tagger),
        };
        outcome
    }

    fn wants(&self, name: &UnknownName) -> bool {
        self.types.contains(&name.entity_type) && name.documents >= self.min_articles
    }
}

fn table(names: &[UnknownName]) -> String {
    let width = names.iter().map(|name| name.name.chars().count()).max().unwrap_or(0);
    let mut text = format!("{:<width$}  type  mentions  articles  best cue\n", "name", width = width.max(4));
    for name in names {
        writeln!(
            text,
            "{:<width$}  {:<4}  {:>8}  {:>8}  {} ({:+.1})",
            name.name,
            name.entity_type,
            name.mentions,
            name.documents,
            name.cue.meaning,
            name.cue.weight,
            width = width.max(4)
        )
        .expect("a string takes all");
        for quotation in &name.sentences {
            writeln!(text, "    {}: {}", quotation.document, quotation.sentence).expect("a string takes all");
        }
    }
    text
}

/// A dictionary file of the names, sorted by id, what is known of each in a comment before it.
fn yaml(names: &[UnknownName], entity_type: EntityType, tagger: &Tagger) -> String {
    let mut taken = shipped_ids(tagger);
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    for name in names {
        let id = free_id(&name.name, &mut taken);
        entries.insert(id.clone(), entry(&id, name));
    }
    format!(
        "# Names found by cues. Complete and correct each entry, or take it out.\n\
         kind: entities\nsource: to be completed\nlicence: to be completed\ntype: {entity_type}\nentries:{}\n{}",
        if entries.is_empty() { " []" } else { "" },
        entries.into_values().collect::<String>()
    )
}

fn entry(id: &str, name: &UnknownName) -> String {
    let mut text =
        format!("# {} mentions in {} articles; {}\n", name.mentions, name.documents, name.cue.meaning);
    for quotation in &name.sentences {
        text += &format!("#   {}: {}\n", quotation.document, quotation.sentence);
    }
    let quoted = serde_json::to_string(&name.name).expect("a string is JSON");
    text + &format!("- {{id: {id}, name: {quoted}}}\n")
}

fn shipped_ids(tagger: &Tagger) -> HashSet<String> {
    let packs = tagger.lexicon().packs().iter();
    packs.flat_map(|pack| pack.entries().map(|entry| pack.entry(entry).id.to_owned())).collect()
}

/// An id made of the name's letters, with a number behind it where others have it.
fn free_id(name: &str, taken: &mut HashSet<String>) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).map(|word| {
        fold_word(word).chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    });
    let slug = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let slug = if slug.is_empty() { "name".to_owned() } else { slug };
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    let free = [slug.clone()].into_iter().chain(numbered).find(|id| !taken.contains(id));
    let free = free.expect("there are more numbers than ids");
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain_and_unique() {
        let mut taken = HashSet::new();
        assert_eq!(free_id("Œuvre de l’Étoile", &mut taken), "oeuvre-de-l-etoile");
        assert_eq!(free_id("Œuvre de l'Etoile", &mut taken), "oeuvre-de-l-etoile-2");
        assert_eq!(free_id("…", &mut taken), "name");
    }
}
