"""The commands `evaluate` and `rouge`: parse, call, print. Slow imports wait for their use."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multisumm.cli.options import METRICS, PRESETS, comma_separated, format_option, output_option
from multisumm.errors import OptionError
from multisumm.output import refuse_to_overwrite, tell, write

if TYPE_CHECKING:
    from multisumm.evaluation.tables import EvaluationReport
    from multisumm.evaluation.tasks import EvaluationTask

SYSTEMS = "coverage,textrank,lexrank,centroid,lead,random,oracle"
FORMATS = ("text", "markdown", "latex", "json", "html")
MISSED_STATUS = 4


@click.command()
@click.argument("clusters", nargs=-1, metavar="[CLUSTERS]...")
@click.option(
    "--systems",
    multiple=True,
    metavar="NAMES",
    help="Systems, the baseline first: methods, random, oracle, file:PATH of other outputs"
    f" (default: {SYSTEMS}).",
)
@click.option("--words", type=int, metavar="N", help="Ceiling of N words for all clusters.")
@click.option("--sentences", type=int, metavar="N", help="Ceiling of N sentences.")
@click.option("--characters", type=int, metavar="N", help="Ceiling of N characters.")
@click.option("--bytes", type=int, metavar="N", help="Ceiling of N bytes of UTF-8.")
@click.option("--language", default="auto", show_default=True, metavar="CODE", help="en, fr, ...")
@click.option(
    "--metrics", default=METRICS, show_default=True, metavar="NAMES", help="ROUGE metrics."
)
@click.option(
    "--preset",
    type=click.Choice(PRESETS),
    help="Whose ROUGE (default: rouge155 if all clusters are English, else unicode).",
)
@click.option("--stem/--no-stem", default=True, show_default=True, help="Compare stems of words.")
@click.option(
    "--score",
    type=click.Choice(["f1", "recall", "precision"]),
    default="f1",
    show_default=True,
    help="Which part of each metric the tables show.",
)
@click.option("--sample", type=int, metavar="N", help="N clusters of each path, evenly spaced.")
@click.option("--seed", type=int, default=12345, show_default=True, help="Of all that is random.")
@format_option(FORMATS)
@output_option
@click.option("--timings", is_flag=True, help="Tell the seconds, which differ from run to run.")
@click.option("--worst", type=int, default=0, metavar="N", help="List the N worst clusters.")
@click.option("--save", metavar="FILE", help="Keep the results, to be compared later.")
@click.option("--load", multiple=True, metavar="FILE", help="Results that were kept; repeatable.")
@click.option("--gate", metavar="FLOORS.json", help="End with status 4 if a score is too low.")
@click.option(
    "--update-floors", is_flag=True, help="Set the floors of the gate to what is measured."
)
@click.option("--allow-lower", is_flag=True, help="Let them fall, too.")
@click.option("--quiet", is_flag=True, help="No warnings on standard error.")
def evaluate(
    clusters: tuple[str, ...],
    systems: tuple[str, ...],
    words: int | None,
    sentences: int | None,
    characters: int | None,
    bytes: int | None,
    language: str,
    metrics: str,
    preset: str | None,
    stem: bool,
    score: str,
    sample: int | None,
    seed: int,
    form: str,
    output: str | None,
    timings: bool,
    worst: int,
    save: str | None,
    load: tuple[str, ...],
    gate: str | None,
    update_floors: bool,
    allow_lower: bool,
    quiet: bool,
) -> None:
    """Score systems on CLUSTERS... against their references, with intervals and paired tests.

    CLUSTERS are .jsonl or .jsonl.gz files or folders of subjects. Without a ceiling a summary may
    be as long as its cluster's `length_budget` says, or as its references are on average.
    --gate without CLUSTERS checks all floors of the file.

    Exit status: 0 done, 1 an error that is explained, 2 wrong usage, 4 a floor was missed,
    130 interrupted.
    """
    from multisumm.evaluation.gate import apply_gate
    from multisumm.evaluation.plan import EvaluationPlan, run_plan
    from multisumm.evaluation.saving import load_and_join
    from multisumm.evaluation.statistics import analyse
    from multisumm.evaluation.tables import EvaluationReport

    if (update_floors and not gate) or (allow_lower and not update_floors):
        raise OptionError("--update-floors needs --gate, and --allow-lower needs --update-floors")
    if not clusters and not gate and not load:
        raise OptionError("no clusters: name files or folders of clusters, or use --load or --gate")
    if worst < 0:
        raise OptionError(f"--worst must not be negative, but is {worst}")
    for path in (output, save):
        refuse_to_overwrite((*clusters, *load, *([gate] if gate else [])), path)
    amounts = {"words": words, "sentences": sentences, "characters": characters, "bytes": bytes}
    plan = EvaluationPlan(
        paths=clusters,
        systems=comma_separated(systems or (SYSTEMS,)),
        metrics=comma_separated((metrics,)),
        amounts={unit: amount for unit, amount in amounts.items() if amount is not None},
        language=language,
        preset=preset,
        stem=stem,
        sample=sample,
        seed=seed,
    )
    run = run_plan(plan, watch=_watched) if clusters else None
    if run or load:
        label = Path(save).stem if save else "now"
        results = load_and_join(load, run.results if run else None, label=label)
        statistics = analyse(results, part=score, seed=seed)
        _show(EvaluationReport(results, statistics, worst, timings), form, output, save)
        if not quiet:
            tell(f"warning: {each}" for each in results.warnings)
    if gate:
        verdict = apply_gate(
            gate, plan, run, update=update_floors, allow_lower=allow_lower, watch=_watched
        )
        if not quiet:
            tell(f"gate: {each}" for each in verdict.lines)
        if verdict.misses:
            tell(f"error: {miss}" for miss in verdict.misses)
            raise click.exceptions.Exit(MISSED_STATUS)


def _show(report: EvaluationReport, form: str, output: str | None, save: str | None) -> None:
    from multisumm.escaping import safe_json
    from multisumm.evaluation.formats import REPORT_RENDERERS
    from multisumm.evaluation.saving import results_record

    if save is not None:
        record = results_record(report.results, timings=report.timings)
        write(safe_json(record, indent=1) + "\n", save)
    write(REPORT_RENDERERS[form](report), output)


def _watched(tasks: Sequence[EvaluationTask]) -> Iterator[EvaluationTask]:
    """Yield tasks under a progress bar, where somebody looks."""
    if not sys.stderr.isatty():
        yield from tasks
        return
    with click.progressbar(tasks, label="evaluating", file=sys.stderr) as bar:
        yield from bar
