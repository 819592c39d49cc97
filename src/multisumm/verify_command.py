"""The command `verify`: parse, call, print. Slow imports wait for their use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multisumm.errors import InputError, NothingToSummarize
from multisumm.options import format_option, reading_options
from multisumm.output import tell, write

if TYPE_CHECKING:
    from multisumm.model import Citation, Document
    from multisumm.quotes import Quote
    from multisumm.verification import Finding, Verification

SCHEMA = "multisumm-verification/1"
FORMATS = ("text", "json")
UNVERIFIED_STATUS = 5
_SHOWN_DIFFERENCES = 5


@click.command()
@click.argument("paths", nargs=-1, metavar="[SUMMARY.json] PATH...")
@click.option(
    "--text",
    metavar="FILE",
    help="Look up each sentence of this text or Markdown file instead of a summary's quotes.",
)
@format_option(FORMATS)
@reading_options
@click.option("--quiet", is_flag=True, help="No warnings on standard error.")
def verify(
    paths: tuple[str, ...], text: str | None, form: str, quiet: bool, **reading: Any
) -> None:
    """Look up every quote of SUMMARY.json in its sources, PATH..., byte for byte.

    Quotes are the sentences, their support and their conflicts. Each is verified, moved (it
    stands elsewhere), altered (it stands nowhere; what is nearest is shown, and what differs), or
    missing (its source is not given). SUMMARY.json is what summarize --format json prints; - is
    standard input.

    Exit status: 0 all quotes verified, 1 an error that is explained, 2 wrong usage, 5 a quote did
    not verify.
    """
    given = ((text,) if text is not None else ()) + paths
    if len(given) < 2:
        raise click.UsageError("name a summary (or --text FILE) and its sources")
    if given.count("-") > 1:
        raise click.UsageError("- can be given once")
    name, *sources = given
    data = _read(name, reading["max_bytes"])
    documents, warnings = _documents(sources, reading)
    found, notes = _verify(data, name, documents, is_text=text is not None)
    write(render_json(found) if form == "json" else render_text(found), None)
    if not quiet:
        changed = (f"{each}: has changed since the summary was made" for each in found.changed)
        tell(f"warning: {line}" for line in (*notes, *warnings, *changed))
    if not found.verified:
        raise click.exceptions.Exit(UNVERIFIED_STATUS)


def _read(name: str, max_bytes: int) -> bytes:
    from multisumm.paths import File
    from multisumm.reading.sources import read_bytes
    from multisumm.wording import reason, shown

    path, title = (None, "stdin") if name == "-" else (Path(name), shown(name))
    try:
        return read_bytes(File(path, (), name, title), stdin=None, max_bytes=max_bytes)
    except InputError:
        raise
    except ValueError as error:
        raise InputError(reason(name, error)) from None


def _documents(
    paths: list[str], reading: dict[str, Any]
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The sources, and what to tell of them; none where they are all empty."""
    from multisumm.reading import read_sources

    try:
        return read_sources(paths, **reading)
    except NothingToSummarize as error:
        return (), (str(error),)


def _verify(
    data: bytes, name: str, documents: tuple[Document, ...], *, is_text: bool
) -> tuple[Verification, tuple[str, ...]]:
    """What was found, and how the summary was read."""
    from multisumm.decoding import decode
    from multisumm.records import parse_object
    from multisumm.verification import verify, verify_text
    from multisumm.wording import shown

    try:
        if not is_text:
            record = parse_object(data.removeprefix(b"\xef\xbb\xbf"), where=shown(name))
            return verify(record, documents), ()
        text, notes = decode(data, name)
        markdown = name.lower().endswith((".md", ".markdown"))
        return verify_text(text, documents, markdown=markdown), tuple(
            f"{shown(name)}: {note}" for note in notes
        )
    except InputError as error:
        named = str(error).startswith(shown(name))
        raise error if named else InputError(f"{shown(name)}: {error}") from None


def render_text(found: Verification) -> str:
    """Return a paragraph for each quote that is not verified, and how many are."""
    from multisumm.wording import counted

    lines = [line for one in found.findings if one.status != "verified" for line in _paragraph(one)]
    verified, *others = found.counts.items()
    rest = "".join(f", {number} {status}" for status, number in others if number)
    quotes = counted(len(found.findings), "quote")
    return "\n".join([*lines, f"{verified[1]} of {quotes} verified{rest}"]) + "\n"


def _paragraph(finding: Finding) -> list[str]:
    from multisumm.rendering import line

    quote, place = finding.quote, finding.quote.citation
    lines = [f"{finding.status:9} {_name(quote)}{f', {_address(place)}' if place else ''}"]
    lines.append(f"          {line(quote.text)}")
    if finding.status == "moved" and finding.found:
        lines.append(f"          now {_address(finding.found)}")
    elif finding.status == "missing" and finding.found:
        lines.append(f"          the same stands in {_address(finding.found)}")
    elif finding.nearest is not None and finding.found:
        lines.append(f"          nearest {_address(finding.found)}: {line(finding.nearest)}")
        lines.append(f"          differs {_differences(finding.differences)}")
    elif finding.status == "altered":
        lines.append("          nothing near it was found")
    return lines


def _name(quote: Quote) -> str:
    of = "" if quote.role == "sentence" else f"{quote.role} of "
    return f"{of}sentence {quote.sentence}"


def _address(citation: Citation) -> str:
    from multisumm.rendering import line

    return f"{line(citation.document)} {citation.start}-{citation.end}"


def _differences(pairs: tuple[tuple[str, str], ...]) -> str:
    """`130 / 127, – / not`: the quote's first, as in a summary's conflicts."""
    from multisumm.rendering import line

    sides = (
        f"{line(ours) or '–'} / {line(theirs) or '–'}" if (ours + theirs).strip() else "white space"
        for ours, theirs in pairs[:_SHOWN_DIFFERENCES]
    )
    more = len(pairs) - _SHOWN_DIFFERENCES
    return ", ".join(dict.fromkeys(sides)) + (f" and {more} more" if more > 0 else "")


def render_json(found: Verification) -> str:
    """Return one JSON object with a record for each quote."""
    from multisumm.rendering import dump

    record = {
        "schema": SCHEMA,
        "verified": found.verified,
        "counts": found.counts,
        "quotes": [_record(one) for one in found.findings],
        "changed": list(found.changed),
    }
    return dump(record, indent=2) + "\n"


def _record(finding: Finding) -> dict[str, object]:
    quote = finding.quote
    return {
        "sentence": quote.sentence,
        "role": quote.role,
        "text": quote.text,
        **_place(quote.citation),
        "status": finding.status,
        "found": _place(finding.found) or None,
        "nearest": finding.nearest,
        "differences": [list(pair) for pair in finding.differences],
    }


def _place(citation: Citation | None) -> dict[str, object]:
    if citation is None:
        return {}
    return {"document": citation.document, "start": citation.start, "end": citation.end}
