"""Floors, which scores must not fall below, in a file that belongs in version control."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from multisumm.errors import InputError
from multisumm.escaping import safe_json
from multisumm.evaluation.saving import load_record
from multisumm.messages import os_reason, printable

FLOORS_SCHEMA = "multisumm-floors/1"

_SETTINGS: dict[str, tuple[type, ...]] = {
    "amounts": (dict,),
    "tokenizer": (str,),
    "language": (str,),
    "preset": (str,),
    "stem": (bool,),
    "sample": (int, type(None)),
    "seed": (int,),
}

Points = dict[str, dict[str, float]]
"""Column -> id of a cluster -> value x 100 when the floor was set."""


@dataclass(frozen=True, slots=True)
class FloorEntry:
    """The floors of one system on one path of data.

    Attributes:
        data: Path of the clusters, relative to the folder of the floors' file, with "/".
        sha256: Digest of the data, see `tasks.data_digest`.
        optional: Whether to skip the entry if the data are not there.
        system: Name of the system.
        run: How to ask for it: its name, or `file:PATH` relative to the working folder.
        settings: Everything else that decides the numbers: `amounts`, `language`, `preset`, `stem`,
            `sample`, `seed`; for a limit in tokens also `tokenizer`.
        floors: Column (`rouge-1 f1`) -> floor x 100.
        clusters: The values behind the floors, which show the clusters that fell.
    """

    data: str
    sha256: str
    optional: bool
    system: str
    run: str
    settings: Mapping[str, Any]
    floors: Mapping[str, float] = field(default_factory=dict)
    clusters: Points = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """Data, system and settings, which no other entry has."""
        return self.data, self.system, json.dumps(dict(self.settings), sort_keys=True)

    @property
    def name(self) -> str:
        """The name of the entry in messages."""
        amounts = self.settings.get("amounts") or {}
        budget = "".join(f", {amount} {unit}" for unit, amount in amounts.items())
        return f"{printable(self.data)}{budget}: {printable(self.system)}"


def load_floors(path: str) -> tuple[FloorEntry, ...]:
    """Return the entries of a file of floors.

    Raises:
        InputError: It cannot be read, or is not a file of floors.
    """
    record = load_record(path, content="floors", schema=FLOORS_SCHEMA)
    try:
        return tuple(map(_entry, record["entries"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("damaged entry", source=printable(path)) from None


def save_floors(path: str, entries: Sequence[FloorEntry]) -> None:
    """Write the entries, one cluster a line, so that the difference of two versions is readable.

    Raises:
        InputError: The file cannot be written.
    """
    record = {"schema": FLOORS_SCHEMA, "entries": [asdict(entry) for entry in entries]}
    try:
        Path(path).write_bytes((safe_json(record, indent=1) + "\n").encode())
    except OSError as error:
        raise InputError(f"cannot be written: {os_reason(error)}", source=printable(path)) from None


def _entry(record: Mapping[str, Any]) -> FloorEntry:
    floors = {str(name): float(value) for name, value in record["floors"].items()}
    clusters = {
        str(name): {str(key): float(value) for key, value in values.items()}
        for name, values in record["clusters"].items()
    }
    if not floors or not all(map(isfinite, floors.values())) or floors.keys() != clusters.keys():
        raise ValueError("floors and clusters have different columns")
    texts = {name: record[name] for name in ("data", "sha256", "system", "run")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("not a text")
    settings = dict(record["settings"])
    if settings.keys() | {"tokenizer"} != _SETTINGS.keys() or not all(
        isinstance(value, _SETTINGS[name]) for name, value in settings.items()
    ):
        raise TypeError("not the settings of a plan")
    return FloorEntry(
        **texts,
        optional=bool(record["optional"]),
        settings=settings,
        floors=floors,
        clusters=clusters,
    )
