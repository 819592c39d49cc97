"""Which sentences tell how many were dead, injured or missing before a later day told it anew.

The figures of an event change from day to day. A summary that quotes those of the first day beside,
or instead of, those of the last misleads, whether or not the two sentences are near enough to be
compared. Nothing is said about them; they are only chosen last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

import numpy as np

from multisumm.comparison.figures.values import Quantity
from multisumm.comparison.lexicon import OF_DEAD, OF_INJURED, OF_MISSING, count_stems, fate_stems
from multisumm.comparison.statements import ReadSentence
from multisumm.model import Sentence
from multisumm.text.terms import TermTable

_RISING = (OF_DEAD, OF_INJURED)
"""Of these, a later and lower figure counts a part; of those missing, a later and higher one."""

_COUNTED = frozenset((*_RISING, OF_MISSING))


def find_outdated(
    sentences: Sequence[Sentence],
    table: TermTable,
    reading: Callable[[int], ReadSentence],
    *,
    language: str,
    days: Mapping[int, str],
) -> frozenset[int]:
    """Return the indices of the sentences with an outdated toll.

    The toll of a document is the largest figure that it gives of the dead, the injured and the
    missing. A sentence that gives the toll of its document is outdated if a document of a later day
    has another: more dead or injured, or fewer missing.

    Args:
        sentences: The n sentences.
        table: Their terms.
        reading: Gives the words and figures of a sentence.
        language: Code of the language of those that have none of their own.
        days: Document -> its date as `YYYY-MM-DD`, where it is known.
    """
    if len({days[one.document] for one in sentences if one.document in days}) < 2:
        return frozenset()
    tolls = {
        i: toll
        for i in may_tell_tolls(sentences, table, language)
        if sentences[i].document in days and (toll := _toll(reading(i).quantities))
    }
    of_documents: dict[tuple[int, int], Fraction] = {}
    for i, toll in tolls.items():
        for fate, value in toll.items():
            told = (sentences[i].document, fate)
            of_documents[told] = max(value, of_documents.get(told, value))
    last_days = _last_days(of_documents, days)

    def is_outdated(document: int, fate: int, value: Fraction) -> bool:
        anew = last_days[fate](days[document])
        if anew is None or value != of_documents[document, fate]:
            return False
        return anew > value if fate in _RISING else anew < value

    return frozenset(
        i
        for i, toll in tolls.items()
        if any(is_outdated(sentences[i].document, fate, value) for fate, value in toll.items())
    )


def _last_days(
    of_documents: Mapping[tuple[int, int], Fraction], days: Mapping[int, str]
) -> dict[int, Callable[[str], Fraction | None]]:
    """Fate -> a function from a day to the toll told after it; None if none is.

    That is the most of the dead and the injured, and the fewest of those missing.
    """
    tolls: dict[int, list[tuple[str, Fraction]]] = defaultdict(list)
    for (document, fate), value in of_documents.items():
        tolls[fate].append((days[document], value))

    def after(fate: int) -> Callable[[str], Fraction | None]:
        told = sorted(tolls[fate], reverse=True)
        newest_first = [day for day, _ in told]
        best = list(accumulate([value for _, value in told], max if fate in _RISING else min))

        def toll(day: str) -> Fraction | None:
            later = bisect_left(newest_first, True, key=lambda one: one <= day)
            return best[later - 1] if later else None

        return toll

    return {fate: after(fate) for fate in tolls}


def may_tell_tolls(sentences: Sequence[Sentence], table: TermTable, language: str) -> list[int]:
    """Return the sentences with a word that can tell what became of people, and one that counts."""
    languages = {one.language or language for one in sentences}
    fates = frozenset().union(*(fate_stems(code, _COUNTED) for code in languages))
    counts = frozenset().union(*map(count_stems, languages))
    telling = table.having(table.among(fates, languages))
    counting = table.having(table.numeric | table.among(counts, languages))
    found: list[int] = np.flatnonzero(telling & counting).tolist()
    return found


def _toll(quantities: Sequence[Quantity]) -> dict[int, Fraction]:
    """The largest number of people of each fate among the numbers of a sentence."""
    toll: dict[int, Fraction] = {}
    for quantity in quantities:
        if quantity.fate in _COUNTED:
            toll[quantity.fate] = max(quantity.value, toll.get(quantity.fate, quantity.value))
    return toll
