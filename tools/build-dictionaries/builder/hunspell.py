"""Reads the French Hunspell dictionary: lemmas, inflected forms, first names.

Only suffixes are applied; the prefixes of that dictionary are elisions (`l'`, `d'`, `qu'`).
"""

import re
from dataclasses import dataclass

from .forms import lower_first_accent
from .packages import HUNSPELL_FR, Cache

NEED_AFFIX = "()"
# A verb form that is only one of these tenses and not in the third person is not what a sentence of a
# newspaper begins with (`mangeâmes`, `mangerais`); nor is the imperfect subjunctive.
RARE_TENSES = {"po:iimp", "po:ipsi", "po:ifut", "po:cond", "po:spre", "po:simp"}
COMMON_TENSES = {"po:ipre", "po:impe", "po:infi", "po:ppre", "po:ppas"}
THIRD_PERSON = {"po:3sg", "po:3pl"}
FINITE = {"po:ipre", "po:iimp", "po:ipsi", "po:ifut", "po:cond"}
GRAMMATICAL = {"po:mg", "po:prep", "po:adv", "po:interj", "po:cjsub", "po:cjco", "po:det", "po:nb"}


@dataclass(frozen=True)
class Suffix:
    """One rule of the affix file: `cut` is replaced by `add` on words that end with `condition`."""

    cut: str
    add: str
    condition: re.Pattern
    tags: frozenset[str]

    def apply(self, lemma: str) -> str | None:
        """The inflected form, or nothing where the rule does not fit the lemma."""
        if not self.condition.search(lemma) or not lemma.endswith(self.cut):
            return None
        return lemma[: len(lemma) - len(self.cut)] + self.add


@dataclass(frozen=True)
class Lemma:
    """One line of the dictionary file."""

    word: str
    flags: tuple[str, ...]
    tags: frozenset[str]


class Hunspell:
    """The whole dictionary."""

    def __init__(self, cache: Cache):
        self._suffixes = _read_suffixes(cache.read(HUNSPELL_FR, "fr.aff").decode("utf-8"))
        self.lemmas = _read_lemmas(cache.read(HUNSPELL_FR, "fr.dic").decode("utf-8"))
        self._words = None
        self._grammatical = None
        self._first_names = None

    def first_names(self) -> dict[str, str]:
        """First names with their sex (`m`, `f` or `mf`)."""
        if self._first_names is not None:
            return self._first_names
        names = {}
        for lemma in self.lemmas:
            if "po:prn" in lemma.tags:
                sex = {"is:mas": "m", "is:fem": "f"}
                found = {sex[tag] for tag in lemma.tags if tag in sex} or {"m", "f"}
                names.setdefault(lemma.word, set()).update(found)
        self._first_names = {name: "".join(sorted(sexes, reverse=True)) for name, sexes in names.items()}
        return self._first_names

    def words(self) -> dict[str, set[str]]:
        """Every form in small letters that news may use, with the tags of what it may be."""
        if self._words is None:
            self._words = self._inflect_all()
        return self._words

    def grammatical_words(self) -> set[str]:
        """Articles, pronouns, prepositions, adverbs …, the accent of the first letter taken off."""
        if self._grammatical is None:
            self._grammatical = {lower_first_accent(word) for word, tags in self.words().items() if tags & GRAMMATICAL}
        return self._grammatical

    def _inflect_all(self) -> dict[str, set[str]]:
        forms: dict[str, set[str]] = {}
        for lemma in self.lemmas:
            if lemma.word[:1].islower() and lemma.tags & WORD_CLASSES and not lemma.tags & NOT_WORDS:
                for form, tags in self._inflect(lemma):
                    forms.setdefault(form, set()).update(tags)
        return forms

    def _inflect(self, lemma: Lemma):
        """The forms of a lemma with their tags."""
        if NEED_AFFIX not in lemma.flags:
            yield lemma.word, lemma.tags
        for flag in lemma.flags:
            for suffix in self._suffixes.get(flag, ()):
                form = None if _is_unused(suffix.tags) else suffix.apply(lemma.word)
                if form:
                    yield form, lemma.tags | suffix.tags


WORD_CLASSES = {"po:nom", "po:adj", "po:adv", "po:mg", "po:v", "po:infi", "po:prep", "po:cjsub", "po:interj",
                "po:nb", "po:loc", "po:loc.adv", "po:loc.adj", "po:titr", "po:cjco", "po:det"}
NOT_WORDS = {"po:err", "po:pfx", "po:sfx"}


def _is_unused(tags: frozenset[str]) -> bool:
    """Whether all that a suffix makes are verb forms that no news text uses."""
    if not tags & RARE_TENSES or tags & COMMON_TENSES:
        return False
    return not tags & THIRD_PERSON or tags & RARE_TENSES == {"po:simp"}


def _read_suffixes(text: str) -> dict[str, list[Suffix]]:
    suffixes: dict[str, list[Suffix]] = {}
    for line in text.splitlines():
        fields = line.split()
        if len(fields) < 5 or fields[0] != "SFX":
            continue
        flag, cut, add, condition = fields[1:5]
        add = add.split("/")[0]
        suffixes.setdefault(flag, []).append(Suffix(
            "" if cut == "0" else cut, "" if add == "0" else add,
            re.compile(f"(?:{condition})$"), frozenset(tag.rstrip("!") for tag in fields[5:])))
    return suffixes


def _read_lemmas(text: str) -> list[Lemma]:
    lemmas = []
    for line in text.splitlines()[1:]:
        head, *tags = line.split()
        word, _, flags = head.partition("/")
        pairs = tuple(flags[i: i + 2] for i in range(0, len(flags), 2))
        tags = {"po:v" if re.match(r"po:v[0-3]", tag) else tag for tag in tags}
        lemmas.append(Lemma(word.replace("’", "'"), pairs, frozenset(tags)))
    return lemmas
