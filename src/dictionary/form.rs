//! Names and entries as a pack tells them.

use jiff::civil::Date;

use crate::EntityType;

/// A form, by its number in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(pub u32);

/// An entry, by its number in a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// What kind of name a form is for its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum FormKind {
    /// The canonical name.
    Name,
    /// An acronym.
    Acronym,
    /// A shorter name.
    Short,
    /// A name it had.
    Former,
    /// Another spelling.
    Spelling,
}

impl FormKind {
    /// All kinds, by their numbers.
    pub const ALL: [FormKind; 5] =
        [FormKind::Name, FormKind::Acronym, FormKind::Short, FormKind::Former, FormKind::Spelling];

    /// The word for it in explanations.
    pub fn label(self) -> &'static str {
        match self {
            FormKind::Name => "name",
            FormKind::Acronym => "acronym",
            FormKind::Short => "short form",
            FormKind::Former => "former name",
            FormKind::Spelling => "spelling",
        }
    }
}

/// How the words of a form must be written, two bits a word.
pub mod case_rule {
    /// Any case will do.
    pub const ANY: u32 = 0;
    /// A capital is needed.
    pub const CAPITAL: u32 = 1;
    /// Capitals only.
    pub const CAPITALS: u32 = 2;
}

/// The flags of a form, as they stand in the record: the lower 16 bits of a field.
pub(super) mod flag {
    pub const NEEDS_CUE: u32 = 1;
    pub const NEVER_FIRST: u32 = 2;
    pub const EXACT_CASE: u32 = 4;
    /// Found only behind `du`, `au`, `des`, `aux`: `Caire` of `Le Caire`.
    pub const CONTRACTED: u32 = 8;
    /// The section of dates says since and until when it was in use.
    pub const DATED: u32 = 16;
    /// The last form with these words.
    pub const LAST: u32 = 32;
    pub const KIND_SHIFT: u32 = 8;
    pub const TYPE_SHIFT: u32 = 12;
    /// The upper 16 bits verify the words of the name.
    pub const CHECK_SHIFT: u32 = 16;
}

/// What a name asks of the text, without its letters: all that a matcher needs of nearly every name.
#[derive(Clone, Copy, Debug)]
pub struct FormRules {
    /// The type of its entry.
    pub entity_type: EntityType,
    /// The case rule of each word, two bits each from the lowest.
    pub cases: u32,
    pub(super) flags: u32,
}

impl FormRules {
    /// Whether it is a name only where the context says so.
    pub fn needs_cue(&self) -> bool {
        self.flags & flag::NEEDS_CUE != 0
    }

    /// Whether it is never a name at the start of a sentence.
    pub fn never_first(&self) -> bool {
        self.flags & flag::NEVER_FIRST != 0
    }

    /// Whether it must be written exactly so.
    pub fn exact_case(&self) -> bool {
        self.flags & flag::EXACT_CASE != 0
    }

    /// Whether it is a name only behind a contracted article (`du Caire`).
    pub fn contracted(&self) -> bool {
        self.flags & flag::CONTRACTED != 0
    }
}

/// One name of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Form<'p> {
    /// The name as written in the dictionary.
    pub text: &'p str,
    /// The entry that it names.
    pub entry: EntryId,
    /// Canonical name, acronym …
    pub kind: FormKind,
    /// The case rule of each word, two bits each from the lowest.
    pub cases: u32,
    /// What else it asks of the text.
    pub rules: FormRules,
    /// The first day on which it was in use, as days since 1970.
    pub(super) since: i32,
    /// The last day.
    pub(super) until: i32,
}

impl Form<'_> {
    /// Whether it is a name only where the context says so.
    pub fn needs_cue(&self) -> bool {
        self.rules.needs_cue()
    }

    /// Whether its first word is written with a capital.
    pub fn requires_capital(&self) -> bool {
        self.cases & 3 == case_rule::CAPITAL
    }

    /// Whether it is never a name at the start of a sentence.
    pub fn never_first(&self) -> bool {
        self.rules.never_first()
    }

    /// Whether it must be written exactly so.
    pub fn exact_case(&self) -> bool {
        self.rules.exact_case()
    }

    /// Whether it is a name only behind a contracted article (`du Caire`).
    pub fn contracted(&self) -> bool {
        self.rules.contracted()
    }

    /// Whether it was in use on a day (always, where no bounds are known).
    pub fn in_use(&self, day: Date) -> bool {
        let number = day_number(day);
        (self.since == NO_DAY || self.since <= number) && (self.until == NO_DAY || number <= self.until)
    }

    /// The first and the last day on which it was in use, where known.
    pub fn days(&self) -> (Option<Date>, Option<Date>) {
        (day_of(self.since), day_of(self.until))
    }
}

/// The day number of a form without such a bound.
pub(super) const NO_DAY: i32 = i32::MIN;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The number of a day, from 1970-01-01.
pub(super) fn day_number(day: Date) -> i32 {
    day.since(EPOCH).map_or(0, |span| span.get_days())
}

fn day_of(number: i32) -> Option<Date> {
    (number != NO_DAY).then(|| EPOCH.checked_add(jiff::Span::new().try_days(number).ok()?).ok()).flatten()
}

/// One thing in the world.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'p> {
    /// Its own id.
    pub id: &'p str,
    /// Its canonical name.
    pub name: &'p str,
    /// Ids elsewhere, parted by spaces.
    pub ids: &'p str,
    /// Its type.
    pub entity_type: EntityType,
    /// How well known, 0 to 9.
    pub prominence: u8,
    /// The line where it stands, in the file that [`Pack::file_name`](super::Pack::file_name) tells.
    pub line: u32,
}

/// A file that entries of a pack were read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileInfo<'p> {
    /// The file, as messages name it.
    pub name: &'p str,
    /// Where its facts come from.
    pub source: &'p str,
    /// Its licence.
    pub licence: &'p str,
}
