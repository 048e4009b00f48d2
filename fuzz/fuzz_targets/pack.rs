//! Any bytes are a pack or an error; one that opens answers every question, whatever harm was meant by it: its sums are made
//! to fit before it is opened.

#![no_main]

use std::borrow::Cow;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use repere::Tagger;
use repere::dictionary::Pack;
use twox_hash::XxHash3_64;

/// The bytes of the header, the last eight of which are its sum.
const HEADER: usize = 192;
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

fuzz_target!(|bytes: &[u8]| {
    let bytes = summed(bytes.to_vec()).unwrap_or_else(|| bytes.to_vec());
    let Ok(pack) = Pack::open(Cow::Owned(bytes)) else { return };
    let pack = Arc::new(pack);
    for form in pack.all_forms().take(1000) {
        let form = pack.form(form);
        let entry = pack.entry(form.entry);
        assert!(entry.prominence <= 9);
        pack.file_name(form.entry);
    }
    let tagger = Tagger::with_shipped(Arc::clone(&pack), []);
    let tagged = tagger.tag("Élise Zorbaine, zorbiste en chef, est à Saint-Zorbin avec le Zavid (LZ).", None);
    assert!(tagged.mentions.len() < 100);
});
