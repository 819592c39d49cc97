"""How relevant each sentence is to a query: by its words, those near it, and its document.

No model is trained and nothing is looked up: synonyms and other forms of the query's words come
from the documents themselves, by relevance feedback.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import EmptyQuery, NothingToSummarize
from multisumm.focus.speakers import with_speakers
from multisumm.messages import first_names
from multisumm.model import QueryReport, Sentence
from multisumm.resources import read_data
from multisumm.selection.concepts import Concepts
from multisumm.subjects.commonness import rarity_of_words
from multisumm.subjects.likeness import Numbers, make_profiles, measure_likeness
from multisumm.text.language_names import name_of_language
from multisumm.text.languages import UNDECIDED, function_words, identify_language
from multisumm.text.sentences import is_question
from multisumm.text.terms import (
    TermTable,
    changes,
    tabulate_terms,
    terms_of,
)
from multisumm.text.tokens import stem_words, tokenize

Floats = NDArray[np.float64]

K1, B = 1.2, 0.75
"""The constants of BM25 (Robertson & Zaragoza 2009): how soon a repeated word stops to count, and
how much length counts against a sentence."""

OTHER_FORM = 0.5
"""What another form of a word counts for: `negotiation` for `negotiate`."""

MIN_FORM, SAME_BEGINNING = 4, 0.7
"""Two stems are forms of one word if they begin alike, in 4 characters and 0.7 of the longer."""

MAX_FORM, MAX_ALIKE = 64, 20
"""Longer stems have no other forms, and a word is compared with 20 words of the query that begin as
it does, so that the cost is bounded."""

FUNCTION_WORD = 4.0
"""Function words of the query count like words of this rarity (see `rarity_of_words`): `had been`
asks for another tense than `is`."""

REQUEST_WORD = 0.3
"""What a word that often only asks (`report`, `say`) counts for beside those that say what is asked
about, where it may be a matter as well (`peace talks`); in the place of a request, nothing."""

CONTEXT_SHARES = (0.7, 0.5, 0.4, 0.3, 0.2, 0.1)
"""What the sentences next to a sentence count for, those next to them, and so on."""

FED_BACK, FEEDBACK_SENTENCES, FEEDBACK_WORDS = 0.6, 10, 40
"""Relevance feedback (Lavrenko & Croft 2001): the 40 words that tell most of the 10 best sentences
are looked for as well, and count for 0.6 of all."""

AS_ASKED = 0.5
"""Share of the score that is for the words of the query in the sentence itself; the rest is for the
context and for what is fed back."""

OWN_MATCH = 0.3
"""Share of a document's relevance that is for its own words; the rest is for its likeness to the
documents that match best (van Rijsbergen 1979: what is alike is relevant to the same queries)."""

SHARPNESS, MATCHING_DOCUMENTS = 4, 20
"""Documents count as matching best by their match to the power of 4; 20 are looked at."""

UNRELATED, RELATED = 0.15, 0.3
"""A document whose relevance is below 0.15 of the best is about something else; above 0.3, it is as
relevant as any."""

MIN_RELEVANCE, WITHOUT_A_WORD = 0.05, 0.5
"""A sentence is not quoted if it is less relevant, or less than 0.5 without a word of the query."""

ANSWER = 0.5
"""A sentence of this relevance may answer the query in few words."""

OF_A_QUESTION = 0.5
"""What the relevance of a question is multiplied by: it does not answer what is asked."""

FLOOR, POWER = 0.2, 4.0
"""The value of a sentence is multiplied by (0.2 + 0.8 relevance)^4; for a need by a lower power."""

QUESTION_WORDS, NEED_WORDS = 6, 12
"""A query of more than 6 words is a need: it names many matters, of which no sentence has all. So
the power falls with their number, to 1 at 12 words."""


@dataclass(frozen=True, slots=True, eq=False)
class Relevance:
    """How relevant n sentences are to a query.

    Attributes:
        query: The query, and which of its words the documents have.
        scores: Relevance of each sentence, 0 to 1, the most relevant having 1; shape (n,).
        documents: Relevance of the document of each sentence, 0 to 1; shape (n,).
        meets: Whether each sentence has a word of the query in some form; shape (n,).
        power: Power of the relevance by which the value of a sentence is multiplied, 1 to `POWER`.
        languages: The languages of the sentences, that of most first.
        forms: Term of the table -> the words of the query that it is a form of.
        table: The terms of the sentences.
    """

    query: QueryReport
    scores: Floats
    documents: Floats
    meets: NDArray[np.bool_]
    power: float
    languages: tuple[str, ...]
    forms: Mapping[int, tuple[str, ...]]
    table: TermTable

    @property
    def factors(self) -> Floats:
        """What the value of each sentence is multiplied by, 0 to 1; shape (n,)."""
        factors: Floats = (FLOOR + (1.0 - FLOOR) * self.scores) ** self.power * self.documents
        return np.where(self.relevant, factors, 0.0)

    def of_concepts(self, concepts: Concepts) -> Floats:
        """Return what the weight of each concept (c,) is multiplied by, 0 to 1.

        That is the mean relevance of the sentences that have it: what is told as often elsewhere
        tells nothing of what is asked. For a need of many words, all count alike.
        """
        means = concepts.means_of(self.scores * self.documents)
        factors: Floats = _shares_of_best(means) ** ((self.power - 1.0) / (POWER - 1.0))
        return factors

    @property
    def relevant(self) -> NDArray[np.bool_]:
        """Whether each sentence may be quoted (n,)."""
        least = np.where(self.meets, MIN_RELEVANCE, WITHOUT_A_WORD)
        return (self.scores >= least) & (self.documents > 0)

    @property
    def answers(self) -> NDArray[np.bool_]:
        """Whether each sentence is so relevant that it may be short or unlike the others (n,)."""
        return self.relevant & (self.scores * self.documents >= ANSWER)

    def of(self, sentence: int) -> float:
        """Return the relevance of one sentence with that of its document, 0 to 1."""
        return float(self.scores[sentence] * self.documents[sentence])

    def words_met(self, sentence: int) -> tuple[str, ...]:
        """Return the words of the query that a sentence has in some form, in their order there."""
        start, end = self.table.starts[sentence : sentence + 2]
        met = {
            word for t in self.table.tokens[start:end].tolist() for word in self.forms.get(t, ())
        }
        return tuple(word for word in self.query.words if word in met)

    def warnings(self) -> Iterator[str]:
        """Yield a line if the documents lack the words that tell most of the query."""
        missing, language = self.query.missing, self.languages[0]
        if not missing:
            return
        rows = terms_of(self.query.words, language=language)
        rarity = iter(rarity_of_words([*chain.from_iterable(rows)], language).tolist())
        told = {
            word: sum(islice(rarity, len(row)))
            for word, row in zip(self.query.words, rows, strict=True)
        }
        if 2 * sum(told[word] for word in missing) > sum(told.values()):
            yield (
                f"the documents have little of the query; missing: {first_names(missing)}"
                f"{_in_other_words(self.query.text, self.languages)}"
            )

    def take(self, rows: Sequence[int], table: TermTable) -> Relevance:
        """Return the relevance of these sentences only, given their table."""
        kept = list(rows)
        return replace(
            self,
            scores=self.scores[kept],
            documents=self.documents[kept],
            meets=self.meets[kept],
            table=table,
        )


def measure_relevance(
    query: str, sentences: Sequence[Sentence], table: TermTable, *, language: str
) -> Relevance:
    """Return how relevant each sentence is to a query.

    A sentence is scored by BM25 over its words, with the content words of the query weighted by how
    rare they are in the language, and other forms of them counting less. Half of the score is for
    that; half is for the same with its neighbours, and with the words that the best sentences have
    in common. What is said in a turn of a transcript has the name of the speaker, too. Its document
    counts by its own match and by its likeness to the documents that match best, so that one about
    something else is not quoted for a word that it happens to have.

    Args:
        query: A question, keywords, or a need of any length.
        sentences: The n sentences.
        table: Their terms.
        language: The language of those that have none of their own.

    Raises:
        EmptyQuery: The query has no word, or only function words.
        NothingToSummarize: None of its words occurs in the documents.
    """
    shares = Counter(one.language or language for one in sentences)
    languages = tuple(sorted(shares, key=lambda code: (-shares[code], code))) or (language,)
    words = _match_words(query, table, languages)
    missing = tuple(word for word, is_found in words.found.items() if not is_found)
    report = QueryReport(query, tuple(words.found), missing)
    if not words.forms:
        raise NothingToSummarize(
            "nothing to summarize: no document has a word of the query"
            + _in_other_words(query, languages)
        )
    spoken = with_speakers(table, sentences, language=language)
    counts = _count(spoken)
    owners = np.array([one.document for one in sentences], np.int64)
    meets = np.bincount(counts.rows, words.content[counts.terms], len(sentences)) > 0
    asked = words.content * rarity_of_words(table.vocabulary, languages[0])
    own = _bm25(counts, asked + FUNCTION_WORD * words.function)
    documents = _relevance_of_documents(table, owners, counts, asked, language=languages[0])
    context = _with_neighbours(_bm25(counts, asked), owners)
    fed_back = _feed_back(counts, table, context * documents)
    trust = FED_BACK * min(1.0, np.count_nonzero(meets) / FEEDBACK_SENTENCES)
    context = _with_neighbours(
        _bm25(counts, (1.0 - trust) * _shares(asked) + trust * fed_back), owners
    )
    asks = np.array([is_question(one.text, language=one.language or language) for one in sentences])
    scores = _shares_of_best(
        (AS_ASKED * _shares_of_best(own) + (1.0 - AS_ASKED) * _shares_of_best(context))
        * np.where(asks, OF_A_QUESTION, 1.0)
    )
    power = float(np.interp(len(words.about), (QUESTION_WORDS, NEED_WORDS), (POWER, 1.0)))
    return Relevance(report, scores, documents, meets, power, languages, words.forms, table)


def _in_other_words(query: str, languages: Sequence[str]) -> str:
    """Return a clause on the language of the query, if no document is in it."""
    code = identify_language(query)
    if code == UNDECIDED or code in languages:
        return ""
    named = " and ".join(map(name_of_language, languages))
    return f"; it seems to be in {name_of_language(code)}, the documents are in {named}"


# --- words of the query -------------------------------------------------------------------------


class _Words(NamedTuple):
    """The words of a query, and the terms of the table that match them.

    Attributes:
        found: Each content word of the query -> whether the table has a form of it.
        about: Those of which it has, without the words of the request (`describe`).
        forms: Term -> the content words of the query that it is a form of.
        content: What each term counts for as a content word of the query, 0 to 1; shape (v,).
        function: The same as a function word; shape (v,).
    """

    found: dict[str, bool]
    about: frozenset[str]
    forms: dict[int, tuple[str, ...]]
    content: Floats
    function: Floats


def _match_words(query: str, table: TermTable, languages: tuple[str, ...]) -> _Words:
    """Return which terms of the table are words of the query, read in each of the languages.

    A function word of one of them, or of the query's own language, is one in all of them: `de` of a
    French query is in many English names.

    Raises:
        EmptyQuery: The query has no word, or only function words.
    """
    pairs = [
        (word, read.vocabulary[term], bool(read.content[term]))
        for language in languages
        for read in [tabulate_terms([query], language=language)]
        for word, term in zip(tokenize(query, language=language), read.tokens, strict=True)
    ]
    own = [identify_language(query)] if len(pairs) > 1 else []  # one word may be of any language
    function = frozenset(chain.from_iterable(map(function_words, (*languages, *own))))
    content = {word for word, _, is_content in pairs if is_content and word not in function}
    if not content:
        what = "only function words" if pairs else "no word"
        raise EmptyQuery(f"the query has {what} to look for: name what it is about")
    stems = dict.fromkeys((stem, word) for word, stem, _ in pairs if word in content)
    asked = {stem for word, stem, _ in pairs if word not in content}
    count = len(table.vocabulary)
    found_in = dict.fromkeys([word for _, word in stems], False)
    forms: dict[int, tuple[str, ...]] = {}
    weights, function_weights = np.zeros((2, count))
    words_of: dict[str, list[str]] = {}
    for stem, word in stems:
        words_of.setdefault(stem, []).append(word)
    by_beginning = _by_beginning(words_of)
    occurs = np.bincount(table.tokens, minlength=count) > 0  # known documents have words as well
    for number, term in enumerate(table.vocabulary):
        if not occurs[number]:
            continue
        if not table.content[number]:
            function_weights[number] = term in asked
            continue
        others = by_beginning.get(term[: _length_in_common(term)], ())
        found = [stem for stem in others if stem != term and _are_forms(term, stem)]
        if term in words_of:
            found.insert(0, term)
        if found:
            met = tuple(dict.fromkeys(word for stem in found for word in words_of[stem]))
            weights[number] = 1.0 if term in words_of else OTHER_FORM
            forms[number] = met
            found_in.update(dict.fromkeys(met, True))
    asking = own if set(own) & {*languages} else languages
    request = _words_that_ask(query, asking, function)
    about = frozenset(word for word, is_found in found_in.items() if is_found) - request.keys()
    if about:  # the request counts for less, unless there is nothing else
        for number, met in forms.items():
            weights[number] *= max(request.get(word, 1.0) for word in met)
    return _Words(found_in, about, forms, weights, function_weights)


def _words_that_ask(query: str, languages: Sequence[str], function: Set[str]) -> dict[str, float]:
    """Return the words of a query that may only ask -> what they count for.

    That is nothing where it opens with a verb (`describe`), and before a function word (`discussion
    of`, `talk about`); but `REQUEST_WORD` for one that stands elsewhere as well (`peace talks`).
    """
    found: dict[str, float] = {}
    for language in languages:
        verbs, stems = _request_words(language)
        words = tokenize(query, language=language)
        opening = next((word for word in words if word not in function), "")
        own_stems = stem_words(words, language)
        for word, stem, behind in zip(words, own_stems, [*words[1:], ""], strict=True):
            if stem in stems and word not in function:
                asks = behind in function or (word == opening and word in verbs)
                found[word] = max(found.get(word, 0.0), 0.0 if asks else REQUEST_WORD)
    return found


@cache
def _request_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return verbs that ask to be told something (`describe`); and the stems of all such words."""
    lists: dict[str, dict[str, str]] = json.loads(read_data("request_words.json"))
    verbs, nouns = (lists.get(language, {}).get(kind, "").split() for kind in ("verbs", "nouns"))
    return frozenset(verbs), frozenset(stem_words([*verbs, *nouns], language))


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


