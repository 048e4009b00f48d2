//! Imports run from the command line, on small files of each real format.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use repere::dictionary::load::{Content, SourceEntry, load};
use snapbox::cmd::{Command, OutputAssert};
use snapbox::str;

/// A folder of a test's own, in which the outputs stand.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the folder for tests can be written");
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).expect("the folder for tests can be written");
    }

    /// Copies files of `tests/data/import`.
    fn data(self, names: &[&str]) -> Folder {
        for name in names {
            self.file(name, data(name));
        }
        self
    }

    fn import(&self, arguments: &[&str]) -> OutputAssert {
        let program = snapbox::cmd::cargo_bin!("repere");
        Command::new(program).args(["dictionary", "import"]).args(arguments).current_dir(&self.0).assert()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("the output is there")
    }

    /// The entries of an output, read as any dictionary is.
    fn entries(&self, name: &str) -> Vec<SourceEntry> {
        match load(name, &self.read(name)).expect("an output is a dictionary").content {
            Content::Entities(entries) => entries,
            content => panic!("no entities: {content:?}"),
        }
    }

    /// The lines behind the header.
    fn lines(&self, name: &str) -> String {
        let text = self.read(name);
        assert!(!self.entries(name).is_empty());
        text.split_once("entries:\n").expect("a dictionary has entries").1.to_owned()
    }

    /// What stands in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the folder can be listed");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("it is listed").file_name().to_string_lossy().into()).collect();
        names.sort();
        names
    }
}

fn data(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name);
    fs::read(path).expect("the test data are there")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

