"""How rare a word is in its language: what is rare tells what a text is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from multisumm.resources import read_data
from multisumm.text.languages import common_words
from multisumm.text.tokens import stem_words

LEVELS = 4
"""Levels of the table to a factor of e."""

MORE_THAN_LISTED = 2.0
"""A word that is not listed is rarer by such a logarithm than the rarest that is listed."""

FREQUENT_WORD, OTHER_WORD = 2.0, 6.0
"""Rarity of the frequent words, and of all others, in a language that the table does not have."""


def rarity_of_words(stems: Sequence[str], language: str) -> NDArray[np.float64]:
    """Return how rare each word is in a language: shape (n,).

    It is the negative logarithm of the share of texts of 200 words that have the word: 0 if all
    have it, 7 if one in a thousand has it. `data/word_commonness.txt` lists the common words.

    Args:
        stems: The n words, as `stem_words` gives them.
        language: Code of the language.
    """
    table = _rarity_of_common_words(language)
    other = max(table.values()) + MORE_THAN_LISTED if table else OTHER_WORD
    known = table or dict.fromkeys(_frequent_words(language), FREQUENT_WORD)
    return np.fromiter(map(known.get, stems, repeat(other)), np.float64, len(stems))


@cache
def _rarity_of_common_words(language: str) -> Mapping[str, float]:
    """Return the rarity of each word that is listed; nothing if the language is not."""
    table = {}
    for line in read_data("word_commonness.txt").splitlines():
        if line.startswith(f"{language} "):
            _, level, *words = line.split()
            table.update(dict.fromkeys(words, int(level) / LEVELS))
    return table


@cache
def _frequent_words(language: str) -> tuple[str, ...]:
    return tuple(stem_words(common_words(language), language))
