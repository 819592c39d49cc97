"""Leave out a headline that runs into the first sentence of a block."""

from __future__ import annotations

from collections.abc import Sequence

from multisumm.characters import CLOSING_MARKS
from multisumm.datelines import find_dateline
from multisumm.text.languages import function_words
from multisumm.text.trimming_cues import EDGES, SentenceContext, opens_sentence

MIN_HEADLINE_WORDS = 4
"""Words of a headline that runs into a sentence and is not the title of the document."""


def leave_out_headline(head: str, context: SentenceContext) -> int:
    """Leave out a headline that runs into the first sentence of a block.

    It is the title of the document, or four or more words in capitals or with capitals. The
    sentence behind it begins with a function word with a capital, after which small letters follow:
    `Man Dies in Crash on Highway A man died`.
    """
    if not context.opens_block:
        return 0
    little = function_words(context.language)
    repeated = context.title.match(head) if context.title else None
    if repeated:
        rest = head[repeated.end() :]
        is_set_off = repeated["separator"].strip(" ") or find_dateline(rest)
        if opens_sentence(rest, context) and (is_set_off or _begins(rest.split(), 0, little)):
            return repeated.end()
    for number, word in enumerate(head.split(None, MIN_HEADLINE_WORDS)[:MIN_HEADLINE_WORDS]):
        if not _is_of_headline(word, number, little):
            return 0
    if head == head.lower():
        return 0
    words = head.split()
    for number, word in enumerate(words[:-2]):
        if number >= MIN_HEADLINE_WORDS and _begins(words, number, little):
            return len(head) - len(head.split(None, number)[-1])
        if not _is_of_headline(word, number, little):
            return 0
    return 0


def _is_of_headline(word: str, number: int, little: frozenset[str]) -> bool:
    """Return whether a word may stand at a place of a headline that runs into a sentence."""
    bare = word.strip(EDGES)
    return not (
        (bare[:1].islower() and bare not in little)
        or not bare
        or word[0] in "(["
        or word[-1] in CLOSING_MARKS
        or (number and word[-1] in ",;:")
    )


def _begins(words: Sequence[str], number: int, little: frozenset[str]) -> bool:
    """Return whether a sentence begins with a word: a function word and small letters behind it."""
    if number + 3 > len(words):
        return False
    word = words[number].lstrip(EDGES)
    following = [one.strip(EDGES) for one in words[number + 1 : number + 3]]
    if (
        word.casefold() not in little
        or not word[:1].isupper()
        or (len(word) > 1 and word.isupper())
    ):
        return False
    if len(word) == 1 and (word == "I" or following[0].casefold() in little):
        return False  # World War I, Vitamin A in winter
    return all(one[:1].islower() for one in following)
