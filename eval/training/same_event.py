"""Fit the coefficients that say whether two documents are about one event.

    python -m eval.training.same_event [--data FOLDER] [--output FILE]

Piles are made of clusters whose subjects are known: of cut Multi-News clusters, of those with many
documents, with and without documents that stand alone, large and small; and the MultiLing topics
in French, Czech and Arabic, also with every second article cut to 100 words. Sentences drawn from
their articles make piles in which twenty to a hundred documents tell one event; as these are made
up, they count a twentieth. None of the piles is in those that `eval.accuracy.grouping` reports; but
of the first 9,000 clusters of Multi-News, 14 share phrases with the whole articles reported there,
and some of these are among the piles.

All pairs of neighbours are examples; a pile counts with the square root of their number. Documents
that are about nothing (`find_odd` in `eval/accuracy/grouping.py`) are left out. The model is a
logistic regression. The coefficient of `gap`, the days between two documents, is set by hand: no
training data has dates but MultiLing, whose ten topics lie years apart. Without --output, the
coefficients are only printed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from eval.accuracy.grouping import SEED, MixedPile, cut_every_second, find_odd, mix, read
from eval.datasets import DATA
from multisumm import Cluster, Document
from multisumm.grouping.group import compare_documents
from multisumm.text.days import days_as_numbers, find_days

_SENTENCE_END = re.compile(r"(?<=[.])\s+")

MIN_SENTENCE_WORDS = 7
"""Words that a sentence has at least to be drawn."""

MADE_UP = 0.05
"""How much the examples of documents that are made up count."""

GAP = -0.4
"""Set by hand: after a week between them, the odds are a quarter lower, after a year, a fifth."""


def main() -> None:
    """Print the coefficients, and write them if a file is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--output", type=Path, metavar="FILE")
    options = parser.parse_args()
    examples = [(examples_of(pile), 1.0) for pile in training_piles(options.data)]
    examples += [(examples_of(pile), MADE_UP) for pile in made_up_piles(options.data)]
    model = fit(examples)
    record = {
        "about": "Logistic regression: are two documents about one event? Features are explained in"
        " grouping/same_event.py; eval/training/same_event.py fitted them.",
        "coefficients": {name: round(value, 4) for name, value in model.items()},
    }
    text = json.dumps(record, indent=1) + "\n"
    print(text, end="")
    if options.output:
        options.output.write_text(text, encoding="utf-8")


def training_piles(data: Path) -> list[MixedPile]:
    """Return the piles of documents as they are, none of which is reported."""
    cut = read(data, "multinews/train")[:9000]
    many = read(data, "multinews/train-many")[300:700]
    topics = [mix(read(data, f"multiling2011/{code}")) for code in ("fr", "cs", "ar")]
    return [
        mix(cut[2000:3000]),
        mix(cut[4100:4150]),
        mix(many[:150]),
        mix(many[150:180]),
        mix(cut[6000:6400], alone=cut[6400:7200]),
        mix(cut[7200:7300], alone=cut[7300:7700]),
        mix(cut[7700:7730], alone=cut[7730:7760]),
        mix(many[300:340], alone=cut[7800:8000]),
        mix(many[340:355], alone=cut[8000:8300]),
        *topics,
        cut_every_second(topics[0]),
    ]


def made_up_piles(data: Path) -> list[MixedPile]:
    """Return piles of which each event is told by very many documents."""
    czech, arabic = (read(data, f"multiling2011/{code}") for code in ("cs", "ar"))
    return [
        retell(czech, documents=30, sentences=5),
        retell(arabic, documents=20, sentences=8),
        retell(czech[:4], documents=100, sentences=8),
    ]


def retell(clusters: Sequence[Cluster], *, documents: int, sentences: int) -> MixedPile:
    """Return documents of sentences that are drawn from all articles on an event."""
    draw = random.Random(SEED)
    retold = []
    for cluster in clusters:
        told = [
            sentence
            for document in cluster.documents
            for sentence in _SENTENCE_END.split(document.text)
            if len(sentence.split()) >= MIN_SENTENCE_WORDS
        ]
        texts = [" ".join(draw.sample(told, sentences)) for _ in range(documents)]
        made = tuple(Document(str(i), text) for i, text in enumerate(texts))
        retold.append(replace(cluster, documents=made))
    return mix(retold)


Examples = tuple[Mapping[str, NDArray[np.float64]], NDArray[np.bool_]]


def examples_of(pile: MixedPile) -> Examples:
    """Return the features of the pairs of neighbours, and whether they are of one event."""
    days = days_as_numbers(find_days(pile.documents).days, len(pile.documents))
    compared = compare_documents(pile.documents, days)
    odd = find_odd(pile)
    events = np.unique(pile.events, return_inverse=True)[1]
    first, second = compared.pairs.first, compared.pairs.second
    kept = ~odd[first] & ~odd[second]
    features = {name: values[kept] for name, values in compared.features.items()}
    return features, (events[first] == events[second])[kept]


def fit(examples: Sequence[tuple[Examples, float]]) -> dict[str, float]:
    """Return the coefficient of each feature, and the constant, given weighted examples."""
    names = [name for name in examples[0][0][0] if name != "gap"]
    rows = np.vstack([np.column_stack([one[name] for name in names]) for (one, _), _ in examples])
    same = np.concatenate([same for (_, same), _ in examples])
    weights = np.concatenate(
        [np.full(len(same), weight * len(same) ** -0.5) for (_, same), weight in examples]
    )
    scaler = StandardScaler().fit(rows)
    regression: Any = LogisticRegression(max_iter=1000)
    regression.fit(scaler.transform(rows), same, sample_weight=weights / weights.mean())
    slopes = regression.coef_[0] / scaler.scale_
    constant = float(regression.intercept_[0] - slopes @ scaler.mean_)
    return {"constant": constant, **dict(zip(names, slopes.tolist(), strict=True)), "gap": GAP}


if __name__ == "__main__":
    main()
