"""Files of clusters with references -> fitted weights, and how good their summaries are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multisumm.errors import InputError, OptionError
from multisumm.evaluation.tasks import EvaluationTask, data_digest
from multisumm.messages import plural, printable
from multisumm.parallel import Track, parallel_map, untracked
from multisumm.selection.weights import Weights
from multisumm.training.cross_validation import ValidationScores, cross_validate
from multisumm.training.examples import FOLDS, TrainingExample, make_training_example
from multisumm.training.fitting import ExampleSets, fit_weights
from multisumm.training.inputs import TrainingInput, TrainingSet, read_training_sets

MIN_CLUSTERS = FOLDS
"""Fewer clusters with text than this are an error: seven coefficients are fitted to them."""


@dataclass(frozen=True, slots=True, eq=False)
class TrainedSet:
    """One input of a training.

    Attributes:
        source: The file, its kind, and how many clusters were asked for.
        clusters: Number of clusters that were learned from.
        sha256: Digest of the file or folder.
        scores: ROUGE of cross-validation; None if it was not asked for.
    """

    source: TrainingInput
    clusters: int
    sha256: str
    scores: ValidationScores | None


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """Fitted weights, and what they were fitted to.

    Attributes:
        weights: Fitted to all clusters.
        sets: The inputs, in the order given.
        warnings: What a reader of the scores should know, a line each.
    """

    weights: Weights
    sets: tuple[TrainedSet, ...]
    warnings: tuple[str, ...]


def run_training(
    inputs: Sequence[TrainingInput],
    *,
    cross_validation: bool = True,
    workers: int = 1,
    track: Track = untracked,
) -> Training:
    """Return weights fitted to the clusters of all inputs; the same data give the same weights.

    Args:
        inputs: At least one.
        cross_validation: Whether to measure ROUGE by weights that never saw the clusters, which
            takes most of the time.
        workers: Number of processes; 1 works in this process.
        track: Shows progress.

    Raises:
        InputError: A file cannot be used, or there are too few clusters to learn from.
        OptionError: There is no input, or no worker.
    """
    if not inputs:
        raise OptionError("no clusters: name files of clusters with references")
    if workers < 1:
        raise OptionError(f"workers must be at least 1, not {workers}")
    sets = read_training_sets(inputs)
    examples = read_examples(sets, workers=workers, track=track)
    weights = fit_weights(examples)
    scores: Sequence[ValidationScores | None] = [None] * len(sets)
    if cross_validation:
        scores = cross_validate(examples, workers=workers, track=track)
    trained = tuple(
        TrainedSet(read.source, len(learned), data_digest(read.source.path), score)
        for read, learned, score in zip(sets, examples, scores, strict=True)
    )
    warnings = [*_left_out(sets, examples), *(_single_kind(inputs) if cross_validation else [])]
    return Training(weights, trained, tuple(warnings))


def read_examples(
    sets: Sequence[TrainingSet], *, workers: int = 1, track: Track = untracked
) -> ExampleSets:
    """Return the examples of each input.

    Raises:
        InputError: An input has no cluster with text, or there are too few over all.
    """
    jobs = [
        (number, task, read.source.kind) for read in sets for number, task in enumerate(read.tasks)
    ]
    outcomes = parallel_map(_example, jobs, workers=workers)
    made = iter(track(outcomes, total=len(jobs), label="reading"))
    examples = [
        [example for _ in read.tasks if (example := next(made)) is not None] for read in sets
    ]
    for read, learned in zip(sets, examples, strict=True):
        if not learned:
            raise InputError("no cluster in it has text", source=printable(read.source.path))
    total = sum(map(len, examples))
    if total < MIN_CLUSTERS:
        raise InputError(f"too few clusters to learn from: {total}; give at least {MIN_CLUSTERS}")
    return examples


def _example(job: tuple[int, EvaluationTask, str]) -> TrainingExample | None:
    number, task, kind = job
    return make_training_example(number, task, kind=kind)


def _left_out(sets: Sequence[TrainingSet], examples: ExampleSets) -> Iterator[str]:
    """Yield a line for each input of which clusters were left out."""
    for read, learned in zip(sets, examples, strict=True):
        name = printable(read.source.path)
        if read.repeated:
            number = plural(read.repeated, "cluster")
            yield f"{name}: {number} left out because an earlier file has the same references"
        if empty := len(read.tasks) - len(learned):
            yield f"{name}: {plural(empty, 'cluster')} without text left out"


def _single_kind(inputs: Sequence[TrainingInput]) -> Iterator[str]:
    kinds = {source.kind for source in inputs}
    if len(kinds) == 1:
        kind = printable(kinds.pop())
        yield f"all clusters are of the kind {kind!r}, so scores on unseen kinds are missing"
