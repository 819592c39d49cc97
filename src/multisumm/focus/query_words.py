"""The words of a query, and the words of the documents that say the same.

Other forms of a word, irregular ones too (`sank` for `sink`), and words that mean the same (`boat`
for `ship`) are those of the lexicons in `data/lexicon/`, for the languages that have one.
`data/request_words.json` has the words of a request (`describe`), which do not say what is asked
about.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from itertools import chain
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.lexicon import all_phrases, load_lexicon
from multisumm.errors import EmptyQuery
from multisumm.focus.questions import (
    AskedKind,
    language_of_question,
    read_question,
    without_question,
    words_counted,
)
from multisumm.resources import read_data
from multisumm.text.languages import UNDECIDED, function_words, identify_language
from multisumm.text.terms import TermTable, tabulate_terms
from multisumm.text.tokens import stem_words, tokenize

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

OTHER_FORM = 0.5
"""What another form of a word counts for, `negotiation` for `negotiate`, and one that means the
same, `boat` for `ship`. Irregular forms count like the word."""

MIN_FORM, SAME_BEGINNING = 4, 0.7
"""Two stems are forms of one word if they begin alike, in 4 characters and 0.7 of the longer."""

MAX_FORM, MAX_ALIKE = 64, 20
"""Longer stems have no other forms, and a word is compared with 20 words of the query that begin as
it does, so that the cost is bounded."""

OF_ONE_MEANING = 0.5
"""A word means the same as one of the query if half of its groups of synonyms have that as well:
`ship` is no word for `boat`, as it is more often another one."""

REQUEST_WORD = 0.3
"""What a word that often only asks (`report`, `say`) counts for where it may be a matter as well
(`Who left the peace talks?`); in the place of a request, it counts nothing."""


class QueryWords(NamedTuple):
    """The words of a query, and the terms of the table that match them.

    Attributes:
        found: Each content word of the query -> whether the table has a form of it.
        about: Those of which it has, without the words of the request (`describe`).
        forms: Term -> the content words of the query that it is a form of, or means the same as;
            empty if only words that ask are found, though something is asked about.
        content: What each term counts for as a content word of the query, 0 to 1; shape (v,).
        function: The same as a function word; shape (v,).
        asks_for: What the query asks for, if it is a question after a number or a time.
        counted: The content words whose number it asks for.
    """

    found: dict[str, bool]
    about: frozenset[str]
    forms: dict[int, tuple[str, ...]]
    content: NDArray[np.float64]
    function: NDArray[np.float64]
    asks_for: AskedKind | None
    counted: frozenset[str]

    @property
    def telling(self) -> list[int]:
        """The terms that match what is asked about, or the request, if there is nothing else."""
        about = self.about or frozenset(self.found)
        return [number for number, met in self.forms.items() if not about.isdisjoint(met)]


def match_words(
    query: str, table: TermTable, languages: tuple[str, ...], *, in_other_words: bool = True
) -> QueryWords:
    """Return which terms of the table are words of the query, read in each of the languages.

    A function word of one of them, or of the query's own language, is one in all of them: `de` of a
    French query is in many English names. So are words of a question (`how much`).

    Args:
        query: The query.
        table: The terms.
        languages: The languages in which the query is read.
        in_other_words: Whether irregular forms and words that mean the same are looked for, too.

    Raises:
        EmptyQuery: The query has no word, or only function words.
    """
    readings = {language: without_question(query, language=language) for language in languages}
    pairs = [
        (word, own.vocabulary[term], bool(own.content[term]))
        for language, text in readings.items()
        for own in [tabulate_terms([text], language=language)]
        for word, term in zip(tokenize(text, language=language), own.tokens, strict=True)
    ]
    own = [language_of_query(query)] if len(pairs) > 1 else []  # one word may be of any language
    function = frozenset(chain.from_iterable(map(function_words, (*languages, *own))))
    asking, asks_for = read_question(query, dict.fromkeys((*languages, *own)), function)
    function |= asking
    content = {word for word, _, is_content in pairs if is_content and word not in function}
    if not content:
        what = "only function words" if pairs else "no word"
        raise EmptyQuery(f"the query has {what} to look for: name what it is about")
    words_of: dict[str, list[str]] = {}
    for stem, word in dict.fromkeys((stem, word) for word, stem, _ in pairs if word in content):
        words_of.setdefault(stem, []).append(word)
    asked = {stem for word, stem, _ in pairs if word not in content}
    found = dict.fromkeys(chain.from_iterable(words_of.values()), False)
    others = _other_words(words_of, languages if in_other_words else ())
    forms, weights, function_weights = _match_terms(table, words_of, asked, others)
    found.update(dict.fromkeys(chain.from_iterable(forms.values()), True))
    requesting = own if set(own) & {*languages} else languages
    request = words_that_ask(query, requesting, function)
    about = frozenset(word for word, is_found in found.items() if is_found) - request.keys()
    if about:  # the request counts for less, unless there is nothing else
        for number, met in forms.items():
            weights[number] *= max(request.get(word, 1.0) for word in met)
    elif any(request.get(word) != 0.0 for word in found) and all(
        request.get(word) == 0.0 for word, is_found in found.items() if is_found
    ):
        forms = {}  # of what is asked about, nothing is found
    counted = words_counted(query, dict.fromkeys((*languages, *own)), function)
    return QueryWords(found, about, forms, weights, function_weights, asks_for, counted)


def language_of_query(query: str) -> str:
    """Return the language of a query; `und` if that cannot be told."""
    code = identify_language(query)
    return code if code != UNDECIDED else language_of_question(query) or code


def _match_terms(
    table: TermTable,
    words_of: Mapping[str, Sequence[str]],
    asked: Set[str],
    others: tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]],
) -> tuple[dict[int, tuple[str, ...]], NDArray[np.float64], NDArray[np.float64]]:
    """Return which words of a query each term is a form of, and what it counts for.

    Args:
        table: The terms.
        words_of: Stem of content words of the query -> these words.
        asked: Stems of its function words.
        others: Terms -> the stems of which they are irregular forms; and those that they replace.

    Returns:
        Term -> the words; what each counts for as a content word (v,), as a function word (v,).
    """
    count = len(table.vocabulary)
    forms: dict[int, tuple[str, ...]] = {}
    weights, function_weights = np.zeros((2, count))
    irregular, same = others
    by_beginning = _by_beginning(words_of)
    told: set[str] = set()  # words of the query that the table has
    occurs = np.bincount(table.tokens, minlength=count) > 0  # known documents have words as well
    for number, term in enumerate(table.vocabulary):
        if not occurs[number]:
            continue
        if not table.content[number]:
            function_weights[number] = term in asked
            continue
        whole = [*([term] if term in words_of else ()), *irregular.get(term, ())]
        alike = by_beginning.get(term[: _length_in_common(term)], ())
        found = [*whole, *(stem for stem in alike if stem != term and _are_forms(term, stem))]
        found += same.get(term, ())
        if found:
            forms[number] = tuple(dict.fromkeys(word for stem in found for word in words_of[stem]))
            weights[number] = 1.0 if whole else OTHER_FORM
            told.update(word for stem in whole for word in words_of[stem])
    # What stands for a word that no document has counts as the word.
    only = [n for n, met in forms.items() if weights[n] < 1.0 and told.isdisjoint(met)]
    weights[only] = 1.0
    return forms, weights, function_weights


# --- other words ----------------------------------------------------------------------------------


def _other_words(
    stems: Iterable[str], languages: Sequence[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return terms -> the stems of a query of which they are irregular forms; and synonyms."""
    irregular: defaultdict[str, list[str]] = defaultdict(list)
    same: defaultdict[str, list[str]] = defaultdict(list)
    for language in languages:
        words = _words_by_meaning(language)
        for stem in stems:
            base = words.bases.get(stem, stem)
            forms = words.forms.get(base, frozenset())
            for form in sorted(forms - {stem}):
                irregular[form].append(stem)
            groups = words.groups.get(base, frozenset())
            near = frozenset[str]().union(*(words.members[group] for group in groups)) - {base}
            for other in sorted(near):
                own = words.groups[other]
                if len(own & groups) >= OF_ONE_MEANING * len(own):
                    for form in sorted((words.forms.get(other, frozenset()) | {other}) - forms):
                        same[form].append(stem)
    return irregular, same


