"""The weighted longest common subsequence of ROUGE-W, which favours consecutive matches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Sentence = Sequence[str]

_DIAGONAL, _UP, _LEFT = 0, 1, 2
_LISTED_CELLS = 1 << 20
_BLOCK = 2048
_NO_ROW, _NO_COLUMN = "-", "|"  # no tokens: a token is made of letters, marks and numbers


def weighted_positions(reference: Sentence, candidate: Sentence, weight: float) -> list[int]:
    """Return the reference positions on the path of ROUGE-1.5.5's weighted table, the last first.

    An equal pair adds (k + 1)^w - k^w to the cell before it on the diagonal, where k equal pairs
    end; other cells take the upper value if it is at least the left one, else the left (rule 3.6).
    Equal pairs are taken even where that makes a row fall, so this has no bit-parallel form. Big
    tables go by anti-diagonals with numpy and keep no more than one in 2,048 of them.
    """
    common = set(reference).intersection(candidate)
    places = _places(reference, common)
    ours = [reference[place] if reference[place] in common else _NO_ROW for place in places]
    theirs = [
        candidate[place] if candidate[place] in common else _NO_COLUMN
        for place in _places(candidate, common)
    ]
    powers = [length**weight for length in range(min(len(ours), len(theirs)) + 2)]
    if len(ours) * len(theirs) <= _LISTED_CELLS:
        positions = _walk_small(ours, theirs, _small_table(ours, theirs, powers))
    else:
        positions = _walk_large(ours, theirs, np.array(powers))
    return [places[position] for position in positions]


def _places(sentence: Sentence, common: Set[str]) -> list[int]:
    """Return the positions of common tokens, and one for each gap between or behind them.

    Exact: in a row or column without an equal pair values never fall and no run goes on, so the
    next such one is its copy, and a walk through both gets where a walk through one does. (To drop
    the gaps altogether would not be exact: what was not consecutive would become so.)
    """
    places: list[int] = []
    in_gap = True
    for place, token in enumerate(sentence):
        if token in common or not in_gap:
            places.append(place)
        in_gap = token not in common
    return places


def _small_table(
    reference: Sentence, candidate: Sentence, powers: Sequence[float]
) -> list[list[float]]:
    """Return the table of values, with a row and a column of zeros in front.

    From one equal pair to the next a row is the running maximum of the row above it.
    """
    columns: dict[str, list[int]] = {}
    for column, token in enumerate(candidate):
        columns.setdefault(token, []).append(column)
    above, runs_above, rising = [0.0] * (len(candidate) + 1), dict[int, int](), True
    table = [above]
    for token in reference:
        row: list[float] = []
        runs, value, falls = {}, 0.0, False
        for column in columns.get(token, ()):
            row += _running_maximum(value, above, len(row) + 1, column + 1, rising)
            run = runs[column] = runs_above.get(column - 1, 0) + 1
            value = above[column] + powers[run] - powers[run - 1]
            falls = falls or value < row[-1]
        row += _running_maximum(value, above, len(row) + 1, len(above), rising)
        table.append(row)
        above, runs_above, rising = row, runs, not falls
    return table


def _running_maximum(
    value: float, values: list[float], start: int, stop: int, rising: bool
) -> Iterable[float]:
    """Return a value, and its maximum with each of the values up to stop; fast where they rise."""
    if not rising:
        return accumulate(values[start:stop], max, initial=value)
    higher = bisect_left(values, value, start, stop)
    return [value] * (higher - start + 1) + values[higher:stop]


def _walk_small(
    reference: Sentence, candidate: Sentence, table: Sequence[Sequence[float]]
) -> list[int]:
    positions = []
    row, column = len(reference), len(candidate)
    while row > 0 and column > 0:
        if reference[row - 1] == candidate[column - 1]:
            row, column = row - 1, column - 1
            positions.append(row)
        elif table[row - 1][column] >= table[row][column - 1]:
            row -= 1
        else:
            column -= 1
    return positions


@dataclass(slots=True)
class _Front:
    """The two last anti-diagonals i + j of the table, indexed by row i: values and runs."""

    values: tuple[NDArray[np.float64], NDArray[np.float64]]
    runs: tuple[NDArray[np.int32], NDArray[np.int32]]

    def copy(self) -> _Front:
        values, runs = self.values, self.runs
        return _Front((values[0].copy(), values[1].copy()), (runs[0].copy(), runs[1].copy()))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Two sentences as numbers, the candidate reversed, so that a diagonal is a pair of slices."""

    reference: NDArray[np.int32]
    reversed_candidate: NDArray[np.int32]
    powers: NDArray[np.float64]

    def rows(self, diagonal: int) -> tuple[int, int]:
        """Return the first row and the one behind the last row of a diagonal."""
        first = max(1, diagonal - len(self.reversed_candidate))
        return first, min(len(self.reference), diagonal - 1) + 1


