"""Who says the same, and who would but for a number or a negation.

Two sentences are compared by their content words; numbers, negations and names then decide whether
a close pair says the same, contradicts itself, or speaks of different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from multisumm.comparison.inverted_index import WordIndex
from multisumm.comparison.statements import ANY_NUMBER, Statement, StatementOf
from multisumm.model import Sentence

REWORDED = 0.6
"""From this Jaccard similarity of content words on, one sentence rewords the other."""

CONTAINED = 0.9
"""From this share of the shorter one's content words in the other on, it is inside the other."""

CLAUSE = 0.7
"""From this share of the shorter one's content words in one common run, it is inside the other."""

FEWEST_SHARED = 4
"""What shares fewer content words and numbers is not the same; a clause needs one less."""

DENIED = 0.8
"""From this similarity on, a negation in one of two sentences denies the other, wherever it is."""

PREFILTER = 0.4
"""Sentences that share less than this of the shorter one's content words are never compared."""

ONE_BY_ONE = 30
"""So many sentences are compared one by one faster than they are looked for."""

REPEATED = 0.45
"""Above this Jaccard similarity of all stems, a reader meets the same sentence twice.

Somewhat below .5, so that hardly any pair is above that by another way of cutting words.
"""


@dataclass(frozen=True, slots=True)
class Relation:
    """How two sentences relate: `similarity` of content words, and what they disagree `about`.

    `similarity` is the Jaccard index, 0 to 1; `about` is None where they say the same.
    """

    similarity: float
    about: str | None = None


def relate(ours: Statement, theirs: Statement) -> Relation | None:
    """How the second sentence relates to the first; None if they speak of different things.

    They say the same if one rewords the other or is inside it, with no other names, negations or
    numbers, and not if one content word stands in the place of another (`rose` for `fell`). They
    conflict if they have a clause in common in which one number or a negation differs, or if one
    would reword the other but for that.
    """
    if ours.words == theirs.words:
        return Relation(1.0)
    shared = len(ours.content & theirs.content)
    if shared < FEWEST_SHARED - 1:
        return None
    similarity = shared / len(ours.content | theirs.content)
    about = _contradiction(ours, theirs)
    if about is not None:
        return Relation(similarity, about)
    told = shared + len({*filter(None, ours.figures)} & {*theirs.figures})
    if told < FEWEST_SHARED or _names_differ(ours, theirs):
        return None
    our_numbers, their_numbers = _own_numbers(ours, theirs), _own_numbers(theirs, ours)
    if our_numbers and their_numbers:
        alone = len(our_numbers) == len(their_numbers) == 1
        same_place = alone and _beside(ours, *our_numbers) & _beside(theirs, *their_numbers)
        comparable = same_place and similarity >= REWORDED
        return (
            Relation(similarity, f"{our_numbers[0]} / {their_numbers[0]}") if comparable else None
        )
    denial, denied = _denial(ours), _denial(theirs)
    if bool(denial) != bool(denied):
        return Relation(similarity, _versus(denial, denied)) if similarity >= DENIED else None
    if _one_word_differs(ours, theirs):
        return None
    return Relation(similarity) if similarity >= REWORDED or _inside(ours, theirs, shared) else None


def repeats(ours: Statement, theirs: Statement) -> bool:
    """Whether one summary should not hold both: they relate, or are alike by all their words."""
    shared = len(ours.vocabulary & theirs.vocabulary)
    union = len(ours.vocabulary) + len(theirs.vocabulary) - shared
    return shared > REPEATED * union or relate(ours, theirs) is not None


def _one_word_differs(ours: Statement, theirs: Statement) -> bool:
    """Whether the sentences are the same but for one content word in one place."""
    mine, yours = ours.content - theirs.content, theirs.content - ours.content
    if len(mine) != 1 or len(yours) != 1 or len(ours.clause) != len(theirs.clause):
        return False
    pairs = zip(ours.clause, theirs.clause, strict=True)
    return all(own == other or (own in mine and other in yours) for own, other in pairs)


