"""Longest common subsequences, with the tie-break that ROUGE-L depends on, in bit-parallel rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, compress, repeat, zip_longest
from typing import Any, NamedTuple

_BLOCK_BITS = 1 << 12
_ROW_BITS = 1 << 15
_KEPT_BITS = 1 << 27  # of each half of a table: 32 MB in all

Place = tuple[Any, ...]
"""The tokens at one place of several reference sentences; `_END` behind the end of a sentence."""

_END = object()


class Block(NamedTuple):
    """Candidate sentences side by side in an integer, each in a field, the first token lowest.

    Above its tokens a field has a guard: no row has that bit, so the carry of an addition ends
    there. A block has a spare bit at its top, and a whole number of bytes.

    Attributes:
        masks: Token -> its positions in the sentences, as the bytes of a block.
        size: Number of bytes.
        fields: All bits but the guards and those above the last field.
    """

    masks: Mapping[str, bytes]
    size: int
    fields: int


def lcs_length(reference: Sequence[str], candidate: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, in memory linear in the lengths."""
    masks: dict[str, int] = {}
    for position, token in enumerate(candidate):
        masks[token] = masks.get(token, 0) | 1 << position
    full = row = (1 << len(candidate)) - 1
    for token in reference:
        if token in masks:
            row = _next_row(row, masks[token]) & full
    return len(candidate) - row.bit_count()


def marked_tokens(
    reference: Sequence[Sequence[str]], candidate: Sequence[Sequence[str]]
) -> list[str]:
    """Return the reference tokens that the LCS with any candidate sentence has (Lin 2004).

    Every sentence of the reference is aligned with every one of the candidate. A token comes once
    for each of its positions that is on a path (rule 3.6), in no certain order. Leaving out
    reference tokens that the candidate does not have is exact. Of a table with more than 32 MB,
    parts are computed again when the walks reach them.
    """
    common = set(chain(*reference)).intersection(chain(*candidate))
    rows = [[token for token in sentence if token in common] for sentence in reference]
    rows = sorted(filter(None, rows), key=len)
    blocks = list(_blocks(candidate, common))
    step = max(1, _ROW_BITS // max(8 * block.size for block in blocks))
    marked: list[str] = []
    for start in range(0, len(rows), step):
        sentences = rows[start : start + step]
        places: list[Place] = list(zip_longest(*sentences, fillvalue=_END))
        marks = [0] * len(places)
        for block in blocks:
            _mark(places, len(sentences), block, marks)
        for place, mark in zip(places, marks, strict=True):
            marked += compress(place, mark.to_bytes(len(sentences), "little"))
    return marked


def _blocks(sentences: Iterable[Sequence[str]], common: Set[str]) -> Iterator[Block]:
    """Yield blocks of candidate sentences, each of up to 4096 bits or of one sentence."""
    block: list[Sequence[str]] = []
    bits = 0
    for sentence in sentences:
        bits += len(sentence) + 1
        if block and bits > _BLOCK_BITS:
            yield _block(block, common)
            block, bits = [], len(sentence) + 1
        block.append(sentence)
    yield _block(block, common)


def _block(sentences: Iterable[Sequence[str]], common: Set[str]) -> Block:
    """Return a block with one bit for each common token, and one for each gap behind one.

    This is exact: a column without equal tokens behind another such column is a copy of it.
    """
    masks = dict.fromkeys(common, 0)
    fields, bit = 0, 1
    for sentence in sentences:
        lowest, in_gap = bit, True
        for token in sentence:
            if token in common:
                masks[token] |= bit
                bit <<= 1
                in_gap = False
            elif not in_gap:
                bit <<= 1
                in_gap = True
        fields |= bit - lowest
        bit <<= 1
    size = bit.bit_length() // 8 + 1
    blocks = {token: mask.to_bytes(size, "little") for token, mask in masks.items() if mask}
    return Block(blocks, size, fields)


def _next_row(row: int, matches: int) -> int:
    """Return the next row, and the guard of each field in which the LCS grows.

    A bit of a row is 0 where the LCS table c grows by one from the column before (Hyyro 2004).
    """
    hits = row & matches
    return (row + hits) | (row ^ hits)


def _mark(places: Sequence[Place], sentences: int, block: Block, marks: list[int]) -> None:
    """Mark the places on the paths that ROUGE-1.5.5 walks, for all pairs of sentences at once.

    The walk takes the diagonal when the tokens are equal, else up if c[i-1][j] >= c[i][j-1], else
    left (rule 3.6). Going left, c stays the same until the next equal token. So row i is on the
    path if its token is at column j, or else if c[i-1][j] < c[i][j], and then the path goes on left
    of the last equal token up to column j. Else it stays at column j.

    Args:
        places: The tokens of the reference sentences, from the first place.
        sentences: Number of reference sentences; in a row, each has a block of its own.
        block: Candidate sentences.
        marks: An integer for each place, of a byte for each reference sentence; the byte becomes
            other than 0 where a path has the token.
    """
    first = int.from_bytes((b"\1" + bytes(block.size - 1)) * sentences, "little")
    spare = first << (8 * block.size - 1)
    below_spare = spare - first
    full = first * block.fields
    shifts = list(_shifts(full))
    step = max(1, _KEPT_BITS // (8 * block.size * sentences))
    starts = range(0, len(places), step)
    above = [full]
    for start in starts[:-1]:
        above.append(_table(places[start : start + step], block, above[-1], full)[1])
    columns = full  # the low j bits of a field whose path is at column j
    for start, row in zip(reversed(starts), reversed(above), strict=True):
        table, _ = _table(places[start : start + step], block, row, full)
        for place in reversed(range(len(table))):
            matches, growth = table[place]
            last = columns & ~(columns >> 1)
            on_path = last & (matches | growth)
            if on_path:
                columns = (columns & matches) >> 1 & full | last ^ on_path
                for shift, within in shifts:
                    columns |= columns >> shift & within
                found = (on_path + below_spare & spare).to_bytes(block.size * sentences, "little")
                marks[start + place] |= int.from_bytes(
                    found[block.size - 1 :: block.size], "little"
                )


def _shifts(full: int) -> Iterator[tuple[int, int]]:
    """Yield 1, 2, 4, ... with the bits that are filled by that shift to the right in their field.

    Together, the shifts fill each field below its highest bit.
    """
    shift, within = 1, full & full >> 1
    while within:
        yield shift, within
        within &= within >> shift
        shift *= 2


def _table(
    places: Sequence[Place], block: Block, row: int, full: int
) -> tuple[list[tuple[int, int]], int]:
    """Return, for each row, its equal tokens and where c[i-1][j] < c[i][j]; and the last row."""
    nothing = bytes(block.size)
    masks = b"".join(map(block.masks.get, chain(*places), repeat(nothing)))
    step = len(masks) // len(places)
    table = []
    for start in range(0, len(masks), step):
        matches = int.from_bytes(masks[start : start + step], "little")
        below = _next_row(row, matches)
        table.append((matches, below - row))
        row = below & full
    return table, row
