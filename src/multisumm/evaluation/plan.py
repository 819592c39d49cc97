"""The settings of an evaluation as one value, and the run from there to Results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from multisumm._version import __version__
from multisumm.errors import OptionError
from multisumm.evaluation.focus import ANSWER_FOUND_AT
from multisumm.evaluation.results import Results, Watch, evaluate_systems
from multisumm.evaluation.systems import FILE_PREFIX, SettingsOf, make_systems
from multisumm.evaluation.tasks import EvaluationTask, data_digest, read_evaluation_tasks
from multisumm.reading.paths import STANDARD_INPUT
from multisumm.rouge import DEFAULT_METRICS, Settings, find_metric, make_settings
from multisumm.rouge.checks import check_type, whole_number
from multisumm.rouge.metrics import metric_names
from multisumm.selection.token_counts import load_token_counter
from multisumm.text.languages import UNDECIDED

SEED = 12345
"""The default seed of all random numbers, the same as sacrebleu's."""


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """An evaluation that can be run again.

    Attributes:
        paths: Files of clusters or folders of subjects.
        systems: Names in `systems.BUILT_IN_SYSTEMS`, or `file:PATH`; the first is the baseline.
        metrics: As `multisumm.rouge` names them.
        amounts: Unit -> limit; if empty, the clusters decide, see `tasks.read_evaluation_tasks`.
        tokenizer: What counts a limit in tokens, by its name; None for the other units.
        language: Code of the language of all clusters, or `auto`.
        preset: A preset of `multisumm.rouge`; None is `rouge155` if all clusters are English, else
            `unicode` for all.
        stem: Whether ROUGE compares stems; Snowball's of the cluster's language with `unicode`.
        sample: Number of clusters to take of each path, evenly spaced; None takes all.
        seed: Seed of the random system.
        budgets: Numbers of words at which the systems are asked for the answers of the clusters,
            see `focus.measure_answers_within`.
    """

    paths: tuple[str, ...]
    systems: tuple[str, ...]
    metrics: tuple[str, ...] = DEFAULT_METRICS
    amounts: Mapping[str, int] = field(default_factory=dict)
    tokenizer: str | None = None
    language: str = "auto"
    preset: str | None = None
    stem: bool = True
    sample: int | None = None
    seed: int = SEED
    budgets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """The outcome of a plan.

    Attributes:
        results: The scores.
        preset: The preset of ROUGE that was used.
        specs: Name of each system -> how it was asked for: its name, or `file:PATH`.
    """

    results: Results
    preset: str
    specs: Mapping[str, str]


def run_plan(plan: EvaluationPlan, *, watch: Watch = iter) -> EvaluationRun:
    """Return the results of a plan; the same plan and data give the same numbers.

    Raises:
        InputError: Clusters or summaries cannot be used.
        OptionError: A field of the plan has a wrong type or value.
    """
    _check(plan)
    tasks = read_evaluation_tasks(
        plan.paths,
        amounts=plan.amounts,
        tokenizer=plan.tokenizer,
        language=plan.language,
        sample=plan.sample,
    )
    if plan.budgets and not any(task.answers for task in tasks):
        raise OptionError("budgets are for clusters with `answers`, and none has any")
    preset = plan.preset or default_preset(tasks)
    settings_of = scoring(preset, stem=plan.stem)
    systems = make_systems(plan.systems, tasks, seed=plan.seed, settings_of=settings_of)
    results = evaluate_systems(
        tasks,
        systems.writers,
        metrics=plan.metrics,
        settings_of=settings_of,
        settings=_settings(plan, preset),
        budgets=plan.budgets,
        warnings=systems.notes,
        watch=watch,
    )
    return EvaluationRun(_without_unknown(results, systems.specs), preset, systems.specs)


def _without_unknown(results: Results, specs: Mapping[str, str]) -> Results:
    """Return results without what is not known of summaries of other programs.

    That is their seconds, and what they would have been at other budgets.
    """
    external = np.array([spec.startswith(FILE_PREFIX) for spec in specs.values()])[:, None]
    within = np.array([name.startswith(ANSWER_FOUND_AT) for name in results.columns])
    return replace(
        results,
        seconds=np.where(external, np.nan, results.seconds),
        values=np.where(external[:, :, None] & within, np.nan, results.values),
    )


def _check(plan: EvaluationPlan) -> None:
    """Raise OptionError if a field that no later stage checks has a wrong type or value."""
    for name, value in (("paths", plan.paths), ("systems", plan.systems)):
        check_type(name, value, (tuple, list), "a tuple of strings")
        for item in value:
            check_type(f"an item of {name}", item, str, "a string")
    check_type("amounts", plan.amounts, Mapping, "a mapping of units to numbers")
    if plan.tokenizer is not None:
        check_type("tokenizer", plan.tokenizer, str, "a name")
    if whole_number("seed", plan.seed) < 0:
        raise OptionError(f"seed must not be negative, but is {plan.seed}")
    check_type("budgets", plan.budgets, (tuple, list), "a tuple of whole numbers")
    for words in plan.budgets:
        if whole_number("an item of budgets", words) < 1:
            raise OptionError(f"an item of budgets must be at least 1, not {words}")
    if not plan.metrics:
        raise OptionError("no metrics: name at least one, like --metrics rouge-1,rouge-2")
    for metric in metric_names(plan.metrics):
        find_metric(metric)
    make_settings(preset=plan.preset or "unicode", stem=plan.stem, language="en")


def default_preset(tasks: Sequence[EvaluationTask]) -> str:
    """Return `rouge155` if all tasks are English, else `unicode`: one table, one preset."""
    return "rouge155" if all(task.language == "en" for task in tasks) else "unicode"


def scoring(preset: str, *, stem: bool) -> SettingsOf:
    """Return a function from a language to its settings; unidentified languages are not stemmed."""

    @cache
    def settings_of(language: str) -> Settings:
        if preset != "unicode":
            return make_settings(preset=preset, stem=stem)
        if language == UNDECIDED:
            return make_settings(preset=preset)
        return make_settings(preset=preset, stem=stem, language=language)

    return settings_of


def tokenizer_settings(tokenizer: str | None) -> Mapping[str, str]:
    """Return what settings say about a tokenizer; nothing without one."""
    return {} if tokenizer is None else load_token_counter(tokenizer).settings


def _settings(plan: EvaluationPlan, preset: str) -> dict[str, object]:
    return {
        "version": __version__,
        "data": [
            {"path": path, "sha256": None if path == STANDARD_INPUT else data_digest(path)}
            for path in plan.paths
        ],
        "sample": plan.sample,
        "budget": dict(plan.amounts) or "of the cluster",
        **tokenizer_settings(plan.tokenizer),
        "language": plan.language,
        "preset": preset,
        "stem": plan.stem,
        "seed": plan.seed,
        **({"budgets": list(plan.budgets)} if plan.budgets else {}),
    }
