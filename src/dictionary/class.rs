//! The classes of words that tell something of a name.

/// What the dictionaries know of a word, apart from the names that it begins.
///
/// The first block are cue classes, one file under `dictionaries/cues/` each; the others come
/// from the files of first names, surnames, common words and demonyms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// A word always followed by a person's name: `M.`, `Mme`, `cheikh`.
    Civility,
    /// A function, rank or profession: `président`, `porte-parole`.
    Function,
    /// A word of kinship: `fils`, `épouse`.
    Kinship,
    /// A particle inside a person's name: `de`, `el`, `von`.
    Particle,
    /// A verb form whose subject speaks or decides: `déclare`, `estimé`.
    Saying,
    /// A head that is part of a place's name: `rue`, `aéroport`.
    PlaceHead,
    /// A head that says what a place is and is not part of its name: `ville`, `fleuve`.
    PlaceKind,
    /// One of those that is running water: `fleuve`, `rivières`.
    WaterKind,
    /// A preposition or phrase that a place follows: `à`, `au large de`.
    PlacePreposition,
    /// A phrase with `à` that says nothing of a place: `face à`, `grâce au`.
    Relation,
    /// A head that is part of an organisation's name: `ministère`, `université`.
    OrganisationHead,
    /// A head that says what an organisation is and is not part of its name: `groupe`, `quotidien`.
    OrganisationKind,
    /// A word around sports teams: `match`, `contre`.
    TeamCue,
    /// A legal form of companies: `SA`, `Inc`.
    LegalForm,
    /// A head whose name is not tagged: `loi`, `prix`, `film`.
    UntaggedHead,
    /// A nationality adjective in small letters: `russe`, `breton`.
    Nationality,
    /// A direction: `nord`, `sud-est`.
    Direction,
    /// A month or a weekday.
    MonthWeekday,
    /// A word that ends an organisation's name: `Institute`, `Airlines`.
    OrganisationTail,
    /// A word that ends a place's name: `Street`, `Town`.
    PlaceTail,
    /// An acronym that names nothing: `PDG`, `TVA`.
    PlainAcronym,
    /// A generic body that is not tagged alone: `gouvernement`, `armée`.
    Collective,
    /// A word that is written with a full stop that ends no sentence: `M.`, `av.`.
    Abbreviation,
    /// A phrase behind which a page lists services to share it with: `partager cet article`.
    Sharing,
    /// A word of grammar: article, pronoun, preposition, conjunction, auxiliary.
    GrammarWord,
    /// The name of something that is not tagged: a work, a product, a competition, a feast.
    UntaggedName,
    /// An ending of surnames, written with a hyphen before it: `-enko`.
    PersonEnding,
    /// An ending of place names: `-grad`.
    PlaceEnding,
    /// A common word of French.
    Common,
    /// A common word that has an accent behind its first letter in every spelling: `péter` is one, `Peter` is not.
    Accented,
    /// A word that is nothing but a verb in the third person: `affronte`, `réunissaient`.
    VerbForm,
    /// The name of the inhabitants of a place or of a people, with a capital: `Français`.
    Demonym,
    /// A first name.
    FirstName,
    /// A first name borne by many (frequency class 0 or 1).
    FrequentFirstName,
    /// A first name that is a common word too: `Pierre`.
    FirstNameWord,
    /// A first name that is a place too: `Florence`.
    FirstNamePlace,
    /// A surname; it supports a reading and never begins one.
    Surname,
    /// The first word of a name of the dictionaries that needs no capital there. Of the others nothing is noted: whether a
    /// capitalised word begins a name is found by looking for the name.
    BeginsName,
    /// The first word of a cue phrase of several words.
    BeginsPhrase,
}

impl Class {
    /// The cue classes, which files of `kind: cues` may have.
    pub const CUES: [Class; 28] = [
        Class::Civility,
        Class::Function,
        Class::Kinship,
        Class::Particle,
        Class::Saying,
        Class::PlaceHead,
        Class::PlaceKind,
        Class::WaterKind,
        Class::PlacePreposition,
        Class::Relation,
        Class::OrganisationHead,
        Class::OrganisationKind,
        Class::TeamCue,
        Class::LegalForm,
        Class::OrganisationTail,
        Class::PlaceTail,
        Class::UntaggedHead,
        Class::Nationality,
        Class::Direction,
        Class::MonthWeekday,
        Class::Collective,
        Class::PlainAcronym,
        Class::Abbreviation,
        Class::Sharing,
        Class::GrammarWord,
        Class::UntaggedName,
        Class::PersonEnding,
        Class::PlaceEnding,
    ];

