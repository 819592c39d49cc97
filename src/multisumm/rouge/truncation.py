"""Cut raw lines, before they are tokenised, to a number of words or bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPACES = re.compile("[ \t\n\r\f\v]+")


def first_words(lines: Sequence[str], limit: int) -> list[str]:
    """Return the lines up to the word that reaches the limit (rule 3.9, `-l`).

    ASCII white space separates words. As in the original, a line that starts with a space has an
    empty first word, which counts.
    """
    kept: list[str] = []
    for line in lines:
        words = _words(line)
        if len(words) >= limit:
            return [*kept, " ".join(words[:limit])]
        kept.append(line)
        limit -= len(words)
    return kept


def first_bytes(lines: Sequence[str], limit: int) -> list[str]:
    """Return the lines up to the byte of UTF-8 that reaches the limit; line ends do not count.

    A character that the limit cuts in two is dropped.
    """
    kept: list[str] = []
    for line in lines:
        size = len(_encoded(line))
        if size >= limit:
            return [*kept, _cut(line, limit)]
        kept.append(line)
        limit -= size
    return kept


def first_bytes_of_long_line(lines: Sequence[str], limit: int) -> list[str]:
    """Return the lines that ROUGE-1.5.5 takes for L and W under a byte limit: a fault, reproduced.

    The original forgets to add up here (rule 3.9): every line shorter than the limit is kept whole,
    and the first other line is cut to the limit and ends the text.
    """
    kept: list[str] = []
    for line in lines:
        if len(_encoded(line)) >= limit:
            return [*kept, _cut(line, limit)]
        kept.append(line)
    return kept


def _words(line: str) -> list[str]:
    words = _SPACES.split(line)
    while words and not words[-1]:
        words.pop()
    return words


def _encoded(line: str) -> bytes:
    return line.encode("utf-8", "replace")


def _cut(line: str, limit: int) -> str:
    return _encoded(line)[:limit].decode("utf-8", "ignore")
