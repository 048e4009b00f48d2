//! `repere dictionary import`: dictionaries made of published lists and dumps.

mod bar;

use std::num::NonZero;
use std::path::PathBuf;
use std::thread;

use clap::{Args, Subcommand, ValueEnum};
use repere::EntityType;
use repere::import::{
    Classes, Csv, Fault, GeoNames, Import, Imported, Importer, JrcNames, ParaNames, Rules, Skos, StopList,
    Target, Wikidata,
};

use crate::args::exit_codes;
use crate::outcome::Outcome;
use bar::Bar;

/// Makes a dictionary of a published list or dump.
///
/// `FORMAT --help` tells the options of a format; docs/importing.md has an example of each.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!(), after_long_help = LONG_HELP)]
pub struct ImportArgs {
    #[command(subcommand)]
    format: Format,
}

const LONG_HELP: &str = concat!(
    "\
Files may be compressed by gzip or bzip2; `-` is standard input. The output is a YAML dictionary, sorted by id, where its name ends
in `.yml`, and a compiled pack where it ends in `.pack`. The same input gives the same output.

An import that is interrupted or fails leaves nothing under the name of the output. What it has done stands in a folder beside it
(`OUT.import`), and the same command run again goes on from there: files that were read to their end are not read again, and
of a Wikidata dump nothing that lies before the last checkpoint (every 4 GB, after decompression; what is compressed is
decompressed again up to there). With other options or changed files it begins anew. The folder goes when the output is there.

Lines that are wrong are told with file and line, and the others are imported. What was skipped is counted by reason.

",
    exit_codes!()
);

/// The formats.
#[derive(Debug, Subcommand)]
enum Format {
    Csv(CsvArgs),
    Tsv(CsvArgs),
    Geonames(GeoNamesArgs),
    Wikidata(WikidataArgs),
    Skos(SkosArgs),
    JrcNames(JrcNamesArgs),
    Paranames(ParaNamesArgs),
}

/// What all formats share.
#[derive(Args, Debug)]
struct Common {
    /// Files to read, gzip or bzip2 or neither; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The dictionary to write: `.yml`, to read and edit, or `.pack`, compiled
    #[arg(short, long, value_name = "OUT", value_parser = target)]
    output: Target,
    /// Leave out what is less well known (0 to 9)
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=9))]
    min_prominence: u8,
    /// Only these types: per, loc, org
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "TYPES",
        default_value = "per,loc,org",
        hide_default_value = true,
        value_parser = name_type
    )]
    types: Vec<EntityType>,
    /// Names of one word are names only where the context says so
    #[arg(long)]
    one_word_needs_cue: bool,
    /// Names and ids that are never imported: a file with one a line (`Orange`, `wikidata:Q142`), `#` begins a comment
    #[arg(long, value_name = "FILE")]
    stop_list: Option<PathBuf>,
    /// The licence that the header names [default: that of the format]
    #[arg(long, value_name = "LICENCE")]
    licence: Option<String>,
}

/// Imports your own list, a table with a header line: `name`, `type`, and where you have them `id`, `aliases` …
///
/// The fields are parted by commas, semicolons or tabs, as the header is. `aliases`, `acronyms`, `short`, `former`, `spellings`,
/// `needs_cue` and `ids` hold several items parted by `|`; `prominence` is 0 to 9; `wikidata`, `geonames`, `insee` and `iso` hold ids. Of
/// `aliases` it is told which are acronyms or short forms. Rows without an `id` get one from type and name.
#[derive(Args, Debug)]
struct CsvArgs {
    #[command(flatten)]
    common: Common,
    /// The type of rows that say none
    #[arg(long = "type", value_name = "TYPE", value_parser = name_type)]
    entity_type: Option<EntityType>,
}

/// Imports places of GeoNames: allCountries.txt, FR.txt, cities500.txt …, with alternateNamesV2.txt for their French names.
///
/// Give the files of places and that of names together, in any order. A place stands under its preferred French name, where it has
/// one; its prominence is the number of digits of its population, less one.
#[derive(Args, Debug)]
struct GeoNamesArgs {
    #[command(flatten)]
    common: Common,
    /// Leave out towns and regions with fewer inhabitants
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_population: u64,
    /// The feature classes: A countries and regions, P towns, H waters, T mountains, L parks, S buildings …
    #[arg(long, value_delimiter = ',', value_name = "CLASSES", default_value = "A,P")]
    features: Vec<char>,
}