    /// The other lists of words: common words, demonyms, first names, surnames.
    pub const LISTS: [Class; 9] = [
        Class::Common,
        Class::Accented,
        Class::VerbForm,
        Class::Demonym,
        Class::FirstName,
        Class::FrequentFirstName,
        Class::FirstNameWord,
        Class::FirstNamePlace,
        Class::Surname,
    ];

    /// The name of a class; of a cue class, as it stands in the files.
    pub fn name(self) -> &'static str {
        match self {
            Class::Civility => "civility",
            Class::Function => "function",
            Class::Kinship => "kinship",
            Class::Particle => "particle",
            Class::Saying => "saying",
            Class::PlaceHead => "place-head",
            Class::PlaceKind => "place-kind",
            Class::WaterKind => "water-kind",
            Class::PlacePreposition => "place-preposition",
            Class::Relation => "relation",
            Class::OrganisationHead => "organisation-head",
            Class::OrganisationKind => "organisation-kind",
            Class::TeamCue => "team-cue",
            Class::LegalForm => "legal-form",
            Class::OrganisationTail => "organisation-tail",
            Class::UntaggedHead => "untagged-head",
            Class::Nationality => "nationality",
            Class::Direction => "direction",
            Class::MonthWeekday => "month-weekday",
            Class::Collective => "collective",
            Class::PlaceTail => "place-tail",
            Class::PlainAcronym => "plain-acronym",
            Class::Abbreviation => "abbreviation",
            Class::Sharing => "sharing",
            Class::GrammarWord => "grammar-word",
            Class::UntaggedName => "untagged-name",
            Class::PersonEnding => "person-ending",
            Class::PlaceEnding => "place-ending",
            Class::Common => "common word",
            Class::Accented => "common word with accents",
            Class::VerbForm => "verb form",
            Class::Demonym => "demonym",
            Class::FirstName => "first name",
            Class::FrequentFirstName => "frequent first name",
            Class::FirstNameWord => "first name and common word",
            Class::FirstNamePlace => "first name and place",
            Class::Surname => "surname",
            Class::BeginsName => "begins a name",
            Class::BeginsPhrase => "begins a phrase",
        }
    }

    /// The cue class of this name.
    pub fn of_cue(name: &str) -> Option<Class> {
        Class::CUES.into_iter().find(|class| class.name() == name)
    }
}

/// The set of classes that a word has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordInfo(u64);

impl WordInfo {
    /// No class.
    pub const NONE: WordInfo = WordInfo(0);

    /// The set with these bits, as [`WordInfo::bits`] gave them.
    #[inline]
    pub fn from_bits(bits: u64) -> Self {
        WordInfo(bits)
    }

    /// The set as bits, to be stored.
    #[inline]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Whether the word is of this class.
    #[inline(always)]
    pub fn has(self, class: Class) -> bool {
        self.0 >> (class as u8) & 1 != 0
    }

    /// Whether the word is of one of these classes.
    pub fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }

    /// The cue classes and lists that the word stands in.
    pub fn classes(self) -> impl Iterator<Item = Class> {
        Class::CUES.into_iter().chain(Class::LISTS).filter(move |&class| self.has(class))
    }

    /// Whether it has a class of another set.
    #[inline(always)]
    pub fn meets(self, other: WordInfo) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds a class.
    pub fn add(&mut self, class: Class) {
        *self = self.with(class);
    }

    /// The set with a class.
    pub const fn with(self, class: Class) -> WordInfo {
        WordInfo(self.0 | 1 << (class as u8))
    }

    /// The set without a class.
    pub fn without(self, class: Class) -> WordInfo {
        WordInfo(self.0 & !(1 << (class as u8)))
    }

    /// The classes of both.
    #[inline(always)]
    pub fn union(self, other: WordInfo) -> WordInfo {
        WordInfo(self.0 | other.0)
    }
}
