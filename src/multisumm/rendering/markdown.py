"""A summary as Markdown: a paragraph with a footnote for each sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from multisumm.escaping import escape_markdown
from multisumm.model import (
    Citation,
    Conflict,
    Source,
    SummaryData,
    SummarySentence,
    Update,
)
from multisumm.rendering.explanations import WHY, why
from multisumm.rendering.labels import (
    MAX_NAMED_SOURCES,
    labels_of,
    place_of,
    shown_headline,
    sources_by_id,
    web_address,
)
from multisumm.rendering.wording import (
    RELATIONS,
    SUPPORTING,
    Related,
    difference,
    named_by_relation,
    news_notes,
    note_of,
    raise_first,
    relation_of,
    relevance_note,
    shared_text,
    speaker_note,
)


def render_markdown(summary: SummaryData, *, bullets: bool = False) -> str:
    """Return a summary as a paragraph with a footnote for each sentence; a timeline as a list.

    With `bullets`, any summary is a list. Above it stands the headline with its address, unless the
    first sentence is the headline.

    A footnote has the address of the quote, its relevance if there is a query, which other sources
    say it too or say a part of it, and what contradicts it or is about another time. Explanations
    come last, folded. Text of sources is escaped; only http and https addresses become links.
    """
    sources = sources_by_id(summary)
    numbered = list(enumerate(summary.sentences, start=1))
    marked = [f"{escape_markdown(sentence.text)}[^{number}]" for number, sentence in numbered]
    dated = [
        f"* **{entry.date}** {line}" for entry, line in zip(summary.timeline, marked, strict=False)
    ] or [f"* {line}" for line in marked if bullets]
    text = "\n".join(dated) or " ".join(marked)
    notes = [
        f"[^{number}]: {' '.join(_footnote(sentence, sources))}" for number, sentence in numbered
    ]
    blocks = (*_headline(summary), text, "\n".join(notes), _explanations(summary))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _headline(summary: SummaryData) -> Iterator[str]:
    """Yield the headline as a heading, and where it stands."""
    if headline := shown_headline(summary):
        yield f"# {escape_markdown(headline.text)}"
        yield f"*Headline of {escape_markdown(headline.document)}, {place_of(headline)}*"


def _explanations(summary: SummaryData) -> str:
    """Return why sentences are quoted and others are not, folded; empty if that is not asked."""
    lines = [
        f"* {_address(one.citation)}: “{escape_markdown(one.text)}”"
        f" ({escape_markdown(why(one, lambda place: f'{place.document} {_span(place)}'))})"
        for one in summary.explanations
    ]
    opened, closed = f"<details><summary>{WHY}</summary>", "</details>"
    return "\n\n".join([opened, "\n".join(lines), closed]) if lines else ""


def _footnote(sentence: SummarySentence, sources: Mapping[str, Source]) -> Iterator[str]:
    yield _origin(sentence.citation, sources.get(sentence.citation.document))
    if said_by := speaker_note(sentence):
        yield f"{escape_markdown(raise_first(said_by))}."
    yield from (f"{escape_markdown(raise_first(note))}." for note in news_notes(sentence))
    if sentence.relevance is not None:
        yield f"{escape_markdown(raise_first(relevance_note(sentence)))}."
    named = named_by_relation(sentence)
    for relation in SUPPORTING:
        if support := named[relation]:
            first = ", ".join(_supporter(sentence, one) for one in support[:MAX_NAMED_SOURCES])
            more = len(support) - MAX_NAMED_SOURCES
            shared = shared_text(support, sentence if relation == "also_in" else None)
            yield (
                f"{raise_first(RELATIONS[relation])} {first}"
                + (f" and {more:,} more" if more > 0 else "")
                + (f"; {shared}." if shared else ".")
            )
    differing: tuple[Sequence[Conflict | Update], ...] = (sentence.conflicts, sentence.updates)
    for others in differing:
        yield from (_differing(sentence, other) for other in others)
        if shared := shared_text(others):
            yield f"({raise_first(shared)}.)"
    if similar := len(sentence.similar):
        yield f"{similar:,} similar {'sentence' if similar == 1 else 'sentences'}, but different."


def _supporter(sentence: SummarySentence, support: Related) -> str:
    """Return the address of support: `a.txt 3–9 (and more)`; of a part, with what it says."""
    is_part = relation_of(support) == "says_part"
    note = f"“{escape_markdown(support.text)}”" if is_part else note_of(sentence, support)
    return f"{_address(support.citation)}{f' ({note})' if note else ''}"


def _differing(sentence: SummarySentence, other: Conflict | Update) -> str:
    """Return a sentence that differs: `Contradicted by a.txt 3–9 (number: 1 / 2): “...”`."""
    date = other.there_date if isinstance(other, Update) else None
    note = escape_markdown("; ".join(filter(None, (date, difference(sentence, other)))))
    words = raise_first(RELATIONS[relation_of(other)])
    address = f"{words} {_address(other.citation)}{f' ({note})' if note else ''}"
    return f"{address}: “{escape_markdown(other.text)}”"


def _origin(citation: Citation, source: Source | None) -> str:
    """Return the address of a quote: `[a.pdf](https://...), page 2, characters 1–9 (Title)`."""
    page = source.page(citation.start) if source else None
    characters = f"{f'page {page}, ' if page else ''}characters {_span(citation)}"
    linked = web_address(source)
    labels = ", ".join(escape_markdown(label) for label in labels_of(source, url=not linked))
    document = escape_markdown(citation.document)
    name = f"[{document}]({linked})" if linked else document
    return f"{name}, {characters}{f' ({labels})' if labels else ''}."


def _address(citation: Citation) -> str:
    return f"{escape_markdown(citation.document)} {_span(citation)}"


def _span(citation: Citation) -> str:
    return f"{citation.start}–{citation.end}"
