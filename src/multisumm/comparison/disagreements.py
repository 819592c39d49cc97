"""Where the sources of a cluster disagree: all its sentences, at little cost.

Only pairs that share half of their words, and in which something may be against something, are
compared in earnest: other numbers or dates in each, a denial in one, opposites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from multisumm.comparison.compare import (
    Graph,
    Node,
    related_pairs,
    statement_sizes,
    tabulate_statements,
)
from multisumm.comparison.inverted_index import WordIndex, index_words
from multisumm.comparison.lexicon import FIGURES, Tag, all_phrases, load_lexicon
from multisumm.comparison.near_pairs import near_pairs
from multisumm.comparison.provenance import Origin
from multisumm.comparison.related import Relations, languages_of, relations_of
from multisumm.model import ComparedStatement, Sentence
from multisumm.text.languages import has_spaces
from multisumm.text.terms import TermTable
from multisumm.text.tokens import stem_words

SHARED_OF_SHORTER = 0.5
"""Share of the shorter sentence's content words that a longer one must have to contradict it."""

SHARED_OF_LONGER = 0.25
"""The same of the longer one's content words; an attribution may make a sentence much longer."""

MAX_NEIGHBOURS = 40
"""Beside a statement on which sources disagree so many sentences near it are looked at."""

NEARLY_ALL = 2 / 3
"""Sentences that share this of the longer one's content words are compared, whatever differs."""

DENIALS = frozenset(("negation", "failure", "denial"))


