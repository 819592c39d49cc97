"""A summary as running text with numbered marks, its contradictions, and a list of its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multisumm.escaping import one_line
from multisumm.model import (
    Citation,
    Source,
    Span,
    SummaryData,
    SummarySentence,
)
from multisumm.rendering.labels import (
    labels_of,
    listed_support,
    named_documents,
    source_numbers,
    sources_by_id,
)


def render_text(summary: SummaryData) -> str:
    """Return a summary as running text with marks, what contradicts it, and its sources.

    `[2, 1, 3; not 4]` after a sentence: it is quoted from source 2, sources 1 and 3 say the same,
    and source 4 contradicts it. Sources are numbered in order of appearance. White space is shown
    as one space, and control characters are left out; JSON has the exact characters.
    """
    numbers = source_numbers(summary)
    marked = [f"{one_line(s.text)} {_mark(s, numbers)}" for s in summary.sentences]
    blocks = [" ".join(marked), *_contradictions(summary, numbers), _sources(summary, numbers)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _mark(sentence: SummarySentence, numbers: Mapping[str, int]) -> str:
    agreeing, contradicting = (
        ", ".join(str(numbers[document]) for document in documents)
        for documents in named_documents(sentence)
    )
    _, more = listed_support(sentence)
    mark = f"{agreeing} + {more} more" if more else agreeing
    return f"[{mark}; not {contradicting}]" if contradicting else f"[{mark}]"


def _contradictions(summary: SummaryData, numbers: Mapping[str, int]) -> Iterator[str]:
    lines = []
    for sentence in summary.sentences:
        if sentence.conflicts:
            lines.append(f"  {_address(sentence.citation, numbers)}: {one_line(sentence.text)}")
        for conflict in sentence.conflicts:
            address = _address(conflict.citation, numbers)
            lines.append(f"    {one_line(conflict.about)}  {address}: {one_line(conflict.text)}")
    if lines:
        yield "\n".join(["Contradicted:", *lines])


def _address(citation: Citation, numbers: Mapping[str, int]) -> str:
    return f"[{numbers[citation.document]}] {citation.start}-{citation.end}"


def _sources(summary: SummaryData, numbers: Mapping[str, int]) -> str:
    sources, spans = sources_by_id(summary), _named_spans(summary)
    lines = []
    for document, number in numbers.items():
        source = sources.get(document)
        labels = ", ".join(one_line(label) for label in labels_of(source))
        name = f"{one_line(document)} - {labels}" if labels else one_line(document)
        characters = ", ".join(_span_and_page(span, source) for span in spans[document])
        lines.append(f"  [{number}] {name} (characters {characters})")
    several = any(listed_support(sentence)[0] for sentence in summary.sentences)
    legend = " (the first of a mark is quoted, the others say the same)" if several else ""
    return "\n".join([f"Sources{legend}:", *lines]) if lines else ""


def _span_and_page(span: Span, source: Source | None) -> str:
    page = source.page(span[0]) if source else None
    return f"{span[0]}-{span[1]} p. {page}" if page else f"{span[0]}-{span[1]}"


def _named_spans(summary: SummaryData) -> dict[str, list[Span]]:
    """Return the spans that the summary names in each document, in order of appearance."""
    spans: dict[str, dict[Span, None]] = {}
    for sentence in summary.sentences:
        support, _ = listed_support(sentence)
        agreeing = [same.citation for same in support]
        contradicting = [conflict.citation for conflict in sentence.conflicts]
        for citation in (sentence.citation, *agreeing, *contradicting):
            in_document = spans.setdefault(citation.document, {})
            in_document[citation.start, citation.end] = None
    return {document: list(in_document) for document, in_document in spans.items()}
