"""Numbers and names of sources, and the line about the budget, as all formats show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from multisumm.escaping import one_line
from multisumm.messages import plural
from multisumm.model import (
    BudgetReport,
    DocumentGroup,
    FileFate,
    Headline,
    Source,
    SummaryData,
    SummarySentence,
)
from multisumm.rendering.wording import documents_by_relation

MAX_NAMED_SOURCES = 5
"""Sources that are named for one relation to a sentence; the rest are counted."""

MAX_NAMED_FILES = 5
"""Files that the last line names for one outcome; the rest are counted."""


def sources_by_id(summary: SummaryData) -> dict[str, Source]:
    """Return the sources of a summary by their ids."""
    return {source.id: source for source in summary.documents}


def shown_headline(summary: SummaryData) -> Headline | None:
    """Return the headline of a summary; None if it has none, or if its first sentence is it."""
    headline = summary.headline
    if headline is None or headline.span is None or not summary.sentences:
        return headline
    first = summary.sentences[0].citation
    is_first = (headline.document, *headline.span) == (first.document, first.start, first.end)
    return None if is_first else headline


def place_of(headline: Headline) -> str:
    """Return where the words of a headline stand: `characters 0–66`, or `title`."""
    return "title" if headline.span is None else "characters {}–{}".format(*headline.span)


def source_numbers(summary: SummaryData) -> dict[str, int]:
    """Return the number of each document that the text names, from 1, in order of appearance.

    The source of the headline comes behind those of the sentences and of what is beside them, and
    last those of the sentences that are only explained.
    """
    numbers: dict[str, int] = {}
    for sentence in summary.sentences:
        for document in (sentence.citation.document, *_named_documents(sentence)):
            numbers.setdefault(document, len(numbers) + 1)
    if headline := shown_headline(summary):
        numbers.setdefault(headline.document, len(numbers) + 1)
    for explanation in summary.explanations:
        numbers.setdefault(explanation.citation.document, len(numbers) + 1)
    return numbers


def _named_documents(sentence: SummarySentence) -> Iterator[str]:
    """Yield the documents that the text names beside a sentence; similar ones are only counted."""
    for relation, documents in documents_by_relation(sentence).items():
        if relation in ("also_in", "says_part"):
            yield from documents[:MAX_NAMED_SOURCES]
        elif relation != "similar":
            yield from documents


def one_text_groups(sources: Iterable[Source]) -> list[list[Source]]:
    """Return the groups of several sources that share most of their text, in order."""
    families: dict[int, list[Source]] = {}
    for source in sources:
        families.setdefault(source.family, []).append(source)
    return [members for members in families.values() if len(members) > 1]


def labels_of(source: Source | None, *, url: bool = True) -> list[str]:
    """Return title, site, date and address of a source, those known, and whether it is left out.

    Args:
        source: The source; None for one that the summary does not list.
        url: Whether its address is a label too; it never is if it is the source's id.
    """
    if source is None:
        return []
    address = source.url if url and source.url != source.id else None
    left_out = "left out: off the subject" if source.off_subject else None
    labels = (source.title, source.site, source.date, address, left_out)
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


def groups_line(groups: Sequence[DocumentGroup]) -> str:
    """Return how many documents are in how many groups.

    >>> from multisumm import Document
    >>> groups_line([DocumentGroup("a", (Document("a", "x"), Document("b", "x")))])
    '2 documents in 1 subject, 0 of them alone'
    """
    documents = sum(len(group.documents) for group in groups)
    alone = sum(len(group.documents) == 1 for group in groups)
    subjects = plural(len(groups), "subject")
    return f"{plural(documents, 'document')} in {subjects}, {alone} of them alone"


def files_line(files: Sequence[FileFate]) -> str:
    """Return how many of the files were read, and which were not.

    >>> files_line([FileFate("a.txt", "read"), FileFate(".b", "passed over", "hidden")])
    '1 of 2 files read; passed over: .b (hidden)'
    """
    parts = [
        f"{sum(file.outcome == 'read' for file in files)} of {plural(len(files), 'file')} read"
    ]
    for outcome in ("failed", "passed over"):
        names = [f"{file.name} ({file.reason})" for file in files if file.outcome == outcome]
        more = [f"{len(names) - MAX_NAMED_FILES} more"] if len(names) > MAX_NAMED_FILES else []
        if names:
            parts.append(f"{outcome}: {', '.join((*names[:MAX_NAMED_FILES], *more))}")
    return "; ".join(parts)


def language_of(settings: Mapping[str, object]) -> str:
    """Return the language of the sources for the attribute `lang`; empty if it is not known."""
    code = str(settings.get("language"))
    return code if re.fullmatch("[a-z]{2,3}", code) and code not in ("mul", "und") else ""
