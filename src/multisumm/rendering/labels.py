"""What all formats call a source, a budget and a quote."""

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
"""So many sources that say the same are named for a sentence; the others are counted."""


def source_numbers(summary: SummaryData) -> dict[str, int]:
    """Return the number of each document that the text names, from 1, as they appear in it."""
    numbers: dict[str, int] = {}
    for sentence in summary.sentences:
        same, against = named_documents(sentence)
        for name in (*same, *against):
            numbers.setdefault(name, len(numbers) + 1)
    return numbers


def named_documents(sentence: SummarySentence) -> tuple[list[str], list[str]]:
    """Return the documents named for a sentence: quoted or saying the same, and against it."""
    others, _ = listed_support(sentence)
    same = [sentence.citation.document, *(support.citation.document for support in others)]
    return same, list(dict.fromkeys(one.citation.document for one in sentence.conflicts))


def listed_support(sentence: SummarySentence) -> tuple[list[Support], int]:
    """Return the first support in each other document, as far as named, and how many are not."""
    first: dict[str, Support] = {}
    for support in sentence.support:
        if support.citation.document != sentence.citation.document:
            first.setdefault(support.citation.document, support)
    others = list(first.values())
    return others[:MAX_NAMED_SOURCES], len(others[MAX_NAMED_SOURCES:])


def labels_of(source: Source | None, *, url: bool = True) -> list[str]:
    """Return what is known of a document beside its id."""
    if source is None:
        return []
    address = source.url if url and source.url != source.id else None
    labels = (source.title, source.site, source.date, address)
    return [label for label in labels if label]


def web_address(source: Source | None) -> str | None:
    """Return the address of a document, fit for a link; None if it is not http or https."""
    url = one_line(source.url or "") if source else ""
    if not re.match(r"https?://\S", url, re.IGNORECASE):
        return None
    return quote(url, safe=":/?#@!$&'+,;=%~-._", errors="replace")


def unit_of(budget: BudgetReport) -> str:
    """Return the unit of a budget, as it stands behind the limit: `1 word`, `2 words`."""
    return budget.unit.removesuffix("s") if budget.limit == 1 else budget.unit


def budget_line(summary: SummaryData) -> str:
    """Return how much of the budget is used: `243 of 250 words from 3 documents`."""
    budget = summary.budget
    documents = plural(len(summary.documents), "document")
    return f"{budget.used} of {budget.limit} {unit_of(budget)} from {documents}"
