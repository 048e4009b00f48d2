//! Past or future: what the clause around a date says of its direction.
//!
//! The nearest verb governs: first backwards from the date to the beginning of its clause, then
//! forwards to the end. Words that tell (`prévu`, `lors`) are data; endings of verbs are French
//! grammar and stand here.

use std::ops::Range;

use super::grammar::Reader;
use super::words::WordClass;
use crate::text::{Case, Kind};

/// On which side of the day of publication a date lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before it, or on it.
    Past,
    /// After it, or on it.
    Future,
}

/// What a clause says of the direction of its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lean {
    /// Which way.
    pub direction: Direction,
    /// The word that tells.
    pub cue: usize,
    /// Whether that word is a perfect or a future: a thing done, or to be done, on one day.
    pub is_event: bool,
    /// Whether the date may belong to something else than the verb: to what is announced, or
    /// to what stands before a comma.
    pub is_loose: bool,
}

impl Lean {
    fn new(direction: Direction, cue: usize, is_event: bool) -> Lean {
        Lean { direction, cue, is_event, is_loose: false }
    }
}

/// How many tokens may part an auxiliary and its participle.
const PERFECT_REACH: usize = 4;

/// How far before a date a preposition or a lone participle still governs it.
const NEAR: usize = 3;

impl Reader<'_> {
    /// What the clause around the tokens of a date says of its direction.
    pub(super) fn lean(&self, date: &Range<usize>) -> Option<Lean> {
        if let Some(cue) = self.future_preposition(date.start, true) {
            return Some(Lean::new(Direction::Future, cue, false));
        }
        self.lean_backwards(date.start).or_else(|| self.lean_forwards(date.end)).or_else(|| {
            let cue = self.future_preposition(date.start, false)?;
            Some(Lean::new(Direction::Future, cue, false))
        })
    }

    /// Whether an `aujourd'hui` at `at` to `end` is the day of publication, not «nowadays».
    ///
    /// It is where a thing is done or will be done on it; a present tense, or a participle
    /// behind `est aujourd'hui`, makes it «nowadays».
    pub(super) fn is_publication_day(&self, at: usize, end: usize) -> bool {
        let is_focus = self.is_spelled(at.wrapping_sub(1), "est", "Est")
            && self.is_spelled(at.wrapping_sub(2), "C", "c")
            && self.is_spelled(end, "que", "qu");
        let is_inside = self.is_spelled(at.wrapping_sub(1), "est", "sont");
        let lean = self.lean_backwards(at).filter(|_| !is_inside).or_else(|| self.lean_forwards(end));
        let starts = self.is_mark(end, ',');
        is_focus || lean.is_some_and(|lean| lean.is_event && (!lean.is_loose || starts))
    }

    /// `jusqu'au`, `d'ici le`, `à partir du` before `at`; the firm ones outweigh any verb.
    fn future_preposition(&self, at: usize, firm: bool) -> Option<usize> {
        let cue = (at.saturating_sub(NEAR)..at)
            .rev()
            .find(|&cue| self.is(cue, WordClass::FuturePreposition) && !self.is_spelled(cue, "des", "Des"))?;
        let is_firm = self.is_spelled(cue, "jusqu", "Jusqu") || self.is_spelled(cue, "ici", "Ici");
        (is_firm == firm).then_some(cue)
    }

    fn lean_backwards(&self, start: usize) -> Option<Lean> {
        for at in (0..start).rev() {
            if self.ends_clause(at) {
                return None;
            }
            let lean = self.lean_of(at).or_else(|| {
                let near = start - at <= NEAR && self.is_participle(at);
                near.then(|| Lean::new(Direction::Past, at, false))
            });
            if let Some(lean) = lean {
                return Some(Lean { is_loose: lean.is_loose && start - at > 2 * NEAR, ..lean });
            }
            if self.document().place(at).begins_sentence() {
                return None;
            }
        }
        None
    }

    fn lean_forwards(&self, end: usize) -> Option<Lean> {
        let mut behind_comma = false;
        for at in end.. {
            let token = self.token(at)?;
            if self.document().place(at).begins_sentence() || self.ends_clause(at) {
                return None;
            }
            if token.kind == Kind::Word {
                if let Some(lean) = self.lean_of(at) {
                    return Some(Lean { is_loose: behind_comma && at > end + 1, ..lean });
                }
            }
            behind_comma |= token.is_mark(',');
        }
        None
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.is_mark(at, ';') || self.is_mark(at, ':') || self.is(at, WordClass::ClauseOpener)
    }

    /// What the word at `at` says by itself.
    fn lean_of(&self, at: usize) -> Option<Lean> {
        let word = self.word(at);
        let lean = |direction, cue, is_event| Some(Lean::new(direction, cue, is_event));
        if word.is(WordClass::FutureCue) {
            return lean(Direction::Future, at, true);
        }
        if word.is(WordClass::PerfectAuxiliary) && !self.is_spelled(at, "à", "À") {
            return self.perfect(at);
        }
        if word.is(WordClass::PastCue) {
            return lean(Direction::Past, at, false);
        }
        match self.ending(at)? {
            Ending::Future => lean(Direction::Future, at, true),
            Ending::Past => lean(Direction::Past, at, false),
        }
    }

    /// `a décidé`, `est survenu`; `est prévu` and `a été fixé` lie ahead.
    fn perfect(&self, auxiliary: usize) -> Option<Lean> {
        let reach = auxiliary + 1..auxiliary + 1 + PERFECT_REACH;
        for at in reach {
            if self.is(at, WordClass::FutureCue) {
                return Some(Lean::new(Direction::Future, at, true));
            }
            let is_been = self.is_spelled(at, "été", "Été");
            let leads_on = self.is(at + 1, WordClass::FutureCue);
            if (self.is_participle(at) || is_been || self.is_short_participle(at)) && !leads_on {
                let is_loose = self.is(at, WordClass::Announcement);
                return Some(Lean { is_loose, ..Lean::new(Direction::Past, auxiliary, true) });
            }
            if self.token(at).is_none_or(|token| !token.is_word()) || self.ends_clause(at) {
                return None;
            }
        }
        None
    }

    /// `décidé`, `publiées`; nouns in `-té` are left to the auxiliary before them.
    fn is_participle(&self, at: usize) -> bool {
        let Some(surface) = self.small_word(at) else { return false };
        let stem = surface.trim_end_matches('s').trim_end_matches('e');
        let behind_auxiliary = self.before(at).is(WordClass::PerfectAuxiliary) || self.before(at).is(WordClass::Auxiliary);
        surface.len() > 4 && stem.ends_with('é') && (!stem.ends_with("té") || behind_auxiliary)
    }

    /// `eu`, `mis`, `rendu`, `ouvert`: right behind an auxiliary, or an adverb between.
    fn is_short_participle(&self, at: usize) -> bool {
        const ENDINGS: [&str; 8] = ["u", "us", "ue", "ues", "i", "is", "it", "ert"];
        let follows = self.before(at).is(WordClass::PerfectAuxiliary) || self.before(at).is(WordClass::Auxiliary);
        let is_function = self.is(at, WordClass::FunctionWord) && !self.is_spelled(at, "eu", "EU");
        let Some(surface) = self.small_word(at) else { return false };
        follows && !is_function && ENDINGS.into_iter().any(|ending| surface.ends_with(ending))
    }

    /// What the ending of a verb says; nouns behind an article are no verbs.
    fn ending(&self, at: usize) -> Option<Ending> {
        let surface = self.small_word(at)?;
        let is_noun = self.before(at).is(WordClass::Article) && !self.token(at)?.is_tied();
        if surface.len() < 5 || is_noun || self.is(at, WordClass::VerbException) {
            return None;
        }
        let ends = |endings: &[&str]| endings.iter().any(|ending| surface.ends_with(ending));
        if ends(&["ra", "ront", "rons", "rez", "rait", "raient"]) {
            Some(Ending::Future)
        } else if ends(&["ait", "aient", "èrent", "irent", "urent"]) {
            Some(Ending::Past)
        } else {
            None
        }
    }

    fn small_word(&self, at: usize) -> Option<&str> {
        let token = self.token(at)?;
        let is_small = token.kind == Kind::Word && token.case == Case::Small;
        is_small.then(|| self.document().surface(at))
    }
}

/// What the ending of a verb says.
enum Ending {
    Future,
    Past,
}
