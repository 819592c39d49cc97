"""Which lines of a text are the headers of a mail: `From: ...`, `Subject: ...`, in any language.

A mail that was saved as plain text, or is quoted in another one, has them before its words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from multisumm.resources import read_data

MIN_HEADERS = 2
"""So many lines of headers stand together at least."""

MAX_GOING_ON = 2
"""Lines between two headers that an address shows to be the rest of the first one."""

MAX_HEADER = 300
"""Characters of a header; a longer one has an address in so many characters of it, on average."""

_MAX_LABEL = 30
_EVENT = frozenset(("when", "where"))
"""What an invitation says is no header, wherever a program puts it."""


def header_lines(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is a header of a mail.

    Lines are headers if `MIN_HEADERS` of them follow each other and one is the subject or has an
    address: `From: Berlin` above `To: Paris` are none.

    >>> header_lines(["From: Jane Roe", "Subject: The ferry", "It sank.", "To: be sure."])
    [True, True, False, False]
    """
    found = [False] * len(lines)
    fields = [_field(line) for line in lines]
    start = 0
    while start < len(lines):
        end = _end_of_run(lines, fields, start)
        run = range(start, end)
        if sum(bool(fields[i]) for i in run) >= MIN_HEADERS and any(
            fields[i] == "subject" or "@" in lines[i] for i in run
        ):
            found[start:end] = [True] * len(run)
        start = max(end, start + 1)
    return found


def _end_of_run(lines: Sequence[str], fields: Sequence[str], start: int) -> int:
    """Return the index behind the headers that follow each other from a line on."""
    end = start
    while end < len(lines) and fields[end]:
        end += 1
        rest = end
        while (
            rest < min(len(lines), end + MAX_GOING_ON) and not fields[rest] and "@" in lines[rest]
        ):
            rest += 1
        if rest < len(lines) and fields[rest]:
            end = rest
    return end


def _field(line: str) -> str:
    """Return the field of which a line has the label: `subject`, `sender` ...; empty if of none."""
    if len(line) > MAX_HEADER * max(1, line.count("@")):
        return ""
    head, colon, _ = line[: _MAX_LABEL + 1].replace("：", ":").partition(":")
    return _labels().get(head.strip("> \t\xa0*_").casefold(), "") if colon else ""


@cache
def _labels() -> dict[str, str]:
    """Return each label of a header, case folded -> its field."""
    marks = json.loads(read_data("mail_markers.json"))
    labels = {
        phrase.casefold(): field
        for words in marks["languages"].values()
        for field in ("copy", "to", "date", "sender", "subject")
        for phrase in words.get(field, ())
    }
    labels |= dict.fromkeys(marks["archive_headers"], "sender")
    return {label: field for label, field in labels.items() if label not in _EVENT}
