"""A summary as Markdown."""

from __future__ import annotations

from multisumm.escaping import escape_markdown
from multisumm.model import (
    Citation,
    Source,
    SummaryData,
    SummarySentence,
)
from multisumm.rendering.labels import labels_of, listed_support, web_address


def render_markdown(summary: SummaryData) -> str:
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
        escape_markdown(label) for label in labels_of(source, url=not web_address(source))
    )
    parts = [f"{address} ({labels})." if labels else f"{address}."]
    others, more = listed_support(sentence)
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
