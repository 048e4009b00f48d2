//! What the targets do with any bytes. `tests/fuzz.rs` does the same with the seeds and with what was found once.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use repere::Tagger;
use repere::dictionary::Pack;
use repere::dictionary::compile::compile;
use repere::dictionary::load::load;
use repere::format::input::Limits;
use repere::format::{
    Article, ArticleReader, ArticleWriter, HtmlInlineWriter, InputFormat, JsonLinesWriter, JsonOptions,
    OffsetUnit, Source,
};
use twox_hash::XxHash3_64;

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
                let text = source.encoding.encoded(&source.html);
                assert!(
                    page.len() >= source.encoding.mark().len() + text.len(),
                    "nothing is taken from the page"
                );
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

/// Takes bytes as the YAML of a dictionary: what loads compiles or is refused, and what compiles tags.
pub fn dictionary(bytes: &[u8]) {
    let Ok(yaml) = std::str::from_utf8(bytes) else { return };
    let Ok(file) = load("fuzz.yml", yaml) else { return };
    let Ok(bytes) = compile(&[file]) else { return };
    let pack = Pack::open(Cow::Owned(bytes)).expect("what was compiled opens");
    pack.verify().expect("what was compiled is whole");
    let names: Vec<String> = pack.all_forms().map(|form| pack.form(form).text.to_owned()).take(20).collect();
    Tagger::with_shipped(Arc::new(pack), []).tag(&names.join(", "), None);
}

/// Takes bytes as a pack, once with sums that fit: one that opens answers every question, whatever harm was meant by it.
pub fn pack(bytes: &[u8]) {
    let bytes = summed(bytes.to_vec()).unwrap_or_else(|| bytes.to_vec());
    let Ok(pack) = Pack::open(Cow::Owned(bytes)) else { return };
    for form in pack.all_forms().take(1000) {
        let form = pack.form(form);
        assert!(pack.entry(form.entry).prominence <= 9);
        pack.file_name(form.entry);
    }
    let text = "Élise Zorbaine, zorbiste en chef, est à Saint-Zorbin avec le Zavid (LZ).";
    Tagger::with_shipped(Arc::new(pack), []).tag(text, None);
}

/// The bytes of the header of a pack, the last eight of which are its sum.
const HEADER: usize = 192;
/// The bytes of a block of a pack, each of which has a sum.
const BLOCK: usize = 1 << 16;

/// The pack with sums that fit its bytes, as somebody would make it who means harm.
fn summed(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let sum = |bytes: &[u8]| XxHash3_64::oneshot(bytes).to_le_bytes();
    let end = usize::try_from(u64::from_le_bytes(bytes.get(32..40)?.try_into().ok()?)).ok()?;
    let sums: Vec<u8> = bytes.get(HEADER..end)?.chunks(BLOCK).flat_map(sum).collect();
    bytes.truncate(end);
    bytes.extend(&sums);
    bytes.extend(sum(&sums));
    let header = sum(&bytes[..HEADER - 8]);
    bytes[HEADER - 8..HEADER].copy_from_slice(&header);
    Some(bytes)
}
