"""Limit the length of a summary, in one of several units, and count what each sentence costs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from multisumm.errors import OptionError
from multisumm.options import SUMMARY_OPTIONS, check_number
from multisumm.selection.token_counts import (
    TOKENIZER_FORMS,
    TokenCounter,
    Tokenize,
    load_token_counter,
)
from multisumm.text.languages import has_spaces, script_has_spaces

UNITS = ("words", "sentences", "characters", "bytes", "tokens")

_LEAD = "."
"""What stands for the sentence before when the tokens of one more are counted."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A hard limit: at most `limit` of `unit` for the whole text of the summary.

    The text is the quotes joined by one space. In characters, bytes and tokens, these spaces count
    too. Words are those of `count_words`, each sentence by its own language.

    Attributes:
        unit: One of `UNITS`.
        limit: At least 1.
        language: Code of the language of texts that have none of their own.
        tokenizer: What counts tokens; None for the other units.
    """

    unit: str
    limit: int
    language: str
    tokenizer: TokenCounter | None = None

    @property
    def separator_cost(self) -> int:
        """What the space before one more sentence costs; in tokens, `measure` has it."""
        return 1 if self.unit in ("characters", "bytes") else 0

    def measure(self, text: str, language: str = "") -> int:
        """Return what one sentence costs, in `unit`; its language decides what a word is.

        In tokens, this is the larger of what it has alone and what it adds behind another sentence,
        and at least 1. So the sum is not below the total of a tokenizer that begins a new token at
        the space between two sentences, as most do. Others may merge across it; only `total` is
        exact for them. A sentence that fits alone costs no more than the limit.
        """
        if self.tokenizer is not None:
            return _measure_tokens(text, self.tokenizer.count, self.limit)
        match self.unit:
            case "sentences":
                return 1
            case "characters":
                return len(text)
            case "bytes":
                return len(text.encode("utf-8", "surrogatepass"))
            case _:
                return count_words(text, language=language or self.language)

    def total(self, texts: Sequence[str], languages: Sequence[str] = ()) -> int:
        """Return what the texts cost together, joined by one space each.

        `languages` has that of each text; without it, all are in that of the budget.
        """
        if self.tokenizer is not None:
            return self.tokenizer.count(" ".join(texts)) if texts else 0
        costs = map(self.measure, texts, languages or [""] * len(texts))
        return sum(costs) + self.separator_cost * max(0, len(texts) - 1)


def _measure_tokens(text: str, count: Callable[[str], int], limit: int) -> int:
    alone = count(text)
    if alone > limit:
        return alone
    return max(1, alone, min(limit, count(f"{_LEAD} {text}") - count(_LEAD)))


def count_words(text: str, *, language: str) -> int:
    """Return the number of words: of what `str.split()` gives, or of characters.

    Every character that is not white space is a word in a language written without spaces, and in a
    text of any language if most of its letters are of such a script: a sentence of Chinese in an
    English document is not one word.

    >>> [count_words("地铁通车。", language=code) for code in ("zh", "en")]
    [5, 5]
    >>> [count_words("The metro 地铁 opened.", language=code) for code in ("zh", "en")]
    [17, 4]
    """
    pieces = text.split()
    if has_spaces(language) and script_has_spaces(text):
        return len(pieces)
    return sum(map(len, pieces))


def check_budget(amounts: Mapping[str, object], tokenizer: object = None) -> tuple[str, float]:
    """Return the name and value of the one amount that is given; 250 words if none is.

    Args:
        amounts: For each of `UNITS` and `ratio` the amount asked for, or None.
        tokenizer: What counts the tokens, or None; it is not looked at.

    Raises:
        OptionError: More than one amount is given, the amount is not a possible budget, or only one
            of tokens and a tokenizer is given.
    """
    given = {name: amount for name, amount in amounts.items() if amount is not None}
    if len(given) > 1:
        raise OptionError(f"give one limit, not {len(given)}: {', '.join(given)}")
    name, amount = next(iter(given.items()), ("words", 250))
    number = check_number(SUMMARY_OPTIONS[name], amount)
    if name == "tokens" and tokenizer is None:
        raise OptionError(f"tokens needs a tokenizer: {TOKENIZER_FORMS}")
    if name != "tokens" and tokenizer is not None:
        raise OptionError("tokenizer needs a limit in tokens")
    return name, number


def resolve_budget(
    amounts: Mapping[str, object],
    texts: Sequence[str],
    *,
    language: str,
    languages: Sequence[str] = (),
    tokenizer: TokenCounter | Tokenize | str | None = None,
) -> Budget:
    """Return the budget that the caller's arguments ask for.

    Args:
        amounts: As for `check_budget`.
        texts: The sentences that a ratio refers to: it is a share of their words, rounded down.
        language: Code of the language of texts that have none of their own.
        languages: The language of each text, which decides what a word is; without it, all are in
            `language`.
        tokenizer: What counts tokens, as `load_token_counter` takes it.

    Raises:
        OptionError: As for `check_budget` and `load_token_counter`.
        InputError: As for `load_token_counter`.
    """
    name, amount = check_budget(amounts, tokenizer)
    if tokenizer is not None:
        return Budget(name, int(amount), language, load_token_counter(tokenizer))
    if name == "ratio":
        words = Budget("words", 1, language).total(texts, languages)
        share = math.floor(words * amount + 1e-9)  # 0.29 of 100 words is 29 despite rounding
        return Budget("words", max(1, share), language)
    return Budget(name, int(amount), language)