#[test]
fn a_list_of_the_newsroom() {
    let folder = Folder::new("csv").data(&["newsroom.csv"]);
    folder
        .import(&["csv", "newsroom.csv", "-o", "out.yml"])
        .code(1)
        .stdout_eq(str![[r#"
out.yml: 7 read, 4 kept (1 LOC, 2 ORG, 1 PER) with 7 names
           3 skipped: wrong
  columns not used: `rubrique`

"#]])
        .stderr_eq(str![[r#"
repere: newsroom.csv:6: `type` is empty
repere: newsroom.csv:7: it has 9 fields, the header 8 fields
repere: newsroom.csv:8: the id `mjc-tilleuls` is already at newsroom.csv:2

"#]]);
    snapbox::assert_data_eq!(
        folder.lines("out.yml"),
        str![[r#"
- {id: loc-valmorel-sur-isle, name: Valmorel-sur-Isle, type: LOC}
- {id: mjc-tilleuls, name: MJC des Tilleuls, type: ORG, acronyms: [MJCT], spellings: [les Tilleuls], needs_cue: [les Tilleuls], prominence: 3}
- {id: org-orange, name: Orange, type: ORG, needs_cue: [Orange], prominence: 5}
- {id: per-bremont-helene, name: 'Brémont, Hélène', type: PER, short: [Hélène Brémont], prominence: 6, ids: ['wikidata:Q999000001']}

"#]]
    );
}

#[test]
fn semicolons_and_tabs_part_fields_too() {
    let folder = Folder::new("delimiters");
    folder.file("a.csv", "\u{feff}nom;sigle;type\r\nBureau des cartes;BDC;ORG\r\n");
    folder.file("b.tsv", "name\tacronyms\n\"Bureau\" des cartes\tBDC\n");
    folder.import(&["csv", "a.csv", "-o", "a.yml"]).success();
    folder.import(&["tsv", "b.tsv", "--type", "org", "-o", "b.yml"]).success();
    assert_eq!(
        folder.lines("a.yml"),
        "- {id: org-bureau-des-cartes, name: Bureau des cartes, acronyms: [BDC]}\n"
    );
}

#[test]
fn a_list_without_name_or_type_is_refused() {
    let folder = Folder::new("headers");
    folder.file("a.csv", "id,label2\n1,x\n");
    folder.file("b.csv", "id,name\n1,x\n");
    folder.import(&["csv", "a.csv", "-o", "a.yml"]).code(1).stderr_eq(str![[r#"
repere: a.csv:1: the header has no column `name` (or `nom`)

"#]]);
    folder.import(&["csv", "b.csv", "-o", "b.yml"]).code(1).stderr_eq(str![[r#"
repere: b.csv:1: the header has no column `type`: say that of all rows by `--type`

"#]]);
}

#[test]
fn places_of_geonames() {
    let folder = Folder::new("geonames").data(&["places.txt", "alternateNamesV2.txt"]);
    let arguments =
        ["geonames", "places.txt", "alternateNamesV2.txt", "--min-population", "1000", "--features", "A,P,H"];
    folder
        .import(&[&arguments[..], &["-o", "out.yml"]].concat())
        .code(1)
        .stdout_eq(str![[r#"
out.yml: 9 read, 7 kept (7 LOC) with 14 names
           1 skipped: with too few inhabitants
           1 skipped: wrong

"#]])
        .stderr_eq(str![[r#"
repere: places.txt:9: it has 2 columns, a place has 19

"#]]);
    snapbox::assert_data_eq!(
        folder.lines("out.yml"),
        str![[r#"
- {id: gn-2643743, name: Londres, spellings: [London], prominence: 6, ids: ['geonames:2643743']}
- {id: gn-2659496, name: lac Léman, short: [Léman], spellings: [Lake Geneva], prominence: 0, ids: ['geonames:2659496']}
- {id: gn-2972811, name: Tournefeuille, ids: ['geonames:2972811']}
- {id: gn-2988507, name: Paris, prominence: 6, ids: ['geonames:2988507']}
- {id: gn-2996944, name: Lyon, prominence: 5, ids: ['geonames:2996944']}
- {id: gn-3017382, name: France, spellings: [République française, Republic of France], prominence: 7, ids: ['geonames:3017382']}
- {id: gn-498817, name: Saint-Pétersbourg, former: [Leningrad], spellings: [Saint Petersburg], dated: [{name: Leningrad, since: 1924-01-01, until: 1991-09-06}], prominence: 6, ids: ['geonames:498817']}

"#]]
    );
}

#[test]
fn items_of_wikidata() {
    let folder = Folder::new("wikidata").data(&["wikidata.json"]);
    folder
        .import(&["wikidata", "wikidata.json", "-o", "out.yml"])
        .code(1)
        .stdout_eq(str![[r#"
out.yml: 9 read, 4 kept (1 LOC, 1 ORG, 2 PER) with 10 names
           2 skipped: of no class of the table
           1 skipped: no item
           1 skipped: without a French name
           1 skipped: wrong
           1 names left out: without a capital
  most frequent classes that the table has not: Q13442814 (1)

"#]])
        .stderr_eq(str![[r#"
repere: wikidata.json:5: EOF while parsing a string at character 75

"#]]);
    snapbox::assert_data_eq!(
        folder.lines("out.yml"),
        str![[r#"
- {id: wd-q142, name: France, type: LOC, spellings: [République française, 'l''Hexagone'], ids: ['wikidata:Q142', 'geonames:3017382']}
- {id: wd-q157, name: François Hollande, type: PER, short: [Hollande], spellings: [F. Hollande], ids: ['wikidata:Q157'], offices: [{id: 'wikidata:Q191954', since: 2012-05-15, until: 2017-05-14}]}
- {id: wd-q173152, name: Les Républicains, type: ORG, acronyms: [LR], former: [Union pour un mouvement populaire], dated: [{name: Union pour un mouvement populaire, since: 2002-11-17, until: 2015-05-31}, {name: LR, since: 2015-05-30}], prominence: 3, ids: ['wikidata:Q173152']}
- {id: wd-q900001, name: Ada Exemple, type: PER, prominence: 1, ids: ['wikidata:Q900001']}

"#]]
    );
}

#[test]
fn concepts_of_a_thesaurus() {
    let folder = Folder::new("skos").data(&["thesaurus.ttl", "thesaurus.rdf"]);
    folder.import(&["skos", "thesaurus.ttl", "--type", "org", "-o", "ttl.yml"]).success().stdout_eq(str![[
        r#"
ttl.yml: 3 read, 2 kept (2 ORG) with 5 names
           1 skipped: without a French name

"#
    ]]);
    let scheme = ["--scheme", "http://thesaurus.example.org/orgs"];
    folder
        .import(&[&["skos", "thesaurus.rdf", "--type", "org", "-o", "rdf.yml"][..], &scheme].concat())
        .success();
    snapbox::assert_data_eq!(
        folder.lines("ttl.yml"),
        str![[r#"
- {id: skos-thesaurus-example-org-org-0001, name: Office des eaux, acronyms: [ODE], spellings: [Office fédéral des eaux, Office des eeaux], ids: ['uri:http://thesaurus.example.org/org/0001', 'wikidata:Q999000010']}
- {id: skos-thesaurus-example-org-org-0003, name: Bureau des cartes, ids: ['uri:http://thesaurus.example.org/org/0003']}

"#]]
    );
    snapbox::assert_data_eq!(
        folder.lines("rdf.yml"),
        str![[r#"
- {id: skos-thesaurus-example-org-org-0001, name: Office des eaux, acronyms: [ODE], spellings: [Office fédéral des eaux], ids: ['uri:http://thesaurus.example.org/org/0001', 'wikidata:Q999000010']}

"#]]
    );
}

#[test]
fn a_wrong_thesaurus_is_told_with_its_line() {
    let folder = Folder::new("skos-wrong");
    folder.file("a.ttl", "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<http://a/b> s:prefLabel \"x\"@fr ;;; oops\n.\n");
    folder.import(&["skos", "a.ttl", "--type", "org", "-o", "a.yml"]).code(1).stderr_eq(str![[r#"
repere: a.ttl:2: oops is not a valid predicate

"#]]);
    let text = String::from_utf8(data("thesaurus.rdf")).expect("the test data are text");
    folder.file("b.rdf", text.replace("</skos:Concept>\n</rdf", "</skos:Wrong>\n</rdf"));
    folder.import(&["skos", "b.rdf", "--type", "org", "-o", "b.yml"]).code(1).stderr_eq(str![[r#"
repere: b.rdf:13: ill-formed document: expected `</skos:Concept>`, but `</skos:Wrong>` was found

"#]]);
}

#[test]
fn names_of_the_joint_research_centre() {
    let folder = Folder::new("jrc").data(&["entities.txt"]);
    folder
        .import(&["jrc-names", "entities.txt", "-o", "out.yml"])
        .code(1)
        .stdout_eq(str![[r#"
out.yml: 12 read, 3 kept (1 ORG, 2 PER) with 7 names
           3 skipped: in another language or script
           1 skipped: of a type not asked for
           1 skipped: wrong

"#]])
        .stderr_eq(str![[r#"
repere: entities.txt:13: `x` is no number

"#]]);
    snapbox::assert_data_eq!(
        folder.lines("out.yml"),
        str![[r#"
- {id: jrc-1000595, name: Dani Ábalo, type: PER, ids: ['jrc:1000595']}
- {id: jrc-2, name: Sergueï Lavrov, type: PER, short: [Lavrov], spellings: [Sergei Lavrov], ids: ['jrc:2']}
- {id: jrc-77, name: Banque centrale européenne, type: ORG, acronyms: [ECB], spellings: [European Central Bank], ids: ['jrc:77']}

"#]]
    );
    folder.import(&["jrc-names", "entities.txt", "--languages", "all", "-o", "all.yml"]).code(1);
    assert!(folder.lines("all.yml").contains("Sergej Lawrow"));
}

#[test]
fn names_of_paranames() {
    let folder = Folder::new("paranames").data(&["paranames.tsv"]);
    folder
        .import(&["paranames", "paranames.tsv", "-o", "out.yml"])
        .code(1)
        .stdout_eq(str![[r#"
out.yml: 7 read, 4 kept (1 LOC, 1 ORG, 2 PER) with 4 names
           1 skipped: in another language or script
           1 skipped: with an id that came before
           1 skipped: wrong

"#]])
        .stderr_eq(str![[r#"
repere: paranames.tsv:8: `L12` is no id of Wikidata

"#]]);
    snapbox::assert_data_eq!(
        folder.lines("out.yml"),
        str![[r#"
- {id: wd-q213662, name: '"Weird Al" Yankovic', type: PER, ids: ['wikidata:Q213662']}
- {id: wd-q49113, name: université Brandeis, type: ORG, ids: ['wikidata:Q49113']}
- {id: wd-q7747, name: Vladimir Poutine, type: PER, ids: ['wikidata:Q7747']}
- {id: wd-q84, name: Londres, type: LOC, ids: ['wikidata:Q84']}

"#]]
    );
}

#[test]
fn options_sift() {
    let folder = Folder::new("options").data(&["wikidata.json"]);
    folder.file("stop.txt", "LES REPUBLICAINS # a comment\nF. Hollande\nwikidata:Q900001\n");
    let options =
        ["--types", "per,org", "--one-word-needs-cue", "--stop-list", "stop.txt", "--min-prominence", "1"];
    folder
        .import(&[&["wikidata", "wikidata.json", "-o", "out.yml"][..], &options].concat())
        .code(1)
        .stdout_eq(str![[r#"
out.yml: 9 read, 1 kept (1 PER) with 2 names
           2 skipped: of no class of the table
           2 skipped: on the stop list
           1 skipped: no item
           1 skipped: of a type not asked for
           1 skipped: without a French name
           1 skipped: wrong
           1 names left out: on the stop list
  most frequent classes that the table has not: Q13442814 (1)

"#]]);
    snapbox::assert_data_eq!(
        folder.lines("out.yml"),
        str![[r#"
- {id: wd-q157, name: François Hollande, short: [Hollande], needs_cue: [Hollande], ids: ['wikidata:Q157'], offices: [{id: 'wikidata:Q191954', since: 2012-05-15, until: 2017-05-14}]}

"#]]
    );
}

#[test]
fn compressed_inputs_give_the_same() {
    let folder = Folder::new("compressed").data(&["wikidata.json"]);
    let plain = data("wikidata.json");
    folder.file("dump.gz", gzip(&plain));
    // Two streams one behind the other, as parallel packers write them.
    let (one, two) = plain.split_at(plain.len() / 2);
    folder.file("dump.bz2", [bzip2(one), bzip2(two)].concat());
    folder.import(&["wikidata", "wikidata.json", "-o", "plain.yml"]).code(1);
    for name in ["dump.gz", "dump.bz2"] {
        folder.import(&["wikidata", name, "--jobs", "3", "-o", "out.yml"]).code(1);
        assert_eq!(folder.lines("out.yml"), folder.lines("plain.yml"), "{name}");
    }
}

#[test]
fn a_pack_has_what_the_dictionary_has() {
    let folder = Folder::new("pack").data(&["wikidata.json"]);
    folder.import(&["wikidata", "wikidata.json", "-o", "out.pack"]).code(1);
    folder.import(&["wikidata", "wikidata.json", "-o", "again.pack"]).code(1);
    let bytes = fs::read(folder.0.join("out.pack")).expect("the pack is there");
    assert_eq!(bytes, fs::read(folder.0.join("again.pack")).expect("the pack is there"));
    assert!(bytes.windows(17).any(|window| window == "François Hollande".as_bytes().split_at(17).0));
}

#[test]
fn an_import_that_fails_leaves_nothing_and_goes_on() {
    let folder = Folder::new("resume").data(&["wikidata.json"]);
    let other = data("wikidata.json")
        .iter()
        .map(|&byte| byte as char)
        .collect::<String>()
        .replace("\"Q9000", "\"Q8000");
    let packed = gzip(other.as_bytes());
    folder.file("b.json.gz", &packed[..packed.len() / 2]);
    let run = ["wikidata", "wikidata.json", "b.json.gz", "-o", "out.yml"];
    folder.import(&run).code(1).stdout_eq("").stderr_eq(str![[r#"
repere: b.json.gz:1: behind this line: incomplete deflate stream

"#]]);
    assert_eq!(folder.names(), ["b.json.gz", "out.yml.import", "wikidata.json"]);
    folder.file("b.json.gz", &packed);
    let told = "[..]\n...\n  taken over from an import that was interrupted: wikidata.json\n";
    folder.import(&run).code(1).stdout_eq(told);
    assert_eq!(folder.names(), ["b.json.gz", "out.yml", "wikidata.json"]);
    let resumed = folder.read("out.yml");
    folder.import(&run).code(1);
    assert_eq!(resumed, folder.read("out.yml"), "an import that was interrupted gives what another gives");
}

#[test]
fn two_imports_with_one_output_do_not_meet() {
    let folder = Folder::new("lock").data(&["wikidata.json"]);
    fs::create_dir(folder.0.join("out.yml.import")).expect("the folder for tests can be written");
    let lock =
        File::create(folder.0.join("out.yml.import/lock")).expect("the folder for tests can be written");
    lock.lock().expect("nobody has it");
    folder.import(&["wikidata", "wikidata.json", "-o", "out.yml"]).code(1).stderr_eq(str![[r#"
repere: out.yml.import: another import with the same output is running

"#]]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = Folder::new("unreadable");
    folder.file("cities.zip", b"PK\x03\x04rest");
    folder.import(&["geonames", "cities.zip", "-o", "out.yml"]).code(1).stderr_eq(str![[r#"
repere: cities.zip: a ZIP archive: unpack it first, or pipe it in (`unzip -p FILE | … -`)

"#]]);
    folder.import(&["csv", "none.csv", "-o", "out.yml"]).code(1).stderr_eq(str![[r#"
repere: none.csv: there is no such file or folder

"#]]);
    folder.import(&["csv", "none.csv", "-o", "out.txt"]).code(2).stderr_eq(str![[r#"
error: invalid value 'out.txt' for '--output <OUT>': the output is named `.yml`, to be read and edited, or `.pack`, compiled

For more information, try '--help'.

"#]]);
}
