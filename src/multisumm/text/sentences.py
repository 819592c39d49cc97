"""Split the blocks of a text into sentences, as exact spans.

The text is not changed. A sentence is a pair of offsets without white space at either end, and
`text[start:end]` is its text. The rules by which a block is cut are in `sentence_rules.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from multisumm.characters import (
    BLANKS,
    CLOSING_MARKS,
    QUESTION_MARK_INSIDE,
)
from multisumm.errors import OptionError
from multisumm.messages import unknown_choice
from multisumm.model import Span
from multisumm.text.sentence_rules import (
    CLOSING,
    UP_TO_END,
    cut_by_rules,
    is_uncased,
    rules_of,
)

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

DEFAULT_SPLITTER = "rules"

Splitter = Callable[[str, str], Sequence[int]]
"""Takes the text of a block and a language; returns the offsets at which new sentences begin."""

_BEFORE, _BEHIND = BLANKS + ">", CLOSING + BLANKS
_CLOSED = frozenset(CLOSING_MARKS)
_CUT_OFF = re.compile(rf"(?:\.\.|…){UP_TO_END}")


def split_sentences(
    text: str, blocks: Sequence[Span], *, language: str, splitter: str = DEFAULT_SPLITTER
) -> list[Span]:
    """Return the spans of the sentences of each block, in order; no sentence crosses a block.

    Every character of a block that is not white space (or zero-width) is in exactly one sentence.
    The exception is a `>` before a sentence, the sign of a quoted e-mail.

    Args:
        text: The text that all offsets refer to.
        blocks: Its blocks, as from `split_blocks`.
        language: ISO 639-1 code; for any other value, the abbreviations of all languages count.
        splitter: Name of one of `SPLITTERS`.

    Raises:
        OptionError: There is no splitter of that name.
    """
    if splitter not in SPLITTERS:
        raise OptionError(unknown_choice("splitter", splitter, SPLITTERS))
    split = SPLITTERS[splitter]
    if split is cut_by_rules and ("? " in text or "! " in text) and is_uncased(text):
        # One paragraph does not show it: in many, nobody is named.
        split = partial(cut_by_rules, without_capitals=True)
    return apply_splitter(split, text, blocks, language=language)


def apply_splitter(
    split: Splitter, text: str, blocks: Sequence[Span], *, language: str
) -> list[Span]:
    """Return the spans of the sentences that a function finds in each block; see `Splitter`."""
    sentences: list[Span] = []
    for start, end in blocks:
        block = text[start:end]
        for first, last in pairwise((0, *split(block, language), end - start)):
            sentence = block[first:last].rstrip(BLANKS)
            length = len(sentence.lstrip(_BEFORE))
            if length:
                stop = start + first + len(sentence)
                sentences.append((stop - length, stop))
    return sentences


def is_closed(text: str, *, language: str) -> bool:
    """Return whether a text ends with the closing mark of a sentence.

    Quotation marks, brackets and footnote numbers may follow the mark, as between sentences.
    """
    return text[-1:] in _CLOSED or rules_of(language).closed.search(text) is not None


def is_complete(text: str, *, language: str) -> bool:
    """Return whether a sentence ends with a closing mark, and not in dots, as a cut-off teaser."""
    if not is_closed(text, language=language):
        return False
    return (".." not in text and "…" not in text) or _CUT_OFF.search(text) is None


def count_closings(text: str, *, language: str) -> int:
    """Return the number of closing marks in a text, a run of marks counting once."""
    return len(rules_of(language).closings.findall(text))


def is_question(text: str, *, language: str) -> bool:
    """Return whether a sentence ends with a question mark, or has an Armenian one in a word."""
    marks = rules_of(language).questions
    return text.rstrip(_BEHIND).endswith(marks) or QUESTION_MARK_INSIDE in text


def _split_by_punkt(block: str, language: str) -> list[int]:
    """Return the cuts of NLTK's Punkt (Kiss & Strunk 2006), untrained, for any language.

    Without training it knows no abbreviations and needs no downloaded data.
    """
    spans: Iterator[Span] = _punkt().span_tokenize(block)
    return [start for start, _ in spans][1:]


@lru_cache(maxsize=1)
def _punkt() -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    return PunktSentenceTokenizer()


SPLITTERS: dict[str, Splitter] = {"rules": cut_by_rules, "punkt": _split_by_punkt}
"""The ways to split a block into sentences, by name."""
