"""Which blocks of a plain-text scrape are article, and which are menus, teasers, captions, notices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from multisumm.model import Span

_CLOSED = re.compile(r"""[.!?…。！？؟।۔።॥։]["'”’»)\]›」』*]*$""")


def keep_article(text: str, blocks: Sequence[Span]) -> list[bool]:
    """Tell, for each block of a text, whether it is article (True) or noise (False)."""
    lines = [text[start:end] for start, end in blocks]
    keep = [len(line.split()) >= 8 and bool(_CLOSED.search(line)) for line in lines]
    return keep if 2 * sum(keep) > 3 and len(lines) > 3 else [True] * len(lines)


def dropped_spans(blocks: Sequence[Span], keep: Sequence[bool]) -> list[Span]:
    """The stretches left out, in order; neighbouring dropped blocks make one span."""
    spans: list[Span] = []
    for kept, group in groupby(zip(blocks, keep, strict=True), key=lambda pair: bool(pair[1])):
        if not kept:
            run = [block for block, _ in group]
            spans.append((run[0][0], run[-1][1]))
    return spans
