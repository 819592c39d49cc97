"""A summary as a table of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multisumm.errors import InputError
from multisumm.messages import needs_package
from multisumm.model import SummaryData

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    *("text", "document", "start", "end", "page", "score"),
    *("title", "site", "date", "url", "also_in", "contradicted_by"),
)


def to_pandas(summary: SummaryData) -> DataFrame:
    """Return a row for each sentence, in order, with the columns of `COLUMNS`.

    `also_in` and `contradicted_by` are tuples of ids of documents in their order; what is not known
    is None, and a missing page `<NA>`.

    Raises:
        InputError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise InputError(needs_package("to make a table", "pandas")) from None
    known = {source.id: source for source in summary.documents}
    rows = []
    for sentence in summary.sentences:
        place = sentence.citation
        source = known[place.document]
        also_in = dict.fromkeys(one.citation.document for one in sentence.support)
        against = dict.fromkeys(one.citation.document for one in sentence.conflicts)
        rows.append(
            (
                *(sentence.text, place.document, place.start, place.end),
                *(source.page(place.start), sentence.score),
                *(source.title, source.site, source.date, source.url),
                *(tuple(also_in), tuple(against)),
            )
        )
    return pandas.DataFrame(rows, columns=list(COLUMNS)).astype({"page": "Int64"})
