"""The hand-kept tables of the builder: what the packages do not know about the usage of the press."""

from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent.parent / "tables"


@cache
def table(name: str) -> dict:
    """The content of `tables/NAME.yml`."""
    return yaml.load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Loader=_NoSurprises) or {}


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The words of a block of text in a table, split at spaces and line breaks; `_` stands for a space."""
    return frozenset(word.replace("_", " ") for word in table(name)[key].split())


class _NoSurprises(yaml.SafeLoader):
    """YAML in which `NO`, `on` and numbers stay the strings that they are."""


_NoSurprises.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
