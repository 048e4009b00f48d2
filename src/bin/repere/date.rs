//! `repere date`: the days that a phrase means.

use std::fmt::Write;

use clap::Args;
use repere::Tagger;
use repere::date::{PhraseReading, explain_phrase};

use crate::args::Published;
use crate::outcome::Outcome;

/// Tells which days a phrase means, and how they were worked out.
///
/// Prints each date of the phrase with its value in EDTF (ISO 8601-2), then the steps that led to it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere date 'la semaine dernière' --date 2016-10-28
  repere date 'Le sommet se tiendra vendredi.' --date 2016-10-28

Exit codes: 0 a date was found; 1 the phrase holds none; 2 the arguments make no sense.")]
pub struct DateArgs {
    /// The phrase: a date, or a sentence that holds some
    phrase: String,
    #[command(flatten)]
    published: Published,
}

impl DateArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let tagger = Tagger::new([]);
        let document = tagger.document(&self.phrase, self.published.date);
        let readings = explain_phrase(tagger.dates(), &document);
        if readings.is_empty() {
            return Outcome::problem(format!("`{}` holds no date", self.phrase));
        }
        let mut outcome = Outcome::default();
        for reading in readings {
            let text =
                document.span(reading.mention.tokens.start, reading.mention.tokens.end - 1).of(&self.phrase);
            outcome.output += &told(text, &reading);
        }
        outcome
    }
}

/// The words of a date, its value and its derivation, one step a line.
fn told(text: &str, reading: &PhraseReading) -> String {
    let value = reading.anchored.value.map_or_else(|| "unknown".to_owned(), |value| value.to_string());
    let mut told = format!("{text}: {value}\n");
    for step in &reading.derivation.steps {
        writeln!(told, "  {step}").expect("a string takes all");
    }
    told
}
