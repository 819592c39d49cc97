"""How other sentences relate to a quote, in the words that all formats use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from multisumm.escaping import one_line
from multisumm.messages import first_names, plural, shortened
from multisumm.model import (
    Citation,
    ComparedSentence,
    Conflict,
    KnownSentence,
    QueryReport,
    Similar,
    Span,
    SummarySentence,
    Support,
    Update,
)

RELATIONS = {
    "also_in": "also in",
    "says_part": "partly in",
    "contradicted_by": "contradicted by",
    "earlier": "updates",
    "updated_by": "updated by",
    "another_time": "at another time in",
    "similar": "similar to",
}
"""Relation -> how a sentence of the summary has it: `updates` source 3, which is earlier."""

SUPPORTING = ("also_in", "says_part")
"""The relations of support."""

TIMES = {"earlier": "earlier", "updated_by": "later", "another_time": "at another time"}
"""Relation -> when the other sentence is about, seen from the sentence of the summary."""

WORD_FOR_WORD = "word for word"
"""What is said of a sentence with the characters of the quote, for which they need no repeating."""

MAX_QUERY_CHARACTERS = 300
"""Characters of the query that are shown; JSON has the whole of it."""

OPPOSITE = "the opposite"
"""What a sentence says that denies what another one says, or says what that one denies."""

SAID_AND_DENIED = ("said / denied", "admitted / denied")
"""What two sentences differ in where one of them says `OPPOSITE`."""

Differing = Conflict | Update | Similar
Related = Support | Differing


def relation_of(related: Related) -> str:
    """Return the relation of a sentence to the quote that it stands beside, one of `RELATIONS`."""
    if isinstance(related, Support):
        says_all = related.relation == "same" or related.says_more
        return "also_in" if says_all else "says_part"
    if isinstance(related, Update):
        return {"earlier": "earlier", "later": "updated_by"}.get(related.time or "", "another_time")
    return "contradicted_by" if isinstance(related, Conflict) else "similar"


def related_by_relation(sentence: SummarySentence) -> dict[str, list[Related]]:
    """Return all that stands beside a quote, for each of `RELATIONS`, in order."""
    related: dict[str, list[Related]] = {relation: [] for relation in RELATIONS}
    support: Iterable[Related] = sentence.support
    for item in chain(support, sentence.conflicts, sentence.updates, sentence.similar):
        related[relation_of(item)].append(item)
    return related


def named_by_relation(sentence: SummarySentence) -> dict[str, list[Related]]:
    """Return the first sentence of each document that relates to a quote, for each of `RELATIONS`.

    Support of the quote's own document is left out, and so is a document that says a part of the
    quote if it says all of it elsewhere.
    """
    own = sentence.citation.document
    named = {}
    for relation, related in related_by_relation(sentence).items():
        first = {item.citation.document: item for item in reversed(related)}
        if relation in SUPPORTING:
            first.pop(own, None)
        named[relation] = [item for item in related if first.get(item.citation.document) is item]
    whole = {support.citation.document for support in named["also_in"]}
    parts = named["says_part"]
    return {**named, "says_part": [part for part in parts if part.citation.document not in whole]}


def documents_by_relation(sentence: SummarySentence) -> dict[str, list[str]]:
    """Return the ids of the documents in `named_by_relation`."""
    named = named_by_relation(sentence)
    return {name: [item.citation.document for item in items] for name, items in named.items()}


def shared_text(related: Iterable[Related], own: SummarySentence | None = None) -> str:
    """Return how many sources there are, if some of them share a text; otherwise nothing.

    `3 sources, 2 of one text`; `2 sources, one text`; `6 sources, 3 different texts`.

    Args:
        related: Sentences of these sources.
        own: A sentence of the summary whose source counts, too.
    """
    families = {item.citation.document: item.family for item in (*related, *([own] if own else ()))}
    sizes = Counter(families.values())
    shared = [size for size in sizes.values() if size > 1]
    if not shared:
        return ""
    count = plural(len(families), "source", comma=True)
    if len(sizes) == 1:
        return f"{count}, one text"
    if len(shared) == 1:
        return f"{count}, {shared[0]:,} of one text"
    return f"{count}, {len(sizes):,} different texts"


def values_of(sentence: SummarySentence, other: Differing) -> tuple[str, str]:
    """Return what differs, as the quote has it and as the other has it; empty if it has nothing.

    Where one denies what the other says, a single word like `not` is no value: without a word of
    the other beside it, it tells less than the two sentences do.
    """
    here, there = _values(sentence, other)
    if other.differs_in in SAID_AND_DENIED and not (here and there):
        return "", ""
    return here, there


def _values(sentence: SummarySentence, other: Differing) -> tuple[str, str]:
    if other.here or other.there:
        return (
            _cut(sentence.text, sentence.citation, other.here),
            _cut(other.text, other.citation, other.there),
        )
    here, _, there = other.about.partition(" / ")
    return ("" if here.strip() == "–" else here), ("" if there.strip() == "–" else there)


def _cut(text: str, citation: Citation, spans: Sequence[Span]) -> str:
    return " ... ".join(text[start:end] for start, end in spans_within(citation, spans))


def spans_within(citation: Citation, spans: Iterable[Span]) -> list[Span]:
    """Return spans of a document as spans of the quote at an address; those outside are left out.

    >>> spans_within(Citation("a", 100, 120), [(105, 108), (90, 101), (130, 140)])
    [(5, 8), (0, 1)]
    """
    length = citation.end - citation.start
    moved = ((start - citation.start, end - citation.start) for start, end in spans)
    return [(max(start, 0), min(end, length)) for start, end in moved if start < length and end > 0]


def difference(sentence: SummarySentence, other: Differing) -> str:
    """Return in what two sentences differ: `number: 130 / 127`, the quote's side first.

    If one of them has nothing to set against the other, it is `name: “Ann” only there`; if one
    denies what the other says, `the opposite`.
    """
    values = side_by_side(*values_of(sentence, other))
    return ": ".join(filter(None, (kind_of(other), values)))


def kind_of(other: Differing | ComparedSentence) -> str:
    """Return what two sentences differ in as readers are told: `number`; `the opposite`."""
    is_denial = other.differs_in in SAID_AND_DENIED and not isinstance(other, Similar)
    return OPPOSITE if is_denial else other.differs_in


def side_by_side(here: str, there: str) -> str:
    """Return what differs: `214 / 241`; `“Ann” only there`; empty if no words stand for it."""
    if here and there:
        return f"{here} / {there}"
    if here or there:
        return f"“{here or there}” only {'here' if here else 'there'}"
    return ""


def note_of(sentence: SummarySentence, related: Related) -> str:
    """Return what a reader should know of a sentence beside a quote; empty if it says the same.

    `word for word`, `and more`, `part of it`; `number: 130 / 127`; `earlier, 2019-10-06; number:
    130 / 127`.
    """
    if isinstance(related, Support):
        return support_note(related)
    words = difference(sentence, related)
    if not isinstance(related, Update):
        return words
    time = ", ".join(filter(None, (TIMES[relation_of(related)], related.there_date)))
    return "; ".join(filter(None, (time, words)))


def support_note(support: Support) -> str:
    """Return `word for word`, `and more` or `part of it`; empty if the words differ."""
    if support.relation == "part":
        return "and more" if support.says_more else "part of it"
    return WORD_FOR_WORD if support.copy else ""


# --- what is known -------------------------------------------------------------------------------

NEWS = {
    "update": "updates what was known",
    "conflict": "contradicts what was known",
    "more": "says more than was known",
    "similar": "differs from what was known",
}
"""What a quote does to a sentence of the known documents, by `KnownSentence.relation`."""


def raise_first(text: str) -> str:
    """Return a text that begins with a capital letter; what follows, like a name, stays as it is.

    >>> raise_first("relevance 0.87: Ilagan")
    'Relevance 0.87: Ilagan'
    """
    return text[:1].upper() + text[1:]


def news_notes(sentence: SummarySentence) -> list[str]:
    """Return what a quote changes of what was known, by one sentence of each kind.

    `updates what was known (number: 127 → 130)`. Of several, the one is told against which most of
    the quote has changed, the most similar first. That it is merely similar to one is told only
    where there is no more to tell, and with what stands in place of what.
    """
    changed = [known for known in sentence.known if known.about]
    alike = [known for known in changed if known.relation == "similar"]
    telling = [known for known in changed if known.relation != "similar"] or [
        known for known in alike if _is_exchange(known)
    ]
    most = sorted(telling, key=lambda known: -len(known.here))
    first = {known.relation: known for known in reversed(most)}
    return [
        one_line(f"{NEWS[known.relation]} ({known.differs_in or 'details'}: {_change(known)})")
        for known in first.values()
    ]


def _change(known: KnownSentence) -> str:
    """Return `127 → 130`; `“not” only before` or `only now` if one side has nothing against it."""
    if _is_exchange(known):
        return known.about
    before, _, now = known.about.partition(" → ")
    return f"“{before}” only before" if now == "–" else f"“{now}” only now"


def _is_exchange(known: KnownSentence) -> bool:
    """Return whether each side has something in the place of what the other has."""
    return "–" not in known.about.split(" → ")


SAID_BY = "said by"
"""What stands before the speaker of a quote from a chat or a transcript."""

_SIGNS_OF_MARKS = str.maketrans("[];", "(),")


def speaker_note(sentence: SummarySentence) -> str:
    """Return `said by Ana` for a quote that does not begin with the name of its speaker.

    A bracket or semicolon in the name is replaced: they end a mark.
    """
    name = one_line(sentence.speaker).translate(_SIGNS_OF_MARKS)
    return f"{SAID_BY} {name}" if name else ""


# --- the query ------------------------------------------------------------------------------------


def shown_query(query: QueryReport) -> str:
    """Return a query in one line, or its beginning if it is long."""
    return shortened(one_line(query.text), MAX_QUERY_CHARACTERS)


def missing_words(query: QueryReport) -> str:
    """Return the words of a query that no document has, in one line; empty if there are none."""
    return first_names(query.missing)


def relevance_note(sentence: SummarySentence) -> str:
    """Return how relevant a quote is, and the words of the query that it has.

    `relevance 0.87: captain, warned`; `relevance 0.12` if it has none of them.

    Args:
        sentence: A sentence of a summary with a query.
    """
    words = first_names(sentence.query_words)
    return f"relevance {sentence.relevance:.2f}{f': {words}' if words else ''}"
