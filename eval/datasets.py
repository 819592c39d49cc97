"""Where the scripts find their data, and how they read it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
SEEDS = TOP / "seeds"
DATA = TOP.parent / "shared" / "data"
"""Data sets that are not part of the project; every script takes another folder with `--data`."""

TRAINING_DATA = (
    "news=multinews/train.jsonl.gz:400",
    "news=multinews/train-many.jsonl.gz:400",
    "news=multinews/untruncated-dev.jsonl.gz:400",
    *(f"topics=multiling2011/{language}.jsonl.gz:400" for language in ("en", "fr", "cs", "ar")),
    "reviews=opinosis/en.jsonl.gz:400",
    "messages=email/en.jsonl.gz:400",
)
"""What the weights of the package are fitted to: arguments of `multisumm train` in `DATA`."""


TRIAL = TOP / "eval" / "accuracy" / "reading.json"
"""The clusters that are set apart for blind readers, by set, and what these said."""


def set_apart() -> frozenset[str]:
    """Return the ids of the clusters that nobody reads while working on summaries."""
    sets: dict[str, list[str]] = json.loads(TRIAL.read_text(encoding="utf-8"))["clusters"]
    return frozenset(cluster for ids in sets.values() for cluster in ids)


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a gzipped file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
