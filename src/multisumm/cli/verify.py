"""The command `verify`: look up the quotes of a summary in its sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multisumm.cli.options import command, complete_files, with_options
from multisumm.cli.time_limit import within_time
from multisumm.errors import InputError, NothingToSummarize
from multisumm.messages import printable
from multisumm.options import (
    MAX_SECONDS,
    QUIET,
    READING_OPTIONS,
    SHORT_FORMAT,
    VERIFICATION_OPTIONS,
)
from multisumm.output import warn, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multisumm.model import Document
    from multisumm.verification.findings import Verification

UNVERIFIED_STATUS = 5


@command(
    "verify summary.json reports/ --recompute",
    "verify report.html reports/",
    "verify --text edited.md reports/",
)
@click.argument("paths", nargs=-1, metavar="[SUMMARY] PATH...", shell_complete=complete_files)
@with_options(
    *VERIFICATION_OPTIONS.values(), SHORT_FORMAT, *READING_OPTIONS.values(), QUIET, MAX_SECONDS
)
@within_time
def verify(
    paths: tuple[str, ...],
    text: str | None,
    recompute: bool,
    weights: str | None,
    known: tuple[str, ...],
    output_format: str,
    quiet: bool,
    **reading_options: Any,
) -> None:
    """Check that every quote of a summary is in its sources.

    SUMMARY is the output of summarize or digest with --format json or html; - is standard input.
    Each of its sentences and all that stands beside them are looked up in the sources, PATH...,
    character by character. A quote is verified, moved (it stands elsewhere), altered (it stands
    nowhere; the nearest text and the differences are shown), missing (its source is not given), or
    unfounded (it does not say what it is said to differ in). With --recompute the summary or
    digest is also made again, and all that was added, deleted or changed is listed.

    Exit status: 0 all verified, 1 an error, 2 wrong usage, 5 a quote did not
    verify or something differs, 130 interrupted.
    """
    given = ((text,) if text is not None else ()) + paths
    if len(given) < 2:
        raise click.UsageError("name a summary (or --text FILE) and its sources")
    if (*given, *known).count("-") > 1:
        raise click.UsageError("- can be given once")
    if text is not None and recompute:
        raise click.UsageError("--recompute needs a summary in JSON or HTML, not --text")
    if weights is not None and not recompute:
        raise click.UsageError("--weights is of use only with --recompute")
    if known and not recompute:
        raise click.UsageError("--known is of use only with --recompute")
    name, *sources = given
    data = _read(name, reading_options["max_bytes"])
    documents, warnings = _documents(sources, reading_options)
    notes: tuple[str, ...] = ()
    if text is None:
        options = {"recompute": recompute, **({"weights": weights} if weights else {})}
        from multisumm.cli.known import of_all_paths
        from multisumm.verification.known_files import known_of_paths

        options |= {"known": known_of_paths(known, **of_all_paths(reading_options))}
        from multisumm.verification.summary_file import verify_file

        verification = verify_file(data, name, documents, **options)
    else:
        verification, notes = _verify_text(data, name, documents)
    write(verification.to_json() if output_format == "json" else verification.to_text(), None)
    changed = [f"{id_}: has changed since the summary was made" for id_ in verification.changed]
    warn((*notes, *warnings, *changed, *verification.notes), quiet=quiet)
    if not verification.verified:
        raise click.exceptions.Exit(UNVERIFIED_STATUS)


def _read(name: str, max_bytes: int) -> bytes:
    from multisumm.reading.file_bytes import read_bytes
    from multisumm.reading.paths import File

    path, title = (None, "stdin") if name == "-" else (Path(name), printable(name))
    return read_bytes(File(path, (), name, title), stdin=None, max_bytes=max_bytes)


def _documents(
    paths: list[str], reading_options: dict[str, Any]
) -> tuple[Sequence[Document], tuple[str, ...]]:
    """Return the sources and warnings about them; no sources if all of them are empty."""
    from multisumm.reading import read_documents

    try:
        documents = read_documents(paths, **reading_options)
    except NothingToSummarize as error:
        return (), (str(error),)
    return documents, documents.warnings


def _verify_text(
    data: bytes, name: str, documents: Sequence[Document]
) -> tuple[Verification, tuple[str, ...]]:
    """The verification of a text, and notes on how it was read."""
    from multisumm.reading.decoding import decode
    from multisumm.verification.summary_file import named_errors
    from multisumm.verification.verify import verify_text

    with named_errors(name):
        text, _, notes, _ = decode(data, name)
        _refuse_other_forms(text)
        markdown = name.lower().endswith((".md", ".markdown"))
        return verify_text(text, documents, markdown=markdown), tuple(
            f"{printable(name)}: {note}" for note in notes
        )


def _refuse_other_forms(text: str) -> None:
    """Raise InputError if a text is a report, or a summary or a digest in JSON."""
    from multisumm.model import DIGEST_SCHEMA
    from multisumm.reading.kinds import detect_kind
    from multisumm.verification.quotes import RELATED_KEYS

    head = text.lstrip()[:1000]
    if detect_kind(head.encode(errors="replace")) == "html":
        raise InputError(
            "this is HTML; --text takes plain text or Markdown, and a report is verified without it"
        )
    if head.startswith("{") and any(
        f'"schema": "{schema}"' in head for schema in (*RELATED_KEYS, DIGEST_SCHEMA)
    ):
        raise InputError("this is a summary in JSON or a digest, which is verified without --text")
