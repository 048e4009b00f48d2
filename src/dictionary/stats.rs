//! How much is in a pack.

use super::class::Class;
use super::pack::{FileInfo, Pack};
use crate::EntityType;

/// How much is in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats<'p> {
    /// The names, by the types of their entries in the order of [`EntityType::NAMES`].
    pub names: [usize; 3],
    /// The entries of each file, by type; files without any too.
    pub files: Vec<(FileInfo<'p>, [usize; 3])>,
    /// How many words are of each class, classes without any left out.
    pub words: Vec<(Class, usize)>,
    /// The bytes of the pack.
    pub bytes: usize,
    /// The bytes of each of its parts.
    pub parts: Vec<(&'static str, usize)>,
}

impl<'p> Stats<'p> {
    /// Counts what a pack holds.
    pub fn of(pack: &'p Pack) -> Stats<'p> {
        let number = |entity_type| EntityType::NAMES.iter().position(|&name| name == entity_type);
        let mut names = [0; 3];
        // A name counts once, with and without its article.
        for rules in pack.all_forms().map(|form| pack.rules(form)).filter(|rules| !rules.contracted()) {
            number(rules.entity_type).into_iter().for_each(|number| names[number] += 1);
        }
        let mut files: Vec<_> = pack.files().into_iter().map(|file| (file, [0; 3])).collect();
        for id in pack.entries() {
            let number = number(pack.entry(id).entity_type);
            if let (Some(number), Some((_, counts))) = (number, files.get_mut(pack.file_of(id))) {
                counts[number] += 1;
            }
        }
        let (bytes, parts) = pack.bytes();
        Stats { names, files, words: words(pack), bytes, parts }
    }

    /// All entries, by type.
    pub fn entries(&self) -> [usize; 3] {
        self.files.iter().fold([0; 3], |mut sums, (_, counts)| {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            sums
        })
    }
}

fn words(pack: &Pack) -> Vec<(Class, usize)> {
    let mut counts: Vec<(Class, usize)> =
        Class::CUES.into_iter().chain(Class::LISTS).map(|class| (class, 0)).collect();
    for (_, word) in pack.words() {
        counts.iter_mut().filter(|(class, _)| word.has(*class)).for_each(|(_, count)| *count += 1);
    }
    counts.retain(|(_, count)| *count > 0);
    counts
}
