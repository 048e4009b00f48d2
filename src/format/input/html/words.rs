//! Comparing what a page says twice.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without accents and capitals, with plain spaces and apostrophes.
pub fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    let letters: String = letters.map(|letter| if letter == '’' { '\'' } else { letter }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which part of the words of a text another one has too.
pub fn common_part(text: &str, other: &str) -> f32 {
    let words = |text: &str| -> HashSet<String> {
        let text = plain(text);
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (words, others) = (words(text), words(other));
    words.intersection(&others).count() as f32 / words.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_do_not_count() {
        assert_eq!(plain("  À\u{a0}LIRE d’Été "), "a lire d'ete");
        assert_eq!(common_part("À Brest, l’été", "BREST l'ete 2024"), 0.75);
        assert_eq!(common_part("", "a"), 0.0);
    }
}
