"""The command `multisumm rouge`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from multisumm.cli.options import format_option, output_option
from multisumm.output import refuse_to_overwrite, tell, write

if TYPE_CHECKING:
    pass
from multisumm.cli.options import METRICS, PRESETS, comma_separated


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
    from multisumm.rouge.pairing import (
        pair_files,
        render_rouge_json,
        render_rouge_text,
        score_pairs,
    )

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
    report = score_pairs(pairs, comma_separated((metrics,)), settings)
    render = render_rouge_json if form == "json" else render_rouge_text
    write(render(report), output)
    if not quiet:
        tell(f"warning: {each}" for each in report.warnings)
