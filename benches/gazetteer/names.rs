//! Names and a text in which some of them stand, made from the dictionaries and the case files; the same each time.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use repere::EntityType;
use repere::dictionary::load::{Content, SourceEntry, SourceForm};
use repere::dictionary::user::read_file;
use repere::dictionary::{Builder, FormKind};

/// Sentences without names: with as many of the case files, a word in seven has a capital, as in news.
const PLAIN: [&str; 12] = [
    "Le conseil municipal a adopté mardi soir le budget de la ville, malgré l'opposition d'une partie des élus.",
    "« Nous avons trop attendu », a déclaré la maire devant une centaine d'habitants réunis sur la place du marché.",
    "Les travaux, commencés il y a deux ans, doivent s'achever avant la fin de l'année.",
    "Selon la préfecture, près de 1 500 foyers étaient encore privés de courant et trois routes restaient coupées.",
    "Le procès s'ouvrira au printemps devant la cour d'assises, a précisé le procureur dans un communiqué.",
    "L'entreprise emploie 230 personnes dans la région et n'exclut pas de nouvelles embauches.",
    "Les syndicats avaient appelé à la grève pour une durée de trois jours, sans grand succès.",
    "Le ministre, âgé de 52 ans, n'a pas souhaité répondre aux questions des journalistes présents.",
    "Les deux hommes ont été entendus par les enquêteurs, puis remis en liberté dans l'attente de leur jugement.",
    "Cette décision a surpris les riverains, qui réclament depuis longtemps une piste cyclable sur le boulevard.",
    "Le club, qui évolue en deuxième division, a perdu deux buts à un contre un adversaire mieux classé.",
    "Le prix du blé a reculé de 3,5 % en une semaine, tandis que celui du maïs restait stable.",
];

/// A generator of numbers that look random (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// So many different names: three in five a first name and a surname, the others with a particle, of one word, of an organisation.
pub fn names(count: usize) -> Vec<String> {
    let first_names = words("dictionaries/people/first-names.yml");
    let surnames = words("dictionaries/people/surnames.yml");
    let heads =
        ["Fondation", "Société", "Groupe", "Institut", "Association", "Éditions", "Banque", "Théâtre"];
    let mut numbers = Numbers(1);
    let mut seen = HashSet::with_capacity(count);
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let kind = numbers.below(20);
        let (first, last) = (numbers.one_of(&first_names), numbers.one_of(&surnames));
        let name = match kind {
            0..12 => format!("{first} {last}"),
            12..14 => format!("{first} de {last}"),
            14..17 => invented(&mut numbers),
            _ => format!("{} {first} {last}", numbers.one_of(&heads)),
        };
        if seen.insert(hash(&name)) {
            names.push(name);
        }
    }
    names
}

fn hash(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A place that does not exist: `Brazonville`.
fn invented(numbers: &mut Numbers) -> String {
    let starts = ["Bra", "Mon", "Lu", "Ché", "Sar", "Gou", "Pla", "Vé", "Tor", "Il", "Cas", "Re", "Du"];
    let middles =
        ["zon", "tré", "mi", "la", "gue", "ver", "no", "ssé", "ri", "ban", "do", "cha", "pel", "ni", "va"];
    let ends = ["ville", "court", "gny", "ac", "bourg", "lles", "mont", "ières", "y", "ans", "eux"];
    let mut name = (*numbers.one_of(&starts)).to_owned();
    (0..2 + numbers.below(3)).for_each(|_| name += *numbers.one_of(&middles));
    name + *numbers.one_of(&ends)
}

fn words(file: &str) -> Vec<String> {
    let file = read_file(&root().join(file)).expect("the shipped dictionaries can be read");
    match file.content {
        Content::FirstNames(names) => names.into_iter().map(|name| name.name).collect(),
        Content::Words(_, words) => words.into_iter().map(|word| word.text).collect(),
        Content::Entities(_) => Vec::new(),
    }
}

/// A builder with the names, an entry each.
pub fn builder<'n>(names: impl IntoIterator<Item = &'n String>) -> Builder {
    let mut builder = Builder::new();
    let file = builder.file("generated", "made for the bench", "CC0-1.0").expect("one file is not too many");
    let mut entry = SourceEntry {
        id: String::new(),
        entity_type: EntityType::Person,
        prominence: 4,
        ids: vec![],
        forms: vec![SourceForm::new("", FormKind::Name)],
        line: 0,
        column: 1,
    };
    for name in names {
        entry.line += 1;
        entry.id = format!("n{}", entry.line);
        entry.forms[0].text.clone_from(name);
        builder.add(file, &entry).expect("a generated name is a name");
    }
    builder
}

/// So many articles of about so many bytes, of plain sentences and, in turns, those of the case files; every second name
/// marked in these is replaced by one of `names`.
pub fn articles(names: &[String], count: usize, bytes: usize) -> Vec<String> {
    let sentences = sentences();
    let mut numbers = Numbers(2);
    (0..count).map(|_| article(names, &sentences, bytes, &mut numbers)).collect()
}

fn article(names: &[String], sentences: &[String], bytes: usize, numbers: &mut Numbers) -> String {
    let mut text = String::with_capacity(bytes + 1000);
    while text.len() < bytes {
        text += *numbers.one_of(&PLAIN);
        text.push(' ');
        let mut rest = numbers.one_of(sentences).as_str();
        while let Some((before, name, behind)) = mark(rest) {
            text += before;
            text += if numbers.below(2) == 0 { numbers.one_of(names).as_str() } else { name };
            rest = behind;
        }
        text += rest;
        text += if numbers.below(8) == 0 { "\n\n" } else { " " };
    }
    text
}

/// What stands before a mark, the name in it, and what stands behind.
fn mark(text: &str) -> Option<(&str, &str, &str)> {
    let (inside, after) = text.split_once("]{")?;
    let (before, name) = inside.rsplit_once('[')?;
    Some((before, name, after.split_once('}')?.1))
}

fn sentences() -> Vec<String> {
    let files = fs::read_dir(root().join("tests/cases")).expect("the cases are there");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a folder can be listed").path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let cases = files.iter().map(|file| fs::read_to_string(file).expect("a case file can be read"));
    cases
        .flat_map(|cases| {
            let sentences = cases.lines().filter_map(|line| line.strip_prefix("- "));
            sentences.map(|line| line.trim_matches(['"', '\'']).to_owned()).collect::<Vec<_>>()
        })
        .collect()
}
