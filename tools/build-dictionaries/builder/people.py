"""people/first-names.yml, first-names-extra.yml and surnames.yml, from INSEE and Hunspell."""

from .entries import Entry
from .forms import fold, lower_first_accent
from .hunspell import Hunspell
from .names import Names
from .tables import word_set


def first_names(names: Names, words: set[str], places: set[str]) -> dict[str, str]:
    """Name → sex, frequency class and flags; without the names that are words of the table `drop`."""
    dropped = word_set("people", "not_first_names")
    return {
        name: f"{sex}{rank}" + flags(name, words, places)
        for name, (sex, rank) in names.first_names.items()
        if len(name) > 1 and name.lower() not in dropped
    }


def extra_first_names(hunspell: Hunspell, names: Names, words: set[str], places: set[str]) -> dict[str, str]:
    """The first names of the spelling dictionary that INSEE has not."""
    known = {fold(name) for name in names.first_names}
    return {
        name: f"{sex}3" + flags(name, words, places)
        for name, sex in hunspell.first_names().items()
        if fold(name) not in known and len(name) > 1
    }


def flags(name: str, words: set[str], places: set[str]) -> str:
    """`w` where the name is a common word, `p` where it is a well-known place."""
    return ("w" if lower_first_accent(name) in words else "") + ("p" if fold(name) in places else "")


def surnames(names: Names, words: set[str], places: set[str]) -> list[str]:
    """The surnames that are neither a word nor a place nor a first name."""
    first = {fold(name) for name in names.first_names}
    others = first | places | {fold(word) for word in words}
    return [name for name in names.surnames if fold(name) not in others and len(name) > 2]


def well_known_places(*dictionaries: list[Entry]) -> set[str]:
    """The keys of the places of 100,000 inhabitants or more, of countries and of regions."""
    return {fold(form) for entries in dictionaries for entry in entries if entry.prominence >= 5 for form in entry.forms()}
