"""A summary as Markdown: a paragraph with a footnote for each sentence."""

from __future__ import annotations

from collections.abc import Mapping

from multisumm.escaping import escape_markdown
from multisumm.model import Citation, Source, SummaryData, SummarySentence
from multisumm.rendering.labels import labels_of, listed_support, sources_by_id, web_address


def render_markdown(summary: SummaryData) -> str:
    """Return a summary as a paragraph with a footnote for each sentence.

    A footnote has the address of the quote, which other sources say the same, and which ones
    contradict it. Text of sources is escaped; only http and https addresses become links.
    """
    sources = sources_by_id(summary)
    numbered = list(enumerate(summary.sentences, start=1))
    text = " ".join(f"{escape_markdown(sentence.text)}[^{number}]" for number, sentence in numbered)
    notes = [f"[^{number}]: {_footnote(sentence, sources)}" for number, sentence in numbered]
    return "\n\n".join(block for block in (text, "\n".join(notes)) if block) + "\n"


def _footnote(sentence: SummarySentence, sources: Mapping[str, Source]) -> str:
    parts = [_origin(sentence.citation, sources.get(sentence.citation.document))]
    support, more = listed_support(sentence)
    if support:
        total = len(support) + more
        who = f"{total} other source{'s say' if total > 1 else ' says'} the same"
        named = ", ".join(_address(same.citation) for same in support)
        parts.append(f"{who}: {named}{f' and {more} more' if more else ''}.")
    for conflict in sentence.conflicts:
        parts.append(
            f"Contradicted ({escape_markdown(conflict.about)}) by {_address(conflict.citation)}:"
            f" “{escape_markdown(conflict.text)}”"
        )
    return " ".join(parts)


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
