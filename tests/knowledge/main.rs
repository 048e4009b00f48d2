//! The knowledge base, from articles to answers.

mod crash;
mod decisions;
mod export;
mod identity;
mod store;
mod support;
