"""A quote that stands nowhere -> the stretch of text nearest to it, and what differs.

Nothing here is quadratic in the size of the sources: one pass finds where the quotes' words
stand, the rare ones vote for places, and only the few places with most votes are compared in full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from multisumm.characters import CLOSING_MARKS, SPACELESS
from multisumm.model import Citation

COMMON = 1_000
"""A word that stands in more places than these says nothing about where a quote is."""

VOTES = 5_000
"""The rarest words of a quote vote, until so many places have a vote."""

CANDIDATES = 10
"""So many places are compared in full."""

NEAR = 0.5
"""From this share of a quote's words and marks in their order on, a text is near."""

MAX_QUOTE_CHARACTERS = 5_000
"""For quotes of more characters than these nothing near is looked for."""

_WORD = re.compile(rf"[^\W_{SPACELESS}]+|[{SPACELESS}](?=([{SPACELESS}]))")
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)+|[^\W{SPACELESS}]+|\s+|.", re.DOTALL)
_ENDS = frozenset(CLOSING_MARKS)


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text, case folded, with their offsets.

    A run of Han, kana, Thai ... gives its overlapping pairs of characters.
    """
    for found in _WORD.finditer(text):
        yield found.start(), found[0].casefold() + (found[1] or "")


def places_of(words: Collection[str], texts: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Return where each of the words stands, by document and offset; common ones are left out.

    Args:
        words: Words, case folded.
        texts: Id of each document -> its text.
    """
    places: dict[str, list[tuple[str, int]]] = {word: [] for word in words}
    for document, text in texts.items():
        for offset, word in words_of(text):
            if word in places and len(places[word]) <= COMMON:
                places[word].append((document, offset))
    return {word: found for word, found in places.items() if len(found) <= COMMON}


def find_nearest(
    quote: str,
    texts: Mapping[str, str],
    places: Mapping[str, Sequence[tuple[str, int]]],
) -> Citation | None:
    """Return the stretch of a text that is most like a quote, if any has half of its words.

    Words and marks count, in their order.

    Args:
        quote: What to look for.
        texts: Id of each document to look in -> its text; the first of equally near ones wins.
        places: Where the words of the quote stand, from `places_of`.
    """
    if len(quote) > MAX_QUOTE_CHARACTERS:
        return None
    best, most = None, 0.0
    for document, start, end in _candidates(quote, texts, places):
        text = texts[document]
        share, likeness, begin, finish = _align(quote, text[start:end])
        if share >= NEAR and likeness > most:
            best, most = Citation(document, start + begin, start + finish), likeness
    return best


def _candidates(
    quote: str,
    texts: Mapping[str, str],
    places: Mapping[str, Sequence[tuple[str, int]]],
) -> Iterator[tuple[str, int, int]]:
    """Yield the stretches of text in which the quote could begin and end, the likeliest first.

    A word at `offset` of the quote that stands at `place` votes for a beginning at about
    `place - offset`; beginnings are counted in overlapping intervals of the quote's length.
    """
    words = [
        (offset, [place for place in places.get(word, ()) if place[0] in texts])
        for offset, word in words_of(quote)
    ]
    votes: Counter[tuple[str, int]] = Counter()
    width, cast = max(len(quote), 40), 0
    for offset, found in sorted(words, key=lambda entry: len(entry[1])):
        if cast > VOTES:
            break
        cast += len(found)
        for document, place in found:
            interval = (place - offset) // width
            votes[document, interval] += 1
            votes[document, interval - 1] += 1
    order = {document: number for number, document in enumerate(texts)}
    likely = sorted(votes, key=lambda key: (-votes[key], order[key[0]], key[1]))
    taken: set[tuple[str, int]] = set()
    for document, interval in likely:
        if len(taken) < CANDIDATES and not taken & {(document, interval + n) for n in (-1, 1)}:
            taken.add((document, interval))
            yield document, max(0, (interval - 1) * width), max(0, (interval + 4) * width)


def _align(quote: str, window: str) -> tuple[float, float, int, int]:
    """Return how much of the quote the window has, how like it that is, and from where to where.

    The first is a share of the quote, the second of both (the ratio of Ratcliff & Obershelp).

    Around the longest run in common, what lies as far as the quote is long is compared once more,
    so that a word somewhere else in the window is not taken for a part of it.
    """
    wanted = [key for _, _, key in _tokens(quote)]
    tokens = list(_tokens(window))
    keys = [key for _, _, key in tokens]
    longest = SequenceMatcher(None, wanted, keys).find_longest_match()
    slack = len(wanted) // 2 + 5
    low = max(0, longest.b - longest.a - slack)
    keys = keys[low : longest.b - longest.a + len(wanted) + slack]
    blocks = SequenceMatcher(None, wanted, keys).get_matching_blocks()[:-1]
    if not blocks:  # only what stands in too many places, which the matcher passes over
        return 0.0, 0.0, 0, 0
    first, last = blocks[0], blocks[-1]
    begin, finish = low + first.b, low + last.b + last.size
    for _ in range(first.a):  # the quote begins before what they have in common
        if begin > 0 and tokens[begin - 1][2] not in _ENDS:
            begin -= 1
    for _ in range(len(wanted) - last.a - last.size):
        if finish < len(tokens) and tokens[finish - 1][2] not in _ENDS:
            finish += 1
    shared = sum(block.size for block in blocks)
    likeness = 2 * shared / (len(wanted) + finish - begin)
    return shared / len(wanted), likeness, tokens[begin][0], tokens[finish - 1][1]


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and case-folded text of the words and marks, without white space."""
    for found in _TOKEN.finditer(text):
        if not found[0].isspace():
            yield found.start(), found.end(), found[0].casefold()


def differences(ours: str, theirs: str) -> tuple[tuple[str, str], ...]:
    r"""Return what one text has in the place of what the other has, in order.

    White space counts only where nothing else differs.

    >>> differences("It sank at 7, killing 127.", "It sank at 7,\nnot killing 130.")
    (('', 'not'), ('127', '130'))
    """
    our_tokens, their_tokens = _TOKEN.findall(ours), _TOKEN.findall(theirs)
    matcher = SequenceMatcher(None, our_tokens, their_tokens)
    pairs = [
        ("".join(our_tokens[a:b]), "".join(their_tokens[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    stripped = [(one.strip(), other.strip()) for one, other in pairs]
    return tuple(pair for pair in stripped if pair != ("", "")) or tuple(pairs)
