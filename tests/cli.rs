//! Runs of the command line: arguments, standard output and error, status.
//!
//! What is printed is compared with what stands here; `SNAPSHOTS=overwrite cargo test --test cli` writes
//! down what is printed now, to be read in review.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use snapbox::cmd::Command;
use snapbox::str;

const TEXT: &str = "Sergueï Lavrov est arrivé à Mossoul vendredi.\n";

/// A folder of a test's own, in which its files stand and `repere` runs.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the folder for tests can be written");
        Folder(path)
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Folder {
        fs::write(self.0.join(name), bytes).expect("the folder for tests can be written");
        self
    }

    fn repere(&self, arguments: &[&str]) -> Command {
        repere(arguments).current_dir(&self.0)
    }
}

fn repere(arguments: &[&str]) -> Command {
    Command::new(snapbox::cmd::cargo_bin!("repere")).args(arguments)
}

/// A run on one file that must fail, with nothing on standard output.
fn refuses(test: &str, bytes: impl AsRef<[u8]>, arguments: &[&str], stderr: impl snapbox::IntoData) {
    let folder = Folder::new(test).file("news", bytes);
    folder.repere(arguments).assert().code(1).stdout_eq("").stderr_eq(stderr);
}

// Tagging.

#[test]
fn a_table_for_people() {
    let folder = Folder::new("table").file("news.txt", TEXT);
    folder.repere(&["tag", "news.txt", "--date", "2016-10-28"]).assert().success().stdout_eq(str![[r#"
news.txt: 3 mentions of 3 entities

PER  people
   1  Sergueï Lavrov

LOC  places
   1  Mossoul

DATE  dates
   1  2016-10-28      vendredi

"#]]);
}

#[test]
fn marks_in_place_from_standard_input() {
    let output = "[Sergueï Lavrov]{PER} est arrivé à [Mossoul]{LOC} [vendredi]{DATE}.\n";
    repere(&["tag", "--to", "annotated"]).stdin(TEXT).assert().success().stdout_eq(output).stderr_eq("");
    repere(&["tag", "-", "--to", "annotated"]).stdin(TEXT.trim_end()).assert().success().stdout_eq(output);
}

#[test]
fn json_lines_in_and_out() {
    let folder = Folder::new("json-lines").file(
        "news.jsonl",
        "{\"id\": \"a\", \"text\": \"L’EI tient Mossoul. L'Etat islamique (EI) a fui.\", \"published\": \"2016-10-28\"}\n\
         {\"id\": 2, \"text\": \"Il est arrivé vendredi.\", \"published\": \"2016-10-28T09:00:00Z\", \"section\": \"monde\"}\n",
    );
    folder.repere(&["tag", "news.jsonl", "--to", "jsonl"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
{"id":"a","mentions":[{"start":2,"end":4,"text":"EI","type":"ORG","entity":1},{"start":11,"end":18,"text":"Mossoul","type":"LOC","entity":2},{"start":22,"end":36,"text":"Etat islamique","type":"ORG","entity":1},{"start":38,"end":40,"text":"EI","type":"ORG","entity":1}],"entities":[{"entity":1,"type":"ORG","name":"Etat islamique","aliases":["EI"],"ids":["repere:armed-etat-islamique"],"salience":0.99},{"entity":2,"type":"LOC","name":"Mossoul","aliases":[],"ids":["repere:gn-99072-mossoul","geonames:99072"],"salience":0.73}],"repere":{"version":"[..]","dictionaries":"[..]"}}
{"id":2,"mentions":[{"start":14,"end":22,"text":"vendredi","type":"DATE","entity":1,"value":"2016-10-28"}],"entities":[{"entity":1,"type":"DATE","name":"2016-10-28","aliases":["vendredi"],"ids":[],"salience":0.91}],"repere":{"version":"[..]","dictionaries":"[..]"}}

"#]]);
}

#[test]
fn dates_carry_timex3_where_it_is_asked_for() {
    let text =
        "L'exposition dure du 3 au 5 mai 2016, vers 1450 la ville était petite, hier elle fêtait l'été 2016.";
    let tag = ["tag", "--to", "jsonl", "--date", "2016-10-28", "--types", "date"];
    let run = repere(&[&tag[..], &["--timex3"]].concat()).stdin(text).assert().success();
    let output = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    for expected in [
        r#""value":"2016-05-03/2016-05-05","timex3":{"type":"DURATION","value":"P3D","beginPoint":"2016-05-03","endPoint":"2016-05-05"}"#,
        r#""value":"1450~","timex3":{"type":"DATE","value":"1450","mod":"APPROX"}"#,
        r#""value":"2016-10-27","timex3":{"type":"DATE","value":"2016-10-27"}"#,
        r#""value":"2016-22","timex3":{"type":"DATE","value":"2016-SU"}"#,
    ] {
        assert!(output.contains(expected), "no {expected} in {output}");
    }
    let run = repere(&tag).stdin(text).assert().success();
    assert!(!String::from_utf8_lossy(&run.get_output().stdout).contains("timex3"));
    let run =
        repere(&["tag", "--to", "jsonl", "--timex3"]).stdin("Il viendra mardi à Mossoul.").assert().success();
    assert!(!String::from_utf8_lossy(&run.get_output().stdout).contains("timex3"));
}

#[test]
fn an_indented_array() {
    let run = repere(&["tag", "--from", "jsonl", "--to", "json"]);
    run.stdin("{\"id\": \"a\", \"text\": \"Bonjour.\"}\n{\"id\": \"b\", \"text\": \"Bonsoir.\"}\n")
        .assert()
        .success()
        .stdout_eq(str![[r#"
[
{
  "id": "a",
  "mentions": [],
  "entities": [],
  "repere": {
    "version": "[..]",
    "dictionaries": "[..]"
  }
},
{
  "id": "b",
  "mentions": [],
  "entities": [],
  "repere": {
    "version": "[..]",
    "dictionaries": "[..]"
  }
}
]

"#]]);
}

#[test]
fn offsets_count_what_is_asked_for() {
    for (unit, span) in [
        ("chars", "\"start\":5,\"end\":12"),
        ("bytes", "\"start\":12,\"end\":19"),
        ("utf16", "\"start\":7,\"end\":14"),
    ] {
        let run =
            repere(&["tag", "--to", "jsonl", "--offsets", unit]).stdin("🇮🇶 À Mossoul.").assert().success();
        let output = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(output.contains(span), "{unit}: {output}");
    }
}

#[test]
fn only_the_types_asked_for() {
    let run = repere(&["tag", "--to", "annotated", "--types", "loc,date"]).stdin(TEXT);
    run.assert().success().stdout_eq("Sergueï Lavrov est arrivé à [Mossoul]{LOC} [vendredi]{DATE}.\n");
}

#[test]
fn a_published_day_comes_before_that_of_the_arguments() {
    let lines = "{\"id\":1,\"text\":\"Vendredi.\",\"published\":\"\"}\n{\"id\":2,\"text\":\"Il vient vendredi.\",\"published\":\"2016-10-28\"}\n";
    let run = repere(&["tag", "--from", "jsonl", "--date", "2024-03-15"]).stdin(lines).assert().success();
    let output = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(output.contains("2024-03-15") && output.contains("2016-10-28"), "{output}");
}

#[test]
fn annotation_leaves_the_text_as_it_is() {
    let mark = regex::Regex::new(r"\[([^\]]+)\]\{(PER|LOC|ORG|DATE)\}").expect("the pattern is right");
    for example in ["examples/diplomatie.txt", "examples/locales.txt"] {
        let run = repere(&["tag", example, "--to", "annotated"]).assert().success();
        let output = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(mark.find_iter(&output).count() > 20, "{output}");
        assert_eq!(
            mark.replace_all(&output, "$1"),
            fs::read_to_string(example).expect("it is in the project")
        );
    }
}

// The user's dictionaries.

const OWN: &str = "\
kind: entities
source: the newsroom
licence: CC0-1.0
type: ORG
entries:
- {id: own-mossoul, name: Mossoul}
- {id: own-zorb, name: Zorb, ids: ['wikidata:Q1']}
";

#[test]
fn own_names_outrank_the_shipped_ones_and_need_no_cue() {
    let folder = Folder::new("own").file("own.yml", OWN).file("news.txt", "Zorb et Mossoul.");
    fs::create_dir(folder.0.join("names")).expect("the folder for tests can be written");
    fs::copy(folder.0.join("own.yml"), folder.0.join("names/own.yaml"))
        .expect("the folder for tests can be written");
    for path in ["own.yml", "names"] {
        let run = folder.repere(&["tag", "news.txt", "--to", "annotated", "--dictionary", path]);
        run.assert().success().stdout_eq("[Zorb]{ORG} et [Mossoul]{ORG}.\n");
    }
}

/// A run with a dictionary that is wrong.
fn refuses_dictionary(test: &str, yaml: impl AsRef<[u8]>, stderr: impl snapbox::IntoData) {
    let folder = Folder::new(test).file("own.yml", yaml).file("news.txt", TEXT);
    let run = folder.repere(&["tag", "news.txt", "--dictionary", "own.yml"]);
    run.assert().code(1).stdout_eq("").stderr_eq(stderr);
}

#[test]
fn a_wrong_dictionary_is_told_with_its_place() {
    refuses_dictionary(
        "yaml",
        OWN.replace("name: Zorb,", "name: Zorb: x,"),
        str![[r#"
repere: own.yml:7:[..]

"#]],
    );
    refuses_dictionary(
        "unknown-key",
        OWN.replace("name: Zorb", "nom: Zorb"),
        str![[r#"
repere: own.yml:7:18: unknown field `nom`, expected one of [..]

"#]],
    );
    refuses_dictionary(
        "unknown-type",
        OWN.replace("ORG", "EVENT"),
        str![[r#"
repere: own.yml:4:7: type `EVENT` is unknown: PER, LOC or ORG

"#]],
    );
    refuses_dictionary(
        "unknown-kind",
        OWN.replace("kind: entities", "kind: things"),
        str![[r#"
repere: own.yml:1:7: kind `things` is unknown: the kinds are entities, first-names, surnames, cues, words, demonyms

"#]],
    );
    refuses_dictionary(
        "alias-twice",
        OWN.replace("name: Zorb,", "name: Zorb, short: [Zo, Zo],"),
        str![[r#"
repere: own.yml:7:3: entry `own-zorb` has the name `Zo` twice

"#]],
    );
    refuses_dictionary(
        "id-twice",
        OWN.replace("own-zorb", "own-mossoul"),
        str![[r#"
repere: own.yml:7:3: id `own-mossoul` is already declared at own.yml:6

"#]],
    );
    refuses_dictionary(
        "not-utf8",
        b"kind: entities\n# \xe9\n",
        str![[r#"
repere: own.yml:2:3: byte 0xe9 at offset 17 is not valid UTF-8

"#]],
    );
    repere(&["tag", "--dictionary", "no-such-file.yml"])
        .stdin(TEXT)
        .assert()
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
repere: no-such-file.yml: there is no such file or folder

"#]]);
}

// Bad input.

#[test]
fn other_inputs_are_still_processed() {
    let folder = Folder::new("others").file("news.txt", TEXT);
    fs::create_dir(folder.0.join("archive")).expect("the folder for tests can be written");
    let run = folder.repere(&["tag", "missing.txt", "archive", "news.txt", "--to", "annotated"]);
    run.assert()
        .code(1)
        .stdout_eq("# news.txt\n\n[Sergueï Lavrov]{PER} est arrivé à [Mossoul]{LOC} [vendredi]{DATE}.\n\n")
        .stderr_eq(str![[r#"
repere: archive: the folder holds no file
repere: missing.txt: there is no such file

"#]]);
}

#[test]
fn what_is_no_text_is_refused() {
    refuses(
        "invalid-utf8",
        b"\xc3\x80 bient\xc3\xb4t.\nL'\xc9lys\xc3\xa9e",
        &["tag", "news"],
        str![[r#"
repere: news:2:3: byte 0xc9 at offset 15 is not valid UTF-8

"#]],
    );
    refuses(
        "nul",
        b"Bonjour.\0",
        &["tag", "news"],
        str![[r#"
repere: news:1:9: NUL byte at offset 8: this is not a text in UTF-8

"#]],
    );
    refuses(
        "empty",
        b"",
        &["tag", "news"],
        str![[r#"
repere: news: the file is empty

"#]],
    );
    refuses(
        "empty-json-lines",
        b"\n",
        &["tag", "news", "--from", "jsonl"],
        str![[r#"
repere: news: the file is empty

"#]],
    );
}

#[test]
fn a_line_without_end_is_refused() {
    let long = vec![b'a'; 20 << 20];
    refuses(
        "long-text",
        &long,
        &["tag", "news"],
        str![[r#"
repere: news: the article is longer than 16 MiB: split it

"#]],
    );
    refuses(
        "long-line",
        &long,
        &["tag", "news", "--from", "jsonl"],
        str![[r#"
repere: news:1:1: the article is longer than 16 MiB: split it

"#]],
    );
}

#[test]
fn a_wrong_line_is_told_and_the_others_tagged() {
    let lines = "{\"id\": 1, \"text\": \"À Mossoul.\"}\n{\"id\": 2, \"text\"\n{\"id\": 3}\n[]\n\
                 {\"id\": 5, \"text\": \"À Mossoul.\", \"published\": \"hier\"}\n{\"id\": 6, \"text\": \"À Mossoul.\"}\n";
    let run = repere(&["tag", "--from", "jsonl", "--to", "annotated"]).stdin(lines);
    run.assert().code(1).stdout_eq("# 1\n\nÀ [Mossoul]{LOC}.\n\n# 6\n\nÀ [Mossoul]{LOC}.\n\n").stderr_eq(
        str![[r#"
repere: standard input:2:16: EOF while parsing an object
repere: standard input:3:9: missing field `text`
repere: standard input:4:2: invalid length 0, expected an object with `id` and `text`
repere: standard input:5:53: `published` is `hier`, which is no day (YYYY-MM-DD)

"#]],
    );
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    for arguments in [
        &["tag", "--date", "2016-02-30"][..],
        &["tag", "--date", "28/10/2016"],
        &["tag", "--types", "person"],
        &["tag", "--to", "xml"],
        &["explain", "news.txt"],
        &["explain", "news.txt", "--at", "-1"],
        &["frobnicate"],
        &[],
    ] {
        repere(arguments).stdin("").assert().code(2).stdout_eq("");
    }
    repere(&["tag", "--date", "2016-02-30"]).assert().stderr_eq(str![[r#"
error: invalid value '2016-02-30' for '--date <YYYY-MM-DD>': a day is written YYYY-MM-DD and is one of the calendar, as 2016-10-28

For more information, try '--help'.

"#]]);
}

#[test]
fn a_closed_pipe_is_silent() {
    let lines = "{\"id\": 1, \"text\": \"À Mossoul.\"}\n".repeat(500);
    let folder = Folder::new("closed-pipe").file("news.jsonl", lines);
    let mut child = std::process::Command::new(snapbox::cmd::cargo_bin!("repere"))
        .args(["tag", "news.jsonl", "--to", "jsonl"])
        .current_dir(&folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}

// Formats of the input.

#[test]
fn an_old_encoding_is_read_and_told() {
    let folder = Folder::new("encodings").file("old.txt", b"L'\xc9lys\xe9e est \xe0 Mossoul \x97 dit-on.\n");
    let run = folder.repere(&["tag", "old.txt", "--to", "annotated", "--types", "loc"]).assert().success();
    run.stdout_eq("L'Élysée est à [Mossoul]{LOC} — dit-on.\n")
        .stderr_eq("repere: old.txt: read as windows-1252\n");
    let wide: Vec<u8> = "À Mossoul.".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let run = repere(&["tag", "--to", "jsonl", "--types", "loc"]).stdin(wide).assert().success();
    let output = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(output.contains("\"start\":2,\"end\":9,\"text\":\"Mossoul\""), "{output}");
    run.stderr_eq("repere: standard input: read as utf-16be\n");
}

#[test]
fn a_folder_of_mixed_formats() {
    let folder = Folder::new("mixed");
    for file in fs::read_dir("tests/data/formats").expect("the files are in the project") {
        let file = file.expect("it is listed");
        fs::copy(file.path(), folder.0.join(file.file_name())).expect("the folder for tests can be written");
    }
    let run = folder.repere(&["tag", ".", "--to", "annotated", "--types", "per,loc"]).assert().code(1);
    run.stdout_eq(str![[r#"
# urn:repere:essai:15

L’Élysée

Un résumé < 3.

Un 🛰️ alinéa.

Un point.

# urn:repere:essai:16

Second

Café fermé.

# urn:newsml:repere:essai:8

Été à [Québec]{LOC}

Il fait beau à [Québec]{LOC}.

# ./newsml-message.xml#2

Sans identité

Premier alinéa.

Second alinéa.

# urn:newsml:repere:essai:7

[Sergueï Lavrov]{PER} à [Mossoul]{LOC}

Le ministre est attendu.

M. [Lavrov]{PER} a quitté [Moscou]{LOC} ; il <vole>.

Il revient lundi. &inconnu;

# urn:repere:essai:2

Crue de la [Vire]{LOC}

La [Vire]{LOC} a débordé à [Tessy]{LOC}.

Le maire,
M. [Périer]{PER}, accuse.

# urn:repere:essai:1

[Sergueï Lavrov]{PER} attendu à [Mossoul]{LOC}

M. [Lavrov]{PER} arrive vendredi.

M. [Lavrov]{PER} a quitté [Moscou]{LOC}.

Il est arrivé à l’aéroport 🛬 hier.

# urn:repere:essai:3

Le vote est reporté

Le Sénat vote jeudi.

Le Sénat siège & vote.

# urn:repere:essai:4

Avant tout.

Un.

Deux.

# urn:repere:essai:5

Un toit brûle à [Vannes]{LOC}

Les pompiers de [Vannes]{LOC} sont intervenus.

# urn:repere:essai:6

Two

Body two.

# essai-9

Un cœur à l’Élysée

Le sous-titre

Un premier résumé.

Un second.

[PARIS]{LOC}, 28 oct – M. [Dupont]{PER} a dit oui.

Un intertitre

La légende.

Fin – 5 €.

# https://example.org/14

Titre RDF

Corps RDF.

# essai-10

L’EI recule à [Mossoul]{LOC}

Le chapeau écrit.

Premier alinéa 🇮🇶.

Second : l'EI.

# https://example.org/11

Sans contenu, [R&D]{PER}

Seulement un résumé.

# essai-13

Extrait

Le texte entier commence ainsi et va au bout.

# ./text-latin-9.txt

Le cœur de l'été à [Mossoul]{LOC}, 5 €.

# ./text-utf16le.txt

[Sergueï Lavrov]{PER} 🛬 à [Mossoul]{LOC}.

# ./text-utf8-mark.txt

À [Mossoul]{LOC}.

# ./text-windows-1252.txt

[Sergueï Lavrov]{PER} est à l’Élysée.

Il a dit « non » — 5 €.


"#]])
        .stderr_eq(str![[r#"
repere: urn:repere:essai:15: read as utf-16le
repere: urn:newsml:repere:essai:8: read as windows-1252
repere: ./newsml-message.xml#2: the language is `de`, not French
repere: urn:repere:essai:6: the language is `en`, not French
repere: essai-9: read as windows-1252
repere: ./rss-2.xml:19:2: the item has no text
repere: ./text-latin-9.txt: read as iso-8859-15
repere: ./text-utf16le.txt: read as utf-16le
repere: ./text-windows-1252.txt: read as windows-1252

"#]]);
}

#[test]
fn packed_files_are_unpacked() {
    let line = "{\"id\":1,\"text\":\"À Mossoul.\"}\n";
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, line.as_bytes()).expect("memory takes all");
    let gzip = encoder.finish().expect("memory takes all");
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let zstd = ruzstd::encoding::compress_to_vec("À Mossoul.\n".as_bytes(), level);
    let folder = Folder::new("packed").file("lines.gz", gzip).file("text.zst", zstd);
    let run = folder.repere(&["tag", "lines.gz", "text.zst", "--to", "annotated"]).assert().success();
    run.stdout_eq("# 1\n\nÀ [Mossoul]{LOC}.\n\n# text.zst\n\nÀ [Mossoul]{LOC}.\n\n").stderr_eq("");
}

#[test]
fn a_bomb_is_refused_and_the_rest_tagged() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, &vec![b'a'; 1 << 20]).expect("memory takes all");
    let bomb = encoder.finish().expect("memory takes all").repeat(70);
    let folder = Folder::new("bomb").file("bomb.jsonl.gz", bomb).file("news.txt", "À Mossoul.\n");
    let run = folder.repere(&["tag", "bomb.jsonl.gz", "news.txt", "--to", "annotated"]).assert().code(1);
    run.stdout_eq("# news.txt\n\nÀ [Mossoul]{LOC}.\n\n").stderr_eq(str![[r#"
repere: bomb.jsonl.gz: it unpacks to more than 200 times its size: if it can be trusted, unpack it first

"#]]);
}

#[test]
fn the_format_is_found_out_or_said() {
    let item = "{\"uri\":\"u\",\"headline\":\"À Mossoul\"}";
    let run = repere(&["tag", "--to", "annotated"]).stdin(item).assert().success();
    run.stdout_eq("# u\n\nÀ [Mossoul]{LOC}\n\n");
    let run = repere(&["tag", "--to", "annotated", "--from", "text"])
        .stdin("<rss>À Mossoul</rss>")
        .assert()
        .success();
    run.stdout_eq("<rss>À [Mossoul]{LOC}</rss>\n");
    let feed = "<feed><entry><title>À Mossoul</title></entry></feed>";
    for from in ["rss", "atom", "auto"] {
        let run = repere(&["tag", "--to", "annotated", "--from", from]).stdin(feed).assert().success();
        run.stdout_eq("# standard input\n\nÀ [Mossoul]{LOC}\n\n");
    }
    let page = "<!doctype html><html lang=fr><body><h1>À Mossoul</h1><p>Sergueï Lavrov est arrivé.</p>";
    let run = repere(&["tag", "--to", "annotated"]).stdin(page).assert().success();
    run.stdout_eq("À [Mossoul]{LOC}\n\n[Sergueï Lavrov]{PER} est arrivé.\n");
    refuses(
        "broken-xml",
        "<?xml version=\"1.0\"?>\n<nitf>\n <body></bodi></nitf>",
        &["tag", "news"],
        str![[r#"
repere: news:3:8: this is no well-formed XML: ill-formed document: expected `</body>`, but `</bodi>` was found

"#]],
    );
    refuses(
        "unknown-xml",
        "<?xml version=\"1.0\"?><kml/>",
        &["tag", "news"],
        str![[r#"
repere: news: this is XML with the root element <kml>, which is not read: say with --from what it is, `text` takes it as it stands

"#]],
    );
    refuses("pdf", b"%PDF-1.7", &["tag", "news"], "repere: news: this is no text but a PDF file\n");
}

// The other commands.

#[test]
fn why_a_name_was_tagged() {
    let folder =
        Folder::new("explain").file("news.txt", "L'Etat islamique (EI) tient Mossoul. L'EI a parlé.");
    folder.repere(&["explain", "news.txt", "--at", "18"]).assert().success().stdout_eq(str![[r#"
news.txt, offset 18: «EI»

  «EI» as ORG, score +[..]: kept
    entity 1: Etat islamique, 3 in the article
      «Etat islamique» and «EI»: the dictionaries have both as names of one entry
    dictionary: acronym `EI` of Etat islamique (armed-etat-islamique, ORG, prominence [..]), dictionaries/organisations/armed-groups.yml:[..]
...

  «EI» as [..], score [..]: rejected: more speaks against it than for it
...
"#]]);
    folder.repere(&["explain", "news.txt", "--text", "tient"]).assert().success().stdout_eq(str![[r#"
news.txt, offset 22: «tient»
...
  not tagged: it has no capital, no dictionary has it in small letters, and it is no date
...
"#]]);
    folder.repere(&["explain", "news.txt", "--text", "Ninive"]).assert().code(1).stdout_eq("").stderr_eq(
        str![[r#"
repere: news.txt: `Ninive` stands nowhere in it

"#]],
    );
    folder.repere(&["explain", "news.txt", "--at", "50"]).assert().code(1).stderr_eq(str![[r#"
repere: news.txt: the text ends before offset 50

"#]]);
}

#[test]
fn the_days_that_a_phrase_means() {
    repere(&["date", "la semaine dernière", "--date", "2016-10-28"]).assert().success().stdout_eq(str![[
        r#"
semaine dernière: 2016-W42
  read from the day of publication, 2016-10-28
  -1 week

"#
    ]]);
    let contradiction = "lundi 30 septembre";
    repere(&["date", contradiction, "--date", "2015-10-01"]).assert().success().stdout_eq(str![[r#"
lundi 30 septembre: 2015-09-30?
  read from the day of publication, 2015-10-01
  weekday and date contradict each other: check the text
...

"#]]);
    repere(&["date", "le 17 octobre"]).assert().success().stdout_eq(str![[r#"
17 octobre: XXXX-10-17
  no day of publication is known: what is relative stays open

"#]]);
    repere(&["date", "bonjour"])
        .assert()
        .code(1)
        .stdout_eq("")
        .stderr_eq("repere: `bonjour` holds no date\n");
}

#[test]
fn what_a_name_means() {
    repere(&["dictionary", "show", "etat islamique"]).assert().success().stdout_eq(str![[r#"
ORG  Etat islamique  (armed-etat-islamique, prominence [..])
     name `Etat islamique`
     dictionaries/organisations/armed-groups.yml:[..]

"#]]);
    repere(&["dictionary", "show", "Xyzzy"])
        .assert()
        .code(1)
        .stderr_eq("repere: no dictionary has `Xyzzy`\n");
}

#[test]
fn dictionaries_are_checked() {
    let folder = Folder::new("check").file("own.yml", OWN);
    folder.repere(&["dictionary", "check", "own.yml"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
own.yml:6:3: doubt: `Mossoul` takes the name of `gn-99072-mossoul` (LOC, dictionaries/places/cities.yml:[..]) away
1 file, 2 entries: 0 errors, 1 doubt

"#]]);
    let wrong = Folder::new("check-wrong").file("own.yml", OWN.replace("own-zorb", "own-mossoul"));
    wrong.repere(&["dictionary", "check", ".", "--errors-only"]).assert().code(1).stdout_eq(str![[r#"
./own.yml:7:3: error: id `own-mossoul` is already declared at ./own.yml:6
1 file, 2 entries: 1 error, 1 doubt

"#]]);
    let empty = Folder::new("check-nothing");
    empty.repere(&["dictionary", "check"]).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
repere: there is no folder `dictionaries` here: pass the files or folders to check

"#]]);
}

#[test]
fn help_completions_and_manual() {
    for arguments in
        [&["--help"][..], &["tag", "--help"], &["explain", "--help"], &["dictionary", "check", "--help"]]
    {
        let run = repere(arguments).assert().success().stderr_eq("");
        let help = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        assert!(help.contains("Exit codes: 0"), "{arguments:?}: {help}");
    }
    for shell in ["bash", "zsh", "fish"] {
        let run = repere(&["completions", shell]).assert().success();
        assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("explain"), "{shell}");
    }
    let folder = Folder::new("manual");
    folder.repere(&["man", "--output", "man1"]).assert().success();
    let page = fs::read_to_string(folder.0.join("man1/repere-tag.1")).expect("a page a command is written");
    assert!(page.contains(".TH repere-tag 1"), "{page}");
    repere(&["man"]).assert().success();
}

// Compiled dictionaries.

const ZORBIN: &str =
    "kind: entities\nsource: us\nlicence: CC0-1.0\ntype: LOC\nentries:\n- {id: zorbin, name: Zorbin}\n";
const LAVRON: &str =
    "kind: entities\nsource: us\nlicence: CC0-1.0\ntype: PER\nentries:\n- {id: lavron, name: Lavron}\n";

#[test]
fn a_compiled_dictionary_tags_as_its_files_do() {
    let folder = Folder::new("pack").file("places.yml", ZORBIN).file("people.yml", LAVRON);
    let folder = folder.file("news.txt", "Lavron est à Zorbin.\n");
    let tag =
        |dictionary| folder.repere(&["tag", "news.txt", "--to", "annotated", "--dictionary", dictionary]);
    let build = folder.repere(&["dictionary", "build", "places.yml", "people.yml", "-o", "ours.pack"]);
    build.assert().success().stdout_eq("ours.pack: 2 entries, [..] bytes\n").stderr_eq("");
    tag("ours.pack").assert().success().stdout_eq("[Lavron]{PER} est à [Zorbin]{LOC}.\n");
    tag("places.yml").assert().success().stdout_eq("Lavron est à [Zorbin]{LOC}.\n");
    for (file, pack) in [("places.yml", "places.pack"), ("people.yml", "people.pack")] {
        folder.repere(&["dictionary", "build", file, "-o", pack]).assert().success();
    }
    let merge = folder.repere(&["dictionary", "merge", "places.pack", "people.pack", "-o", "merged.pack"]);
    merge.assert().success().stdout_eq("merged.pack: 2 entries, [..] bytes\n");
    let bytes = |pack| fs::read(folder.0.join(pack)).expect("the pack is written");
    assert!(bytes("merged.pack") == bytes("ours.pack"));
    let stats = folder.repere(&["dictionary", "stats", "ours.pack"]).assert().success();
    stats.stdout_eq(str![[r#"
   entries      names
         1          1  PER
         1          1  LOC
         0          0  ORG
         2          2  all

   entries  file (source; licence)
         1  places.yml (us; CC0-1.0)
         1  people.yml (us; CC0-1.0)

     bytes  of memory, once all of it was used
[..]
...
"#]]);
    let check = folder.repere(&["dictionary", "check", "ours.pack"]).assert().success();
    check.stdout_eq("1 file, 2 entries: 0 errors, 0 doubts\n");
}

#[test]
fn a_damaged_dictionary_is_told() {
    let folder =
        Folder::new("damaged-pack").file("places.yml", ZORBIN).file("news.txt", "Le maire de Zorbin.\n");
    folder.repere(&["dictionary", "build", "places.yml", "-o", "ours.pack"]).assert().success();
    let whole = fs::read(folder.0.join("ours.pack")).expect("the pack is written");
    let tag =
        || folder.repere(&["tag", "news.txt", "--dictionary", "ours.pack"]).assert().code(1).stdout_eq("");
    let write = |bytes: &[u8]| fs::write(folder.0.join("ours.pack"), bytes).expect("the pack can be written");
    let mut flipped = whole.clone();
    flipped[200] ^= 1;
    write(&flipped);
    let damaged =
        "repere: ours.pack: the compiled dictionary is damaged behind byte 192: copy or build it again\n";
    tag().stderr_eq(damaged);
    folder
        .repere(&["dictionary", "show", "Zorbin", "--dictionary", "ours.pack"])
        .assert()
        .code(1)
        .stderr_eq(damaged);
    folder.repere(&["dictionary", "check", "ours.pack"]).assert().code(1);
    write(&whole[..300]);
    tag().stderr_eq(
        "repere: ours.pack: the compiled dictionary has 300 bytes instead of [..]: copy or build it again\n",
    );
    write(b"Zorbin, Lavron");
    tag().stderr_eq("repere: ours.pack: this is no compiled dictionary\n");
    write(b"");
    tag().stderr_eq("repere: ours.pack: this is no compiled dictionary\n");
}

#[test]
fn nothing_is_built_of_wrong_files() {
    let folder =
        Folder::new("unbuilt").file("a.yml", ZORBIN).file("b.yml", ZORBIN).file("ours.pack", "as it was");
    let build =
        |output| folder.repere(&["dictionary", "build", "a.yml", "b.yml", "-o", output]).assert().code(1);
    build("ours.pack").stderr_eq("repere: b.yml:6:3: id `zorbin` is already declared at a.yml:6\n");
    assert_eq!(fs::read(folder.0.join("ours.pack")).expect("the file is there"), b"as it was");
    folder.repere(&["dictionary", "build", "a.yml", "-o", "no/such/folder.pack"]).assert().code(1);
}

// Many articles.

#[test]
fn a_folder_is_walked_in_the_order_of_names() {
    let folder = Folder::new("walked");
    for path in ["news/2016/b.txt", "news/2016/a.txt", "news/2017.txt", "news/.git/x.txt"] {
        let path = folder.0.join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder"))
            .expect("the folder can be made");
        fs::write(path, TEXT).expect("the folder for tests can be written");
    }
    let run = folder.repere(&["tag", "news", "--types", "per", "--to", "annotated"]).assert().success();
    run.stdout_eq(str![[r#"
# news/2016/a.txt

[Sergueï Lavrov]{PER} est arrivé à Mossoul vendredi.

# news/2016/b.txt

[Sergueï Lavrov]{PER} est arrivé à Mossoul vendredi.

# news/2017.txt

[Sergueï Lavrov]{PER} est arrivé à Mossoul vendredi.


"#]]);
}

#[test]
fn the_order_of_the_input_is_kept_by_any_number_of_jobs() {
    let line = |number: usize| {
        // Long and short articles in turns: the short ones are done first.
        let text = TEXT.trim_end().repeat(1 + number % 7 * 40);
        let broken = if number % 50 == 49 { "" } else { "}" };
        format!("{{\"id\":{number},\"text\":\"{text}\"{broken}\n")
    };
    let folder = Folder::new("jobs").file("news.jsonl", (0..300).map(line).collect::<String>());
    let run = |jobs| {
        let output = folder.repere(&["tag", "news.jsonl", "--to", "jsonl", "--jobs", jobs]).output();
        let output = output.expect("the program runs");
        assert_eq!(output.status.code(), Some(1));
        (output.stdout, String::from_utf8(output.stderr).expect("messages are UTF-8"))
    };
    let one = run("1");
    assert_eq!(one.1.lines().count(), 6);
    assert!(one.1.starts_with("repere: news.jsonl:50:"), "{}", one.1);
    assert!(one == run("2") && one == run("7"));
    folder.repere(&["tag", "news.jsonl", "--jobs", "0"]).assert().code(2);
}
