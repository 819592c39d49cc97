"""Limit the length of a summary, in one of several units, and count what each sentence costs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multisumm.errors import OptionError
from multisumm.options import SUMMARY_OPTIONS, check_number
from multisumm.text.languages import has_spaces

UNITS = ("words", "sentences", "characters", "bytes")


@dataclass(frozen=True, slots=True)
class Budget:
    """A hard limit: at most `limit` of `unit` for the whole text of the summary.

    The text is the quotes joined by one space. In characters and bytes, these spaces count too. A
    word is what `str.split()` gives; in a language written without spaces, every character that is
    not white space is a word.
    """

    unit: str
    limit: int
    language: str

    @property
    def separator_cost(self) -> int:
        """What the space before one more sentence costs."""
        return 1 if self.unit in ("characters", "bytes") else 0

    def measure(self, text: str) -> int:
        """Return what one sentence costs, in `unit`."""
        match self.unit:
            case "sentences":
                return 1
            case "characters":
                return len(text)
            case "bytes":
                return len(text.encode("utf-8", "surrogatepass"))
            case _:
                return count_words(text, language=self.language)

    def total(self, texts: Sequence[str]) -> int:
        """Return what the texts cost together, joined by one space each."""
        return sum(map(self.measure, texts)) + self.separator_cost * max(0, len(texts) - 1)


def count_words(text: str, *, language: str) -> int:
    """Return the number of words, or of characters in a language written without spaces."""
    pieces = text.split()
    return len(pieces) if has_spaces(language) else sum(map(len, pieces))


def check_budget(amounts: Mapping[str, object]) -> tuple[str, float]:
    """Return the name and value of the one amount that is given; 250 words if none is.

    Args:
        amounts: For each of `UNITS` and `ratio` the amount asked for, or None.

    Raises:
        OptionError: More than one amount is given, or the amount is not a possible budget.
    """
    given = {name: amount for name, amount in amounts.items() if amount is not None}
    if len(given) > 1:
        raise OptionError(f"give one limit, not {len(given)}: {', '.join(given)}")
    name, amount = next(iter(given.items()), ("words", 250))
    return name, check_number(SUMMARY_OPTIONS[name], amount)


def resolve_budget(amounts: Mapping[str, object], texts: Sequence[str], *, language: str) -> Budget:
    """Return the budget that the caller's arguments ask for.

    Args:
        amounts: As for `check_budget`.
        texts: The sentences that a ratio refers to: it is a share of their words, rounded down.
        language: Code of the language, which decides what a word is.

    Raises:
        OptionError: As for `check_budget`.
    """
    name, amount = check_budget(amounts)
    if name == "ratio":
        words = sum(count_words(text, language=language) for text in texts)
        share = math.floor(words * amount + 1e-9)  # 0.29 of 100 words is 29 despite rounding
        return Budget("words", max(1, share), language)
    return Budget(name, int(amount), language)
