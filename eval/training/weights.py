"""Fit the weights of the method `coverage` and write them as readable JSON.

    python -m eval.training.weights [KIND=CLUSTERS.jsonl.gz[:N] ...] [--out FILE] [--date DATE]

Each argument names a kind of data and a file of clusters with references, of which the first N are
taken (default: 400), without those whose first reference a file before has too. Every file weighs
alike. Without arguments, the data of `STANDARD`; with some, `--out` has to be named.

Two Poisson regressions (Li, Qian & Liu 2013 learn weights of bigrams; here both are linear, and
all features are free of scale): of the share of the references that have a concept, and of the
share of a sentence's words and bigrams that they have. Both are taken relative to the mean of the
cluster, so that clusters that are hard to match teach as much as others. The scores are of
summaries by weights that never saw the cluster: `folds` leaves out every fifth cluster (a topic
that comes in several languages in all of them), `kinds` all of the kind. `SETTINGS` are not fitted;
they were chosen by such scores. The same data and date give the same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import PoissonRegressor

from eval.datasets import DATA, TOP
from multisumm.documents import cleaned_documents
from multisumm.errors import MultisummError
from multisumm.evaluation.plan import default_preset, scoring
from multisumm.evaluation.systems import write_method
from multisumm.evaluation.tasks import EvaluationTask, digest, read_tasks
from multisumm.rouge import prepare, score_prepared
from multisumm.selection.concepts import CONCEPT_FEATURES, concept_features, find_concepts
from multisumm.selection.quality import SENTENCE_FEATURES, sentence_features
from multisumm.selection.weights import FORMAT, Weights
from multisumm.text.articles import find_copies, read_article, sentences_of
from multisumm.text.terms import TermTable, tabulate_terms
from multisumm.text.tokens import stem_words, tokenize

OUT = TOP / "src" / "multisumm" / "data" / "weights.json"
STANDARD = (
    "news=multinews/train.jsonl.gz",
    "news=multinews/train-many.jsonl.gz",
    "news=multinews/untruncated-dev.jsonl.gz",
    *(f"topics=multiling2011/{language}.jsonl.gz" for language in ("en", "fr", "cs", "ar")),
    "reviews=opinosis/en.jsonl.gz",
    "messages=email/en.jsonl.gz",
)
MOST = 400
FOLDS = 5
SETTINGS = {
    "alpha": 0.001,  # of the L2 penalty, for features of unit variance
    "sharpness": 2.0,  # the power of a sentence's expected precision
    "word_share": 0.3,  # what a single word counts for, beside a bigram
}

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Part:
    """What one regression learns from a cluster: features (r, f), targets (r,), weights (r,)."""

    features: Array
    targets: Array
    weights: Array


@dataclass(frozen=True, eq=False)
class Example:
    """A cluster with what is learned from it; `fold` says when it is left out."""

    task: EvaluationTask
    kind: str
    fold: int
    concepts: Part
    sentences: Part


Examples = tuple[Example, ...]
"""Those of one file."""


def main() -> None:
    """Read the options, fit, score and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="*", metavar="KIND=CLUSTERS.jsonl.gz[:N]")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--date", default=date.today().isoformat())
    parser.add_argument("--no-scores", action="store_true", help="fit only: seconds, not minutes")
    options = parser.parse_args()
    if options.data and not options.out:
        sys.exit("name the file to write: --out weights.json")
    try:
        write(options)
    except (MultisummError, OSError) as error:
        sys.exit(str(error))


def write(options: argparse.Namespace) -> None:
    """Fit, score and write the file."""
    out = options.out or OUT
    out.touch()  # if it cannot be written, better now than when all is done
    named = [parse(each) for each in options.data] or [parse(each, DATA) for each in STANDARD]
    sets = read_sets(named)
    weights = fit(sets)
    scores = [{}] * len(sets) if options.no_scores else cross_validated(sets)
    record = {
        "format": FORMAT,
        "what": "log-linear weights of concepts and sentences; features: concepts.py, quality.py",
        "written by": "eval/training/weights.py",
        "date": options.date,
        "settings": SETTINGS,
        "data": [
            {"file": short(path), "kind": kind, "clusters": len(each), "sha256": digest(path)}
            | ({"scores": found} if found else {})
            for (kind, path, _), each, found in zip(named, sets, scores, strict=True)
        ],
        "concept": weights.concept,
        "sentence": weights.sentence,
    }
    out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({"concept": weights.concept, "sentence": weights.sentence}, indent=1))


