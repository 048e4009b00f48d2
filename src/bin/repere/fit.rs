//! `repere fit`: the weights of cues, fitted on annotated articles.

use std::path::PathBuf;

use clap::Args;
use repere::evaluation::GoldDocument;
use repere::fit::{Fold, GoldText, Settings, cross_validate, fit};
use repere::resolver::Weights;
use repere::{EntityType, Tagger, evaluation};

use crate::gold_sets::{GoldArgs, GoldSet, is_of_month, read_all, read_weights};
use crate::outcome::Outcome;
use crate::quality::write;
use crate::table::{Table, share};

/// Fits the weights of cues on annotated articles and writes the weights file.
///
/// Only weights are learnt, no name. The same texts, dictionaries and prior give the same file, bit for bit. Weights that
/// are written become those of the program when it is built again.
#[derive(Args, Debug)]
pub struct FitArgs {
    #[command(flatten)]
    gold: GoldArgs,
    /// Files of texts annotated by the guide, fitted on beside the others, which are carried over to the guide first: those of `corpus/`
    #[arg(long, value_name = "GOLD")]
    guided: Vec<PathBuf>,
    /// The weights file to write: `dictionaries/weights.yml`
    #[arg(short, long, value_name = "FILE", required_unless_present = "cross_validate")]
    output: Option<PathBuf>,
    /// What it costs to leave the weights set by hand: the higher, the closer the result stays to them
    #[arg(long, value_name = "P", default_value_t = Settings::default().penalty, value_parser = penalty)]
    penalty: f64,
    /// Months (1 to 12) whose articles are left out of fitting, and then measured on
    #[arg(long, value_delimiter = ',', value_name = "MONTHS", value_parser = clap::value_parser!(i8).range(1..=12))]
    hold_out_months: Vec<i8>,
    /// The weights set by hand, from which fitting starts
    #[arg(long, value_name = "FILE", default_value = "dictionaries/weights-by-hand.yml")]
    prior: PathBuf,
    /// For each month, fit on the others and measure on it
    #[arg(long)]
    cross_validate: bool,
    /// With `--cross-validate`: weights to compare with [default: those of `--prior`]
    #[arg(long, value_name = "FILE", requires = "cross_validate")]
    against: Option<PathBuf>,
    /// With `--cross-validate`: write the figures to this Markdown file
    #[arg(long, value_name = "FILE", requires = "cross_validate")]
    record: Option<PathBuf>,
    /// Whom the header of the weights file credits for the texts
    #[arg(long, value_name = "TEXT", default_value = WINER)]
    credit: String,
}

/// The credit that WiNER-fr asks for.
const WINER: &str = "WiNER-fr by Y. Dupont (texts: CC BY 2.5, Wikinews contributors; annotation: CC BY 4.0); \
     and those of corpus/, written for the project";

fn penalty(text: &str) -> Result<f64, String> {
    let penalty = text.parse::<f64>().ok().filter(|penalty| penalty.is_finite() && *penalty > 0.0);
    penalty.ok_or_else(|| "the penalty is a number above 0".to_owned())
}

/// Gold sets parted by whether they are fitted on.
struct Split {
    train: Vec<GoldDocument>,
    held_out: Vec<GoldDocument>,
}

