//! Lists and ranges: `les 3 et 5 mai`, `du 28 février au 3 mars 2010`, `2010-2015`.

use super::term::Term;
use super::{DateMention, Reader};
use crate::date::expression::{Calendar, Expression, Meaning};
use crate::date::words::WordClass;
use crate::text::Kind;

/// What joins two terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joining {
    /// From the first to the second: one mention.
    Range,
    /// The first and the second: two mentions.
    List,
}

impl Reader<'_> {
    /// Reads what begins at `at`, adds its mentions, and returns where to read on.
    pub(super) fn sequence(&self, at: usize, mentions: &mut Vec<DateMention>) -> usize {
        let Some(first) = self.term(at) else { return at + 1 };
        if self.is_refused(&first) {
            return first.end;
        }
        let Some((joining, next)) = self.joined(&first) else {
            return self.alone(first, mentions);
        };
        let mut terms = vec![(first, joining), (next, Joining::List)];
        while let Some((joining, next)) = self.joined(&terms[terms.len() - 1].0) {
            let last = terms.len() - 1;
            terms[last].1 = joining;
            terms.push((next, Joining::List));
        }
        complete(&mut terms);
        self.emit(terms, mentions).unwrap_or(at + 1)
    }

    fn alone(&self, term: Term, mentions: &mut Vec<DateMention>) -> usize {
        if term.pending {
            return term.start + 1;
        }
        if self.is_weekly(&term) {
            return term.end;
        }
        let end = term.end;
        mentions.push(self.mention(term));
        end
    }

    /// Adds the mentions of a sequence up to the first term that stayed pending; `None` where
    /// that is the first of all.
    fn emit(&self, terms: Vec<(Term, Joining)>, mentions: &mut Vec<DateMention>) -> Option<usize> {
        let mut end = None;
        let mut open: Option<Term> = None;
        for (term, joining) in terms {
            if term.pending {
                break;
            }
            end = Some(term.end);
            let whole = match open.take() {
                Some(first) if self.is_weekly_range(&first, &term) => continue,
                Some(first) => range(first, term),
                None => term,
            };
            match joining {
                Joining::Range => open = Some(whole),
                Joining::List => mentions.push(self.mention(whole)),
            }
        }
        if let Some(first) = open {
            mentions.push(self.mention(first));
        }
        end
    }

    fn mention(&self, term: Term) -> DateMention {
        let approximate = self.before(term.start).is(WordClass::Approximation)
            || self.behind_article_is(term.start, WordClass::Approximation)
            || self.is_about(term.end);
        DateMention {
            tokens: term.start..term.end,
            span: self.document().span(term.start, term.end - 1),
            expression: Expression { meaning: term.meaning, approximate },
        }
    }

    /// `en 1850 environ`, but not `en 1850 environ deux cents`.
    fn is_about(&self, at: usize) -> bool {
        let counts = self.is_number(at + 1) || self.is(at + 1, WordClass::Number);
        self.is_spelled(at, "environ", "ENVIRON") && self.goes_on(at) && !counts
    }

    /// Whether a word of `class` stands before the article before `at`.
    fn behind_article_is(&self, at: usize, class: WordClass) -> bool {
        at >= 2 && self.is(at - 1, WordClass::Article) && self.is(at - 2, class)
    }

    /// The range of two days that begins at `at`: `mardi à mercredi`, `5 au 6 mai`.
    pub(super) fn range_at(&self, at: usize) -> Option<Term> {
        let first = self.calendar_term(at)?;
        let (joining, next) = self.joined(&first)?;
        let mut terms = [(first, joining), (next, Joining::List)];
        complete(&mut terms);
        let [(first, joining), (last, _)] = terms;
        let stands = joining == Joining::Range && !first.pending && !last.pending;
        stands.then(|| range(first, last))
    }

    /// What follows `first` in a list or a range, and how it is joined to it.
    fn joined(&self, first: &Term) -> Option<(Joining, Term)> {
        let (joining, at) = self.joining(first)?;
        let next = self.next_term(first, at)?;
        let fits = match joining {
            Joining::Range => next.pending || !first.pending || needs(first, &next),
            Joining::List => needs(first, &next),
        };
        fits.then_some((joining, next))
    }

    fn next_term(&self, first: &Term, at: usize) -> Option<Term> {
        let decade = self.decade_term(first.start).and_then(|_| self.decade(at));
        if let Some((meaning, end)) = decade {
            return Some(Term::new(at, end, meaning));
        }
        if first.is_year() && self.is_hyphened(at) {
            let year = self.second_year(first.end - 1)?;
            return Some(Term::new(at, at + 1, Meaning::Calendar(Calendar::of_year(year))));
        }
        self.term(at)
    }

    /// How what follows `first` would be joined to it, and where that begins.
    fn joining(&self, first: &Term) -> Option<(Joining, usize)> {
        let at = first.end;
        if !self.goes_on(at) {
            return None;
        }
        if self.is_hyphened(at) {
            return Some((Joining::Range, at));
        }
        match self.token(at)?.kind {
            Kind::Mark('-' | '–' | '—') => self.dash(first, at),
            Kind::Mark('/') => {
                (self.is_glued(at) && self.is_glued(at + 1)).then_some((Joining::Range, at + 1))
            }
            Kind::Mark(',') => (!self.is_glued(at + 1)).then(|| (Joining::List, self.skip_article(at + 1))),
            Kind::Word => self.linked(first, at),
            _ => None,
        }
    }

    fn dash(&self, first: &Term, at: usize) -> Option<(Joining, usize)> {
        let glued = self.is_glued(at) && self.is_glued(at + 1);
        (glued || first.is_year() || first.pending).then_some((Joining::Range, at + 1))
    }

    fn linked(&self, first: &Term, at: usize) -> Option<(Joining, usize)> {
        let opener = self.opener(first.start);
        if self.is_spelled(at, "et", "ET") && opener == Some(Opener::Between) {
            return Some((Joining::Range, self.skip_article(at + 1)));
        }
        if self.is(at, WordClass::Link) {
            return Some((Joining::List, self.skip_article(self.skip(at + 1, WordClass::Genitive))));
        }
        let days = first.calendar().is_some_and(|date| date.day.is_some());
        let to = self.is_spelled(at, "au", "AU") && (opener.is_some() || days);
        let until = self.is_spelled(at, "à", "À") && opener == Some(Opener::From);
        (to || until).then(|| (Joining::Range, self.skip_article(at + 1)))
    }

    fn skip_article(&self, at: usize) -> usize {
        self.skip(at, WordClass::Article)
    }

    /// What opens a range before `at`.
    fn opener(&self, at: usize) -> Option<Opener> {
        let before = at.checked_sub(1)?;
        let opener = if self.is(before, WordClass::Article) { before.checked_sub(1)? } else { before };
        if self.is_spelled(opener, "entre", "Entre") {
            return Some(Opener::Between);
        }
        self.is(opener, WordClass::RangeOpener).then_some(Opener::From)
    }
}

