"""places/france.yml: regions, departments and communes, from the package of the official geographic code."""

import json

from .entries import Entry, apply_table
from .forms import slug, straighten
from .packages import COG, Cache
from .tables import table
from .vocabulary import Vocabulary

MIN_POPULATION = 2000
REGION, FORMER_REGION, DEPARTMENT = 7, 7, 6


def build(cache: Cache, vocabulary: Vocabulary) -> list[Entry]:
    """All entries of the file."""
    overrides = table("france")
    entries = _regions(cache, overrides) + _former_regions(overrides)
    entries += _departments(cache, overrides, {entry.name for entry in entries}) + _communes(cache, overrides)
    for entry in entries:
        override = overrides["forms"].get(entry.id, {})
        entry.name = override.get("name", entry.name)
        apply_table(entry, override)
        entry.cue(lambda form: vocabulary.place_needs_cue(form, entry.prominence))
    return entries


def _read(cache: Cache, file: str) -> list[dict]:
    return json.loads(cache.read(COG, f"data/{file}.json"))


def _regions(cache: Cache, overrides: dict) -> list[Entry]:
    """The regions of today; the overseas collectivities among them are countries of ISO 3166 already."""
    return [
        Entry(f"fr-region-{slug(name)}", name, prominence=REGION, ids=[f"insee:R{region['code']}"])
        for region in _read(cache, "regions")
        if len(region["code"]) == 2
        for name in [straighten(region["nom"])]
    ]


def _former_regions(overrides: dict) -> list[Entry]:
    """The regions that were merged in 2016."""
    return [Entry(f"fr-region-{slug(name)}", name, prominence=FORMER_REGION) for name in overrides["former_regions"]]


def _departments(cache: Cache, overrides: dict, regions: set[str]) -> list[Entry]:
    """The departments, but those that are a region of the same name, or Paris."""
    return [
        Entry(f"fr-dep-{department['code'].lower()}-{slug(name)}", name, prominence=DEPARTMENT,
              ids=[f"insee:D{department['code']}"])
        for department in _read(cache, "departements")
        for name in [straighten(department["nom"])]
        if name not in regions and name != "Paris" and not department["code"] > "976"
    ]


def _communes(cache: Cache, overrides: dict) -> list[Entry]:
    """The communes of 2,000 inhabitants, and all those whose name has several words."""
    entries = []
    for commune in _read(cache, "communes"):
        name = straighten(commune["nom"])
        population = commune.get("population", 0)
        several_words = any(c in name for c in " -'")
        if commune["type"] == "commune-actuelle" and (population >= MIN_POPULATION or several_words):
            if slug(name).split("-")[0] in ("l", "d") and population < MIN_POPULATION and name.count("-") == 0:
                continue  # L'Aigle, L'Union: one word and its article
            code = commune["code"]
            entries.append(Entry(f"fr-{code.lower()}-{slug(name)}", name,
                                 prominence=max(len(str(population)) - 1, 0), ids=[f"insee:{code}"]))
    return entries