def parse(text: str, folder: Path = Path()) -> tuple[str, Path, int]:
    """Kind, path and number of clusters of an argument."""
    kind, equals, rest = text.partition("=")
    path, colon, number = rest.rpartition(":")
    if not (colon and number.isdecimal()):
        path, number = rest, str(MOST)
    if not (equals and kind and path):
        sys.exit(f"{text!r}: give a kind and a file, like news=clusters.jsonl.gz")
    if not (folder / path).is_file():
        sys.exit(f"{folder / path} is not there; name the data, or put it into {DATA}")
    return kind, folder / path, int(number)


def read_sets(named: Sequence[tuple[str, Path, int]]) -> list[Examples]:
    """The examples of each file."""
    with ProcessPoolExecutor() as pool:
        sets = []
        seen: set[str] = set()
        for kind, path, most in named:
            tasks = unseen(read_tasks([str(path)])[:most], seen)
            seen |= {reference_key(task) for task in tasks}
            make = partial(make_example, kind=kind)
            examples = pool.map(make, range(len(tasks)), tasks, chunksize=8)
            sets.append(tuple(example for example in examples if example is not None))
    return sets


def unseen(tasks: Sequence[EvaluationTask], seen: Set[str]) -> list[EvaluationTask]:
    """The tasks whose first reference is not among those seen."""
    return [task for task in tasks if reference_key(task) not in seen]


def reference_key(task: EvaluationTask) -> str:
    """The first words of the first reference, whatever their case and marks."""
    return "".join(filter(str.isalnum, task.references[0].casefold()))[:80]


def make_example(number: int, task: EvaluationTask, *, kind: str) -> Example | None:
    """What is learned from a cluster, or None if there is nothing in it."""
    documents = cleaned_documents(task.documents).documents
    articles = [read_article(each, language=task.language, keep_noise=False) for each in documents]
    pool = list(sentences_of(articles, without=find_copies(articles)))
    table = tabulate_terms([sentence.text for sentence in pool], language=task.language)
    owned, ids, keys = find_concepts(table)
    if not len(keys):
        return None
    words = keys < len(table.vocabulary)
    references = [_reference(text, table, task.language) for text in task.references]
    told = np.mean([[key in known for key in keys.tolist()] for known in references], axis=0)
    size = np.diff(table.starts).astype(float)
    precision = np.array([_precision(row, references, table) for row in _rows(table)])
    return Example(
        task,
        kind,
        number % FOLDS,
        Part(concept_features(pool, owned, ids, words), _relative(told, None), np.ones(len(keys))),
        Part(sentence_features(pool, table), _relative(precision, size), size),
    )


def _reference(text: str, table: TermTable, language: str) -> frozenset[int]:
    """Keys of the words and bigrams of a reference that the sentences may have too."""
    v, number = len(table.vocabulary), {term: i for i, term in enumerate(table.vocabulary)}
    terms = [number.get(t, -1) for t in stem_words(tokenize(text, language=language), language)]
    pairs = [(a + 1) * v + b for a, b in pairwise(terms) if a >= 0 and b >= 0]
    return frozenset(chain((term for term in terms if term >= 0), pairs))


def _rows(table: TermTable) -> Iterable[list[int]]:
    for start, end in pairwise(table.starts.tolist()):
        yield table.tokens[start:end].tolist()


def _precision(row: list[int], references: Sequence[frozenset[int]], table: TermTable) -> float:
    """Mean share of a sentence's words and of its bigrams that a reference has."""
    v = len(table.vocabulary)
    pairs = [(a + 1) * v + b for a, b in pairwise(row)]
    shares = [
        sum(key in known for key in keys) / max(len(keys), 1)
        for known in references
        for keys in (row, pairs)
    ]
    return sum(shares) / len(shares)


