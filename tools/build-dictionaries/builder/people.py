"""people/first-names.yml and people/surnames.yml, from the files of INSEE."""

from .entries import Entry
from .forms import fold, lower_first_accent
from .hunspell import Hunspell
from .names import Names
from .tables import word_set

USUAL, RAREST = 1, 3  # frequency classes: more than 100 births, fewer than 50
WELL_KNOWN = 5        # prominence


def first_names(names: Names, hunspell: Hunspell, words: set[str], places: set[str]) -> dict[str, str]:
    """Name → sex, frequency class and flags; what the rules of the table `people.yml` drop is left out."""
    folded = {lower_first_accent(word) for word in words}
    return {
        name: f"{sex}{rank}" + flags(name, folded, places)
        for name, (sex, rank) in names.first_names.items()
        if not _is_dropped(name, rank, hunspell, folded, places)
    }


def _is_dropped(name: str, rank: int, hunspell: Hunspell, words: set[str], places: set[str]) -> bool:
    """Whether a name of the INSEE file is so rare as a name, and so common otherwise, that it only misleads."""
    if name in word_set("people", "kept"):
        return False
    key = lower_first_accent(name)
    if len(name) == 1 or name in word_set("people", "not_first_names") or name.startswith(("Saint-", "Sainte-")):
        return True
    if rank and key in hunspell.grammatical_words():
        return True
    if rank == RAREST and key in words and name not in hunspell.first_names():
        return True
    return rank >= RAREST - 1 and fold(name) in places


def flags(name: str, words: set[str], places: set[str]) -> str:
    """`w` where the name is a common word, `p` where it is a well-known place."""
    return ("w" if lower_first_accent(name) in words else "") + ("p" if fold(name) in places else "")


def surnames(names: Names, words: set[str], places: set[str]) -> list[str]:
    """The surnames that are neither a word nor a place nor a usual first name."""
    first = {fold(name) for name, (_, rank) in names.first_names.items() if rank <= USUAL}
    others = first | places | {fold(word) for word in words}
    return [name for name in names.surnames if fold(name) not in others and len(name) > 2]


def well_known_places(*dictionaries: list[Entry]) -> set[str]:
    """The keys of the towns of 100,000 inhabitants, the regions and the countries, where they need no cue."""
    known = {fold(form) for entries in dictionaries for entry in entries if entry.prominence >= WELL_KNOWN
             for form in entry.forms() if form not in entry.needs_cue}
    return known | word_set("people", "places")
