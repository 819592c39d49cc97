"""Results to JSON and back, and the results of several runs joined into one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import InputError
from multisumm.evaluation.measures import MEASURES
from multisumm.evaluation.results import Results, Subject, columns_of
from multisumm.messages import printable
from multisumm.reading.file_bytes import MAX_BYTES, read_bytes
from multisumm.reading.paths import File

RESULTS_SCHEMA = "multisumm-evaluation/1"


def results_record(results: Results, *, timings: bool = False) -> dict[str, object]:
    """Return results as an object for JSON: for each system, the values of each column by cluster.

    Seconds differ from run to run, so they are in it only with `timings`.
    """
    return {
        "schema": RESULTS_SCHEMA,
        "settings": dict(results.settings),
        "signatures": list(results.signatures),
        "warnings": list(results.warnings),
        "clusters": [asdict(subject) for subject in results.subjects],
        "metrics": list(results.metrics),
        **({"focus": list(results.focus)} if results.focus else {}),
        "systems": [
            {
                "name": name,
                "values": {
                    column: none_for_nan(results.values[row, :, index].tolist())
                    for index, column in enumerate(results.columns)
                },
                **({"seconds": none_for_nan(results.seconds[row].tolist())} if timings else {}),
            }
            for row, name in enumerate(results.systems)
        ],
    }


def load_record(path: str, *, content: str, schema: str) -> dict[str, Any]:
    """Return the object in a JSON file.

    Args:
        path: The file.
        content: What it should hold, for the error message.
        schema: The schema that it should have.

    Raises:
        InputError: The file cannot be read, is too large, or holds something else.
    """
    file = File(Path(path), (), Path(path).name, printable(path))
    data = read_bytes(file, stdin=None, max_bytes=MAX_BYTES)
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError("not valid JSON", source=printable(path)) from None
    if not isinstance(record, dict) or record.get("schema") != schema:
        raise InputError(f"no {content} of the schema {schema}", source=printable(path))
    return record


def load_results(path: str) -> Results:
    """Return results from a file that --save or --format json wrote.

    Raises:
        InputError: The file cannot be read, or holds something else.
    """
    record = load_record(path, content="results", schema=RESULTS_SCHEMA)
    try:
        return _from_record(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("damaged results", source=printable(path)) from None


def load_and_join(
    paths: Sequence[str], run: Results | None = None, *, label: str = "now"
) -> Results:
    """Return the results in files, followed by those of a run.

    Raises:
        InputError: A file cannot be used, or the results cannot be compared.
    """
    parts = [(Path(path).stem, load_results(path)) for path in paths]
    return join_results([*parts, *([(label, run)] if run else [])])


def join_results(parts: Sequence[tuple[str, Results]]) -> Results:
    """Return results with the systems of all parts, in the order of the parts.

    A system whose name is taken becomes `name (label)`, with a number if that is taken too.

    Args:
        parts: Labels and results.

    Raises:
        InputError: The clusters, budgets, data or settings of ROUGE are not the same in all parts.
    """
    first = parts[0][1]
    names = list(first.systems)
    for label, other in parts[1:]:
        if difference := _difference(first, other):
            raise InputError(f"cannot be compared: {difference}", source=printable(label))
        for name in other.systems:
            names.append(_free_name(name, label, names))
    results = [part for _, part in parts]
    return replace(
        first,
        systems=tuple(names),
        values=np.concatenate([part.values for part in results]),
        seconds=np.concatenate([part.seconds for part in results]),
        warnings=tuple(dict.fromkeys(line for part in results for line in part.warnings)),
    )


def _difference(first: Results, other: Results) -> str:
    """Return why two results cannot be compared; empty if they can."""
    if [subject.id for subject in first.subjects] != [subject.id for subject in other.subjects]:
        return "the clusters are not the same"
    budgets = [[(s.unit, s.limit) for s in part.subjects] for part in (first, other)]
    if budgets[0] != budgets[1]:
        return "the budgets are not the same"
    signatures = [[_without_version(s) for s in part.signatures] for part in (first, other)]
    if signatures[0] != signatures[1]:
        return f"scored with {signatures[1][0]}, not with {signatures[0][0]}"
    if first.focus != other.focus:
        given = " and ".join(", ".join(part.focus) or "none" for part in (first, other))
        return f"the measures of queries and known documents are not the same: {given}"
    if _digests(first.settings) != _digests(other.settings):
        return "the data have changed (their sha256 differ)"
    return ""


def _digests(settings: Mapping[str, Any]) -> list[object]:
    return [data.get("sha256") for data in settings.get("data", ())]


def _without_version(signature: str) -> str:
    return "|".join(part for part in signature.split("|") if not part.startswith("version:"))


def _free_name(name: str, label: str, taken: Sequence[str]) -> str:
    labelled = f"{name} ({label})"
    numbered = (f"{labelled} {number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, labelled, *numbered) if free not in taken)


def _from_record(record: Mapping[str, Any]) -> Results:
    metrics = tuple(record["metrics"])
    systems = record["systems"]
    focus = tuple(record.get("focus", ()))
    columns = columns_of(metrics, focus)
    subjects = tuple(Subject(**cluster) for cluster in record["clusters"])
    unknown = dict.fromkeys(MEASURES, [None] * len(subjects))  # of older versions
    values = [
        [_array({**unknown, **system["values"]}[column]) for column in columns]
        for system in systems
    ]
    seconds = [_array(system.get("seconds", [None] * len(subjects))) for system in systems]
    settings = dict(record["settings"])
    _digests(settings)
    shape = (len(systems), len(columns), len(subjects))
    if not len(systems) or not len(subjects):
        raise ValueError("no systems or no clusters")
    return Results(
        subjects=subjects,
        systems=tuple(system["name"] for system in systems),
        metrics=metrics,
        values=np.array(values).reshape(shape).transpose(0, 2, 1),
        seconds=np.array(seconds).reshape(len(systems), len(subjects)),
        signatures=tuple(record["signatures"]),
        settings=settings,
        warnings=tuple(record["warnings"]),
        focus=focus,
    )


def _array(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def none_for_nan(values: Iterable[float]) -> list[float | None]:
    """Return the values, with None for NaN, which JSON does not have."""
    return [None if isnan(value) else value for value in values]
