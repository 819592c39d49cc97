"""Which sentences give the number or the time that a question asks for.

`How many people died?` asks for a number of people, or of the dead, so a sentence about 22 pupils
among them does not answer it, and of several numbers, the one that most sources give answers first.
`When did it sink?` is not answered by the day on which somebody said so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from fractions import Fraction

from multisumm.comparison.figures.values import NAME, ORDINAL, SCORE
from multisumm.comparison.lexicon import fate_stems
from multisumm.comparison.statements import (
    ReadSentence,
    interpret,
    make_statement,
    read_sentence,
)
from multisumm.focus.query_words import QueryWords
from multisumm.model import Sentence
from multisumm.text.languages import has_spaces
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
    or else a number counts what a word near it names, in a sentence with the words of the query. If
    there is none, those with the fate that the query names are meant: sailors, of the crew rescued.

    Args:
        query: A question after a number.
        words: Its words.
        rows: The sentences that are read, the first `MAX_READ` of them.
        sentences: The n sentences.
        table: Their terms.
        families: Family of each document; empty if each is one of its own.
        languages: The languages of the sentences, that of most first.
    """
    fates, are_people = _fates_asked(query, words.counted, languages)
    stems = {table.vocabulary[n] for n, met in words.forms.items() if words.counted & {*met}}
    telling = stems.union(*(fate_stems(language, fates) for language in languages))
    if all(map(has_spaces, languages)):  # elsewhere, terms are pairs of characters
        has = table.having(table.among(telling, languages))
        rows = [row for row in rows if has[row]]
    known = sum(words.found.values())
    least = known - (known > ALL_WORDS)
    of_fates: dict[int, set[Fraction]] = {}
    of_words: dict[int, set[Fraction]] = {}
    for row in rows[:MAX_READ]:
        one = sentences[row]
        reading = read_sentence(one.text, language=one.language or languages[0])
        of_fates[row] = {*_with_fates(reading, fates)}
        met = {word for term in table.of(row).tolist() for word in words.forms.get(term, ())}
        if not are_people and len(met) >= least:
            of_words[row] = {*_near(reading, stems)}
    told = of_words if any(of_words.values()) else of_fates
    return _supported(
        told, [families[one.document] if families else one.document for one in sentences]
    )


def _supported(told: Mapping[int, Set[Fraction]], families: Sequence[int]) -> dict[int, float]:
    """Return the sentences that tell values -> how well the best of them is supported.

    Args:
        told: Sentence -> the values that it tells.
        families: Family of the document of each sentence (n,).
    """
    by: defaultdict[Fraction, set[int]] = defaultdict(set)
    for row, values in told.items():
        for value in values:
            by[value].add(families[row])
    if not by:
        return {}
    best = max(by, key=lambda value: (len(by[value]), value))
    most = len(by[best])
    share = {value: len(having) / (most + 1) for value, having in by.items()} | {best: 1.0}
    return {row: max(share[value] for value in values) for row, values in told.items() if values}


def rows_with_times(
    rows: Sequence[int], sentences: Sequence[Sentence], *, language: str
) -> list[int]:
    """Return the sentences with a date or a time of what they tell, not only of who says so when.

    Args:
        rows: The sentences that are read, the first `MAX_READ` of them.
        sentences: The n sentences.
        language: The language of sentences that have none of their own.
    """

    def tells_time(one: Sentence) -> bool:
        reading = read_sentence(one.text, language=one.language or language)
        return bool(reading.moments and interpret(reading, known_names=()).moments)

    return [row for row in rows[:MAX_READ] if tells_time(sentences[row])]


def _fates_asked(
    query: str, counted: Set[str], languages: Sequence[str]
) -> tuple[frozenset[int], bool]:
    """Return the fates that a question names, and whether it counts people, or all with a fate."""
    fates: set[int] = set()
    are_people = False
    for language in languages:
        read = make_statement(query, language=language)
        people = {
            read.words[i + k].text.casefold()
            for name in ("persons", "fates")
            for i, tag in read.listed.get(name, ())
            for k in range(tag.length)
        }
        named = {tag.entry for _, tag in read.listed.get("fates", ())}
        fates |= named
        are_people |= bool(named) and counted <= people
    return frozenset(fates), are_people


def _with_fates(reading: ReadSentence, fates: Set[int]) -> Iterator[Fraction]:
    """Yield how many people met one of the fates, but not how many of some (`22 of the pupils`)."""
    line = reading.line
    for one in reading.quantities:
        if one.fate in fates and line.word(one.last) not in line.small.of:
            yield one.value


def _near(reading: ReadSentence, stems: Set[str]) -> Iterator[Fraction]:
    """Yield the numbers with one of the stems near them, and no other number between."""
    line = reading.line
    quantities = [one for one in reading.quantities if one.unit not in _NO_COUNTS]
    found = stem_words([word.text.casefold() for word in line.words], line.language)
    for number, one in enumerate(quantities):
        low = quantities[number - 1].last if number else 0
        high = len(found) if number + 1 == len(quantities) else quantities[number + 1].first
        around = found[max(low, one.first - COUNT_REACH) : min(high, one.last + COUNT_REACH)]
        if not stems.isdisjoint(around):
            yield one.value
