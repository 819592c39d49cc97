"""A summary as running text with marks, what stands beside its sentences, and its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from multisumm.escaping import one_line
from multisumm.messages import plural
from multisumm.model import Citation, Source, Span, SummaryData, SummarySentence
from multisumm.rendering.explanations import explanation_lines
from multisumm.rendering.labels import (
    MAX_NAMED_SOURCES,
    labels_of,
    one_text_groups,
    shown_headline,
    source_numbers,
    sources_by_id,
)
from multisumm.rendering.wording import (
    RELATIONS,
    SAID_BY,
    SUPPORTING,
    WORD_FOR_WORD,
    Related,
    missing_words,
    named_by_relation,
    news_notes,
    note_of,
    relevance_note,
    shared_text,
    shown_query,
    speaker_note,
)

HEADINGS = (
    *("Query", "New", "Contradicted", "Earlier and later", "Also in", "Similar, but different"),
    *("Sources", "Why"),
)
"""Headings of the lists below the text, in order; the lines of a list are indented."""

ASKED, IN_NO_DOCUMENT = "asked", "in no document"
"""What stands before the query in its list, and before those of its words that are missing."""

_SOURCES = r"\d+(?:, \d+)*(?: and [\d,]+ more)?(?: \([\d,]+ sources, [\w, ]+\))?"
_WORDS = "|".join(words for relation, words in RELATIONS.items() if relation != "similar")
MARK_PATTERN = rf"\[\d+(?:; {SAID_BY} [^\[\];\n]+)?(?:; (?:{_WORDS}) {_SOURCES})*\]"
"""Regular expression of the mark after a sentence: `[1; also in 2, 3; contradicted by 4]`."""

HEADLINE_PATTERN = r"\A(?P<headline>.+) \[\d+ (?:title|\d+-\d+)\]\n(?=\n)"
"""Regular expression of the line of the headline and its address: `Dam bursts [2 0-10]`."""

DATE_PATTERN = r"\d{4}(?:-\d\d(?:-\d\d(?:/\d{4}-\d\d-\d\d)?)?)?"
"""Regular expression of the date of an entry in a timeline."""

_Choice = Callable[[SummarySentence], tuple[Sequence[Related], int]]


def render_text(summary: SummaryData, *, bullets: bool = False) -> str:
    """Return a summary as running text with marks, then what stands beside it, and its sources.

    The headline comes first, with its address: `[2 0-66]`, or `[2 title]`. It is left out if the
    first sentence is the headline. `[2; also in 1, 3; contradicted by 4]` after a sentence: it is
    quoted from source 2. Sources are numbered in order of appearance. White space is shown as one
    space, and control characters are left out; JSON has the exact characters. A timeline has a line
    for each sentence, which begins with its date; with `bullets` any summary has, and it begins
    with a hyphen.
    """
    numbers = source_numbers(summary)
    marked = [f"{one_line(s.text)} {_mark(s, numbers)}" for s in summary.sentences]
    dated = [f"{entry.date}  {line}" for entry, line in zip(summary.timeline, marked, strict=False)]
    lists = (
        _query(summary, numbers),
        _news(summary, numbers),
        _beside(summary, numbers, _conflicts),
        _beside(summary, numbers, _updates, dated=True),
        _beside(summary, numbers, _support),
        _similar(summary),
        _sources(summary, numbers),
        explanation_lines(summary, numbers),
    )
    blocks = [
        "\n".join([f"{heading}:", *lines])
        for heading, lines in zip(HEADINGS, lists, strict=True)
        if lines
    ]
    return (
        "\n\n".join(
            block
            for block in (
                _headline(summary, numbers),
                "\n".join(dated) or _joined(marked, bullets=bullets),
                *blocks,
            )
            if block
        )
        + "\n"
    )


def _joined(sentences: Sequence[str], *, bullets: bool) -> str:
    return "\n".join(f"- {one}" for one in sentences) if bullets else " ".join(sentences)


def _headline(summary: SummaryData, numbers: Mapping[str, int]) -> str:
    """Return the headline with its address: `Dam bursts [2 0-10]`; empty if it is not shown."""
    headline = shown_headline(summary)
    if headline is None:
        return ""
    place = "title" if headline.span is None else "{}-{}".format(*headline.span)
    return f"{one_line(headline.text)} [{numbers[headline.document]} {place}]"


def _mark(sentence: SummarySentence, numbers: Mapping[str, int]) -> str:
    parts = [str(numbers[sentence.citation.document])]
    parts += filter(None, [speaker_note(sentence)])
    for relation, named in named_by_relation(sentence).items():
        if named and relation != "similar":
            first = (numbers[item.citation.document] for item in named[:MAX_NAMED_SOURCES])
            more = len(named) - MAX_NAMED_SOURCES
            shared = shared_text(named, sentence if relation == "also_in" else None)
            parts.append(
                f"{RELATIONS[relation]} {', '.join(map(str, first))}"
                + (f" and {more:,} more" if more > 0 else "")
                + (f" ({shared})" if shared else "")
            )
    return f"[{'; '.join(parts)}]"


def _news(summary: SummaryData, numbers: Mapping[str, int]) -> list[str]:
    """Return what each sentence changes of what was known."""
    return [
        f"  {_address(sentence.citation, numbers)} ({note})"
        for sentence in summary.sentences
        for note in news_notes(sentence)
    ]


def _query(summary: SummaryData, numbers: Mapping[str, int]) -> list[str]:
    """Return the query, how relevant each sentence is to it, and its words that are missing."""
    if summary.query is None:
        return []
    missing = missing_words(summary.query)
    return [
        f"  {ASKED}: {shown_query(summary.query)}",
        *(f"  {_address(s.citation, numbers)} ({relevance_note(s)})" for s in summary.sentences),
        *([f"  {IN_NO_DOCUMENT}: {missing}"] if missing else []),
    ]


# --- beside the sentences -------------------------------------------------------------------------


def _conflicts(sentence: SummarySentence) -> tuple[Sequence[Related], int]:
    return sentence.conflicts, 0


def _updates(sentence: SummarySentence) -> tuple[Sequence[Related], int]:
    return sentence.updates, 0


def _support(sentence: SummarySentence) -> tuple[Sequence[Related], int]:
    """Return the support that is listed, and the number of other sources with support."""
    named = named_by_relation(sentence)
    whole, part = (named[relation] for relation in SUPPORTING)
    listed = [*whole[:MAX_NAMED_SOURCES], *part[:MAX_NAMED_SOURCES]]
    return listed, len(whole) + len(part) - len(listed)


def _beside(
    summary: SummaryData, numbers: Mapping[str, int], choose: _Choice, *, dated: bool = False
) -> list[str]:
    """Return the lines of a list: each sentence with something beside it, and that below.

    Args:
        summary: The summary.
        numbers: Number of each source.
        choose: Returns what is listed beside a sentence, and how many sources are not.
        dated: Whether the date of a sentence's source is shown.
    """
    sources = sources_by_id(summary) if dated else {}
    lines = []
    for sentence in summary.sentences:
        listed, more = choose(sentence)
        if listed:
            source = sources.get(sentence.citation.document)
            date = f" ({one_line(source.date)})" if source and source.date else ""
            address = _address(sentence.citation, numbers)
            lines.append(f"  {address}{date}: {one_line(sentence.text)}")
        lines += [f"    {_related_line(sentence, related, numbers)}" for related in listed]
        if more:
            lines.append(f"    and {more:,} more")
    return lines


def _related_line(sentence: SummarySentence, related: Related, numbers: Mapping[str, int]) -> str:
    note = one_line(note_of(sentence, related))
    line = f"{_address(related.citation, numbers)}{f' ({note})' if note else ''}"
    return line if note == WORD_FOR_WORD else f"{line}: {one_line(related.text)}"


def _address(citation: Citation, numbers: Mapping[str, int]) -> str:
    return f"[{numbers[citation.document]}] {citation.start}-{citation.end}"


def _similar(summary: SummaryData) -> list[str]:
    number = sum(len(sentence.similar) for sentence in summary.sentences)
    counted = plural(number, "sentence", comma=True)
    return [f"  {counted} that the JSON and the HTML report list"] if number else []


# --- sources --------------------------------------------------------------------------------------


def _sources(summary: SummaryData, numbers: Mapping[str, int]) -> list[str]:
    sources, spans = sources_by_id(summary), _named_spans(summary)
    lines = []
    for document, number in numbers.items():
        source = sources.get(document)
        labels = ", ".join(one_line(label) for label in labels_of(source))
        name = f"{one_line(document)} - {labels}" if labels else one_line(document)
        places = ", ".join(_span_and_page(span, source) for span in spans.get(document, ()))
        lines.append(f"  [{number}] {name} ({f'characters {places}' if places else 'title'})")
    for members in one_text_groups(
        sources[document] for document in numbers if document in sources
    ):
        named = ", ".join(f"[{numbers[source.id]}]" for source in members)
        lines.append(f"  {named}: one text, and counted as one source")
    return lines


def _span_and_page(span: Span, source: Source | None) -> str:
    page = source.page(span[0]) if source else None
    return f"{span[0]}-{span[1]} p. {page}" if page else f"{span[0]}-{span[1]}"


def _named_spans(summary: SummaryData) -> dict[str, list[Span]]:
    """Return the spans that the text names in each document, in order of appearance."""
    spans: dict[str, dict[Span, None]] = {}
    for sentence in summary.sentences:
        for related in (sentence, *_named(sentence)):
            citation = related.citation
            in_document = spans.setdefault(citation.document, {})
            in_document[citation.start, citation.end] = None
    for explanation in summary.explanations:
        citation = explanation.citation
        spans.setdefault(citation.document, {})[citation.start, citation.end] = None
    headline = shown_headline(summary)
    if headline and headline.span:
        spans.setdefault(headline.document, {})[headline.span] = None
    return {document: list(in_document) for document, in_document in spans.items()}


def _named(sentence: SummarySentence) -> Iterator[Related]:
    for choose in (_support, _conflicts, _updates):
        yield from choose(sentence)[0]
