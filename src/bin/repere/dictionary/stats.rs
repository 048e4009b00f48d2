//! `repere dictionary stats`: how much is in dictionaries.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use repere::dictionary::stats::Stats;
use repere::dictionary::user::open_user_dictionaries;
use repere::dictionary::{LoadError, Pack};
use repere::{EntityType, Tagger};

use crate::outcome::Outcome;

/// Counts what is in dictionaries: entries and names by type, entries by file and source, words by list, memory.
#[derive(Args, Debug)]
#[command(
    after_help = "Exit codes: 0 all is counted; 1 a dictionary cannot be read; 2 the arguments make no sense."
)]
pub struct StatsArgs {
    /// Dictionary files, folders of them, or compiled ones [default: the shipped ones]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl StatsArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match self.packs() {
            Ok(packs) => Outcome {
                output: packs.iter().map(|pack| told(&Stats::of(pack))).collect::<Vec<_>>().join("\n"),
                ..Outcome::default()
            },
            Err(errors) => Outcome::problems(&errors),
        }
    }

    fn packs(&self) -> Result<Vec<Arc<Pack>>, Vec<LoadError>> {
        if self.paths.is_empty() {
            return Ok(Tagger::new([]).lexicon().packs().to_vec());
        }
        let packs = open_user_dictionaries(&self.paths)?;
        for pack in &packs {
            pack.verify().map_err(|error| vec![LoadError::of_file(pack.name(), error.to_string())])?;
        }
        Ok(packs)
    }
}

fn told(stats: &Stats) -> String {
    let mut text = format!("{:>10} {:>10}\n", "entries", "names");
    let entries = stats.entries();
    for (number, entity_type) in EntityType::NAMES.iter().enumerate() {
        line(&mut text, &[entries[number], stats.names[number]], &entity_type.to_string());
    }
    line(&mut text, &[entries.iter().sum(), stats.names.iter().sum()], "all");
    text += "\n   entries  file (source; licence)\n";
    for (file, counts) in stats.files.iter().filter(|(_, counts)| counts.iter().any(|&count| count > 0)) {
        let told = format!("{} ({}; {})", file.name, file.source, file.licence);
        line(&mut text, &[counts.iter().sum()], &told);
    }
    if !stats.words.is_empty() {
        text += "\n     words  list\n";
        stats.words.iter().for_each(|(class, count)| line(&mut text, &[*count], class.name()));
    }
    text += "\n     bytes  of memory, once all of it was used\n";
    stats.parts.iter().filter(|part| part.1 > 0).for_each(|(part, bytes)| line(&mut text, &[*bytes], part));
    line(&mut text, &[stats.bytes], "all");
    text
}

fn line(text: &mut String, numbers: &[usize], label: &str) {
    for number in numbers {
        write!(text, "{number:>10} ").expect("a string takes all");
    }
    writeln!(text, " {label}").expect("a string takes all");
}
