//! A folder with files of its own for each article.

use std::collections::HashMap;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::ArticleWriter;
use crate::Tagged;
use crate::draft::Draft;
use crate::format::{Article, ArticleId};

/// A folder into which files are written that are named after articles.
///
/// A name is made of the letters and digits of the id, whatever else the id holds: it leads nowhere but into the folder, is none that a system
/// reserves, is at most [`LONGEST_NAME`](Self::LONGEST_NAME) bytes long, and no two articles of a run have the same, upper and lower case alike.
#[derive(Debug)]
pub struct ArticleFolder {
    path: PathBuf,
    /// The names given so far, as hashes, and the number that the next article of that name gets: a folder of a million articles
    /// costs 16 MB. Two names with one hash do no harm: one of them gets a number.
    given: HashMap<u64, u32>,
    hasher: RandomState,
}

impl ArticleFolder {
    /// So many bytes has the longest name, before its ending and the number that keeps it apart from others.
    pub const LONGEST_NAME: usize = 120;

    /// Opens a folder, which is made where there is none.
    ///
    /// # Errors
    ///
    /// Where it cannot be made.
    pub fn open(path: &Path) -> io::Result<ArticleFolder> {
        fs::create_dir_all(path)?;
        Ok(ArticleFolder { path: path.to_owned(), given: HashMap::new(), hasher: RandomState::new() })
    }

    /// A name for the files of an article, without ending.
    ///
    /// ```
    /// # use repere::format::{ArticleFolder, ArticleId};
    /// # let path = std::env::temp_dir().join(format!("folder-{}", std::process::id()));
    /// let mut folder = ArticleFolder::open(&path)?;
    /// let mut name = |id: &str| folder.name(&ArticleId::Name(id.to_owned()));
    /// assert_eq!(name("2024/été.txt"), "2024_été");
    /// assert_eq!(name("../../etc/passwd"), "etc_passwd");
    /// assert_eq!(name("2024/ÉTÉ.html"), "2024_ÉTÉ-2");
    /// # std::fs::remove_dir_all(&path)?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn name(&mut self, id: &ArticleId) -> String {
        let plain = safe(&id.to_string());
        let key = self.key(&plain);
        let Some(&(mut number)) = self.given.get(&key) else {
            self.given.insert(key, 2);
            return plain;
        };
        loop {
            let name = format!("{plain}-{number}");
            number += 1;
            let its_key = self.key(&name);
            if let std::collections::hash_map::Entry::Vacant(free) = self.given.entry(its_key) {
                free.insert(2);
                self.given.insert(key, number);
                return name;
            }
        }
    }

    fn key(&self, name: &str) -> u64 {
        self.hasher.hash_one(name.to_lowercase())
    }

    /// An empty draft of a file in the folder.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with its name.
    pub fn draft(&self, name: &str) -> io::Result<Draft> {
        Draft::create(&self.path.join(name)).map_err(|error| of_file(name, &error))
    }

    /// Writes a small file whole.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, with its name.
    pub fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let draft = self.draft(name)?;
        let written = draft.file().and_then(|mut file| file.write_all(text.as_bytes()));
        written.and_then(|()| draft.publish()).map_err(|error| of_file(name, &error))
    }
}

/// An error with the file that it is about.
fn of_file(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {error}"))
}

/// Endings of inputs, of which nothing is left in the name of an output.
const INPUT_ENDINGS: [&str; 8] = [".gz", ".zst", ".txt", ".html", ".htm", ".xhtml", ".xml", ".json"];

/// Names of devices on Windows, with any ending.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What an id is as the name of a file.
fn safe(id: &str) -> String {
    let mut id = id;
    while let Some(shorter) = INPUT_ENDINGS.iter().find_map(|ending| id.strip_suffix(ending)) {
        id = shorter;
    }
    let mut name = String::new();
    for letter in id.chars() {
        let letter = if letter.is_alphanumeric() || matches!(letter, '-' | '.') { letter } else { '_' };
        if name.len() + letter.len_utf8() > ArticleFolder::LONGEST_NAME {
            break;
        }
        if letter != '_' || !name.ends_with('_') {
            name.push(letter);
        }
    }
    let name = name.trim_matches(['_', '.', '-']);
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let is_port = stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    match name {
        "" => "article".to_owned(),
        _ if is_port || RESERVED.contains(&stem.as_str()) => format!("article_{name}"),
        _ => name.to_owned(),
    }
}

