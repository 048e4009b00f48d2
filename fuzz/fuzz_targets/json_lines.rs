//! Any bytes as JSON Lines.

#![no_main]

use libfuzzer_sys::fuzz_target;
use repere::format::InputFormat;

fuzz_target!(|bytes: &[u8]| repere_fuzz::read_and_tag(bytes, Some(InputFormat::JsonLines)));
