"""Read and check the learned weights: the coefficients of the features, from a small JSON file.

`multisumm train` fits them. The file has `format`, and in `concept` and `sentence` the
coefficient of each feature. Its other entries (settings, data, scores) are for the human reader.
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
"""The value of `format` in a file of this version."""

MAX_COEFFICIENT = 100.0
"""Largest coefficient allowed, positive or negative; larger ones are a mistake."""

PACKAGE = "package"
"""Name of the weights that come with the package; a file of this name is `./package`."""

_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """The coefficients of the features of concepts and sentences, for the method `coverage`.

    Attributes:
        name: `package`, or the first 12 digits of the SHA-256 of the file they were read from.
        concept: Name -> coefficient of each of `CONCEPT_FEATURES`.
        sentence: Name -> coefficient of each of `SENTENCE_FEATURES`.
    """

    name: str
    concept: Mapping[str, float]
    sentence: Mapping[str, float]


def load_weights(path: str | PathLike[str] = PACKAGE) -> Weights:
    """Return the weights in a file, or for `package` those that come with the package.

    Raises:
        OptionError: The argument is not a path.
        InputError: The file cannot be read, or is not a weights file of this version with exactly
            the known features.
    """
    if not isinstance(path, str | PathLike):
        raise OptionError(f"weights must be a file or {PACKAGE!r}, not {brief_repr(path)}")
    if path == PACKAGE:
        return _own_weights()
    if not fspath(path):
        raise OptionError(f"weights is empty; name a file, or {PACKAGE!r}")
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
    """Return the weights that come with the package."""
    return _parse(read_data("weights.json"), PACKAGE, where="of the package")


def _parse(text: str, name: str, *, where: str) -> Weights:
    """Return the weights in the text of a file; `where` names the file in errors."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("not valid JSON", source=f"weights {where}") from None
    stated = record.get("format") if isinstance(record, dict) else None
    if stated != FORMAT:
        said = f"says {brief_repr(stated)}" if isinstance(stated, str) else "does not say"
        raise InputError(f"weights {where}: format must be {FORMAT!r}, the file {said}")
    return Weights(
        name,
        _coefficients(record, "concept", CONCEPT_FEATURES, where),
        _coefficients(record, "sentence", SENTENCE_FEATURES, where),
    )


def _coefficients(
    record: Mapping[str, object], part: str, features: tuple[str, ...], where: str
) -> Mapping[str, float]:
    """Return the coefficients of one part of the file, in the order of the features."""
    given = record.get(part)
    if not isinstance(given, dict):
        raise InputError(f"weights {where}: {part!r} must map features to coefficients")
    unknown = sorted(set(given) - set(features))
    missing = [feature for feature in features if feature not in given]
    if unknown or missing:
        problem = (
            f"unknown feature {shortened(printable(unknown[0]), 40)}"
            if unknown
            else f"no {missing[0]!r}"
        )
        names = ", ".join(features)
        raise InputError(f"weights {where}: {problem} in {part!r}; the features are {names}")
    for feature in features:
        value = given[feature]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not -MAX_COEFFICIENT <= value <= MAX_COEFFICIENT:
            limits = f"a number from -{MAX_COEFFICIENT:g} to {MAX_COEFFICIENT:g}"
            raise InputError(f"weights {where}: {part} {feature!r} must be {limits}")
    return {feature: float(given[feature]) for feature in features}
