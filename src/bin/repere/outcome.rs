//! What a sub-command gives: its output, and what went wrong.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// The output of a sub-command and the inputs that it could not process.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What goes to standard output.
    pub output: String,
    /// One message for each input that failed.
    pub problems: Vec<String>,
}

impl Outcome {
    /// An outcome of nothing but a problem.
    pub fn problem(message: impl Into<String>) -> Outcome {
        Outcome { output: String::new(), problems: vec![message.into()] }
    }

    /// An outcome of nothing but problems.
    pub fn problems<P: ToString>(problems: &[P]) -> Outcome {
        Outcome { output: String::new(), problems: problems.iter().map(ToString::to_string).collect() }
    }

    /// Prints both, each where it belongs; failure where there is a problem. A closed pipe is none.
    pub fn print(self) -> ExitCode {
        let mut failed = !self.problems.is_empty();
        if let Err(error) = io::stdout().write_all(self.output.as_bytes())
            && error.kind() != ErrorKind::BrokenPipe
        {
            failed = true;
            complain(&format!("standard output: {error}"));
        }
        self.problems.iter().for_each(|problem| complain(problem));
        if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

/// Writes a message to standard error; where even that fails there is nobody to tell.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "repere: {message}");
}
