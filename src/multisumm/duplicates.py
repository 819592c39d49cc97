"""Who says the same, and who would but for a number or a negation.

Two sentences are compared by their content words; numbers, negations and names then decide whether
a close pair says the same, contradicts itself, or speaks of different things.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from multisumm.concepts import distinct_pairs
from multisumm.languages import function_words, negations
from multisumm.model import Sentence
from multisumm.terms import TermTable, sentence_of_token, stem_words, tokenize

REWORDED = 0.6
"""From this Jaccard similarity of content words on, one sentence rewords the other."""

CONTAINED = 0.9
"""From this share of the shorter one's content words in the other on, it is inside the other."""

CONTAINED_WORDS = 4
"""Fewer content words than this are too few to say that one sentence is inside another."""

COMPARABLE = 0.5
"""From this Jaccard similarity on, different numbers in the same place are a contradiction."""

PREFILTER = 0.4
"""Sentences that share no more than this of the shorter one's content words are never compared."""

REPEATED = 0.5
"""Above this Jaccard similarity of all words, a reader meets the same sentence twice."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the content words before and behind it, -1 where there is none."""

    value: str
    before: int
    behind: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it is compared; words are term ids, in the order of the text.

    Attributes:
        words: All its words.
        content: Its content words that are neither numbers nor negations.
        numbers: Its numbers, in figures or in words.
        negations: Its negating words.
        names: Its capitalised words; the first only if others have it capitalised inside.
    """

    words: tuple[int, ...]
    content: frozenset[int]
    numbers: tuple[Number, ...]
    negations: tuple[str, ...]
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two sentences relate: `similarity` of content words, and what they disagree `about`."""

    similarity: float
    about: str | None = None


StatementOf = Callable[[int], Statement]
"""Gives the statement of a sentence by its index."""


def relate(ours: Statement, theirs: Statement) -> Relation | None:
    """How the second sentence relates to the first; None if they speak of different things.

    They say the same if one rewords the other or is inside it, with no other names, negations or
    numbers. They conflict if they are comparable, but a number beside the same word differs, or
    only one of them negates.
    """
    if ours.words == theirs.words:
        return Relation(1.0)
    shared = len(ours.content & theirs.content)
    if not shared or _names_differ(ours, theirs):
        return None
    smaller = min(len(ours.content), len(theirs.content))
    similarity = shared / (len(ours.content) + len(theirs.content) - shared)
    inside = smaller >= CONTAINED_WORDS and shared >= CONTAINED * smaller
    about = _different_numbers(ours, theirs)
    if bool(ours.negations) != bool(theirs.negations):
        negated = f"{_joined(ours.negations)} / {_joined(theirs.negations)}"
        close = similarity >= REWORDED and not _numbers_apart(ours, theirs)
        return Relation(similarity, negated) if close else None
    if about is not None:
        return Relation(similarity, about) if similarity >= COMPARABLE or inside else None
    if _numbers_apart(ours, theirs) or not (inside or similarity >= REWORDED):
        return None
    return Relation(similarity)


