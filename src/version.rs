//! What made the tags.

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The version of the shipped dictionaries: a digest of all they hold, so that it changes with every edit.
pub const DICTIONARIES_VERSION: &str = env!("REPERE_DICTIONARIES");
