"""What stands beside each sentence of the summary: its address, who says it too, who denies it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple, TypedDict

from multisumm.comparison.relations import Relation
from multisumm.model import (
    Citation,
    Conflict,
    KnownSentence,
    Sentence,
    Similar,
    Source,
    Span,
    SummarySentence,
    Support,
    Update,
)
from multisumm.text.articles import Article

Copies = Mapping[tuple[int, int], Sequence[Sentence]]
"""(Document, position) of a sentence -> the sentences set aside as copies of it."""


class Origin(NamedTuple):
    """Where the sentences come from.

    Attributes:
        articles: All articles, copies too.
        copies: The sentences that were set aside because they copy another.
        families: Family of each document, from 1.
    """

    articles: Sequence[Article]
    copies: Copies
    families: Sequence[int]


def cite(
    sentence: Sentence,
    score: float,
    related: Iterable[tuple[Sentence, Relation]],
    origin: Origin,
) -> SummarySentence:
    """Return a sentence as a quote, with all that relate to it and the copies of these.

    Args:
        sentence: A sentence of the summary.
        score: What the method gave it.
        related: The sentences that relate to it, in order of the input.
        origin: Where they come from.
    """
    same = Relation("same", 1.0, "equal")
    found = [(other, same) for other in _copies_of(sentence, origin)]
    for original, relation in related:
        found += [(one, relation) for one in (original, *_copies_of(original, origin))]
    found.sort(key=lambda entry: (entry[0].document, entry[0].start))
    return SummarySentence(
        text=sentence.text,
        citation=address(sentence, origin),
        score=score,
        support=tuple(
            _support(sentence, other, relation, origin)
            for other, relation in found
            if relation.kind in ("same", "part")
        ),
        conflicts=tuple(
            Conflict(**_difference(sentence, other, relation, origin))
            for other, relation in found
            if relation.kind == "conflict"
        ),
        updates=tuple(
            Update(
                **_difference(sentence, other, relation, origin),
                time=time_of(relation),
                here_date=_date(sentence, origin),
                there_date=_date(other, origin),
            )
            for other, relation in found
            if relation.kind == "update"
        ),
        similar=tuple(
            Similar(
                **_difference(sentence, other, relation, origin), similarity=relation.similarity
            )
            for other, relation in found
            if relation.kind == "similar"
        ),
        family=origin.families[sentence.document],
        trimmed=sentence.trimmed,
        speaker="" if sentence.text.startswith(sentence.speaker) else sentence.speaker,
    )


def _support(sentence: Sentence, other: Sentence, relation: Relation, origin: Origin) -> Support:
    return Support(
        citation=address(other, origin),
        text=other.text,
        similarity=relation.similarity,
        relation="same" if relation.kind == "same" else "part",
        says_more=relation.whole == 1,
        copy=is_copy(sentence.text, other.text),
        family=origin.families[other.document],
    )


_TO_KNOWN: Mapping[str, Literal["update", "conflict", "more", "similar"]] = {
    "same": "more",
    "part": "more",
    "update": "update",
    "conflict": "conflict",
    "similar": "similar",
}
"""What a sentence of the summary does to a known one, by how they relate."""


def cite_known(
    sentence: Sentence, related: Iterable[tuple[Sentence, Relation]], origin: Origin
) -> tuple[KnownSentence, ...]:
    """Return the known sentences that a quote is near to.

    Args:
        sentence: The quote.
        related: The known sentences that relate to it, in order.
        origin: Where all of them come from.
    """
    return tuple(
        KnownSentence(
            citation=address(other, origin),
            text=other.text,
            relation=_TO_KNOWN[relation.kind],
            about=_what_changed(sentence, other, relation),
            differs_in=relation.differs_in,
            here=moved(relation.ours, sentence),
            there=moved(relation.theirs, other),
        )
        for other, relation in related
    )


def _what_changed(sentence: Sentence, known: Sentence, relation: Relation) -> str:
    """Return the difference as it was known and as it is now: `127 → 130`; or nothing."""
    if relation.kind in ("same", "part"):
        return ""
    now, _, before = difference_of(sentence, known, relation).partition(" / ")
    return f"{before} → {now}" if now else ""


class _Difference(TypedDict):
    """The fields that conflicts, updates and similar sentences have in common."""

    citation: Citation
    text: str
    about: str
    differs_in: str
    here: tuple[Span, ...]
    there: tuple[Span, ...]
    family: int


def _difference(
    sentence: Sentence, other: Sentence, relation: Relation, origin: Origin
) -> _Difference:
    return {
        "citation": address(other, origin),
        "text": other.text,
        "about": difference_of(sentence, other, relation),
        "differs_in": relation.differs_in,
        "here": moved(relation.ours, sentence),
        "there": moved(relation.theirs, other),
        "family": origin.families[other.document],
    }


def time_of(relation: Relation) -> Literal["earlier", "later"] | None:
    """Return when the second sentence is about, seen from the first; None if it is not known."""
    if relation.later is None:
        return None
    return "later" if relation.later else "earlier"


def _date(sentence: Sentence, origin: Origin) -> str | None:
    return origin.articles[sentence.document].document.date


def difference_of(sentence: Sentence, other: Sentence, relation: Relation) -> str:
    """Return what differs, as each source writes it: `129 / 130`, `– / not`; or nothing."""
    if not relation.ours and not relation.theirs:
        return ""
    sides = ((sentence.text, relation.ours), (other.text, relation.theirs))
    ours, theirs = (" ... ".join(text[start:end] for start, end in spans) for text, spans in sides)
    return f"{ours or '–'} / {theirs or '–'}"


def moved(spans: Sequence[Span], sentence: Sentence) -> tuple[Span, ...]:
    """Return spans of a sentence as spans of its document."""
    return tuple((sentence.start + start, sentence.start + end) for start, end in spans)


_NO_LETTER = re.compile(r"[^\w%]+")


def is_copy(text: str, other: str) -> bool:
    """Return whether two texts have the same letters and digits, apart from case."""
    return _plain(text) == _plain(other)


def _plain(text: str) -> str:
    """A sentence without case, white space and marks, in which copies may differ."""
    return _NO_LETTER.sub(" ", text.casefold()).strip()


def describe(
    article: Article, family: int, not_quotable: Mapping[str, int], off_subject: bool = False
) -> Source:
    """Return the record of a document.

    Args:
        article: The document.
        family: Number of its family.
        not_quotable: Number of its sentences that may not be quoted, by reason.
        off_subject: Whether it is off the subject of the others.
    """
    document = article.document
    return Source(
        id=document.id,
        title=document.title,
        date=document.date,
        url=document.url,
        sha256=sha256(document.text.encode()).hexdigest(),
        characters=len(document.text),
        sentences=len(article.spans),
        dropped=article.dropped,
        dropped_reasons=article.reasons,
        site=document.site,
        pages=document.pages,
        family=family,
        not_quotable=not_quotable,
        text=document.text,
        file=document.file,
        created=document.created,
        off_subject=off_subject,
    )


def _copies_of(sentence: Sentence, origin: Origin) -> Sequence[Sentence]:
    return origin.copies.get((sentence.document, sentence.position), ())


def address(sentence: Sentence, origin: Origin) -> Citation:
    """Return the address of a sentence."""
    document = origin.articles[sentence.document].document.id
    return Citation(document, sentence.start, sentence.end)
