"""A report in HTML -> the summary that it carries as JSON, and whether the page shows it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from multisumm.errors import InputError
from multisumm.escaping import one_line, printable_text
from multisumm.focus.known import summary_in
from multisumm.model import FileFate
from multisumm.rendering.html_report import RECORD_ID, render_html
from multisumm.summary import Summary
from multisumm.verification.findings import CHANGED, Difference

SUMMARY_SUFFIXES = (".json", ".html", ".htm")
"""Suffixes of the files that can hold a summary."""

_SCRIPT = re.compile(r"<script\b([^<>]*)>([^<]*)</script\s*>", re.IGNORECASE)
_IS_RECORD = re.compile(rf"""\bid\s*=\s*["']?{RECORD_ID}(?![\w-])""")
_SENTENCE = re.compile(r'<a class="sentence" id="q\d+"[^<>]*>((?:[^<]|<(?!/?a\b))*)</a>')
_NUMBER = re.compile(r'<span class="number">\d+</span>')
_TAG = re.compile(r"</?(?:b|bdi)(?: [^<>]*)?>")


def record_in_page(page: str) -> str:
    """Return the JSON of the summary that a report carries.

    Raises:
        InputError: There is none, or more than one.
    """
    found = [match[2] for match in _SCRIPT.finditer(page) if _IS_RECORD.search(match[1])]
    if len(found) != 1:
        number = "more than one summary" if found else "no summary"
        raise InputError(
            f"this page carries {number} as JSON; it is not a report of multisumm, or an old one"
        )
    return found[0]


def summary_in_file(name: str, data: bytes) -> Mapping[str, Any] | None:
    """Return the summary or digest that a file holds as JSON or HTML; None if it is another file.

    Args:
        name: The name of the file, with one of the `SUMMARY_SUFFIXES`.
        data: The file.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUMMARY_SUFFIXES:
        return None
    with suppress(UnicodeDecodeError, InputError):
        text = data.decode("utf-8-sig")
        return summary_in(text if suffix == ".json" else record_in_page(text))
    return None


def compare_page(page: str, records: Sequence[Mapping[str, Any]]) -> Iterator[Difference]:
    """Yield the sentences that a report shows and that are not those of its JSON.

    Args:
        page: The report.
        records: The summary that it carries, or those of the subjects of a digest, in order;
            `quotes_of` accepts them.
    """
    shown = [_text_of(match[1]) for match in _SENTENCE.finditer(page)]
    stated = [_plain(sentence["text"]) for record in records for sentence in record["sentences"]]
    for number in range(1, max(len(shown), len(stated)) + 1):
        here, there = (_nth(texts, number) for texts in (shown, stated))
        if here != there:
            yield Difference(CHANGED, "page", number, field="text", stated=here, expected=there)


def _text_of(markup: str) -> str:
    return _plain(html.unescape(_TAG.sub("", _NUMBER.sub("", markup))))


def _plain(text: str) -> str:
    return one_line(printable_text(text))


def _nth(texts: Sequence[str], number: int) -> str | None:
    return texts[number - 1] if number <= len(texts) else None


def is_page_of(page: str, record: Mapping[str, Any], again: Summary) -> bool:
    """Return whether a report is, to the character, the one that the summary made again gives.

    The JSON that it carries is compared elsewhere. White space at its ends does not count.

    Args:
        page: The report.
        record: The summary that it carries.
        again: The same summary, made again.
    """
    warnings, files = record.get("warnings"), record.get("files_not_read", [])
    if not isinstance(warnings, list) or not all(isinstance(line, str) for line in warnings):
        return False
    try:
        fates = tuple(FileFate(one["name"], one["outcome"], one["reason"]) for one in files)
    except (KeyError, TypeError):
        return False
    expected = render_html(replace(again, warnings=tuple(warnings), files_not_read=fates))
    return _without_record(page) == _without_record(expected)


def _without_record(page: str) -> str:
    return _SCRIPT.sub(
        lambda match: "" if _IS_RECORD.search(match[1]) else match[0], page.replace("\r\n", "\n")
    ).strip()
