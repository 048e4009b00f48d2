"""Reads an output of `repere tag` back with the tools of its format.

    read_back.py FORMAT NEWS.jsonl EXPECTED.jsonl OUTPUT

NEWS are the articles, EXPECTED what `--to jsonl` (code points) makes of them. Exits with 77 where a tool is not installed.
"""

import csv
import json
import sys
from pathlib import Path


def lines(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [json.loads(line) for line in file.read().split("\n") if line]


def spans(tagged):
    return [(m["start"], m["end"], m["type"]) for m in tagged["mentions"]]


def same(found, expected, what):
    assert list(found) == list(expected), f"{what}: {list(found)} is not {list(expected)}"


def read_spacy(articles, expected, output):
    import spacy
    from spacy.tokens import Doc, DocBin

    french = spacy.blank("fr")
    documents = lines(output)
    assert len(documents) == len(articles)
    for article, tagged, line in zip(articles, expected, documents):
        doc = Doc(french.vocab).from_json(line, validate=True)
        assert doc.text == article["text"]
        same([(e.start_char, e.end_char, e.label_) for e in doc.ents], spans(tagged), "entities")
        same([s.kb_id_ for s in doc.spans["repere"]], [s["kb_id"] for s in line["spans"]["repere"]], "links")
        assert DocBin(docs=[doc], store_user_data=True).to_bytes()
        # With spaCy's own tokens: none may be lost in expand mode.
        own = french.make_doc(article["text"])
        for start, end, label in spans(tagged):
            span = own.char_span(start, end, label=label, alignment_mode="expand")
            assert span is not None and span.start_char <= start and span.end_char >= end


def read_conll(articles, expected, output):
    from spacy.training.converters import conll_ner_to_docs

    text = Path(output).read_bytes().decode("utf-8")
    documents = list(conll_ner_to_docs(text, no_print=True))
    assert len(documents) == len(articles)
    for article, tagged, doc in zip(articles, expected, documents):
        words = ["".join(article["text"][s:e].split()) for s, e, _ in spans(tagged)]
        same(["".join(e.text.split()) for e in doc.ents], words, "spaCy's entities")
        same([e.label_ for e in doc.ents], [label for _, _, label in spans(tagged)], "spaCy's labels")
    from seqeval.scheme import IOB2, Entities

    for tagged, part in zip(expected, text.split("-DOCSTART- -X- O O\n")[1:]):
        rows = [[line.split(" ") for line in block.split("\n") if line] for block in part.strip("\n").split("\n\n")]
        found = []
        for row, entities in zip(rows, Entities([[c[3] for c in r] for r in rows], IOB2).entities):
            for entity in entities:
                start, end = row[entity.start][2].split(":")[0], row[entity.end - 1][2].split(":")[1]
                found.append((int(start), int(end), entity.tag))
        same(found, spans(tagged), "seqeval's entities")


def read_nif(articles, expected, output):
    from rdflib import Graph, Namespace, RDF

    nif = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    graph = Graph().parse(output, format="turtle")
    contexts = {str(graph.value(c, nif.isString)): c for c in graph.subjects(RDF.type, nif.Context)}
    for article, tagged in zip(articles, expected):
        context = contexts[article["text"]]
        phrases = []
        for phrase in graph.subjects(nif.referenceContext, context):
            start, end = int(graph.value(phrase, nif.beginIndex)), int(graph.value(phrase, nif.endIndex))
            assert str(graph.value(phrase, nif.anchorOf)) == article["text"][start:end]
            phrases.append((start, end))
        same(sorted(phrases), [(s, e) for s, e, _ in spans(tagged)], "phrases")


def read_tei(articles, expected, output):
    import schemas_of_tei
    from lxml import etree

    tree = etree.parse(output)
    schema = etree.RelaxNG(etree.parse(schemas_of_tei.path()))
    assert schema.validate(tree), schema.error_log
    tei = "{http://www.tei-c.org/ns/1.0}"
    bodies = list(tree.iter(tei + "body"))
    assert len(bodies) == len(articles)
    for article, tagged, body in zip(articles, expected, bodies):
        assert "".join(body.itertext()) == article["text"].replace("\x01", "\ufffd")
        names = [e for e in body.iter() if e.tag in {tei + n for n in ("persName", "placeName", "orgName", "date")}]
        same(["".join(e.itertext()) for e in names], [article["text"][s:e] for s, e, _ in spans(tagged)], "names")


def read_label_studio(articles, expected, output):
    tasks = json.loads(Path(output).read_text("utf-8"))
    assert len(tasks) == len(articles)
    for article, tagged, task in zip(articles, expected, tasks):
        assert task["data"]["text"] == article["text"]
        values = [region["value"] for region in task["predictions"][0]["result"]]
        assert all(article["text"][v["start"] : v["end"]] == v["text"] for v in values)
        same([(v["start"], v["end"], v["labels"][0]) for v in values], spans(tagged), "regions")
    from label_studio_sdk.label_interface import LabelInterface

    labels = "".join(f'<Label value="{label}"/>' for label in ("PER", "LOC", "ORG", "DATE"))
    text = '<Text name="text" value="$text"/>'
    interface = LabelInterface(f'<View><Labels name="label" toName="text">{labels}</Labels>{text}</View>')
    for task in tasks:
        errors = interface.validate_prediction(task["predictions"][0], return_errors=True)
        assert not errors, errors


def read_csv(articles, expected, output):
    with open(output, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert all(row["article"] in ("2024/été 1", "'=1+1") for row in rows)
    found = [(int(row["start"]), int(row["end"]), row["type"]) for row in rows]
    same(found, [span for tagged in expected for span in spans(tagged)], "rows")


def read_brat(articles, expected, output):
    for article, tagged, name in zip(articles, expected, ("2024_été_1", "1_1")):
        text = Path(output, name + ".txt").read_bytes().decode("utf-8")
        assert text == article["text"]
        annotations = Path(output, name + ".ann").read_bytes().decode("utf-8")
        found = []
        # brat reads lines with `codecs`, which ends them where `splitlines` does.
        for line in annotations.splitlines():
            if not line.startswith("T"):
                assert line[0] in "N#", line
                continue
            _, place, words = line.split("\t")
            label, offsets = place.split(" ", 1)
            parts = [tuple(int(n) for n in part.split(" ")) for part in offsets.split(";")]
            assert " ".join(text[start:end] for start, end in parts) == words
            found.append((parts[0][0], parts[-1][1], label))
        same(found, spans(tagged), "mentions")


def read_web_annotation(articles, expected, output):
    for article, tagged, line in zip(articles, expected, lines(output)):
        found = []
        for annotation in line["first"]["items"]:
            position, quote = annotation["target"]["selector"]
            assert article["text"][position["start"] : position["end"]] == quote["exact"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert article["text"].find(around) == position["start"] - len(quote["prefix"])
            classes = [body["value"] for body in annotation["body"] if body["purpose"] == "classifying"]
            found.append((position["start"], position["end"], classes[0]))
        same(found, spans(tagged), "annotations")


def main():
    form, news, expected, output = sys.argv[1:]
    try:
        globals()["read_" + form.replace("-", "_")](lines(news), lines(expected), output)
    except ImportError as error:
        print(error)
        sys.exit(77)


if __name__ == "__main__":
    main()
