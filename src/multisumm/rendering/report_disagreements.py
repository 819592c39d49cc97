"""Where the sources disagree -> the values that the report shows of it, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multisumm.model import ComparedStatement
from multisumm.rendering.compare_labels import sides_of
from multisumm.rendering.report_sources import NamedSource

MAX_DISAGREEMENTS = 50
"""Disagreements that the page lists at most; its JSON has all."""


@dataclass(frozen=True, slots=True)
class ShownSide:
    """Who says what of a disagreement.

    Attributes:
        label: How it relates to the statement; empty for the statement's own side.
        value: What differs, as a source writes it; empty if only one side has words for it.
        numbers: Numbers of the sources on this side.
    """

    label: str
    value: str
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class ShownDisagreement:
    """A statement on which sources disagree, and its sides, the statement's own first."""

    text: str
    sides: list[ShownSide]


def show_disagreements(
    statements: Sequence[ComparedStatement], sources: Mapping[str, NamedSource]
) -> list[ShownDisagreement]:
    """Return the first disagreements of a cluster, as the page lists them."""
    return [
        ShownDisagreement(
            statement.text,
            [
                ShownSide(
                    "" if side.label == "same" else side.label,
                    side.value,
                    sorted(sources[name].number for name in side.documents if name in sources),
                )
                for side in sides_of(statement)
            ],
        )
        for statement in statements[:MAX_DISAGREEMENTS]
    ]
