"""places/countries.yml: the countries and territories of ISO 3166-1, from CLDR and i18n-iso-countries."""

import json

from .entries import Entry, HandWritten, apply_table
from .forms import straighten
from .packages import CLDR_NAMES, ISO_COUNTRIES, Cache
from .tables import table

NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "UM", "BV", "HM", "AQ", "CP"}
FRENCH_REGIONS = {"GP", "MQ", "GF", "RE", "YT"}  # in france.yml
DEFAULT_PROMINENCE = 7
SMALL_TERRITORY = 6  # up to this prominence a territory gives way to a hand-written entry of its name


def build(cache: Cache, by_hand: HandWritten) -> list[Entry]:
    """The countries, then the entries that the table adds (England, Abkhazia …)."""
    overrides = table("countries")
    entries = []
    for code, names in _labels(cache).items():
        override = overrides["codes"].get(code, {})
        entry = Entry(f"iso-{code.lower()}", override.get("name", names[0]), prominence=DEFAULT_PROMINENCE, ids=[f"iso:{code}"])
        apply_table(entry, override)
        entry.add("spellings", [name for name in names if name not in override.get("drop", ())])
        entries.append(entry)
    for id, override in overrides["others"].items():
        entry = Entry(id, override["name"], ids=override.get("ids", []))
        apply_table(entry, override)
        entries.append(entry)
    return [entry for entry in entries if entry.prominence > SMALL_TERRITORY or not by_hand.has(entry)]


def _labels(cache: Cache) -> dict[str, list[str]]:
    """The plain names of each country code, those of CLDR first; names with brackets only where there is no other."""
    cldr = json.loads(cache.read(CLDR_NAMES, "main/fr/territories.json"))
    cldr = cldr["main"]["fr"]["localeDisplayNames"]["territories"]
    iso = json.loads(cache.read(ISO_COUNTRIES, "langs/fr.json"))["countries"]
    labels: dict[str, list[str]] = {}
    for code, name in list(cldr.items()) + list(iso.items()):
        country = code.split("-")[0]
        if country.isalpha() and country not in NOT_COUNTRIES | FRENCH_REGIONS:
            for form in [name] if isinstance(name, str) else name:
                labels.setdefault(country, []).append(_small_head(straighten(form)))
    return {code: [form for form in forms if _is_plain(form)] or forms for code, forms in labels.items()}


def _small_head(form: str) -> str:
    """`Îles Caïmans` → `îles Caïmans`: a generic head stands in small letters, which match capitals too."""
    return form[0].lower() + form[1:] if form.startswith(("Île ", "Îles ")) else form


def _is_plain(form: str) -> bool:
    return "(" not in form and "." not in form
