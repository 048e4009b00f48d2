//! Families of cues: what kind of thing a cue looks at.

use crate::cue::{Cue, CueId};

/// Declares the families, each with its label and the first of its cues in the order of [`Cue::ALL`].
macro_rules! families {
    ($($family:ident $label:literal $first:ident;)*) => {
        /// A family of cues.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CueFamily {
            $(#[doc = $label] $family,)*
            /// context words before and behind
            ContextWord,
        }

        impl CueFamily {
            /// All families, in the order of their cues.
            pub const ALL: &'static [CueFamily] = &[$(CueFamily::$family,)* CueFamily::ContextWord];

            /// The first cue of each family but the last.
            const FIRST: &'static [(Cue, CueFamily)] = &[$((Cue::$first, CueFamily::$family),)*];

            /// The label in reports.
            pub fn label(self) -> &'static str {
                match self {
                    $(CueFamily::$family => $label,)*
                    CueFamily::ContextWord => "context words before and behind",
                }
            }
        }
    };
}

families! {
    Dictionary "what the dictionaries say of the name" InDictionary;
    PersonWord "first names, surnames, particles" FrequentFirstNameFirst;
    Length "number of words" OneWord;
    Writing "capitals, digits, hyphens, small words" Capitals2;
    CommonWord "common and unknown words" CommonFirst;
    Demonym "demonyms and nationalities" DemonymAlone;
    Head "heads and kinds inside the name" FunctionFirst;
    Pattern "patterns of the matchers" CivilityPattern;
    Before "what stands before" BeforeCivility;
    BeforeOf "what stands before `de`" BeforeOfFunction;
    After "what stands behind" AfterSaying;
    Layout "brackets, quotation marks, lines" InBrackets;
    Article "the same words elsewhere in the article" SmallElsewhere;
    Proof "names proved elsewhere in the article" ProvedPerson;
    List "neighbours in a list" NearPerson;
}

impl CueFamily {
    /// The family of a cue.
    pub fn of(cue: CueId) -> CueFamily {
        if usize::from(cue.0) >= Cue::ALL.len() {
            return CueFamily::ContextWord;
        }
        let number = CueFamily::FIRST.partition_point(|(first, _)| *first as u16 <= cue.0);
        CueFamily::FIRST[number - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_has_cues_and_the_order_of_cues() {
        assert!(CueFamily::FIRST.is_sorted_by_key(|(first, _)| *first as u16));
        assert_eq!(CueFamily::FIRST[0].0 as u16, 0);
        let families: Vec<CueFamily> = Cue::ALL.iter().map(|&cue| CueFamily::of(cue.into())).collect();
        assert!(families.is_sorted());
        assert_eq!(CueFamily::of(Cue::AfterTextEnd.into()), CueFamily::After);
        assert_eq!(CueFamily::of(CueId(Cue::ALL.len() as u16)), CueFamily::ContextWord);
    }
}
