"""Numbers and names of sources, and the line about the budget, as all formats show them."""

from __future__ import annotations

import re
from urllib.parse import quote

from multisumm.escaping import one_line
from multisumm.messages import plural
from multisumm.model import (
    BudgetReport,
    Source,
    SummaryData,
    SummarySentence,
    Support,
)

MAX_NAMED_SOURCES = 5
"""Sources that are named as saying the same as a sentence; the rest are counted."""


def sources_by_id(summary: SummaryData) -> dict[str, Source]:
    """Return the sources of a summary by their ids."""
    return {source.id: source for source in summary.documents}


def source_numbers(summary: SummaryData) -> dict[str, int]:
    """Return the number of each document that the text names, from 1, in order of appearance."""
    numbers: dict[str, int] = {}
    for sentence in summary.sentences:
        agreeing, contradicting = named_documents(sentence)
        for document in (*agreeing, *contradicting):
            numbers.setdefault(document, len(numbers) + 1)
    return numbers


def named_documents(sentence: SummarySentence) -> tuple[list[str], list[str]]:
    """Return the ids of the documents that say a sentence, the quoted one first, and deny it."""
    support, _ = listed_support(sentence)
    agreeing = [sentence.citation.document, *(same.citation.document for same in support)]
    contradicting = dict.fromkeys(other.citation.document for other in sentence.conflicts)
    return agreeing, list(contradicting)


def listed_support(sentence: SummarySentence) -> tuple[list[Support], int]:
    """Return the first support in each other document that is named, and how many are not."""
    first: dict[str, Support] = {}
    for support in sentence.support:
        if support.citation.document != sentence.citation.document:
            first.setdefault(support.citation.document, support)
    listed = list(first.values())
    return listed[:MAX_NAMED_SOURCES], len(listed[MAX_NAMED_SOURCES:])


def labels_of(source: Source | None, *, url: bool = True) -> list[str]:
    """Return title, site, date and address of a source, those that are known.

    Args:
        source: The source; None for one that the summary does not list.
        url: Whether its address is a label too; it never is if it is the source's id.
    """
    if source is None:
        return []
    address = source.url if url and source.url != source.id else None
    labels = (source.title, source.site, source.date, address)
    return [label for label in labels if label]


def web_address(source: Source | None) -> str | None:
    """Return the address of a source, fit for a link; None if it is not http or https."""
    url = one_line(source.url or "") if source else ""
    if not re.match(r"https?://\S", url, re.IGNORECASE):
        return None
    return quote(url, safe=":/?#@!$&'+,;=%~-._", errors="replace")


def unit_of(budget: BudgetReport) -> str:
    """Return the unit of a budget as it follows the limit: `1 word`, `2 words`."""
    return budget.unit.removesuffix("s") if budget.limit == 1 else budget.unit


def budget_line(summary: SummaryData) -> str:
    """Return how much of the budget is used: `243 of 250 words from 3 documents`."""
    budget = summary.budget
    documents = plural(len(summary.documents), "document")
    return f"{budget.used} of {budget.limit} {unit_of(budget)} from {documents}"
