//! What storing changes.

/// What became of an article that was to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is new.
    New,
    /// It took the place of an older text.
    Replaced,
    /// It was there.
    Known,
    /// Its text was there, under another name.
    Duplicate(String),
}

/// What a transaction changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// Articles that are new.
    pub new: u64,
    /// Articles that took the place of an older text.
    pub replaced: u64,
    /// Articles that were taken away.
    pub removed: u64,
    /// Articles that were there already, as they are.
    pub known: u64,
    /// Articles whose text was there, under another name.
    pub duplicates: u64,
    /// Mentions that came.
    pub mentions_added: u64,
    /// Mentions that went.
    pub mentions_removed: u64,
    /// Entities that no article spoke of before.
    pub entities_added: u64,
    /// Entities that no article speaks of any more.
    pub entities_removed: u64,
    /// Mentions of articles stored before that have another entity now.
    pub moved: u64,
}

impl std::ops::AddAssign for Delta {
    fn add_assign(&mut self, other: Delta) {
        self.new += other.new;
        self.replaced += other.replaced;
        self.removed += other.removed;
        self.known += other.known;
        self.duplicates += other.duplicates;
        self.mentions_added += other.mentions_added;
        self.mentions_removed += other.mentions_removed;
        self.entities_added += other.entities_added;
        self.entities_removed += other.entities_removed;
        self.moved += other.moved;
    }
}

impl Delta {
    /// One article with this outcome.
    pub(super) fn of(outcome: &Stored) -> Delta {
        let mut delta = Delta::default();
        match outcome {
            Stored::New => delta.new = 1,
            Stored::Replaced => delta.replaced = 1,
            Stored::Known => delta.known = 1,
            Stored::Duplicate(_) => delta.duplicates = 1,
        }
        delta
    }
}