/// Imports people, places and organisations of Wikidata, from its JSON dump (latest-all.json.bz2 or .gz, or parts of it).
///
/// An item is imported if it has a French label (or one for all languages) and a class (P31) that stands in the table of
/// classes, which gives its type. Its French aliases, official and short names with their dates, GeoNames and INSEE ids, and
/// the offices whose dates are known come with it. Its prominence is the number of binary digits of the number of Wikipedias that have an
/// article on it, at most 9: 1 for one Wikipedia, 4 from 8, 6 from 32, 8 from 128.
#[derive(Args, Debug)]
struct WikidataArgs {
    #[command(flatten)]
    common: Common,
    /// A table of classes of your own [default: the shipped one, dictionaries/import/wikidata-classes.yml]
    #[arg(long, value_name = "FILE")]
    classes: Option<PathBuf>,
    /// Threads that parse [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

/// Imports a SKOS thesaurus in Turtle, N-Triples or RDF/XML: French prefLabel, altLabel and hiddenLabel.
///
/// A thesaurus does not say whether its concepts are people, places or organisations: `--type` does.
#[derive(Args, Debug)]
struct SkosArgs {
    #[command(flatten)]
    common: Common,
    /// The type of all entries
    #[arg(long = "type", value_name = "TYPE", value_parser = name_type)]
    entity_type: EntityType,
    /// Only the concepts of this scheme
    #[arg(long, value_name = "IRI")]
    scheme: Option<String>,
}

/// Imports people and organisations of JRC-Names (`entities.gzip`).
#[derive(Args, Debug)]
struct JrcNamesArgs {
    #[command(flatten)]
    common: Common,
    /// Whose spellings: those of French and of every language, or all in Latin script
    #[arg(long, value_enum, default_value_t = Languages::French)]
    languages: Languages,
}

/// Whose spellings are imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Languages {
    /// Those of French and those of every language
    French,
    /// All that are in Latin script
    All,
}

/// Imports the French names of ParaNames (`paranames.tsv.gz`).
#[derive(Args, Debug)]
struct ParaNamesArgs {
    #[command(flatten)]
    common: Common,
}

fn target(path: &str) -> Result<Target, String> {
    Target::of(path.as_ref())
}

/// A type of names.
fn name_type(label: &str) -> Result<EntityType, String> {
    let known = label.parse().ok().filter(|kind| *kind != EntityType::Date);
    known.ok_or_else(|| format!("`{label}` is no type of names: per, loc or org"))
}

impl ImportArgs {
    /// Runs the command.
    pub fn run(&self) -> Outcome {
        let (common, importer) = match self.importer() {
            Ok(importer) => importer,
            Err(fault) => return Outcome::problem(fault.to_string()),
        };
        // Only what people wrote by hand may have names in small letters.
        let capital = !matches!(self.format, Format::Csv(_) | Format::Tsv(_) | Format::Skos(_));
        match common.import(importer, capital) {
            Ok(imported) => common.told(&imported),
            Err(fault) => Outcome::problem(fault.to_string()),
        }
    }

    fn importer(&self) -> Result<(&Common, Box<dyn Importer>), Fault> {
        Ok(match &self.format {
            Format::Csv(csv) => {
                (&csv.common, Box::new(Csv { delimiter: None, entity_type: csv.entity_type }))
            }
            Format::Tsv(tsv) => {
                (&tsv.common, Box::new(Csv { delimiter: Some(b'\t'), entity_type: tsv.entity_type }))
            }
            Format::Geonames(geonames) => {
                let importer = GeoNames::new(geonames.features.clone(), geonames.min_population);
                (&geonames.common, Box::new(importer))
            }
            Format::Wikidata(wikidata) => (&wikidata.common, Box::new(wikidata.importer()?)),
            Format::Skos(skos) => {
                let importer = Skos { entity_type: skos.entity_type, scheme: skos.scheme.clone() };
                (&skos.common, Box::new(importer))
            }
            Format::JrcNames(jrc) => {
                (&jrc.common, Box::new(JrcNames { all_languages: jrc.languages == Languages::All }))
            }
            Format::Paranames(paranames) => (&paranames.common, Box::new(ParaNames)),
        })
    }
}

impl WikidataArgs {
    fn importer(&self) -> Result<Wikidata, Fault> {
        let classes = match &self.classes {
            Some(path) => Classes::read(path)?,
            None => Classes::shipped(),
        };
        let processors = || thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        Ok(Wikidata { classes, jobs: self.jobs.unwrap_or_else(processors) })
    }
}

impl Common {
    fn import(&self, importer: Box<dyn Importer>, capital: bool) -> Result<Imported, Fault> {
        let stop = match &self.stop_list {
            Some(path) => StopList::read(path)?,
            None => StopList::default(),
        };
        let rules = Rules {
            floor: self.min_prominence,
            types: self.types.clone(),
            one_word_needs_cue: self.one_word_needs_cue,
            capital,
            stop,
        };
        let bar = Bar::new(Import::size(&self.files));
        let import = Import {
            inputs: &self.files,
            rules,
            target: self.output.clone(),
            licence: self.licence.clone(),
            progress: &bar,
        };
        let imported = import.run(importer);
        bar.clear();
        imported
    }

    /// What was imported, and what was wrong.
    fn told(&self, imported: &Imported) -> Outcome {
        let Imported { tally, resumed } = imported;
        let mut output = format!("{}: {tally}", self.output.path.display());
        if !resumed.is_empty() {
            output += &format!("  taken over from an import that was interrupted: {}\n", resumed.join(", "));
        }
        let mut problems: Vec<String> = tally.faults.iter().map(ToString::to_string).collect();
        let untold = tally.fault_count() - problems.len() as u64;
        if untold > 0 {
            problems.push(format!("{untold} more lines are wrong"));
        }
        Outcome { output, problems }
    }
}
