"""What is to be evaluated, as one value, and the way from it to Results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from multisumm._version import __version__
from multisumm.errors import OptionError
from multisumm.evaluation.results import Results, Watch, evaluate
from multisumm.evaluation.systems import OUTSIDE, SettingsOf, make_systems
from multisumm.evaluation.tasks import EvaluationTask, digest, read_tasks
from multisumm.reading.paths import STANDARD_INPUT
from multisumm.rouge import DEFAULT_METRICS, Settings, find_metric, make_settings
from multisumm.text.languages import UNDECIDED

SEED = 12345
"""Where the random numbers start, unless said otherwise; the seed that sacrebleu has."""


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """An evaluation that can be run again.

    Attributes:
        paths: Files of clusters or folders of subjects.
        systems: Names out of `systems.SYSTEMS`, or `file:PATH`; the first is the baseline.
        metrics: As `multisumm.rouge` names them.
        amounts: Unit -> ceiling; empty leaves it to the clusters, see `tasks.read_tasks`.
        language: Code of the language of all clusters, or `auto`.
        preset: A preset of `multisumm.rouge`; None is `rouge155` if all clusters are English, else
            `unicode` for all.
        stem: Whether ROUGE compares stems; Snowball's of the cluster's language with `unicode`.
        sample: Number of clusters to take of each path, at even distances; None takes all.
        seed: What the random system starts from.
    """

    paths: tuple[str, ...]
    systems: tuple[str, ...]
    metrics: tuple[str, ...] = DEFAULT_METRICS
    amounts: Mapping[str, int] = field(default_factory=dict)
    language: str = "auto"
    preset: str | None = None
    stem: bool = True
    sample: int | None = None
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome of a plan.

    Attributes:
        results: The numbers.
        preset: The ROUGE preset that was used.
        specs: Name of each system -> the name or `file:PATH` by which it was asked for.
    """

    results: Results
    preset: str
    specs: Mapping[str, str]


def run_plan(plan: EvaluationPlan, *, watch: Watch = iter) -> Run:
    """Return the results of a plan; the same plan and data give the same numbers.

    Raises:
        InputError: Clusters or summaries cannot be used.
        OptionError: A name or an amount has no meaning.
    """
    if plan.seed < 0:
        raise OptionError(f"seed must not be negative, but is {plan.seed}")
    if not plan.metrics:
        raise OptionError("no metrics: name one at least, like --metrics rouge-1,rouge-2")
    for metric in plan.metrics:
        find_metric(metric)
    if plan.preset is not None:
        make_settings(preset=plan.preset)
    tasks = read_tasks(plan.paths, amounts=plan.amounts, language=plan.language, sample=plan.sample)
    preset = plan.preset or default_preset(tasks)
    settings_of = scoring(preset, stem=plan.stem)
    systems = make_systems(plan.systems, tasks, seed=plan.seed, settings_of=settings_of)
    results = evaluate(
        tasks,
        systems.writers,
        metrics=plan.metrics,
        settings_of=settings_of,
        settings=_settings(plan, preset),
        warnings=systems.notes,
        watch=watch,
    )
    written = [spec.startswith(OUTSIDE) for spec in systems.specs.values()]
    seconds = np.where(np.array(written)[:, None], np.nan, results.seconds)
    return Run(replace(results, seconds=seconds), preset, systems.specs)


def default_preset(tasks: Sequence[EvaluationTask]) -> str:
    """Return `rouge155` if all tasks are English, else `unicode`: one table, one preset."""
    return "rouge155" if all(task.language == "en" for task in tasks) else "unicode"


def scoring(preset: str, *, stem: bool) -> SettingsOf:
    """Return how texts of a language are scored; what is not known to stem is not stemmed."""

    @cache
    def settings_of(language: str) -> Settings:
        if preset != "unicode":
            return make_settings(preset=preset, stem=stem)
        if language == UNDECIDED:
            return make_settings(preset=preset)
        return make_settings(preset=preset, stem=stem, language=language)

    return settings_of


def _settings(plan: EvaluationPlan, preset: str) -> dict[str, object]:
    return {
        "version": __version__,
        "data": [
            {"path": path, "sha256": None if path == STANDARD_INPUT else digest(path)}
            for path in plan.paths
        ],
        "sample": plan.sample,
        "budget": dict(plan.amounts) or "of the cluster",
        "language": plan.language,
        "preset": preset,
        "stem": plan.stem,
        "seed": plan.seed,
    }
