//! Compiling dictionary files into a [`Pack`].
//!
//! The same files give the same bytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::class::{Class, WordInfo};
use super::load::{Content, FirstName, LoadError, SourceEntry, SourceFile, SourceForm, Word};
use super::pack::{
    CUE_ENTRY, ENTRY_BYTES, FILE_BYTES, FORM_BYTES, HEADER_BYTES, MAGIC, NO_DAY, NodeId, Pack, ROOT,
    SLOT_BYTES, case_rule, day_number, edge_key, flag,
};
use crate::text::{Case, Token, WordKey, tokenize};

/// Compiles dictionary files, in their order, into the bytes of a pack.
///
/// # Errors
///
/// Where an id is declared twice, or a name holds no word.
pub fn compile<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> Result<Vec<u8>, Vec<LoadError>> {
    let mut compiler = Compiler::default();
    compiler.nodes.push(Vec::new());
    for file in files {
        compiler.file(file);
    }
    if compiler.errors.is_empty() { Ok(compiler.finish()) } else { Err(compiler.errors) }
}

/// Compiles dictionary files and opens the pack.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_pack<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> Result<Pack, Vec<LoadError>> {
    let bytes = compile(files)?;
    Ok(Pack::open(Cow::Owned(bytes)).expect("the compiler writes what the reader reads"))
}

/// The words of a name as the trie has them: its tokens, full stops left out.
pub(super) fn name_tokens(text: &str) -> Vec<Token> {
    tokenize(text).into_iter().filter(|token| !token.is_mark('.')).collect()
}

#[derive(Default)]
struct Compiler {
    strings: Vec<u8>,
    interned: HashMap<String, (u32, u32)>,
    words: BTreeMap<WordKey, WordInfo>,
    edges: HashMap<(u32, WordKey), u32>,
    /// For each node, the records of the forms that end there.
    nodes: Vec<Vec<[u8; FORM_BYTES]>>,
    entries: Vec<u8>,
    files: Vec<u8>,
    declared: HashMap<String, (String, u32)>,
    errors: Vec<LoadError>,
}

impl Compiler {
    fn file(&mut self, file: &SourceFile) {
        let number = (self.files.len() / FILE_BYTES) as u32;
        let name = self.intern(&file.name);
        push_pair(&mut self.files, name);
        match &file.content {
            Content::Entities(entries) => {
                entries.iter().for_each(|entry| self.entry(entry, &file.name, number))
            }
            Content::FirstNames(names) => names.iter().for_each(|name| self.first_name(name)),
            Content::Words(class, words) => words.iter().for_each(|word| self.word(*class, word, &file.name)),
        }
    }

    fn entry(&mut self, entry: &SourceEntry, file: &str, file_number: u32) {
        let here = (file.to_owned(), entry.line);
        if let Some((other, line)) = self.declared.insert(entry.id.clone(), here) {
            self.error(
                file,
                entry.line,
                entry.column,
                format!("id `{}` is already declared at {other}:{line}", entry.id),
            );
            return;
        }
        let number = (self.entries.len() / ENTRY_BYTES) as u32;
        let mut record = Vec::with_capacity(ENTRY_BYTES);
        for text in [&entry.id, &entry.forms[0].text, &entry.ids.join(" ")] {
            let place = self.intern(text);
            push_pair(&mut record, place);
        }
        record.extend([entry.entity_type as u8, entry.prominence, 0, 0]);
        record.extend(entry.line.to_le_bytes());
        record.extend(file_number.to_le_bytes());
        record.extend([0; 4]);
        self.entries.extend(record);
        for form in &entry.forms {
            if !self.form(number, form, &form.text, 0) {
                self.error(file, entry.line, entry.column, format!("the name `{}` holds no word", form.text));
            }
            if let Some(bare) = without_article(&form.text) {
                self.form(number, form, bare, flag::CONTRACTED);
            }
        }
    }

