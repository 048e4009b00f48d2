//! What Repère knows: names, and the words around names.
//!
//! An **entry** is one thing in the world; its **forms** are the names under which texts speak
//! of it. A **cue** is a word that tells something of the name beside it; its [`Class`] says what.
//! Dictionaries are written in YAML ([`load`]), compiled into one block of bytes, the **pack**
//! ([`compile`], [`pack`]), and read through the [`Lexicon`], which holds every pack in use: the
//! shipped one first, then the user's, which outrank it.

mod builder;
pub mod check;
pub mod class;
pub mod compile;
pub mod folder;
mod form;
mod layout;
pub mod lexicon;
pub mod load;
mod map;
mod merge;
pub mod pack;
mod save;
pub mod stats;
mod store;
pub mod user;
mod write;

pub use builder::{AddError, Builder, FileId};
pub use class::{Class, WordInfo};
pub use lexicon::{EntryRef, FormRef, Lexicon};
pub use load::{LoadError, SourceFile};
pub use pack::{Entry, FileInfo, Form, FormKind, FormRules, Pack, PackError};
