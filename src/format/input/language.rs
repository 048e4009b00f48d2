//! What sources say of their language.

/// What is said, as a tag of BCP 47; nothing where it is none.
pub(super) fn tag(said: &str) -> Option<String> {
    let tag = said.trim().replace('_', "-");
    let is_tag = tag.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && tag.len() <= 35
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then_some(tag)
}

/// Whether what is said is French, or no single language.
pub(super) fn may_be_french(said: &str) -> bool {
    let primary = said.trim().split(['-', '_']).next().unwrap_or_default();
    ["", "fr", "fra", "fre", "mul", "und", "zxx"].iter().any(|known| primary.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_are_said() {
        assert_eq!(tag(" fr_CA "), Some("fr-CA".to_owned()));
        assert_eq!(tag("fr\"><script>"), None);
        assert!(may_be_french("FR-be") && may_be_french("und") && !may_be_french("en"));
    }
}
