"""Which words of two statements say the same, which contradict, which are left over."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from multisumm.comparison.lexicon import load_lexicon
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement

SHARED_LETTERS = 4
"""Words with so many first letters in common, and two thirds of the longer, are forms of one."""

NEARBY = 2
"""Opposites of one thing have a word in common among so many content words on each side."""

ENDING = 2
"""So many last letters of the name of a place may its adjective lack: Telči, telčský."""

WordPair = tuple[int, int]
"""Index of a word of the first statement, and of one of the second."""


class Alignment(NamedTuple):
    """How the words of two statements correspond.

    Attributes:
        pairs: Content words that say the same, in the order of the first statement.
        opposed: Words that are opposites.
        undone: Words left over that are opposites of one that both have: `blames the pilot`,
            `clears the pilot of blame`.
        ours: Content words of the first that the second does not have.
        theirs: Content words of the second that the first does not have.
    """

    pairs: tuple[WordPair, ...]
    opposed: tuple[WordPair, ...]
    undone: tuple[WordPair, ...]
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


def align(a: Statement, b: Statement) -> Alignment:
    """Return the alignment: equal stems first, then synonyms and acronyms, then forms of a word."""
    pairs: list[WordPair] = []
    common = a.matching & b.matching
    near_a = [i for i in a.content if not common.isdisjoint(a.keys[i])]
    near_b = [j for j in b.content if not common.isdisjoint(b.keys[j])]
    for keys_of in (_stems, _meanings):
        near_a, near_b = _match(a, b, near_a, near_b, pairs, keys_of)
    free_a, free_b = _free(a, b, pairs)
    heads = {b.words[j].text[:SHARED_LETTERS] for j in free_b}
    near_a = [i for i in free_a if a.words[i].text[:SHARED_LETTERS] in heads]
    if near_a:
        _match(a, b, near_a, free_b, pairs, _forms)
        free_a, free_b = _free(a, b, pairs)
    free_a, free_b = _match_acronyms(a, b, free_a, free_b, pairs)
    opposed = _opposed(a, b, free_a, free_b, pairs)
    undone = _undone(a, b, free_a, free_b, pairs)
    taken_a, taken_b = {i for i, _ in opposed}, {j for _, j in opposed}
    return Alignment(
        tuple(sorted(pairs)),
        tuple(opposed),
        tuple(undone),
        tuple([i for i in free_a if i not in taken_a]),
        tuple([j for j in free_b if j not in taken_b]),
    )


def _free(a: Statement, b: Statement, pairs: Sequence[WordPair]) -> tuple[list[int], list[int]]:
    """The content words of each that are in no pair."""
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    return [i for i in a.content if i not in ours], [j for j in b.content if j not in theirs]


Keys = Callable[[Statement, Sequence[int]], Sequence[Collection[str]]]
"""Gives by what each of some words can be matched."""


def _stems(s: Statement, places: Sequence[int]) -> Sequence[Collection[str]]:
    return [(s.stems[i],) if s.stems[i] in s.keys[i] else () for i in places]


def _meanings(s: Statement, places: Sequence[int]) -> Sequence[Collection[str]]:
    return [s.keys[i] for i in places]


def _forms(s: Statement, places: Sequence[int]) -> Sequence[Collection[str]]:
    texts = [s.words[i].text for i in places]
    return [
        (text[:SHARED_LETTERS],) if len(text) >= SHARED_LETTERS and s.stems[i] in s.keys[i] else ()
        for i, text in zip(places, texts, strict=True)
    ]


def _match(
    a: Statement,
    b: Statement,
    free_a: Sequence[int],
    free_b: Sequence[int],
    pairs: list[WordPair],
    keys_of: Keys,
) -> tuple[list[int], list[int]]:
    """Match words with a key in common; give those without a match.

    Of several it is the one between the same words, then the nearest by place.
    """
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for j, keys in zip(free_b, keys_of(b, free_b), strict=True):
        for key in keys:
            by_key[key].append(j)
    left: list[int] = []
    taken: set[int] = set()
    stretch = len(b.words) / len(a.words)
    for i, keys in zip(free_a, keys_of(a, free_a), strict=True):
        if by_key.keys().isdisjoint(keys):
            left.append(i)
            continue
        options = {j for key in keys for j in by_key.get(key, ()) if j not in taken}
        if keys_of is _forms:
            options = {j for j in options if _are_forms(a, i, b, j)}
        elif keys_of is _meanings:
            options = {j for j in options if not a.rivals[i] & b.keys[j]}
        if options:
            j = (
                options.pop()
                if len(options) == 1
                else min(
                    options,
                    key=lambda k: (-_alike_beside(a, i, b, k), abs(k - i * stretch), k),
                )
            )
            taken.add(j)
            pairs.append((i, j))
        else:
            left.append(i)
    return left, [j for j in free_b if j not in taken]


def _alike_beside(a: Statement, i: int, b: Statement, j: int) -> int:
    """How many of the words before and behind two words are the same."""
    before = min(i, j) > 0 and a.stems[i - 1] == b.stems[j - 1]
    behind = a.stems[i + 1 : i + 2] == b.stems[j + 1 : j + 2]
    return before + behind


def _are_forms(a: Statement, i: int, b: Statement, j: int) -> bool:
    one, other = a.words[i].text, b.words[j].text
    most = max(len(one), len(other))
    differ = (k for k, (x, y) in enumerate(zip(one, other, strict=False)) if x != y)
    shared = next(differ, min(len(one), len(other)))
    upper = a.is_capital(i)
    if upper != b.is_capital(j):
        adjective = other if upper else one
        if adjective.endswith(small_words(a.language).place_endings):
            return shared >= max(SHARED_LETTERS, min(len(one), len(other)) - ENDING)
    if a.language == "de" and f"{min(one, other, key=len)}er" in (one, other):
        return shared >= SHARED_LETTERS  # Köln, Kölner
    return shared >= min(SHARED_LETTERS + 1, most - 1) and 3 * shared >= 2 * most


def _match_acronyms(
    a: Statement,
    b: Statement,
    free_a: list[int],
    free_b: list[int],
    pairs: list[WordPair],
) -> tuple[list[int], list[int]]:
    """Match an acronym with the words that it stands for: ECB, European Central Bank."""
    gone_a: set[int] = set()
    gone_b: set[int] = set()
    for s, free, gone, t, others, lost in (
        (a, free_a, gone_a, b, free_b, gone_b), (b, free_b, gone_b, a, free_a, gone_a)
    ):  # fmt: skip
        for i in free:
            _, first, last = s.words[i]
            if not 2 <= last - first <= 6 or not (short := s.text[first:last]).isupper():
                continue
            for start in range(len(others) - len(short) + 1):
                run = others[start : start + len(short)]
                if "".join(t.text[t.words[k].start] for k in run).upper() == short:
                    pairs.append((i, run[0]) if s is a else (run[0], i))
                    gone.add(i)
                    lost.update(run)
                    break
    if gone_a or gone_b:
        free_a = [i for i in free_a if i not in gone_a]
        free_b = [j for j in free_b if j not in gone_b]
    return free_a, free_b


def _opposed(
    a: Statement,
    b: Statement,
    free_a: Sequence[int],
    free_b: Sequence[int],
    pairs: Sequence[WordPair],
) -> list[WordPair]:
    """Opposites among the words left over, small words and denials."""
    having_a, having_b = ([i for i, rivals in enumerate(s.rivals) if rivals] for s in (a, b))
    small_a, small_b = _small(a, having_a, b), _small(b, having_b, a)
    theirs = [*free_b, *small_b]
    endings = {b.words[j].text[-SHARED_LETTERS:] for j in theirs}
    keys = frozenset().union(*[b.keys[j] for j in theirs])
    found: list[WordPair] = []
    for i in [*free_a, *small_a]:
        if a.rivals[i].isdisjoint(keys) and a.words[i].text[-SHARED_LETTERS:] not in endings:
            continue  # not opposite to any
        for j in theirs:
            if not _are_opposites(a, i, b, j) or not stand_alike(a, i, b, j):
                continue
            if i in small_a and j in small_b and not _lead_to_one(a, i, b, j):
                continue
            theirs.remove(j)
            found.append((i, j))
            break
    led_a, led_b = ({i + k for i in having for k in (1, 2)} for having in (having_a, having_b))
    for x, y in pairs:  # before the vote / after the vote
        if x not in led_a or y not in led_b:
            continue
        led, leading = _leading(a, x), _leading(b, y)
        if led is None or leading is None or (led, leading) in found:
            continue
        if _are_opposites(a, led, b, leading):
            found.append((led, leading))
    return found


def stand_alike(a: Statement, i: int, b: Statement, j: int) -> bool:
    """Return whether a content word next to one word corresponds to one next to the other."""
    return not _surroundings(a, i).isdisjoint(_surroundings(b, j))


def _surroundings(s: Statement, i: int) -> frozenset[str]:
    place = bisect_left(s.content, i)
    behind = place + (place < len(s.content) and s.content[place] == i)
    near = (*s.content[max(0, place - NEARBY) : place], *s.content[behind : behind + NEARBY])
    return frozenset().union(*(s.keys[k] for k in near))


def _lead_to_one(a: Statement, i: int, b: Statement, j: int) -> bool:
    """Whether the content words behind two small words (for, against) correspond, or before."""
    for step in (1, -1):
        one, other = _next(a, i, step), _next(b, j, step)
        if one is None and other is None and step == 1:
            return True
        if one is not None and other is not None and a.keys[one] & b.keys[other]:
            return step == 1 or _next(a, i, 1) is None or _next(b, j, 1) is None
    return False


def _next(s: Statement, i: int, step: int) -> int | None:
    """The content word or figure next to a word, up to four words away."""
    return next((k for k in range(i + step, i + 5 * step, step) if k in s.content), None)


def _undone(
    a: Statement,
    b: Statement,
    free_a: Sequence[int],
    free_b: Sequence[int],
    pairs: Sequence[WordPair],
) -> list[WordPair]:
    """Words left over that are opposites of a word that both have."""
    left_a = [i for i in free_a if a.rivals[i]]
    left_b = [j for j in free_b if b.rivals[j]]
    ours = [(i, y) for i in left_a for _, y in pairs if a.rivals[i] & b.keys[y]]
    theirs = [(x, j) for j in left_b for x, _ in pairs if b.rivals[j] & a.keys[x]]
    return ours + theirs


def _are_opposites(a: Statement, i: int, b: Statement, j: int) -> bool:
    return bool(a.rivals[i] & b.keys[j]) or _differs_by_prefix(a, i, b, j)


def _differs_by_prefix(a: Statement, i: int, b: Statement, j: int) -> bool:
    """Whether one word is the other behind a prefix that denies it: valid, invalid."""
    one, other = a.words[i].text, b.words[j].text
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(shorter) < SHARED_LETTERS or not longer.endswith(shorter):
        return False
    return longer[: len(longer) - len(shorter)] in load_lexicon(a.language).prefixes


def _small(s: Statement, having: Sequence[int], other: Statement) -> list[int]:
    """Small words with an opposite, and denials, that the other statement does not have."""
    small = [
        i
        for i in having
        if not (i in s.content or i in s.spoken or i in s.figures or s.stems[i] in other.stems)
        and not any(op.first <= i < op.last for op in s.operators)
    ]
    return small + [op.first for op in s.operators if op.name == "denial" and s.rivals[op.first]]


def _leading(s: Statement, i: int) -> int | None:
    """The small word with an opposite that stands before a word, articles aside."""
    for k in (i - 1, i - 2):
        if k < 0 or k in s.content or k in s.figures:
            return None
        if s.rivals[k]:
            return k
    return None
