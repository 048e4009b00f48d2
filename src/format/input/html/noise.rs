//! What of a page is no part of an article, whichever part of the page that is.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::tree::{Element, ElementId, Page};

/// Elements whose text is not shown, or is not read as text.
const NEVER_TEXT: &[&str] = &[
    ":math",
    ":svg",
    "audio",
    "canvas",
    "datalist",
    "embed",
    "head",
    "iframe",
    "map",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "plaintext",
    "script",
    "select",
    "style",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Elements made for what stands around an article.
const AROUND: &[&str] =
    &["address", "aside", "button", "dialog", "footer", "header", "label", "menu", "nav", "search"];

/// Roles of what stands around an article.
const ROLES: &[&str] = &[
    "alert",
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
];

/// Words in the class or id of what stands around an article, or between its paragraphs.
const WORDS: &[&str] = &[
    "a-lire",
    "abonnement",
    "abonner",
    "abonnez",
    "ad",
    "ads",
    "adslot",
    "advert",
    "advertisement",
    "ariane",
    "auteur",
    "auteurs",
    "author",
    "authors",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "cmp",
    "comment",
    "commentaire",
    "commentaires",
    "comments",
    "connexion",
    "consent",
    "consentement",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "date",
    "didomi",
    "disqus",
    "en-continu",
    "footer",
    "gdpr",
    "keywords",
    "lire-aussi",
    "login",
    "masthead",
    "meme-sujet",
    "menu",
    "meta",
    "metadata",
    "modal",
    "most-read",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "onetrust",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "partage",
    "partager",
    "paywall",
    "plus-lus",
    "popin",
    "popular",
    "popup",
    "promo",
    "promoted",
    "promotion",
    "pub",
    "publicite",
    "reactions",
    "read-also",
    "read-more",
    "recommandation",
    "recommandations",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "rgpd",
    "screen-reader",
    "see-also",
    "share",
    "sharing",
    "sidebar",
    "signature",
    "skip",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "sr-only",
    "submenu",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "tarteaucitron",
    "teaser",
    "teasers",
    "timestamp",
    "toolbar",
    "tooltip",
    "trending",
    "visually-hidden",
    "voir-aussi",
];

/// In a class that only tells what else is on the page: `has-sidebar`.
const ABOUT_THE_PAGE: &[&str] = &["avec", "has", "is", "no", "sans", "with", "without"];

static NOISE_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = WORDS.iter().map(|word| format!("-{word}-"));
    AhoCorasick::new(words).expect("a hundred words are few")
});

/// Whether each element is noise, with all in it.
///
/// What holds a heading of the first rank or is marked as the body of the article is never taken for noise by its name, role or
/// class. Without `by_class` the class and id do not count: the second try, for pages whose classes mislead.
pub fn noise(page: &Page, by_class: bool) -> Vec<bool> {
    let guarded = guarded(page);
    let mut noise = vec![false; page.elements.len()];
    for &id in &page.order {
        let element = &page.elements[id];
        let is_inside = element.parent.is_some_and(|parent| noise[parent]);
        let is_around = || !guarded[id] && (is_around(element) || by_class && has_noise_class(element));
        noise[id] = is_inside || NEVER_TEXT.contains(&&*element.name) || is_hidden(element) || is_around();
    }
    noise
}

/// The elements that hold the article, or may.
fn guarded(page: &Page) -> Vec<bool> {
    let mut guarded = vec![false; page.elements.len()];
    for &id in page.order.iter().rev() {
        let element = &page.elements[id];
        guarded[id] |= matches!(&*element.name, "html" | "body" | "main" | "h1") || is_article_body(element);
        if guarded[id]
            && let Some(parent) = element.parent
        {
            guarded[parent] = true;
        }
    }
    guarded
}

/// Whether schema.org's `articleBody` is said of an element.
pub fn is_article_body(element: &Element) -> bool {
    let names = element.attribute("itemprop").unwrap_or_default();
    names.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case("articleBody"))
}

fn is_hidden(element: &Element) -> bool {
    let style = || {
        let style = element.attribute("style").unwrap_or_default();
        let style: String = style.to_ascii_lowercase().split_ascii_whitespace().collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    let is_page = matches!(&*element.name, "html" | "body");
    !is_page
        && (element.attribute("hidden").is_some()
            || element.attribute("aria-hidden") == Some("true")
            || style())
}

fn is_around(element: &Element) -> bool {
    // Custom elements have telling names: `amp-ad`.
    let is_named_so = || element.name.contains('-') && NOISE_WORDS.is_match(&words_of(&element.name));
    AROUND.contains(&&*element.name)
        || is_named_so()
        || element.attribute("role").is_some_and(|role| ROLES.contains(&role))
}

fn has_noise_class(element: &Element) -> bool {
    let names = ["class", "id"].map(|attribute| element.attribute(attribute).unwrap_or_default());
    names.iter().flat_map(|names| names.split_ascii_whitespace()).any(|name| {
        let words = words_of(name);
        !ABOUT_THE_PAGE.iter().any(|word| words.starts_with(&format!("-{word}-")))
            && NOISE_WORDS.is_match(&words)
    })
}

/// The words of a class or id: `-article-share-` of `article__share` and of `articleShare`.
pub fn words_of(name: &str) -> String {
    let mut words = String::from("-");
    for letter in name.chars() {
        let begins = !letter.is_ascii_alphanumeric() || letter.is_ascii_uppercase();
        if begins && !words.ends_with('-') && !words.ends_with(|last: char| last.is_ascii_uppercase()) {
            words.push('-');
        }
        if letter.is_ascii_alphanumeric() {
            words.push(letter);
        }
    }
    words.push('-');
    words.make_ascii_lowercase();
    words.replace("--", "-")
}

/// Whether an element or one of the few around it has a class, id or `itemprop` with one of the words, each between hyphens.
pub fn has_word_near(page: &Page, element: ElementId, words: &AhoCorasick) -> bool {
    page.ancestry(element).take(3).any(|id| {
        let element = &page.elements[id];
        let names = ["class", "id", "itemprop"].map(|name| element.attribute(name).unwrap_or_default());
        let mut names = names.iter().flat_map(|names| names.split_ascii_whitespace());
        names.any(|name| words.is_match(&words_of(name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_classes() {
        assert_eq!(words_of("article__share"), "-article-share-");
        assert_eq!(words_of("articleShare"), "-article-share-");
        assert_eq!(words_of("js-NAV"), "-js-nav-");
        assert_eq!(words_of("a--b"), "-a-b-");
        assert_eq!(words_of(""), "-");
    }

    #[test]
    fn no_word_is_listed_twice() {
        assert!(WORDS.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
    }
}
