"""The section on limits: the targets, the scores reached, the scores within reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from eval.experiments.definitions import KNOWN, LIMITS_CONCLUSION, TARGETS_CONCLUSION
from eval.experiments.markdown import pair, table
from eval.experiments.running import Results, result_of, unnamed
from eval.experiments.sets import MEASURES, MODES
from eval.experiments.variants import DEFAULT
from eval.targets import CUT, TARGETS

Oracles = Mapping[str, NDArray[np.float64]]
"""Set -> ROUGE-1 and 2 (clusters, 2) of the greedy oracle."""

ASKED = dict(
    zip(("cut 240", "whole 240", "en 250", "en 100", "reviews 25"), (CUT, *TARGETS), strict=True)
)
"""Set -> the target of the method there; that of `cut` is for other clusters."""


def limits(results: Results, oracles: Oracles) -> Iterator[str]:
    """Yield the paragraphs and tables."""
    yield "## What limits the rest"
    yield (
        "ROUGE-1/2 of extracts: the greedy oracle, which sees the references; the default; and the"
        " default with the true values of concepts, of sentences or of both in place of the"
        " expected ones."
    )
    yield reached(results, oracles)
    yield f"**{LIMITS_CONCLUSION}**"
    yield (
        "The targets of the method, the scores of the default, the best scores of any variant on"
        " this page (a lucky one of many), and those of the greedy oracle. `targets.py` measures"
        " all targets, with weights fitted to more clusters; for `cut`, on the validation part at"
        " the best budget."
    )
    yield asked(results, oracles)
    yield f"**{TARGETS_CONCLUSION}**"


def reached(results: Results, oracles: Oracles) -> str:
    """Scores of the oracle, of the default, and of the default with known targets."""
    *some, both = KNOWN
    runs = [(variant, mode, mode) for variant in (DEFAULT, *some) for mode in MODES]
    rows = [["greedy oracle", "", *(pair(scores.mean(axis=0)) for scores in oracles.values())]]
    for variant, mode, shown in [*runs, (both, MODES[0], "")]:
        result = result_of(results, variant, mode)
        means = [np.nanmean(result[name][:, :2], axis=0) for name in oracles]
        rows.append([variant.name, shown, *map(pair, means)])
    return table(["", "weights", *oracles], rows)


def asked(results: Results, oracles: Oracles) -> str:
    """Targets beside the scores of the default, of the best variant and of the oracle."""
    upper_ends = {unnamed(variant) for variant in KNOWN}
    rows = []
    for name, target in ASKED.items():
        if name not in oracles:
            continue
        mode = "kinds" if target.by_kind else "folds"
        for k, metric in enumerate(MEASURES[:2]):
            means = [
                float(result[name][:, k].mean())
                for (variant, weights), result in results.items()
                if variant not in upper_ends and (weights == mode or variant.untrained)
            ]
            own = float(result_of(results, DEFAULT, mode)[name][:, k].mean())
            rows.append(
                [
                    name,
                    mode,
                    metric,
                    f"{target.asked[k]:g}",
                    f"{own:.2f}",
                    "yes" if own >= target.asked[k] else "no",
                    f"{np.nanmax(means):.2f}",
                    f"{oracles[name][:, k].mean():.2f}",
                ]
            )
    head = ["set", "weights", "measure", "asked", "default", "met", "best variant", "oracle"]
    return table(head, rows)
