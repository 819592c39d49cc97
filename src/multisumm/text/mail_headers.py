"""Which lines of a text are the headers of a mail: `From: ...`, `Subject: ...`, in any language.

A mail that was saved as plain text, or is quoted in another one, has them before its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

from multisumm.resources import read_data

MIN_HEADERS = 2
"""So many lines of headers stand together at least."""

MAX_GOING_ON = 2
"""Lines between two headers that an address shows to be the rest of the first one."""

MAX_HEADER = 300
"""Characters of a header; a longer one has an address in so many characters of it, on average."""

_REPLY = re.compile(
    r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]*(?P<list>\[[^\[\]]{1,60}\]\s*)?(?P<mark>[^\W\d_](?:[\w-]|\s(?=\w)){0,20})"
    r"(?:\s?[\[(^]?\d{1,3}[\])]?)?\s?[:：]\s*"
)
"""What may be a mark before a subject: a word, perhaps counted, perhaps behind a list's name. Signs
that only tell the direction of writing may stand before it."""

_NONE: Mapping[str, str] = {}
_MAX_LABEL = 30
_EVENT = frozenset(("when", "where"))
"""What an invitation says is no header, wherever a program puts it."""


def header_lines(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is a header of a mail.

    Lines are headers if `MIN_HEADERS` of them follow each other, with labels of one language, one
    gives the sender, and one is the subject or has an address: `From: Berlin` above `To: Paris` are
    none.

    >>> header_lines(["From: Jane Roe", "Subject: The ferry", "It sank.", "To: be sure."])
    [True, True, False, False]
    """
    found = [False] * len(lines)
    fields = [_fields(line) if ":" in line or "：" in line else _NONE for line in lines]
    start = 0 if any(fields) else len(lines)
    while start < len(lines):
        end = _end_of_run(lines, fields, start)
        if _are_headers(lines[start:end], fields[start:end]):
            found[start:end] = [True] * (end - start)
        start = max(end, start + 1)
    return found


def header_value(line: str, field: str, *, language: str) -> str | None:
    """Return what stands behind the label of a header; None if the line is not that header.

    Args:
        line: The line.
        field: `subject`, `sender`, `to`, `copy` or `date`.
        language: Code of the language whose labels count, beside those in English.

    >>> header_value("Betreff: Die Wahl", "subject", language="de")
    'Die Wahl'
    """
    fields = _fields(line)
    if field not in (fields.get(language), fields.get("en")):
        return None
    return line.replace("：", ":").partition(":")[2].strip()


def without_reply_marks(subject: str, *, of_mail: bool) -> str:
    """Return a subject line without the marks of replies and forwards before it: `Re: `, `AW: `.

    Args:
        subject: The subject line, or a title that may be one.
        of_mail: Whether it is that of a mail. Then marks of one letter count (`I: `, `R: `), and
            the names of lists in brackets before a mark are left out, too.

    >>> without_reply_marks("Re: [staff] SV: Cold store", of_mail=True)
    'Cold store'
    >>> without_reply_marks("I: a memoir", of_mail=False)
    'I: a memoir'
    """
    rest, start = subject.strip(), 0
    while (mark := _REPLY.match(rest, start)) is not None:
        word = mark["mark"].casefold()
        if word not in _reply_marks() or (len(word) == 1 and not of_mail):
            break
        if mark["list"] and not of_mail:
            break
        start = mark.end()
    return rest[start:]


def says_who_wrote(line: str) -> bool:
    """Return whether a line stands above what a mail quotes: `On Monday, Ann wrote:`.

    >>> says_who_wrote("Am Montag schrieb Ann Lee:"), says_who_wrote("The minister said:")
    (True, False)
    """
    words = line.strip()[-MAX_HEADER:].casefold()
    return words.endswith((":", "：")) and _wrote().search(words) is not None


@cache
def _wrote() -> re.Pattern[str]:
    languages = json.loads(read_data("mail_markers.json"))["languages"].values()
    phrases = {phrase.casefold() for words in languages for phrase in words.get("wrote", ())}
    spaced = "|".join(re.escape(one) for one in sorted(phrases) if one.isascii())
    other = "|".join(re.escape(one) for one in sorted(phrases) if not one.isascii())
    return re.compile(rf"\b(?:{spaced})\b|{other}")


def _end_of_run(lines: Sequence[str], fields: Sequence[Mapping[str, str]], start: int) -> int:
    """Return the index behind the lines with labels that follow each other from a line on."""
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


def _are_headers(lines: Sequence[str], fields: Sequence[Mapping[str, str]]) -> bool:
    """Return whether lines with labels that follow each other are the headers of one mail."""
    labelled = [own for own in fields if own]
    if len(labelled) < MIN_HEADERS:
        return False
    has_address = any("@" in line for line in lines)
    for language in labelled[0]:
        names = [own.get(language) for own in labelled]
        if None not in names and "sender" in names and (has_address or "subject" in names):
            return True
    return False


def _fields(line: str) -> Mapping[str, str]:
    """Return what the label of a line names, like `subject`, in each language that has it."""
    beginning = line[: _MAX_LABEL + 1].replace("：", ":")
    if ":" not in beginning or len(line) > MAX_HEADER * max(1, line.count("@")):
        return _NONE
    label = beginning.partition(":")[0]
    return _labels().get(label.strip("> \t\xa0*_").casefold(), _NONE)


@cache
def _labels() -> dict[str, dict[str, str]]:
    """Return each label of a header, case folded -> language -> its field."""
    marks = json.loads(read_data("mail_markers.json"))
    labels: dict[str, dict[str, str]] = {}
    for language, words in marks["languages"].items():
        named = {field: words.get(field, ()) for field in ("copy", "to", "date", "subject")}
        named["sender"] = [*words.get("sender", ()), *marks["archive_headers"]]
        for field, phrases in named.items():
            for phrase in phrases:
                labels.setdefault(phrase.casefold(), {})[language] = field
    return {label: found for label, found in labels.items() if label not in _EVENT}


@cache
def _reply_marks() -> frozenset[str]:
    """Return the marks of replies and forwards, in all languages, case folded."""
    marks = json.loads(read_data("mail_markers.json"))
    listed = (*marks["reply_subjects"], *marks["forward_subjects"])
    return frozenset(mark.casefold() for mark in listed)
