"""Everything that decides a ROUGE score besides the texts and the metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import TypedDict

from multisumm.errors import OptionError
from multisumm.messages import must_be, unknown_choice
from multisumm.rouge.checks import check_type, real_number, whole_number
from multisumm.rouge.stemmer import SHORTEST
from multisumm.rouge.word_lists import (
    Exceptions,
    StopWords,
    read_exceptions,
    read_stop_words,
    table_name,
)


@dataclass(frozen=True, slots=True)
class Preset:
    """The choices of one implementation of ROUGE.

    Attributes:
        tokens: Name of the tokeniser, a key of `TOKENIZERS`.
        stemmer: `porter-rouge155`, `porter-nltk` or `snowball`.
        stem_from: Length of the shortest token that is stemmed, in characters.
        references: How several references make one score by default.
        best_by: The part of the score that decides which reference is best, `recall` or `f1`.
        flat_l: Whether rouge-l takes the whole text as one sentence.
        decimals: Decimals that recall, precision and F are rounded to; None does not round.
        faulty_byte_limit: Whether L and W have the original's fault under a byte limit.
        empty_references: Whether an empty reference scores 0; if not, it is an error.
    """

    tokens: str
    stemmer: str
    stem_from: int
    references: str
    best_by: str
    flat_l: bool
    decimals: int | None
    faulty_byte_limit: bool
    empty_references: bool


PRESETS: dict[str, Preset] = {
    "rouge155": Preset(
        "ascii", "porter-rouge155", SHORTEST, "average", "recall", False, 5, True, False
    ),
    "rouge-score": Preset(
        "lower-ascii", "porter-nltk", SHORTEST, "best", "f1", True, None, False, True
    ),
    "unicode": Preset("unicode", "snowball", 1, "average", "recall", False, None, False, False),
}
REFERENCES = ("average", "best", "jackknife-average", "jackknife-best")


class RougeOptions(TypedDict, total=False):
    """The options of a score, which are the arguments of `make_settings`."""

    preset: str
    stem: bool
    references: str | None
    alpha: float
    exceptions: Exceptions
    stop_words: StopWords | str
    limit_words: int | None
    limit_bytes: int | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    """All options of a score, after they are checked and files are read: see `make_settings`.

    Attributes:
        preset: `rouge155`, `rouge-score` or `unicode`.
        stem: Whether words are stemmed before they are compared.
        references: How several references make one score: `average`, `best`,
            `jackknife-average` or `jackknife-best`.
        alpha: Weight of precision in F, 0 to 1; 0.5 gives F1.
        exceptions: Word -> its stem, for words that are not stemmed by rule; None for no table.
        stop_words: Words to leave out; None for no list.
        limit_words: Number of words read of each text, at least 1; None for all.
        limit_bytes: Number of bytes read of each text, at least 1; None for all.
        language: ISO 639-1 code of the stemmer of the preset `unicode`, or None.
        exceptions_name: Name of the exception table in a signature: its size and digest, or `none`.
        stop_words_name: Name of the stop list in a signature: its size and digest, or `none`.
    """

    preset: str
    stem: bool
    references: str
    alpha: float
    exceptions: Mapping[str, str] | None
    stop_words: frozenset[str] | None
    limit_words: int | None
    limit_bytes: int | None
    language: str | None
    exceptions_name: str
    stop_words_name: str

    @property
    def rules(self) -> Preset:
        """The preset's own choices."""
        return PRESETS[self.preset]


def make_settings(
    *,
    preset: str = "rouge155",
    stem: bool = False,
    references: str | None = None,
    alpha: float = 0.5,
    exceptions: Exceptions = None,
    stop_words: StopWords | str = None,
    limit_words: int | None = None,
    limit_bytes: int | None = None,
    language: str | None = None,
) -> Settings:
    """Return the settings that these options make.

    Args:
        preset: `rouge155` (the original), `rouge-score` (Google's package) or `unicode`.
        stem: Whether tokens are stemmed, with the stemmer of the preset.
        references: How several references make one score: `average`, `best`, `jackknife-average`,
            `jackknife-best`; None takes the preset's way.
        alpha: Weight of precision in F, 0 to 1 (`-p`).
        exceptions: Words with a given stem: a mapping, an `.exc` file or a folder of such files.
        stop_words: Words to leave out: a collection, or a file with one a line (`-s`).
        limit_words: Number of words to read of each text, candidate and references alike (`-l`).
        limit_bytes: Number of bytes to read of each text (`-b`).
        language: ISO 639-1 code, for the Snowball stemmer of the preset `unicode`.

    Raises:
        OptionError: If an option has a wrong type or value, or does not go with another.
        InputError: If a word list cannot be read.
    """
    _check_choice("preset", preset, tuple(PRESETS))
    references = PRESETS[preset].references if references is None else references
    _check_choice("references", references, REFERENCES)
    check_type("stem", stem, bool, "True or False")
    check_type("language", language, (str, NoneType), "a code, like 'fr'")
    table, stopped = read_exceptions(exceptions), read_stop_words(stop_words)
    settings = Settings(
        preset=preset,
        stem=stem,
        references=references,
        alpha=_check_alpha(alpha),
        exceptions=table,
        stop_words=stopped,
        limit_words=_limit("limit_words", limit_words),
        limit_bytes=_limit("limit_bytes", limit_bytes),
        language=language,
        exceptions_name=table_name(table),
        stop_words_name=table_name(stopped),
    )
    _check_combination(settings)
    return settings


def check_settings(settings: object) -> None:
    """Raise OptionError if these are not settings."""
    check_type("settings", settings, Settings, "what make_settings returns")


def _check_combination(settings: Settings) -> None:
    """Raise OptionError for options that do not go together."""
    if settings.limit_words is not None and settings.limit_bytes is not None:
        raise OptionError("limit_words and limit_bytes exclude each other; give one")
    if settings.stem and settings.preset == "unicode" and settings.language is None:
        raise OptionError("the preset 'unicode' stems by language; give one, like language='fr'")
    if settings.exceptions is not None and not settings.stem:
        raise OptionError("an exception table is for stemming; give stem=True as well")


def _check_alpha(value: object) -> float:
    alpha = real_number("alpha", value)
    if not 0 <= alpha <= 1:
        raise OptionError(must_be("alpha", "between 0 and 1", alpha))
    return alpha


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in choices:
        raise OptionError(unknown_choice(name, value, choices))


def _limit(name: str, value: int | None) -> int | None:
    limit = None if value is None else whole_number(name, value)
    if limit is not None and limit < 1:
        raise OptionError(must_be(name, "at least 1", limit))
    return limit
