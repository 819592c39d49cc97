"""How many independent sources say a statement, as a small bar and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, groupby

from multisumm.messages import plural
from multisumm.model import ComparedSentence, ComparedStatement, Source

STANCES = {
    "agree": "says it",
    "part": "says a part",
    "contradict": "contradicts it",
    "change": "tells of another time",
    "similar": "says something similar",
    "unmatched": "no match found",
}
"""What a source does about a statement, in the order of the bar, and in words."""

MAX_SEGMENTS = 12
"""Sources that the bar has a segment of their own for; of more, those of one stance are one."""

_WIDTH = 1_000
_GAP = 24
_WORDS = {
    "part": ("{} says a part of it", "{} say a part of it"),
    "contradict": ("{} contradicts it", "{} contradict it"),
    "change": ("{} tells of another time", "{} tell of another time"),
    "similar": ("{} says something similar", "{} say something similar"),
    "unmatched": ("no match found in {} source", "no match found in {} sources"),
}


_RANKS = {
    stance: rank
    for rank, stance in enumerate(("agree", "contradict", "change", "part", "similar", "unmatched"))
}
"""Which stance of a family counts: the first of these that any of its documents takes."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar: one of `STANCES`, and where it is in thousandths of the bar's width."""

    stance: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many independent sources say a statement.

    Attributes:
        segments: The bar, in the order of `STANCES`.
        said: Who says it, in words: `2 of 4 independent sources say this`.
        besides: What the others do, in words: `1 contradicts it, no match found in 1 source`;
            empty if all say it.
        contested: Whether a source contradicts it.
        changed: Whether a source tells of another time.
    """

    segments: tuple[Segment, ...]
    said: str
    besides: str
    contested: bool
    changed: bool


def count_sources(sources: Iterable[Source]) -> tuple[int, int]:
    """Return how many sources are compared, and how many of them are independent."""
    compared = [source for source in sources if not source.off_subject]
    return len(compared), len({source.family for source in compared})


def told_by(sources: Iterable[Source]) -> str:
    """Return how many sources a summary is of: `5 sources, 4 of them independent`."""
    number, families = count_sources(sources)
    told = plural(number, "source", comma=True)
    return told if families == number else f"{told}, {families:,} of them independent"


def agreement_of(statement: ComparedStatement, sources: tuple[int, int]) -> Agreement:
    """Return how many independent sources say a statement.

    A family counts once: as one that says the statement, if any of its documents does.

    Args:
        statement: The statement.
        sources: How many sources are compared, and how many of them are independent.
    """
    stances: dict[int, str] = {}
    for cell in statement.cells:
        stance = _stance_of(cell)
        before = stances.get(cell.family, "unmatched")
        stances[cell.family] = min(stance, before, key=_RANKS.__getitem__)
    number, families = sources
    counts = Counter(stances.values())
    families = max(families, len(stances))
    counts["unmatched"] += families - len(stances)
    said = counts["agree"]
    total = plural(families, "source" if number <= families else "independent source", comma=True)
    besides = (
        words[counts[stance] > 1].format(f"{counts[stance]:,}")
        for stance, words in _WORDS.items()
        if counts[stance]
    )
    return Agreement(
        segments=_segments([counts[stance] for stance in STANCES]),
        said=f"{said:,} of {total} {'says' if said == 1 else 'say'} this",
        besides=", ".join(besides),
        contested=any(cell.relation == "conflict" for cell in statement.cells),
        changed=any(cell.relation == "update" for cell in statement.cells),
    )


def _stance_of(cell: ComparedSentence) -> str:
    if cell.agrees:
        return "agree"
    stances = {"part": "part", "conflict": "contradict", "update": "change"}
    return stances.get(cell.relation, cell.relation)


def _segments(counts: list[int]) -> tuple[Segment, ...]:
    total = max(sum(counts), 1)
    stances = [
        *chain.from_iterable([stance] * n for stance, n in zip(STANCES, counts, strict=True))
    ]
    ends = [(stance, at * _WIDTH // total, (at + 1) * _WIDTH // total)
            for at, stance in enumerate(stances)]  # fmt: skip
    if total <= MAX_SEGMENTS:
        return tuple(Segment(stance, start, end - start - _GAP) for stance, start, end in ends)
    runs = [[*run] for _, run in groupby(ends, key=lambda end: end[0])]
    return tuple(Segment(run[0][0], run[0][1], run[-1][2] - run[0][1]) for run in runs)
