"""How right the relations are that the package finds between labelled pairs of sentences.

    python -m eval.accuracy.relations [PAIRS.jsonl] [--wrong]

Prints the tables of `multisumm evaluate --relations` (`multisumm.evaluation.relations` has the
measures), and then, in the same way, how right the kinds are that the rules were not made on:
before the rules were written, half of the kinds of difference were drawn by lot (`DRAWN`) and their
pairs kept unread. `--wrong` lists the wrong answers to pairs that may be read.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from pathlib import Path

from eval.datasets import DATA
from multisumm.evaluation.formats import RELATION_RENDERERS
from multisumm.evaluation.relations import Share, judge_pairs, read_pairs

DRAWN = 20261128
"""Seed of the draw of the kinds that were kept unread."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="?", type=Path, default=DATA / "relations" / "dev.jsonl")
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones that may be read")
    options = parser.parse_args()
    judged = judge_pairs(read_pairs(options.pairs))
    unread = kept_unread(one.pair.kind for one in judged)
    parts = {
        "all": judged,
        "kinds that the rules were made on": [j for j in judged if j.pair.kind not in unread],
        "kinds kept unread": [j for j in judged if j.pair.kind in unread],
        "English": [j for j in judged if j.pair.language == "en"],
        "other languages": [j for j in judged if j.pair.language != "en"],
    }
    for name, part in parts.items():
        if part:
            print(f"# {name}\n\n{RELATION_RENDERERS['text'](part)}")
    if options.wrong:
        for one in judged:
            pair, answer, rule = one
            if pair.kind not in unread and not one.is_right:
                print(f"{pair.id} {pair.label}, said {answer} ({rule})\n  {pair.a}\n  {pair.b}")


def kept_unread(kinds: Iterable[str]) -> frozenset[str]:
    """Return the half of the kinds that was drawn by lot."""
    names = sorted({*kinds})
    random.Random(DRAWN).shuffle(names)
    return frozenset(names[: len(names) // 2])


def line(name: str, successes: int, number: int) -> str:
    """Return a measure with Wilson's interval at 95 %."""
    if not number:
        return f"{name:32}     -"
    found = Share(successes, number).estimate()
    interval = f"{found.low:.1%} to {found.high:.1%}"
    return f"{name:32}{found.mean:6.1%}  ({interval}, {successes} of {number})"


if __name__ == "__main__":
    main()
