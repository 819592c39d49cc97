"""The command `evaluate`: score systems on clusters, compare them, check floors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multisumm.cli.options import command, complete_files, pop_values, with_options
from multisumm.cli.time_limit import within_time
from multisumm.errors import OptionError
from multisumm.messages import must_be
from multisumm.options import EVALUATION_OPTIONS, LIMITS, MAX_SECONDS, PLAN_OPTIONS
from multisumm.output import refuse_to_overwrite, tell, warn, with_progress, write

if TYPE_CHECKING:
    from multisumm.evaluation.plan import EvaluationPlan, EvaluationRun
    from multisumm.evaluation.results import Results
    from multisumm.evaluation.tasks import EvaluationTask

MISSED_STATUS = 4


@command(
    "evaluate clusters.jsonl --systems coverage,lead,oracle --words 100",
    "evaluate clusters.jsonl --save old.json",
    "evaluate --gate floors.json",
)
@click.argument("clusters", nargs=-1, metavar="[CLUSTERS]...", shell_complete=complete_files)
@with_options(*PLAN_OPTIONS.values(), *EVALUATION_OPTIONS.values(), MAX_SECONDS)
@within_time
def evaluate(clusters: tuple[str, ...], **options: Any) -> None:
    """Compare systems on clusters with reference summaries.

    CLUSTERS are .jsonl or .jsonl.gz files, or folders of subjects. A line of a file is a cluster,
    like {"documents": [{"text": "..."}], "references": ["..."]}; a subject is a folder with the
    folders sources and references. The tables show the scores of each system, with intervals and
    paired tests. Without a budget, a summary may be as long as the
    length_budget of its cluster says, or else as its references are on average. --gate without
    CLUSTERS checks all floors of the file. --grouping makes one pile of all documents of CLUSTERS
    and scores how well group finds the clusters again. --relations scores what the rules say of
    pairs of sentences, a line each, like {"a": "...", "b": "...", "label": "conflict"}; labels are
    same, part, conflict, update and different.

    Exit status: 0 done, 1 an error, 2 wrong usage, 4 a floor was missed,
    130 interrupted.
    """
    from multisumm.evaluation.plan import run_plan
    from multisumm.evaluation.saving import load_and_join

    if options["grouping"]:
        _report_grouping(clusters, options)
        return
    if options["relations"]:
        _report_relations(clusters, options)
        return
    plan = _plan(clusters, pop_values(options, PLAN_OPTIONS))
    gate, load, save = options["gate"], options["load"], options["save"]
    _check(clusters, options)
    for path in (options["output"], save):
        refuse_to_overwrite((*clusters, *load, *([gate] if gate else [])), path)
    run = run_plan(plan, watch=_watched) if clusters else None
    if run or load:
        label = Path(save).stem if save else "now"
        results = load_and_join(load, run.results if run else None, label=label)
        _report(results, options, seed=plan.seed)
    if gate:
        _check_floors(plan, run, options)


def _report_grouping(clusters: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Print how well `group` finds the clusters again."""
    from multisumm.evaluation.grouping import regroup
    from multisumm.reading import read_clusters

    if not clusters or options["output_format"] not in ("text", "json"):
        raise OptionError("--grouping needs CLUSTERS, and --format text or json")
    if options["gate"] or options["save"] or options["load"]:
        raise OptionError("--grouping makes scores of its own; leave out --gate, --save and --load")
    refuse_to_overwrite(clusters, options["output"])
    scored = regroup(cluster for path in clusters for cluster in read_clusters(path))
    is_text = options["output_format"] == "text"
    write(scored.to_text() if is_text else scored.to_json(), options["output"])


def _report_relations(clusters: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Print how right the relations are that the rules find between labelled pairs."""
    from multisumm.evaluation.formats import RELATION_RENDERERS
    from multisumm.evaluation.relations import judge_pairs, read_pairs

    path = options["relations"]
    if clusters or any(options[name] for name in ("gate", "save", "load")):
        raise OptionError(
            "--relations reads pairs only; leave out clusters, --gate, --save, --load"
        )
    refuse_to_overwrite((path,), options["output"])
    judged = judge_pairs(read_pairs(path, language=options["language"]))
    write(RELATION_RENDERERS[options["output_format"]](judged), options["output"])


def _plan(clusters: tuple[str, ...], options: dict[str, Any]) -> EvaluationPlan:
    from multisumm.evaluation.plan import EvaluationPlan

    limits = pop_values(options, LIMITS)
    amounts = {unit: limit for unit, limit in limits.items() if limit is not None}
    budgets = tuple(map(_number_of_words, options.pop("budgets")))
    return EvaluationPlan(paths=clusters, amounts=amounts, budgets=budgets, **options)


def _number_of_words(text: str) -> int:
    if not text.isdecimal() or not text.isascii():
        raise OptionError(must_be("--budgets", "whole numbers like 25,50,100", text))
    return int(text)


def _check(clusters: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Raise OptionError for options that do not go together."""
    gate, update = options["gate"], options["update_floors"]
    if (update and not gate) or (options["allow_lower"] and not update):
        raise OptionError("--update-floors needs --gate, and --allow-lower needs --update-floors")
    if not clusters and not gate and not options["load"]:
        raise OptionError("no clusters: name files or folders of clusters, or use --load or --gate")


def _report(results: Results, options: Mapping[str, Any], *, seed: int) -> None:
    """Save the results, print the tables, and on standard error the warnings."""
    from multisumm.escaping import safe_json
    from multisumm.evaluation.formats import REPORT_RENDERERS
    from multisumm.evaluation.saving import results_record
    from multisumm.evaluation.statistics import analyse
    from multisumm.evaluation.tables import EvaluationReport, check_columns

    check_columns(columns := options["columns"], results)
    statistics = analyse(results, part=options["score"], seed=seed)
    report = EvaluationReport(results, statistics, options["worst"], options["timings"], columns)
    if options["save"] is not None:
        record = results_record(results, timings=report.timings)
        write(safe_json(record, indent=1) + "\n", options["save"])
    write(REPORT_RENDERERS[options["output_format"]](report), options["output"])
    warn(results.warnings, quiet=options["quiet"])


def _check_floors(
    plan: EvaluationPlan, run: EvaluationRun | None, options: Mapping[str, Any]
) -> None:
    """Compare the scores with the floors of the gate; exit with status 4 if one is missed."""
    from multisumm.evaluation.gate import apply_gate

    verdict = apply_gate(
        options["gate"],
        plan,
        run,
        update=options["update_floors"],
        allow_lower=options["allow_lower"],
        watch=_watched,
    )
    if not options["quiet"]:
        tell(f"gate: {line}" for line in verdict.lines)
    if verdict.misses:
        tell(f"error: {miss}" for miss in verdict.misses)
        raise click.exceptions.Exit(MISSED_STATUS)


def _watched(tasks: Sequence[EvaluationTask]) -> Iterator[EvaluationTask]:
    return with_progress(tasks, total=len(tasks), label="evaluating")
