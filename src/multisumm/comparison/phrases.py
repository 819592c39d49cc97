"""Whether a text may have a phrase of the lexicon: a look that is quicker than reading it."""

from __future__ import annotations

from functools import cache
from unicodedata import combining, normalize

from multisumm.comparison.lexicon import all_phrases, load_lexicon


def may_have(listed: str, text: str, language: str) -> bool:
    """Return whether a text has the beginning of a word of a phrase of a list, and so may have it.

    Args:
        listed: A list of the lexicon: `rebuttal`, `retraction`.
        text: A sentence.
        language: Its ISO 639-1 code.
    """
    folded = _bare(text)
    return any(beginning in folded for beginning in _beginnings(listed, language))


@cache
def _beginnings(listed: str, language: str) -> frozenset[str]:
    """The first letters of the longest word of each phrase, as a stem and in irregular forms.

    The last letter of a stem may be another in a text.
    """
    lexicon = load_lexicon(language)
    phrases = (*all_phrases(lexicon.phrases), *all_phrases(lexicon.forms))
    longest = {max(words, key=len) for words, tag in phrases if tag.list == listed}
    words = [_bare(word) for word in longest | lexicon.forms_of(longest)]
    return frozenset(word[: min(6, max(len(word) - 1, 1))] for word in words)


def _bare(text: str) -> str:
    """Text without case and accents, and with `i` for `y`, as stemmers may write a word."""
    letters = normalize("NFD", text.casefold()).replace("y", "i")
    if letters.isascii():
        return letters
    return "".join([letter for letter in letters if not combining(letter)])
