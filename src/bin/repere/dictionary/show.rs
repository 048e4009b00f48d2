//! `repere dictionary show`: what a name means.

use std::fmt::Write;

use clap::Args;
use repere::dictionary::{FormRef, Lexicon};
use repere::text::tokenize;

use crate::args::UserDictionaries;
use crate::outcome::Outcome;

/// Shows what a name means: the dictionary entries that have it, and the lists of words that do.
///
/// Case and accents do not count. The best known comes first; with `--dictionary`, your own before the shipped ones.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere dictionary show Valence
  repere dictionary show 'état islamique'

Exit codes: 0 some dictionary has the name; 1 none has, or one cannot be read; 2 the arguments make no sense.")]
pub struct ShowArgs {
    /// The name
    name: String,
    #[command(flatten)]
    dictionaries: UserDictionaries,
}

impl ShowArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let tagger = match self.dictionaries.tagger() {
            Ok(tagger) => tagger,
            Err(errors) => return Outcome::problems(&errors),
        };
        let lexicon = tagger.lexicon();
        let mut forms = lexicon.named(&self.name);
        forms.sort_by_key(|&form| {
            let entry = lexicon.entry_of(form);
            std::cmp::Reverse((lexicon.is_users(entry), lexicon.entry(entry).prominence))
        });
        let mut output: String = forms.into_iter().map(|form| told(lexicon, form)).collect();
        let lists = self.lists(lexicon);
        if !lists.is_empty() {
            writeln!(output, "`{}` in lists of words: {}", self.name, lists.join(", "))
                .expect("a string takes all");
        }
        if output.is_empty() {
            return Outcome::problem(format!("no dictionary has `{}`", self.name));
        }
        Outcome { output, ..Outcome::default() }
    }

    /// The lists of words that have the name as a whole.
    fn lists(&self, lexicon: &Lexicon) -> Vec<&'static str> {
        let tokens = tokenize(&self.name);
        let words: Vec<_> = tokens.iter().map(|token| lexicon.word(token)).collect();
        if let [word] = words.as_slice() {
            return word.classes().map(|class| class.name()).collect();
        }
        let mut lists = Vec::new();
        lexicon.phrases(&tokens, &words, |class, first, last| {
            if first == 0 && last + 1 == tokens.len() {
                lists.push(class.name());
            }
        });
        lists
    }
}

/// An entry, and which of its names this one is.
fn told(lexicon: &Lexicon, number: FormRef) -> String {
    let (form, number) = (lexicon.form(number), lexicon.entry_of(number));
    let entry = lexicon.entry(number);
    let mut told =
        format!("{}  {}  ({}, prominence {})\n", entry.entity_type, entry.name, entry.id, entry.prominence);
    let notes = [
        (form.needs_cue(), "needs a cue"),
        (form.never_first(), "never at the start of a sentence"),
        (form.exact_case(), "only when written exactly so"),
        (form.contracted(), "without its article only behind `du`, `au`, `des`, `aux`"),
    ];
    let notes = notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| format!(", {note}"));
    writeln!(told, "     {} `{}`{}", form.kind.label(), form.text, notes.collect::<String>())
        .expect("a string takes all");
    if !entry.ids.is_empty() {
        writeln!(told, "     {}", entry.ids).expect("a string takes all");
    }
    told + &format!("     {}:{}\n", lexicon.file_name(number), entry.line)
}
