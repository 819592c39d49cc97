"""What a summary says about its sources -> in what the sources say something else.

A quote may stand in a source to the character, and still be credited to another one, to another
page, title, address or date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

from multisumm.messages import printable
from multisumm.model import METADATA, SUMMARY_SCHEMA, Document
from multisumm.verification.findings import Difference, changed_field
from multisumm.verification.quotes import RELATED_KEYS, schema_of

_Record = Mapping[str, Any]


class Identities(NamedTuple):
    """Which document is which source of a summary, by id and by the digest of the text.

    Attributes:
        renamed: Sources that have another id now, old -> new: no document has the old id.
        swapped: Sources whose id another document has now, id -> the document with their text.
        changed: Ids of the sources whose text no document has any more.
    """

    renamed: Mapping[str, str]
    swapped: Mapping[str, str]
    changed: tuple[str, ...]

    def notes(self) -> Iterator[str]:
        """Yield a line for each source that has another id now, or whose id another one has."""
        for name, now in self.renamed.items():
            yield f"{printable(name)}: is called {printable(now)} now"
        for name, now in self.swapped.items():
            yield f"{printable(name)}: has another text; the one of the summary is {printable(now)}"


def identify_sources(digests: Mapping[str, str], texts: Mapping[str, str]) -> Identities:
    """Return which documents are the sources of a summary.

    Args:
        digests: Id of each source -> the SHA-256 digest of its text when the summary was made.
        texts: Id of each document -> its text now.
    """
    now = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
    by_digest = {digest: name for name, digest in reversed(now.items())}
    differing = {name: digest for name, digest in digests.items() if now.get(name) != digest}
    elsewhere = {
        name: by_digest[digest] for name, digest in differing.items() if digest in by_digest
    }
    return Identities(
        renamed={name: other for name, other in elsewhere.items() if name not in now},
        swapped={name: other for name, other in elsewhere.items() if name in now},
        changed=tuple(name for name in differing if name in now and name not in elsewhere),
    )


def find_misattributions(
    record: _Record, sources: Mapping[str, Document], identities: Identities
) -> Iterator[Difference]:
    """Yield what a summary says about its sources and is not so.

    Of each source that is given: its digest, if another document has the text, its length and
    pages, if its text has not changed, and its title, date, address and site. Then a headline that
    is said to be a title, the pages of all quotes, the dates of all updates, and quoted documents
    that are not listed. What the summary leaves out otherwise is not missed here.

    Args:
        record: The summary, which `quotes_of` accepts.
        sources: Id in the summary -> the document of this name, or the renamed one.
        identities: From `identify_sources`.
    """
    for stated in record["documents"]:
        name = stated["id"]
        if name in sources:
            actual = _facts(sources[name], name, identities)
            yield from (replace(one, text=name) for one in _false("document", stated, actual))
    yield from _false_title(record.get("headline"), sources)
    listed = {stated["id"] for stated in record["documents"]}
    for name in dict.fromkeys(quote["document"] for _, _, quote, _ in _quotes(record)):
        if name not in listed:
            yield replace(changed_field("document", "id", None, name), text=name)
    for item, number, quote, dates in _quotes(record):
        source = sources.get(quote["document"])
        if source and source.text[quote["start"] : quote["end"]] == quote["text"]:
            facts = {"page": bisect_right(source.pages, quote["start"]) or None}
            yield from _false(item, quote, facts, number)
        known = {key: sources[name].date for key, name in dates.items() if name in sources}
        yield from _false(item, quote, known, number)


def _facts(source: Document, name: str, identities: Identities) -> dict[str, object]:
    """Return the fields of a source's record that a summary must not state otherwise."""
    facts: dict[str, object] = {key: getattr(source, key) for key in METADATA}
    if name in identities.swapped:
        facts["sha256"] = sha256(source.text.encode()).hexdigest()
    elif name not in identities.changed:
        facts |= {"characters": len(source.text), "pages": list(source.pages)}
    return facts


def _false_title(headline: _Record | None, sources: Mapping[str, Document]) -> Iterator[Difference]:
    """Yield that a headline is not in the title that it is said to be, or a part of."""
    if headline and headline.get("field") == "title" and headline.get("document") in sources:
        title = sources[headline["document"]].title or ""
        if not isinstance(headline.get("text"), str) or headline["text"] not in title:
            yield changed_field("headline", "text", headline.get("text"), title)


def _false(
    item: str, stated: _Record, actual: Mapping[str, object], number: int | None = None
) -> Iterator[Difference]:
    """Yield the fields that a record states and that have another value."""
    for field, value in actual.items():
        if stated.get(field) not in (None, value):
            record = stated if number else None
            yield changed_field(item, field, stated[field], value, sentence=number, record=record)


def _quotes(record: _Record) -> Iterator[tuple[str, int | None, _Record, dict[str, str]]]:
    """Yield each quote with its role, the number of its sentence, and whose dates it gives.

    The headline is one unless only a title has its words; it has no number.
    """
    headline = record.get("headline", {})
    if "start" in headline:
        yield "headline", None, headline, {}
    for number, sentence in enumerate(record["sentences"], start=1):
        yield "sentence", number, sentence, {}
        for role, key in RELATED_KEYS[schema_of(record)].items():
            for quote in sentence[key]:
                dates = {"here_date": sentence["document"], "there_date": quote["document"]}
                yield role, number, quote, dates
    elsewhere = record if schema_of(record) == SUMMARY_SCHEMA else {}
    for number, statement in enumerate(elsewhere.get("disagreements", ()), start=1):
        for quote in (
            statement,
            *statement["cells"],
            *(one["against"] for one in statement["cells"]),
        ):
            yield "disagreement", number, quote, {}
    for number, one in enumerate(elsewhere.get("explanations", ()), start=1):
        yield "explanation", number, one, {}
