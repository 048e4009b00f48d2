//! The knowledge base, from articles to answers.

// A test that is skipped says so, and measures are told.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod crash;
mod decisions;
mod export;
mod identity;
mod store;
mod support;
