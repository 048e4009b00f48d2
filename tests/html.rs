//! Web pages: what is read from those of `tests/data/html`, and what holds for any soup of tags.

mod page;

use std::sync::LazyLock;

use proptest::prelude::*;
use repere::format::{
    Article, ArticleId, ArticleReader, ArticleWriter, HtmlInlineWriter, HtmlSource, HtmlWriter, InputFormat,
    Source, ZoneKind, input,
};
use repere::{Entity, EntityId, EntityType, Mention, Span, Tagged, Tagger};

use page::{Marks, parsed, solid};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new([]));

fn read(name: &str) -> Article {
    let html = std::fs::read_to_string(format!("tests/data/html/{name}")).expect("the page is there");
    input::html::article(name, html).expect("the page holds an article")
}

fn source(article: &Article) -> &HtmlSource {
    match &article.source {
        Source::Html(source) => source,
        other => panic!("not read from a page: {other:?}"),
    }
}

fn zone(article: &Article, kind: ZoneKind) -> Vec<&str> {
    article.zones.iter().filter(|zone| zone.kind == kind).map(|zone| zone.span.of(&article.text)).collect()
}

fn written(article: &Article, tagged: &Tagged, is_inline: bool) -> String {
    let mut out = Vec::new();
    let lexicon = TAGGER.lexicon();
    let result = if is_inline {
        HtmlInlineWriter::new(&mut out, lexicon).write(article, tagged)
    } else {
        HtmlWriter::new(&mut out, lexicon).write(article, tagged)
    };
    result.expect("memory takes it");
    String::from_utf8(out).expect("pages are text")
}

/// A page in an old encoding, in UTF-16 or behind a byte order mark is given back in its bytes.
#[test]
fn pages_come_back_in_their_own_encoding() {
    let html = "<html lang=fr><meta charset=windows-1252><h1>L’Élysée dément</h1>\
                <p>Sergueï Lavrov a été reçu à l’Élysée, où il a parlé de Mossoul avec le préfet.</p>";
    let latin: Vec<u8> = html.chars().map(|letter| if letter == '’' { 0x92 } else { letter as u8 }).collect();
    let wide = |unit: u16| unit.to_le_bytes();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(html.encode_utf16()).flat_map(wide).collect();
    let marked = [b"\xef\xbb\xbf", html.replace("windows-1252", "utf-8").as_bytes()].concat();
    for bytes in [latin, utf16, marked] {
        let mut reader = ArticleReader::new("page.html", bytes.as_slice(), InputFormat::Html);
        let article = reader.next().expect("there is a page").expect("it holds an article");
        let tagged = TAGGER.tag(&article.text, None);
        assert!(tagged.mentions.len() > 2, "{}", article.text);
        let mut out = Vec::new();
        let mut writer = HtmlInlineWriter::new(&mut out, TAGGER.lexicon());
        writer.write(&article, &tagged).expect("memory takes it");
        let is_wide = bytes.starts_with(b"\xff\xfe");
        let marks = |text: &str| -> Vec<u8> {
            if is_wide { text.encode_utf16().flat_map(wide).collect() } else { text.into() }
        };
        assert_eq!(without(&out, &marks("<mark "), &marks(">"), &marks("</mark>")), bytes);
    }
}

/// Bytes without the tags that begin with `open` and end with `end`, and without `close`.
fn without(mut bytes: &[u8], open: &[u8], end: &[u8], close: &[u8]) -> Vec<u8> {
    let mut left = Vec::new();
    while let Some(&byte) = bytes.first() {
        if bytes.starts_with(open) {
            let length = bytes.windows(end.len()).position(|window| window == end).expect("tags end");
            bytes = &bytes[length + end.len()..];
        } else if bytes.starts_with(close) {
            bytes = &bytes[close.len()..];
        } else {
            left.push(byte);
            bytes = &bytes[1..];
        }
    }
    left
}

