"""How right the relations are that the package finds between labelled pairs of sentences.

    python -m eval.accuracy.relations [PAIRS.jsonl] [--by kind|language|label] [--wrong]

Each pair is put to the rules as it could stand in two documents. Before the rules were written,
half of the kinds of difference were drawn by lot (`DRAWN`) and their pairs kept unread; they are
reported apart from the others, on which the rules were made. A *contrary claim* is a pair of which
the program says `same` or `part` where the sentences conflict, differ or are updates, or `conflict`
where they are the same, a part or merely different. Intervals are Wilson's, at 95 %.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from eval.datasets import DATA
from multisumm.comparison.relations import relate
from multisumm.comparison.statements import make_statement

LABELS = ("same", "part", "conflict", "update", "different")
ANSWERS = ("same", "part", "conflict", "update", "similar", "silent")
DRAWN = 20261128
"""Seed of the draw of the kinds that were kept unread."""


class Pair(NamedTuple):
    """A labelled pair and what the program says of it."""

    id: str
    language: str
    label: str
    kind: str
    a: str
    b: str
    answer: str
    rule: str


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="?", type=Path, default=DATA / "relations" / "dev.jsonl")
    parser.add_argument("--by", choices=("kind", "language", "label"))
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones that may be read")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.pairs.read_text("utf-8").splitlines()]
    pairs = [answered(record) for record in records]
    unread = kept_unread(record["kind"] for record in records)
    parts = {
        "all": pairs,
        "kinds that the rules were made on": [p for p in pairs if p.kind not in unread],
        "kinds kept unread": [p for p in pairs if p.kind in unread],
        "English": [p for p in pairs if p.language == "en"],
        "other languages": [p for p in pairs if p.language != "en"],
    }
    for name, part in parts.items():
        if part:
            print(f"\n{name}: {len(part)} pairs")
            print("\n".join([*confusion(part), "", *measures(part)]))
    if options.by:
        print("\n".join(["", *grouped(pairs, options.by)]))
    if options.wrong:
        for pair in pairs:
            if pair.kind not in unread and not is_right(pair):
                print(f"{pair.id} {pair.label}, said {pair.answer} ({pair.rule})")
                print(f"  {pair.a}\n  {pair.b}")


def answered(record: dict[str, str]) -> Pair:
    """Return a labelled pair with what the program says of it."""
    a, b = (make_statement(record[side], language=record["language"]) for side in "ab")
    relation = relate(a, b)
    names = (record[name] for name in ("id", "language", "label", "kind", "a", "b"))
    return Pair(*names, *((relation.kind, relation.rule) if relation else ("silent", "")))


def kept_unread(kinds: Iterable[str]) -> frozenset[str]:
    """Return the half of the kinds that was drawn by lot."""
    names = sorted({*kinds})
    random.Random(DRAWN).shuffle(names)
    return frozenset(names[: len(names) // 2])


def is_contrary(pair: Pair) -> bool:
    """Return whether the program claims the contrary of the truth."""
    if pair.answer in ("same", "part"):
        return pair.label in ("conflict", "update", "different")
    return pair.answer == "conflict" and pair.label in ("same", "part", "different")


def is_right(pair: Pair) -> bool:
    """Return whether the answer is the label; of different pairs nothing has to be said."""
    if pair.label == "different":
        return pair.answer in ("similar", "silent")
    return pair.answer == pair.label


def confusion(pairs: Sequence[Pair]) -> list[str]:
    """Return a table of labels by answers."""
    counts = Counter((pair.label, pair.answer) for pair in pairs)
    head = f"{'label':10}" + "".join(f"{answer:>9}" for answer in ANSWERS)
    rows = (
        f"{label:10}" + "".join(f"{counts[label, answer]:9}" for answer in ANSWERS)
        for label in LABELS
    )
    return [head, *rows]


def measures(pairs: Sequence[Pair]) -> list[str]:
    """Return a line for each measure, with its interval."""

    def share(name: str, of: Callable[[Pair], bool], among: Callable[[Pair], bool]) -> str:
        group = [pair for pair in pairs if among(pair)]
        return line(name, sum(map(of, group)), len(group))

    def answers(*names: str) -> Callable[[Pair], bool]:
        return lambda pair: pair.answer in names

    def labelled(*names: str) -> Callable[[Pair], bool]:
        return lambda pair: pair.label in names

    told = answers("same", "part", "conflict", "update")
    return [
        share("contrary claims, of all", is_contrary, lambda _: True),
        share("contrary claims, of those told", is_contrary, told),
        share("same is same", labelled("same"), answers("same")),
        share("same is same or part", labelled("same", "part"), answers("same")),
        share("recall of same", answers("same"), labelled("same")),
        share("part found as part", answers("part"), labelled("part")),
        share("conflict is conflict", labelled("conflict"), answers("conflict")),
        share(
            "conflict is conflict or update", labelled("conflict", "update"), answers("conflict")
        ),
        share("recall of conflict", answers("conflict"), labelled("conflict")),
        share("update found as update", answers("update"), labelled("update")),
    ]


def line(name: str, successes: int, number: int) -> str:
    """Return a measure with Wilson's interval at 95 %."""
    if not number:
        return f"{name:32}     -"
    z, rate = 1.96, successes / number
    middle = (rate + z * z / (2 * number)) / (1 + z * z / number)
    spread = z * sqrt(rate * (1 - rate) / number + z * z / (4 * number**2)) / (1 + z * z / number)
    low, high = max(0.0, middle - spread), min(1.0, middle + spread)
    return f"{name:32}{rate:6.1%}  ({low:.1%} to {high:.1%}, {successes} of {number})"


def grouped(pairs: Sequence[Pair], by: str) -> list[str]:
    """Return a line for each kind, language or label: right and contrary."""
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(getattr(pair, by), []).append(pair)
    return [
        f"{name:24} {sum(map(is_right, group)):3} right, {sum(map(is_contrary, group)):3} contrary"
        f" of {len(group)}"
        for name, group in sorted(groups.items())
    ]


if __name__ == "__main__":
    main()
