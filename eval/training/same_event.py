"""Fit the coefficients that say whether two documents are about one event.

    python -m eval.training.same_event [--data FOLDER] [--output FILE]

Piles are made of clusters whose subjects are known: of cut Multi-News clusters, of those with many
documents, with and without documents that stand alone, large and small; and the MultiLing topics
in French, Czech and Arabic, also with every second article cut to 100 words. None of them is in
the piles that `eval.accuracy.grouping` reports. All pairs of neighbours are examples; a pile counts
with the square root of their number. Documents that are about nothing (`find_odd` in
`eval/accuracy/grouping.py`) are left out. The model is a logistic regression. The coefficient of
`gap`, the days between two documents, is set by hand: no training data has dates but MultiLing,
whose ten topics lie years apart. Without --output, the coefficients are only printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from eval.accuracy.grouping import MixedPile, cut_every_second, find_odd, mix, read
from eval.datasets import DATA
from multisumm.grouping.dates import find_days
from multisumm.grouping.group import compare_documents

GAP = -0.4
"""Set by hand: after a week between them, the odds are a quarter lower, after a year, a fifth."""


def main() -> None:
    """Print the coefficients, and write them if a file is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--output", type=Path, metavar="FILE")
    options = parser.parse_args()
    examples = [examples_of(pile) for pile in training_piles(options.data)]
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
    """Return the piles, none of which is reported."""
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


Examples = tuple[Mapping[str, NDArray[np.float64]], NDArray[np.bool_]]


def examples_of(pile: MixedPile) -> Examples:
    """Return the features of the pairs of neighbours, and whether they are of one event."""
    days, _ = find_days(pile.documents)
    compared = compare_documents(pile.documents, days)
    odd = find_odd(pile)
    events = np.unique(pile.events, return_inverse=True)[1]
    first, second = compared.pairs.first, compared.pairs.second
    kept = ~odd[first] & ~odd[second]
    features = {name: values[kept] for name, values in compared.features.items()}
    return features, (events[first] == events[second])[kept]


def fit(examples: Sequence[Examples]) -> dict[str, float]:
    """Return the coefficient of each feature, and the constant."""
    names = [name for name in examples[0][0] if name != "gap"]
    rows = np.vstack([np.column_stack([one[name] for name in names]) for one, _ in examples])
    same = np.concatenate([same for _, same in examples])
    weights = np.concatenate([np.full(len(same), len(same) ** -0.5) for _, same in examples])
    scaler = StandardScaler().fit(rows)
    regression: Any = LogisticRegression(max_iter=1000)
    regression.fit(scaler.transform(rows), same, sample_weight=weights / weights.mean())
    slopes = regression.coef_[0] / scaler.scale_
    constant = float(regression.intercept_[0] - slopes @ scaler.mean_)
    return {"constant": constant, **dict(zip(names, slopes.tolist(), strict=True)), "gap": GAP}


if __name__ == "__main__":
    main()
