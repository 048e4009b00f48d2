//! Compiling dictionary files into a [`Pack`].
//!
//! The same files give the same bytes.

use super::builder::{AddError, Builder, name_tokens};
use super::class::Class;
use super::load::{Content, FirstName, LoadError, SourceFile, Word};
use super::pack::Pack;
use crate::text::WordKey;

/// Compiles dictionary files, in their order, into the bytes of a pack.
///
/// # Errors
///
/// Where an id is declared twice, or a name holds no word.
pub fn compile<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> Result<Vec<u8>, Vec<LoadError>> {
    build(files).map(Builder::finish)
}

/// Compiles dictionary files and opens the pack.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_pack<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> Result<Pack, Vec<LoadError>> {
    Ok(build(files)?.pack())
}

fn build<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> Result<Builder, Vec<LoadError>> {
    let mut builder = Builder::new();
    let mut errors = Vec::new();
    files.into_iter().for_each(|file| builder.add_file(file, &mut errors));
    if errors.is_empty() { Ok(builder) } else { Err(errors) }
}

impl Builder {
    /// Adds all that a dictionary file holds; what cannot be added is told among the errors.
    pub fn add_file(&mut self, file: &SourceFile, errors: &mut Vec<LoadError>) {
        let number = match self.file(&file.name, &file.source, &file.licence) {
            Ok(number) => number,
            Err(error) => return errors.push(LoadError::of_file(&file.name, error.to_string())),
        };
        match &file.content {
            Content::Entities(entries) => {
                for entry in entries {
                    if let Err(error) = self.add(number, entry) {
                        errors.push(located(&file.name, entry.line, entry.column, &entry.id, &error));
                    }
                }
            }
            Content::FirstNames(names) => names.iter().for_each(|name| self.first_name(name)),
            Content::Words(class, words) => {
                for word in words {
                    if let Err(error) = self.word(*class, word) {
                        errors.push(located(&file.name, word.line, word.column, &word.text, &error));
                    }
                }
            }
        }
    }

    fn first_name(&mut self, name: &FirstName) {
        // A compound first name is told by its parts: `Jean-Pierre` is `Jean`, then `Pierre`.
        let tokens = name_tokens(&name.name);
        let [token] = tokens.as_slice() else { return };
        self.add_class(token.key, Class::FirstName);
        for (holds, class) in [
            (name.frequent, Class::FrequentFirstName),
            (name.is_word, Class::FirstNameWord),
            (name.is_place, Class::FirstNamePlace),
        ] {
            if holds {
                self.add_class(token.key, class);
            }
        }
    }

    fn word(&mut self, class: Class, word: &Word) -> Result<(), AddError> {
        if matches!(class, Class::PersonEnding | Class::PlaceEnding) {
            self.add_class(WordKey::of(&word.text), class);
            return Ok(());
        }
        let tokens = name_tokens(&word.text);
        match tokens.as_slice() {
            [] => return Err(AddError::NoWord(word.text.clone())),
            [token] if class == Class::Common => self.common_word(token.key, &word.text),
            [token] => self.add_class(token.key, class),
            // Of the other lists but demonyms only single words are looked at.
            _ if !Class::CUES.contains(&class) && class != Class::Demonym => {}
            _ => self.phrase(class, &word.text, &tokens)?,
        }
        Ok(())
    }
}

fn located(file: &str, line: u32, column: u32, id: &str, error: &AddError) -> LoadError {
    let message = match error {
        AddError::Twice(other, at) => format!("id `{id}` is already declared at {other}:{at}"),
        AddError::NoWord(text) if text == id => format!("`{text}` holds no word"),
        other => other.to_string(),
    };
    LoadError { file: file.to_owned(), line, column, message }
}
