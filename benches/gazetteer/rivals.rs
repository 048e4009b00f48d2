//! Automata that find the same names in a folded text.

use aho_corasick::AhoCorasick;
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};

use crate::automaton::{automaton, folded_names};

pub struct Rivals {
    aho_corasick: AhoCorasick,
    daachorse: DoubleArrayAhoCorasick<u32>,
    fst: fst::Set<Vec<u8>>,
}

impl Rivals {
    pub fn new(names: &[String]) -> Rivals {
        let names = folded_names(names);
        let aho_corasick = automaton(&names);
        let daachorse = DoubleArrayAhoCorasickBuilder::new()
            .match_kind(daachorse::MatchKind::LeftmostLongest)
            .build(&names);
        Rivals {
            aho_corasick,
            daachorse: daachorse.expect("the names are sorted and different"),
            fst: fst::Set::from_iter(&names).expect("the names are sorted"),
        }
    }

    pub fn aho_corasick(&self, folded: &str) -> usize {
        self.aho_corasick.find_iter(folded).count()
    }

    pub fn daachorse(&self, folded: &str) -> usize {
        self.daachorse.leftmost_find_iter(folded).count()
    }

    /// An fst is walked from the beginning of each word: it has no way back of its own.
    pub fn fst(&self, folded: &str) -> usize {
        let bytes = folded.as_bytes();
        let (mut at, mut count) = (0, 0);
        while at < bytes.len() {
            match self.longest(&bytes[at..]) {
                Some(length) => {
                    count += 1;
                    at += length;
                }
                None => {
                    let rest = &bytes[at..];
                    let word = rest.iter().position(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
                    at += word.map_or(rest.len(), |end| end + 1);
                }
            }
        }
        count
    }

    fn longest(&self, bytes: &[u8]) -> Option<usize> {
        let fst = self.fst.as_fst();
        let (mut node, mut longest) = (fst.root(), None);
        for (length, &byte) in (1..).zip(bytes) {
            let Some(transition) = node.find_input(byte) else { break };
            node = fst.node(node.transition(transition).addr);
            if node.is_final() {
                longest = Some(length);
            }
        }
        longest
    }
}
