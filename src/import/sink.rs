//! Where an import goes: a YAML dictionary or a pack.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::record::Record;
use super::yaml;
use crate::EntityType;
use crate::dictionary::{Builder, FileId};

/// An output, and its form.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where it is written.
    pub path: PathBuf,
    form: Form,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Yaml,
    Pack,
}

impl Target {
    /// The output of a path: `.yml` and `.yaml` are dictionaries to read, `.pack` is a compiled one.
    ///
    /// # Errors
    ///
    /// Where the name ends otherwise.
    pub fn of(path: &Path) -> Result<Target, String> {
        let form = match path.extension().and_then(|extension| extension.to_str()) {
            Some("yml" | "yaml") => Form::Yaml,
            Some("pack") => Form::Pack,
            _ => {
                return Err(
                    "the output is named `.yml`, to be read and edited, or `.pack`, compiled".to_owned()
                );
            }
        };
        Ok(Target { path: path.to_owned(), form })
    }

    /// The sink that writes it, at first as `draft`.
    pub(super) fn sink(&self, draft: &Path, header: &Header<'_>) -> io::Result<Box<dyn Sink>> {
        let out = BufWriter::with_capacity(1 << 16, File::create(draft)?);
        Ok(match self.form {
            Form::Yaml => Box::new(YamlSink::new(out, header)?),
            Form::Pack => Box::new(PackSink::new(out, header)?),
        })
    }
}

/// What is known of a dictionary before its first entry.
pub(super) struct Header<'h> {
    pub source: &'h str,
    pub licence: &'h str,
    pub inputs: &'h [String],
    /// The types of its entries.
    pub types: Vec<EntityType>,
}

impl Header<'_> {
    /// The type of all entries, where it is one.
    pub fn only_type(&self) -> Option<EntityType> {
        if let [only] = self.types.as_slice() { Some(*only) } else { None }
    }
}

/// Takes entries, sorted by id.
pub(super) trait Sink {
    /// Takes the next entry.
    fn entry(&mut self, record: Record) -> io::Result<()>;

    /// Ends the output; only then it is whole.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Writes a dictionary file, an entry a line.
struct YamlSink {
    out: BufWriter<File>,
    with_types: bool,
}

impl YamlSink {
    fn new(mut out: BufWriter<File>, header: &Header<'_>) -> io::Result<YamlSink> {
        out.write_all(yaml::header(header).as_bytes())?;
        Ok(YamlSink { out, with_types: header.only_type().is_none() })
    }
}

impl Sink for YamlSink {
    fn entry(&mut self, record: Record) -> io::Result<()> {
        self.out.write_all(yaml::entry(&record, self.with_types).as_bytes())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        close(self.out)
    }
}

/// Compiles a pack. Explanations name the input and the line of an entry.
struct PackSink {
    out: BufWriter<File>,
    builder: Builder,
    /// The files of the builder, one an input.
    files: Vec<FileId>,
    inputs: Vec<String>,
}

impl PackSink {
    fn new(out: BufWriter<File>, header: &Header<'_>) -> io::Result<PackSink> {
        let mut builder = Builder::new();
        let mut file = |name: &String| builder.file(name, header.source, header.licence);
        let files =
            header.inputs.iter().map(&mut file).collect::<Result<_, _>>().map_err(io::Error::other)?;
        Ok(PackSink { out, builder, files, inputs: header.inputs.to_vec() })
    }
}

impl Sink for PackSink {
    fn entry(&mut self, record: Record) -> io::Result<()> {
        let input = record.input as usize;
        let entry = record.into_entry();
        self.builder.add(self.files[input], &entry).map_err(|error| {
            io::Error::other(format!("{}:{}: `{}`: {error}", self.inputs[input], entry.line, entry.id))
        })
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let PackSink { mut out, builder, .. } = *self;
        builder.write_to(&mut out)?;
        close(out)
    }
}

/// The file must be on the disk before it takes its place.
fn close(out: BufWriter<File>) -> io::Result<()> {
    out.into_inner().map_err(|error| error.into_error())?.sync_all()
}
