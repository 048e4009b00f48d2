"""What a form is besides a name: a common word, a first name, a surname. Decides the `needs_cue` flags."""

import re

from .forms import fold, lower_first_accent
from .hunspell import Hunspell
from .names import Names
from .tables import word_set

BIG_TOWN = 5  # digits of the population, less one: 100,000 inhabitants
SHORT = 3     # letters: `Ans`, `Bol`, `Huy` are more often something else


class Vocabulary:
    """The words and person names against which the forms of places are held."""

    def __init__(self, hunspell: Hunspell, names: Names):
        self._words = {lower_first_accent(word) for word in hunspell.words()}
        self._first_names = {fold(name) for name, (_, rank) in names.first_names.items() if rank <= 1}
        self._frequent_first_names = {fold(name) for name, (_, rank) in names.first_names.items() if rank == 0}
        self._surnames = {fold(name) for name in names.frequent_surnames}
        self._always = {lower_first_accent(word) for word in word_set("cues", "always")}
        self._never = {lower_first_accent(word) for word in word_set("cues", "never")}

    def is_word(self, form: str) -> bool:
        """Whether the form is a common word of French but for its capital."""
        return lower_first_accent(form) in self._words

    def place_needs_cue(self, form: str, prominence: int) -> bool:
        """Whether a place's name is a name only where the context says so.

        A town of 100,000 people is itself unless it is on the table's `always`; a smaller one must not
        be a common word, a first name or a frequent surname.
        """
        key, word = fold(form), lower_first_accent(form)
        if word in self._always:
            return True
        if word in self._never:
            return False
        article = re.match("(?:La |Le |Les |L')(?=[^ -]+$)", form)
        if article:
            return prominence < BIG_TOWN and self.is_word(form[article.end():])
        if " " in form or "-" in form:
            return False
        if len(form) <= SHORT:
            return True
        if prominence >= BIG_TOWN:
            return key in self._frequent_first_names
        return self.is_word(form) or key in self._first_names or key in self._surnames
