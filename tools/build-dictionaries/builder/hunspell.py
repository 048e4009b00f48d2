"""Reads the French Hunspell dictionary: lemmas, inflected forms, first names.

Only suffixes are applied; the prefixes of that dictionary are elisions (`l'`, `d'`, `qu'`).
"""

import re
from dataclasses import dataclass

from .packages import HUNSPELL_FR, Cache

NEED_AFFIX = "()"
# Verb forms that no news text uses: passé simple and imperfect subjunctive but for the third persons.
UNUSED_VERB_FORMS = {("po:ipsi", person) for person in ("po:1sg", "po:2sg", "po:1pl", "po:2pl", "po:1isg")}
UNUSED_VERB_FORMS |= {("po:simp", person) for person in ("po:1sg", "po:2sg", "po:1pl", "po:2pl", "po:3pl")}


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

    def first_names(self) -> dict[str, str]:
        """First names with their sex (`m`, `f` or `mf`)."""
        names = {}
        for lemma in self.lemmas:
            if "po:prn" in lemma.tags:
                sex = {"is:mas": "m", "is:fem": "f"}
                found = {sex[tag] for tag in lemma.tags if tag in sex} or {"m", "f"}
                names.setdefault(lemma.word, set()).update(found)
        return {name: "".join(sorted(sexes, reverse=True)) for name, sexes in names.items()}

    def words(self) -> dict[str, set[str]]:
        """Every form in small letters that news may use, with the tags of what it may be."""
        if self._words is None:
            self._words = self._inflect_all()
        return self._words

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
    return any(tense in tags and person in tags for tense, person in UNUSED_VERB_FORMS) and not tags & {
        "po:ipre", "po:iimp", "po:spre", "po:ifut", "po:cond", "po:impe", "po:3sg"}


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
