//! `repere completions` and `repere man`: help outside the program.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::args::Arguments;
use crate::outcome::Outcome;

/// Writes a script that completes `repere`'s arguments in a shell.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere completions bash > ~/.local/share/bash-completion/completions/repere
  repere completions fish > ~/.config/fish/completions/repere.fish
  repere completions zsh > ~/.zfunc/_repere")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "repere", &mut script);
        Outcome { output: String::from_utf8_lossy(&script).into_owned(), problems: Vec::new() }
    }
}

/// Writes the manual page, or the pages of all commands into a folder.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  repere man | man -l -
  repere man --output ~/.local/share/man/man1")]
pub struct ManArgs {
    /// Write one page a command into this folder
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

impl ManArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        match &self.output {
            Some(folder) => match write_pages(folder) {
                Ok(()) => Outcome::default(),
                Err(error) => Outcome::problem(format!("{}: {error}", folder.display())),
            },
            None => {
                let mut page = Vec::new();
                let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
                rendered.expect("a vector takes all");
                Outcome { output: String::from_utf8_lossy(&page).into_owned(), problems: Vec::new() }
            }
        }
    }
}

fn write_pages(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(Arguments::command(), folder)
}
