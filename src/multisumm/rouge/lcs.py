"""Longest common subsequences, with the tie-break that ROUGE-L depends on, in bit-parallel rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

MatchRow = tuple[int, int]
"""A reference position, and the positions of its token in the candidate sentence, as bits."""

_KEPT_BITS = 1 << 28


def token_masks(sentence: Sequence[str]) -> dict[str, int]:
    """Return token -> its positions in a sentence, as the bits of an integer."""
    masks: dict[str, int] = {}
    for position, token in enumerate(sentence):
        masks[token] = masks.get(token, 0) | 1 << position
    return masks


def sentences_with(sentences: Sequence[Mapping[str, object]]) -> dict[str, list[int]]:
    """Return token -> the indices of the sentences that have it, from a table of each sentence."""
    indices: dict[str, list[int]] = {}
    for index, tokens in enumerate(sentences):
        for token in tokens:
            indices.setdefault(token, []).append(index)
    return indices


def lcs_length(reference: Sequence[str], candidate: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, in memory linear in the lengths."""
    masks = token_masks(candidate)
    full = row = (1 << len(candidate)) - 1
    for token in reference:
        if token in masks:
            row = _next_row(row, masks[token], full)
    return len(candidate) - row.bit_count()


def lcs_positions(rows: Sequence[MatchRow], width: int) -> list[int]:
    """Return the reference positions on the path that ROUGE-1.5.5 walks, the last first.

    A bit of a row is 0 where the LCS table c grows by one from the column before (Hyyro 2004), so
    c[i][j] is the number of zeros in the low j bits of row i. The walk takes the diagonal when the
    tokens are equal, else up if c[i-1][j] >= c[i][j-1], else left (rule 3.6). Going left, c stays
    the same until the next equal token; so a row holds a step of the path if its token is at
    column j, or else if c[i-1][j] < c[i][j], and then it is at its next place to the left.

    Args:
        rows: Reference tokens that the candidate sentence has; leaving out the others is exact.
        width: Length of the candidate sentence. Up to 32 MB of rows are kept; the others are
            computed again when the walk reaches them.
    """
    step = max(1, _KEPT_BITS // max(1, width))
    blocks = [rows[start : start + step] for start in range(0, len(rows), step)]
    full = row = (1 << width) - 1
    starts = []
    for block in blocks:
        starts.append(row)
        before = _rows_before(block, row, full)
        row = _next_row(before[-1], block[-1][1], full)
    positions: list[int] = []
    open_columns, left = full, width - row.bit_count()
    for index in reversed(range(len(blocks))):
        if index < len(blocks) - 1:
            before = _rows_before(blocks[index], starts[index], full)
        open_columns, left = _walk(blocks[index], before, open_columns, left, positions)
    return positions


def union_lcs(
    reference: Sequence[str],
    having: Mapping[str, Sequence[int]],
    align: Callable[[int], Iterable[int]],
) -> list[int]:
    """Return, in order, the reference positions that any candidate sentence aligns (Lin 2004).

    A candidate sentence is aligned only if it could mark a position that is still unmarked; a union
    does not depend on the order of its parts.

    Args:
        reference: A reference sentence.
        having: Token -> the candidate sentences that have it.
        align: Candidate sentence -> the reference positions that it marks.
    """
    marked: set[int] = set()
    done: set[int] = set()
    for position, token in enumerate(reference):
        for sentence in having.get(token, ()):
            if position in marked:
                break
            if sentence not in done:
                done.add(sentence)
                marked.update(align(sentence))
    return sorted(marked)


def take(token: str, reference_stock: Counter[str], candidate_stock: Counter[str]) -> bool:
    """Take a token from both bags if both still have it; return whether they had it.

    Summary-level scores count no token more often than either text has it (rule 3.6).
    """
    if reference_stock[token] > 0 and candidate_stock[token] > 0:
        reference_stock[token] -= 1
        candidate_stock[token] -= 1
        return True
    return False


def _next_row(row: int, mask: int, full: int) -> int:
    match = row & mask
    return ((row + match) | (row - match)) & full


def _rows_before(rows: Sequence[MatchRow], row: int, full: int) -> list[int]:
    """Return, for each row, the bits of the row above it."""
    before = []
    for _, mask in rows:
        before.append(row)
        match = row & mask
        row = ((row + match) | (row - match)) & full
    return before


def _walk(
    rows: Sequence[MatchRow],
    before: Sequence[int],
    open_columns: int,
    left: int,
    positions: list[int],
) -> tuple[int, int]:
    """Walk back through rows, appending positions; return the low j bits and the rest of c."""
    for (position, mask), above in zip(reversed(rows), reversed(before), strict=True):
        if not left:
            break
        matches = mask & open_columns
        if not matches:
            continue
        column, width = matches.bit_length() - 1, open_columns.bit_length()
        if column == width - 1 or width - (above & open_columns).bit_count() < left:
            positions.append(position)
            open_columns, left = (1 << column) - 1, left - 1
    return open_columns, left
