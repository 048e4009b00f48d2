//! Answers as tables for people, as JSON or CSV for programs.

use clap::{Args, ValueEnum};
use repere::knowledge::BaseError;
use serde::Serialize;

use crate::outcome::Outcome;
use crate::table::Table;

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerForm {
    /// A table for people
    Text,
    /// JSON
    Json,
    /// CSV, with a line of heads
    Csv,
}

/// The form and the length of an answer.
#[derive(Args, Debug)]
pub struct AnswerOptions {
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerForm::Text)]
    to: AnswerForm,
    /// At most so many lines of each kind
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

/// An answer as a table.
pub struct Rows {
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Rows {
    /// A table with these heads, filled by `row` from what was answered.
    pub fn new<T>(heads: &'static [&'static str], items: &[T], row: impl Fn(&T) -> Vec<String>) -> Rows {
        Rows { heads, rows: items.iter().map(row).collect() }
    }

    /// The table for a terminal: columns as wide as needed, numbers to the right.
    pub fn to_text(&self) -> String {
        let mut table = Table::new(self.heads);
        self.rows.iter().for_each(|row| table.row(row.iter().cloned()));
        table.to_text_by_content()
    }

    fn to_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let written = writer.write_record(self.heads);
        let written = written.and_then(|()| self.rows.iter().try_for_each(|row| writer.write_record(row)));
        written.expect("rows have as many cells as heads");
        String::from_utf8(writer.into_inner().expect("memory takes all")).expect("cells are text")
    }
}

impl AnswerOptions {
    /// The outcome of a question: `answer` as JSON, or as the table that `rows` makes of it.
    pub fn outcome<T: Serialize>(&self, answer: Result<T, BaseError>, rows: impl Fn(&T) -> Rows) -> Outcome {
        self.told(answer, |answer| rows(answer).to_text(), &rows)
    }

    /// The same, with a text of its own for people.
    pub fn told<T: Serialize>(
        &self,
        answer: Result<T, BaseError>,
        text: impl Fn(&T) -> String,
        rows: impl Fn(&T) -> Rows,
    ) -> Outcome {
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => return Outcome::problem(error.to_string()),
        };
        let output = match self.to {
            AnswerForm::Text => text(&answer),
            AnswerForm::Csv => rows(&answer).to_csv(),
            AnswerForm::Json => {
                serde_json::to_string_pretty(&answer).expect("answers are texts and numbers") + "\n"
            }
        };
        Outcome { output, ..Outcome::default() }
    }
}