/// The text of each page is what stands in the file beside it.
#[test]
fn articles_without_what_stands_around_them() {
    for name in ["amp.html", "blog.html", "direct.html", "divs.html", "quotidien.html", "table.htm"] {
        let article = read(name);
        let kinds: Vec<_> = article.zones.iter().map(|zone| zone.kind).collect();
        assert_eq!(kinds[0], ZoneKind::Title, "{name}");
        assert!(kinds.contains(&ZoneKind::Body), "{name}");
        let path = format!("tests/data/html/{name}.txt");
        if std::env::var_os("SNAPSHOTS").is_some() {
            std::fs::write(&path, &article.text).expect("the folder can be written");
        }
        let expected = std::fs::read_to_string(&path).expect("the text is there");
        assert_eq!(article.text, expected, "{name}");
    }
}

#[test]
fn nothing_of_menus_teasers_comments_and_scripts() {
    let strangers = [
        (
            "quotidien.html",
            &[
                "cookies",
                "Rennes\n",
                "Accueil",
                "Facebook",
                "Venise",
                "Toulouse",
                "Roscoff",
                "Biarritz",
                "Nantes",
                "Paris",
                "Strasbourg",
                "Corbel",
                "Lille",
                "Bordeaux",
                "Obama",
                "Prigent",
                "Sur le même sujet",
                "Gazette",
            ][..],
        ),
        ("table.htm", &["Orléans", "Vendôme", "Romorantin", "Amboise", "En bref"]),
        ("direct.html", &["connecter", "Caen", "Grenoble", "Sarkozy", "10:05"]),
        ("amp.html", &["Berlin", "Dublin", "Genève", "Lisbonne", "Dieppe"]),
        ("blog.html", &["Carnets", "Limoges", "Lucette", "Twitter", "Archives", "Posté"]),
        ("divs.html", &["Savoie", "caché", "Chamonix", "Lyon", "Insolite"]),
    ];
    for (name, words) in strangers {
        let text = read(name).text;
        for word in words {
            assert!(!text.contains(word), "{name}: «{word}» is no part of the article:\n{text}");
        }
    }
}

#[test]
fn titles_leads_and_days() {
    let quotidien = read("quotidien.html");
    let title = "À\u{a0}Saint-Malo, la digue du\u{a0}Sillon sera\u{a0}rehaussée";
    assert_eq!(zone(&quotidien, ZoneKind::Title), [title]);
    assert!(zone(&quotidien, ZoneKind::Lead)[0].starts_with("Le conseil municipal a voté jeudi"));
    assert!(zone(&read("table.htm"), ZoneKind::Lead)[0].starts_with("Fermé depuis"), "it is all bold");
    assert!(zone(&read("direct.html"), ZoneKind::Lead)[0].starts_with("Météo France"));
    assert!(zone(&read("divs.html"), ZoneKind::Lead)[0].starts_with("Les patineurs"), "it is a subtitle");
    assert_eq!(zone(&read("blog.html"), ZoneKind::Title), ["Un café à Guéret"], "not the name of the site");
    for (name, day) in [
        ("quotidien.html", Some("2024-03-14")),
        ("direct.html", Some("2024-11-23")),
        ("amp.html", Some("2023-06-02")),
        ("blog.html", Some("2022-10-05")),
        ("divs.html", Some("2021-02-13")),
        ("table.htm", None),
    ] {
        assert_eq!(read(name).published.map(|day| day.to_string()).as_deref(), day, "{name}");
    }
}

#[test]
fn a_language_that_is_not_french_is_told() {
    assert_eq!(read("english.html").notes, ["the page says that its language is en-GB, not French"]);
    assert_eq!(read("blog.html").notes, [""; 0]);
}

#[test]
fn a_title_that_stands_nowhere_in_the_body_has_no_place() {
    let html = "<title>Une visite à Brest | Le Site</title><p>Le maire Jean Dupont est arrivé hier à Brest, par le train du matin.</p>";
    let article = input::html::article("a", html.to_owned()).expect("it is an article");
    assert_eq!(zone(&article, ZoneKind::Title), ["Une visite à Brest"]);
    let map = &source(&article).map;
    assert_eq!(map.sources(article.zones[0].span).count(), 0);
    let marked = written(&article, &TAGGER.tag(&article.text, None), true);
    assert!(marked.starts_with("<title>Une visite à Brest | Le Site</title><p>Le maire <mark"), "{marked}");
}

