//! The words that dates are made of, as the files under `dictionaries/dates/` list them.
//!
//! A file holds the words of one [`WordClass`]; a word may stand in several files (`premier`
//! is a number and an ordinal), with one number in all of them. A word of two parts
//! (`après-midi`, `aujourd'hui`) is looked up under the keys of both.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned};

use crate::dictionary::load::LoadError;
use crate::text::{WordKey, tokenize};

macro_rules! word_classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal,)*) => {
        /// What a word can be in a date or beside one; each class is a file of `dictionaries/dates/`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum WordClass { $($(#[$doc])* $class,)* }

        impl WordClass {
            /// The class by the name that files give it.
            pub fn named(name: &str) -> Option<WordClass> {
                match name { $($name => Some(WordClass::$class),)* _ => None }
            }
        }
    };
}

word_classes! {
    /// `janvier`, by its number.
    Month = "month",
    /// `janv`, by its number.
    MonthAbbreviation = "month-abbreviation",
    /// `lundi`, 1 for Monday.
    Weekday = "weekday",
    /// `quinze`.
    Number = "number",
    /// `premier`, `2e`.
    Ordinal = "ordinal",
    /// `XIXe`, `vingtième`.
    CenturyOrdinal = "century-ordinal",
    /// `XIX`, parted from its ending.
    RomanNumber = "roman-number",
    /// `semaine`, by a code of the file's own.
    Unit = "unit",
    /// `soir`; 1 for the night.
    DayPart = "day-part",
    /// `début`, `fin`, `mi`.
    Edge = "edge",
    /// `hier`, by its distance in days.
    DayAdverb = "day-adverb",
    /// `lendemain`, by its distance in days.
    Neighbour = "neighbour",
    /// `dernier` −1, `prochain` +1.
    Direction = "direction",
    /// `derniers` −1, `prochains` +1: behind several days, before several months.
    PluralDirection = "direction-plural",
    /// `précédent` −1, `suivant` +1.
    Sequel = "sequel",
    /// `été`, by its EDTF code.
    Season = "season",
    /// `ce`, `cette`.
    Demonstrative = "demonstrative",
    /// `14-Juillet`, month × 100 + day.
    NamedDay = "named-day",
    /// `et`, `ou`.
    Link = "link",
    /// `le`, `la`, `les`.
    Article = "article",
    /// `de`, `du`, `des`.
    Genitive = "genitive",
    /// `du`, `entre`.
    RangeOpener = "range-opener",
    /// `au`, `à`.
    RangeLink = "range-link",
    /// `même`.
    Same = "same",
    /// `époque`, `période`: behind `même`.
    TimeOfYear = "time-of-year",
    /// `vers`, `environ`.
    Approximation = "approximation",
    /// `rue`, `place`.
    Street = "street",
    /// `mouvement`, `front`.
    Movement = "movement",
    /// `chaque`, `tous`.
    Frequency = "frequency",
    /// `euros`, `habitants`.
    Quantity = "quantity",
    /// `dans`, `pendant`: before `la nuit`.
    DayPartCue = "day-part-cue",
    /// `nouvelle`: before `année`.
    NewYear = "new-year",
    /// `environ`, `quelque`: before an amount.
    AmountCue = "amount-cue",
    /// `en`, `année`: before a year.
    YearCue = "year-cue",
    /// `à`, `dès`: before a season.
    SeasonCue = "season-cue",
    /// `article`, `vol`.
    NumberHead = "number-head",
    /// `a`, `avait`, `pas`: before the participle `été`.
    Auxiliary = "auxiliary",
    /// `sera`, `prévu`.
    FutureCue = "future-cue",
    /// `dès`, `à partir de`: ahead where no verb says otherwise.
    FuturePreposition = "future-preposition",
    /// `jusqu'au`, `d'ici`: ahead whatever the verb.
    FirmPreposition = "firm-preposition",
    /// `ouvre`, `débute`: a present tense that tells what is planned.
    PresentCue = "present-cue",
    /// `depuis`: past whatever the verb.
    PastPreposition = "past-preposition",
    /// `était`, `lors`.
    PastCue = "past-cue",
    /// `a`, `ont`, `est`.
    PerfectAuxiliary = "perfect-auxiliary",
    /// `annoncé`, `confirmé`: what is announced may lie ahead.
    Announcement = "announcement",
    /// `opéra`: ends as a future does and is none.
    VerbException = "verb-exception",
    /// `que`, `qui`.
    ClauseOpener = "clause-opener",
    /// `à`, `et`, `dans`: may follow a year without being counted by it.
    FunctionWord = "function-word",
}

/// What the tables say of one word: its classes and, where it has one, its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    classes: u64,
    number: Option<i16>,
}

impl Word {
    /// The bit of a word that begins one of two parts.
    const OPENS_PAIR: u64 = 1 << 63;

    /// Whether it belongs to a class.
    #[inline]
    pub fn is(self, class: WordClass) -> bool {
        self.classes & (1 << class as u32) != 0
    }

    /// Whether it belongs to any of some classes, one bit a class.
    #[inline]
    pub fn is_any(self, classes: u64) -> bool {
        self.classes & classes != 0
    }

