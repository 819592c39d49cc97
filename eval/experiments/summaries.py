"""The section with ten summaries before and after, as ids and numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from eval.experiments.definitions import TEN_CONCLUSION
from eval.experiments.examples import EXAMPLES
from eval.experiments.markdown import pair, table
from eval.experiments.running import Results, result_of
from eval.experiments.sets import MEASURES
from eval.experiments.variants import BEFORE, DEFAULT

SHOWN = ("sentences", "openers", "broken", "pairs")


def ten_summaries(results: Results) -> Iterator[str]:
    """Yield the paragraphs and the table."""
    yield "## Ten summaries before and after"
    if "whole" not in EXAMPLES:
        yield "Multi-News's whole articles are not there."
        return
    examples = EXAMPLES["whole"]
    both = [result_of(results, variant, "folds")["whole 240"] for variant in (BEFORE, DEFAULT)]
    rows = []
    for index in (number * len(examples) // 10 for number in range(10)):
        cells = (cell for result in both for cell in measures(result[index], "g"))
        rows.append([examples[index].id, *cells])
    means = (cell for result in both for cell in measures(result.mean(axis=0), ".2f"))
    rows.append([f"mean of all {len(examples)}", *means])
    yield (
        "Clusters of `untruncated-dev` at even distances, 240 words; before are the weights by"
        " hand, after is the default, cross-validated. Sentences, of these with an opener and"
        " broken, pairs that repeat, ROUGE-1/2 F1."
    )
    names = (*SHOWN, "ROUGE-1/2")
    heads = [f"{name} {when}" for when in ("before", "after") for name in names]
    yield table(["cluster", *heads], rows)
    yield f"**{TEN_CONCLUSION}**"


def measures(row: NDArray[np.float64], form: str) -> list[str]:
    """The cells of a row of measures, ROUGE last."""
    return [*(f"{row[MEASURES.index(name)]:{form}}" for name in SHOWN), pair(row[:2])]
