//! Checking dictionaries: what is wrong in them, and what is doubtful.
//!
//! Reading a file already tells what is wrong in it alone ([`load`](super::load)). The checks here look at
//! all files together, and at what can be right but hardly is.

use std::collections::HashMap;
use std::fmt;

use super::builder::name_tokens;
use super::class::Class;
use super::compile::compile;
use super::lexicon::{EntryRef, Lexicon};
use super::load::{Content, FirstName, LoadError, SourceEntry, SourceFile, SourceForm, Word};
use super::pack::Entry;
use crate::EntityType;
use crate::text::{Case, Token, WordKey};

/// Something that a check has found.
///
/// ```text
/// our-names.yml:7:3: doubt: `Orange` is a common word too: it should need a cue
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where, and what.
    pub fault: LoadError,
    /// How bad it is.
    pub severity: Severity,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is wrong: the dictionary cannot be used so.
    Error,
    /// It can be right: somebody should look.
    Doubt,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LoadError { file, line, column, message } = &self.fault;
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Doubt => "doubt",
        };
        match line {
            0 => write!(formatter, "{file}: {severity}: {message}"),
            _ => write!(formatter, "{file}:{line}:{column}: {severity}: {message}"),
        }
    }
}

impl From<LoadError> for Finding {
    fn from(fault: LoadError) -> Self {
        Finding { fault, severity: Severity::Error }
    }
}

/// Checks dictionary files, all together and beside the shipped ones, which `shipped` holds.
///
/// The findings stand in the order of files, lines and columns.
pub fn check(files: &[SourceFile], shipped: &Lexicon) -> Vec<Finding> {
    let mut checker = Checker { shipped, findings: Vec::new() };
    if let Err(errors) = compile(files) {
        checker.findings.extend(errors.into_iter().map(Finding::from));
    }
    for file in files {
        checker.header(file);
        match &file.content {
            Content::Entities(entries) => checker.entries(&file.name, entries),
            Content::FirstNames(names) => checker.first_names(&file.name, names),
            Content::Words(_, words) => checker.words(&file.name, words),
        }
    }
    checker.homonyms(files);
    checker.shadows(files);
    checker.findings.sort();
    checker.findings.dedup();
    checker.findings
}

struct Checker<'a> {
    shipped: &'a Lexicon,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    fn doubt(&mut self, file: &str, line: u32, column: u32, message: String) {
        let fault = LoadError { file: file.to_owned(), line, column, message };
        self.findings.push(Finding { fault, severity: Severity::Doubt });
    }

    fn header(&mut self, file: &SourceFile) {
        for (key, value) in [("source", &file.source), ("licence", &file.licence)] {
            if value.trim().is_empty() {
                self.doubt(&file.name, 1, 1, format!("the file has an empty `{key}`"));
            }
        }
    }

    fn entries(&mut self, file: &str, entries: &[SourceEntry]) {
        for pair in entries.windows(2).filter(|pair| pair[0].id > pair[1].id) {
            let message =
                format!("`{}` should stand before `{}`: entries are sorted by id", pair[1].id, pair[0].id);
            self.doubt(file, pair[1].line, pair[1].column, message);
        }
        for entry in entries {
            self.common_words(file, entry);
            self.needless_forms(file, entry);
        }
    }

    /// Names of one word that is a common word too, with nothing said of it.
    fn common_words(&mut self, file: &str, entry: &SourceEntry) {
        for form in entry.forms.iter().filter(|form| !form.needs_cue && !form.never_first && !form.exact_case)
        {
            let tokens = name_tokens(&form.text);
            let [token] = tokens.as_slice() else { continue };
            // Capitals only are found in capitals only.
            if token.case != Case::AllCapitals && self.shipped.word(token).has(Class::Common) {
                let message =
                    format!("`{}` is a common word too: it should need a cue (`needs_cue`)", form.text);
                self.doubt(file, entry.line, entry.column, message);
            }
        }
    }

    /// Names that another name of the entry finds already.
    fn needless_forms(&mut self, file: &str, entry: &SourceEntry) {
        let mut seen: Vec<((Shape, String), &SourceForm)> = Vec::new();
        for form in &entry.forms {
            // Accents on capitals are optional; those on small letters tell names apart a little.
            let small: String = form.text.chars().filter(|letter| letter.is_lowercase()).collect();
            let shape = (Shape::of(&form.text), small);
            match seen.iter().find(|(other, _)| *other == shape) {
                Some((_, other)) => {
                    let message =
                        format!("`{}` is found without being listed, as `{}` is", form.text, other.text);
                    self.doubt(file, entry.line, entry.column, message);
                }
                None => seen.push((shape, form)),
            }
        }
    }

    fn first_names(&mut self, file: &str, names: &[FirstName]) {
        // The names come sorted: where the lines are not, the file is not.
        for pair in names.windows(2).filter(|pair| pair[0].line > pair[1].line) {
            self.doubt(
                file,
                pair[0].line,
                3,
                format!("`{}` should stand before `{}`", pair[0].name, pair[1].name),
            );
        }
    }

    fn words(&mut self, file: &str, words: &[Word]) {
        for pair in words.windows(2) {
            let (before, word) = (&pair[0], &pair[1]);
            if before.text == word.text {
                self.doubt(file, word.line, word.column, format!("`{}` stands there twice", word.text));
            } else if before.text > word.text {
                let message =
                    format!("`{}` should stand before `{}`: words are sorted", word.text, before.text);
                self.doubt(file, word.line, word.column, message);
            }
        }
    }

    /// Names of two entries of one type that nothing tells apart.
    fn homonyms(&mut self, files: &[SourceFile]) {
        let mut known: HashMap<(EntityType, Shape), (&str, &SourceEntry)> = HashMap::new();
        for (file, entry) in entries_of(files) {
            for form in entry.forms.iter().filter(|form| !form.needs_cue) {
                let key = (entry.entity_type, Shape::of(&form.text));
                let (other_file, other) = *known.entry(key).or_insert((file, entry));
                if other.id != entry.id && other.prominence == entry.prominence {
                    let place = format!("{other_file}:{}", other.line);
                    let message = format!(
                        "`{}` names `{}` as well ({place}), which is as prominent: nothing tells which is meant",
                        form.text, other.id
                    );
                    self.doubt(file, entry.line, entry.column, message);
                }
            }
        }
    }

    /// Names of shipped entries that an entry of the user takes.
    fn shadows(&mut self, files: &[SourceFile]) {
        let checked: HashMap<&str, ()> =
            entries_of(files).map(|(_, entry)| (entry.id.as_str(), ())).collect();
        for (file, entry) in entries_of(files) {
            for form in &entry.forms {
                for other in entries_named(self.shipped, &form.text) {
                    let Entry { id, entity_type, line, .. } = self.shipped.entry(other);
                    if !checked.contains_key(id) {
                        let message = format!(
                            "`{}` takes the name of `{id}` ({entity_type}, {}:{line}) away",
                            form.text,
                            self.shipped.file_name(other)
                        );
                        self.doubt(file, entry.line, entry.column, message);
                    }
                }
            }
        }
    }
}

