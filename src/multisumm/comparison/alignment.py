"""Which words of two statements say the same, and which are left over on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multisumm.comparison.statements import Statement

PREFIX = 5
"""Words with so many first letters in common, two thirds of the longer, are forms of one word."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the words of two statements correspond.

    Attributes:
        pairs: Indices of content words that say the same, (ours, theirs), in order of ours.
        opposed: Pairs of content words that are opposites.
        ours: Content words of the first that the second does not have.
        theirs: Content words of the second that the first does not have.
    """

    pairs: tuple[tuple[int, int], ...]
    opposed: tuple[tuple[int, int], ...]
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


def align(a: Statement, b: Statement) -> Alignment:
    """Return the alignment: equal stems first, then synonyms, then forms of one word."""
    free_a, free_b = list(a.content), list(b.content)
    pairs: list[tuple[int, int]] = []
    for i, j, rest_a, rest_b in _acronyms(a, b, free_a, free_b):
        pairs.append((i, j))
        free_a = [k for k in free_a if k not in rest_a]
        free_b = [k for k in free_b if k not in rest_b]
    for same in (_same_stem, _synonyms, _forms):
        taken = []
        for i in free_a:
            j = _nearest([k for k in free_b if same(a, i, b, k)], i / (len(a.words) or 1) * len(b.words))
            if j is not None:
                pairs.append((i, j))
                free_b.remove(j)
                taken.append(i)
        free_a = [i for i in free_a if i not in taken]
    opposed = []
    denied_a = [op.first for op in a.operators if op.name == "denial"]
    denied_b = [op.first for op in b.operators if op.name == "denial"]
    small_a, small_b = _small_opposites(a, b), _small_opposites(b, a)
    for i in [*free_a, *denied_a, *small_a]:
        for j in [*free_b, *denied_b, *small_b]:
            if _opposed(a, i, b, j) and all(j != other for _, other in opposed):
                opposed.append((i, j))
                break
    for x, y in pairs:  # before the vote / after the vote
        i, j = _leading(a, x), _leading(b, y)
        if i is not None and j is not None and _opposed(a, i, b, j) and (i, j) not in opposed:
            opposed.append((i, j))
    for free, s, other, aligned in ((free_a, a, b, [y for _, y in pairs]), (free_b, b, a, [x for x, _ in pairs])):
        for i in free:  # blames the pilot / clears the pilot of blame
            for j in aligned:
                if _opposed(s, i, other, j) and not any(i in pair for pair in opposed):
                    opposed.append((i, j) if s is a else (j, i))
    free_a = [i for i in free_a if all(i != one for one, _ in opposed)]
    free_b = [j for j in free_b if all(j != other for _, other in opposed)]
    return Alignment(tuple(sorted(pairs)), tuple(opposed), tuple(free_a), tuple(free_b))


def _small_opposites(s: Statement, other: Statement) -> list[int]:
    """Function words with an opposite that the other statement does not have: up, down, all."""
    taken = {*s.content, *s.spoken, *s.used}
    return [i for i, pairs in enumerate(s.opposites) if pairs and i not in taken and s.stems[i] not in other.stems]


def _leading(s: Statement, i: int) -> int | None:
    """The function word with an opposite that stands before a word, articles aside."""
    for k in range(i - 1, max(-1, i - 3), -1):
        if s.opposites[k] and k not in s.content:
            return k
        if k in s.content:
            return None
    return None


def _acronyms(
    a: Statement, b: Statement, free_a: Sequence[int], free_b: Sequence[int]
) -> list[tuple[int, int, list[int], list[int]]]:
    """Acronyms of one that the other spells out: ECB, European Central Bank."""
    found = []
    for s, free, t, others in ((a, free_a, b, free_b), (b, free_b, a, free_a)):
        for i in free:
            raw = s.text[s.words[i].start : s.words[i].end]
            if not (2 <= len(raw) <= 6 and raw.isupper() and raw.isalpha()) or raw.casefold() in (t.words[k].text for k in others):
                continue
            for start in range(len(others)):
                run = list(others[start : start + len(raw)])
                initials = "".join(t.text[t.words[k].start] for k in run)
                if initials.casefold() == raw.casefold() and run[-1] - run[0] <= len(raw) + 1:
                    found.append((i, run[0], [i], run) if s is a else (run[0], i, run, [i]))
                    break
    return found


def _nearest(places: Sequence[int], wanted: float) -> int | None:
    return min(places, key=lambda place: abs(place - wanted), default=None)


def _same_stem(a: Statement, i: int, b: Statement, j: int) -> bool:
    return a.stems[i] == b.stems[j]


def _synonyms(a: Statement, i: int, b: Statement, j: int) -> bool:
    if _opposed(a, i, b, j):
        return False
    return not (a.concepts[i].isdisjoint(b.concepts[j]) and a.opposites[i].isdisjoint(b.opposites[j]))


def _forms(a: Statement, i: int, b: Statement, j: int) -> bool:
    one, other = a.words[i].text, b.words[j].text
    if _opposed(a, i, b, j):
        return False
    most = max(len(one), len(other))
    shared = next((k for k, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    return shared >= min(PREFIX, most - 1) and shared >= 4 and 3 * shared >= 2 * most


_PREFIXES = {
    "en": ("un", "in", "im", "il", "ir", "dis", "non"), "de": ("un", "nicht"), "fr": ("in", "im", "il", "ir", "dé", "mé"),
    "es": ("in", "im", "i", "des"), "pt": ("in", "im", "i", "des"), "it": ("in", "im", "il", "ir", "s", "dis"),
    "ru": ("не", "без", "бес"), "cs": ("ne", "bez"), "el": ("α", "αν", "μη"),
}  # fmt: skip


def _negated(one: str, other: str, language: str) -> bool:
    """Whether one word is the other behind a prefix that denies it: safe, unsafe."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) >= 4 and any(
        longer == prefix + shorter for prefix in _PREFIXES.get(language, ())
    )


def _opposed(a: Statement, i: int, b: Statement, j: int) -> bool:
    if _negated(a.words[i].text, b.words[j].text, a.language):
        return True
    return any((pair, 1 - side) in b.opposites[j] for pair, side in a.opposites[i])