# --- scores ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """How often each of n sentences has each term: e entries, ascending by sentence and term."""

    rows: Numbers
    terms: Numbers
    times: Floats
    lengths: Floats
    rarity: Floats

    @property
    def weights(self) -> Floats:
        """Return what each entry counts for in BM25 (e,), before the weight of its term."""
        length = self.lengths / max(self.lengths.mean(), 1e-9)
        norm = K1 * (1.0 - B + B * length[self.rows])
        weights: Floats = self.times * (K1 + 1.0) / (self.times + norm)
        return weights * self.rarity[self.terms]


def _count(table: TermTable) -> _Counts:
    n, v = len(table.starts) - 1, len(table.vocabulary)
    packed = np.sort(table.owners * v + table.tokens)
    first = np.flatnonzero(changes(packed))
    rows, terms = packed[first] // v, packed[first] % v
    frequency = np.bincount(terms, minlength=v)
    rarity = np.log1p((n - frequency + 0.5) / (frequency + 0.5))
    times = np.diff(first, append=len(packed)).astype(np.float64)
    return _Counts(rows, terms, times, np.maximum(table.content_lengths, 1.0), rarity)


def _bm25(counts: _Counts, asked: Floats) -> Floats:
    """Return the BM25 score of each sentence (n,) for terms of these weights (v,)."""
    weights = counts.weights * asked[counts.terms]
    return np.bincount(counts.rows, weights, len(counts.lengths)).astype(np.float64)


