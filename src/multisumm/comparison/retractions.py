"""Sentences that the next one of their own source takes back: That was not correct."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from multisumm.comparison.attribution import QUOTE
from multisumm.comparison.phrases import may_have
from multisumm.comparison.statements import Statement
from multisumm.model import Sentence

SHORT_REPLY = 8
"""A sentence of so many words that says nothing else is a reply to the one before it."""

MAX_WORD = 10
"""Characters of a word, about, for a first look at the length of a sentence."""


def is_taken_back(
    i: int,
    sentences: Sequence[Sentence],
    statement: Callable[[int], Statement],
    *,
    language: str,
) -> bool:
    """Return whether the next sentence of its document takes a sentence back.

    Args:
        i: Index of the sentence.
        sentences: The sentences, in the order of their documents.
        statement: Gives a sentence as it is compared.
        language: Code of the language of those that have none of their own.
    """
    if i + 1 >= len(sentences) or len(sentences[i + 1].text) > SHORT_REPLY * MAX_WORD:
        return False
    one, reply = sentences[i], sentences[i + 1]
    follows = reply.document == one.document and reply.position == one.position + 1
    may_be = follows and may_have("retraction", reply.text, reply.language or language)
    return may_be and _takes_back(statement(i + 1))


def _takes_back(reply: Statement) -> bool:
    """Whether a sentence is short and says of the one before it that it is not so.

    Beside that it has one content word at most, and no word like `would`: That statement was wrong.
    """
    phrases = {i + k for i, tags in enumerate(reply.tags) for tag in tags
               if tag.list == "retraction" for k in range(tag.length)}  # fmt: skip
    plain = all(op.name in ("negation", "denial") for op in reply.operators)
    if not phrases or not plain or len(reply.words) > SHORT_REPLY or QUOTE.search(reply.text):
        return False
    return len({*reply.content} - phrases) <= 1
