"""Small transformations of written forms: folding, identifiers, typography, accents."""

import re
import unicodedata

FRENCH_LETTERS = set("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ") - set("äöüÄÖÜ")
LETTERS_WITHOUT_ACCENT = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "ß": "ss",
    "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae",
})


def fold(text: str) -> str:
    """Small letters without accents; ligatures, hyphens and apostrophes undone: the key of a form."""
    plain = unaccented(text.lower().replace("œ", "oe"))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def slug(text: str) -> str:
    """The part of an entry's id that is made from a name."""
    return fold(text).replace(" ", "-")


def straighten(text: str) -> str:
    """Straight apostrophes and single ordinary spaces, precomposed letters."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[’ʼʻ‘`´]", "'", text)
    return " ".join(text.split())


def lower_first_accent(word: str) -> str:
    """A word in small letters whose first letter has lost its accent: `Épée` and `Epée` give `epée`."""
    word = word.lower()
    first = unicodedata.normalize("NFKD", word[:1])[:1]
    return first + word[1:]


def plain_spelling(text: str) -> str:
    """The text without accents if it has one that French has not: `São Paulo` → `Sao Paulo`; else nothing."""
    if all(c.isascii() or c in FRENCH_LETTERS or not c.isalpha() for c in text):
        return ""
    return unaccented(text)


def unaccented(text: str) -> str:
    """The text without any accents, capitals kept."""
    text = unicodedata.normalize("NFKD", text.translate(LETTERS_WITHOUT_ACCENT))
    return "".join(c for c in text if not unicodedata.combining(c))
