"""Equal to what the original program printed, for every value in ../shared/data/rouge155."""

import gzip
import json
from functools import cache

import pytest

from locations import SHARED
from multisumm.rouge import (
    Score,
    Scores,
    aggregate,
    count_references,
    find_metric,
    make_settings,
    prepare,
    score_counts,
)

DATA = SHARED / "data" / "rouge155"
PARTS = {"r": "recall", "p": "precision", "f": "f1"}
RUNS = (
    "plain",
    "stem",
    "stem-wordnet",
    "stem-best",
    "stem-best-jackknife",
    "stem-100-words",
    "stem-665-bytes",
    "stem-one-line",
    "stem-alpha-0.2",
    "edge-plain",
    "edge-stem",
)

pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="../shared/data/rouge155 is absent: only developers and CI have it"
)


@cache
def expected():
    with gzip.open(DATA / "expected.json.gz", "rt", encoding="utf-8") as lines:
        return json.load(lines)


@cache
def pairs(name):
    with gzip.open(DATA / f"pairs-{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {pair["id"]: pair for pair in map(json.loads, lines)}


def settings_of(options):
    references = ("jackknife-" if options.get("jackknife") else "") + options["multi"]
    exceptions = options.get("exceptions", "none")
    return make_settings(
        preset="rouge155",
        stem=options["stem"],
        references=references,
        exceptions=None if exceptions == "none" else DATA / exceptions,
        **{
            name: options[name]
            for name in ("alpha", "limit_words", "limit_bytes")
            if name in options
        },
    )


@cache
def counts_of(pair_file, identifier, metrics, stem, exceptions, limits, one_line):
    """Counts do not depend on alpha nor on how references are put together: share them."""
    options = dict(limits, stem=stem, exceptions=exceptions, multi="average")
    settings, pair = settings_of(options), pairs(pair_file)[identifier]
    texts = [pair["candidate"], *pair["references"]]
    if one_line:
        texts = [text.replace("\n", " ") for text in texts]
    candidate, *references = (prepare(text, settings) for text in texts)
    return [count_references(candidate, references, find_metric(name)) for name in metrics]


def score(run, identifier):
    options, metrics = run["options"], tuple(run["instances"][identifier])
    counts = counts_of(
        run["pairs"],
        identifier,
        metrics,
        options["stem"],
        options.get("exceptions", "none"),
        tuple(item for item in options.items() if item[0].startswith("limit")),
        "sentences" in options,
    )
    settings = settings_of(options)
    return {
        name: score_counts(found, find_metric(name), settings)
        for name, found in zip(metrics, counts, strict=True)
    }


@pytest.mark.parametrize("name", RUNS)
def test_every_score_of_every_instance_is_the_one_the_original_printed(name):
    run = expected()[name]
    differences = [
        (identifier, metric, part, getattr(scores[metric], PARTS[part]), value)
        for identifier, metrics in run["instances"].items()
        for scores in [score(run, identifier)]
        for metric, values in metrics.items()
        for part, value in values.items()
        if abs(getattr(scores[metric], PARTS[part]) - value) > 1e-9
    ]
    assert differences == []


@pytest.mark.parametrize("name", RUNS)
def test_every_mean_and_interval_is_the_one_the_original_printed(name):
    """Evaluations were numbered from 1 in the order of the file; they resample as strings."""
    run = expected()[name]
    instances = {
        str(number): Scores(
            {
                metric: Score(values["r"], values["p"], values["f"])
                for metric, values in run["instances"][identifier].items()
            },
            "preset:rouge155",
        )
        for number, identifier in enumerate(pairs(run["pairs"]), 1)
    }
    # The jackknife went with release 1.4 and its means are plain ones, without an interval.
    system = aggregate(instances, seed=0 if run["options"].get("jackknife") else None)
    for metric, values in run["aggregate"].items():
        for part, attribute in PARTS.items():
            estimate = getattr(system[metric], attribute)
            assert estimate.mean == pytest.approx(values[part], abs=1e-9)
            if f"{part}_ci" in values:
                bounds = [estimate.low, estimate.high]
                assert bounds == pytest.approx(values[f"{part}_ci"], abs=1e-9)


def test_nothing_that_the_original_printed_is_left_out():
    assert sorted(RUNS) == sorted(expected())
    scores = [
        v for run in expected().values() for m in run["instances"].values() for v in m.values()
    ]
    assert sum(map(len, scores)) == (9 * 60 * 8 + 2 * 17 * 7) * 3
