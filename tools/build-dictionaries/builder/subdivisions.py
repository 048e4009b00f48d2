"""places/subdivisions.yml: states, provinces, oblasts … of ISO 3166-2, from CLDR, completed from GeoNames.

The table `subdivisions.yml` says which countries are skipped, which generic heads stay in a name, and how
the press calls the regions it writes about. A region that bears the name of a town of its own country is
left out where nothing but the head tells them apart, and so is one that a hand-written file has.
"""

import re
from functools import cache

from .entries import Entry, HandWritten, apply_table
from .forms import fold, plain_spelling, slug, straighten
from .geonames import GeoNames
from .packages import CLDR_CORE, Cache
from .tables import table, word_set
from .vocabulary import Vocabulary

PROMINENCE = 4  # where the table has none for the country
HEAD = re.compile(
    r"^(gouvernorats?|oblast|oblys|voblast|kraï|raion|province|région|département|departement|district|municipalité|"
    r"comté|comitat|canton|préfecture|wilaya|voïvodie|état|județ|apskritis|paroisse|division|subdivision|territoire|cité|"
    r"communauté|commune|république|borough|atoll|ville|cercle|principauté|île)"
    r"(?: (?:autonome|fédérale?|spéciale?|urbaine?|rurale?|métropolitaine?|londonien|royal|forale|libre|administrative|"
    r"de développement|du district))*"
    r" (?P<link>de la |de l'|du |des |de |d'|d(?=[AEIOU]))(?=.)", re.IGNORECASE)
NAME_BEGINS = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŠŞĀ-Ž']|(?:al|el|ad|ar|as|an|ash|ech|esh)-[A-ZÉ]")
BRACKETS = re.compile(r" *\([^)]*\)?$| (?:District|Province)$")


def build(packages: Cache, geonames: GeoNames, vocabulary: Vocabulary, nations: list[Entry], towns: list[Entry],
          by_hand: HandWritten) -> list[Entry]:
    """The subdivisions of all countries but France."""
    nation_names = {fold(form) for nation in nations for form in nation.forms()}
    town_names = {(geonames.towns[town.ids[0].removeprefix("geonames:")].country.lower(), fold(form))
                  for town in towns for form in town.forms()}
    entries: dict[str, Entry] = {}
    known: set[tuple[str, str]] = set()
    for id, country, code, source_id, label in _labels(packages, geonames):
        entry = _entry(id, label, code, vocabulary)
        if entry is None or fold(entry.name) in nation_names and code not in table("subdivisions")["codes"]:
            continue
        if _is_taken(entry, country, code, town_names | known, by_hand):
            continue
        entry.ids = [source_id]
        entries[id] = entry
        known |= {(country, fold(form)) for form in entry.forms()}
    return list(entries.values()) + _others(by_hand)


def _labels(packages: Cache, geonames: GeoNames):
    """Id, country, code, source's id and label of every region, CLDR before GeoNames, tables' own first."""
    skipped, left_out = word_set("subdivisions", "skipped_countries"), word_set("subdivisions", "left_out")
    codes = _cldr(packages)
    unknown = table("subdivisions")["codes"].keys() - codes.keys()
    if unknown:
        raise SystemExit(f"tables/subdivisions.yml: not in CLDR: {sorted(unknown)}")
    for code in sorted(codes, key=lambda code: (code not in table("subdivisions")["codes"], code)):
        country, part = code[:2], code[2:]
        if country not in skipped and code not in left_out:
            yield f"iso-{country}-{part}", country, code, f"iso:{country.upper()}-{part.upper()}", codes[code]
    for code in sorted(word_set("subdivisions", "from_geonames")):
        yield f"adm-{slug(code)}", code[:2].lower(), code, f"geonames-adm1:{code}", geonames.regions[code]


def _cldr(packages: Cache) -> dict[str, str]:
    """Subdivision code (`ruce`) → French name; labels marked ² or ³ repeat another one."""
    text = packages.read(CLDR_CORE, "common/subdivisions/fr.xml").decode("utf-8")
    found = re.findall(r'<subdivision type="(\w+)"[^>]*>([^<]*)</subdivision>', text)
    return {code: straighten(name.replace("&amp;", "&")) for code, name in found if not name.endswith(("²", "³"))}


def _entry(id: str, label: str, code: str, vocabulary: Vocabulary) -> Entry | None:
    """An entry from a label such as `Gouvernorat d'al-Hasaka`; nothing where only generic words remain."""
    override = table("subdivisions")["codes"].get(code, {})
    forms = [override["name"]] if "name" in override else _split_head(BRACKETS.sub("", label))
    forms = [form for form in forms if "name" in override or fold(form) not in _generic()]
    if not forms or not any(c.isupper() for c in forms[0]):
        return None
    prominence = int(table("subdivisions")["prominences"].get(code[:2].lower(), PROMINENCE))
    entry = Entry(id, forms[0], short=forms[1:], prominence=prominence)
    apply_table(entry, override)
    entry.add("spellings", [plain_spelling(form) for form in entry.forms()])
    entry.cue(lambda form: vocabulary.place_needs_cue(form, 4))
    return entry


@cache
def _generic() -> set[str]:
    return {fold(word) for word in word_set("subdivisions", "generic")}


def _split_head(label: str) -> list[str]:
    """`Gouvernorat d'al-Hasaka` → `al-Hasaka`; `Oblast de Donetsk` → `oblast de Donetsk`, `Donetsk`."""
    match = HEAD.match(label)
    if not match or not NAME_BEGINS.match(label[match.end():]):
        return [_small_island(label)]
    rest = _small_island(label[match.end():])
    if match[1].lower() in word_set("subdivisions", "kept_heads"):
        return [label[0].lower() + label[1:], rest]
    return [rest]


def _small_island(name: str) -> str:
    """`Îles Riau` → `îles Riau`."""
    return name[0].lower() + name[1:] if name.startswith(("Île ", "Îles ")) else name


def _is_taken(entry: Entry, country: str, code: str, taken: set[tuple[str, str]], by_hand: HandWritten) -> bool:
    """Whether a town or a region before it has the entry's name; a short form of that kind is dropped."""
    entry.drop([form for form in entry.short if (country, fold(form)) in taken])
    entry.needs_cue = [form for form in entry.needs_cue if form in entry.forms()]
    if by_hand.has(entry):
        return True
    return "name" not in table("subdivisions")["codes"].get(code, {}) and any(
        (country, key) in taken for key in (fold(entry.name), "le " + fold(entry.name), "l " + fold(entry.name)))


def _others(by_hand: HandWritten) -> list[Entry]:
    """The regions that no standard lists."""
    entries = []
    for id, override in table("subdivisions")["others"].items():
        entry = Entry(id, override["name"])
        apply_table(entry, override)
        if not by_hand.has(entry):
            entries.append(entry)
    return entries
