"""A summary -> text, Markdown or JSON; what sources say never acts as markup or as a command.

`report.py` makes it a page, `formats.py` lists all forms.
"""

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
from multisumm.rendering.labels import labels_of, listed_support, named_documents, source_numbers


def render_text(summary: SummaryData) -> str:
    """Return the summary as running text with marks, what contradicts it, and its sources.

    `[2, 1, 3; not 4]` behind a sentence: it is quoted from source 2, 1 and 3 say the same, and 4
    contradicts it. Sources are numbered as they appear. White space is shown as one space
    and control characters are left out; JSON has the exact characters.
    """
    numbers = source_numbers(summary)
    marked = [f"{one_line(one.text)} {_mark(one, numbers)}" for one in summary.sentences]
    blocks = [" ".join(marked), *_contradictions(summary, numbers), _sources(summary, numbers)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _mark(sentence: SummarySentence, numbers: Mapping[str, int]) -> str:
    same, against = (
        ", ".join(str(numbers[n]) for n in names) for names in named_documents(sentence)
    )
    _, more = listed_support(sentence)
    mark = f"{same} + {more} more" if more else same
    return f"[{mark}; not {against}]" if against else f"[{mark}]"


def _contradictions(summary: SummaryData, numbers: Mapping[str, int]) -> Iterator[str]:
    lines = []
    for sentence in summary.sentences:
        if sentence.conflicts:
            lines.append(f"  {_place(sentence.citation, numbers)}: {one_line(sentence.text)}")
        for conflict in sentence.conflicts:
            place = _place(conflict.citation, numbers)
            lines.append(f"    {one_line(conflict.about)}  {place}: {one_line(conflict.text)}")
    if lines:
        yield "\n".join(["Contradicted:", *lines])


def _place(citation: Citation, numbers: Mapping[str, int]) -> str:
    return f"[{numbers[citation.document]}] {citation.start}-{citation.end}"


def _sources(summary: SummaryData, numbers: Mapping[str, int]) -> str:
    known = {source.id: source for source in summary.documents}
    places = _places(summary)
    lines = []
    for name, number in numbers.items():
        label = ", ".join(one_line(part) for part in labels_of(known.get(name)))
        addresses = ", ".join(_span_and_page(span, known.get(name)) for span in places[name])
        shown = f"{one_line(name)} - {label}" if label else one_line(name)
        lines.append(f"  [{number}] {shown} (characters {addresses})")
    several = any(listed_support(sentence)[0] for sentence in summary.sentences)
    legend = " (the first of a mark is quoted, the others say the same)" if several else ""
    return "\n".join([f"Sources{legend}:", *lines]) if lines else ""


def _span_and_page(span: Span, source: Source | None) -> str:
    page = source.page(span[0]) if source else None
    return f"{span[0]}-{span[1]} p. {page}" if page else f"{span[0]}-{span[1]}"


def _places(summary: SummaryData) -> dict[str, list[Span]]:
    """Return for each document the spans that the summary names, in order of appearance."""
    places: dict[str, dict[Span, None]] = {}
    for sentence in summary.sentences:
        others, _ = listed_support(sentence)
        same = [support.citation for support in others]
        against = [conflict.citation for conflict in sentence.conflicts]
        for citation in (sentence.citation, *same, *against):
            spans = places.setdefault(citation.document, {})
            spans[citation.start, citation.end] = None
    return {name: list(spans) for name, spans in places.items()}
