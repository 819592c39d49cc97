"""The stretch of a text that is nearest to a quote which stands nowhere, and what differs.

The work does not grow with the square of the sources' size: one pass finds where the words of all
quotes stand, the rare words vote for stretches, and only the stretches with most votes are compared
in full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from multisumm.characters import CLOSING_MARKS, SPACELESS
from multisumm.model import Citation

MAX_POSITIONS = 1_000
"""A word that stands in more positions than these does not help to find a quote."""

MAX_VOTES = 5_000
"""The rarest words of a quote vote, until this number of votes is reached."""

MAX_COMPARED = 10
"""Stretches of text compared in full for one quote."""

MIN_SHARE = 0.5
"""Share of a quote's words and marks, in their order, that a near text has at least."""

MAX_QUOTE_CHARACTERS = 5_000
"""Length up to which a quote's nearest text is looked for."""

_WORD = re.compile(rf"[^\W_{SPACELESS}]+|[{SPACELESS}](?=([{SPACELESS}]))")
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)+|[^\W{SPACELESS}]+|\s+|.", re.DOTALL)
_ENDS = frozenset(CLOSING_MARKS)


def folded_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text, case folded, each with its offset.

    A run of Han, kana, Thai ... gives its overlapping pairs of characters.
    """
    for match in _WORD.finditer(text):
        yield match.start(), match[0].casefold() + (match[1] or "")


def find_positions(
    words: Collection[str], texts: Mapping[str, str]
) -> dict[str, list[tuple[str, int]]]:
    """Return the document and offset of each occurrence of some words; common words are left out.

    Args:
        words: Words, case folded.
        texts: Id of each document -> its text.
    """
    positions: dict[str, list[tuple[str, int]]] = {word: [] for word in words}
    for document, text in texts.items():
        for offset, word in folded_words(text):
            if word in positions and len(positions[word]) <= MAX_POSITIONS:
                positions[word].append((document, offset))
    return {word: some for word, some in positions.items() if len(some) <= MAX_POSITIONS}


def find_nearest(
    quote: str,
    texts: Mapping[str, str],
    positions: Mapping[str, Sequence[tuple[str, int]]],
) -> Citation | None:
    """Return the stretch of a text that is most like a quote; None if none has half of its words.

    Words and marks count, in their order. Of equally near stretches the first wins.

    Args:
        quote: The quote.
        texts: Id of each document to look in -> its text.
        positions: Where the words of the quote stand, from `find_positions`.
    """
    if len(quote) > MAX_QUOTE_CHARACTERS:
        return None
    best, best_likeness = None, 0.0
    for document, start, end in _likely_stretches(quote, texts, positions):
        share, likeness, first, last = _align(quote, texts[document][start:end])
        if share >= MIN_SHARE and likeness > best_likeness:
            best, best_likeness = Citation(document, start + first, start + last), likeness
    return best


def _likely_stretches(
    quote: str,
    texts: Mapping[str, str],
    positions: Mapping[str, Sequence[tuple[str, int]]],
) -> Iterator[tuple[str, int, int]]:
    """Yield the stretches of text in which the quote may begin and end, the likeliest first.

    A word at `offset` of the quote that stands at `position` votes for a beginning at about
    `position - offset`; beginnings are counted in overlapping intervals of the quote's length.
    """
    width = max(len(quote), 40)
    votes = _vote(quote, texts, positions, width)
    order = {document: number for number, document in enumerate(texts)}
    likely = sorted(votes, key=lambda key: (-votes[key], order[key[0]], key[1]))
    taken: set[tuple[str, int]] = set()
    for document, interval in likely:
        neighbours = {(document, interval - 1), (document, interval + 1)}
        if len(taken) < MAX_COMPARED and not taken & neighbours:
            taken.add((document, interval))
            yield document, max(0, (interval - 1) * width), max(0, (interval + 4) * width)


def _vote(
    quote: str,
    texts: Mapping[str, str],
    positions: Mapping[str, Sequence[tuple[str, int]]],
    width: int,
) -> Counter[tuple[str, int]]:
    """Return the votes for each interval of a document; the rarest words vote first."""
    words = [
        (offset, [position for position in positions.get(word, ()) if position[0] in texts])
        for offset, word in folded_words(quote)
    ]
    votes: Counter[tuple[str, int]] = Counter()
    cast = 0
    for offset, of_word in sorted(words, key=lambda entry: len(entry[1])):
        if cast > MAX_VOTES:
            break
        cast += len(of_word)
        for document, position in of_word:
            interval = (position - offset) // width
            votes[document, interval] += 1
            votes[document, interval - 1] += 1
    return votes


def _align(quote: str, window: str) -> tuple[float, float, int, int]:
    """Return how much of the quote the window has, how like it the best part is, and its span.

    The first number is a share of the quote, the second one of both (the ratio of Ratcliff &
    Obershelp). Around the longest run that both have, a part as long as the quote is compared
    again, so that a word elsewhere in the window does not count.
    """
    wanted = [key for _, _, key in _tokens(quote)]
    tokens = list(_tokens(window))
    keys = [key for _, _, key in tokens]
    longest = SequenceMatcher(None, wanted, keys).find_longest_match()
    slack = len(wanted) // 2 + 5
    low = max(0, longest.b - longest.a - slack)
    keys = keys[low : longest.b - longest.a + len(wanted) + slack]
    blocks = SequenceMatcher(None, wanted, keys).get_matching_blocks()[:-1]
    if not blocks:  # all that they share stands too often, and the matcher passes over it
        return 0.0, 0.0, 0, 0
    first, last = blocks[0], blocks[-1]
    begin, finish = low + first.b, low + last.b + last.size
    for _ in range(first.a):  # words of the quote before the first that both have
        if begin > 0 and tokens[begin - 1][2] not in _ENDS:
            begin -= 1
    for _ in range(len(wanted) - last.a - last.size):  # and after the last
        if finish < len(tokens) and tokens[finish - 1][2] not in _ENDS:
            finish += 1
    shared = sum(block.size for block in blocks)
    likeness = 2 * shared / (len(wanted) + finish - begin)
    return shared / len(wanted), likeness, tokens[begin][0], tokens[finish - 1][1]


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and case-folded text of the words and marks, without white space."""
    for match in _TOKEN.finditer(text):
        if not match[0].isspace():
            yield match.start(), match.end(), match[0].casefold()


def differences(quote: str, nearest: str) -> tuple[tuple[str, str], ...]:
    r"""Return the parts in which two texts differ, in order: of the quote, of the nearest text.

    White space counts only if nothing else differs.

    >>> differences("It sank at 7, killing 127.", "It sank at 7,\nnot killing 130.")
    (('', 'not'), ('127', '130'))
    """
    quoted, near = _TOKEN.findall(quote), _TOKEN.findall(nearest)
    matcher = SequenceMatcher(None, quoted, near)
    pairs = [
        ("".join(quoted[a:b]), "".join(near[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    stripped = [(left.strip(), right.strip()) for left, right in pairs]
    return tuple(pair for pair in stripped if pair != ("", "")) or tuple(pairs)
