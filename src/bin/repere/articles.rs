//! Articles as arguments of the commands that look at many together.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use repere::format::{Article, ArticleReader, InputFormat, ReadError};

/// Reads articles: a file whose name ends in `.jsonl` or `.ndjson` has one a line, any other is one; of a folder
/// all files are read, in the order of their names; `-` is JSON Lines from standard input. What cannot be read is
/// told among the problems.
pub fn read_articles(paths: &[PathBuf], problems: &mut Vec<String>) -> Vec<Article> {
    let mut articles = Vec::new();
    for path in paths {
        let name = path.to_string_lossy();
        if name == "-" {
            collect("standard input", io::stdin().lock(), InputFormat::JsonLines, &mut articles, problems);
        } else if path.is_dir() {
            match files_of(path) {
                Ok(files) => articles.extend(read_articles(&files, problems)),
                Err(error) => problems.push(ReadError::unopened(name, &error).to_string()),
            }
        } else {
            match File::open(path) {
                Ok(file) => collect(&name, BufReader::new(file), format_of(path), &mut articles, problems),
                Err(error) => problems.push(ReadError::unopened(name, &error).to_string()),
            }
        }
    }
    articles
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.is_file());
    files.sort();
    Ok(files)
}

fn format_of(path: &Path) -> InputFormat {
    let is_lines = path.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
    if is_lines { InputFormat::JsonLines } else { InputFormat::Text }
}

fn collect(
    name: &str,
    input: impl BufRead,
    format: InputFormat,
    articles: &mut Vec<Article>,
    problems: &mut Vec<String>,
) {
    for article in ArticleReader::new(name, input, format) {
        match article {
            Ok(article) => articles.push(article),
            Err(error) => problems.push(error.to_string()),
        }
    }
}
