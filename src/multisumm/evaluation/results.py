"""Every system on every task -> Results: one array of numbers, with its labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from multisumm.evaluation.focus import (
    focus_names,
    measure_answers_within,
    measure_focus,
    read_known,
)
from multisumm.evaluation.measures import MEASURES, measure, tabulate_sources
from multisumm.evaluation.systems import SettingsOf, System, prepare_references
from multisumm.evaluation.tasks import EvaluationTask
from multisumm.messages import first_names
from multisumm.rouge import Prepared, Settings, make_signature, prepare, score_prepared

PARTS = ("recall", "precision", "f1")
"""The parts of a ROUGE score; `rouge-1 f1` is the name of a column."""

SENTENCE_RULES = "multisumm-rules"
"""How references are split into sentences, in the signature of scores."""

Watch = Callable[[Sequence[EvaluationTask]], Iterable[EvaluationTask]]
"""Yields the tasks one by one, and may show progress."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A task as results keep it.

    Attributes:
        id: Id of its cluster.
        source: Path that the cluster was read from.
        language: ISO 639-1 code of its language, or `und`.
        unit: Unit of its budget: `words`, `characters`, `bytes`, `sentences` or `tokens`.
        limit: Its budget in this unit, at least 1.
    """

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
        systems: Names of the s systems; the others are compared to the first.
        metrics: ROUGE metrics, in the order asked for.
        values: Shape (s, c, columns), in the order of `columns`: recall, precision and F of each
            metric, 0 to 1, then `MEASURES`, then `focus`. NaN where there is no value.
        seconds: Seconds that each summary took, shape (s, c); NaN where they are not known.
        signatures: How ROUGE was computed, one for each language.
        settings: The options of the evaluation, which give the same numbers again.
        warnings: Notes for a reader of the numbers, a line each.
        focus: Names of the measures of queries and known documents, see `focus.focus_names`.
    """

    subjects: tuple[Subject, ...]
    systems: tuple[str, ...]
    metrics: tuple[str, ...]
    values: NDArray[np.float64]
    seconds: NDArray[np.float64]
    signatures: tuple[str, ...]
    settings: Mapping[str, object]
    warnings: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of the columns that are not parts of ROUGE scores."""
        return (*MEASURES, *self.focus)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the last axis of `values`."""
        return columns_of(self.metrics, self.focus)

    def column(self, name: str) -> NDArray[np.float64]:
        """The values of one column, shape (s, c)."""
        return self.values[:, :, self.columns.index(name)]

    def within(self, source: str) -> Results:
        """The results on the clusters that were read from one path."""
        kept = [index for index, subject in enumerate(self.subjects) if subject.source == source]
        return replace(
            self,
            subjects=tuple(self.subjects[index] for index in kept),
            values=self.values[:, kept],
            seconds=self.seconds[:, kept],
        )


def columns_of(metrics: Sequence[str], focus: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names of the columns that results with these metrics and measures have."""
    return (*(f"{metric} {part}" for metric in metrics for part in PARTS), *MEASURES, *focus)


def evaluate_systems(
    tasks: Sequence[EvaluationTask],
    systems: Mapping[str, System],
    *,
    metrics: Sequence[str],
    settings_of: SettingsOf,
    settings: Mapping[str, object],
    budgets: Sequence[int] = (),
    warnings: Sequence[str] = (),
    watch: Watch = iter,
) -> Results:
    """Return the numbers of each system on each task.

    ROUGE sees one sentence a line: the sentences of a system as they are, those of references split
    by the rules of `text`; white space becomes one space. A summary without words scores 0 and is
    counted in a warning.

    Args:
        tasks: At least one.
        systems: Name -> the function that writes the summaries; the baseline is first.
        metrics: As `multisumm.rouge` names them.
        settings_of: Settings of ROUGE for each language.
        settings: Kept with the results.
        budgets: Numbers of words at which answers are looked for in summaries of their own.
        warnings: Warnings so far.
        watch: Shows progress.

    Raises:
        InputError: A reference has no tokens.
        OptionError: A metric is not known.
    """
    names = tuple(dict.fromkeys(metrics))
    focus = focus_names(tasks, budgets)
    values = np.zeros((len(systems), len(tasks), len(columns_of(names, focus))))
    seconds = np.zeros(values.shape[:2])
    for index, task in enumerate(watch(tasks)):
        rows = _measure_systems(task, systems, names, settings_of(task.language), focus, budgets)
        values[:, index], seconds[:, index] = map(np.array, zip(*rows, strict=True))
    return Results(
        subjects=tuple(map(_subject, tasks)),
        systems=tuple(systems),
        metrics=names,
        values=values,
        seconds=seconds,
        signatures=signatures_of(tasks, names, settings_of),
        settings=settings,
        warnings=(*warnings, *_empty(tuple(systems), tasks, values[:, :, 3 * len(names)])),
        focus=focus,
    )


def signatures_of(
    tasks: Sequence[EvaluationTask], metrics: Sequence[str], settings_of: SettingsOf
) -> tuple[str, ...]:
    """Return the signature of the scores in each language, by order of the codes."""
    numbers: dict[str, set[int]] = {}
    for task in tasks:
        numbers.setdefault(task.language, set()).add(len(task.references))
    signatures = []
    for language in sorted(numbers):
        references = numbers[language].pop() if len(numbers[language]) == 1 else None
        settings = settings_of(language)
        signatures.append(make_signature(settings, metrics, references, sentences=SENTENCE_RULES))
    return tuple(dict.fromkeys(signatures))


def _measure_systems(
    task: EvaluationTask,
    systems: Mapping[str, System],
    metrics: Sequence[str],
    settings: Settings,
    focus: Sequence[str],
    budgets: Sequence[int],
) -> Iterator[tuple[list[float], float]]:
    """Yield the values of the summary of each system, and the seconds that it took."""
    references = prepare_references(task, settings)
    sources = tabulate_sources(task)
    known = read_known(task)
    for write in systems.values():
        begin = perf_counter()
        sentences = write(task)
        seconds = perf_counter() - begin
        rouge = _rouge(sentences, references, metrics, settings)
        aims = measure_focus(sentences, task, known) | measure_answers_within(write, task, budgets)
        measures = measure(sentences, task, sources).values()
        yield [*rouge, *measures, *(aims[name] for name in focus)], seconds


def _subject(task: EvaluationTask) -> Subject:
    return Subject(task.id, task.source, task.language, task.budget.unit, task.budget.limit)


def _rouge(
    sentences: Sequence[str],
    references: Sequence[Prepared],
    metrics: Sequence[str],
    settings: Settings,
) -> list[float]:
    lines = [" ".join(sentence.split()) for sentence in sentences]
    candidate = prepare("\n".join(lines), settings)
    scores = score_prepared(candidate, references, metrics, settings)
    return [getattr(scores[metric], part) for metric in metrics for part in PARTS]


def _empty(
    systems: Sequence[str], tasks: Sequence[EvaluationTask], words: NDArray[np.float64]
) -> Iterable[str]:
    for name, row in zip(systems, words, strict=True):
        empty = [task.id for task, length in zip(tasks, row.tolist(), strict=True) if not length]
        if empty:
            number = f"{len(empty)} of {len(tasks)} summaries are"
            yield f"{name}: {number} empty and score 0: {first_names(empty)}"
