"""A summary -> text, Markdown or JSON; what sources say never acts as markup or as a command.

`report.py` makes it a page, `formats.py` lists all forms.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from urllib.parse import quote

from multisumm.model import (
    BudgetReport,
    Citation,
    Document,
    Source,
    Span,
    Summary,
    SummarySentence,
    Support,
)
from multisumm.wording import counted

SCHEMA = "multisumm-summary/1"
"""Name of the shape of the JSON; another shape gets another number."""

LISTED = 5
"""So many sources that say the same are named for a sentence; the others are counted."""

UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, in the wide sense, that are not white space: they can take over a terminal,
or turn around what is written behind them."""

_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")
_ODD_SPACES = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f", " "))
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~${}]|&(?=#?\w+;)|!\Z|\A(?:[#+=:%-]|\d+(?=[.)]))")


def render_text(summary: Summary) -> str:
    """Return the summary as running text with marks, what contradicts it, and its sources.

    `[2, 1, 3; not 4]` behind a sentence: it is quoted from source 2, 1 and 3 say the same, and 4
    contradicts it. Sources are numbered as they appear. White space is shown as one space
    and control characters are left out; JSON has the exact characters.
    """
    numbers = source_numbers(summary)
    marked = [f"{line(one.text)} {_mark(one, numbers)}" for one in summary.sentences]
    blocks = [" ".join(marked), *_contradictions(summary, numbers), _sources(summary, numbers)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def source_numbers(summary: Summary) -> dict[str, int]:
    """Return the number of each document that the text names, from 1, as they appear in it."""
    numbers: dict[str, int] = {}
    for sentence in summary.sentences:
        same, against = _named(sentence)
        for name in (*same, *against):
            numbers.setdefault(name, len(numbers) + 1)
    return numbers


def _named(sentence: SummarySentence) -> tuple[list[str], list[str]]:
    """Return the documents named for a sentence: quoted or saying the same, and against it."""
    others, _ = _listed(sentence)
    same = [sentence.citation.document, *(support.citation.document for support in others)]
    return same, list(dict.fromkeys(one.citation.document for one in sentence.conflicts))


def _mark(sentence: SummarySentence, numbers: Mapping[str, int]) -> str:
    same, against = (", ".join(str(numbers[n]) for n in names) for names in _named(sentence))
    _, more = _listed(sentence)
    mark = f"{same} + {more} more" if more else same
    return f"[{mark}; not {against}]" if against else f"[{mark}]"


def _contradictions(summary: Summary, numbers: Mapping[str, int]) -> Iterator[str]:
    lines = []
    for sentence in summary.sentences:
        if sentence.conflicts:
            lines.append(f"  {_place(sentence.citation, numbers)}: {line(sentence.text)}")
        for conflict in sentence.conflicts:
            place = _place(conflict.citation, numbers)
            lines.append(f"    {line(conflict.about)}  {place}: {line(conflict.text)}")
    if lines:
        yield "\n".join(["Contradicted:", *lines])


def _place(citation: Citation, numbers: Mapping[str, int]) -> str:
    return f"[{numbers[citation.document]}] {citation.start}-{citation.end}"


def _sources(summary: Summary, numbers: Mapping[str, int]) -> str:
    known = {source.id: source for source in summary.documents}
    places = _places(summary)
    lines = []
    for name, number in numbers.items():
        label = ", ".join(line(part) for part in _labels(known.get(name)))
        addresses = ", ".join(_span_and_page(span, known.get(name)) for span in places[name])
        shown = f"{line(name)} - {label}" if label else line(name)
        lines.append(f"  [{number}] {shown} (characters {addresses})")
    several = any(_listed(sentence)[0] for sentence in summary.sentences)
    legend = " (the first of a mark is quoted, the others say the same)" if several else ""
    return "\n".join([f"Sources{legend}:", *lines]) if lines else ""


def _span_and_page(span: Span, source: Source | None) -> str:
    page = source.page(span[0]) if source else None
    return f"{span[0]}-{span[1]} p. {page}" if page else f"{span[0]}-{span[1]}"


def _places(summary: Summary) -> dict[str, list[Span]]:
    """Return for each document the spans that the summary names, in order of appearance."""
    places: dict[str, dict[Span, None]] = {}
    for sentence in summary.sentences:
        others, _ = _listed(sentence)
        same = [support.citation for support in others]
        against = [conflict.citation for conflict in sentence.conflicts]
        for citation in (sentence.citation, *same, *against):
            spans = places.setdefault(citation.document, {})
            spans[citation.start, citation.end] = None
    return {name: list(spans) for name, spans in places.items()}


def render_markdown(summary: Summary) -> str:
    """Return the summary as a paragraph with a footnote for each sentence.

    A footnote has the address of the quote, who else says the same and who contradicts it.
    All that comes from sources is escaped; only http and https addresses become links.
    """
    known = {source.id: source for source in summary.documents}
    numbered = list(enumerate(summary.sentences, start=1))
    text = " ".join(f"{escape_markdown(sentence.text)}[^{number}]" for number, sentence in numbered)
    notes = [f"[^{number}]: {_footnote(sentence, known)}" for number, sentence in numbered]
    return "\n\n".join(block for block in (text, "\n".join(notes)) if block) + "\n"


def _footnote(sentence: SummarySentence, known: dict[str, Source]) -> str:
    citation = sentence.citation
    source = known.get(citation.document)
    page = source.page(citation.start) if source else None
    where = f"page {page}, characters" if page else "characters"
    address = f"{_link(citation.document, source)}, {where} {_span(citation)}"
    labels = ", ".join(
        escape_markdown(label) for label in _labels(source, url=not web_address(source))
    )
    parts = [f"{address} ({labels})." if labels else f"{address}."]
    others, more = _listed(sentence)
    if others:
        total = len(others) + more
        who = f"{total} other source{'s say' if total > 1 else ' says'} the same"
        named = ", ".join(_address(support.citation) for support in others)
        parts.append(f"{who}: {named}{f' and {more} more' if more else ''}.")
    for conflict in sentence.conflicts:
        parts.append(
            f"Contradicted ({escape_markdown(conflict.about)}) by {_address(conflict.citation)}:"
            f" “{escape_markdown(conflict.text)}”"
        )
    return " ".join(parts)


def _address(citation: Citation) -> str:
    return f"{escape_markdown(citation.document)} {_span(citation)}"


def _span(citation: Citation) -> str:
    return f"{citation.start}–{citation.end}"


def _link(document: str, source: Source | None) -> str:
    address = web_address(source)
    return f"[{escape_markdown(document)}]({address})" if address else escape_markdown(document)


def web_address(source: Source | None) -> str | None:
    """Return the address of a document, fit for a link; None if it is not http or https."""
    url = line(source.url or "") if source else ""
    if not re.match(r"https?://\S", url, re.IGNORECASE):
        return None
    return quote(url, safe=":/?#@!$&'+,;=%~-._", errors="replace")


def render_json(summary: Summary) -> str:
    """Return the object of the schema `multisumm-summary/1`, indented by two spaces."""
    return dump(to_record(summary), indent=2) + "\n"


def to_record(summary: Summary) -> dict[str, object]:
    """Return the summary in the shape of the JSON; keys always come in the same order.

    Addresses have a `page` where the document has pages.
    """
    known = {source.id: source for source in summary.documents}
    return {
        "schema": SCHEMA,
        "summary": summary.text,
        "sentences": [_sentence_record(sentence, known) for sentence in summary.sentences],
        "documents": [_source_record(source) for source in summary.documents],
        "budget": {
            "unit": summary.budget.unit,
            "limit": summary.budget.limit,
            "used": summary.budget.used,
        },
        "settings": dict(summary.settings),
        "warnings": list(summary.warnings),
    }


def render_texts(documents: Sequence[Document]) -> str:
    """Return the texts of documents: of one exactly, of several with a line of its id before each.

    Nothing is escaped, so that offsets count; what is to be shown on a terminal goes into JSON.
    """
    if len(documents) == 1:
        return documents[0].text
    return "\n".join(f"==> {line(one.id)} <==\n{one.text.rstrip()}\n" for one in documents)


def render_documents(documents: Sequence[Document]) -> str:
    """Return documents as JSON, a cluster that can be read again, indented by two spaces."""
    return dump({"documents": [_document_record(one) for one in documents]}, indent=2) + "\n"


def _document_record(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "site": document.site,
        "url": document.url,
        "kind": document.kind,
        "pages": list(document.pages),
        "characters": len(document.text),
        "sha256": sha256(document.text.encode()).hexdigest(),
        "text": document.text,
    }


def _sentence_record(sentence: SummarySentence, known: dict[str, Source]) -> dict[str, object]:
    return {
        "text": sentence.text,
        **_citation_record(sentence.citation, known),
        "score": float(f"{sentence.score:.6g}"),  # the last digits differ between machines
        "support": [
            {
                **_citation_record(one.citation, known),
                "text": one.text,
                "similarity": one.similarity,
            }
            for one in sentence.support
        ],
        "conflicts": [
            {**_citation_record(one.citation, known), "text": one.text, "about": one.about}
            for one in sentence.conflicts
        ],
    }


def _citation_record(citation: Citation, known: dict[str, Source]) -> dict[str, object]:
    page = _page(citation, known)
    address = {"document": citation.document, "start": citation.start, "end": citation.end}
    return {**address, "page": page} if page else address


def _page(citation: Citation, known: dict[str, Source]) -> int | None:
    source = known.get(citation.document)
    return source.page(citation.start) if source else None


def _source_record(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.title,
        "date": source.date,
        "url": source.url,
        "sha256": source.sha256,
        "characters": source.characters,
        "sentences": source.sentences,
        "dropped": [list(span) for span in source.dropped],
        "site": source.site,
        "pages": list(source.pages),
    }


def dump(record: object, *, indent: int | None = None) -> str:
    r"""Return a record as JSON that is safe to print: one line for every reader if not indented.

    Characters are themselves, but for those that are line ends to some, controls to a terminal, or
    without UTF-8: these are escaped, which JSON reads as the same characters.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def budget_line(summary: Summary) -> str:
    """Return how much of the budget is used: `243 of 250 words from 3 documents`."""
    budget = summary.budget
    documents = counted(len(summary.documents), "document")
    return f"{budget.used} of {budget.limit} {unit_of(budget)} from {documents}"


def unit_of(budget: BudgetReport) -> str:
    """Return the unit of a budget, as it stands behind the limit: `1 word`, `2 words`."""
    return budget.unit.removesuffix("s") if budget.limit == 1 else budget.unit


def line(text: str) -> str:
    r"""Return text as one line fit for a terminal: controls left out, white space as one space.

    >>> line("hard-wrapped\r\n  text \x1b[31m")
    'hard-wrapped text [31m'
    """
    return " ".join(UNSHOWN.sub("", text).split())


def visible(text: str) -> str:
    r"""Return text without control characters; line ends are line feeds, other white space stays.

    >>> visible("hard-wrapped\r\n  text \x1b[31m")
    'hard-wrapped\n  text [31m'
    """
    return _BREAK.sub("\n", UNSHOWN.sub("", text)).translate(_ODD_SPACES)


def escape_html(text: str) -> str:
    r"""Return text as one line for HTML, XML or an attribute, in which nothing acts as markup.

    >>> escape_html("<b>\n'1'")
    '&lt;b&gt; &#x27;1&#x27;'
    """
    return html.escape(line(text))


def escape_markdown(text: str) -> str:
    r"""Return text as one line in which Markdown finds nothing to act on.

    >>> escape_markdown("1. *Not* a <b>list</b>_")
    '1\\. \\*Not\\* a \\<b\\>list\\</b\\>\\_'
    """
    return _MARKUP.sub(_escaped, line(text))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"


def _listed(sentence: SummarySentence) -> tuple[list[Support], int]:
    """Return the first support in each other document, as far as named, and how many are not."""
    first: dict[str, Support] = {}
    for support in sentence.support:
        if support.citation.document != sentence.citation.document:
            first.setdefault(support.citation.document, support)
    others = list(first.values())
    return others[:LISTED], len(others[LISTED:])


def _labels(source: Source | None, *, url: bool = True) -> list[str]:
    """Return what is known of a document beside its id."""
    if source is None:
        return []
    address = source.url if url and source.url != source.id else None
    labels = (source.title, source.site, source.date, address)
    return [label for label in labels if label]