def clash_test(index: WordIndex, statement: StatementOf) -> Callable[[int, Set[int]], bool]:
    """A function that tells whether a sentence repeats or contradicts one of others.

    Of many others only those are compared that share enough words with it for `repeats` to hold.
    """

    def clashes(sentence: int, others: Set[int]) -> bool:
        near = _may_repeat(sentence, index) if len(others) > ONE_BY_ONE else others
        return any(repeats(statement(o), statement(sentence)) for o in near if o in others)

    return clashes


def _may_repeat(sentence: int, index: WordIndex) -> list[int]:
    """The sentences that share words enough with one for `repeats`: no other passes it.

    It takes `FEWEST_SHARED` - 1 content words, or more than `REPEATED` of all words: then some are
    shared of the content words and the rarest others, as long as few enough are left out.
    """
    content, others = index.words_of(sentence)
    total = len(content) + len(others)
    needed = int(REPEATED * total) + 1
    most_left_out = needed - 1
    looked_at = np.concatenate([content, others[: max(0, len(others) - most_left_out)]])
    least = min(FEWEST_SHARED - 1, needed - (total - len(looked_at)))
    found, shared = index.sharing(looked_at)
    near: list[int] = found[shared >= least].tolist()
    return near


def find_related(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    index: WordIndex,
    statement: StatementOf,
) -> list[list[tuple[int, Relation]]]:
    """For each picked sentence those that say the same or contradict it, in order of the input.

    Those of its own document count only where they repeat it word for word. Only those are
    compared that share enough content words with it.
    """
    related = []
    for sentence in picked:
        found, shared = index.sharing(index.words_of(sentence)[0])
        smaller = np.minimum(index.sizes[found], index.sizes[sentence])
        candidates: list[int] = found[shared > PREFILTER * smaller].tolist()
        related.append(_relations(sentence, candidates, sentences, statement))
    return related


def _relations(
    picked: int, candidates: Sequence[int], sentences: Sequence[Sentence], statement: StatementOf
) -> list[tuple[int, Relation]]:
    found = []
    for other in candidates:
        if other == picked:
            continue
        elsewhere = sentences[other].document != sentences[picked].document
        if elsewhere or statement(other).words == statement(picked).words:
            relation = relate(statement(picked), statement(other))
            if relation is not None:
                found.append((other, relation))
    return found


def _names_differ(ours: Statement, theirs: Statement) -> bool:
    """Whether each has a name of its own, or the same words have the names in another order."""
    missing = set(ours.names) - set(theirs.words)
    if missing and set(theirs.names) - set(ours.words):
        return True
    if set(ours.words) != set(theirs.words):
        return False
    return [name for name in ours.names if name in theirs.names] != [
        name for name in theirs.names if name in ours.names
    ]


def _contradiction(ours: Statement, theirs: Statement) -> str | None:
    """What differs in a clause that both have word for word but for a number or a negation.

    Where several numbers of a clause differ, it tells of two occasions, not of one in two ways; and
    so does the first one behind names that differ (`The fire in Leeds / York killed four`). A
    number counts only before what it numbers: `127 people`, not `stage 13`.
    """
    if not _number_differs(ours, theirs) and not _denial_differs(ours, theirs):
        return None
    clauses = 0
    for start, begin, length in _common_runs(ours, theirs):
        if _content_of(ours, start, length) < FEWEST_SHARED - 1:
            continue
        if not clauses and _of_another(ours, theirs, start, begin):
            continue
        clauses += 1
        places = range(length)
        figures = [(ours.figures[start + i], theirs.figures[begin + i]) for i in places]
        different = [i for i in places if figures[i][0] != figures[i][1]]
        if len(different) == 1 and _numbers_something(ours, start + different[0], start + length):
            return _versus(*figures[different[0]])
        denials = [(ours.denials[start + i], theirs.denials[begin + i]) for i in places[1:]]
        denied = [pair for pair in denials if bool(pair[0]) != bool(pair[1])]
        if denied and not different:
            ours_denied, theirs_denied = zip(*denied, strict=True)
            return _versus(_joined(ours_denied), _joined(theirs_denied))
    return None


