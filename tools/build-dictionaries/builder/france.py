"""places/france.yml: regions, departments and communes, from the package of the official geographic code."""

import json

from .entries import Entry, apply_table
from .forms import slug, straighten
from .packages import COG, Cache
from .tables import table, word_set
from .vocabulary import Vocabulary

MIN_POPULATION = 2000
REGION, FORMER_REGION, DEPARTMENT, MERGED_COMMUNE = 7, 7, 6, 2
TERRITORIES_WITHOUT_COMMUNES = {"984", "989"}


def build(cache: Cache, vocabulary: Vocabulary) -> list[Entry]:
    """All entries of the file."""
    entries = _regions(cache) + _former_regions()
    entries += _departments(cache, {entry.name for entry in entries})
    entries += _communes(cache) + _merged_communes(cache)
    forms = table("france")["forms"]
    keys = {key: entry for entry in entries for key in (entry.id, _key(entry)) if key in forms}
    if forms.keys() - keys.keys():
        raise SystemExit(f"tables/france.yml: no such entry: {sorted(forms.keys() - keys.keys())}")
    for key, entry in keys.items():
        apply_table(entry, forms[key])
    for entry in entries:
        entry.cue(lambda form: vocabulary.place_needs_cue(form, entry.prominence))
    return entries


def _key(entry: Entry) -> str:
    """How the table names a commune: `Clermont-Ferrand (63)`."""
    return f"{entry.name} ({_department(entry.ids[0].removeprefix('insee:'))})" if entry.ids else entry.name


def _department(code: str) -> str:
    """The department of a commune's code."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _read(cache: Cache, file: str) -> list[dict]:
    return json.loads(cache.read(COG, f"data/{file}.json"))


def _regions(cache: Cache) -> list[Entry]:
    """The regions of today; the overseas collectivities among them are countries of ISO 3166 already."""
    return [
        Entry(f"fr-region-{slug(name)}", name, prominence=REGION, ids=[f"insee:R{region['code']}"])
        for region in _read(cache, "regions")
        if len(region["code"]) == 2
        for name in [straighten(region["nom"])]
    ]


def _former_regions() -> list[Entry]:
    """The regions that were merged in 2016."""
    return [Entry(f"fr-region-{slug(name)}", name, prominence=FORMER_REGION) for name in table("france")["former_regions"]]


def _departments(cache: Cache, regions: set[str]) -> list[Entry]:
    """The departments, but those that are a region of the same name, or Paris."""
    return [
        Entry(f"fr-dep-{department['code'].lower()}-{slug(name)}", name, prominence=DEPARTMENT,
              ids=[f"insee:D{department['code']}"])
        for department in _read(cache, "departements")
        for name in [straighten(department["nom"])]
        if name not in regions and name != "Paris" and not department["code"] > "976"
    ]


def _communes(cache: Cache) -> list[Entry]:
    """The communes of 2,000 inhabitants, those whose name has several words, and the table's."""
    small = word_set("france", "small_communes")
    entries = []
    for commune in _read(cache, "communes"):
        name, code, population = straighten(commune["nom"]), commune["code"], commune.get("population", 0)
        if commune["type"] != "commune-actuelle" or _department(code) in TERRITORIES_WITHOUT_COMMUNES:
            continue
        if population >= MIN_POPULATION or _has_several_words(name) or f"{name} ({_department(code)})" in small:
            entries.append(_commune(name, code, max(len(str(population)) - 1, 0)))
    return entries


def _merged_communes(cache: Cache) -> list[Entry]:
    """The communes that were merged into another one, if their name has several words and is no form of the table."""
    communes = _read(cache, "communes")
    current = {commune["code"]: slug(commune["nom"]) for commune in communes if commune["type"] == "commune-actuelle"}
    known = {form for keys in table("france")["forms"].values() for form in keys.get("former", ())}
    merged = {}
    for commune in communes:
        names = (current.get(commune["code"]), current.get(commune.get("chefLieu")))
        if commune["type"] in ("commune-deleguee", "commune-associee") and slug(commune["nom"]) not in names:
            entry = _commune(straighten(commune["nom"]), commune["code"], MERGED_COMMUNE)
            if _has_several_words(entry.name) and entry.name not in known:
                merged[entry.id] = entry
    return list(merged.values())


def _commune(name: str, code: str, prominence: int) -> Entry:
    return Entry(f"fr-{code.lower()}-{slug(name)}", name, prominence=prominence, ids=[f"insee:{code}"])


def _has_several_words(name: str) -> bool:
    """Whether a name has more than one word; its article counts."""
    return any(c in name for c in " -'’")
