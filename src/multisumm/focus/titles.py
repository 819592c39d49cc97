"""The words of the titles of documents, as terms of the table of their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from multisumm.text.terms import TermTable, tabulate_terms


def with_titles(table: TermTable, titles: Sequence[tuple[str, str]]) -> tuple[TermTable, TermTable]:
    """Return a table that knows the terms of titles, too, and the table of the titles.

    What only titles have comes behind the terms of the sentences, whose numbers stay.

    Args:
        table: The terms of sentences.
        titles: Each title and the code of its language; an empty one has no term.
    """
    numbers = {term: number for number, term in enumerate(table.vocabulary)}
    content, numeric = table.content.tolist(), table.numeric.tolist()
    rows: list[list[int]] = []
    for text, language in titles:
        own = tabulate_terms([text], language=language)
        for number, term in enumerate(own.vocabulary):
            if term not in numbers:
                numbers[term] = len(numbers)
                content.append(bool(own.content[number]))
                numeric.append(bool(own.numeric[number]))
        rows.append([numbers[own.vocabulary[number]] for number in own.tokens])
    known = replace(
        table,
        vocabulary=tuple(numbers),
        content=np.array(content, np.bool_),
        numeric=np.array(numeric, np.bool_),
    )
    tokens = np.array([number for row in rows for number in row], np.int32)
    starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    return known, replace(known, tokens=tokens, starts=starts)
