"""A report in HTML -> the summary or digest that it carries as JSON, and whether it shows that."""

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
from multisumm.rendering.digest_html import render_digest_html
from multisumm.rendering.html_report import RECORD_ID, headline_on_page, render_html
from multisumm.summary import Digest, Summary
from multisumm.verification.findings import CHANGED, Difference

SUMMARY_SUFFIXES = (".json", ".html", ".htm")
"""Suffixes of the files that can hold a summary."""

_SCRIPT = re.compile(r"<script\b([^<>]*)>([^<]*)</script\s*>", re.IGNORECASE)
_IS_RECORD = re.compile(rf"""\bid\s*=\s*["']?{RECORD_ID}(?![\w-])""")
_SENTENCE = re.compile(r'<a class="sentence" id="q\d+"[^<>]*>((?:[^<]|<(?!/?a\b))*)</a>')
_TITLE = re.compile(r"<h1\b[^<>]*><bdi\b[^<>]*>((?:[^<]|<(?!/?(?:h1|bdi)\b))*)</bdi>")
_HEADLINE = re.compile(r'<h2 class="headline"[^<>]*><a\b[^<>]*>((?:[^<]|<(?!/?a\b))*)</a>')
_CONTENTS = re.compile(r'<li><a href="#subject-\d+">((?:[^<]|<(?!/?a\b))*)</a>')
_EXCERPT = re.compile(
    r'<a class="(?:about|other)"[^<>]*>(?:[^<]|<(?!/?a\b|bdi\b))*'
    r"<bdi\b[^<>]*>((?:[^<]|<(?!/?(?:a|bdi)\b))*)</bdi>"
)
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


def compare_page(
    page: str, parts: Mapping[int | None, Mapping[str, Any]], told: Sequence[str]
) -> Iterator[Difference]:
    """Yield what a report shows and its JSON does not say.

    Its headlines and its sentences must be those of the JSON, in order. What else it quotes, or the
    part of it that it shows, must be of a quote of the JSON.

    Args:
        page: The report.
        parts: The summary that it carries, or the number of each subject of a digest -> the record
            of its summary and headline; `quotes_of` accepts them.
        told: The texts of all quotes of the JSON.
    """
    yield from _compare_headlines(page, parts)
    shown = [_text_of(match[1]) for match in _SENTENCE.finditer(page)]
    records = parts.values()
    stated = [_plain(sentence["text"]) for record in records for sentence in record["sentences"]]
    for number in range(1, max(len(shown), len(stated)) + 1):
        here, there = (_nth(texts, number) for texts in (shown, stated))
        if here != there:
            yield Difference(CHANGED, "page", number, field="text", stated=here, expected=there)
    quotes = "\n".join(map(_plain, told))
    for match in _EXCERPT.finditer(page):
        excerpt = _text_of(match[1])
        if excerpt.removeprefix("… ").removesuffix(" …") not in quotes:
            yield Difference(CHANGED, "page", field="quote", stated=excerpt)


def _compare_headlines(
    page: str, parts: Mapping[int | None, Mapping[str, Any]]
) -> Iterator[Difference]:
    """Yield the headlines that a report shows otherwise; a digest shows each in its contents, too.

    A report without a headline is called by the number of its sentences.
    """
    if None not in parts:
        stated = {
            number: _plain(str(part["headline"].get("text"))) for number, part in parts.items()
        }
        places = [_CONTENTS, _HEADLINE]
    else:
        headline = parts[None].get("headline")
        stated = {None: headline_on_page(str(headline.get("text")))} if headline else {}
        places = [_TITLE] if headline else []
    for place in places:
        shown = [_text_of(match[1]) for match in place.finditer(page)]
        for index, (number, there) in enumerate(stated.items(), start=1):
            if (here := _nth(shown, index)) != there:
                yield Difference(
                    CHANGED, "page", field="headline", stated=here, expected=there, subject=number
                )
        for here in shown[len(stated) :]:
            yield Difference(CHANGED, "page", field="headline", stated=here)


def _text_of(markup: str) -> str:
    return _plain(html.unescape(_TAG.sub("", _NUMBER.sub("", markup))))


def _plain(text: str) -> str:
    return one_line(printable_text(text))


def _nth(texts: Sequence[str], number: int) -> str | None:
    return texts[number - 1] if number <= len(texts) else None


def is_page_of(page: str, record: Mapping[str, Any], again: Summary | Digest) -> bool:
    """Return whether a report is, to the character, the one that what was made again gives.

    The JSON that it carries is compared elsewhere. White space at its ends does not count.

    Args:
        page: The report.
        record: The summary or digest that it carries.
        again: The same summary or digest, made again.
    """
    warnings, files = record.get("warnings"), record.get("files_not_read", [])
    if not isinstance(warnings, list) or not all(isinstance(line, str) for line in warnings):
        return False
    if isinstance(again, Digest):
        expected = render_digest_html(replace(again, warnings=tuple(warnings)))
        return _without_record(page) == _without_record(expected)
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