def _of_another(ours: Statement, theirs: Statement, start: int, begin: int) -> bool:
    """Whether each has a name right before the clause that the other does not have.

    What stands before a number is a month.
    """
    if not start or not begin or ours.clause[start] == ANY_NUMBER:
        return False
    mine, yours = ours.clause[start - 1], theirs.clause[begin - 1]
    return (
        mine in ours.names
        and yours in theirs.names
        and mine not in theirs.vocabulary
        and yours not in ours.vocabulary
    )


def _number_differs(ours: Statement, theirs: Statement) -> bool:
    """Whether a content word has one number before it here and another there."""
    mine, yours = _numbered(ours), _numbered(theirs)
    return any(len(mine[word] | yours[word]) > 1 for word in mine.keys() & yours.keys())


def _numbered(statement: Statement) -> dict[int, set[str]]:
    """The content words with a number right before them, and these numbers."""
    numbers: dict[int, set[str]] = {}
    for word, figure in zip(statement.clause[1:], statement.figures, strict=False):
        if figure and word in statement.content:
            numbers.setdefault(word, set()).add(figure)
    return numbers


def _denial_differs(ours: Statement, theirs: Statement) -> bool:
    """Whether two neighbouring words of both have a negation between them in only one."""
    if not any(ours.denials) and not any(theirs.denials):
        return False
    (denied, plain), (also_denied, also_plain) = _neighbours(ours), _neighbours(theirs)
    return bool(denied & also_plain or plain & also_denied)


def _neighbours(statement: Statement) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs of neighbouring words: those with a negation before the second, and the others."""
    denied: set[tuple[int, int]] = set()
    plain: set[tuple[int, int]] = set()
    for pair, denial in zip(pairwise(statement.clause), statement.denials[1:], strict=True):
        (denied if denial else plain).add(pair)
    return denied, plain


def _numbers_something(statement: Statement, place: int, end: int) -> bool:
    """Whether a content word follows the number before the clause ends."""
    return place + 1 < end and statement.clause[place + 1] in statement.content


def _inside(ours: Statement, theirs: Statement, shared: int) -> bool:
    """Whether most of the shorter sentence is in the longer, by words or as one clause."""
    smaller = min(len(ours.content), len(theirs.content))
    if shared >= CONTAINED * smaller:
        return True
    least, both = max(FEWEST_SHARED, CLAUSE * smaller), ours.content & theirs.content
    if any(sum(map(both.__contains__, each.clause)) <= least for each in (ours, theirs)):
        return False
    runs = [_content_of(ours, start, length) for start, _, length in _common_runs(ours, theirs)]
    return max(runs) > least


def _common_runs(ours: Statement, theirs: Statement) -> list[tuple[int, int, int]]:
    """Start in ours, start in theirs and length of the word sequences that both clauses have."""
    first, second = sorted((ours.clause, theirs.clause))  # of equal runs the matcher prefers one
    matches = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    if first == ours.clause:
        return [(match.a, match.b, match.size) for match in matches]
    return [(match.b, match.a, match.size) for match in matches]


def _content_of(statement: Statement, start: int, length: int) -> int:
    """Number of content words in a run of the clause."""
    return sum(map(statement.content.__contains__, statement.clause[start : start + length]))


def _own_numbers(ours: Statement, theirs: Statement) -> list[str]:
    """The numbers of the first that the second does not have, in order."""
    return [value for value in ours.figures if value and value not in theirs.figures]


def _beside(statement: Statement, value: str) -> set[int]:
    """The content word right behind a number, if there is one."""
    place = statement.figures.index(value)
    return {*statement.clause[place + 1 : place + 2]} & statement.content


def _denial(statement: Statement) -> str:
    return _joined(statement.denials)


def _joined(denials: Iterable[str]) -> str:
    return " ".join(filter(None, denials))


def _versus(ours: str, theirs: str) -> str:
    return f"{ours or '–'} / {theirs or '–'}"
