//! Past or future: what the clause around a date says of its direction.
//!
//! The nearest verb governs: first backwards from the date to the beginning of its clause, then
//! forwards to the end. Words that tell (`prévu`, `lors`) are data; endings of verbs are French
//! grammar and stand here.

use std::ops::Range;

use super::grammar::Reader;
use super::words::{WordClass, classes};
use crate::text::{Case, Kind, Token};

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
    /// How surely that word governs the date.
    pub hold: Hold,
}

/// How surely a word governs a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// The date may belong to something else: to what is announced, or to what stands before a comma.
    Loose,
    /// The verb of the clause.
    Verb,
    /// A preposition right before the date: `depuis`, `jusqu'au`.
    Firm,
}

impl Lean {
    fn new(direction: Direction, cue: usize, is_event: bool) -> Lean {
        Lean { direction, cue, is_event, hold: Hold::Verb }
    }
}

/// How many tokens may part an auxiliary and its participle.
const PERFECT_REACH: usize = 4;

/// How far before its verb the `que` of reported speech stands.
const REPORT_REACH: usize = 6;

/// How far before a date a lone participle still governs it.
const NEAR: usize = 3;

/// How far before a date a preposition still governs it: `jusqu'au début du mois de mai`.
const PREPOSITION_REACH: usize = 6;

