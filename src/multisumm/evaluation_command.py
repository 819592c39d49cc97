"""The commands `evaluate` and `rouge`: parse, call, print. Slow imports wait for their use."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multisumm.errors import OptionError
from multisumm.options import format_option, output_option
from multisumm.output import refuse_to_overwrite, tell, write

if TYPE_CHECKING:
    from multisumm.evaluation.tables import Report
    from multisumm.evaluation.tasks import Task

SYSTEMS = "coverage,textrank,lexrank,centroid,lead,random,oracle"
METRICS = "rouge-1,rouge-2,rouge-l,rouge-su4"
FORMATS = ("text", "markdown", "latex", "json", "html")
PRESETS = ("rouge155", "rouge-score", "unicode")
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
    from multisumm.evaluation.plan import Plan, run_plan
    from multisumm.evaluation.saving import load_and_join
    from multisumm.evaluation.statistics import analyse
    from multisumm.evaluation.tables import Report

    if (update_floors and not gate) or (allow_lower and not update_floors):
        raise OptionError("--update-floors needs --gate, and --allow-lower needs --update-floors")
    if not clusters and not gate and not load:
        raise OptionError("no clusters: name files or folders of clusters, or use --load or --gate")
    if worst < 0:
        raise OptionError(f"--worst must not be negative, but is {worst}")
    for path in (output, save):
        refuse_to_overwrite((*clusters, *load, *([gate] if gate else [])), path)
    amounts = {"words": words, "sentences": sentences, "characters": characters, "bytes": bytes}
    plan = Plan(
        paths=clusters,
        systems=_names(systems or (SYSTEMS,)),
        metrics=_names((metrics,)),
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
        _show(Report(results, statistics, worst, timings), form, output, save)
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


@click.command()
@click.argument("candidate", metavar="CANDIDATE")
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE...")
@click.option(
    "--metrics", default=METRICS, show_default=True, metavar="NAMES", help="ROUGE metrics."
)
@click.option(
    "--preset",
    type=click.Choice(PRESETS),
    default="rouge155",
    show_default=True,
    help="Whose ROUGE.",
)
@click.option("--stem", is_flag=True, help="Compare stems of words, the way of the preset.")
@click.option(
    "--references",
    "aggregation",
    type=click.Choice(["average", "best", "jackknife-average", "jackknife-best"]),
    help="How several references make one score (default: the preset's).",
)
@click.option(
    "--alpha", type=float, default=0.5, show_default=True, help="Weight of precision in F."
)
@click.option("--exceptions", metavar="PATH", help="Words with a given stem: .exc file or folder.")
@click.option("--stop-words", metavar="FILE", help="Words to leave out, one a line.")
@click.option("--limit-words", type=int, metavar="N", help="Read N words of each text.")
@click.option("--limit-bytes", type=int, metavar="N", help="Read N bytes of each text.")
@click.option("--language", metavar="CODE", help="For the stems of the preset unicode.")
@format_option(("text", "json"))
@output_option
@click.option("--quiet", is_flag=True, help="No warnings on standard error.")
def rouge(
    candidate: str,
    references: tuple[str, ...],
    metrics: str,
    preset: str,
    stem: bool,
    aggregation: str | None,
    alpha: float,
    exceptions: str | None,
    stop_words: str | None,
    limit_words: int | None,
    limit_bytes: int | None,
    language: str | None,
    form: str,
    output: str | None,
    quiet: bool,
) -> None:
    """Score CANDIDATE, a text file or a folder of them, against REFERENCE..., paired by name.

    Each text has one sentence a line.

    Exit status: 0 done, 1 an error that is explained, 2 wrong usage, 130 interrupted.
    """
    from multisumm.rouge import make_settings
    from multisumm.rouge_command import pair_files, render_json, render_text, score_pairs

    settings = make_settings(
        preset=preset,
        stem=stem,
        references=aggregation,
        alpha=alpha,
        exceptions=exceptions,
        stop_words=stop_words,
        limit_words=limit_words,
        limit_bytes=limit_bytes,
        language=language,
    )
    refuse_to_overwrite((candidate, *references), output)
    pairs = pair_files(Path(candidate), [Path(reference) for reference in references])
    report = score_pairs(pairs, _names((metrics,)), settings)
    render = render_json if form == "json" else render_text
    write(render(report), output)
    if not quiet:
        tell(f"warning: {each}" for each in report.warnings)


def _show(report: Report, form: str, output: str | None, save: str | None) -> None:
    from multisumm.evaluation.formats import RENDERERS
    from multisumm.evaluation.saving import to_record
    from multisumm.rendering import dump

    if save is not None:
        record = to_record(report.results, timings=report.timings)
        write(dump(record, indent=1) + "\n", save)
    write(RENDERERS[form](report), output)


def _names(values: Sequence[str]) -> tuple[str, ...]:
    """Return the names in lists with commas, each once."""
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def _watched(tasks: Sequence[Task]) -> Iterator[Task]:
    """Yield tasks under a progress bar, where somebody looks."""
    if not sys.stderr.isatty():
        yield from tasks
        return
    with click.progressbar(tasks, label="evaluating", file=sys.stderr) as bar:
        yield from bar
