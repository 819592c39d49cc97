"""The words of a question that do not say what it is about, and whether it asks for a number.

`data/question_words.json` lists them by language, phrases with a comma between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.lexicon import all_phrases, count_stems, load_lexicon
from multisumm.resources import read_data
from multisumm.text.languages import LANGUAGES, has_spaces
from multisumm.text.terms import TermTable
from multisumm.text.tokens import tokenize

AskedKind = Literal["number", "time"]
"""What a question asks for, as far as a sentence shows whether it tells one."""

_OF_TIME = frozenset(("months", "weekdays", "times"))


class _QuestionWords(NamedTuple):
    """The words of questions in a language, phrases as their words.

    Attributes:
        words: Words that say next to nothing, wherever they stand (`much`).
        phrases: Phrases whose words say nothing together (`how long`, `what time`).
        asking: Phrases -> what they ask for.
    """

    words: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    asking: Mapping[tuple[str, ...], AskedKind]


def without_question(query: str, *, language: str) -> str:
    """Return a query without phrases of a question, in a language that has no spaces."""
    if has_spaces(language):
        return query
    text = normalize("NFC", query).casefold()
    for phrase in sorted(map("".join, _listed(language).phrases), key=len, reverse=True):
        text = text.replace(phrase, " ")
    return text


def read_question(
    query: str, languages: Iterable[str], function: Set[str]
) -> tuple[frozenset[str], AskedKind | None]:
    """Return the words of a query that only ask, and what it asks for, if it is one of the kinds.

    It asks for that if no word with content stands before the phrase. Without spaces between words,
    the phrase may stand anywhere.

    Args:
        query: The query.
        languages: The languages in which it is read.
        function: Their function words.
    """
    words_asking: set[str] = set()
    asks_for: AskedKind | None = None
    for language in languages:
        listed = _listed(language)
        if not has_spaces(language):
            text = normalize("NFC", query).casefold()
            kinds = [kind for phrase, kind in listed.asking.items() if "".join(phrase) in text]
            asks_for = asks_for or next(iter(kinds), None)
            continue
        words = tokenize(query, language=language)
        ahead = next((i for i, word in enumerate(words) if word not in function), len(words))
        words_asking |= listed.words.intersection(words)
        for phrase in listed.phrases:
            if any(True for _ in _places(phrase, words)):
                words_asking.update(phrase)
        for phrase, kind in listed.asking.items():
            if any(i <= ahead for i in _places(phrase, words)):
                asks_for = asks_for or kind
                words_asking.update(phrase if len(phrase) == 1 else ())
    return frozenset(words_asking), asks_for


def words_counted(query: str, languages: Iterable[str], function: Set[str]) -> frozenset[str]:
    """Return the words whose number a query asks for: the first behind the phrase that asks for it.

    Without spaces between words, none is found.

    Args:
        query: The query.
        languages: The languages in which it is read.
        function: Their function words, and the words that only ask.
    """
    found: set[str] = set()
    for language in filter(has_spaces, languages):
        words = tokenize(query, language=language)
        for phrase, kind in _listed(language).asking.items():
            for i in _places(phrase, words) if kind == "number" else ():
                behind = (word for word in words[i + len(phrase) :] if word not in function)
                found.update(islice(behind, 1))
    return frozenset(found)


def language_of_question(query: str) -> str | None:
    """Return the only language that has the first word of a query as a word for a number or a time.

    `Combien de morts ?` is too short for `identify_language`.
    """
    first = next(iter(tokenize(query, language="")), "")
    found = [language for language in LANGUAGES if (first,) in _listed(language).asking]
    return found[0] if len(found) == 1 else None


def tells_kind(
    kind: AskedKind, table: TermTable, languages: Sequence[str]
) -> NDArray[np.bool_] | None:
    """Return whether each of n sentences has a word of a kind (n,); None if that is not known.

    Args:
        kind: Numbers: a digit or a word for a number. Times: a digit, a month, a weekday, an hour.
        table: The terms of the sentences.
        languages: Their languages.
    """
    if kind == "time" and not all(map(_time_stems, languages)):
        return None
    stems = frozenset[str]().union(
        *(count_stems(one) if kind == "number" else _time_stems(one) for one in languages)
    )
    return table.having(table.numeric | (table.among(stems, languages) & table.content))


def _places(phrase: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """Yield where a phrase stands among words."""
    length = len(phrase)
    for i in range(len(words) - length + 1):
        if words[i] == phrase[0] and tuple(words[i : i + length]) == tuple(phrase):
            yield i


@cache
def _listed(language: str) -> _QuestionWords:
    lists: dict[str, dict[str, str]] = json.loads(read_data("question_words.json"))
    own = lists.get(language, {})

    def phrases(key: str) -> list[tuple[str, ...]]:
        listed = (phrase.split() for phrase in own.get(key, "").split(","))
        return [tuple(words) for words in listed if words]

    kinds: dict[tuple[str, ...], AskedKind] = dict.fromkeys(phrases("time"), "time")
    kinds |= dict.fromkeys(phrases("number"), "number")
    return _QuestionWords(
        frozenset(own.get("words", "").split()), frozenset(phrases("phrases")), kinds
    )


@cache
def _time_stems(language: str) -> frozenset[str]:
    """Return the first stems of phrases for times; none where no weekday is known."""
    lexicon = load_lexicon(language)
    tagged = [(words[0], tag.list) for words, tag in all_phrases(lexicon.phrases)]
    found = frozenset(word for word, listed in tagged if listed in _OF_TIME)
    return found if any(listed == "weekdays" for _, listed in tagged) else frozenset()