def repeats(ours: Statement, theirs: Statement) -> bool:
    """Whether one summary should not hold both: they relate, or share over half of their words."""
    shared = len({*ours.words} & {*theirs.words})
    union = len({*ours.words} | {*theirs.words})
    return shared > REPEATED * union or relate(ours, theirs) is not None


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
        wanted[terms[place == sentence]] = True
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


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What the words of a cluster mean to a comparison; words are term ids.

    Attributes:
        ids: The id of each term.
        content: Whether each term is a content word.
        denying: The negating words, as they are listed.
        values: The value of each word that is a number, in figures.
        names: Words that are capitalised inside some sentence, case folded.
        language: Code of the language.
    """

    ids: Mapping[str, int]
    content: NDArray[np.bool_]
    denying: Mapping[int, str]
    values: Mapping[int, str]
    names: frozenset[str]
    language: str

    def of(self, word: str) -> list[int]:
        """The ids of the terms of a word as it stands in the text."""
        return [self.ids[term] for term in _terms(word, self.language) if term in self.ids]


def make_lexicon(sentences: Sequence[Sentence], table: TermTable, *, language: str) -> Lexicon:
    """The lexicon of the sentences of a cluster."""
    ids = {term: number for number, term in enumerate(table.vocabulary)}
    figures = np.flatnonzero(table.numeric).tolist()
    values = {number: _value(table.vocabulary[number]) for number in figures}
    values.update((ids[term], value) for term, value in _counting(language).items() if term in ids)
    text = "\n".join(sentence.text for sentence in sentences)
    return Lexicon(
        ids=ids,
        content=table.content,
        denying={ids[term]: word for term, word in _denying(language).items() if term in ids},
        values=values,
        names=frozenset(name.casefold() for name in _NAME.findall(text)),
        language=language,
    )


def _terms(word: str, language: str) -> list[str]:
    """The terms of one word as a table has them: function words as they are, others stemmed."""
    return [
        term if term in function_words(language) else stem_words([term], language)[0]
        for term in tokenize(word, language=language)
    ]


@cache
def _denying(language: str) -> Mapping[str, str]:
    """The term of each negating word of a language, and the word itself."""
    return {term: word for word in sorted(negations(language)) for term in _terms(word, language)}


@cache
def _counting(language: str) -> Mapping[str, str]:
    """The term of each number in words and its value in figures; not of 1, an article too."""
    text = (files("multisumm") / "data" / "number_words.json").read_text(encoding="utf-8")
    words: Mapping[str, int] = json.loads(text).get(language, {})
    return {term: str(value) for word, value in words.items() for term in _terms(word, language)}


def make_statement(sentence: Sentence, words: Sequence[int], lexicon: Lexicon) -> Statement:
    """The sentence as it is compared, given the ids of its terms."""
    content = [word for word in words if lexicon.content[word] or word in lexicon.values]
    plain = frozenset(content) - lexicon.values.keys() - lexicon.denying.keys()
    first = _FIRST_WORD.search(sentence.text)
    opens = [first[0]] if first and first[0].casefold() in lexicon.names else []
    names = chain.from_iterable(map(lexicon.of, [*opens, *_NAME.findall(sentence.text)]))
    return Statement(
        words=tuple(words),
        content=plain,
        numbers=tuple(
            Number(lexicon.values[word], before, behind)
            for before, word, behind in zip(
                [-1, *content[:-1]], content, [*content[1:], -1], strict=True
            )
            if word in lexicon.values
        ),
        negations=tuple(lexicon.denying[word] for word in words if word in lexicon.denying),
        names=tuple(name for name in names if name in plain),
    )


def statements(sentences: Sequence[Sentence], table: TermTable, *, language: str) -> StatementOf:
    """A function from the index of a sentence to its statement, made when first asked for."""
    lexicon = make_lexicon(sentences, table, language=language)

    @cache
    def statement(index: int) -> Statement:
        words = table.tokens[table.starts[index] : table.starts[index + 1]].tolist()
        return make_statement(sentences[index], words, lexicon)

    return statement


_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+")
_FIRST_WORD = re.compile(r"\w+")
_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0386-\u03ab\u0400-\u042f\u0531-\u0556"
_NAME = re.compile(rf"(?<=[\w,;:’'\"”»)–-] )[{_CAPITAL}]\w+")


def _value(number: str) -> str:
    """A number in figures without the marks between its thousands."""
    return re.sub(r"\D", "", number) if _GROUPED.fullmatch(number) else number.replace(",", ".")


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


def _numbers_apart(ours: Statement, theirs: Statement) -> bool:
    """Whether each has a number that the other has not."""
    our_values = {number.value for number in ours.numbers}
    their_values = {number.value for number in theirs.numbers}
    return not (our_values <= their_values or their_values <= our_values)


def _different_numbers(ours: Statement, theirs: Statement) -> str | None:
    """The first two numbers that differ, though they stand beside the same word: `129 / 130`."""

    def beside(number: Number, other: Number) -> bool:
        return number.before == other.before >= 0 or number.behind == other.behind >= 0

    def unmatched(numbers: Sequence[Number], others: Sequence[Number]) -> list[Number]:
        return [
            number
            for number in numbers
            if not any(number.value == other.value and beside(number, other) for other in others)
        ]

    for number in unmatched(ours.numbers, theirs.numbers):
        for other in unmatched(theirs.numbers, ours.numbers):
            if number.value != other.value and beside(number, other):
                return f"{number.value} / {other.value}"
    return None


def _joined(negations: Sequence[str]) -> str:
    return " ".join(negations) or "–"
