"""Who does what to whom: whether two words have changed places around a verb."""

from __future__ import annotations

from collections.abc import Sequence

from multisumm.comparison.alignment import WordPair
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement

_CASES = frozenset(("de", "ru", "cs", "el", "pl", "uk", "sk", "hr", "sr", "fi", "hu", "tr"))
MAX_MATCHED = 80
"""Of longer statements it is not asked who does what: the work grows with the cube."""

_VERB_FIRST = frozenset(("ar",))


def roles_differ(a: Statement, b: Statement, matched: Sequence[WordPair]) -> bool:
    """Return whether two matched words stand to a third as each other does in the other sentence.

    In languages with cases one of the words must have changed its form as well, for their order is
    free; where only one sentence is passive, changed places mean the same.

    Args:
        a: A statement.
        b: Another.
        matched: Words that correspond or are opposites.
    """
    if len(matched) > MAX_MATCHED or a.has("passive") != b.has("passive"):
        return False
    theirs = {op.name: op for op in b.operators if op.last > op.first}
    verbs = [(op.first, theirs[op.name].first) for op in a.operators
             if op.last > op.first and op.name in theirs]  # fmt: skip
    pairs = sorted([*matched, *verbs])
    crossing = [(x, y) for n, x in enumerate(pairs) for y in pairs[n + 1 :] if x[1] > y[1]]
    return any(
        (_around(a.language, x, y, pairs) or _are_ends(a, x, y)) and _changed(a, b, x, y)
        for x, y in crossing
    ) or any(_are_dealt_anew(a, b, x, y, pairs) for x, y in crossing)


def _are_dealt_anew(
    a: Statement, b: Statement, x: WordPair, y: WordPair, pairs: Sequence[WordPair]
) -> bool:
    """Whether two things told of two others are told of them the other way round.

    `odd numbers to Turin and even numbers to Milan`; `odd numbers to Milan and even ones to Turin`.
    """
    marker = _marker(a, x[0])
    if not marker or not marker == _marker(a, y[0]) == _marker(b, x[1]) == _marker(b, y[1]):
        return False
    before = any(u[0] < x[0] and u[1] < y[1] for u in pairs)
    return before and any(x[0] < v[0] < y[0] and y[1] < v[1] < x[1] for v in pairs)


def _are_ends(a: Statement, x: WordPair, y: WordPair) -> bool:
    """Whether two words are the ends of a way or a change: from Basel to Milan."""
    return small_words(a.language).way == (_marker(a, x[0]), _marker(a, y[0]))


def _around(language: str, x: WordPair, y: WordPair, pairs: Sequence[WordPair]) -> bool:
    """Whether a matched word stands between two in both sentences; in Arabic, before them."""
    if language in _VERB_FIRST:
        return any(v[0] < x[0] and v[1] < y[1] for v in pairs)
    return any(x[0] < v[0] < y[0] and y[1] < v[1] < x[1] for v in pairs)


def _changed(a: Statement, b: Statement, x: WordPair, y: WordPair) -> bool:
    """Whether each of two words is marked in one sentence as the other is in the other."""
    first, second = _marker(a, x[0]), _marker(a, y[0])
    if first != _marker(b, y[1]) or second != _marker(b, x[1]) or (first == second and first):
        return False
    if a.language in _CASES and first == second:
        return _form(a, x[0]) != _form(b, x[1]) or _form(a, y[0]) != _form(b, y[1])
    return True


def _form(s: Statement, i: int) -> tuple[str, str]:
    before = s.words[i - 1].text if i else ""
    return (before if before in small_words(s.language).determiners else "", s.words[i].text)


def _marker(s: Statement, i: int) -> str:
    """The preposition or conjunction before the noun phrase of a word, "" if there is none."""
    small, k = small_words(s.language), i - 1
    while k >= 0:
        text = s.words[k].text
        adjective = k in s.content and k > i - 3 and not text.endswith(("ed", "ing"))
        if text not in small.determiners and not adjective:
            break
        k -= 1
    if k < 0 or k in s.content:
        return ""
    text = s.words[k].text
    return f"{s.words[k - 1].text} of" if text == "of" and k else small.contractions.get(text, text)
