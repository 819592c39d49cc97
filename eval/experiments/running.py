"""Runs variants on all sets, and measures every summary."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from eval.experiments.choosing import alike, choose
from eval.experiments.examples import EXAMPLES, Example, rouge_settings, tokens_of
from eval.experiments.sets import MEASURES, MODES, SETS, TestSet
from eval.experiments.variants import Variant
from multisumm.evaluation.oracle import choose_oracle
from multisumm.rouge import Prepared, score_prepared
from multisumm.rouge.tokenizers import unicode_tokens

Array = NDArray[np.float64]

Result = Mapping[str, Array]
"""Set -> measures (clusters, len(MEASURES)), NaN where nothing was chosen."""

Results = Mapping[tuple[Variant, str], Result]
"""Variant without its name, mode -> its result."""


def sets_there() -> list[TestSet]:
    """The sets whose files were read."""
    return [test for test in SETS if test.file in EXAMPLES]


def run_all(variants: Iterable[Variant], pool: Executor) -> Results:
    """The results of all variants, each run once."""
    jobs = jobs_of(variants)
    outcomes = pool.map(run, jobs)
    return {
        (unnamed(variant), mode): result
        for (variant, mode), result in zip(jobs, outcomes, strict=True)
    }


def jobs_of(variants: Iterable[Variant]) -> list[tuple[Variant, str]]:
    """The variants and modes to run, each once, the slowest first."""
    jobs: dict[tuple[Variant, str], tuple[Variant, str]] = {}
    for variant in variants:
        for mode in MODES[:1] if variant.untrained else MODES:
            jobs.setdefault((unnamed(variant), mode), (variant, mode))
    slow = ("trees", "network")
    return sorted(
        jobs.values(),
        key=lambda job: (
            job[0].search != "exact",
            not job[0].members,
            job[0].concept_model not in slow,
            job[0].sentence_model not in slow,
        ),
    )


def unnamed(variant: Variant) -> Variant:
    """The variant without its name, so that equal variants run once."""
    return replace(variant, name="")


def result_of(results: Results, variant: Variant, mode: str) -> Result:
    """The result of a variant, which may be untrained."""
    return results[unnamed(variant), MODES[0] if variant.untrained else mode]


def run(job: tuple[Variant, str]) -> Result:
    """The result of a variant by the weights of a mode."""
    variant, mode = job
    start = time.perf_counter()
    result = {
        test.name: np.array(
            [
                measured(variant, example, test, mode, number)
                for number, example in enumerate(EXAMPLES[test.file])
            ]
        )
        for test in sets_there()
    }
    seconds = time.perf_counter() - start
    print(f"{variant.name}, {mode}: {seconds:.0f} s", file=sys.stderr, flush=True)
    return result


def measured(
    variant: Variant, example: Example, test: TestSet, mode: str, number: int
) -> list[float]:
    """The measures of one summary."""
    out = example.fold if mode == "folds" else example.kind
    step = test.exact_step if variant.search == "exact" else 1
    left_out = variant.ranking == "sumy-kl" and test.file != "mail"
    choice = None if number % step or left_out else choose(variant, example, test.words, out)
    if choice is None:
        return [np.nan] * len(MEASURES)
    picked = list(choice.picked)
    words = [frozenset(unicode_tokens(example.pool[i].text)) for i in picked]
    return [
        *scored(example, test, picked),
        sum(alike(a, b) for a, b in combinations(words, 2)),
        choice.value,
        len(picked),
        int(example.flags["opener"][picked].sum()),
        int(example.flags["broken"][picked].sum()),
        int((np.diff(example.table.starts)[picked] < 8).sum()),
    ]


def scored(example: Example, test: TestSet, picked: Sequence[int]) -> list[float]:
    """ROUGE-1 and 2 of a summary, in percent."""
    metrics = MEASURES[:2]
    scores = score_prepared(
        tokens_of(example, picked),
        references_of(example, test),
        metrics,
        rouge_settings(example.language),
    )
    return [100 * float(getattr(scores[metric], test.part)) for metric in metrics]


def references_of(example: Example, test: TestSet) -> tuple[Prepared, ...]:
    """The references as they are scored against."""
    return example.references[test.words if test.cut else 0]


def run_oracle(test: TestSet) -> Array:
    """ROUGE-1 and 2 (clusters, 2) of greedy extracts made with the references in view."""
    rows = []
    for example in EXAMPLES[test.file]:
        references = references_of(example, test)
        picked = choose_oracle(example.tokens, example.costs.tolist(), test.words, references)
        rows.append(scored(example, test, picked))
    return np.array(rows)