#[test]
fn pages_that_are_not_read() {
    let error = |html: String| input::html::article("a", html).expect_err("it is no article");
    assert_eq!(error("<div>".repeat(100_000) + "x"), "the page has elements nested more than 512 deep");
    assert_eq!(error(String::new()), "no text of an article was found in the page");
    assert_eq!(
        error("<nav>Accueil</nav><script>x</script>".to_owned()),
        "no text of an article was found in the page"
    );
    assert_eq!(error("<br>".repeat(1_000_001)), "the page has more than 1000000 elements");
}

#[test]
fn soup_that_is_read() {
    for html in [
        format!("x{}", "<".repeat(200_000)),
        format!("x{}", "&".repeat(200_000)),
        "a<!--".repeat(10_000),
        format!("<p>x{}", "</b>".repeat(20_000)),
        format!("<p>{}", "<b>a<i>".repeat(100)),
        format!("<p>a{}", "<table><td>".repeat(80)),
        "<p>a".repeat(20_000),
        "<i><p>a</i>".repeat(5_000),
    ] {
        let start: String = html.chars().take(20).collect();
        input::html::article("a", html).unwrap_or_else(|error| panic!("{start}: {error}"));
    }
}

#[test]
fn a_page_holds_one_article() {
    let article = read("blog.html");
    let tagged = TAGGER.tag(&article.text, None);
    let mut out = Vec::new();
    let mut writer = HtmlInlineWriter::new(&mut out, TAGGER.lexicon());
    writer.write(&article, &tagged).expect("it is the first");
    let error = writer.write(&article, &tagged).expect_err("it is the second");
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    let text = Article::new(ArticleId::Name("a.txt".to_owned()), "Brest".to_owned());
    let mut out = Vec::new();
    let error = HtmlInlineWriter::new(&mut out, TAGGER.lexicon())
        .write(&text, &TAGGER.tag("Brest", None))
        .expect_err("it is no page");
    assert!(error.to_string().starts_with("a.txt: this is no web page"), "{error}");
    assert!(out.is_empty());
}

