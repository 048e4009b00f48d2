//! Runs of the whole program.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A file of the bench's own.
pub fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// `repere tag` with more arguments, its output thrown away.
pub fn tag(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_repere"));
    command.arg("tag").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

/// How long it takes from its start to its end.
pub fn time(mut command: Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("the program runs");
    assert!(status.success(), "the program has tagged all");
    start.elapsed()
}

/// The most memory that it had resident, in MB, where the system tells (Linux); `input` goes through a pipe.
pub fn peak(mut command: Command, input: impl FnOnce(&mut dyn Write) + Send) -> Option<f64> {
    command.stdin(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    std::thread::scope(|scope| {
        scope.spawn(move || input(&mut stdin));
        watch(&mut child)
    })
}

fn watch(child: &mut Child) -> Option<f64> {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().expect("a child can be asked").is_none() {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
        // It only grows; the last that is told is the most.
        peak = kilobytes.map(|kilobytes| kilobytes * 1.024e-3).or(peak);
        std::thread::sleep(Duration::from_micros(200));
    }
    peak
}
