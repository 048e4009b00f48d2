//! Any YAML is a dictionary or an error; what loads compiles or is refused, and what compiles tags.

#![no_main]

use std::borrow::Cow;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use repere::Tagger;
use repere::dictionary::Pack;
use repere::dictionary::compile::compile;
use repere::dictionary::load::load;

fuzz_target!(|bytes: &[u8]| {
    let Ok(yaml) = std::str::from_utf8(bytes) else { return };
    let Ok(file) = load("fuzz.yml", yaml) else { return };
    let Ok(bytes) = compile(&[file]) else { return };
    let pack = Pack::open(Cow::Owned(bytes)).expect("what was compiled opens");
    pack.verify().expect("what was compiled is whole");
    let shipped = Arc::new(pack);
    let names: Vec<String> = shipped.all_forms().map(|form| shipped.form(form).text.to_owned()).take(20).collect();
    let tagger = Tagger::with_shipped(shipped, []);
    tagger.tag(&names.join(", "), None);
});
