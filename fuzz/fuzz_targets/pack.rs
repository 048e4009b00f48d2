//! Any bytes as a compiled dictionary.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| repere_fuzz::pack(bytes));
