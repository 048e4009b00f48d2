//! Any bytes as whatever they look like: packed or not, in any encoding and format.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| repere_fuzz::read_and_tag(bytes, None));
