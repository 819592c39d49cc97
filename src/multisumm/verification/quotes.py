"""A summary as JSON -> the quotes to look up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from multisumm.errors import InputError
from multisumm.escaping import one_line
from multisumm.messages import brief_repr
from multisumm.model import FIRST_SUMMARY_SCHEMA, SUMMARY_SCHEMA, Citation, Span

_FIRST_KEYS = {"support": "support", "conflict": "conflicts"}
RELATED_KEYS: Mapping[str, Mapping[str, str]] = {
    FIRST_SUMMARY_SCHEMA: _FIRST_KEYS,
    SUMMARY_SCHEMA: {**_FIRST_KEYS, "update": "updates", "similar": "similar"},
}
"""Schema -> role of the quotes beside a sentence -> key of their list."""

NO_VALUE = "–"
"""Stands in `about` for the side that has no value of its own."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote to look up.

    Attributes:
        sentence: Number of the summary's sentence that it belongs to, from 1; of a disagreement, an
            explanation and a listed quote its own number.
        role: `sentence`; `support`, `conflict`, `update` or `similar` for a sentence beside it;
            `headline`; `disagreement` for a statement on which sources disagree, and what they say
            about it; `explanation` for a sentence of which the summary says why it is quoted or
            left out; `dispute` for what only the list of a digest has; `quotation` for words in
            quotation marks in a sentence of a plain text; or `listed` for a quote in the lists
            under a plain text, or in the notes of Markdown.
        text: Its characters.
        citation: The address that the summary gives; None for a plain text.
        about: What the summary says that this quote and its sentence differ in, as in `Conflict`;
            None if it says nothing about that.
        founded: Whether the values in `about` stand in the two sentences, at the spans that the
            summary names, if it names any.
        subject: Number of its subject in a digest, from 1; None if it is of no digest.
    """

    sentence: int
    role: str
    text: str
    citation: Citation | None = None
    about: str | None = None
    founded: bool = True
    subject: int | None = None


def quotes_of(record: Mapping[str, Any]) -> Iterator[Quote]:
    """Yield each sentence of a summary in JSON with what stands beside it, then what is elsewhere.

    That is the headline, the disagreements and the explanations: only quotes that no sentence has
    told, and unfounded ones.

    Raises:
        InputError: The object is not a summary of the schema `multisumm-summary/2`, or of the
            earlier one, which has only support and conflicts.
    """
    is_newest = schema_of(record) == SUMMARY_SCHEMA
    sentences = objects_of(record, "sentences", "the summary")
    if not sentences:
        raise InputError("there is no sentence in the summary")
    told = set()
    for number, sentence in enumerate(sentences, start=1):
        for quote in _quotes_of_sentence(sentence, number, RELATED_KEYS[schema_of(record)]):
            told.add((quote.citation, quote.text))
            yield quote
    for quote in _quotes_elsewhere(record) if is_newest else ():
        if not quote.founded or (quote.citation, quote.text) not in told:
            told.add((quote.citation, quote.text))
            yield quote
    text = " ".join(sentence["text"] for sentence in sentences)
    if record.get("summary", text) != text:
        raise InputError(
            "`summary` is not its sentences joined by one space; a text edited by hand"
            " is looked up with option `text`"
        )


def _quotes_of_sentence(
    sentence: Mapping[str, Any], number: int, keys: Mapping[str, str]
) -> Iterator[Quote]:
    """Yield a sentence of a summary and the quotes in these lists of it."""
    name = f"sentence {number}"
    yield quote_in(sentence, number, "sentence", name)
    for role, key in keys.items():
        for count, related in enumerate(objects_of(sentence, key, name), start=1):
            related_name = f"{name}, {role} {count}"
            quote = quote_in(related, number, role, related_name)
            if role == "support" or keys is _FIRST_KEYS:  # which had other forms of values
                yield quote
            else:
                yield _with_about(quote, sentence, related, related_name)


def _quotes_elsewhere(record: Mapping[str, Any]) -> Iterator[Quote]:
    """Yield the headline, unless a title alone has it, disagreements and explained sentences."""
    headline = record.get("headline", {"field": "title"})
    if not isinstance(headline, Mapping):
        raise InputError("the summary: `headline` is not an object")
    if headline.get("field") != "title":
        yield quote_in(headline, 1, "headline", "the headline")
    if "disagreements" in record:
        for number, statement in enumerate(objects_of(record, "disagreements", "the summary"), 1):
            yield from _quotes_of_statement(statement, number)
    if "explanations" in record:
        for number, one in enumerate(objects_of(record, "explanations", "the summary"), 1):
            yield quote_in(one, number, "explanation", f"explanation {number}")


def _quotes_of_statement(statement: Mapping[str, Any], number: int) -> Iterator[Quote]:
    """Yield a statement on which sources disagree, and what they say about it."""
    role, name = "disagreement", f"disagreement {number}"
    yield quote_in(statement, number, role, name)
    for count, cell in enumerate(objects_of(statement, "cells", name), start=1):
        cell_name, against = f"{name}, cell {count}", cell.get("against")
        quote = quote_in(cell, number, role, cell_name)
        if not isinstance(against, Mapping):
            raise InputError(f"{cell_name}: `against` is not an object")
        yield quote_in(against, number, role, f"{cell_name}, `against`")
        yield _with_about(quote, against, cell, cell_name)


def schema_of(record: Mapping[str, Any]) -> str:
    """Return the schema of a summary in JSON.

    Raises:
        InputError: It is none of `RELATED_KEYS`.
    """
    schema = record.get("schema", "")
    if not isinstance(schema, str) or schema not in RELATED_KEYS:
        given = brief_repr(schema) if "schema" in record else "missing"
        raise InputError(f"not a summary to verify: `schema` is {given}, not '{SUMMARY_SCHEMA}'")
    return schema


def quote_in(record: Mapping[str, Any], number: int, role: str, name: str) -> Quote:
    """Return the quote that a part of a summary is.

    Args:
        record: The part, with its text and address.
        number: Number of the sentence, or as `Quote.sentence` says.
        role: As in `Quote`.
        name: Name of the part, for errors.

    Raises:
        InputError: The text, the document or the address is missing or damaged.
    """
    text, document = _string(record, "text", name), _string(record, "document", name)
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise InputError(f"{name}: `start` and `end` are not offsets")
    if not text.strip():
        raise InputError(f"{name}: `text` is empty")
    return Quote(number, role, text, Citation(document, start, end))


# --- what a quote and its sentence differ in ----------------------------------------------------


def _with_about(
    quote: Quote, sentence: Mapping[str, Any], related: Mapping[str, Any], name: str
) -> Quote:
    """Return a quote with what it is said to differ in, and whether the two sentences say that."""
    about = _string(related, "about", name)
    sides = [(sentence, _spans(related, "here", name)), (related, _spans(related, "there", name))]
    if any(spans for _, spans in sides):
        named = [_words_at(record, spans) for record, spans in sides]
        founded = None not in named and one_line(about) == one_line(" / ".join(map(str, named)))
    else:
        values = about.partition(" / ")[::2] if about else (NO_VALUE, NO_VALUE)
        founded = all(
            _says(record["text"], value) for (record, _), value in zip(sides, values, strict=True)
        )
    return replace(quote, about=about, founded=founded)


def _words_at(record: Mapping[str, Any], spans: Sequence[Span]) -> str | None:
    """Return the words at some spans of a quote's document; None if one is not of the quote."""
    start, end, text = record["start"], record["end"], record["text"]
    if not all(start <= first < last <= end for first, last in spans):
        return None
    return " ... ".join(text[first - start : last - start] for first, last in spans) or NO_VALUE


