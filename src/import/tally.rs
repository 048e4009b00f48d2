//! What an import read, kept and skipped, and why.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use crate::EntityType;

/// So many faults are told one by one.
const TOLD_FAULTS: usize = 20;

/// Why something was not imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Skip {
    /// Below the floor of prominence.
    Floor,
    /// Of a type that was not asked for.
    Type,
    /// On the stop list.
    Stopped,
    /// Of no class that is imported.
    Class,
    /// Without a name in French.
    NotFrench,
    /// Without a usable name.
    Nameless,
    /// With an id that was there before.
    Double,
    /// In a feature class that was not asked for.
    Feature,
    /// With fewer inhabitants than asked for.
    Population,
    /// In another language or script.
    Language,
    /// No item: a property, a lexeme.
    NoItem,
    /// Of another scheme.
    Scheme,
    /// Wrong: told with its line.
    Fault,
}

impl Skip {
    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Skip::Floor => "below the floor of prominence",
            Skip::Type => "of a type not asked for",
            Skip::Stopped => "on the stop list",
            Skip::Class => "of no class of the table",
            Skip::NotFrench => "without a French name",
            Skip::Nameless => "without a usable name",
            Skip::Double => "with an id that came before",
            Skip::Feature => "of a feature class not asked for",
            Skip::Population => "with too few inhabitants",
            Skip::Language => "in another language or script",
            Skip::NoItem => "no item",
            Skip::Scheme => "of another scheme",
            Skip::Fault => "wrong",
        }
    }
}

/// Why a name of something that was imported was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DroppedName {
    /// On the stop list.
    Stopped,
    /// Without a letter or digit, or of one only.
    Short,
    /// With more words than a name can have.
    Long,
    /// Without a capital.
    Small,
    /// In a script that no French text has.
    Script,
}

impl DroppedName {
    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            DroppedName::Stopped => "on the stop list",
            DroppedName::Short => "of one character",
            DroppedName::Long => "of more than 16 words",
            DroppedName::Small => "without a capital",
            DroppedName::Script => "in another script",
        }
    }
}

/// Counts of what was read, kept and skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rows, lines, concepts: what could have become an entry.
    pub read: u64,
    /// Entries kept, by type.
    pub kept: BTreeMap<String, u64>,
    /// Names kept.
    pub names: u64,
    /// What was skipped, by reason.
    pub skipped: BTreeMap<Skip, u64>,
    /// Names left out of what was kept, by reason.
    pub dropped: BTreeMap<DroppedName, u64>,
    /// Classes that the table does not have, and how often they were the reason.
    pub classes: BTreeMap<u64, u64>,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// What else should be known.
    pub notes: Vec<String>,
}

impl Tally {
    /// Counts something that is skipped.
    pub fn skip(&mut self, reason: Skip) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    /// Counts a name that is left out.
    pub fn drop_name(&mut self, reason: DroppedName) {
        *self.dropped.entry(reason).or_default() += 1;
    }

    /// Counts an entry that is kept.
    pub fn keep(&mut self, entity_type: EntityType, names: usize) {
        *self.kept.entry(entity_type.label().to_owned()).or_default() += 1;
        self.names += names as u64;
    }

    /// Takes back an entry that was kept: its id came before.
    pub fn keep_not(&mut self, entity_type: EntityType, names: usize) {
        if let Some(count) = self.kept.get_mut(entity_type.label()) {
            *count = count.saturating_sub(1);
        }
        self.names = self.names.saturating_sub(names as u64);
    }

    /// Counts something that is wrong, and remembers it while there are few.
    pub fn fault(&mut self, fault: Fault) {
        self.skip(Skip::Fault);
        if self.faults.len() < TOLD_FAULTS {
            self.faults.push(fault);
        }
    }

    /// How many faults there are.
    pub fn fault_count(&self) -> u64 {
        self.skipped.get(&Skip::Fault).copied().unwrap_or(0)
    }

    /// How many entries were kept.
    pub fn kept_count(&self) -> u64 {
        self.kept.values().sum()
    }

    /// The types of what was kept.
    pub fn types(&self) -> Vec<EntityType> {
        let has = |kind: &EntityType| self.kept.get(kind.label()).is_some_and(|&count| count > 0);
        EntityType::NAMES.into_iter().filter(has).collect()
    }

    /// Adds the counts of another part.
    pub fn add(&mut self, other: Tally) {
        fn sum<K: Ord>(into: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
            from.into_iter().for_each(|(key, count)| *into.entry(key).or_default() += count);
        }
        self.read += other.read;
        self.names += other.names;
        sum(&mut self.kept, other.kept);
        sum(&mut self.skipped, other.skipped);
        sum(&mut self.dropped, other.dropped);
        sum(&mut self.classes, other.classes);
        self.notes.extend(other.notes);
        let room = TOLD_FAULTS - self.faults.len().min(TOLD_FAULTS);
        self.faults.extend(other.faults.into_iter().take(room));
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |counts: &mut dyn Iterator<Item = (&str, u64)>| {
            let mut text = String::new();
            for (label, count) in counts.filter(|(_, count)| *count > 0) {
                let _ = write!(text, "{}{count} {label}", if text.is_empty() { "" } else { ", " });
            }
            text
        };
        let kept = list(&mut self.kept.iter().map(|(label, &count)| (label.as_str(), count)));
        let kept = if kept.is_empty() { kept } else { format!(" ({kept})") };
        writeln!(out, "{} read, {} kept{kept} with {} names", self.read, self.kept_count(), self.names)?;
        for (count, reason) in falling(self.skipped.iter().map(|(reason, &count)| (count, reason.label()))) {
            writeln!(out, "  {count:>10} skipped: {reason}")?;
        }
        for (count, reason) in falling(self.dropped.iter().map(|(reason, &count)| (count, reason.label()))) {
            writeln!(out, "  {count:>10} names left out: {reason}")?;
        }
        let classes = falling(self.classes.iter().map(|(&class, &count)| (count, class)));
        if !classes.is_empty() {
            let most: Vec<String> =
                classes.iter().take(8).map(|(count, class)| format!("Q{class} ({count})")).collect();
            writeln!(out, "  most frequent classes that the table has not: {}", most.join(", "))?;
        }
        self.notes.iter().try_for_each(|note| writeln!(out, "  {note}"))
    }
}

/// The counts that are not zero, the greatest first.
fn falling<T: Ord>(counts: impl Iterator<Item = (u64, T)>) -> Vec<(u64, T)> {
    let mut counts: Vec<_> = counts.filter(|(count, _)| *count > 0).collect();
    counts.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    counts
}
