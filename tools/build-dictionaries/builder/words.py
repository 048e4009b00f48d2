"""words/common.yml: the words of French, in all forms that news may use."""

import re

from .hunspell import Hunspell
from .tables import word_set

WORD = re.compile(r"[a-zà-öø-ÿœæ]+(?:['-][a-zà-öø-ÿœæ]+)*'?")


def build(hunspell: Hunspell) -> set[str]:
    """The words, less those that are in truth a place's or person's name."""
    words = {word for word in hunspell.words() if WORD.fullmatch(word) and (len(word) > 1 or word in "aàyô")}
    return (words | word_set("words", "more_words")) - word_set("words", "not_words")