class DisagreementSearch:
    """Finds the statements on which different documents disagree, as `compare` does.

    It goes on from the comparisons that a summary has made. Pickled, it makes them again.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        table: TermTable,
        origin: Origin,
        language: str,
        days: Mapping[int, str],
        compared: tuple[WordIndex, Relations] | None = None,
    ) -> None:
        """Keep what is searched.

        Args:
            sentences: The sentences, without those set aside as copies.
            table: Their terms.
            origin: Where they come from.
            language: Their language.
            days: Document -> its date as `YYYY-MM-DD`, where it is known.
            compared: Their index and how they relate; None if that is not known yet.
        """
        self._given = sentences, table, origin, language, days
        self._compared = compared
        self._found: tuple[ComparedStatement, ...] | None = None

    def __call__(self) -> tuple[ComparedStatement, ...]:
        """Return the statements; they are searched for once."""
        if self._found is None:
            self._found = self._search()
        return self._found

    def _search(self) -> tuple[ComparedStatement, ...]:
        sentences, table, origin, language, days = self._given
        if self._compared is not None:
            index, relations = self._compared
        else:
            index = index_words(table, languages=languages_of(sentences, language))
            relations = relations_of(sentences, index, language=language, days=days)
        return _find_disagreements(sentences, table, index, relations, origin, days)

    def __reduce__(self) -> tuple[type[DisagreementSearch], tuple[object, ...]]:
        """Return how to make it again: the functions of the relations cannot be pickled."""
        return DisagreementSearch, self._given


def _find_disagreements(
    sentences: Sequence[Sentence],
    table: TermTable,
    index: WordIndex,
    relations: Relations,
    origin: Origin,
    days: Mapping[int, str],
) -> tuple[ComparedStatement, ...]:
    involved: set[Node] = set()
    pairs: set[tuple[Node, Node]] = set()
    for i, j in _suspects(sentences, table, index, relations.language):
        relation = relations.of(i, j)
        if relation is not None and relation.kind in ("conflict", "update"):
            involved |= {i, j}
            pairs.add((min(i, j), max(i, j)))
    pairs |= {(min(i, j), max(i, j)) for i in involved for j in relations.near(i)[:MAX_NEIGHBOURS]}
    edges = related_pairs(sorted(pairs), relations.of)
    copies = origin.copies
    members = [[one, *copies.get((one.document, one.position), ())] for one in sentences]
    graph = Graph(members, edges, statement_sizes(index), origin, days)
    return tuple(one for one in tabulate_statements(graph) if one.disagreement)


def _suspects(
    sentences: Sequence[Sentence], table: TermTable, index: WordIndex, language: str
) -> Iterator[tuple[Node, Node]]:
    """Yield the pairs of sentences of different documents that may contradict each other."""
    documents = np.array([sentence.document for sentence in sentences])
    languages = sorted(languages_of(sentences, language))
    tests = {code: _contrast_test(table, index, code) for code in languages}
    for pairs in near_pairs(index, share=SHARED_OF_SHORTER):
        longer = np.maximum(index.sizes[pairs.first], index.sizes[pairs.second])
        near = pairs.where(
            (documents[pairs.first] != documents[pairs.second])
            & (pairs.shared >= SHARED_OF_LONGER * longer)
        )
        alike = near.shared >= NEARLY_ALL * np.maximum(
            index.sizes[near.first], index.sizes[near.second]
        )
        for i, j, is_alike in zip(
            near.first.tolist(), near.second.tolist(), alike.tolist(), strict=True
        ):
            may_contradict = tests[sentences[i].language or language]
            if is_alike or may_contradict(i, j):
                yield i, j


class _Signs(NamedTuple):
    """The words of a language by which one sentence may contradict another.

    Attributes:
        figures: Stems of words for numbers, dates and times.
        denials: Stems of words that deny.
        contests: Stems of verbs whose meaning is reversed when their nouns change places.
        sides: Stem -> the groups of opposites that it is in, and on which side.
        prefixes: Beginnings that deny a word.
    """

    figures: frozenset[str]
    denials: frozenset[str]
    contests: frozenset[str]
    sides: Mapping[str, frozenset[tuple[str, int, int]]]
    prefixes: tuple[str, ...]


@cache
def _signs(language: str) -> _Signs:
    lexicon = load_lexicon(language)
    stems: dict[str, set[Tag]] = {}
    for words, tag in (*all_phrases(lexicon.phrases), *all_phrases(lexicon.forms)):
        stems.setdefault(words[0], set()).add(tag)
    forms = list(lexicon.irregular)
    bases = stem_words([lexicon.irregular[form] for form in forms], language)
    for form, stem, base in zip(forms, stem_words(forms, language), bases, strict=True):
        for name in (form, stem):
            stems.setdefault(name, set()).update(stems.get(base, ()))

    def listed(names: frozenset[str]) -> frozenset[str]:
        return frozenset(stem for stem, tags in stems.items() if any(t.list in names for t in tags))

    sides = {
        stem: frozenset(
            (tag.list, *tag.entry) for tag in tags if tag.list in ("opposites", "later")
        )
        for stem, tags in stems.items()
    }
    prefixes = (*lexicon.prefixes, "ne") if language == "cs" else lexicon.prefixes
    return _Signs(
        listed(FIGURES),
        listed(DENIALS),
        listed(frozenset(("contests",))),
        {stem: own for stem, own in sides.items() if own},
        prefixes,
    )


def _contrast_test(
    table: TermTable, index: WordIndex, language: str
) -> Callable[[Node, Node], bool]:
    """Return a function that tells whether anything in two sentences may be a contradiction.

    Without spaces between words, terms are pairs of characters, which the lexicon does not have:
    then all may.
    """
    if not has_spaces(language):
        return lambda i, j: True
    signs, words, numeric = _signs(language), table.vocabulary, table.numeric.tolist()

    @cache
    def terms(i: Node) -> frozenset[int]:
        return frozenset(index.terms_of(i).tolist())

    def is_figure(term: int) -> bool:
        return numeric[term] or words[term] in signs.figures

    def is_denial(term: int) -> bool:
        return words[term] in signs.denials or words[term].endswith(("n't", "n’t"))

    def may_contradict(i: Node, j: Node) -> bool:
        ours, theirs = terms(i) - terms(j), terms(j) - terms(i)
        if any(map(is_figure, ours)) and any(map(is_figure, theirs)):
            return True
        if any(map(is_denial, ours)) != any(map(is_denial, theirs)):
            return True
        own, other = ([words[term] for term in side] for side in (ours, theirs))
        return _have_opposites(own, other, signs) or any(
            words[term] in signs.contests for term in terms(i) & terms(j)
        )

    return may_contradict


def _have_opposites(ours: Sequence[str], theirs: Sequence[str], signs: _Signs) -> bool:
    """Whether a word of the first is an opposite of one of the second, or has a denying prefix."""
    own, other = (
        {side for word in words for side in signs.sides.get(word, ())} for words in (ours, theirs)
    )
    if any(one[:2] == side[:2] and one != side for one in own for side in other):
        return True
    return any(
        prefix + shorter in longer
        for prefix in signs.prefixes
        for shorter_words, longer in ((ours, theirs), (theirs, ours))
        for shorter in shorter_words
    )
