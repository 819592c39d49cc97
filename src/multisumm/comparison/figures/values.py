"""What a number and a date are: values, in which unit, how exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

ORDINAL, AGE, SCORE, NAME = "ordinal", "age", "score", "name"
FREQUENCY, FACTOR = "frequency", "factor"
"""Units beside those of the lexicon; of a frequency the value is how often in a year."""

PERCENT = 0
"""Index of percent among the units of every lexicon."""

ONE_DAY = Fraction(24 * 60 * 60)
YEAR = 365 * ONE_DAY
"""Scales of a day and a year among durations."""

DIMENSIONS = frozenset(("length", "mass", "volume", "area", "speed", "duration", "points"))
"""What is measured in units that are converted."""

Unit = int | str | None


class Quantity(NamedTuple):
    """A number of a sentence.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word, its unit included.
        value: Its value.
        comparator: `=`, `~` (about), `>`, `<`, `>=` or `<=`.
        unit: Index of its unit in the lexicon, what it measures where that is converted (`length`),
            `ORDINAL`, `rank 1` (third place, by what is ranked), `AGE`, `SCORE`, `NAME`,
            `FREQUENCY`, `FACTOR`, or None.
        role: `from` or `to` where it is one end of a change, `whole` where another number counts
            some of what it counts, else "".
        other: Second number of a score or a range, else None.
        fate: Index in the lexicon of what became of those it counts (dead, missing), or None.
        scale: What its unit is multiplied by to compare it with others that measure the same.
        per: Of a rate (50 litres a minute), its time in seconds; else None.
    """

    first: int
    last: int
    value: Fraction
    comparator: str = "="
    unit: Unit = None
    role: str = ""
    other: Fraction | None = None
    fate: int | None = None
    scale: Fraction = Fraction(1)
    per: Fraction | None = None

    @property
    def is_measured(self) -> bool:
        """Whether it has a unit of the lexicon."""
        return isinstance(self.unit, int) or self.unit in DIMENSIONS


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word.
        parts: What is known of it: `year`, `month`, `day`, `weekday` (Monday 0), `clock` (minutes;
            `half clock` where it may be morning or evening), or `part 3`, a phrase like "last
            year" by its index in the lexicon.
        role: `from` or `to` where it is one end of a change or a stretch of time, else "".
    """

    first: int
    last: int
    parts: tuple[tuple[str, int], ...]
    role: str = ""
