//! Cues: what speaks for or against a reading, each with a name under which its weight stands
//! in `dictionaries/weights.yml` and in explanations.

/// Declares the cues, with their names in files and what they say.
macro_rules! cues {
    ($($cue:ident $name:literal $meaning:literal;)*) => {
        /// Something that speaks for or against a reading of a piece of text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        // `DictionaryNeedsCue`: the dictionary asks for one.
        #[allow(clippy::enum_variant_names)]
        pub enum Cue {
            $(#[doc = $meaning] $cue,)*
        }

        impl Cue {
            /// All cues, in the order of their numbers.
            pub const ALL: &'static [Cue] = &[$(Cue::$cue,)*];

            /// The name in the weights file and in explanations.
            pub fn name(self) -> &'static str {
                match self { $(Cue::$cue => $name,)* }
            }

            /// What the cue says, in a few words.
            pub fn meaning(self) -> &'static str {
                match self { $(Cue::$cue => $meaning,)* }
            }
        }
    };
}

cues! {
    // What the dictionaries say of the whole name.
    InDictionary "in-dictionary" "a dictionary has the name with this type";
    DictionaryProminent "dictionary-prominent" "its entry is very well known (prominence 6 or more)";
    DictionaryKnown "dictionary-known" "its entry is well known (prominence 4 or 5)";
    DictionaryObscure "dictionary-obscure" "its entry is little known (prominence 3 or less)";
    DictionarySeveralWords "dictionary-several-words" "the dictionary's name has several words";
    DictionaryAcronym "dictionary-acronym" "the dictionary's name is an acronym";
    DictionaryNeedsCue "dictionary-needs-cue" "the dictionary says that the name needs a cue";
    DictionaryAcronymNeedsCue "dictionary-acronym-needs-cue" "the same, and it is in capitals only";
    DictionarySmallHead "dictionary-small-head" "its head is in small letters, the dictionary has it with a capital";
    DictionaryDemonym "dictionary-demonym" "it is an inhabitant's name too, behind a masculine article: `le Suisse`";
    DictionaryTownArticle "dictionary-town-article" "its entry is a town, and an article stands before";
    DictionarySurnameInName "dictionary-surname-in-name" "it is a surname of a person, and another word with a capital stands beside it";
    DictionaryWordInCapitals "dictionary-word-in-capitals" "it is a common word or a word of grammar too, in a line of capitals";
    DictionaryCommonWord "dictionary-common-word" "the dictionary's name is a common word too";
    DictionaryCommonWordFirst "dictionary-common-word-first" "the same, where the capital is owed to the place";
    DictionaryCaseDiffers "dictionary-case-differs" "it is written in capitals, the dictionary's name is not";
    DictionaryAccentsDiffer "dictionary-accents-differ" "its accents are not those of the dictionary";
    DictionaryOutOfDate "dictionary-out-of-date" "the name was not in use on the day of the article";
    DictionaryFirstName "dictionary-first-name" "the dictionary's name is a first name too";
    DictionarySurname "dictionary-surname" "the dictionary's name is a surname too";
    AlsoPerson "also-person" "a dictionary has the name as a person";
    AlsoPlace "also-place" "a dictionary has the name as a place";
    AlsoOrganisation "also-organisation" "a dictionary has the name as an organisation";
    InsideLongerName "inside-longer-name" "it is a part of a longer name of the dictionaries";
    InsideCapitalHead "inside-capital-head" "it ends what may be the complement of a head of organisations with a capital";
    InsideSmallHead "inside-small-head" "it ends what may be the complement of a head of organisations in small letters";
    InsidePlaceHead "inside-place-head" "it ends what may be the complement of a head of places";
    BeginsWithName "begins-with-name" "it begins with a shorter name of the dictionaries";
    BeginsWithOrganisation "begins-with-organisation" "it begins with an organisation of the dictionaries";
    NamesTied "names-tied" "it is two names of the dictionaries with a hyphen between";
    EndsWithPlace "ends-with-place" "it ends with a place of the dictionaries";
    EndsWithOrganisation "ends-with-organisation" "it ends with an organisation of the dictionaries";
    EndsWithPerson "ends-with-person" "it ends with a person of the dictionaries";
    UsersDictionary "users-dictionary" "a dictionary of the user has the name";
    OtherTypeOnly "other-type-only" "the dictionaries have the name with other types only, and ask for no cue";
    NotInDictionary "not-in-dictionary" "no dictionary has the name";

    // The words of the name.
    FrequentFirstNameFirst "frequent-first-name-first" "it begins with a frequent first name, another word follows";
    RareFirstNameFirst "rare-first-name-first" "it begins with a rare first name, another word follows";
    DoubtfulFirstNameFirst "doubtful-first-name-first" "it begins with a first name that is a word or a place too";
    FirstNameSecond "first-name-second" "its second word is a first name";
    FirstNameLast "first-name-last" "its last word is a first name, another stands before";
    FirstNameAlone "first-name-alone" "it is a frequent first name alone";
    RareFirstNameAlone "rare-first-name-alone" "it is a rare first name alone";
    InitialFirst "initial-first" "it begins with an initial";
    SurnameInCapitals "surname-in-capitals" "its last words are in capitals only, the first is not: `Roch KABORE`";
    PersonEnding "person-ending" "its last word stands in no list and ends as surnames do";
    PlaceEnding "place-ending" "its last word stands in no list and ends as place names do";
    SurnameLast "surname-last" "its last word is a surname, another stands before";
    SurnameAlone "surname-alone" "it is a surname alone";
    ParticleInside "particle-inside" "a particle stands inside";
    ParticleFirst "particle-first" "it begins with a particle";
    OneWord "one-word" "it has one word";
    TwoWords "two-words" "it has two words";
    ThreeWords "three-words" "it has three words";
    FourWords "four-words" "it has four words";
    ManyWords "many-words" "it has five words or more";
    Capitals2 "two-capitals" "it is an acronym of two letters";
    Capitals3 "three-capitals" "it is an acronym of three letters";
    Capitals5 "four-or-five-capitals" "it is an acronym of four or five letters";
    CapitalsLong "many-capitals" "it is one word of six capitals or more";
    MixedCase "mixed-case" "capitals stand inside its words";
    HasDigit "has-digit" "it has a digit";
    Hyphened "hyphened" "a hyphen ties its words";
    LetterAlone "letter-alone" "it is one letter";
    SmallFirst "small-first" "it begins with a small letter";
    SmallLast "small-last" "its last word is in small letters";
    OneSmallWord "one-small-word" "one word inside is in small letters";
    TwoSmallWords "two-small-words" "two words inside are in small letters";
    ManySmallWords "many-small-words" "three words or more inside are in small letters";
    LineBreakInside "line-break-inside" "a line breaks inside";
    GrammarFirst "grammar-first" "it begins with a word of grammar whose capital is owed to the place";
    CommonFirst "common-first" "its first word is a common word, another follows";
    CommonLast "common-last" "its last word is a common word, another stands before";
    AllCommon "all-common" "all its words are common words, and there are several";
    CommonAlone "common-alone" "it is a common word alone";
    CommonAloneFirst "common-alone-first" "it is a common word alone and the capital is owed to the place";
    UnknownAlone "unknown-alone" "it is one word of no list";
    UnknownLast "unknown-last" "its last word stands in no list, another stands before";
    DemonymAlone "demonym-alone" "it is the name of inhabitants alone";
    DemonymFirst "demonym-first" "it begins with the name of inhabitants, another word follows";
    DemonymInside "demonym-inside" "the name of inhabitants stands inside";
    NationalityLast "nationality-last" "its last word is a nationality adjective";
    NationalityInside "nationality-inside" "a nationality adjective stands inside";
    FunctionFirst "function-first" "it begins with a function";
    FunctionInside "function-inside" "a function stands inside";
    VerbInside "verb-inside" "a verb in small letters stands inside";
    MonthInside "month-inside" "a month or a weekday stands inside";
    CivilityInside "civility-inside" "a civility stands inside";
    OrganisationHeadFirst "organisation-head-first" "it begins with a head of organisations";
    OrganisationHeadInside "organisation-head-inside" "a head of organisations stands inside";
    OrganisationKindFirst "organisation-kind-first" "it begins with a kind of organisations";
    PlaceHeadFirst "place-head-first" "it begins with a head of places";
    PlaceKindFirst "place-kind-first" "it begins with a kind of places";
    CollectiveFirst "collective-first" "it begins with a generic body";
    UntaggedHeadFirst "untagged-head-first" "it begins with a head of what is not tagged";
    DirectionInside "direction-inside" "a direction stands inside";
    LegalFormLast "legal-form-last" "it ends with a legal form";
    IndefiniteHead "indefinite-head" "it begins with a head in small letters and `de` behind an indefinite article";
    KindThenName "kind-then-name" "it begins with a kind of organisations in small letters, the name right behind";
    OrganisationTailLast "organisation-tail-last" "it ends with a word that ends names of organisations";
    InUntaggedName "in-untagged-name" "it is, or is part of, the name of something that is not tagged";
    PlaceTailLast "place-tail-last" "it ends with a word that ends names of places";
    SentenceBreakInside "sentence-break-inside" "a sentence begins inside";
    PlainAcronym "plain-acronym" "it is an acronym that names nothing";
    RoadNumber "road-number" "it is the number of a road";
    RomanNumber "roman-number" "it is a Roman number";
    PatronBehindHead "patron-behind-head" "it begins with a head of places and a saint stands behind: `église Saint-Georges`";
    SaintFirst "saint-first" "it begins with `Saint` or `Sainte`";
    NumberLast "number-last" "it ends with a number";

    // The patterns of the matchers.
    CivilityPattern "civility-pattern" "a civility introduces it as a person";
    FunctionPattern "function-pattern" "a function introduces it as a person";
    FirstNamePattern "first-name-pattern" "it is a first name with what follows";
    SharedSurnamePattern "shared-surname-pattern" "a first name, `et`, a first name and a surname";
    PlaceHeadPattern "place-head-pattern" "it is a head of places with its name";
    PlaceAfterPreposition "place-after-preposition" "a preposition of places introduces it";
    OrganisationHeadPattern "organisation-head-pattern" "it is a head of organisations with its complement";
    OrganisationHeadCapital "organisation-head-capital" "the same, the head with a capital";
    NumberedUnit "numbered-unit" "it is a number with an ordinal ending and the letters of a military unit";
    AcronymDefined "acronym-defined" "it stands in brackets and its letters are the initials of the name before";
    AcronymOfCommonWords "acronym-of-common-words" "it stands in brackets and abbreviates words in small letters";
    AcronymBehindHead "acronym-behind-head" "it stands in brackets and a head of organisations stands before, up to eight words away";
    AcronymExplained "acronym-explained" "an acronym of its initials stands in brackets behind it";
    AgencyCredit "agency-credit" "it stands where an agency is credited";

    // What stands before.
    BeforeCivility "before:civility" "a civility stands before";
    BeforeFunction "before:function" "a function stands before";
    BeforeDemonym "before:demonym" "the name of inhabitants stands before: `le Français`";
    BeforeKinship "before:kinship" "a word of kinship stands before";
    BeforePlacePreposition "before:place-preposition" "a preposition of places stands before";
    BeforeRelation "before:relation" "a phrase with `à` that says nothing of a place stands before";
    BeforePlaceKind "before:place-kind" "a kind of places stands before";
    BeforePlaceHead "before:place-head" "a head of places stands before";
    BeforeOrganisationKind "before:organisation-kind" "a kind of organisations stands before";
    BeforeOrganisationHead "before:organisation-head" "a head of organisations stands before";
    BeforeTeamCue "before:team-cue" "a word of sports stands before";
    BeforeUntaggedHead "before:untagged-head" "a head of what is not tagged stands before";
    BeforeNationality "before:nationality" "a nationality adjective stands before";
    BeforeCollective "before:collective" "a generic body stands before";
    BeforeDirection "before:direction" "a direction stands before";
    BeforeSaying "before:saying" "a verb of saying stands before";
    BeforeFirstName "before:first-name" "a first name with a capital stands before";
    BeforeCapital "before:capital" "another word with a capital stands before";
    BeforeParticle "before:particle" "a particle of names that is no word of grammar stands before";
    BeforeInitial "before:initial" "an initial stands before";
    BeforeNumber "before:number" "a number stands before";
    BeforeComma "before:comma" "a comma stands before";
    BeforeBracket "before:bracket" "a bracket opens before";
    BeforeQuote "before:quote" "a quotation mark stands before";
    BeforeDash "before:dash" "a dash or a stroke stands before";
    BeforeOtherMark "before:mark" "another mark stands before";
    BeforeHyphen "before:hyphen" "a hyphen ties it to the word before";
    BeforeHyphenName "before:hyphen-name" "a hyphen ties it to another name of the dictionaries before";
    BeforeSmallUnknown "before:other-word" "another word in small letters stands before";
    DictionarySentenceStart "dictionary-sentence-start" "it begins the sentence, a dictionary has it and asks for no cue";
    SentenceStart "sentence-start" "it begins the sentence";
    QuoteStart "quote-start" "it begins a quotation or a list item";
    LineStart "line-start" "it begins a line";
    BeforeOfFunction "before-of:function" "a function with `de` stands before";
    BeforeOfFunctionWord "before-of:function-word" "the same, and it is a common word or a head of organisations";
    BeforeOfKinship "before-of:kinship" "a word of kinship with `de` stands before";
    BeforeOfPlaceKind "before-of:place-kind" "a kind of places with `de` stands before";
    BeforeOfPlaceHead "before-of:place-head" "a head of places with `de` stands before";
    BeforeOfOrganisationKind "before-of:organisation-kind" "a kind of organisations with `de` stands before";
    BeforeOfOrganisationHead "before-of:organisation-head" "a head of organisations with `de` stands before";
    BeforeOfTeamCue "before-of:team-cue" "a word of sports with `de` stands before";
    BeforeOfUntaggedHead "before-of:untagged-head" "a head of what is not tagged with `de` stands before";
    BeforeOfCollective "before-of:collective" "a generic body with `de` stands before";
    BeforeOfDirection "before-of:direction" "a direction with `de` stands before";
    BeforeOfSaying "before-of:saying" "a verb of saying with `de` stands before";
    BeforeOfPortfolio "before-of:portfolio" "it is a common word in the list of what a minister is in charge of";
    BeforeOfCapital "before-of:capital" "a word with a capital and `de` stand before";

    // What stands behind.
    AfterSaying "after:saying" "a verb of saying stands behind";
    AfterAuxiliarySaying "after:auxiliary-saying" "a verb of saying stands behind the next word";
    AfterVerb "after:verb" "a verb in the third person stands behind";
    AfterFunction "after:function" "a function stands behind";
    AfterNationality "after:nationality" "a nationality adjective stands behind";
    AfterNumber "after:number" "a number stands behind";
    AfterComma "after:comma" "a comma stands behind";
    AfterCommaFunction "after:comma-function" "a function stands behind the comma";
    AfterCommaAge "after:comma-age" "an age stands behind the comma";
    AfterCommaCapital "after:comma-capital" "a word with a capital stands behind the comma";
    AfterBracket "after:bracket" "a bracket opens behind";
    AfterBracketCapitals "after:bracket-capitals" "a word of capitals only stands in brackets behind";
    AfterBracketPlace "after:bracket-place" "a place of the dictionaries stands in brackets behind";
    AfterBracketNumber "after:bracket-number" "a number stands in brackets behind";
    AfterClosingBracket "after:closing-bracket" "a bracket closes behind";
    AfterQuote "after:quote" "a quotation mark stands behind";
    AfterColon "after:colon" "a colon stands behind";
    AfterDash "after:dash" "a dash or a stroke stands behind";
    AfterStop "after:stop" "the sentence ends behind";
    AfterOtherMark "after:mark" "another mark stands behind";
    AfterHyphen "after:hyphen" "a hyphen ties the next word to it";
    AfterHyphenName "after:hyphen-name" "a hyphen ties another name of the dictionaries to it behind";
    AfterCapital "after:capital" "another word with a capital stands behind";
    AfterFirstName "after:first-name" "a first name with a capital stands behind";
    AfterParticleCapital "after:particle-capital" "a particle and a word with a capital stand behind";
    AfterOfCapital "after:of-capital" "`de` and a word with a capital stand behind";
    AfterOfSmall "after:of-small" "`de` and a word in small letters stand behind";
    AfterSmallUnknown "after:other-word" "another word in small letters stands behind";
    AfterTextEnd "after:text-end" "the text or the paragraph ends behind";
    AfterTeamCue "after:team-cue" "a word of sports stands behind";
    InBrackets "in-brackets" "it stands alone in brackets";
    InQuotes "in-quotes" "it stands alone in quotation marks";

    // Where it stands.
    PlacesAround "places-around" "two other places of its department stand in the article";
    InSharing "in-sharing" "it stands in a list of services to share the page with";
    CapitalOwed "capital-owed" "its only capital is owed to the place";
    CapitalsLine "capitals-line" "it stands in a line of capitals and no dictionary has it";
    TitleLine "title-line" "it stands in a line where most words have a capital";

    // The rest of the article.
    SmallElsewhere "small-elsewhere" "the article has its words in small letters elsewhere";
    CapitalElsewhere "capital-elsewhere" "the article has it with a capital that is not owed elsewhere";
    CapitalFrequent "capital-frequent" "the same, three times or more";
    HeadOfOrganisation "head-of-organisation" "the first word of an organisation of the article, with a capital";
    ProvedPerson "proved-person" "proved to be a person elsewhere in the article";
    ProvedPlace "proved-place" "proved to be a place elsewhere in the article";
    ProvedOrganisation "proved-organisation" "proved to be an organisation elsewhere in the article";
    SurnameOfPerson "surname-of-person" "the surname of a person of the article";
    FirstNameOfPerson "first-name-of-person" "the first name of a person of the article";
    PartOfPlace "part-of-place" "a part of a place's name of the article";
    PartOfOrganisation "part-of-organisation" "a part of an organisation's name of the article";
    InitialsOfOrganisation "initials-of-organisation" "the initials of an organisation of the article";
    InLineup "in-lineup" "it is one word among many that stand alone between marks and numbers: a line-up, a ranking";
    NearPerson "near-person" "a person stands before or behind, only marks, numbers and small words between";
    NearPlace "near-place" "a place stands there, only marks, numbers and small words between";
    NearOrganisation "near-organisation" "an organisation stands there, only marks, numbers and small words between";
    ListedWithPerson "listed-with-person" "a person stands beside it in a list";
    ListedWithPlace "listed-with-place" "a place stands beside it in a list";
    ListedWithOrganisation "listed-with-organisation" "an organisation stands beside it in a list";
}

/// A cue by number: a [`Cue`], or a word of the weights file's `context_words` before or behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CueId(pub u16);

impl From<Cue> for CueId {
    fn from(cue: Cue) -> Self {
        CueId(cue as u16)
    }
}
