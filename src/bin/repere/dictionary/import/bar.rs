//! The progress bar of an import.

use indicatif::{ProgressBar, ProgressStyle};
use repere::import::Progress;

/// How much of the input was read, shown on standard error where that is a terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many bytes; where the number is not known, only what was read is shown.
    pub fn new(size: u64) -> Bar {
        let (bar, template) = match size {
            0 => (ProgressBar::new_spinner(), "{bytes} read, {bytes_per_sec}, {elapsed}"),
            _ => (ProgressBar::new(size), "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left"),
        };
        Bar(bar.with_style(ProgressStyle::with_template(template).expect("the template is right")))
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn advance(&self, bytes: u64) {
        self.0.inc(bytes);
    }
}
