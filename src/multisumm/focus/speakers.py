"""Who speaks in each sentence of a transcript, as words of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from multisumm.model import Sentence
from multisumm.text.terms import TermTable, terms_of


def with_speakers(table: TermTable, sentences: Sequence[Sentence], *, language: str) -> TermTable:
    """Return the terms of sentences, those inside a turn with the name of its speaker before them.

    What `Dr Cruz` said is not only the first sentence of her turn, which has the name itself.

    Args:
        table: The terms of the n sentences.
        sentences: The sentences.
        language: The language of those that have none of their own.
    """
    inside = {
        i: (one.speaker, one.language or language)
        for i, one in enumerate(sentences)
        if one.speaker and not one.text.startswith(one.speaker)
    }
    if not inside:
        return table
    numbers = {term: number for number, term in enumerate(table.vocabulary)}
    names = {
        (name, code): [numbers[term] for term in row if term in numbers]
        for name, code in dict.fromkeys(inside.values())
        for row in terms_of([name], language=code)
    }
    rows = np.split(table.tokens, table.starts[1:-1])
    for i, name in inside.items():
        rows[i] = np.concatenate([np.array(names[name], np.int32), rows[i]])
    starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    return replace(table, tokens=np.concatenate(rows), starts=starts)
