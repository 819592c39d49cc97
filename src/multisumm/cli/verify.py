"""The command `verify`: look up the quotes of a summary in its sources."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multisumm.cli.options import command, complete_files, with_options
from multisumm.errors import InputError, NothingToSummarize
from multisumm.options import QUIET, READING_OPTIONS, SHORT_FORMAT, TEXT
from multisumm.output import warn, write

if TYPE_CHECKING:
    from multisumm.model import Document
    from multisumm.verification.findings import Verification

UNVERIFIED_STATUS = 5


@command(
    "verify summary.json reports/",
    "verify --text edited.md reports/",
)
@click.argument("paths", nargs=-1, metavar="[SUMMARY.json] PATH...", shell_complete=complete_files)
@with_options(TEXT, SHORT_FORMAT, *READING_OPTIONS.values(), QUIET)
def verify(
    paths: tuple[str, ...],
    text: str | None,
    output_format: str,
    quiet: bool,
    **reading_options: Any,
) -> None:
    """Check that every quote of a summary is in its sources.

    SUMMARY.json is the output of summarize --format json; - is standard input. Every sentence of
    it, its support and its conflicts are looked up in the sources, PATH..., character by character.
    A quote is verified, moved (it is elsewhere), altered (it is nowhere; the nearest text and the
    differences are shown), or missing (its source is not given).

    Exit status: 0 all quotes verified, 1 an error, 2 wrong usage, 5 a quote is
    not verified, 130 interrupted.
    """
    given = ((text,) if text is not None else ()) + paths
    if len(given) < 2:
        raise click.UsageError("name a summary (or --text FILE) and its sources")
    if given.count("-") > 1:
        raise click.UsageError("- can be given once")
    name, *sources = given
    data = _read(name, reading_options["max_bytes"])
    documents, warnings = _documents(sources, reading_options)
    verification, notes = _verify(data, name, documents, is_text=text is not None)
    render = verification.to_json if output_format == "json" else verification.to_text
    write(render(), None)
    changed = [f"{id_}: has changed since the summary was made" for id_ in verification.changed]
    warn((*notes, *warnings, *changed), quiet=quiet)
    if not verification.verified:
        raise click.exceptions.Exit(UNVERIFIED_STATUS)


def _read(name: str, max_bytes: int) -> bytes:
    from multisumm.messages import printable
    from multisumm.reading.file_bytes import read_bytes
    from multisumm.reading.paths import File

    path, title = (None, "stdin") if name == "-" else (Path(name), printable(name))
    return read_bytes(File(path, (), name, title), stdin=None, max_bytes=max_bytes)


def _documents(
    paths: list[str], reading_options: dict[str, Any]
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the sources and warnings about them; no sources if all of them are empty."""
    from multisumm.reading import read_sources

    try:
        return read_sources(paths, **reading_options)
    except NothingToSummarize as error:
        return (), (str(error),)


def _verify(
    data: bytes, name: str, documents: tuple[Document, ...], *, is_text: bool
) -> tuple[Verification, tuple[str, ...]]:
    """Return the verification, and notes on how the summary was read."""
    from multisumm.messages import printable
    from multisumm.reading.decoding import decode
    from multisumm.reading.records import parse_object
    from multisumm.verification.verify import verify, verify_text

    try:
        if not is_text:
            _refuse_texts(data)
            record = parse_object(data.removeprefix(b"\xef\xbb\xbf"), where=printable(name))
            return verify(record, documents), ()
        text, _, notes, _ = decode(data, name)
        _refuse_other_forms(text)
        markdown = name.lower().endswith((".md", ".markdown"))
        return verify_text(text, documents, markdown=markdown), tuple(
            f"{printable(name)}: {note}" for note in notes
        )
    except InputError as error:
        source = error.source or printable(name)
        raise InputError(error.reason, source=source) from None


def _refuse_texts(data: bytes) -> None:
    """Raise InputError if a file begins like a text and not like JSON."""
    if re.match(rb"\s*[^\s{\[\x80-\xff]", data):
        raise InputError("this is not a summary in JSON; --text takes plain text or Markdown")


def _refuse_other_forms(text: str) -> None:
    """Raise InputError if a text is a report or a summary in JSON."""
    from multisumm.reading.kinds import detect_kind
    from multisumm.rendering.json_record import SUMMARY_SCHEMA

    head = text.lstrip()[:1000]
    if detect_kind(head.encode(errors="replace")) == "html":
        raise InputError("this is HTML; --text takes plain text or Markdown")
    if head.startswith("{") and f'"schema": "{SUMMARY_SCHEMA}"' in text[:1000]:
        raise InputError("this is a summary in JSON, which is verified without --text")
