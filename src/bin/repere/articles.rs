//! Articles as arguments: text files, JSON Lines, and folders of both.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

/// An article.
#[derive(Debug, Deserialize)]
pub struct Article {
    /// Its id: that of its JSON line, or the name of its file.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The day of publication, as JSON lines give it.
    #[serde(default, rename = "published", deserialize_with = "day")]
    pub published: Option<Date>,
}

/// A day of publication; an empty one says that it is not known.
fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty());
    let parse = |text: String| text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is no day (YYYY-MM-DD)")));
    text.map(parse).transpose()
}

/// Reads articles: a file whose name ends in `.jsonl` has one a line, any other is one; of a folder all files are
/// read, in the order of their names; `-` is JSON Lines from standard input. What cannot be read is told among the problems.
pub fn read_articles(paths: &[PathBuf], problems: &mut Vec<String>) -> Vec<Article> {
    let mut articles = Vec::new();
    for path in paths {
        if let Err(problem) = read_path(path, &mut articles, problems) {
            problems.push(problem);
        }
    }
    articles
}

fn read_path(path: &Path, articles: &mut Vec<Article>, problems: &mut Vec<String>) -> Result<(), String> {
    let unreadable = |error: io::Error| format!("{}: {error}", path.display());
    if path.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map_err(|error| format!("standard input: {error}"))?;
        read_lines("standard input", &text, articles, problems);
    } else if path.is_dir() {
        let entries = fs::read_dir(path).map_err(unreadable)?;
        let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>().map_err(unreadable)?;
        files.retain(|file| file.is_file());
        files.sort();
        articles.extend(read_articles(&files, problems));
    } else {
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let name = path.display().to_string();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            read_lines(&name, &text, articles, problems);
        } else {
            articles.push(Article { id: name, text, published: None });
        }
    }
    Ok(())
}

fn read_lines(name: &str, text: &str, articles: &mut Vec<Article>, problems: &mut Vec<String>) {
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(article) => articles.push(article),
            Err(error) => problems.push(format!("{name}:{number}: {error}")),
        }
    }
}