def _with_neighbours(scores: Floats, owners: Numbers) -> Floats:
    """Return the scores (n,) with a share of those of the sentences near in the same document."""
    near = scores.copy()
    for distance, share in enumerate(CONTEXT_SHARES, start=1):
        same = owners[distance:] == owners[:-distance]
        near[distance:] += np.where(same, share * scores[:-distance], 0.0)
        near[:-distance] += np.where(same, share * scores[distance:], 0.0)
    return near


def _feed_back(counts: _Counts, table: TermTable, scores: Floats) -> Floats:
    """Return the content words that the best sentences tell most of, as shares (v,)."""
    best = _largest(scores, FEEDBACK_SENTENCES)
    weight = np.zeros(len(scores))
    weight[best] = scores[best] / np.maximum(counts.lengths[best], 1.0)
    inside = np.flatnonzero(weight[counts.rows])
    told = np.bincount(
        counts.terms[inside],
        counts.times[inside] * weight[counts.rows[inside]],
        len(table.vocabulary),
    ) * (counts.rarity * table.content)
    kept = _largest(told, FEEDBACK_WORDS)
    fed_back = np.zeros(len(told))
    fed_back[kept] = told[kept]
    return _shares(fed_back)


def _relevance_of_documents(
    table: TermTable, owners: Numbers, counts: _Counts, asked: Floats, *, language: str
) -> Floats:
    """Return how relevant the document of each sentence is (n,), 0 to 1.

    That is 0 if it is less than `UNRELATED` of the best, 1 if it is more than `RELATED`.
    """
    numbers, own = np.unique(owners, return_inverse=True)
    documents = TermTable(
        table.vocabulary,
        table.tokens[np.argsort(own[table.owners], kind="stable")],
        np.concatenate([[0], np.cumsum(np.bincount(own, table.lengths))]).astype(np.int64),
        table.content,
        table.numeric,
    )
    count = len(numbers)
    of_documents = replace(_count(documents), rarity=counts.rarity)
    match = _shares_of_best(_bm25(of_documents, asked))
    best = _largest(match, MATCHING_DOCUMENTS)
    profiles = make_profiles(table, own[table.owners], count, language=language)
    likeness = measure_likeness(profiles, best).astype(np.float64) @ match[best] ** SHARPNESS
    relevance = OWN_MATCH * match + (1.0 - OWN_MATCH) * _shares_of_best(likeness)
    shown: Floats = np.clip((relevance - UNRELATED) / (RELATED - UNRELATED), 0.0, 1.0)
    return shown[own]


def _largest(values: Floats, number: int) -> Numbers:
    """Return where the largest values above 0 are, ascending, and all that equal the last of them.

    So the order of documents decides nothing.
    """
    least = np.sort(values)[-number] if len(values) > number else 0.0
    return np.flatnonzero((values >= least) & (values > 0))


def _shares(values: Floats) -> Floats:
    """Return values so that they add up to 1, if any is above 0."""
    return values / max(float(values.sum()), 1e-12)


def _shares_of_best(values: Floats) -> Floats:
    """Return values as shares of the largest, if that is above 0."""
    return values / max(float(values.max(initial=0.0)), 1e-12)
