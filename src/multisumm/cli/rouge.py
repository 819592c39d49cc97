"""The command `rouge`: score text files against reference files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from multisumm.cli.options import command, complete_files, with_options
from multisumm.cli.time_limit import within_time
from multisumm.options import MAX_SECONDS, OUTPUT, QUIET, ROUGE_OPTIONS, SHORT_FORMAT
from multisumm.output import refuse_to_overwrite, warn, write


@command(
    "rouge summary.txt reference-1.txt reference-2.txt",
    "rouge candidates/ references/ --metrics rouge-1,rouge-l --stem",
)
@click.argument("candidate", metavar="CANDIDATE", shell_complete=complete_files)
@click.argument(
    "reference_paths",
    nargs=-1,
    required=True,
    metavar="REFERENCE...",
    shell_complete=complete_files,
)
@with_options(*ROUGE_OPTIONS.values(), SHORT_FORMAT, OUTPUT, QUIET, MAX_SECONDS)
@within_time
def rouge(
    candidate: str,
    reference_paths: tuple[str, ...],
    metrics: tuple[str, ...],
    output_format: str,
    output: str | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Score a text, or a folder of texts, against references with ROUGE.

    CANDIDATE and each REFERENCE are text files with one sentence a line, or folders of such files,
    which are paired by name.

    Exit status: 0 done, 1 an error, 2 wrong usage, 130 interrupted.
    """
    from multisumm.rouge import make_settings
    from multisumm.rouge.pairing import (
        pair_files,
        render_rouge_json,
        render_rouge_text,
        score_pairs,
    )

    settings = make_settings(**options)
    refuse_to_overwrite((candidate, *reference_paths), output)
    pairs = pair_files(Path(candidate), [Path(path) for path in reference_paths])
    report = score_pairs(pairs, metrics, settings)
    render = render_rouge_json if output_format == "json" else render_rouge_text
    write(render(report), output)
    warn(report.warnings, quiet=quiet)
