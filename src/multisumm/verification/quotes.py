"""A summary as JSON, or a text edited by hand -> the quotes to look up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import brief_repr
from multisumm.model import Citation
from multisumm.rendering.json_record import SUMMARY_SCHEMA
from multisumm.rendering.plain_text import HEADINGS, MARK_PATTERN
from multisumm.text.blocks import split_blocks

_LISTS = re.compile(
    rf"^(?:{'|'.join(HEADINGS)})(?: \([^)\n]*\))?:\n(?:  .*(?:\n|\Z))+", re.MULTILINE
)
_OLD_MARK = r"\[\d+(?:, \d+)*(?: \+ \d+ more)?(?:; not \d+(?:, \d+)*)?\]"  # of version 1
_MARK = re.compile(rf"(?<=\S) (?:{MARK_PATTERN}|{_OLD_MARK})(?!\S)")
_KEYS = {"support": "support", "conflict": "conflicts"}
_RELATED = {
    "multisumm-summary/1": _KEYS,
    SUMMARY_SCHEMA: {**_KEYS, "update": "updates", "similar": "similar"},
}
"""Schema -> role of the quotes beside a sentence -> key of their list."""

_FOOTNOTE = re.compile(r"^\[\^[^\]\n]+\]:.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]+\S)))*", re.M)
_REFERENCE = re.compile(r"\[\^[^\]\n]+\]")
_HEADING = re.compile(r"^#{1,6}\s.*|^(?:=+|-{3,}|\*{3,})\s*$", re.M)
_SOFT_BREAK = re.compile(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)(?![ \t]*(?:[-*+>#]|\d+[.)])\s)")
_NUMBERED = re.compile(r"^[ \t]*\d{1,9}[.)][ \t]+(?=\S)", re.M)
_STYLE = re.compile(r"\\([!-/:-@\[-`{-~])|\[([^\]\n]*)\]\([^)\n]*\)|[*`]+|\b_+(?!\w)|(?<!\w)_+\b")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote to look up.

    Attributes:
        sentence: Number of the summary's sentence that it belongs to, from 1.
        role: `sentence`, `support`, `conflict`, `update` or `similar`.
        text: Its characters.
        citation: The address that the summary gives; None for a sentence of a plain text.
    """

    sentence: int
    role: str
    text: str
    citation: Citation | None = None


def quotes_of(record: Mapping[str, Any]) -> Iterator[Quote]:
    """Yield each sentence of a summary in JSON, followed by what stands beside it.

    Raises:
        InputError: The object is not a summary of the schema `multisumm-summary/2`, or of the
            earlier one, which has only support and conflicts.
    """
    schema = record.get("schema", "")
    if not isinstance(schema, str) or schema not in _RELATED:
        given = brief_repr(schema) if "schema" in record else "missing"
        raise InputError(f"not a summary to verify: `schema` is {given}, not '{SUMMARY_SCHEMA}'")
    sentences = _objects(record, "sentences", "the summary")
    if not sentences:
        raise InputError("there is no sentence in the summary")
    for number, sentence in enumerate(sentences, start=1):
        name = f"sentence {number}"
        yield _quote(sentence, number, "sentence", name)
        for role, key in _RELATED[schema].items():
            for count, related in enumerate(_objects(sentence, key, name), start=1):
                yield _quote(related, number, role, f"{name}, {role} {count}")
    text = " ".join(sentence["text"] for sentence in sentences)
    if record.get("summary", text) != text:
        raise InputError(
            "`summary` is not its sentences joined by one space; a text edited by hand"
            " is looked up with --text"
        )


def _quote(record: Mapping[str, Any], number: int, role: str, name: str) -> Quote:
    text, document = _string(record, "text", name), _string(record, "document", name)
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise InputError(f"{name}: `start` and `end` are not offsets")
    if not text.strip():
        raise InputError(f"{name}: `text` is empty")
    return Quote(number, role, text, Citation(document, start, end))


def digests_of(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the id of each document of a summary with the SHA-256 digest of its text then.

    Raises:
        InputError: A document has no id or no digest.
    """
    documents = enumerate(_objects(record, "documents", "the summary"), start=1)
    return {
        _string(document, "id", f"document {n}"): _string(document, "sha256", f"document {n}")
        for n, document in documents
    }


def _objects(record: Mapping[str, Any], key: str, name: str) -> list[Mapping[str, Any]]:
    value = record.get(key)
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise InputError(f"{name}: `{key}` is not a list of objects")
    return value


def _string(record: Mapping[str, Any], key: str, name: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise InputError(f"{name}: `{key}` is not a string")
    return value


def passages_of(text: str, *, markdown: bool) -> Iterator[str]:
    """Yield what stands between the marks of a text, paragraph by paragraph, as one line each.

    Marks and lists of sources are those that `to_text` and `to_markdown` write.

    Args:
        text: The text.
        markdown: Whether it is Markdown, of which headings and footnotes are left out too.
    """
    text = _without_markup(text) if markdown else _LISTS.sub("", text)
    for piece in (_REFERENCE if markdown else _MARK).split(text):
        for start, end in split_blocks(piece):
            yield " ".join(piece[start:end].split())


def _without_markup(text: str) -> str:
    """Return Markdown without headings, footnotes, and marks of lists and style.

    A paragraph becomes one line.
    """
    text = _SOFT_BREAK.sub(" ", _HEADING.sub("", _FOOTNOTE.sub("", text)))
    text = _NUMBERED.sub("", text)
    return _STYLE.sub(lambda match: match[1] or match[2] or "", text)