impl FitArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut outcome = Outcome::default();
        let sets = self.gold.read(&mut outcome.problems);
        let guided = read_all(&self.guided, &mut outcome.problems);
        if outcome.problems.is_empty()
            && let Err(problem) = self.fit(&sets, &guided, &mut outcome.output)
        {
            outcome.problems.push(problem);
        }
        outcome
    }

    fn fit(&self, sets: &[GoldSet], guided: &[GoldSet], output: &mut String) -> Result<(), String> {
        let guided: Vec<GoldText> =
            guided.iter().flat_map(|set| &set.documents).map(GoldText::by_guide).collect();
        let prior = read_weights(&self.prior)?;
        let split = self.split(sets);
        let settings = Settings { penalty: self.penalty, ..Settings::default() };
        if self.cross_validate {
            let against =
                self.against.as_ref().map_or_else(|| Ok(prior.clone()), |path| read_weights(path))?;
            let table = folds_table(&cross_validate(&split.train, &guided, &prior, &against, settings));
            *output += &format!("strict F of names\n{}", table.to_text());
            if let Some(path) = &self.record {
                write(path, &self.page(&table))?;
            }
        }
        if let Some(path) = &self.output {
            let texts: Vec<GoldText> =
                split.train.iter().map(GoldText::from).chain(guided.iter().cloned()).collect();
            let yaml =
                fit(&Tagger::new([]), &texts, &prior, settings).to_yaml(&self.header(sets, texts.len()));
            write(path, &yaml)?;
            *output += &format!("{}: weights fitted on {} articles\n", path.display(), texts.len());
            *output += &held_out_line(&split.held_out, &yaml)?;
        }
        Ok(())
    }

    fn split(&self, sets: &[GoldSet]) -> Split {
        let golds = sets.iter().flat_map(|set| set.documents.iter().cloned());
        let (held_out, train) = golds.partition(|gold| is_of_month(gold, &self.hold_out_months));
        Split { train, held_out }
    }

    /// The page of documentation that holds the figures of cross-validation.
    fn page(&self, table: &Table) -> String {
        format!(
            "# Fitted weights and weights set by hand\n\n\
             Written by `repere fit GOLD… --cross-validate --record docs/weights.md`; do not edit.\n\n\
             Strict F of names on each month of the annotated articles: with weights fitted on the other months, and\n\
             with those that they are compared *against*, the ones set by hand unless another file is given. The \
             penalty is {}.\nThe articles: {}.\n\n{}",
            self.penalty,
            self.credit,
            table.to_markdown()
        )
    }

    /// The comment at the head of the weights file.
    fn header(&self, sets: &[GoldSet], articles: usize) -> String {
        let names: Vec<String> = sets.iter().map(|set| format!("{}.jsonl", set.name)).collect();
        let months: Vec<String> = self.hold_out_months.iter().map(ToString::to_string).collect();
        let mut command = format!("repere fit {} --penalty {}", names.join(" "), self.penalty);
        for path in &self.guided {
            command += &format!(" --guided {}", path.display());
        }
        if !months.is_empty() {
            command += &format!(" --hold-out-months {}", months.join(","));
        }
        format!(
            "The weights of cues, fitted on {articles} annotated articles. Do not edit: set the weights of\n\
             weights-by-hand.yml, from which fitting starts, and fit again:\n\
             \x20   {command} -o dictionaries/weights.yml\n\
             Only weights are learnt, no name. The articles:\n{}.",
            self.credit
        )
    }
}

/// The strict F on the articles that were held out, with the weights as written.
fn held_out_line(golds: &[GoldDocument], yaml: &str) -> Result<String, String> {
    if golds.is_empty() {
        return Ok(String::new());
    }
    let tagger = Tagger::new([]).with_weights(Weights::from_yaml(yaml)?);
    let f = evaluation::evaluate(&tagger, golds, &EntityType::NAMES).strict_f();
    Ok(format!("strict F of names on the {} articles held out: {}\n", golds.len(), share(f)))
}

fn folds_table(folds: &[Fold]) -> Table {
    let mut table = Table::new(&["month held out", "articles", "fitted", "against", "difference"]);
    for fold in folds {
        table.row(cells(fold.month.to_string(), fold.documents, fold.fitted, fold.against));
    }
    let mean = |figure: fn(&Fold) -> f64| folds.iter().map(figure).sum::<f64>() / folds.len().max(1) as f64;
    let articles = folds.iter().map(|fold| fold.documents).sum();
    table.row(cells("mean".to_owned(), articles, mean(|fold| fold.fitted), mean(|fold| fold.against)));
    table
}

fn cells(head: String, articles: usize, fitted: f64, against: f64) -> [String; 5] {
    [head, articles.to_string(), share(fitted), share(against), format!("{:+.3}", fitted - against)]
}
