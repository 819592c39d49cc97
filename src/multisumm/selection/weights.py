"""The learned weights: what features count for, read from a small file and checked.

`eval/training/weights.py` fits them. A file is JSON with `format`, and with `concept` and
`sentence`: feature name -> coefficient.
What else stands there (settings, data, scores) is for the reader.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from errno import EINVAL
from functools import cache
from os import PathLike, fspath
from pathlib import Path

from multisumm.errors import InputError, OptionError
from multisumm.messages import NOT_UTF8, brief_repr, format_size, os_reason, printable, shortened
from multisumm.resources import read_data
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.quality import SENTENCE_FEATURES

FORMAT = "multisumm weights 1"
"""What `format` says in a file of this version."""

LARGEST = 100.0
"""Coefficients beyond this, either way, are a mistake."""

PACKAGE = "package"
"""What the weights that come with the package are called; a file of this name is `./package`."""

_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """What the features of concepts and sentences count for in the method `coverage`.

    Attributes:
        name: `package`, or the first 12 digits of the SHA-256 of the file they were read from.
        concept: Name -> coefficient of each of `CONCEPT_FEATURES`.
        sentence: Name -> coefficient of each of `SENTENCE_FEATURES`.
    """

    name: str
    concept: Mapping[str, float]
    sentence: Mapping[str, float]


def load_weights(path: str | PathLike[str] = PACKAGE) -> Weights:
    """The weights in a file; those of the package are called `package`.

    Raises:
        OptionError: This is no path.
        InputError: The file cannot be read, or is no weights file of this version with exactly the
            features that are known.
    """
    if not isinstance(path, str | PathLike):
        raise OptionError(f"weights must be a file or {PACKAGE!r}, not {brief_repr(path)}")
    if path == PACKAGE:
        return _own_weights()
    name = printable(fspath(path))
    source = f"weights {name}"
    try:
        if Path(path).exists() and not Path(path).is_file():
            raise OSError(EINVAL, "not a regular file")  # a pipe would be waited for
        with Path(path).open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(os_reason(error), source=source) from None
    if len(data) > _MAX_BYTES:
        raise InputError(f"larger than {format_size(_MAX_BYTES)}", source=source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(NOT_UTF8, source=source) from None
    return _parse(text, hashlib.sha256(data).hexdigest()[:12], where=name)


@cache
def _own_weights() -> Weights:
    return _parse(read_data("weights.json"), PACKAGE, where="of the package")


def _parse(text: str, name: str, *, where: str) -> Weights:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("not valid JSON", source=f"weights {where}") from None
    found = record.get("format") if isinstance(record, dict) else None
    if found != FORMAT:
        said = f"says {brief_repr(found)}" if isinstance(found, str) else "does not say"
        raise InputError(f"weights {where}: format must be {FORMAT!r}, the file {said}")
    return Weights(
        name,
        _coefficients(record, "concept", CONCEPT_FEATURES, where),
        _coefficients(record, "sentence", SENTENCE_FEATURES, where),
    )


def _coefficients(
    record: Mapping[str, object], part: str, features: tuple[str, ...], where: str
) -> Mapping[str, float]:
    """The coefficients of one part, in the order of the features."""
    given = record.get(part)
    if not isinstance(given, dict):
        raise InputError(f"weights {where}: {part!r} must map features to coefficients")
    unknown = sorted(set(given) - set(features))
    missing = [feature for feature in features if feature not in given]
    if unknown or missing:
        wrong = (
            f"unknown feature {shortened(printable(unknown[0]), 40)}"
            if unknown
            else f"no {missing[0]!r}"
        )
        known = ", ".join(features)
        raise InputError(f"weights {where}: {wrong} in {part!r}; the features are {known}")
    for feature in features:
        value = given[feature]
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        if not plain or not -LARGEST <= value <= LARGEST:
            limits = f"a number from -{LARGEST:g} to {LARGEST:g}"
            raise InputError(f"weights {where}: {part} {feature!r} must be {limits}")
    return {feature: float(given[feature]) for feature in features}
