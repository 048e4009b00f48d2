//! The progress bar of long runs.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that ends before this shows no bar.
const LONG: Duration = Duration::from_secs(1);

/// How far a run is: shown on standard error where that is a terminal and standard output is none, once the run is a long one.
pub struct Progress {
    /// Nothing where it is never shown.
    bar: Option<ProgressBar>,
    start: Instant,
    /// How many bytes there are; not known where one input is a pipe.
    total: Option<u64>,
}

impl Progress {
    /// The progress through these files, of which `-` is standard input.
    pub fn new(files: &[PathBuf]) -> Progress {
        let shown = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let length =
            |file: &PathBuf| fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|meta| meta.len());
        let total = if shown { files.iter().map(length).sum() } else { None };
        let bar = shown.then(|| ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden()));
        Progress { bar, start: Instant::now(), total }
    }

    /// The file, with what is read of it counted.
    pub fn count(&self, file: File) -> Box<dyn Read + Send> {
        match &self.bar {
            Some(bar) if self.total.is_some() => Box::new(bar.wrap_read(file)),
            _ => Box::new(file),
        }
    }

    /// An article is done.
    pub fn step(&self) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && self.start.elapsed() > LONG {
            bar.set_style(self.style());
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        // The position counts bytes where it has an end, else articles.
        if self.total.is_none() {
            bar.inc(1);
        }
    }

    fn style(&self) -> ProgressStyle {
        let template = match self.total {
            Some(_) => "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} to go",
            None => "{pos} articles, {per_sec}",
        };
        ProgressStyle::with_template(template).expect("the templates are well formed")
    }

    /// Does something that writes to the terminal.
    pub fn aside(&self, write: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}