def _says(text: str, value: str) -> bool:
    """Return whether a text has the parts of a value, in their order."""
    text, place = one_line(text), 0
    for part in one_line(value).split(" ... ") if value != NO_VALUE else ():
        place = text.find(part, place) + len(part)
        if place < len(part):
            return False
    return True


def _spans(record: Mapping[str, Any], key: str, name: str) -> list[Span]:
    """Return a list of spans; the empty list if the record has none."""
    spans = record.get(key, [])
    if not isinstance(spans, list) or not all(
        isinstance(span, list) and [*map(type, span)] == [int, int] for span in spans
    ):
        raise InputError(f"{name}: `{key}` is not a list of spans")
    return [(start, end) for start, end in spans]


# --- fields -------------------------------------------------------------------------------------


def digests_of(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the id of each document of a summary with the SHA-256 digest of its text then.

    Raises:
        InputError: A document has no id or no digest, or two have one id.
    """
    digests: dict[str, str] = {}
    for number, document in enumerate(objects_of(record, "documents", "the summary"), start=1):
        name = f"document {number}"
        given = _string(document, "id", name)
        if given in digests:
            raise InputError(f"the summary: two documents have the id {brief_repr(given)}")
        digests[given] = _string(document, "sha256", name)
    return digests


def objects_of(record: Mapping[str, Any], key: str, name: str) -> list[Mapping[str, Any]]:
    """Return a list of objects in a record; raise InputError if it is something else.

    Args:
        record: The record.
        key: Key of the list.
        name: Name of the record, for the error.
    """
    value = record.get(key)
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise InputError(f"{name}: `{key}` is not a list of objects")
    return value


def _string(record: Mapping[str, Any], key: str, name: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise InputError(f"{name}: `{key}` is not a string")
    return value