def _relative(values: Array, weights: Array | None) -> Array:
    """The values over their mean; all 0 where that is 0."""
    mean = np.average(values, weights=weights) if weights is None or weights.sum() else 0.0
    return values / mean if mean > 0 else np.zeros(len(values))


def fit(
    sets: Iterable[Iterable[Example]], *, keep: Callable[[Example], bool] = lambda _: True
) -> Weights:
    """Weights learned from the examples that are kept, each file and each cluster weighed alike."""
    kept = [[example for example in each if keep(example)] for each in sets]
    kept = [each for each in kept if each]
    if not kept:
        sys.exit("too few clusters with text to learn from; --no-scores needs fewer")
    concept = _regress([[each.concepts for each in one] for one in kept])
    sentence = _regress([[each.sentences for each in one] for one in kept])
    concept[CONCEPT_FEATURES.index("word")] += np.log(SETTINGS["word_share"])
    return Weights(
        "trained",
        _named(CONCEPT_FEATURES, concept),
        _named(SENTENCE_FEATURES, SETTINGS["sharpness"] * sentence),
    )


def _named(names: Sequence[str], values: Array) -> Mapping[str, float]:
    return {name: float(f"{x:.4g}") for name, x in zip(names, values.tolist(), strict=True)}


def _regress(sets: Sequence[Sequence[Part]]) -> Array:
    """Coefficients of a Poisson regression, for the features as they are (not scaled)."""
    x = np.vstack([part.features for one in sets for part in one])
    y = np.concatenate([part.targets for one in sets for part in one])
    weight = np.concatenate(
        [part.weights / max(part.weights.sum(), 1e-9) / len(one) for one in sets for part in one]
    )
    mean = np.average(x, axis=0, weights=weight)
    scale = np.maximum(np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight)), 1e-9)
    model = PoissonRegressor(alpha=SETTINGS["alpha"], solver="newton-cholesky", max_iter=100)
    if not y.any():
        sys.exit("the references have no word of the documents: there is nothing to learn")
    model.fit((x - mean) / scale, y, sample_weight=weight / weight.mean())
    coefficients: Array = model.coef_ / scale
    return coefficients


def cross_validated(sets: Sequence[Examples]) -> list[dict[str, list[float]]]:
    """ROUGE-1 and 2 F1 of each file, by weights that saw other clusters, or other kinds, only."""
    folds, kinds = held_out(sets)
    several = len({example.kind for each in sets for example in each}) > 1
    scores = []
    with ProcessPoolExecutor() as pool:
        for examples in sets:
            found = {"folds": _means(pool.map(score, examples, map(folds, examples), chunksize=8))}
            if several:
                others = pool.map(score, examples, map(kinds, examples), chunksize=8)
                found["kinds"] = _means(others)
            scores.append(found)
    return scores


def held_out(
    sets: Sequence[Examples],
) -> tuple[Callable[[Example], Weights], Callable[[Example], Weights]]:
    """For an example, the weights that saw none of its fold, and none of its kind."""

    @cache
    def without_fold(fold: int) -> Weights:
        return fit(sets, keep=lambda example: example.fold != fold)

    @cache
    def without_kind(kind: str) -> Weights:
        return fit(sets, keep=lambda example: example.kind != kind)

    return lambda each: without_fold(each.fold), lambda each: without_kind(each.kind)


def score(example: Example, weights: Weights) -> list[float]:
    """ROUGE-1 and 2 F1 of the summary by these weights, in percent."""
    task = example.task
    settings = scoring(default_preset([task]), stem=True)(task.language)
    text = "\n".join(write_method(task, method="coverage", weights=weights))
    references = [prepare(reference, settings) for reference in task.references]
    metrics = ("rouge-1", "rouge-2")
    scores = score_prepared(prepare(text, settings), references, metrics, settings)
    return [100 * scores[metric].f1 for metric in metrics]


def _means(scores: Iterable[list[float]]) -> list[float]:
    return [round(float(mean), 2) for mean in np.mean(list(scores), axis=0)]


def short(path: Path) -> str:
    """The last two parts of a path."""
    return "/".join(path.parts[-2:])


if __name__ == "__main__":
    main()
