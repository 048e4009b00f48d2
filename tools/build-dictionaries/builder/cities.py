"""places/cities.yml: the towns outside France, from GeoNames, under their French name where there is one."""

import re

from .entries import Entry, HandWritten, apply_table
from .forms import fold, plain_spelling, slug, unaccented
from .geonames import GeoNames, Town
from .tables import table, word_set
from .vocabulary import Vocabulary

FRANCE = {"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF"}
# The population from which a town is kept that has no French name.
MIN_POPULATION = 100_000
MIN_POPULATION_FRENCH_SPEAKING = 15_000
MIN_POPULATION_FRENCH_AFRICA = 5_000
FRENCH_SPEAKING = set("BE CH MA DZ TN LB LU".split())
FRENCH_AFRICA = set("SN ML BF BJ TG NE CI CM GN CD CG GA TD MG HT CF MR DJ BI KM".split())
QUEBEC = ("CA", "10")
# Countries whose own spelling the press keeps, accents and all; elsewhere accents that French has not are
# marks of a scholarly transcription (`Ḩamāh`).
OWN_LATIN_SPELLING = set("PL CZ SK HU RO TR HR RS BA SI LT LV EE VN IS MT AZ XK AL ME MK DK NO SE FI DE ES PT BR".split())
# Countries whose French names in GeoNames are transcriptions too (`Aurangâbâd`).
TRANSCRIBED = {"IN", "PK", "LK", "BD", "NP", "MM"}
HEAD = re.compile(r"^(?:Province|District londonien|District|Commune|Préfecture|Amphoe|Ville|Xian) (?:de |d')|^Amphoe ")
TAIL = re.compile(r" *\(.*\)$|/.*$|(?<=\w)-(?:si|shi|gun)$| Province$| Department$")


def build(geonames: GeoNames, vocabulary: Vocabulary, by_hand: HandWritten) -> list[Entry]:
    """The entries of the file."""
    chosen = _from_table(geonames)
    entries = []
    for town in geonames.towns.values():
        if town.id in chosen or _is_kept(town):
            entry = _entry(town, chosen.get(town.id, {}), vocabulary)
            if any(c.isupper() for c in entry.name) and not by_hand.has_all_of(entry):
                entries.append(entry)
    return _without_twins(entries, geonames)


def _from_table(geonames: GeoNames) -> dict[str, dict]:
    """Town id → keys of the table, which names a town by country and GeoNames name; the biggest is meant."""
    wanted = {(country, name): keys for country, towns in table("cities")["towns"].items() for name, keys in towns.items()}
    found: dict[tuple[str, str], Town] = {}
    for town in geonames.towns.values():
        key = (town.country, town.name)
        if key in wanted and (key not in found or found[key].population < town.population):
            found[key] = town
    if wanted.keys() - found.keys():
        raise SystemExit(f"tables/cities.yml: not in GeoNames: {sorted(wanted.keys() - found.keys())}")
    return {town.id: wanted[key] for key, town in found.items()}


def _is_kept(town: Town) -> bool:
    """Whether a town that the table does not name is big enough, and a town."""
    if town.country in FRANCE or town.id in word_set("cities", "left_out"):
        return False
    if town.french:
        return True
    if town.country in word_set("cities", "named_only") or town.population < _threshold(town):
        return False
    return not any(re.search(pattern.strip(), town.name) for pattern in table("cities")["not_towns"].splitlines())


def _threshold(town: Town) -> int:
    if town.country in FRENCH_AFRICA:
        return MIN_POPULATION_FRENCH_AFRICA
    if town.country in FRENCH_SPEAKING or (town.country, town.region) == QUEBEC:
        return MIN_POPULATION_FRENCH_SPEAKING
    return MIN_POPULATION


def _entry(town: Town, keys: dict, vocabulary: Vocabulary) -> Entry:
    name = keys.get("name") or _clean(town.french or town.name, town)
    prominence = max(len(str(town.population)) - 1, 3)
    entry = Entry(f"gn-{town.id}-{slug(name)}", name, prominence=prominence, ids=[f"geonames:{town.id}"])
    apply_table(entry, keys)
    for other in (town.name,) if "name" in keys else (town.name, town.french):
        if other and other not in keys.get("drop", ()) and fold(_clean(other, town)) not in map(fold, entry.forms()):
            entry.add("spellings", [_clean(other, town)])
    if town.country in OWN_LATIN_SPELLING:
        entry.add("spellings", [plain_spelling(form) for form in entry.forms()])
    entry.cue(lambda form: vocabulary.place_needs_cue(form, prominence))
    return entry


def _clean(name: str, town: Town) -> str:
    """A name without administrative heads and tails, and without the accents of a transcription."""
    if name.startswith("Bruxelles ("):
        name = name[len("Bruxelles ("):-1]
    name = TAIL.sub("", HEAD.sub("", name))
    if town.country in TRANSCRIBED:
        name = unaccented(name)
    elif town.country == "PH":
        name = name.removesuffix(" City") if name != "Quezon City" else name
    return name if town.country in OWN_LATIN_SPELLING else plain_spelling(name) or name


def _without_twins(entries: list[Entry], geonames: GeoNames) -> list[Entry]:
    """Of towns of one name in one region the biggest: GeoNames often lists a town and its old quarter."""
    biggest: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        town = geonames.towns[entry.ids[0].removeprefix("geonames:")]
        key = (town.country, town.region, fold(entry.name))
        if key not in biggest or biggest[key].prominence < entry.prominence:
            biggest[key] = entry
    return list(biggest.values())
