"""Writes a dump in the form of Wikidata's, of made-up items, to measure imports with.

    generate.py MEGABYTES > dump.json

The lines have the parts, the proportions and about the lengths of published ones: two in five are papers without a
French label, the others people, places, organisations and things of classes that are not imported, with labels in
many languages, statements with references, and site links. The same size gives the same dump.
"""

import json
import random
import sys

LANGUAGES = (
    "en de es it nl pl pt ru sv ja zh ar uk cs hu fi da nb tr ko he fa id vi ca eu gl ro bg sr hr sk sl et lv lt el th hi bn"
).split()
SYLLABLES = "ba ber bo cha da del dou fa fer ga gi hen jo ka la len lo ma mer mi na ni par ra ri ro sa ser ta ti va ver".split()
# Class and share, in hundredths.
CLASSES = [(13442814, 38), (5, 14), (16521, 8), (523, 4), (484170, 3), (532, 5), (4022, 3), (8502, 2), (515, 2),
           (4830453, 4), (7278, 1), (3918, 1), (476028, 2), (11424, 3), (4167836, 5), (4167410, 3), (79007, 2)]
FRENCH = {5: 0.75, 484170: 1.0, 13442814: 0.02, 523: 0.1}
HASH = "0123456789abcdef"


def word(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))


def name(rng, words):
    return " ".join(word(rng).capitalize() for _ in range(words))


def digest(rng):
    return "".join(rng.choice(HASH) for _ in range(40))


def item(number):
    return {"value": {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}, "type": "wikibase-entityid"}


def time(rng):
    day = f"+{rng.randint(1800, 2023)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T00:00:00Z"
    value = {"time": day, "timezone": 0, "before": 0, "after": 0, "precision": 11,
             "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return {"value": value, "type": "time"}


def snak(rng, key, value, kind):
    return {"snaktype": "value", "property": key, "hash": digest(rng), "datavalue": value, "datatype": kind}


def statement(rng, subject, key, value, kind, dated=False):
    main = snak(rng, key, value, kind)
    del main["hash"]
    made = {"mainsnak": main, "type": "statement"}
    if dated:
        made["qualifiers"] = {p: [snak(rng, p, time(rng), "time")] for p in ("P580", "P582")}
        made["qualifiers-order"] = ["P580", "P582"]
    parts = [digest(rng)[:n].upper() for n in (8, 4, 4, 4, 12)]
    made["id"] = f"{subject}${'-'.join(parts)}"
    made["rank"] = "normal"
    if rng.random() < 0.7:
        snaks = {"P248": [snak(rng, "P248", item(rng.randint(1, 10**7)), "wikibase-item")],
                 "P813": [snak(rng, "P813", time(rng), "time")]}
        made["references"] = [{"hash": digest(rng), "snaks": snaks, "snaks-order": list(snaks)}]
    return made


def claims(rng, subject, kind):
    made = {"P31": [statement(rng, subject, "P31", item(kind), "wikibase-item")]}
    for _ in range(rng.randint(3, 14)):
        # Behind the properties that have values of other kinds.
        key = f"P{rng.randint(2000, 9000)}"
        text = {"value": digest(rng)[:12], "type": "string"}
        made[key] = [statement(rng, subject, key, text, "external-id") for _ in range(rng.choice((1, 1, 1, 2)))]
    if kind == 5 and rng.random() < 0.2:
        held = range(rng.randint(1, 4))
        made["P39"] = [statement(rng, subject, "P39", item(rng.randint(1, 10**6)), "wikibase-item", True) for _ in held]
    return made


def entity(rng, number):
    subject = f"Q{number}"
    kind = rng.choices([c for c, _ in CLASSES], [w for _, w in CLASSES])[0]
    own = name(rng, 2 if kind == 5 else rng.randint(1, 3))
    if kind == 13442814:
        own = name(rng, 9)
        languages = ["en", "nl"]
    else:
        languages = rng.sample(LANGUAGES, min(len(LANGUAGES), 1 + int(rng.expovariate(1 / 12))))
    with_french = rng.random() < FRENCH.get(kind, 0.4)
    label = lambda language: {"language": language, "value": own if language != "ru" else own + " \u0436\u0443\u043a"}
    labels = {language: label(language) for language in languages + (["fr"] if with_french else [])}
    described = {l: {"language": l, "value": name(rng, 4).lower()} for l in languages[:15]}
    aliases = {l: [{"language": l, "value": name(rng, 2)} for _ in range(rng.randint(1, 3))] for l in languages[:3]}
    if with_french and rng.random() < 0.4:
        aliases["fr"] = [{"language": "fr", "value": name(rng, 2)}]
    sites = [] if kind == 13442814 else [f"{l}wiki" for l in languages if rng.random() < 0.6]
    links = {s: {"site": s, "title": own, "badges": []} for s in sites}
    return {"type": "item", "id": subject, "labels": labels, "descriptions": described or [],
            "aliases": aliases or [], "claims": claims(rng, subject, kind), "sitelinks": links or [],
            "pageid": number + 100, "ns": 0, "title": subject, "lastrevid": 2 * 10**9 + number,
            "modified": "2024-06-01T12:00:00Z"}


def main():
    size = int(sys.argv[1]) * 1_000_000
    rng = random.Random(1)
    # Ten thousand different items are made; the others are these under other numbers, which is much faster.
    made = [json.dumps(entity(rng, 10**8 + n), separators=(",", ":")) for n in range(10_000)]
    out = sys.stdout
    written, number = out.write("[\n"), 1
    while written < size:
        for n, line in enumerate(made):
            line = line.replace(f'"Q{10**8 + n}"', f'"Q{number}"', 1)
            written += out.write((",\n" if number > 1 else "") + line)
            number += 1
            if written >= size:
                break
    out.write("\n]\n")


if __name__ == "__main__":
    main()
