//! How much of an input is taken.

/// The longest article that is read, in bytes. What is longer is no article but an archive, and would
/// take more memory than a machine may have.
pub const LONGEST_ARTICLE: usize = 16 << 20;

/// Bounds on what an input may hold. What lies beyond one is refused with a message; what comes behind it in the input is still read
/// where the format tells where that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest article in bytes, with the markup around its text.
    pub article: usize,
    /// How deep the elements of XML may be nested. For JSON it is 128 always.
    pub depth: usize,
    /// How many elements of XML an article may have: each takes more memory than the bytes that it is written with.
    pub elements: usize,
    /// How many times its size an input may unpack to, once it has unpacked to more than `unpacked`.
    pub ratio: u64,
    /// How many bytes any input may unpack to.
    pub unpacked: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { article: LONGEST_ARTICLE, depth: 128, elements: 500_000, ratio: 200, unpacked: 64 << 20 }
    }
}

impl Limits {
    /// What is said of an article that is too long.
    pub(super) fn too_long(&self) -> String {
        let (size, unit) =
            if self.article >> 20 > 0 { (self.article >> 20, "MiB") } else { (self.article, "bytes") };
        format!("the article is longer than {size} {unit}: split it")
    }
}
