r"""Show that the working tree gives the same summaries as a revision, or list the differences.

    python -m eval.same_summaries REVISION [--clusters 300] [--show 5] [--data ../shared/data]

The package at REVISION (any name that git knows) and the one in the working tree summarise the same
clusters, drawn at even distances from every set in the data folder, with five methods and three
budgets. The quotes, their addresses and scores, support and conflicts, the dropped spans, the
budget and the warnings are compared. The status is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

from eval.datasets import DATA, TOP, read_records
from eval.revisions import checked_out, start

FILES = (
    *(f"multiling2011/{language}" for language in ("en", "fr", "cs", "ar")),
    *("multinews/untruncated-dev", "multinews/train-many", "multinews/val"),
    *("email/en", "opinosis/en", "qmsum/val"),
)
METHODS = ("coverage", "textrank", "lexrank", "centroid", "lead")
BUDGETS: tuple[dict[str, int], ...] = ({"words": 60}, {"words": 250}, {"sentences": 5})
SMALL = 10
"""Sets of up to this many clusters are taken whole."""

IGNORED = ("version",)
"""Settings that always differ between revisions."""

PROGRAM = """
import json, sys
import multisumm
for line in open(sys.argv[1], encoding="utf-8"):
    cluster = json.loads(line)
    documents = [
        multisumm.Document(str(i), d["text"], d.get("title"), d.get("date"))
        for i, d in enumerate(cluster["documents"])
    ]
    for method in json.loads(sys.argv[2]):
        for budget in json.loads(sys.argv[3]):
            try:
                summary = multisumm.summarize(documents, method=method, **budget)
                record = json.loads(summary.to_json())
            except multisumm.MultisummError as error:
                record = {"error": str(error)}
            print(json.dumps({"at": [cluster["id"], method, budget], **record}))
"""


def main() -> None:
    """Summarise with both revisions and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("revision")
    parser.add_argument("--clusters", type=int, default=300)
    parser.add_argument("--show", type=int, default=5, help="differences to print in full")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, checked_out(options.revision) as tree:
        source = Path(folder, "clusters.jsonl")
        lines = [json.dumps(cluster) for cluster in _clusters(options.data, options.clusters)]
        source.write_text("\n".join(lines), encoding="utf-8")
        arguments = ["-c", PROGRAM, str(source), json.dumps(METHODS), json.dumps(BUDGETS)]
        differing = _compare(*(start(root, arguments) for root in (tree, TOP)), show=options.show)
    print(f"{len(lines)} clusters, {len(METHODS)} methods, {len(BUDGETS)} budgets:")
    for part, number in sorted(differing.items()):
        print(f"  {number} differ in {part}")
    print("all are equal" if not differing else "not all are equal")
    sys.exit(1 if differing else 0)


def _clusters(data: Path, number: int) -> Iterator[dict[str, Any]]:
    """Yield clusters of each set in turn, at even distances, until there are enough."""
    sets = {
        name: list(read_records(data / f"{name}.jsonl.gz"))
        for name in FILES
        if (data / f"{name}.jsonl.gz").exists()
    }
    small = [records for records in sets.values() if len(records) <= SMALL]
    left = max(1, number - sum(map(len, small)))
    share = -(-left // max(1, len(sets) - len(small)))
    drawn = []
    for name, records in sets.items():
        step = 1 if len(records) <= SMALL else max(1, len(records) // share)
        drawn.append([{**record, "id": f"{name} {record['id']}"} for record in records[::step]])
    in_turn = chain.from_iterable(zip_longest(*drawn))
    yield from islice((cluster for cluster in in_turn if cluster), number)


def _compare(
    before: subprocess.Popen[str], after: subprocess.Popen[str], *, show: int
) -> Counter[str]:
    """Read both runs line by line; count the summaries that differ, by what differs."""
    differing: Counter[str] = Counter()
    assert before.stdout is not None
    assert after.stdout is not None
    for old, new in zip(before.stdout, after.stdout, strict=True):
        parts = _differences(json.loads(old), json.loads(new))
        differing.update({part.split(":")[0] for part in parts})
        if parts and sum(differing.values()) <= show:
            print(json.loads(new)["at"], *parts, sep="\n    ")
    for run in (before, after):
        if run.wait():
            sys.exit("a run failed; its message is above")
    return differing


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Sequence[str]:
    for record in (old, new):
        for name in IGNORED:
            record.get("settings", {}).pop(name, None)
    parts = [key for key in old | new if old.get(key) != new.get(key)]
    return [f"{key}: {_short(old.get(key))} -> {_short(new.get(key))}" for key in parts]


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:300]}..."


if __name__ == "__main__":
    main()