    /// Adds a form of an entry, spelt `text`; tells whether it holds a word.
    fn form(&mut self, entry: u32, form: &SourceForm, text: &str, more_flags: u32) -> bool {
        let tokens = name_tokens(text);
        let Some(node) = self.insert(&tokens) else { return false };
        let flags = more_flags
            | (form.kind as u32) << flag::KIND_SHIFT
            | if form.needs_cue { flag::NEEDS_CUE } else { 0 }
            | if form.never_first { flag::NEVER_FIRST } else { 0 }
            | if form.exact_case { flag::EXACT_CASE } else { 0 };
        let since = form.since.map_or(NO_DAY, day_number);
        let until = form.until.map_or(NO_DAY, day_number);
        let record = self.record(entry, &form.text, flags, case_rules(&tokens), since, until);
        self.nodes[node.0 as usize].push(record);
        true
    }

    fn record(
        &mut self,
        entry: u32,
        text: &str,
        flags: u32,
        cases: u32,
        since: i32,
        until: i32,
    ) -> [u8; FORM_BYTES] {
        let (start, length) = self.intern(text);
        let mut record = [0; FORM_BYTES];
        let fields = [entry, start, length, flags, cases, since as u32, until as u32];
        for (place, field) in record.chunks_exact_mut(4).zip(fields) {
            place.copy_from_slice(&field.to_le_bytes());
        }
        record
    }

    /// Walks the tokens of a name into the trie; nothing where it holds no word.
    fn insert(&mut self, tokens: &[Token]) -> Option<NodeId> {
        if !tokens.iter().any(Token::is_word) {
            return None;
        }
        self.add(tokens[0].key, Class::BeginsName);
        let mut node = ROOT.0;
        for token in tokens {
            let next = self.nodes.len() as u32;
            node = *self.edges.entry((node, token.key)).or_insert(next);
            if node == next {
                self.nodes.push(Vec::new());
            }
        }
        Some(NodeId(node))
    }

    fn first_name(&mut self, name: &FirstName) {
        // A compound first name is told by its parts: `Jean-Pierre` is `Jean`, then `Pierre`.
        let tokens = name_tokens(&name.name);
        let [token] = tokens.as_slice() else { return };
        self.add(token.key, Class::FirstName);
        for (holds, class) in [
            (name.frequent, Class::FrequentFirstName),
            (name.is_word, Class::FirstNameWord),
            (name.is_place, Class::FirstNamePlace),
        ] {
            if holds {
                self.add(token.key, class);
            }
        }
    }

    fn word(&mut self, class: Class, word: &Word, file: &str) {
        if matches!(class, Class::PersonEnding | Class::PlaceEnding) {
            return self.add(WordKey::of(&word.text), class);
        }
        let tokens = name_tokens(&word.text);
        match tokens.as_slice() {
            [] => self.error(file, word.line, word.column, format!("`{}` holds no word", word.text)),
            [token] if class == Class::Common => self.common_word(token.key, &word.text),
            [token] => self.add(token.key, class),
            // Of the other lists but demonyms only single words are looked at.
            _ if !Class::CUES.contains(&class) && class != Class::Demonym => {}
            [first, ..] => {
                self.add(first.key, Class::BeginsPhrase);
                let node = self.insert_phrase(&tokens);
                let record = self.record(CUE_ENTRY + class as u32, &word.text, 0, 0, NO_DAY, NO_DAY);
                self.nodes[node.0 as usize].push(record);
            }
        }
    }

    /// A common word; of several spellings with one key, one without accents decides.
    fn common_word(&mut self, key: WordKey, text: &str) {
        let known = self.words.entry(key).or_default();
        let is_accented = text.chars().skip(1).any(|letter| !letter.is_ascii());
        if !is_accented {
            *known = known.without(Class::Accented);
        } else if !known.has(Class::Common) {
            known.add(Class::Accented);
        }
        known.add(Class::Common);
    }