    /// Its number, 0 where it has none.
    #[inline]
    pub fn number(self) -> i16 {
        self.number.unwrap_or(0)
    }

    /// Whether it may be the first part of a word of two.
    #[inline]
    pub fn opens_pair(self) -> bool {
        self.classes & Self::OPENS_PAIR != 0
    }
}

/// Several classes as one set, for [`Word::is_any`].
pub const fn classes<const N: usize>(list: [WordClass; N]) -> u64 {
    let mut set = 0;
    let mut at = 0;
    while at < N {
        set |= 1 << list[at] as u32;
        at += 1;
    }
    set
}

/// The key of a word of two parts.
#[inline]
pub fn pair_key(first: WordKey, second: WordKey) -> WordKey {
    WordKey(first.0.rotate_left(23) ^ second.0.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The words of dates, compiled: sorted by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateWords {
    words: Vec<(WordKey, Word)>,
}

impl DateWords {
    /// Reads the files of `dictionaries/dates/`, each given as its name and its YAML.
    ///
    /// # Errors
    ///
    /// All that is wrong in the files: YAML errors, unknown classes, words of more than two
    /// parts, lists that are not sorted, a word that two files give different numbers.
    pub fn from_yaml<'f>(
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) -> Result<DateWords, Vec<LoadError>> {
        let mut words = BTreeMap::new();
        let mut errors = Vec::new();
        for (name, yaml) in files {
            match serde_yaml::from_str::<DateWordFile>(yaml) {
                Ok(file) => add_file(&mut words, name, &file, &mut errors),
                Err(error) => {
                    let place = error.location().unwrap_or(Location::UNKNOWN);
                    errors.push(load_error(name, place, error.without_snippet().to_string()));
                }
            }
        }
        if errors.is_empty() { Ok(DateWords { words: words.into_iter().collect() }) } else { Err(errors) }
    }

    /// The words as a table of key, classes and number, which [`DateWords::from_table`] reads back.
    pub fn to_table(&self) -> Vec<(u64, u64, Option<i16>)> {
        self.words.iter().map(|(key, word)| (key.0, word.classes, word.number)).collect()
    }

    /// The words of a table that [`DateWords::to_table`] has made.
    pub fn from_table(table: &[(u64, u64, Option<i16>)]) -> DateWords {
        let word = |&(key, classes, number)| (WordKey(key), Word { classes, number });
        DateWords { words: table.iter().map(word).collect() }
    }

    /// The words with their keys, sorted by key.
    pub fn entries(&self) -> &[(WordKey, Word)] {
        &self.words
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DateWordFile {
    #[serde(rename = "kind")]
    _kind: String,
    class: Spanned<String>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "licence")]
    _licence: String,
    words: WordList,
}

/// `word: number` by lines, or a plain list of words; in the order of the file.
struct WordList(Vec<(Spanned<String>, Option<i16>)>);

impl<'de> Deserialize<'de> for WordList {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordListVisitor)
    }
}

struct WordListVisitor;

impl<'de> Visitor<'de> for WordListVisitor {
    type Value = WordList;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of words, or a map from words to numbers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WordList, A::Error> {
        let mut words = Vec::new();
        while let Some((word, number)) = map.next_entry()? {
            words.push((word, Some(number)));
        }
        Ok(WordList(words))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<WordList, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element()? {
            words.push((word, None));
        }
        Ok(WordList(words))
    }
}

fn add_file(
    words: &mut BTreeMap<WordKey, Word>,
    name: &str,
    file: &DateWordFile,
    errors: &mut Vec<LoadError>,
) {
    let Some(class) = WordClass::named(&file.class.value) else {
        let message = format!("class `{}` is unknown", file.class.value);
        return errors.push(load_error(name, file.class.defined, message));
    };
    let mut last = "";
    for (word, number) in &file.words.0 {
        let text = word.value.as_str();
        if text <= last {
            errors.push(load_error(name, word.defined, format!("`{text}` must stand before `{last}`")));
        }
        last = text;
        if let Err(message) = add_word(words, class, text, *number) {
            errors.push(load_error(name, word.defined, message));
        }
    }
}

fn add_word(
    words: &mut BTreeMap<WordKey, Word>,
    class: WordClass,
    text: &str,
    number: Option<i16>,
) -> Result<(), String> {
    let key = match tokenize(text)[..] {
        [only] => only.key,
        [first, second] => {
            words.entry(first.key).or_default().classes |= Word::OPENS_PAIR;
            pair_key(first.key, second.key)
        }
        _ => return Err(format!("`{text}` is not of one or two words")),
    };
    let word = words.entry(key).or_default();
    word.classes |= 1 << class as u32;
    match (word.number, number) {
        (Some(old), Some(new)) if old != new => {
            return Err(format!("`{text}` is {new} here and {old} in another file"));
        }
        (None, Some(_)) => word.number = number,
        _ => {}
    }
    Ok(())
}

fn load_error(file: &str, place: Location, message: String) -> LoadError {
    let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    LoadError { file: file.to_owned(), line: narrow(place.line()), column: narrow(place.column()), message }
}
