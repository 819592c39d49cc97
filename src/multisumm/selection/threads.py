"""Which documents are the messages of one thread, their order, and what counts in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Document, Sentence
from multisumm.text.mail_headers import without_reply_marks

LATER_IN_MESSAGE = 0.5
LATER_MESSAGE = 0.3
"""Powers by which sentences of a thread are worth less: of their place in the message, and of the
turn of the message, both counted from 1. The first message says what the thread is about."""


def turns_of_thread(documents: Mapping[int, Document], times: Mapping[int, str]) -> dict[int, int]:
    """Return the turn of each message of a thread, from 0; nothing if the documents are no thread.

    They are one if all have the same subject and some of them answer or forward it (`Re: ...`). A
    mark without a subject (`Re:`) names none, so that such messages may be about anything. The
    earlier message comes first; on one day, or if a time is missing, the one that answers nothing
    and then the earlier in the input.

    Args:
        documents: Number in the input -> document.
        times: Number -> its day or time as a text that sorts; empty or missing if unknown.
    """
    subjects = {number: _subject(document) for number, document in documents.items()}
    answers = {n for n, it in documents.items() if subjects[n] != _folded(it.title)}
    if not answers or len(set(subjects.values())) > 1 or "" in subjects.values():
        return {}
    dated = all(times.get(n) for n in documents)
    written = sorted(documents, key=lambda n: (times[n] if dated else "", n in answers, n))
    return {number: turn for turn, number in enumerate(written)}


def thread_factors(sentences: Sequence[Sentence], turns: Mapping[int, int]) -> NDArray[np.float64]:
    """Return a factor (n,) above 0 for what each sentence of a thread counts, 1 for the first.

    Args:
        sentences: The n sentences.
        turns: Document -> its turn, from 0.
    """
    places = np.array([sentence.position for sentence in sentences], np.float64)
    turn = np.array([turns[sentence.document] for sentence in sentences], np.float64)
    factors: NDArray[np.float64] = (1 + places) ** -LATER_IN_MESSAGE * (1 + turn) ** -LATER_MESSAGE
    return factors


def _subject(document: Document) -> str:
    title = document.title or ""
    return _folded(without_reply_marks(title, of_mail=document.kind == "mail"))


def _folded(title: str | None) -> str:
    return (title or "").strip().casefold()