/// The entries that have a name, written with the same capitals.
fn entries_named(lexicon: &Lexicon, name: &str) -> Vec<EntryRef> {
    let shape = Shape::of(name);
    let same = lexicon.named(name).into_iter().filter(|&form| Shape::of(lexicon.form(form).text) == shape);
    same.map(|form| lexicon.entry_of(form)).collect()
}

fn entries_of(files: &[SourceFile]) -> impl Iterator<Item = (&str, &SourceEntry)> {
    files.iter().flat_map(|file| {
        let entries = match &file.content {
            Content::Entities(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|entry| (file.name.as_str(), entry))
    })
}

/// What two names that are found in the same places have in common: folded words, and where capitals must stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shape(Vec<(WordKey, Capitals)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Capitals {
    None,
    First,
    All,
}

impl Shape {
    fn of(name: &str) -> Shape {
        let word = |token: &Token| {
            let capitals = match token.case {
                Case::Small => Capitals::None,
                Case::Capital | Case::Mixed => Capitals::First,
                Case::AllCapitals => Capitals::All,
            };
            (token.key, capitals)
        };
        Shape(name_tokens(name).iter().map(word).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::compile::compile_pack;
    use super::super::load::load;
    use super::*;

    const SHIPPED: &str = "kind: words\nsource: test\nlicence: CC0\nwords: |\n  orange\n";
    const TOWNS: &str =
        "kind: entities\nsource: test\nlicence: CC0\ntype: LOC\nentries:\n- {id: town, name: Nulleville}\n";

    fn found(entries: &str) -> Vec<String> {
        let shipped = [SHIPPED, TOWNS].map(|yaml| load("shipped.yml", yaml).expect("the file is right"));
        let shipped = Lexicon::new(Arc::new(compile_pack(&shipped).expect("the files compile")), []);
        let yaml = format!("kind: entities\nsource: test\nlicence: CC0\ntype: LOC\nentries:\n{entries}");
        let file = load("own.yml", &yaml).expect("the file is right");
        check(&[file], &shipped).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_right_is_not_told() {
        assert_eq!(
            found("- {id: a, name: Orange, needs_cue: [Orange]}\n- {id: b, name: Otan, acronyms: [OTAN]}\n"),
            [""; 0]
        );
    }

    #[test]
    fn doubts_have_their_place() {
        assert_eq!(
            found("- {id: a, name: Orange}\n"),
            ["own.yml:6:3: doubt: `Orange` is a common word too: it should need a cue (`needs_cue`)"]
        );
        assert_eq!(
            found("- {id: b, name: Beville}\n- {id: a, name: Aville}\n"),
            ["own.yml:7:3: doubt: `a` should stand before `b`: entries are sorted by id"]
        );
        assert_eq!(
            found("- {id: a, name: Élisée, spellings: [Elisée]}\n"),
            ["own.yml:6:3: doubt: `Elisée` is found without being listed, as `Élisée` is"]
        );
        assert_eq!(
            found("- {id: a, name: Aville}\n- {id: b, name: Aville}\n"),
            [
                "own.yml:7:3: doubt: `Aville` names `a` as well (own.yml:6), which is as prominent: nothing tells which is meant"
            ]
        );
        assert_eq!(
            found("- {id: a, name: Nulleville}\n"),
            ["own.yml:6:3: doubt: `Nulleville` takes the name of `town` (LOC, shipped.yml:6) away"]
        );
    }

    #[test]
    fn an_id_twice_is_an_error() {
        assert_eq!(
            found("- {id: a, name: Aville}\n- {id: a, name: Beville}\n"),
            ["own.yml:7:3: error: id `a` is already declared at own.yml:6"]
        );
    }
}
