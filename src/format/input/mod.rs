//! Reading articles.
//!
//! An [`ArticleReader`] takes any bytes, finds out how they are packed, in which encoding and format they are, and gives the articles one
//! after another. Title, lead and body of one are zones of one text, joined by blank lines ([`ArticleBuilder`]).
//!
//! Every format that can hold many articles is read as a stream: JSON line by line, XML item by item, each of at most
//! [`Limits::article`] bytes. A text or a web page is one article and read as a whole.

mod builder;
mod compression;
mod encoding;
mod error;
mod feed;
mod format;
mod head;
pub mod html;
mod item;
mod json_items;
mod json_lines;
mod language;
mod limits;
mod lines;
mod newsml;
mod ninjs;
mod nitf;
mod paragraphs;
mod reader;
mod sniff;
mod xml;

pub use builder::ArticleBuilder;
pub use error::ReadError;
pub use format::InputFormat;
pub use limits::{LONGEST_ARTICLE, Limits};
pub use reader::ArticleReader;
