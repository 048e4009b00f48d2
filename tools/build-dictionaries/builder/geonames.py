"""Reads GeoNames: towns with their population, and the French names of towns and first-level regions."""

import gettext
import io
import json
from dataclasses import dataclass

from .forms import straighten
from .packages import GEONAMES, GEONAMES_FR, Cache


@dataclass(frozen=True)
class Town:
    """A town of GeoNames, with its French name where GeoNames has one."""

    id: str
    name: str
    french: str | None
    country: str
    region: str
    population: int


class GeoNames:
    """All towns by id, and French names of first-level regions by their code (`RU.49`)."""

    def __init__(self, cache: Cache):
        french = _read_french(cache)
        self.regions = {code: name for code, name in french.items() if "." in code}
        raw = json.loads(cache.read(GEONAMES, "data/cities500.json"))
        raw |= json.loads(cache.read(GEONAMES, "data/cities15000.json"))
        self.towns = {id: _town(id, record, french.get(id)) for id, record in raw.items()}


def _town(id: str, record: dict, french: str | None) -> Town:
    return Town(id, straighten(record["name"]), french, record["countrycode"], record["admin1code"],
                record["population"])


def _read_french(cache: Cache) -> dict[str, str]:
    """The catalogue of French names: GeoNames id or region code → name."""
    content = cache.read(GEONAMES_FR, "fr/LC_MESSAGES/geonames.mo")
    catalogue = gettext.GNUTranslations(io.BytesIO(content))._catalog
    return {key: straighten(name) for key, name in catalogue.items() if key and name}
