//! Articles as arguments of the commands that look at many together.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use repere::format::{Article, ArticleReader, InputFormat, ReadError};

/// Reads articles: a file whose name ends in `.jsonl` or `.ndjson` has one a line, any other is one; of a folder
/// all files are read, folders inside included, in the order of their names; `-` is JSON Lines from standard input. What cannot be read is
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

/// The files of a folder and of those in it, in the order of their names. What is hidden (`.git`) is left out, and links
/// to folders are not followed: they may lead in a circle.
pub fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    entries.sort_by_key(fs::DirEntry::path);
    let mut files = Vec::new();
    for entry in entries {
        if entry.file_type()?.is_dir() {
            files.extend(files_of(&entry.path())?);
        } else if entry.path().is_file() {
            files.push(entry.path());
        }
    }
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
