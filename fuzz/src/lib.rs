//! What the targets that read articles have in common.

use std::sync::LazyLock;

use repere::Tagger;
use repere::format::input::Limits;
use repere::format::{
    Article, ArticleReader, ArticleWriter, HtmlInlineWriter, InputFormat, JsonLinesWriter, JsonOptions, OffsetUnit, Source,
};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new([]));

/// Small enough that what is beyond a limit is met too.
const LIMITS: Limits = Limits { article: 1 << 16, depth: 32, elements: 5_000, ratio: 200, unpacked: 1 << 18 };

/// Reads the articles of an input, tags them and verifies what holds for any.
pub fn read_and_tag(bytes: &[u8], format: Option<InputFormat>) {
    for article in ArticleReader::new("fuzz", bytes, format).with_limits(LIMITS).flatten() {
        zones_are_in_order(&article);
        let tagged = TAGGER.tag(&article.text, article.published);
        let mut end = 0;
        for mention in &tagged.mentions {
            assert!(mention.span.start() >= end && !mention.span.is_empty(), "mentions are in order");
            assert!(!mention.span.of(&article.text).trim().is_empty(), "a mention has letters");
            end = mention.span.end();
        }
        let options = JsonOptions { unit: OffsetUnit::Utf16, timex3: true };
        let mut json = JsonLinesWriter::new(std::io::sink(), TAGGER.lexicon(), options);
        json.write(&article, &tagged).expect("the sink takes all");
        if let Source::Html(source) = &article.source {
            let mut page = Vec::new();
            let mut writer = HtmlInlineWriter::new(&mut page, TAGGER.lexicon());
            if writer.write(&article, &tagged).is_ok() {
                let page = String::from_utf8(page).expect("a page of text stays text");
                assert!(page.len() >= source.html.len(), "nothing is taken from the page");
            }
        }
    }
}

fn zones_are_in_order(article: &Article) {
    let mut end = 0;
    for zone in &article.zones {
        assert!(zone.span.start() >= end && zone.span.end() <= article.text.len(), "zones are in order");
        assert!(!zone.span.of(&article.text).is_empty(), "zones slice the text");
        end = zone.span.end();
    }
}
