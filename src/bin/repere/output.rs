//! Where `repere tag` writes: standard output, a file, a folder.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use anstream::AutoStream;
use repere::Tagged;
use repere::draft::Draft;
use repere::format::{Article, ArticleFolder, ArticleWriter};

use crate::to_format::{Form, ToFormat};

/// An output that articles are written to.
pub struct Output<'t> {
    writer: Box<dyn ArticleWriter + 't>,
    /// The file that takes its place at the end.
    draft: Option<Draft>,
    /// What messages call it.
    name: String,
}

/// Whether a path means a folder: it ends as one, or is one.
pub fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/") || path.is_dir()
}

impl<'t> Output<'t> {
    /// Opens an output, standard output where there is no path. It is one of several articles, or of one alone.
    pub fn open(path: Option<&Path>, form: Form<'t>, are_several: bool) -> Result<Output<'t>, String> {
        let Some(path) = path else { return Ok(Output::stdout(form, are_several)) };
        let name = path.display().to_string();
        let opened = if form.format.needs_folder() || is_folder(path) {
            let writer = ArticleFolder::open(path).and_then(|folder| form.folder_writer(folder));
            writer.map(|writer| (writer, None))
        } else {
            file_writer(path, form, are_several)
        };
        match opened {
            Ok((writer, draft)) => Ok(Output { writer, draft, name }),
            Err(error) => Err(format!("{name}: {error}")),
        }
    }

    fn stdout(form: Form<'t>, are_several: bool) -> Output<'t> {
        // Only tables have colours, which a stream that is no terminal must be freed of.
        let stdout: Box<dyn Write> = match form.format {
            ToFormat::Text => Box::new(AutoStream::auto(io::stdout().lock())),
            _ => Box::new(io::stdout().lock()),
        };
        let out = BufWriter::with_capacity(1 << 16, stdout);
        let writer = form.writer(out, io::stdout().is_terminal(), are_several);
        Output { writer, draft: None, name: "standard output".to_owned() }
    }

    /// Writes what was found in an article.
    pub fn write(&mut self, article: &Article, tagged: &Tagged) -> io::Result<()> {
        self.writer.write(article, tagged)
    }

    /// Gives up a file that will not be complete: it is not there in the end.
    pub fn abandon(&mut self) {
        self.draft = None;
    }

    /// Ends the output. Of one that failed, a file is not there.
    pub fn finish(mut self, written: io::Result<()>) -> Result<(), String> {
        let written = written.and_then(|()| self.writer.finish());
        drop(self.writer);
        match written.and_then(|()| self.draft.map_or(Ok(()), Draft::publish)) {
            // Who reads has enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(format!("{}: {error}", self.name)),
            Ok(()) => Ok(()),
        }
    }
}

/// A writer to a file, and the draft of it, unless the path is a device or a pipe.
fn file_writer<'t>(
    path: &Path,
    form: Form<'t>,
    are_several: bool,
) -> io::Result<(Box<dyn ArticleWriter + 't>, Option<Draft>)> {
    let is_device = path.metadata().is_ok_and(|metadata| !metadata.is_file());
    let draft = if is_device { None } else { Some(Draft::create(path)?) };
    let file = match &draft {
        Some(draft) => draft.file()?,
        None => OpenOptions::new().write(true).open(path)?,
    };
    let out = BufWriter::with_capacity(1 << 16, file);
    Ok((form.writer(out, false, are_several), draft))
}
