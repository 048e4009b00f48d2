//! Ids of dictionary entries, made of names.

use crate::text::fold_word;

/// Small ASCII letters and digits, parted by single hyphens; nothing where the text has none.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in fold_word(text).chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The slug of a name; of one without a Latin letter, its digest.
pub fn slug_of_name(name: &str) -> String {
    match slug(name) {
        slug if slug.is_empty() => {
            let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            });
            format!("x{hash:016x}")
        }
        slug => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("  Œuvres de l'Élysée, n° 2 "), "oeuvres-de-l-elysee-n-2");
        assert_eq!(slug("Лавров"), "");
        assert!(slug_of_name("Лавров").starts_with('x'));
    }
}
