"""Entries of entity dictionaries, and how dictionary files are written.

Files are written line by line rather than with a YAML library: one entry a line, keys in the order of
the dictionaries' README, quotes only where YAML needs them, so that a change of one entry is a change of
one line.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .forms import fold

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one where it is built in
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one where it is built in
YAML_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
FORM_KEYS = ("acronyms", "short", "former", "spellings")


@dataclass
class Entry:
    """One thing in the world with its forms, as the dictionaries' README describes it."""

    id: str
    name: str
    acronyms: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)
    needs_cue: list[str] = field(default_factory=list)
    never_first: list[str] = field(default_factory=list)
    prominence: int | None = None
    ids: list[str] = field(default_factory=list)

    def forms(self) -> list[str]:
        """Every form, the canonical name first."""
        return [self.name] + [form for key in FORM_KEYS for form in getattr(self, key)]

    def add(self, key: str, forms) -> None:
        """Adds forms under a key unless the entry has them already, or one the program finds by itself."""
        for form in forms:
            if form and matched_alike(form) not in {matched_alike(known) for known in self.forms()}:
                getattr(self, key).append(form)

    def drop(self, forms) -> None:
        """Takes forms (not the name) out of the entry."""
        for key in FORM_KEYS:
            setattr(self, key, [form for form in getattr(self, key) if form not in forms])

    def cue(self, must_have_cue) -> None:
        """Marks every form for which `must_have_cue(form)` holds."""
        self.needs_cue = [form for form in self.forms() if form in self.needs_cue or must_have_cue(form)]


def apply_table(entry: Entry, keys: dict) -> None:
    """Gives an entry the forms and the prominence that a hand-kept table has for it."""
    for key in FORM_KEYS:
        entry.add(key, keys.get(key, ()))
    entry.needs_cue = [form for form in entry.forms() if form in keys.get("needs_cue", ())]
    if "prominence" in keys:
        entry.prominence = int(keys["prominence"])


class HandWritten:
    """The hand-written places, to which a built entry of the same name gives way.

    Rivers and seas do not count: a department or a state has its name from a river and is another thing.
    """

    def __init__(self, folder: Path):
        self._names: set[str] = set()
        self._forms: dict[str, list[set[str]]] = {}
        for path in sorted(folder.glob("*.yml")):
            dictionary = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
            if dictionary["source"] == "written by hand" and dictionary["kind"] == "entities" and path.stem != "waters":
                for keys in dictionary["entries"]:
                    self._add(keys)

    def _add(self, keys: dict) -> None:
        forms = [keys["name"]] + [form for key in FORM_KEYS for form in keys.get(key, ())]
        self._names |= {fold(form) for form in forms if form not in keys.get("needs_cue", ())}
        alike = {matched_alike(form) for form in forms}
        for form in alike:
            self._forms.setdefault(form, []).append(alike)

    def has(self, entry: Entry) -> bool:
        """Whether one of them has the entry's name as a form that needs no cue."""
        return fold(entry.name) in self._names

    def has_all_of(self, entry: Entry) -> bool:
        """Whether one of them has every form of the entry."""
        forms = {matched_alike(form) for form in entry.forms()}
        return any(forms <= known for known in self._forms.get(matched_alike(entry.name), ()))


def matched_alike(form: str) -> str:
    """A key that is equal for forms which the program finds without their being listed.

    Hyphens and spaces, apostrophes, ligatures and accents on capitals are equal to the program;
    capitals and accents on small letters are not.
    """
    form = form.replace("œ", "oe").replace("Œ", "Oe").replace("-", " ").replace("’", "'")
    return "".join(_without_accent(c) if c.isupper() else c for c in form)


def _without_accent(capital: str) -> str:
    return capital.translate(str.maketrans("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŞŠŽ", "AAAAAACEEEEIIIINOOOOOUUUUYSSZ"))


def write_entities(path: Path, comment: str, source: str, licence: str, entries: list[Entry], prominence=None) -> None:
    """Writes a dictionary of `kind: entities` and `type: LOC`, sorted by id."""
    lines = _header(comment, "entities", source, licence)
    lines.append("type: LOC")
    if prominence is not None:
        lines.append(f"prominence: {prominence}")
    lines.append("entries:")
    lines += [_entry_line(entry) for entry in sorted(entries, key=lambda entry: entry.id)]
    _write(path, lines)


def write_first_names(path: Path, comment: str, source: str, licence: str, names: dict[str, str]) -> None:
    """Writes a dictionary of `kind: first-names`, sorted by name."""
    lines = _header(comment, "first-names", source, licence) + ["names:"]
    lines += [f"  {scalar(name)}: {names[name]}" for name in sorted(names)]
    _write(path, lines)


def write_surnames(path: Path, comment: str, source: str, licence: str, names: list[str]) -> None:
    """Writes a dictionary of `kind: surnames`, sorted."""
    lines = _header(comment, "surnames", source, licence) + ["names:"]
    _write(path, lines + [f"- {scalar(name)}" for name in sorted(set(names))])


def write_words(path: Path, kind: str, comment: str, source: str, licence: str, words) -> None:
    """Writes a dictionary of `kind: words` or `kind: verb-forms`, sorted, as one block of text."""
    lines = _header(comment, kind, source, licence) + ["words: |"]
    _write(path, lines + [f"  {word}" for word in sorted(set(words))])


def scalar(text: str) -> str:
    """A string as YAML flow style needs it: quoted only where it must be."""
    if re.fullmatch(r"[^\W\d_](?:[\w .()/-]*[\w.()])?", text) and text.lower() not in YAML_WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"


def _header(comment: str, kind: str, source: str, licence: str) -> list[str]:
    lines = [f"# {line}" for line in comment.strip().splitlines()]
    return lines + [f"kind: {kind}", f"source: {scalar(source)}", f"licence: {scalar(licence)}"]


def _entry_line(entry: Entry) -> str:
    parts = [f"id: {entry.id}", f"name: {scalar(entry.name)}"]
    for key in FORM_KEYS + ("needs_cue", "never_first"):
        values = getattr(entry, key)
        if values:
            parts.append(f"{key}: [{', '.join(scalar(value) for value in values)}]")
    if entry.prominence is not None:
        parts.append(f"prominence: {entry.prominence}")
    if entry.ids:
        parts.append(f"ids: [{', '.join(scalar(value) for value in entry.ids)}]")
    return "- {" + ", ".join(parts) + "}"


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