/// What opens a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opener {
    /// `entre … et`.
    Between,
    /// `du … au`, `de … à`.
    From,
}

/// Whether `first` is not whole without `next`.
fn needs(first: &Term, next: &Term) -> bool {
    if let (Meaning::Fixed(_), Meaning::Fixed(_)) = (&first.meaning, &next.meaning) {
        return true;
    }
    let (Some(first_date), Some(next_date)) = (first.calendar(), next.calendar()) else { return false };
    let misses_month = first_date.day.is_some() && first_date.month.is_none();
    let misses_year = first_date.month.is_some() && first_date.year.is_none() && first_date.pointer.is_none();
    (misses_month && next_date.day.is_some())
        || (misses_year && next_date.month.is_some() && next_date.year.is_some())
}

/// Hands month and year from the last terms of a sequence to the first.
fn complete(terms: &mut [(Term, Joining)]) {
    for at in (0..terms.len() - 1).rev() {
        let (before, after) = terms.split_at_mut(at + 1);
        let (first, next) = (&mut before[at].0, &after[0].0);
        match (&mut first.meaning, &next.meaning) {
            (Meaning::Calendar(first_date), Meaning::Calendar(next_date)) if !next.pending => {
                first_date.complete_from(next_date);
                first.pending = first_date.is_bare_day();
            }
            (Meaning::Fixed(_), Meaning::Fixed(_)) if !next.pending => first.pending = false,
            _ => {}
        }
    }
}

fn range(first: Term, last: Term) -> Term {
    Term::new(first.start, last.end, Meaning::Range(Box::new((first.meaning, last.meaning))))
}
