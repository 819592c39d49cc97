"""Fit the reading order to references, and compare orders by Kendall's tau.

    python -m eval.training.order [--data ../shared/data]

Each sentence of a summary is aligned to a sentence of each reference (`aligned_pairs` of
`evaluation/readability.py`). Two that are aligned to different ones should stand in their order. A
logistic regression on such pairs fits what `selection/ordering.py` sorts by. The taus of an order
that is fitted are of weights that saw no cluster of that kind of text, and what opens the summary
is the package's choice (see `opening.py`); those of the package's order are of its constants. The
clusters of the reading trial are left out, but for the topics, which are few. 95 % intervals are
over clusters.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from eval.datasets import DATA, read_records, set_apart
from multisumm import Document
from multisumm.evaluation.readability import aligned_pairs
from multisumm.pipeline import summarize
from multisumm.selection.ordering import (
    CENTRALITY,
    DAY,
    ORDERS,
    PLACE,
    Evidence,
    reading_order,
)

KINDS = {
    "whole": [("multinews/untruncated-dev", 240, 92)],
    "many": [("multinews/train-many", 150, 150)],
    "cut": [("multinews/train", 240, 150)],
    "topics": [(f"multiling2011/{code}", 250, 10) for code in ("en", "fr", "cs", "ar")],
}
MESSAGES = [("email/en", 100, 200)]
"""Threads are told as they were written. Nothing is fitted to them."""


@dataclass(frozen=True)
class Case:
    """A summary, what its order may go by, and the order of its references.

    Attributes:
        name: The data set.
        picked: Its sentences, ascending.
        given: The arguments of an order behind the picked sentences.
        before: Pairs of its sentences, the first of which a reference tells before the second.
    """

    name: str
    picked: list[int]
    given: tuple[Any, Any, Evidence]
    before: list[tuple[int, int]]


def main() -> None:
    """Print the coefficients and the taus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    cases = {kind: [*read_cases(data, sets)] for kind, sets in KINDS.items()}
    messages = [*read_cases(data, MESSAGES)]
    everything = [*(case for own in cases.values() for case in own), *messages]
    print("fitted to all: place {:.2f}, centrality {:.2f}".format(*fit(cases)))
    print(f"in the package: place {PLACE}, centrality {CENTRALITY}, day {DAY}\n")
    without = {kind: fit({k: c for k, c in cases.items() if k != kind}) for kind in cases}
    without["messages"] = fit(cases)
    kind_of = {case.name: kind for kind, own in cases.items() for case in own}
    kind_of |= {case.name: "messages" for case in messages}
    orders: dict[str, Callable[[Case], list[int]]] = {
        "package": lambda case: reading_order(case.picked, *case.given),
        "fitted without the kind": lambda case: by_weights(case, *without[kind_of[case.name]]),
        "place in the document": lambda case: by_weights(case, 1.0, 0.0, day=0.0),
        "centrality": lambda case: by_weights(case, 0.0, 1.0, day=0.0),
        "day, then place": lambda case: by_weights(case, 1.0, 0.0, day=100.0),
        "input": lambda case: case.picked,
        "by chance": lambda case: Random(len(case.picked)).sample(case.picked, len(case.picked)),
    }
    names = list(dict.fromkeys(case.name for case in everything))
    print(f"{'':24}" + "".join(f"{name.split('/')[1][:14]:>16}" for name in names))
    for label, order in orders.items():
        cells = [
            tau_of([case for case in everything if case.name == name], order) for name in names
        ]
        print(f"{label:24}" + "".join(f"{cell:>16}" for cell in cells))


def read_cases(data: Path, sets: Sequence[tuple[str, int, int]]) -> Iterator[Case]:
    """Yield the summaries of the clusters of some sets that have an order in their references."""
    for name, words, limit in sets:
        for record in records_of(data, name, limit):
            case = make_case(name, record, words)
            if case.before:
                yield case


def records_of(data: Path, name: str, limit: int) -> list[dict[str, Any]]:
    """Return so many clusters of a set, of those that are not set apart, but for the topics."""
    apart = set_apart()
    records = [
        one
        for one in read_records(data / f"{name}.jsonl.gz")
        if name.startswith("multiling") or one["id"] not in apart
    ]
    return Random(5).sample(records, min(limit, len(records)))


def make_case(name: str, record: Mapping[str, Any], words: int) -> Case:
    """Return the case of a cluster."""
    picked, given = chosen_in(record, words)
    texts = [given[0][i].text for i in picked]
    language = given[0][picked[0]].language
    of_references = aligned_pairs(texts, record["references"], language=language)
    before = [(picked[i], picked[j]) for pairs in of_references for i, j in pairs]
    return Case(name, picked, given, before)


def chosen_in(record: Mapping[str, Any], words: int) -> tuple[list[int], tuple[Any, Any, Evidence]]:
    """Return the picked sentences of a cluster, ascending, and what its order may go by."""
    found: list[tuple[list[int], Any]] = []

    def watch(picked: Sequence[int], *given: Any) -> list[int]:
        found.append((sorted(picked), given))
        return list(picked)

    documents = [
        Document(str(i), one["text"], one.get("title")) for i, one in enumerate(record["documents"])
    ]
    reading, ORDERS["reading"] = ORDERS["reading"], watch
    try:
        summarize([one for one in documents if one.text.strip()], words=words)
    finally:
        ORDERS["reading"] = reading
    return found[0]


def features(case: Case) -> dict[int, tuple[float, float]]:
    """Return the place in its document and the relative centrality of each sentence."""
    sentences, _, evidence = case.given
    counts = Counter(sentence.document for sentence in sentences)
    top = max(evidence.centrality[i] for i in case.picked) or 1.0
    return {
        i: (
            sentences[i].position / counts[sentences[i].document],
            evidence.centrality[i] / top,
        )
        for i in case.picked
    }


def fit(cases: Mapping[str, Sequence[Case]]) -> tuple[float, float]:
    """Return how much later place makes a sentence, and how much earlier centrality does."""
    from sklearn.linear_model import LogisticRegression

    rows, weights = [], []
    for own in cases.values():
        total = sum(len(case.before) for case in own)
        for case in own:
            of = features(case)
            rows += [np.subtract(of[i], of[j]) for i, j in case.before]
            weights += [1.0 / total] * len(case.before)
    x, w = np.array(rows), np.array(weights) * len(rows) / len(cases)
    model = LogisticRegression(fit_intercept=False)
    model.fit(np.vstack([x, -x]), [1] * len(x) + [0] * len(x), np.concatenate([w, w]))
    place, central = model.coef_[0].tolist()
    return -place, central


def by_weights(case: Case, place: float, central: float, *, day: float = DAY) -> list[int]:
    """Return the reading order with other weights."""
    from multisumm.selection import ordering

    old = ordering.PLACE, ordering.CENTRALITY, ordering.DAY
    ordering.PLACE, ordering.CENTRALITY, ordering.DAY = place, central, day
    try:
        return reading_order(case.picked, *case.given)
    finally:
        ordering.PLACE, ordering.CENTRALITY, ordering.DAY = old


def tau_of(cases: Sequence[Case], order: Callable[[Case], list[int]]) -> str:
    """Return the mean of Kendall's tau over clusters, with half the width of its interval."""
    taus = []
    for case in cases:
        place = {index: k for k, index in enumerate(order(case))}
        taus.append(np.mean([1 if place[i] < place[j] else -1 for i, j in case.before]))
    half = 1.96 * np.std(taus) / len(taus) ** 0.5
    return f"{np.mean(taus):+.2f} ±{half:.2f}"


if __name__ == "__main__":
    main()