/// Every page given back: with the very bytes, and marks that say what the mentions say.
#[test]
fn marks_in_the_pages() {
    for name in
        ["amp.html", "blog.html", "direct.html", "divs.html", "hostile.html", "quotidien.html", "table.htm"]
    {
        let article = read(name);
        let tagged = TAGGER.tag(&article.text, article.published);
        check_inline(&article, &tagged).unwrap_or_else(|error| panic!("{name}: {error}"));
        check_page(&article, &tagged).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

fn check_inline(article: &Article, tagged: &Tagged) -> Result<(), TestCaseError> {
    let html = &source(article).html;
    let output = written(article, tagged, true);
    let marks = Marks::of(&output);
    prop_assert_eq!(&marks.without, html, "marks taken away");
    let (before, after) = (parsed(html), parsed(&output));
    prop_assert_eq!(solid(&before.outline), solid(&after.outline), "the same tree but for marks");
    for (number, mention) in (1..).zip(&tagged.mentions) {
        let marked: String =
            marks.of_number(number).map(|text| parsed(&format!("<body>{text}")).text).collect();
        // What comes from the title that the page gives itself stands nowhere in it.
        let has_place = |(at, letter): &(usize, char)| {
            let start = mention.span.start() + at;
            source(article).map.sources(Span::new(start, start + letter.len_utf8())).next().is_some()
        };
        let text = mention.span.of(&article.text).char_indices();
        let expected: String = text.filter(has_place).map(|(_, letter)| letter).collect();
        prop_assert_eq!(solid(&marked), solid(&expected));
    }
    Ok(())
}

fn check_page(article: &Article, tagged: &Tagged) -> Result<(), TestCaseError> {
    let page = parsed(&written(article, tagged, false));
    prop_assert_eq!(solid(&page.article), solid(&article.text));
    prop_assert!(!page.has_script);
    for (number, mention) in (1..).zip(&tagged.mentions) {
        let marked: String =
            page.marks.iter().filter(|(mark, _)| *mark == number).map(|(_, text)| &**text).collect();
        prop_assert_eq!(solid(&marked), solid(mention.span.of(&article.text)));
    }
    Ok(())
}

/// What pages are made of, and what breaks them.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='x'>",
    "</a>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<br>",
    "<pre>",
    "</pre>",
    "<pre>\n",
    "<span class=\"a>b\">",
    "</span>",
    "<nav>",
    "</nav>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<textarea>",
    "</textarea>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<svg/>",
    "<math>",
    "<mi>",
    "</math>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!",
    "<?x",
    "</",
    "<",
    ">",
    "&",
    "&amp;",
    "&eacute;",
    "&eacute",
    "&nbsp;",
    "&#233;",
    "&#x27;",
    "&lt;b&gt;",
    "&notit;",
    "&fjlig;",
    "&#0;",
    "&#32;",
    "&shy;",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    " ",
    " ",
    "<p hidden>",
    "<div style='display: none'>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<select>",
    "<option>",
    "</select>",
    "<button>",
    "</button>",
    "<form>",
    "<font color=red>",
    "</font>",
    "<article>",
    "</article>",
    "<main>",
    "<body>",
    "</body>",
    "</html>",
    "<html lang=fr>",
    "<head>",
    "</head>",
    "<frameset>",
    "<plaintext>",
    "<xmp>",
    "</xmp>",
    "<iframe>",
    "</iframe>",
    "<mark>",
    "</mark>",
    "<img alt='Brest'>",
    "<img src=x onerror=\"a\">",
    "<x-y>",
    "</x-y>",
    "<p class=chapo>",
    "<ruby>",
    "<rt>",
    "<caption>",
    "<col>",
    "<object>",
    "Jean",
    "Dupont",
    "Brest",
    "à",
    "l’Élysée",
    "l'été 2016",
    "Saint-Malo",
    "a < b",
    "AT&T",
    "🇫🇷",
    "e\u{301}",
    "\u{a0}",
    "\u{ad}",
    "«\u{a0}oui\u{a0}»",
    "une phrase assez longue pour que la page ait de la prose, avec Yann Kerbrat et des virgules, ",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// Mentions of some words each, by no rule of language: some cross tags and paragraphs.
fn some_mentions(text: &str, step: usize) -> Tagged {
    let words: Vec<Span> = text
        .split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(start, start + word.len())
        })
        .collect();
    let mut tagged = Tagged::default();
    for (number, words) in (1..).zip(words.chunks(step)) {
        let span = words[0].to(words[words.len() / 2]);
        let (entity, entity_type) = (EntityId(number), EntityType::Person);
        tagged.mentions.push(Mention { span, entity, entity_type, value: None });
        let name = span.of(text).to_owned();
        tagged.entities.push(Entity { id: entity, entity_type, name, aliases: vec![], entry: None });
    }
    tagged
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn what_is_said_of_a_place_is_there(html in soup()) {
        let Ok(article) = input::html::article("a", html.clone()) else { return Ok(()) };
        let map = &source(&article).map;
        for zone in &article.zones {
            prop_assert!(!zone.span.of(&article.text).trim_matches(['\n', ' ']).is_empty());
        }
        prop_assert!(article.zones.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        for (at, letter) in article.text.char_indices() {
            let places: Vec<_> = map.sources(Span::new(at, at + letter.len_utf8())).collect();
            prop_assert!(places.len() <= 1);
            let Some(place) = places.first() else { continue };
            let written = &html[place.clone()];
            let is_itself = written.chars().eq([letter]);
            let read = || parsed(&format!("<body>x{written}x")).text;
            let is_space = letter.is_ascii_whitespace() && read().trim_matches('x').trim_ascii().is_empty();
            prop_assert!(is_itself || is_space || read().contains(letter), "{:?} for {:?}", written, letter);
        }
    }

    #[test]
    fn any_soup_is_given_back_with_marks(html in soup(), step in 1usize..6) {
        let Ok(article) = input::html::article("a", html) else { return Ok(()) };
        let tagged = some_mentions(&article.text, step);
        check_inline(&article, &tagged)?;
        check_page(&article, &tagged)?;
    }

    #[test]
    fn any_text_makes_a_page(text in "([A-Za-zé<>&\"'\r\n\\]-]|</p>|<script>|&lt;|\n\n){0,60}", step in 1usize..4) {
        let article = Article::new(ArticleId::Name(text.clone()), text);
        check_page(&article, &some_mentions(&article.text, step))?;
    }
}
