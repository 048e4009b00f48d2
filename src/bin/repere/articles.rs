//! Articles as arguments of the commands.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use repere::format::{Article, ArticleReader, InputFormat, ReadError};

use crate::outcome::complain;

/// How articles stand in the input.
#[derive(Args, Clone, Copy, Debug)]
pub struct From {
    /// How articles stand in the input; `auto` finds it out by the content of each file
    #[arg(long, value_enum, default_value_t = FromFormat::Auto)]
    from: FromFormat,
}

/// The forms of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FromFormat {
    /// By its content
    Auto,
    /// A file is an article
    Text,
    /// JSON Lines: a line is an article
    Jsonl,
    /// A web page is an article
    Html,
    /// ninjs, 1.x to 3.x: an item, an array of them, or one a line
    Ninjs,
    /// NewsML-G2: an item, or a message of several
    NewsmlG2,
    /// NITF: an item
    Nitf,
    /// A feed, RSS or Atom: each item is an article
    #[value(alias = "atom")]
    Rss,
}

impl From {
    fn format(self) -> Option<InputFormat> {
        Some(match self.from {
            FromFormat::Auto => return None,
            FromFormat::Text => InputFormat::Text,
            FromFormat::Jsonl => InputFormat::JsonLines,
            FromFormat::Html => InputFormat::Html,
            FromFormat::Ninjs => InputFormat::Ninjs,
            FromFormat::NewsmlG2 => InputFormat::NewsMl,
            FromFormat::Nitf => InputFormat::Nitf,
            FromFormat::Rss => InputFormat::Feed,
        })
    }

    /// The articles of a file, or of standard input where it is `-`.
    pub fn open(self, file: &Path) -> ArticleReader<'static> {
        self.open_through(file, |file| Box::new(file))
    }

    /// The articles of a file, of which `reader` makes what is read, or of standard input where it is `-`.
    pub fn open_through(
        self,
        file: &Path,
        reader: impl FnOnce(File) -> Box<dyn Read + Send>,
    ) -> ArticleReader<'static> {
        if file.as_os_str() == "-" {
            if io::stdin().is_terminal() {
                complain("reading standard input; Ctrl-D ends it");
            }
            return ArticleReader::new("standard input", io::stdin(), self.format());
        }
        let name = file.display().to_string();
        match File::open(file) {
            Ok(file) => ArticleReader::new(name, reader(file), self.format()),
            Err(error) => ArticleReader::failed(ReadError::unopened(name, &error)),
        }
    }

    /// All articles of files and folders. What cannot be read is told among the problems, what is to be told of an article at once.
    pub fn read_all(self, paths: &[PathBuf], problems: &mut Vec<String>) -> Vec<Article> {
        let files = walked(paths, |problem| problems.push(problem));
        let mut articles = Vec::new();
        for article in files.iter().flat_map(|file| self.open(file)) {
            match article {
                Ok(article) => {
                    tell_notes(&article);
                    articles.push(article);
                }
                Err(error) => problems.push(error.to_string()),
            }
        }
        articles
    }
}

/// Tells on standard error what the reader of an article has to say of it.
pub fn tell_notes(article: &Article) {
    article.notes.iter().for_each(|note| complain(&format!("{}: {note}", article.id)));
}

/// The files that are named, those of folders among them, which are walked in the order of names. Of a folder that cannot be read or holds
/// none, that is told.
pub fn walked(paths: &[PathBuf], mut problem: impl FnMut(String)) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let name = path.display();
        match files_of(path) {
            Ok(more) if more.is_empty() => problem(format!("{name}: the folder holds no file")),
            Ok(more) => files.extend(more),
            Err(error) => problem(ReadError::unopened(name.to_string(), &error).to_string()),
        }
    }
    files
}

/// The files of a folder and of those in it, in the order of their names. What is hidden (`.git`) is left out, and links
/// to folders are not followed: they may lead in a circle.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
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
