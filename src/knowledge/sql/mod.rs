//! All SQL of the base. Nothing outside this folder knows that SQLite is behind it.

pub(super) mod ambiguous;
mod arrive;
pub(super) mod ask;
pub(super) mod codes;
pub(super) mod counts;
pub(super) mod decide;
mod describe;
pub(super) mod dump;
pub(super) mod feed;
pub(super) mod place;
mod rows;
pub(super) mod schema;
pub(super) mod store;
pub(super) mod verify;
