"""Which documents are the messages of one thread, their order, and what counts in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Document, Sentence
from multisumm.text.mail_headers import without_reply_marks

LATER_IN_MESSAGE = 0.5
LATER_MESSAGE = 0.3
"""Powers by which sentences of a thread are worth less: of their place in the message, and of the
turn of the message, both counted from 1. The first message says what the thread is about."""

_LIST = re.compile(r"\[([^\[\]]{1,60})\]\s*")
"""The name of a list before a subject."""


def turns_of_thread(documents: Mapping[int, Document], times: Mapping[int, str]) -> dict[int, int]:
    """Return the turn of each message of a thread, from 0; nothing if the documents are no thread.

    They are one if all have the same subject, with or without the name of one list before it
    (`[crew] Boats`), and some of them answer or forward it (`Re: ...`). A mark alone (`Re:`) names
    no subject, so that such messages may be about anything. The earlier message comes first; on one
    day, or if a time is missing, the one that answers nothing and then the earlier in the input.

    Args:
        documents: Number in the input -> document.
        times: Number -> its day or time as a text that sorts; empty or missing if unknown.
    """
    subjects = {number: _read_subject(document) for number, document in documents.items()}
    answers = {number for number, subject in subjects.items() if subject.is_answer}
    matters = {subject.matter for subject in subjects.values()}
    lists = {subject.lists for subject in subjects.values() if subject.lists}
    if not answers or len(matters) > 1 or "" in matters or len(lists) > 1:
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


class _Subject(NamedTuple):
    """What a message is about, the names of lists before that, and whether it answers or forwards.

    The words are those of `_alike`, in lower case.
    """

    matter: str
    lists: frozenset[str]
    is_answer: bool


def _read_subject(document: Document) -> _Subject:
    title, is_mail = _alike(document.title or ""), document.kind == "mail"
    rest = without_reply_marks(title, of_mail=is_mail)
    start = 0
    while is_mail and (name := _LIST.match(rest, start)):
        start = name.end()
    before = title[: len(title) - len(rest) + start]
    lists = frozenset(_LIST.findall(before.casefold())) if is_mail else frozenset[str]()
    return _Subject(rest[start:].casefold(), lists, rest != title)


def _alike(title: str) -> str:
    """Return a title as others write it: accents composed, one blank, no invisible signs."""
    composed = unicodedata.normalize("NFC", title)
    shown = "".join([sign for sign in composed if unicodedata.category(sign) != "Cf"])
    return " ".join(shown.split())
