"""Every system on every task -> Results: one array of numbers, and what is needed to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from multisumm.evaluation.external import listed
from multisumm.evaluation.measures import MEASURES, measure, read_sources
from multisumm.evaluation.systems import SettingsOf, System, prepare_references
from multisumm.evaluation.tasks import EvaluationTask
from multisumm.rouge import Prepared, Settings, make_signature, prepare, score_prepared

PARTS = ("recall", "precision", "f1")
"""What a ROUGE score has; `rouge-1 f1` is the name of a column."""

SENTENCE_RULES = "multisumm-rules"
"""How references are split into sentences, in the signature of scores."""

Watch = Callable[[Sequence[EvaluationTask]], Iterable[EvaluationTask]]
"""Gives the tasks one by one; what a progress bar needs."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What results keep of a task: its name, path and language, and the budget."""

    id: str
    source: str
    language: str
    unit: str
    limit: int


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """The numbers of s systems on c clusters.

    Attributes:
        subjects: The c clusters.
        systems: Names of the s systems; the first is what the others are compared to.
        metrics: ROUGE metrics, in the order asked for.
        values: Shape (s, c, columns), in the order of `columns`: recall, precision and F
            of each metric, 0 to 1, then `MEASURES`. NaN where there is no value.
        seconds: What each summary took, shape (s, c); NaN where not kept.
        signatures: How ROUGE was computed, one for each language.
        settings: What was asked for, to get the same numbers again.
        warnings: What a reader of the numbers should know, a line each.
    """

    subjects: tuple[Subject, ...]
    systems: tuple[str, ...]
    metrics: tuple[str, ...]
    values: NDArray[np.float64]
    seconds: NDArray[np.float64]
    signatures: tuple[str, ...]
    settings: Mapping[str, object]
    warnings: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the last axis of `values`."""
        return columns_of(self.metrics)

    def column(self, name: str) -> NDArray[np.float64]:
        """The values of one column, shape (s, c)."""
        return self.values[:, :, self.columns.index(name)]

    def within(self, source: str) -> Results:
        """The results on the clusters that were read from one path."""
        kept = [index for index, each in enumerate(self.subjects) if each.source == source]
        return replace(
            self,
            subjects=tuple(self.subjects[index] for index in kept),
            values=self.values[:, kept],
            seconds=self.seconds[:, kept],
        )


def columns_of(metrics: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns that results with these metrics have."""
    return (*(f"{metric} {part}" for metric in metrics for part in PARTS), *MEASURES)


def evaluate(
    tasks: Sequence[EvaluationTask],
    systems: Mapping[str, System],
    *,
    metrics: Sequence[str],
    settings_of: SettingsOf,
    settings: Mapping[str, object],
    warnings: Sequence[str] = (),
    watch: Watch = iter,
) -> Results:
    """Return the numbers of each system on each task.

    ROUGE sees one sentence a line: those of a system as it gives them, those of references as our
    own rules split them; white space within is one space. A summary without words scores 0
    and is counted in the warnings.

    Args:
        tasks: At least one.
        systems: Name -> what writes the summaries, the baseline first.
        metrics: As `multisumm.rouge` names them.
        settings_of: How texts of a language are scored.
        settings: What to keep with the results.
        warnings: What is known already.
        watch: Shows progress.

    Raises:
        InputError: A reference has no tokens.
        OptionError: A metric is not known.
    """
    names = tuple(dict.fromkeys(metrics))
    values = np.zeros((len(systems), len(tasks), len(columns_of(names))))
    seconds = np.zeros(values.shape[:2])
    for index, task in enumerate(watch(tasks)):
        scoring = settings_of(task.language)
        references = prepare_references(task, scoring)
        sources = read_sources(task)
        for row, write in enumerate(systems.values()):
            begin = perf_counter()
            sentences = write(task)
            seconds[row, index] = perf_counter() - begin
            rouge = _rouge(sentences, references, names, scoring)
            values[row, index] = (*rouge, *measure(sentences, task, sources).values())
    return Results(
        subjects=tuple(
            Subject(each.id, each.source, each.language, each.budget.unit, each.budget.limit)
            for each in tasks
        ),
        systems=tuple(systems),
        metrics=names,
        values=values,
        seconds=seconds,
        signatures=signatures_of(tasks, names, settings_of),
        settings=settings,
        warnings=(*warnings, *_empty(tuple(systems), tasks, values[:, :, 3 * len(names)])),
    )


def signatures_of(
    tasks: Sequence[EvaluationTask], metrics: Sequence[str], settings_of: SettingsOf
) -> tuple[str, ...]:
    """Return the signature of the scores in each language, in the order of the languages."""
    numbers: dict[str, set[int]] = {}
    for task in tasks:
        numbers.setdefault(task.language, set()).add(len(task.references))
    signatures = []
    for language in sorted(numbers):
        references = numbers[language].pop() if len(numbers[language]) == 1 else None
        settings = settings_of(language)
        signatures.append(make_signature(settings, metrics, references, sentences=SENTENCE_RULES))
    return tuple(dict.fromkeys(signatures))


def _rouge(
    sentences: Sequence[str],
    references: Sequence[Prepared],
    metrics: Sequence[str],
    settings: Settings,
) -> list[float]:
    candidate = prepare("\n".join(" ".join(each.split()) for each in sentences), settings)
    scores = score_prepared(candidate, references, metrics, settings)
    return [getattr(scores[metric], part) for metric in metrics for part in PARTS]


def _empty(
    systems: Sequence[str], tasks: Sequence[EvaluationTask], words: NDArray[np.float64]
) -> Iterable[str]:
    for name, row in zip(systems, words, strict=True):
        empty = [task.id for task, length in zip(tasks, row.tolist(), strict=True) if not length]
        if empty:
            number = f"{len(empty)} of {len(tasks)} summaries are"
            yield f"{name}: {number} empty and score 0: {listed(empty)}"
