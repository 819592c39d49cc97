"""A summary as a table of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multisumm.errors import InputError
from multisumm.messages import needs_package
from multisumm.model import Source, SummaryData, SummarySentence
from multisumm.rendering.labels import sources_by_id
from multisumm.rendering.wording import RELATIONS, documents_by_relation

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    *("text", "document", "start", "end", "page", "score"),
    *("title", "site", "date", "url", "family", "families"),
    *RELATIONS,
)
"""Columns of the table: the quote and its address; what is known of its document, and the number of
families that say it; and the documents that relate to it, by relation."""

QUERY_COLUMNS = ("relevance", "query_words")
"""Further columns of a summary with a query: how relevant the quote is, and the words it has."""


def to_pandas(summary: SummaryData) -> DataFrame:
    """Return a table with a row for each sentence, in order, and the columns `COLUMNS`.

    `start` and `end` are offsets in Unicode characters, and `page` counts from 1. Each relation
    (`also_in`, `says_part`, `contradicted_by`, `earlier`, `updated_by`, `another_time`, `similar`)
    is a tuple of ids in the order of the documents. What is not known is None, and a missing page
    is `<NA>`. If there is a query, the columns `QUERY_COLUMNS` stand after these.

    Raises:
        InputError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise InputError(needs_package("to make a table", "pandas")) from None
    sources = sources_by_id(summary)
    rows = [_row(sentence, sources[sentence.citation.document]) for sentence in summary.sentences]
    table = pandas.DataFrame(rows, columns=list(COLUMNS)).astype({"page": "Int64"})
    if summary.query is not None:
        values = ([getattr(one, name) for one in summary.sentences] for name in QUERY_COLUMNS)
        table = table.assign(**dict(zip(QUERY_COLUMNS, values, strict=True)))
    return table


def _row(sentence: SummarySentence, source: Source) -> tuple[object, ...]:
    citation = sentence.citation
    return (
        *(sentence.text, citation.document, citation.start, citation.end),
        *(source.page(citation.start), sentence.score),
        *(source.title, source.site, source.date, source.url),
        *(sentence.family, sentence.families),
        *map(tuple, documents_by_relation(sentence).values()),
    )