class _Meanings(NamedTuple):
    """The words of a language by their stems.

    Attributes:
        bases: Stem of an irregular form -> that of its base form.
        forms: Stem of a base form -> those of its irregular forms, and itself.
        groups: Stem of a word -> its groups of synonyms.
        members: Group -> the stems in it.
    """

    bases: Mapping[str, str]
    forms: Mapping[str, frozenset[str]]
    groups: Mapping[str, frozenset[int]]
    members: Mapping[int, frozenset[str]]


@cache
def _words_by_meaning(language: str) -> _Meanings:
    lexicon = load_lexicon(language)
    function = function_words(language)
    stems = stem_words([*lexicon.irregular], language)
    of_base = stem_words([*lexicon.irregular.values()], language)
    groups: defaultdict[str, set[int]] = defaultdict(set)
    members: defaultdict[int, set[str]] = defaultdict(set)
    for words, tag in all_phrases(lexicon.phrases):
        if tag.list == "synonyms" and tag.length == 1:
            groups[words[0]].add(tag.entry)
            members[tag.entry].add(words[0])
    bases = {
        stem: base
        for form, stem, base in zip(lexicon.irregular, stems, of_base, strict=True)
        if function.isdisjoint((form, base)) and stem not in groups  # lives, life; but also to live
    }
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for stem, base in bases.items():
        forms[base] |= {stem, base}
    return _Meanings(bases, _frozen(forms), _frozen(groups), _frozen(members))


