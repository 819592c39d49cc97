"""Who speaks in each sentence of a transcript, as words of the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from multisumm.model import Sentence
from multisumm.text.terms import TermTable, words_of
from multisumm.text.transcripts import MIN_SPEAKERS, speaker_of


def with_speakers(table: TermTable, sentences: Sequence[Sentence], *, language: str) -> TermTable:
    """Return the terms of sentences, those inside a turn with the name of its speaker before them.

    What `Dr Cruz` said is not only the first sentence of her turn. Names that stand before a colon
    more than once in a document are speakers, if there are several; another one ends the turn.

    Args:
        table: The terms of the n sentences.
        sentences: The sentences, in the order of the input.
        language: The language of those that have none of their own.
    """
    names = [speaker_of(one.text) for one in sentences]
    turns = Counter((one.document, name) for one, name in zip(sentences, names, strict=True))
    speakers = {key for key, number in turns.items() if number > 1 and key[1]}
    number = Counter(document for document, _ in speakers)
    if max(number.values(), default=0) < MIN_SPEAKERS:
        return table
    rows = np.split(table.tokens, table.starts[1:-1])
    name_in_turn, document = rows[0][:0], -1
    for i, (one, name) in enumerate(zip(sentences, names, strict=True)):
        if name or one.document != document:
            key, document = (one.document, name), one.document
            is_speaker = key in speakers and number[document] >= MIN_SPEAKERS
            words = words_of(name, language=one.language or language) if is_speaker else ()
            name_in_turn = rows[i][: len(words)]
        else:
            rows[i] = np.concatenate([name_in_turn, rows[i]])
    starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    return replace(table, tokens=np.concatenate(rows), starts=starts)
