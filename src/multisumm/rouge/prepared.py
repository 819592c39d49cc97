"""A text -> the tokens of its sentences, without stop words and stemmed, for all metrics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from multisumm.errors import OptionError
from multisumm.rouge.settings import Settings, check_settings
from multisumm.rouge.stemmer import stem_rouge155, stem_rouge_score
from multisumm.rouge.tokenizers import TOKENIZERS
from multisumm.rouge.truncation import first_bytes, first_bytes_of_long_line, first_words

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The tokens of a text.

    Attributes:
        tokens: All tokens, across sentence boundaries: what N, S and SU count.
        sentences: The tokens of each line, without empty lines: what L and W align. Together they
            are `tokens`, except under the byte limit of the preset `rouge155`, which has a fault.
    """

    tokens: Tokens
    sentences: tuple[Tokens, ...]


def prepare(text: str, settings: Settings) -> Prepared:
    """Return the tokens of a text with one sentence a line.

    Raises:
        OptionError: If the text is not a string, or these are not settings.
    """
    if not isinstance(text, str):
        raise OptionError(f"a text must be a string, not {type(text).__name__}; decode it first")
    check_settings(settings)
    lines = text.split("\n")
    kept = _limited(lines, settings)
    sentences = _tokenized(kept, settings)
    tokens = tuple(chain.from_iterable(sentences))
    if settings.limit_bytes is not None and settings.rules.faulty_byte_limit:
        faulty = first_bytes_of_long_line(lines, settings.limit_bytes)
        sentences = sentences if faulty == kept else _tokenized(faulty, settings)
    return Prepared(tokens, sentences)


def has_stemmer(language: str) -> bool:
    """Return whether Snowball stems the language."""
    import Stemmer

    try:
        Stemmer.Stemmer(language)
    except (KeyError, UnicodeEncodeError):
        return False
    return True


def _limited(lines: list[str], settings: Settings) -> list[str]:
    if settings.limit_words is not None:
        return first_words(lines, settings.limit_words)
    if settings.limit_bytes is not None:
        return first_bytes(lines, settings.limit_bytes)
    return lines


def _tokenized(lines: list[str], settings: Settings) -> tuple[Tokens, ...]:
    """Return the tokens of each line: split, without stop words, then stemmed (rule 3.3)."""
    tokenize = TOKENIZERS[settings.rules.tokens]
    stop_words = settings.stop_words or frozenset()
    sentences = [line.split() for line in tokenize("\n".join(lines)).split("\n")]
    if stop_words:
        sentences = [[word for word in words if word not in stop_words] for words in sentences]
    if settings.stem:
        stem = _stemmer(settings)
        return tuple(tuple(map(stem, words)) for words in sentences if words)
    return tuple(tuple(words) for words in sentences if words)


def _stemmer(settings: Settings) -> Callable[[str], str]:
    stem = _STEMMERS[settings.rules.stemmer](settings)
    table, shortest = settings.exceptions, settings.rules.stem_from
    if not table:
        return stem

    def stem_unless_excepted(word: str) -> str:
        return table[word] if word in table and len(word) >= shortest else stem(word)

    return stem_unless_excepted


def _snowball(settings: Settings) -> Callable[[str], str]:
    """Return the Snowball stemmer of the language; if there is none, tokens stay as they are."""
    language = settings.language or ""
    if not has_stemmer(language):
        return str
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(language).stemWord
    return stem


_STEMMERS: dict[str, Callable[[Settings], Callable[[str], str]]] = {
    "porter-rouge155": lambda settings: stem_rouge155,
    "porter-nltk": lambda settings: stem_rouge_score,
    "snowball": _snowball,
}
