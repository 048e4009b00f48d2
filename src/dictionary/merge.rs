//! Putting packs together: what a pack holds, added to a builder.

use super::builder::{AddError, Builder, FileId, name_tokens};
use super::class::{Class, WordInfo};
use super::form::{Form, FormId};
use super::load::{LoadError, SourceEntry, SourceForm};
use super::pack::{EntryId, Pack};

impl Builder {
    /// Adds all that a pack holds, as if it were built from its files again: the pack of two packs of entries has the
    /// bytes of the pack of all their files.
    ///
    /// The pack is verified first, all of it.
    ///
    /// # Errors
    ///
    /// Where the pack is damaged, then alone; each entry whose id was declared before, with file and line.
    pub fn add_pack(&mut self, pack: &Pack) -> Result<(), Vec<LoadError>> {
        let failed = |message: String| vec![LoadError::of_file(pack.name(), message)];
        pack.verify().map_err(|error| failed(error.to_string()))?;
        let files: Result<Vec<FileId>, AddError> =
            pack.files().iter().map(|file| self.file(file.name, file.source, file.licence)).collect();
        let files = files.map_err(|error| failed(error.to_string()))?;
        for (key, word) in pack.words() {
            let word = word.without(Class::BeginsName).without(Class::BeginsPhrase);
            if word.bits() != 0 {
                let known = self.words.entry(key).or_default();
                let plain = |word: WordInfo| word.has(Class::Common) && !word.has(Class::Accented);
                let is_plain = plain(*known) || plain(word);
                *known = known.union(word);
                if is_plain {
                    *known = known.without(Class::Accented);
                }
            }
        }
        self.add_phrases(pack).map_err(|error| failed(error.to_string()))?;
        self.add_entries(pack, &files)
    }

    fn add_phrases(&mut self, pack: &Pack) -> Result<(), AddError> {
        let mut phrases: Vec<(FormId, Class)> =
            pack.numbered_forms().filter_map(|form| Some((form, pack.cue_class(form)?))).collect();
        phrases.sort_by_key(|&(form, _)| pack.text_place(form));
        phrases.into_iter().try_for_each(|(form, class)| {
            let text = pack.form(form).text;
            match name_tokens(text).as_slice() {
                [] => Err(AddError::NoWord(text.to_owned())),
                tokens => self.phrase(class, text, tokens),
            }
        })
    }

    fn add_entries(&mut self, pack: &Pack, files: &[FileId]) -> Result<(), Vec<LoadError>> {
        // Those behind contracted articles are made again.
        let forms = pack.all_forms().filter(|&form| !pack.rules(form).contracted());
        let mut forms: Vec<(EntryId, u32, FormId)> =
            forms.map(|form| (pack.entry_of(form), pack.text_place(form), form)).collect();
        forms.sort_unstable();
        let mut errors = Vec::new();
        for group in forms.chunk_by(|left, right| left.0 == right.0) {
            let id = group[0].0;
            let forms = group.iter().map(|&(.., form)| pack.form(form));
            let (entry, file) = (source_entry(pack, id, forms), files.get(pack.file_of(id)));
            let added = file.map_or(Err(AddError::NoName), |&file| self.add(file, &entry));
            if let Err(error) = added {
                errors.push(LoadError {
                    file: pack.file_name(id).to_owned(),
                    line: entry.line,
                    column: 1,
                    message: format!("entry `{}`: {error}", entry.id),
                });
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// An entry as a dictionary file would tell it.
fn source_entry<'p>(pack: &'p Pack, id: EntryId, forms: impl Iterator<Item = Form<'p>>) -> SourceEntry {
    let entry = pack.entry(id);
    let form = |form: Form| {
        let (since, until) = form.days();
        SourceForm {
            needs_cue: form.needs_cue(),
            never_first: form.never_first(),
            exact_case: form.exact_case(),
            since,
            until,
            ..SourceForm::new(form.text, form.kind)
        }
    };
    SourceEntry {
        id: entry.id.to_owned(),
        entity_type: entry.entity_type,
        prominence: entry.prominence,
        ids: entry.ids.split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        forms: forms.map(form).collect(),
        line: entry.line,
        column: 1,
    }
}
