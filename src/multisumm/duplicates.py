"""Who says the same, and who would but for a number or a negation.

Two sentences are compared by their content words; numbers, negations and names then decide whether
a close pair says the same, contradicts itself, or speaks of different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from multisumm.concepts import distinct_pairs
from multisumm.model import Sentence
from multisumm.statements import Statement, StatementOf
from multisumm.terms import TermTable, sentence_of_token

REWORDED = 0.6
"""From this Jaccard similarity of content words on, one sentence rewords the other."""

CONTAINED = 0.9
"""From this share of the shorter one's content words in the other on, it is inside the other."""

CLAUSE = 0.7
"""From this share of the shorter one's content words in one common run, it is inside the other."""

FEWEST_SHARED = 4
"""Sentences that share fewer content words are not compared; a clause needs one less."""

DENIED = 0.8
"""From this similarity on, a negation in one of two sentences denies the other, wherever it is."""

PREFILTER = 0.4
"""Sentences that share less than this of the shorter one's content words are never compared."""

REPEATED = 0.5
"""Above this Jaccard similarity of all words, a reader meets the same sentence twice."""


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
    if shared < FEWEST_SHARED or _names_differ(ours, theirs):
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
    """Whether one summary should not hold both: they relate, or share over half of their words."""
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


def find_related(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    table: TermTable,
    statement: StatementOf,
) -> list[list[tuple[int, Relation]]]:
    """For each picked sentence those that say the same or contradict it, in order of the input.

    Those of its own document count only where they repeat it word for word. A pass over the terms
    finds the sentences that share enough content words; only these are compared.
    """
    content = table.content[table.tokens]
    place, terms = distinct_pairs(
        sentence_of_token(table)[content], table.tokens[content].astype(np.int64)
    )
    sizes = np.bincount(place, minlength=len(sentences))
    related = []
    for sentence in picked:
        wanted = np.zeros(len(table.vocabulary), bool)
        wanted[terms[slice(*np.searchsorted(place, (sentence, sentence + 1)))]] = True
        overlap = np.bincount(place[wanted[terms]], minlength=len(sentences))
        candidates = np.flatnonzero(overlap > PREFILTER * np.minimum(sizes, sizes[sentence]))
        related.append(_relations(sentence, candidates.tolist(), sentences, statement))
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

    Where several numbers of a clause differ, it tells of two occasions, not of one in two ways. A
    number counts only before what it numbers: `127 people`, not `stage 13`.
    """
    if ours.figures == theirs.figures and ours.denials == theirs.denials:
        return None
    for start, begin, length in _common_runs(ours, theirs):
        if _content_of(ours, start, length) < FEWEST_SHARED - 1:
            continue
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


def _numbers_something(statement: Statement, place: int, end: int) -> bool:
    """Whether a content word follows the number before the clause ends."""
    return place + 1 < end and statement.clause[place + 1] in statement.content


def _inside(ours: Statement, theirs: Statement, shared: int) -> bool:
    """Whether most of the shorter sentence is in the longer, by words or as one clause."""
    smaller = min(len(ours.content), len(theirs.content))
    if shared >= CONTAINED * smaller:
        return True
    runs = [_content_of(ours, start, length) for start, _, length in _common_runs(ours, theirs)]
    return max(runs) > max(FEWEST_SHARED, CLAUSE * smaller)


def _common_runs(ours: Statement, theirs: Statement) -> list[tuple[int, int, int]]:
    """Start in ours, start in theirs and length of the word sequences that both clauses have."""
    first, second = sorted((ours.clause, theirs.clause))  # of equal runs the matcher prefers one
    matches = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    if first == ours.clause:
        return [(match.a, match.b, match.size) for match in matches]
    return [(match.b, match.a, match.size) for match in matches]


def _content_of(statement: Statement, start: int, length: int) -> int:
    """Number of content words in a run of the clause."""
    return sum(word in statement.content for word in statement.clause[start : start + length])


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
