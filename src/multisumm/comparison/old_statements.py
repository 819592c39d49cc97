"""Sentences as they are compared: their words, numbers by value, negations and names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import chain

import numpy as np

from multisumm.model import Sentence
from multisumm.resources import read_data
from multisumm.text.languages import has_spaces, negations
from multisumm.text.terms import TermTable, terms_of


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as it is compared; words are term ids.

    Attributes:
        words: All its words, in order.
        vocabulary: The same, each once.
        content: Its content words that are neither numbers nor negations.
        names: Its capitalised words, in order; the first only if others have it capitalised inside.
        clause: Its words in order, without negations, each number as `ANY_NUMBER`.
        figures: For each word of `clause` the value of the number there, or "".
        denials: For each word of `clause` the negations right before it, or ""; the last word has
            those behind it, too.
    """

    words: tuple[int, ...]
    vocabulary: frozenset[int]
    content: frozenset[int]
    names: tuple[int, ...]
    clause: tuple[int, ...]
    figures: tuple[str, ...]
    denials: tuple[str, ...]


ANY_NUMBER = -1
"""What stands for every number in a clause."""


StatementOf = Callable[[int], Statement]
"""Gives the statement of a sentence by its index."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What the words of a cluster mean to a comparison; words are term ids.

    Attributes:
        content: The content words that are neither numbers nor negations.
        denying: The negating words, as they are listed.
        values: The value of each word that is a number, in figures.
        names: Words that are capitalised inside some sentence, case folded, and their terms.
    """

    content: frozenset[int]
    denying: Mapping[int, str]
    values: Mapping[int, str]
    names: Mapping[str, Sequence[int]]


def make_lexicon(sentences: Sequence[Sentence], table: TermTable, *, language: str) -> Lexicon:
    """The lexicon of the sentences of a cluster."""
    ids = {term: number for number, term in enumerate(table.vocabulary)}
    figures = np.flatnonzero(table.numeric).tolist()
    values = {
        number: _value(table.vocabulary[number])
        for number in figures
        if ":" not in table.vocabulary[number]  # the time of day differs between any two events
    }
    values.update((ids[term], value) for term, value in _counting(language).items() if term in ids)
    denying = _denying_among(ids, language)
    names = list(dict.fromkeys(_names_in("\n".join(sentence.text for sentence in sentences))))
    terms = terms_of(names, language=language)
    return Lexicon(
        content=frozenset(np.flatnonzero(table.content).tolist()).difference(denying, values),
        denying=denying,
        values=values,
        names={
            name.casefold(): [ids[term] for term in own if term in ids]
            for name, own in zip(names, terms, strict=True)
        },
    )


@cache
def _denying(language: str) -> Mapping[str, str]:
    """The term of each negating word of a language, and the word itself."""
    words = sorted(negations(language))
    terms = terms_of(words, language=language)
    return {term: word for word, own in zip(words, terms, strict=True) for term in own}


def _denying_among(ids: Mapping[str, int], language: str) -> dict[int, str]:
    """The terms that negate; where words are pairs of characters, one of the two is enough."""
    words = _denying(language)
    if has_spaces(language):
        return {ids[term]: word for term, word in words.items() if term in ids}
    parts = {term: [part for part in (*term, term) if part in words] for term in ids}
    return {ids[term]: words[found[0]] for term, found in parts.items() if found}


@cache
def _counting(language: str) -> Mapping[str, str]:
    """The term of each number in words and its value in figures; not of 1, an article too."""
    text = read_data("number_words.json")
    words: Mapping[str, int] = json.loads(text).get(language, {})
    terms = terms_of(list(words), language=language)
    values = map(str, words.values())
    return {term: value for value, own in zip(values, terms, strict=True) for term in own}


def make_statement(sentence: Sentence, words: Sequence[int], lexicon: Lexicon) -> Statement:
    """The sentence as it is compared, given the ids of its terms."""
    vocabulary = frozenset(words)
    content = vocabulary & lexicon.content
    first = _FIRST_WORD.search(sentence.text)
    opens = [first[0]] if first and first[0].casefold() in lexicon.names else []
    capitalised = [name.casefold() for name in [*opens, *_names_in(sentence.text)]]
    names = chain.from_iterable(map(lexicon.names.__getitem__, capitalised))
    clause, figures, denials = _clause(words, lexicon)
    return Statement(
        words=tuple(words),
        vocabulary=vocabulary,
        content=content,
        names=tuple(name for name in names if name in content),
        clause=tuple(clause),
        figures=tuple(figures),
        denials=tuple(denials),
    )


def _clause(
    words: Sequence[int], lexicon: Lexicon
) -> tuple[Sequence[int], Sequence[str], Sequence[str]]:
    """The words without the negations, and which number and which negations go with each."""
    if lexicon.values.keys().isdisjoint(words) and lexicon.denying.keys().isdisjoint(words):
        nothing = ("",) * len(words)
        return words, nothing, nothing
    clause: list[int] = []
    figures: list[str] = []
    denials: list[str] = []
    denial = ""
    for word in words:
        figure = lexicon.values.get(word, "")
        joined = _joined_number(figures[-1], figure) if figure and figures and not denial else ""
        if word in lexicon.denying:
            denying = lexicon.denying[word]
            denial = denial if denial.endswith(denying) else f"{denial} {denying}".lstrip()
        elif joined:
            figures[-1] = joined
        else:
            clause.append(ANY_NUMBER if figure else word)
            figures.append(figure)
            denials.append(denial)
            denial = ""
    if denial and denials:  # a negation may end a sentence: "Er kam nicht."
        denials[-1] = f"{denials[-1]} {denial}".lstrip()
    return clause, [figure and _plain(figure) for figure in figures], denials


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
_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f\u0386-\u03ab\u0400-\u042f\u0531-\u0556"
_INSIDE = re.compile(rf"(?<=[\w,;:’'\"”»)–-] )[{_CAPITAL}]\w+")
_SCALES = tuple(map(Decimal, (100, 1000, 10**5, 10**6, 10**7, 10**9, 10**12)))


def _names_in(text: str) -> list[str]:
    """The capitalised words inside a sentence."""
    return [word for word in _INSIDE.findall(text) if word[0].isupper()]


def _value(number: str) -> str:
    """A number in figures without the marks between its thousands, with a point for decimals."""
    if _GROUPED.fullmatch(number):
        return re.sub(r"\D", "", number)
    return number.replace(",", ".")


def _decimal(figure: str) -> Decimal | None:
    """The number that a figure is, if it is one: `447` but not `LH447`, `2016-02-01` or `1.2.3`."""
    try:
        number = Decimal(figure)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(figure: str) -> str:
    """A figure as it compares: `5.0` and `05` are 5."""
    number = _decimal(figure)
    return figure if number is None else f"{number.normalize():f}"


def _joined_number(first: str, second: str) -> str:
    """The number that two make: 3 million, two hundred, thirty-four, 20 000; else ""."""
    a, b = _decimal(first), _decimal(second)
    if a is None or b is None:
        return ""
    if b in _SCALES and a < b:
        return f"{a * b:f}"
    if len(second) == 3 and second.isdigit() and first.isdigit():
        return first + second
    if (20 <= a < 100 and a % 10 == 0 < b < 10) or (a >= 100 and a % 100 == 0 < b < 100):
        return f"{a + b:f}"
    return ""
