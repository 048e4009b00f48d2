"""words/common.yml and words/verb-forms.yml: the words of French, in all forms that news may use."""

import re

from .hunspell import FINITE, THIRD_PERSON, WORD_CLASSES, Hunspell
from .tables import word_set

WORD = re.compile(r"[a-zà-öø-ÿœæ]+(?:['-][a-zà-öø-ÿœæ]+)*'?")


def build(hunspell: Hunspell) -> set[str]:
    """The words, less those that are in truth a place's or person's name."""
    words = {word for word in hunspell.words() if WORD.fullmatch(word) and (len(word) > 1 or word in "aàyô")}
    return (words | word_set("words", "more_words")) - word_set("words", "not_words")


def verb_forms(hunspell: Hunspell) -> set[str]:
    """The forms of the third person that are nothing but verbs: `affronte`, not `marche`."""
    others = WORD_CLASSES - {"po:v", "po:infi"}
    return {word for word, tags in hunspell.words().items()
            if WORD.fullmatch(word) and tags & THIRD_PERSON and tags & FINITE and not tags & others}
