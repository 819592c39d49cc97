"""Which sentences may be quoted at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.terms import TermTable, sentence_of_token

FEWEST_WORDS = 4
"""Shorter sentences hardly say anything by themselves."""

_CLOSED = re.compile(r"[.!?…。！？؟۔।॥።։។။།．｡‼⁇⁈⁉][\"'”’“‘»›«‹)\]』」】》〉＂＇）］]*$")
"""A closing mark of any script at the end, with the quotation mark or bracket behind it.

The quotation marks that close in German („so.“ and »so.«) are those that open elsewhere.
"""


def quotable(sentences: Sequence[Sentence], table: TermTable) -> NDArray[np.bool_]:
    """Which sentences (n,) may be quoted: complete ones that tell something by themselves.

    Left out are sentences of fewer than `FEWEST_WORDS` words or without two content words, and
    those that end in a colon. Where most sentences end in a closing mark, those that do not
    (headings, captions, cut-off lines) are left out too. A rule that would leave nothing is waived.
    """
    words = np.diff(table.starts)
    content = np.bincount(
        sentence_of_token(table), weights=table.content[table.tokens], minlength=len(sentences)
    )
    closed = np.array([bool(_CLOSED.search(sentence.text)) for sentence in sentences], bool)
    open_end = np.array([sentence.text.endswith((":", "：")) for sentence in sentences], bool)
    mask = words > 0
    rules = [content >= 1, (words >= FEWEST_WORDS) & (content >= 2), ~open_end]
    if 2 * closed.sum() > len(closed):
        rules.append(closed)
    for rule in rules:
        mask = mask & rule if (mask & rule).any() else mask
    return mask