def _frozen(sets: Mapping[_Key, Iterable[_Value]]) -> dict[_Key, frozenset[_Value]]:
    return {key: frozenset(values) for key, values in sets.items()}


def _by_beginning(stems: Iterable[str]) -> dict[str, list[str]]:
    """Return the beginnings of stems, from `MIN_FORM` characters on -> the first that have them."""
    found: dict[str, list[str]] = {}
    for stem in stems:
        for length in range(MIN_FORM, min(len(stem), MAX_FORM) + 1):
            others = found.setdefault(stem[:length], [])
            if len(others) < MAX_ALIKE:
                others.append(stem)
    return found


def _length_in_common(stem: str) -> int:
    """Return how many characters at its beginning a form of a stem has in common with it."""
    return max(MIN_FORM, math.ceil(SAME_BEGINNING * len(stem)))


def _are_forms(term: str, stem: str) -> bool:
    """Whether two stems begin so much alike that they are forms of one word."""
    needed = max(_length_in_common(term), _length_in_common(stem))
    return (
        len(term) >= needed
        and len(stem) > MIN_FORM
        and term[:needed] == stem[:needed]
        and term.isalpha()
    )


# --- words that ask -------------------------------------------------------------------------------


def words_that_ask(query: str, languages: Sequence[str], function: Set[str]) -> dict[str, float]:
    """Return the words of a query that may only ask -> what they count for.

    That is nothing where it opens with a verb (`describe`), before a function word (`discussion
    of`, `talk about`), and where a verb ends a sentence (`What did she say?`). One that stands
    elsewhere as well counts for `REQUEST_WORD` (`Who left the peace talks?`). Among keywords,
    nothing is asked with it (`peace talks`): there it is no such word.
    """
    found: dict[str, float] = {}
    for language in languages:
        verbs, stems = _request_words(language)
        words = tokenize(query, language=language)
        opening = next((word for word in words if word not in function), "")
        is_sentence = not function.isdisjoint(words)
        if not (is_sentence or opening in verbs):
            continue
        own_stems = stem_words(words, language)
        for word, stem, behind in zip(words, own_stems, [*words[1:], ""], strict=True):
            if stem in stems and word not in function:
                ends = is_sentence and not behind
                asks = behind in function or (word in verbs and (ends or word == opening))
                found[word] = max(found.get(word, 0.0), 0.0 if asks else REQUEST_WORD)
    return found


@cache
def _request_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return verbs that ask to be told something (`describe`); and the stems of all such words."""
    lists: dict[str, dict[str, str]] = json.loads(read_data("request_words.json"))
    verbs, nouns = (lists.get(language, {}).get(kind, "").split() for kind in ("verbs", "nouns"))
    return frozenset(verbs), frozenset(stem_words([*verbs, *nouns], language))
