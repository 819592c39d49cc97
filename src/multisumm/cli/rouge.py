"""The command `rouge`: score text files against reference files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multisumm.cli.options import command, complete_files, with_options
from multisumm.cli.time_limit import within_time
from multisumm.errors import OptionError
from multisumm.messages import must_be
from multisumm.options import (
    MAX_SECONDS,
    OUTPUT,
    QUIET,
    ROUGE_FILE_OPTIONS,
    ROUGE_OPTIONS,
    SHORT_FORMAT,
)
from multisumm.output import refuse_to_overwrite, warn, write

if TYPE_CHECKING:
    from multisumm.rouge.pair_scores import SentenceSplitter


@command(
    "rouge summary.txt reference-1.txt reference-2.txt",
    "rouge candidates/ references/ --metrics rouge-1,rouge-l --stem",
    "rouge --candidate old=runs/1 --candidate new=runs/2 references/",
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="[CANDIDATE] REFERENCE...",
    shell_complete=complete_files,
)
@with_options(
    *ROUGE_OPTIONS.values(),
    *ROUGE_FILE_OPTIONS.values(),
    SHORT_FORMAT,
    OUTPUT,
    QUIET,
    MAX_SECONDS,
)
@within_time
def rouge(
    paths: tuple[str, ...],
    metrics: tuple[str, ...],
    candidate: tuple[str, ...],
    baseline: str | None,
    split_sentences: bool,
    workers: int,
    output_format: str,
    output: str | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Score a text, or a folder of texts, against references with ROUGE.

    CANDIDATE and each REFERENCE are text files with one sentence a line, or folders of such files,
    which are paired by name. With --candidate, which can be repeated, all paths are references, and
    the candidates are compared by paired tests.

    Exit status: 0 done, 1 an error, 2 wrong usage, 130 interrupted.
    """
    from multisumm.parallel import parallel_map
    from multisumm.rouge import make_settings
    from multisumm.rouge.pair_scores import score_candidates
    from multisumm.rouge.pairing import pair_files
    from multisumm.rouge.rendering import (
        render_candidates_json,
        render_candidates_text,
        render_rouge_json,
        render_rouge_text,
    )

    candidates = _named(candidate)
    if not candidates:
        candidates, paths = {paths[0]: paths[0]}, paths[1:]
        if not paths:
            raise OptionError("no reference is given; name a candidate and its references")
        if baseline is not None:
            raise OptionError("--baseline is for several candidates; name them by --candidate")
    settings = make_settings(**options)
    refuse_to_overwrite((*candidates.values(), *paths), output)
    references = [Path(path) for path in paths]
    report = score_candidates(
        {name: pair_files(Path(path), references) for name, path in candidates.items()},
        metrics,
        settings,
        baseline=next(iter(candidates)) if baseline is None else baseline,
        splitter=_splitter(settings.language) if split_sentences else None,
        run=partial(parallel_map, workers=workers),
    )
    if len(candidates) > 1:
        render_all = render_candidates_json if output_format == "json" else render_candidates_text
        text = render_all(report)
    else:
        render = render_rouge_json if output_format == "json" else render_rouge_text
        text = render(*report.candidates.values())
    write(text, output)
    warn(report.warnings, quiet=quiet)


def _named(candidates: Sequence[str]) -> dict[str, str]:
    """Return name -> path of each candidate; without a name, it has that of its path."""
    paths: dict[str, str] = {}
    for given in candidates:
        name, equals, path = given.partition("=")
        if not equals or Path(given).exists():
            name, path = Path(given).resolve().stem if given else "", given
        if not name or not path:
            raise OptionError(must_be("--candidate", "[NAME=]PATH", given))
        if name in paths:
            raise OptionError(f"two candidates have the name {name!r}; give NAME=PATH")
        paths[name] = path
    return paths


def _splitter(language: str | None) -> SentenceSplitter:
    from multisumm.evaluation.results import SENTENCE_RULES
    from multisumm.rouge.pair_scores import SentenceSplitter

    return SentenceSplitter(SENTENCE_RULES, partial(_one_sentence_a_line, language=language))


def _one_sentence_a_line(text: str, *, language: str | None) -> str:
    from multisumm.evaluation.tasks import split_text
    from multisumm.text.languages import identify_language

    return "\n".join(split_text(text, language=language or identify_language(text)))
