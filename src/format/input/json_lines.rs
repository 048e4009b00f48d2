//! JSON Lines: an article a line, `{"id", "text", "published"?}`.

use std::io::BufRead;

use super::error::Problem;
use super::lines::{Line, Lines, json_problem};
use crate::format::Article;

/// The articles of JSON Lines.
pub(super) fn articles<R: BufRead>(lines: Lines<R>) -> impl Iterator<Item = Result<Article, Problem>> {
    lines.map(|line| article(&line?))
}

fn article(line: &Line) -> Result<Article, Problem> {
    let begin = (line.number, 1);
    let article: Article =
        serde_json::from_str(line.text.trim_end()).map_err(|error| json_problem(begin, &error))?;
    match article.text.find('\0') {
        Some(_) => Err(Problem::at(begin, "the text holds a NUL character")),
        None => Ok(article),
    }
}