/// Writes each article into a file of its own, in one form.
pub struct FolderWriter<'l> {
    folder: ArticleFolder,
    ending: &'static str,
    writer: Box<WriterTo<'l>>,
}

/// Makes a writer of one article to a file.
type WriterTo<'l> = dyn Fn(BufWriter<File>) -> Box<dyn ArticleWriter + 'l> + 'l;

impl<'l> FolderWriter<'l> {
    /// A writer of files with an ending (`.json`), each of which `writer` writes.
    pub fn new(
        folder: ArticleFolder,
        ending: &'static str,
        writer: impl Fn(BufWriter<File>) -> Box<dyn ArticleWriter + 'l> + 'l,
    ) -> Self {
        FolderWriter { folder, ending, writer: Box::new(writer) }
    }

    fn write_file(&self, draft: Draft, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let mut writer = (self.writer)(BufWriter::new(draft.file()?));
        writer.write(article, tagged)?;
        writer.finish()?;
        drop(writer);
        draft.publish()
    }
}

impl ArticleWriter for FolderWriter<'_> {
    fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        let name = self.folder.name(&article.id) + self.ending;
        let draft = self.folder.draft(&name)?;
        self.write_file(draft, article, tagged).map_err(|error| of_file(&name, &error))
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(test: &str) -> ArticleFolder {
        let name = format!("repere-folder-{test}-{}", std::process::id());
        ArticleFolder::open(&std::env::temp_dir().join(name)).expect("the folder for tests can be made")
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        for (id, name) in [
            ("a", "a"),
            ("../../x", "x"),
            ("/etc/passwd", "etc_passwd"),
            ("..\\..\\x", "x"),
            ("C:\\Windows\\x.txt.gz", "C_Windows_x"),
            ("", "article"),
            ("..", "article"),
            (".", "article"),
            (".bashrc", "bashrc"),
            ("a\0b\nc", "a_b_c"),
            ("urn:newsml:afp.com:2024", "urn_newsml_afp.com_2024"),
            ("NUL.jsonl", "article_NUL.jsonl"),
            ("com1", "article_com1"),
            (".txt", "article"),
        ] {
            assert_eq!(safe(id), name, "{id:?}");
        }
        assert!(safe(&"é".repeat(1000)).len() <= ArticleFolder::LONGEST_NAME);
    }

    #[test]
    fn no_two_articles_have_one_name() {
        let mut folder = folder("names");
        let ids = ["a", "A", "a-2", "a", "a/", "a-2", "a.txt", "a-3"];
        let mut names: Vec<String> =
            ids.iter().map(|id| folder.name(&ArticleId::Name((*id).to_owned())).to_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ids.len());
        fs::remove_dir_all(&folder.path).expect("the folder is there");
    }

    #[test]
    fn a_file_that_fails_is_not_there() {
        struct Failing;
        impl ArticleWriter for Failing {
            fn write(&mut self, _: &Article, _: &Tagged) -> io::Result<()> {
                Err(io::Error::other("no"))
            }
            fn finish(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let folder = folder("failing");
        let path = folder.path.clone();
        let mut writer = FolderWriter::new(folder, ".x", |mut out| {
            out.write_all(b"half").expect("a file takes bytes");
            Box::new(Failing)
        });
        let article = Article::new(ArticleId::Number(7), "Bonjour.".to_owned());
        let error = writer.write(&article, &Tagged::default()).expect_err("it fails");
        assert_eq!(error.to_string(), "7.x: no");
        assert_eq!(fs::read_dir(&path).expect("the folder is there").count(), 0);
        fs::remove_dir_all(&path).expect("the folder is there");
    }
}
