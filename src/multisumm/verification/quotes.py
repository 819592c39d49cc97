"""A summary as JSON, or a text edited by hand -> the quotes to look up in the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import brief_repr
from multisumm.model import Citation
from multisumm.rendering.json_record import SUMMARY_SCHEMA
from multisumm.text.blocks import split_blocks

_OUR_LISTS = re.compile(r"^(?:Contradicted|Sources(?: \([^)\n]*\))?):\n(?:  .*(?:\n|\Z))+", re.M)
_OUR_MARK = re.compile(r"(?<=\S) \[\d+(?:, \d+)*(?: \+ \d+ more)?(?:; not \d+(?:, \d+)*)?\](?!\S)")
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]+\]:.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]+\S)))*", re.M)
_REFERENCE = re.compile(r"\[\^[^\]\n]+\]")
_HEADING = re.compile(r"^#{1,6}\s.*|^(?:=+|-{3,}|\*{3,})\s*$", re.M)
_SOFT_BREAK = re.compile(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)(?![ \t]*(?:[-*+>#]|\d+[.)])\s)")
_NUMBERED = re.compile(r"^[ \t]*\d{1,9}[.)][ \t]+(?=\S)", re.M)
_STYLE = re.compile(r"\\([!-/:-@\[-`{-~])|\[([^\]\n]*)\]\([^)\n]*\)|[*`]+|\b_+(?!\w)|(?<!\w)_+\b")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote to look up in the sources.

    Attributes:
        sentence: Number of the sentence of the summary that it belongs to, from 1.
        role: `sentence`, `support` or `conflict`.
        text: The characters of the quote.
        citation: The address that the summary gives; None for a sentence of a plain text.
    """

    sentence: int
    role: str
    text: str
    citation: Citation | None = None


def quotes_of(record: Mapping[str, Any]) -> Iterator[Quote]:
    """Yield each sentence of a summary in JSON, followed by its support and its conflicts."""
    if record.get("schema") != SUMMARY_SCHEMA:
        given = brief_repr(record["schema"]) if "schema" in record else "missing"
        raise InputError(f"not a summary to verify: `schema` is {given}, not '{SUMMARY_SCHEMA}'")
    sentences = _objects(record, "sentences", "the summary")
    if not sentences:
        raise InputError("there is no sentence in the summary")
    texts = []
    for number, sentence in enumerate(sentences, start=1):
        where = f"sentence {number}"
        yield _quote(sentence, number, "sentence", where)
        texts.append(sentence["text"])
        for role, key in (("support", "support"), ("conflict", "conflicts")):
            for count, one in enumerate(_objects(sentence, key, where), start=1):
                yield _quote(one, number, role, f"{where}, {role} {count}")
    if record.get("summary", " ".join(texts)) != " ".join(texts):
        raise InputError(
            "`summary` is not its sentences joined by one space; a text edited by hand"
            " is looked up with --text"
        )


def _quote(record: Mapping[str, Any], number: int, role: str, where: str) -> Quote:
    text, document = _string(record, "text", where), _string(record, "document", where)
    start, end = (record.get(key) for key in ("start", "end"))
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise InputError(f"{where}: `start` and `end` are no offsets")
    if not text.strip():
        raise InputError(f"{where}: `text` is empty")
    return Quote(number, role, text, Citation(document, start, end))


def digests_of(record: Mapping[str, Any]) -> dict[str, str]:
    """Id of each document of a summary -> digest of the text it was made of."""
    documents = enumerate(_objects(record, "documents", "the summary"), start=1)
    return {
        _string(one, "id", f"document {n}"): _string(one, "sha256", f"document {n}")
        for n, one in documents
    }


def _objects(record: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    found = record.get(key)
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise InputError(f"{where}: `{key}` is not a list of objects")
    return found


def _string(record: Mapping[str, Any], key: str, where: str) -> str:
    found = record.get(key)
    if not isinstance(found, str):
        raise InputError(f"{where}: `{key}` is not a string")
    return found


def passages_of(text: str, *, markdown: bool) -> Iterator[str]:
    """Yield what stands between the marks of a text, paragraph by paragraph, as one line each."""
    text = _read_markdown(text) if markdown else _OUR_LISTS.sub("", text)
    for piece in (_REFERENCE if markdown else _OUR_MARK).split(text):
        for start, end in split_blocks(piece):
            yield " ".join(piece[start:end].split())


def _read_markdown(text: str) -> str:
    """The text without headings, footnotes, marks of lists and style; a paragraph is one line."""
    text = _SOFT_BREAK.sub(" ", _HEADING.sub("", _FOOTNOTE.sub("", text)))
    text = _NUMBERED.sub("", text)
    return _STYLE.sub(lambda found: found[1] or found[2] or "", text)
