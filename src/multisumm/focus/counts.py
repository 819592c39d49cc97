"""Which sentences give the number that a question asks for, and how many sources give the same.

`How many people died?` asks for a number of people, or of the dead, so a sentence about 22 pupils
among them does not answer it, and of several numbers, the one that most sources give answers first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction

from multisumm.comparison.figures.values import NAME, ORDINAL, SCORE
from multisumm.comparison.statements import Statement, make_statement
from multisumm.focus.query_words import QueryWords
from multisumm.model import Sentence
from multisumm.text.terms import TermTable
from multisumm.text.tokens import stem_words

MAX_READ = 200
"""So many sentences are read for their numbers, the best first, so that the cost is bounded."""

COUNT_REACH = 4
"""What a number counts is told so many words before or behind it, or nearer."""

ALL_WORDS = 3
"""A sentence that answers with a number has all of so many words, or all but one of more."""

_NO_COUNTS = frozenset((ORDINAL, SCORE, NAME))


def support_of_counts(
    query: str,
    words: QueryWords,
    rows: Sequence[int],
    sentences: Sequence[Sentence],
    table: TermTable,
    families: Sequence[int],
    *,
    languages: Sequence[str],
) -> dict[int, float]:
    """Return each sentence that gives the number asked for -> how well it is supported, 0 to 1.

    That is 1 for the value that most families of documents give, of several the largest, as it
    counts the whole; for another, the number of its families by one more than that of the best.

    What is counted are people, and what became of them tells whose number it is (see `fates.py`);
    or else a number counts what a word near it names, in a sentence with the words of the query.

    Args:
        query: A question after a number.
        words: Its words.
        rows: The sentences that are read, the first `MAX_READ` of them.
        sentences: The n sentences.
        table: Their terms.
        families: Family of each document; empty if each is one of its own.
        languages: The languages of the sentences, that of most first.
    """
    fates = _fates_asked(query, words.counted, languages)
    stems = {table.vocabulary[n] for n, met in words.forms.items() if words.counted & {*met}}
    if not (fates or stems):
        return {}
    known = sum(words.found.values())
    least = known - (known > ALL_WORDS)
    values: dict[int, set[Fraction]] = {}
    told: defaultdict[Fraction, set[int]] = defaultdict(set)
    for row in rows[:MAX_READ]:
        one = sentences[row]
        statement = make_statement(one.text, language=one.language or languages[0])
        if fates:
            found = {q.value for q in statement.quantities if q.fate in fates}
        else:
            terms = table.tokens[table.starts[row] : table.starts[row + 1]].tolist()
            met = {word for term in terms for word in words.forms.get(term, ())}
            found = {*_near(statement, stems)} if len(met) >= least else set()
        if found:
            values[row] = found
            for value in found:
                told[value].add(families[one.document] if families else one.document)
    if not told:
        return {}
    best = max(told, key=lambda value: (len(told[value]), value))
    most = len(told[best])
    share = {value: len(by) / (most + 1) for value, by in told.items()} | {best: 1.0}
    return {row: max(share[value] for value in found) for row, found in values.items()}


def _fates_asked(query: str, counted: Set[str], languages: Sequence[str]) -> frozenset[int]:
    """Return the fates that a question names if people as such are counted, or those with them."""
    fates: set[int] = set()
    for language in languages:
        read = make_statement(query, language=language)
        people = {
            read.words[i + k].text.casefold()
            for name in ("persons", "fates")
            for i, tag in read.listed.get(name, ())
            for k in range(tag.length)
        }
        if counted <= people:
            fates.update(tag.entry for _, tag in read.listed.get("fates", ()))
    return frozenset(fates)


def _near(statement: Statement, stems: Set[str]) -> Iterator[Fraction]:
    """Yield the numbers with one of the stems near them, and no other number between."""
    quantities = [one for one in statement.quantities if one.unit not in _NO_COUNTS]
    found = stem_words([word.text.casefold() for word in statement.words], statement.language)
    for number, one in enumerate(quantities):
        low = quantities[number - 1].last if number else 0
        high = len(found) if number + 1 == len(quantities) else quantities[number + 1].first
        around = found[max(low, one.first - COUNT_REACH) : min(high, one.last + COUNT_REACH)]
        if not stems.isdisjoint(around):
            yield one.value
