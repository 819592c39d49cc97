"""The weighted longest common subsequence of ROUGE-W, which favours consecutive matches."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import accumulate
from math import isqrt
from typing import NamedTuple

_KEPT_CELLS = 1 << 20
_NO_ROW, _NO_COLUMN = "-", "|"  # no tokens: a token is made of letters, marks and numbers


class _Row(NamedTuple):
    """A row of the table of values.

    Attributes:
        values: The row, with a zero in front.
        runs: Column of an equal pair -> number of consecutive equal pairs that end there.
        rising: Whether no value is smaller than the one before it.
    """

    values: list[float]
    runs: Mapping[int, int]
    rising: bool


def weighted_positions(
    reference: Sequence[str], candidate: Sequence[str], weight: float
) -> list[int]:
    """Return the reference positions on the path of ROUGE-1.5.5's weighted table, the last first.

    An equal pair adds (k + 1)^w - k^w to the cell before it on the diagonal, where k equal pairs
    end; other cells take the upper value if it is at least the left one, else the left (rule 3.6).
    Equal pairs are taken even where that makes a row fall, so this has no bit-parallel form. Of a
    table with more than a million cells, about the square root of its rows is kept; the others are
    computed again when the walk back reaches them.
    """
    common = set(reference).intersection(candidate)
    positions = _kept_positions(reference, common)
    rows = [reference[i] if reference[i] in common else _NO_ROW for i in positions]
    columns = [
        candidate[i] if candidate[i] in common else _NO_COLUMN
        for i in _kept_positions(candidate, common)
    ]
    return [positions[row] for row in _path(rows, columns, weight)]


def sentences_with(sentences: Sequence[Mapping[str, object]]) -> dict[str, list[int]]:
    """Return token -> the indices of the sentences that have it, from a table of each sentence."""
    indices: dict[str, list[int]] = {}
    for index, tokens in enumerate(sentences):
        for token in tokens:
            indices.setdefault(token, []).append(index)
    return indices


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


def _kept_positions(sentence: Sequence[str], common: Set[str]) -> list[int]:
    """Return the positions of common tokens, and one for each gap between or behind them.

    This is exact. In a row or column without an equal pair, values never fall and every run ends.
    So the next such row or column is a copy of it, and a walk through both ends where a walk
    through one does. Without the gaps, tokens that are not consecutive would become so.
    """
    positions: list[int] = []
    in_gap = True
    for position, token in enumerate(sentence):
        if token in common or not in_gap:
            positions.append(position)
        in_gap = token not in common
    return positions


def _path(reference: Sequence[str], candidate: Sequence[str], weight: float) -> list[int]:
    """Return the rows of the equal pairs on the path, walking the table back block by block."""
    powers = [length**weight for length in range(min(len(reference), len(candidate)) + 2)]
    columns: dict[str, list[int]] = {}
    for column, token in enumerate(candidate):
        columns.setdefault(token, []).append(column)
    step = max(_KEPT_CELLS // (len(candidate) + 1), isqrt(len(reference)), 1)
    blocks = [reference[start : start + step] for start in range(0, len(reference), step)]
    above = _Row([0.0] * (len(candidate) + 1), {}, True)
    starts, table = [], [above]
    for block in blocks:
        starts.append(table[-1])
        table = _table(block, columns, powers, table[-1])
    positions: list[int] = []
    column = len(candidate)
    for index in reversed(range(len(blocks))):
        if index < len(blocks) - 1:
            table = _table(blocks[index], columns, powers, starts[index])
        column = _walk(blocks[index], candidate, table, index * step, column, positions)
    return positions


def _table(
    reference: Sequence[str],
    columns: Mapping[str, Sequence[int]],
    powers: Sequence[float],
    above: _Row,
) -> list[_Row]:
    """Return the rows of some reference tokens, with the row above them in front.

    From one equal pair to the next a row is the running maximum of the row above it.
    """
    table = [above]
    width = len(above.values)
    for token in reference:
        values: list[float] = []
        runs, value, falls = {}, 0.0, False
        for column in columns.get(token, ()):
            values += _running_maximum(value, above, len(values) + 1, column + 1)
            run = runs[column] = above.runs.get(column - 1, 0) + 1
            value = above.values[column] + powers[run] - powers[run - 1]
            falls = falls or value < values[-1]
        values += _running_maximum(value, above, len(values) + 1, width)
        above = _Row(values, runs, not falls)
        table.append(above)
    return table


def _running_maximum(value: float, above: _Row, start: int, stop: int) -> Iterable[float]:
    """Return a value, and its maximum with each of the values above; fast where they rise."""
    if not above.rising:
        return accumulate(above.values[start:stop], max, initial=value)
    higher = bisect_left(above.values, value, start, stop)
    return [value] * (higher - start + 1) + above.values[higher:stop]


def _walk(
    reference: Sequence[str],
    candidate: Sequence[str],
    table: Sequence[_Row],
    first: int,
    column: int,
    positions: list[int],
) -> int:
    """Walk back through a block of rows, appending positions; return the column at its top.

    Args:
        reference: The tokens of the block.
        candidate: All tokens of the candidate sentence.
        table: The rows of the block, with the row above them in front.
        first: Position of the first token of the block.
        column: Column at the bottom of the block.
        positions: Grows by the position of each equal pair.
    """
    row = len(reference)
    while row > 0 and column > 0:
        if reference[row - 1] == candidate[column - 1]:
            row, column = row - 1, column - 1
            positions.append(first + row)
        elif table[row - 1].values[column] >= table[row].values[column - 1]:
            row -= 1
        else:
            column -= 1
    return column
