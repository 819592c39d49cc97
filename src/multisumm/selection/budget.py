"""How long a summary may be, in which unit, and what each sentence costs."""

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
    """A hard ceiling: at most `limit` of `unit` for the whole summary text.

    The text is the quotes joined by one space, and the ceiling holds for that text: in characters
    and bytes the joining spaces count. A word is what `str.split()` gives; in a language written
    without spaces a word is one character that is not white space.
    """

    unit: str
    limit: int
    language: str

    @property
    def joint(self) -> int:
        """What joining one more sentence to the text costs beyond the sentence itself."""
        return 1 if self.unit in ("characters", "bytes") else 0

    def measure(self, text: str) -> int:
        """What one sentence costs, in `unit`."""
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
        """What the texts cost together, joined by one space each."""
        return sum(map(self.measure, texts)) + self.joint * max(0, len(texts) - 1)


def count_words(text: str, *, language: str) -> int:
    """Number of words: pieces between white space, or characters where a script has no spaces."""
    pieces = text.split()
    return len(pieces) if has_spaces(language) else sum(map(len, pieces))


def check_budget(amounts: Mapping[str, object]) -> tuple[str, float]:
    """The one amount that is given, and of what; 250 words where none is.

    Args:
        amounts: For each of `UNITS` and `ratio` the amount asked for, or None.

    Raises:
        OptionError: More than one amount, or one that is no budget.
    """
    given = {name: amount for name, amount in amounts.items() if amount is not None}
    if len(given) > 1:
        raise OptionError(f"give one budget, not {len(given)}: {', '.join(given)}")
    name, amount = next(iter(given.items()), ("words", 250))
    return name, check_number(SUMMARY_OPTIONS[name], amount)


def resolve_budget(amounts: Mapping[str, object], texts: Sequence[str], *, language: str) -> Budget:
    """The budget that the caller's arguments ask for.

    Args:
        amounts: As of `check_budget`.
        texts: The sentences that a ratio refers to; it is a share of their words, rounded down.
        language: Code of the language, which decides what a word is.

    Raises:
        OptionError: As of `check_budget`.
    """
    name, amount = check_budget(amounts)
    if name == "ratio":
        words = sum(count_words(text, language=language) for text in texts)
        share = math.floor(words * amount + 1e-9)  # 0.29 of 100 words are 29, floats or not
        return Budget("words", max(1, share), language)
    return Budget(name, int(amount), language)