def _advance(
    texts: _Texts, front: _Front, diagonal: int, first: int, stop: int
) -> NDArray[np.int8]:
    """Compute rows `first` to `stop` of a diagonal in place; return their moves."""
    (older, newer), (older_runs, newer_runs) = front.values, front.runs
    offset = len(texts.reversed_candidate) - diagonal
    candidate = texts.reversed_candidate[offset + first : offset + stop]
    equal = np.flatnonzero(texts.reference[first - 1 : stop - 1] == candidate)
    up, left = newer[first - 1 : stop - 1], newer[first:stop]
    run = older_runs[equal + first - 1] + 1
    matched = older[equal + first - 1] + texts.powers[run] - texts.powers[run - 1]
    moves = np.where(up >= left, np.int8(_UP), np.int8(_LEFT))
    moves[equal] = _DIAGONAL
    np.maximum(up, left, out=older[first:stop])
    older[equal + first] = matched
    older_runs[first:stop] = 0
    older_runs[equal + first] = run
    front.values, front.runs = (newer, older), (newer_runs, older_runs)
    return moves


def _walk_large(reference: Sentence, candidate: Sentence, powers: NDArray[np.float64]) -> list[int]:
    """Walk the table back block by block, computing again only what the walk can reach.

    Within a block of b diagonals the walk goes up less than b rows, and what stands outside of the
    rows computed again reaches less than b rows into them: twice b rows are enough.
    """
    texts = _numbered(reference, candidate, powers)
    starts = [*range(2, len(reference) + len(candidate) + 1, _BLOCK)]
    ends = [*starts[1:], len(reference) + len(candidate) + 1]
    fronts = _fronts(texts, starts, ends)
    positions: list[int] = []
    row, column = len(reference), len(candidate)
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        front = fronts.pop()
        lowest, highest = row - 2 * (end - start), row
        block = []
        for diagonal in range(start, end):
            first, stop = texts.rows(diagonal)
            stop = min(stop, highest + 1)
            first = min(max(first, lowest), stop)
            block.append((first, _advance(texts, front, diagonal, first, stop)))
        while row > 0 and column > 0 and row + column >= start:
            first, moves = block[row + column - start]
            move = moves[row - first]
            if move == _DIAGONAL:
                positions.append(row - 1)
            row -= int(move != _LEFT)
            column -= int(move != _UP)
    return positions


def _numbered(reference: Sentence, candidate: Sentence, powers: NDArray[np.float64]) -> _Texts:
    numbers = {token: number for number, token in enumerate(dict.fromkeys(reference))}
    return _Texts(
        np.array([numbers[token] for token in reference], dtype=np.int32),
        np.array([numbers.get(token, -1) for token in reversed(candidate)], dtype=np.int32),
        powers,
    )


def _fronts(texts: _Texts, starts: Sequence[int], ends: Sequence[int]) -> list[_Front]:
    """Return the state of the table before each block of diagonals."""
    size = len(texts.reference) + 1
    front = _Front(
        (np.zeros(size), np.zeros(size)),
        (np.zeros(size, dtype=np.int32), np.zeros(size, dtype=np.int32)),
    )
    fronts = []
    for start, end in zip(starts, ends, strict=True):
        fronts.append(front.copy())
        for diagonal in range(start, end):
            _advance(texts, front, diagonal, *texts.rows(diagonal))
    return fronts