impl Reader<'_> {
    /// What the clause around the tokens of a date says of its direction.
    pub(super) fn lean(&self, date: &Range<usize>) -> Option<Lean> {
        if let Some(lean) = self.firm_preposition(date.start) {
            return Some(lean);
        }
        self.lean_backwards(date.start).or_else(|| self.lean_forwards(date)).or_else(|| {
            let cue = self.preposition(date.start, WordClass::FuturePreposition)?;
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
        let lean = self.lean_backwards(at).filter(|_| !is_inside).or_else(|| self.lean_forwards(&(at..end)));
        let stands_apart = self.is_mark(end, ',') || self.is(end, WordClass::FunctionWord);
        is_focus || lean.is_some_and(|lean| lean.is_event && (lean.hold != Hold::Loose || stands_apart))
    }

    /// `depuis` before `at`, or `jusqu'au` and `d'ici le`: they outweigh any verb.
    fn firm_preposition(&self, at: usize) -> Option<Lean> {
        let (direction, cue) = match self.preposition(at, WordClass::PastPreposition) {
            Some(cue) => (Direction::Past, cue),
            None => (Direction::Future, self.preposition(at, WordClass::FirmPreposition)?),
        };
        Some(Lean { hold: Hold::Firm, ..Lean::new(direction, cue, false) })
    }

    /// A preposition of `class` before `at`, with what may stand between (`jusqu'au mois de`).
    fn preposition(&self, at: usize, class: WordClass) -> Option<usize> {
        let between = classes([
            WordClass::Article,
            WordClass::Genitive,
            WordClass::RangeLink,
            WordClass::Unit,
            WordClass::Edge,
        ]);
        let mut cue = at.checked_sub(1)?;
        let stands_between = |cue| self.word(cue).is_any(between) || self.is_spelled(cue, "en", "EN");
        while stands_between(cue) && !self.is(cue, class) && at - cue <= PREPOSITION_REACH {
            cue = cue.checked_sub(1)?;
        }
        (self.is(cue, class) && !self.is_spelled(cue, "des", "Des")).then_some(cue)
    }

    fn lean_backwards(&self, start: usize) -> Option<Lean> {
        for at in (0..start).rev() {
            if self.ends_clause(at) {
                return None;
            }
            let lean = self.lean_of(at).or_else(|| {
                let near = start - at <= NEAR && self.is_participle(at) && self.stands_alone(at);
                near.then(|| Lean::new(Direction::Past, at, false))
            });
            if let Some(lean) = lean {
                let is_far = start - at > 2 * NEAR;
                return Some(if is_far { lean } else { Lean { hold: Hold::Verb, ..lean } });
            }
            if self.begins_sentence(at) {
                return None;
            }
        }
        None
    }

    /// Whether no auxiliary before a participle says when (`sera jugé`, `doit être jugé`, `a été jugé`) and no article
    /// makes a noun of it (`le défilé`).
    fn stands_alone(&self, participle: usize) -> bool {
        let before = participle.wrapping_sub(1);
        let in_infinitive = self.is_spelled(before, "être", "Être");
        let is_led = (participle.saturating_sub(2)..participle)
            .any(|at| self.lean_of(at).is_some_and(|lean| lean.direction == Direction::Future));
        let is_noun = self.is_noun(participle) || self.is_spelled(before, "un", "Un");
        !self.is(before, WordClass::PerfectAuxiliary) && !in_infinitive && !is_led && !is_noun
    }

    fn lean_forwards(&self, date: &Range<usize>) -> Option<Lean> {
        let Range { start, end } = *date;
        let mut behind_comma = false;
        let is_fronted = (start.saturating_sub(NEAR)..=start).any(|at| self.begins_sentence(at));
        for at in end.. {
            let token = self.token(at)?;
            if self.begins_sentence(at) || self.ends_clause(at) {
                return None;
            }
            if let Some(lean) = self.lean_of(at) {
                let hold = if behind_comma && !is_fronted { Hold::Loose } else { Hold::Verb };
                return Some(Lean { hold, ..lean });
            }
            behind_comma |= token.is_mark(',');
        }
        None
    }

    fn begins_sentence(&self, at: usize) -> bool {
        self.token(at).is_some() && self.document().place(at).begins_sentence()
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.is_mark(at, ';') || self.is_mark(at, ':') || self.is(at, WordClass::ClauseOpener)
    }

    /// What the word at `at` says by itself.
    fn lean_of(&self, at: usize) -> Option<Lean> {
        let word = self.word(at);
        let lean = |direction, cue, is_event| Some(Lean::new(direction, cue, is_event));
        if word.is(WordClass::FutureCue) || word.is(WordClass::PresentCue) && self.is_present(at) {
            return lean(Direction::Future, at, true);
        }
        if word.is(WordClass::PerfectAuxiliary) && !self.is_spelled(at, "à", "À") {
            return self.perfect(at);
        }
        if self.is_spelled(at, "serait", "seraient") && self.is_reported(at) {
            return lean(Direction::Future, at, true);
        }
        let is_day_itself = self.is_spelled(at, "date", "Date") && self.is_noun(at);
        if word.is(WordClass::PastCue) && !is_day_itself {
            return lean(Direction::Past, at, false);
        }
        match self.ending(at)? {
            Ending::Future if self.is_spelled(at, "aurait", "auraient") && self.is_done(at + 1) => {
                lean(Direction::Past, at, true)
            }
            Ending::Future => lean(Direction::Future, at, true),
            Ending::Past => lean(Direction::Past, at, false),
        }
    }

    /// Whether a participle makes a thing said to be done of `aurait` before it.
    fn is_done(&self, at: usize) -> bool {
        self.is_participle(at) || self.is_short_participle(at)
    }

    /// The `serait` of `il a dit que le texte serait examiné mardi`: the future of reported speech.
    fn is_reported(&self, at: usize) -> bool {
        (at.saturating_sub(REPORT_REACH)..at)
            .any(|before| self.is_spelled(before, "que", "qu") && !self.begins_sentence(before + 1))
    }

    /// `a décidé`, `est survenu`; `est prévu`, `a été fixé` and `a lieu` lie ahead.
    fn perfect(&self, auxiliary: usize) -> Option<Lean> {
        if self.is_spelled(auxiliary + 1, "lieu", "LIEU") {
            return Some(Lean::new(Direction::Future, auxiliary, true));
        }
        let reach = auxiliary + 1..auxiliary + 1 + PERFECT_REACH;
        for at in reach {
            if self.is(at, WordClass::FutureCue) {
                return Some(Lean::new(Direction::Future, at, true));
            }
            let is_been = self.is_spelled(at, "été", "Été");
            let leads_on = self.is(at + 1, WordClass::FutureCue);
            if (self.is_participle(at) || is_been || self.is_short_participle(at)) && !leads_on {
                let hold = if self.is(at, WordClass::Announcement) { Hold::Loose } else { Hold::Verb };
                return Some(Lean { hold, ..Lean::new(Direction::Past, auxiliary, true) });
            }
            if self.token(at).is_none_or(|token| !token.is_word()) || self.ends_clause(at) {
                return None;
            }
        }
        None
    }

    /// `débute`, which folding makes one word with `débuté`; not the `sort` of `tirage au sort`.
    fn is_present(&self, at: usize) -> bool {
        let surface = if self.token(at).is_some() { self.document().surface(at) } else { "" };
        let is_noun = self.is_noun(at) || self.is_spelled(at.wrapping_sub(1), "au", "Au");
        !is_noun
            && !surface.trim_end_matches('s').trim_end_matches('e').ends_with('é')
            && !self.follows_auxiliary(at)
    }

    /// `décidé`, `publiées`, `Arrêté` at the beginning; nouns in `-té` are left to the auxiliary before them.
    fn is_participle(&self, at: usize) -> bool {
        let opens = self.begins_sentence(at) && self.token(at).is_some_and(Token::is_word);
        let word = if opens { Some(self.document().surface(at)) } else { self.small_word(at) };
        let Some(surface) = word else { return false };
        let stem = surface.trim_end_matches('s').trim_end_matches('e');
        surface.len() > 4 && stem.ends_with('é') && (!may_be_noun(stem) || self.follows_auxiliary(at))
    }

    /// `eu`, `mis`, `rendu`, `ouvert`: right behind an auxiliary, or an adverb between.
    fn is_short_participle(&self, at: usize) -> bool {
        const ENDINGS: [&str; 9] = ["u", "us", "ue", "ues", "i", "is", "it", "ait", "ert"];
        let is_function = (self.is(at, WordClass::FunctionWord) && !self.is_spelled(at, "eu", "EU"))
            || self.is(at, WordClass::VerbException) && !self.is_spelled(at, "fait", "faits");
        let Some(surface) = self.small_word(at) else { return false };
        self.follows_auxiliary(at)
            && !is_function
            && ENDINGS.into_iter().any(|ending| surface.ends_with(ending))
    }

    /// Behind `a`, or the `a-t-il` of a question.
    fn follows_auxiliary(&self, at: usize) -> bool {
        let mut before = at.wrapping_sub(1);
        while self.is_hyphened(before) {
            before -= 1;
        }
        self.word(before).is_any(classes([WordClass::PerfectAuxiliary, WordClass::Auxiliary]))
    }

    /// What the ending of a verb says; nouns behind an article are no verbs.
    fn ending(&self, at: usize) -> Option<Ending> {
        let surface = self.small_word(at)?;
        if surface.len() < 5 || self.is_noun(at) || self.is(at, WordClass::VerbException) {
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

    /// Whether an article makes a noun of the word at `at`; behind `l'` it may be a verb.
    fn is_noun(&self, at: usize) -> bool {
        self.before(at).is(WordClass::Article) && self.token(at).is_some_and(|token| !token.is_tied())
    }

    fn small_word(&self, at: usize) -> Option<&str> {
        let token = self.token(at)?;
        let is_small = token.kind == Kind::Word && token.case == Case::Small;
        is_small.then(|| self.document().surface(at))
    }
}

/// Whether a word in `-é` may be a noun: most in `-té` are (`santé`, `liberté`), those of these endings are participles.
fn may_be_noun(stem: &str) -> bool {
    const PARTICIPLES: [&str; 10] = ["êté", "pté", "cté", "oté", "tté", "enté", "sté", "até", "uté", "orté"];
    let is_participle = PARTICIPLES.into_iter().any(|ending| stem.ends_with(ending));
    stem.ends_with("té") && (!is_participle || stem.ends_with("auté") || stem.ends_with("éputé"))
}

/// What the ending of a verb says.
enum Ending {
    Future,
    Past,
}
