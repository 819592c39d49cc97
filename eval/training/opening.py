"""Compare what opens the summaries with what the references open on.

    python -m eval.training.opening [--data ../shared/data]

An opening is scored by the words that it shares with the first `WORDS` words of a reference: the
mean of two F1, of the stems of content words and of the pairs of stems that follow each other; then
the mean over references, in per cent. The clusters of the reading trial are left out, but for the
topics, which are few. 95 % intervals are over clusters.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from eval.datasets import DATA
from eval.training.order import KINDS, chosen_in, records_of
from multisumm.selection.ordering import reading_order
from multisumm.text.languages import function_words
from multisumm.text.tokens import stem_words, tokenize

WORDS = 45
"""A reference tells its news in so many words."""

Rule = Callable[[Sequence[int], Any], int]
"""Picked sentences, the arguments of an order behind them -> which one opens the summary."""

RULES: dict[str, Rule] = {
    "package": lambda picked, given: reading_order(picked, *given)[0],
    "the most central": lambda picked, given: max(picked, key=given[2].centrality.__getitem__),
    "nearest to the beginning": lambda picked, given: min(
        picked, key=lambda i: (given[0][i].position, i)
    ),
    "of the highest score": lambda picked, given: max(picked, key=given[2].scores.__getitem__),
    "input": lambda picked, given: min(picked),
}
"""The rules that are compared."""


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    rows: dict[str, list[str]] = {}
    names = []
    for name, words, limit in (one for sets in KINDS.values() for one in sets):
        names.append(name.split("/")[1][:14])
        scores = [*_scores(data, name, words, limit)]
        for label in scores[0]:
            rows.setdefault(label, []).append(_mean([one[label] for one in scores]))
    print(f"{'':26}" + "".join(f"{name:>16}" for name in names))
    for label, cells in rows.items():
        print(f"{label:26}" + "".join(f"{cell:>16}" for cell in cells))


def score_opening(text: str, references: Sequence[str], *, language: str) -> float:
    """Return what a sentence shares with the beginnings of the references, 0 to 1."""
    beginnings = [" ".join(one.split()[:WORDS]) for one in references]
    ours = _units(text, language)
    shared = [
        _f1(mine, theirs)
        for one in beginnings
        for mine, theirs in zip(ours, _units(one, language), strict=True)
    ]
    return sum(shared) / len(shared)


def _scores(data: Path, name: str, words: int, limit: int) -> Iterator[Mapping[str, float]]:
    """Yield for each cluster of a set the score of each rule, and that of the best pick."""
    for record in records_of(data, name, limit):
        picked, given = chosen_in(record, words)
        language = given[0][picked[0]].language
        of = {
            i: score_opening(given[0][i].text, record["references"], language=language)
            for i in picked
        }
        yield {
            **{label: of[rule(picked, given)] for label, rule in RULES.items()},
            "the best of what is quoted": max(of.values()),
        }


def _units(text: str, language: str) -> tuple[set[str], set[tuple[str, str]]]:
    """The stems of the content words of a text, and the pairs of stems that follow each other."""
    stems = stem_words([*tokenize(text, language=language)], language)
    return {*stems} - function_words(language), {*pairwise(stems)}


def _f1(ours: set[Any], theirs: set[Any]) -> float:
    return 2 * len(ours & theirs) / (len(ours) + len(theirs) or 1)


def _mean(values: Sequence[float]) -> str:
    half = 1.96 * np.std(values) / len(values) ** 0.5
    return f"{100 * np.mean(values):.1f} ±{100 * half:.1f}"


if __name__ == "__main__":
    main()