    fn insert_phrase(&mut self, tokens: &[Token]) -> NodeId {
        let begins_name = self.words.get(&tokens[0].key).is_some_and(|word| word.has(Class::BeginsName));
        let node = self.insert(tokens).expect("a phrase has words");
        if !begins_name {
            let word = self.words.get_mut(&tokens[0].key).expect("insert has added it");
            *word = word.without(Class::BeginsName);
        }
        node
    }

    fn add(&mut self, key: WordKey, class: Class) {
        self.words.entry(key).or_default().add(class);
    }

    fn error(&mut self, file: &str, line: u32, column: u32, message: String) {
        self.errors.push(LoadError { file: file.to_owned(), line, column, message });
    }

    fn intern(&mut self, text: &str) -> (u32, u32) {
        if let Some(&place) = self.interned.get(text) {
            return place;
        }
        let place = (self.strings.len() as u32, text.len() as u32);
        self.strings.extend(text.as_bytes());
        self.interned.insert(text.to_owned(), place);
        place
    }

    fn finish(self) -> Vec<u8> {
        let words = table(self.words.iter().map(|(key, word)| (key.0, word.bits())).collect());
        let edges =
            self.edges.iter().map(|(&(node, key), &target)| (edge_key(NodeId(node), key), u64::from(target)));
        let edges = table(edges.collect());
        let mut nodes = Vec::new();
        let mut forms = Vec::new();
        for records in &self.nodes {
            nodes.extend(((forms.len() / FORM_BYTES) as u32).to_le_bytes());
            records.iter().for_each(|record| forms.extend(record));
        }
        nodes.extend(((forms.len() / FORM_BYTES) as u32).to_le_bytes());
        lay_out([self.strings, words, edges, nodes, forms, self.entries, self.files])
    }
}

/// The header and the sections, each begun on a multiple of 16 bytes.
fn lay_out(sections: [Vec<u8>; super::pack::SECTIONS]) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    let mut body = Vec::new();
    for section in sections {
        body.resize(body.len().next_multiple_of(16), 0);
        header.extend(((HEADER_BYTES + body.len()) as u64).to_le_bytes());
        header.extend((section.len() as u64).to_le_bytes());
        body.extend(section);
    }
    header.extend(body);
    header
}

/// An open hash table, at most five eighths full; places are taken in the order of the keys.
fn table(mut pairs: Vec<(u64, u64)>) -> Vec<u8> {
    pairs.sort_unstable();
    let places = (pairs.len() * 8 / 5 + 1).next_power_of_two();
    let mut slots = vec![(0u64, 0u64); places];
    for (key, value) in pairs {
        let key = key.max(1);
        let mut place = key as usize & (places - 1);
        while slots[place].0 != 0 {
            place = (place + 1) & (places - 1);
        }
        slots[place] = (key, value);
    }
    let mut bytes = Vec::with_capacity(places * SLOT_BYTES);
    for (key, value) in slots {
        bytes.extend(key.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes
}

fn push_pair(bytes: &mut Vec<u8>, (first, second): (u32, u32)) {
    bytes.extend(first.to_le_bytes());
    bytes.extend(second.to_le_bytes());
}

/// The case rules of a name: a word in small letters may have any case, a capital is needed where
/// the dictionary has one, and capitals only where the dictionary has them.
fn case_rules(tokens: &[Token]) -> u32 {
    let rule = |token: &Token| match token.case {
        Case::Small => case_rule::ANY,
        Case::Capital | Case::Mixed => case_rule::CAPITAL,
        Case::AllCapitals => case_rule::CAPITALS,
    };
    tokens.iter().take(16).enumerate().fold(0, |rules, (at, token)| rules | rule(token) << (2 * at))
}

/// `Caire` of `Le Caire`, `Républicains` of `Les Républicains`: what is left behind `du`, `au`, `des`, `aux`.
fn without_article(text: &str) -> Option<&str> {
    text.strip_prefix("Le ").or_else(|| text.strip_prefix("Les "))
}
