"""How relevant each sentence is to a query: by its words, those near it, and its document.

No model is trained. Words that stand for those of the query come from the lexicons of the package,
and from the documents themselves, by relevance feedback.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import NothingToSummarize
from multisumm.focus.asked_values import rows_with_times, support_of_counts
from multisumm.focus.matching import Floats, TermCounts, bm25, count_terms, match
from multisumm.focus.query_words import language_of_query, match_words
from multisumm.focus.questions import tells_kind
from multisumm.focus.speakers import with_speakers
from multisumm.focus.titles import with_titles
from multisumm.messages import first_names
from multisumm.model import QueryReport, Sentence
from multisumm.selection.concepts import Concepts
from multisumm.subjects.commonness import rarity_of_words
from multisumm.subjects.likeness import Numbers, make_profiles, measure_likeness
from multisumm.text.language_names import name_of_language
from multisumm.text.languages import UNDECIDED
from multisumm.text.sentences import is_question
from multisumm.text.terms import TermTable, stack_rows, take_rows, terms_of

Truths = NDArray[np.bool_]

FUNCTION_WORD = 4.0
"""Function words of the query count like words of this rarity (see `rarity_of_words`): `had been`
asks for another tense than `is`; but the less, the less of the other words a sentence has."""

IN_THE_TITLE, OF_A_TITLE = 0.5, 0.5
"""What the title has of the query counts for 0.5 in each sentence of the document; and they need no
word of their own if that is half of the query, by the rarity of its words: they are about it."""

TOGETHER = 0.5
"""The match of a sentence is multiplied by the share of the query that it has to this power: one
with both of two words is a better match than a short one with one of them."""

SPOKEN = 0.5
"""Where more of the sentences than this are from turns of a transcript or chat, only the words of
the query themselves are looked for, all that a sentence has of them adds up, and what is near one
counts in short documents, too: whoever speaks repeats the words. On questions about meetings, the
rest lost."""

CONTEXT_SHARES = (0.7, 0.5, 0.4, 0.3, 0.2, 0.1)
"""What the sentences next to a sentence count for, those next to them, and so on."""

SHORT_DOCUMENT = 4 * len(CONTEXT_SHARES) + 2
"""In a document of so many sentences, twice those that are near one, all are near something."""

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

OF_A_QUESTION, OF_THE_QUESTION = 0.5, 0.04
"""What the relevance of a question is multiplied by, which does not answer what is asked; and that
of one that asks just this: half of its content words are of the query."""

BEHIND_THE_QUESTION = 0.8
"""The sentence behind one that asks just this matches 0.8 as well as if it had the same words."""

OF_ANOTHER_KIND = 0.5
"""What the relevance of a sentence without a number is multiplied by, if a number is asked for, and
of one without a time, if that is. So is that of one with a number of something else, where any
gives the number that is asked for, and of one with only the day on which somebody said so. One with
the number of most sources matches like the best."""

EACH_WORD = 1.0
"""What a summary gains by having all words of a question, as a share of what its best sentence is
worth: so that it speaks of borders, too, if asked what was agreed on borders."""

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
        shares: Word of the query -> the share of the query that it tells; empty in a transcript.
    """

    query: QueryReport
    scores: Floats
    documents: Floats
    meets: NDArray[np.bool_]
    power: float
    languages: tuple[str, ...]
    forms: Mapping[int, tuple[str, ...]]
    table: TermTable
    shares: Mapping[str, float]

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
        factors: Floats = _shares_of_best(means) ** _sharpness(self.power)
        return factors

    def with_words(self, concepts: Concepts, quality: Floats, best: float) -> Concepts:
        """Return concepts with the words of the query among them, which a summary should have.

        Args:
            concepts: The concepts of the n sentences.
            quality: What share of a concept's weight each sentence conveys (n,); 0 if it may not be
                quoted. The best sentence with a word conveys all that the word counts for.
            best: What the best sentence is worth.
        """
        number = {word: k for k, word in enumerate(self.shares)}
        owners, terms = self.table.owners, self.table.tokens
        pairs = [
            (row, number[word])
            for term, met in self.forms.items()
            for row in owners[terms == term].tolist()
            for word in met
            if word in number and quality[row]
        ]
        if not pairs:
            return concepts
        rows, words = np.unique(np.array(pairs, np.int64), axis=0).T
        highest = np.zeros(len(number))
        np.maximum.at(highest, words, quality[rows])
        share = EACH_WORD * best * _sharpness(self.power)
        counts = np.divide([*self.shares.values()], highest, where=highest > 0, out=highest * 0.0)
        return concepts.with_further(rows, words, share * counts)

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
        """Yield a line if the documents lack the words that tell most of the query.

        They need lack only one if it is in a language in which no document is.
        """
        missing, language = self.query.missing, self.languages[0]
        if not missing:
            return
        told = _rarity_of_query(self.query.words, language)
        few = 2 * sum(told[word] for word in missing) > sum(told.values())
        other = _in_other_words(self.query.text, self.languages)
        if few or other:
            what = "have little of the query" if few else "do not have all words of the query"
            yield f"the documents {what}; missing: {first_names(missing)}{other}"

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
    query: str,
    sentences: Sequence[Sentence],
    table: TermTable,
    *,
    language: str,
    titles: Mapping[int, str] | None = None,
    families: Sequence[int] = (),
) -> Relevance:
    """Return how relevant each sentence is to a query.

    A sentence is scored by BM25 over its words, with the content words of the query weighted by how
    rare they are in the language, and other forms of them counting less. Half of the score is for
    that; half is for the same with its neighbours, and with the words that the best sentences have
    in common. What is said in a turn of a transcript has the name of the speaker, too. Its document
    counts by its own match and by its likeness to the documents that match best, so that one about
    something else is not quoted for a word that it happens to have. What its title has of the query
    counts for each of its sentences, which need no word of their own if that is half of the query.

    Args:
        query: A question, keywords, or a need of any length.
        sentences: The n sentences.
        table: Their terms.
        language: The language of those that have none of their own.
        titles: Number of a document -> its title, for those that have one.
        families: Family of each document, if known; of several numbers for what is asked, that of
            most families is the most relevant.

    Raises:
        EmptyQuery: The query has no word, or only function words.
        NothingToSummarize: None of its words occurs in the documents.
    """
    shares = Counter(one.language or language for one in sentences)
    languages = tuple(sorted(shares, key=lambda code: (-shares[code], code))) or (language,)
    is_spoken = sum(bool(one.speaker) for one in sentences) > SPOKEN * len(sentences)
    owners = np.array([one.document for one in sentences], np.int64)
    table, headed = _with_titles(table, sentences, owners, titles or {}, language=language)
    words = match_words(query, stack_rows(table, headed), languages, in_other_words=not is_spoken)
    missing = tuple(word for word, is_found in words.found.items() if not is_found)
    report = QueryReport(query, tuple(words.found), missing)
    if not words.forms:
        asking = [word for word, is_found in words.found.items() if is_found]
        raise NothingToSummarize(
            "nothing to summarize: no document has a word of the query"
            + (f" but {first_names(asking)}" if asking else "")
            + _in_other_words(query, languages)
        )
    counts = count_terms(with_speakers(table, sentences, language=language))
    above = replace(count_terms(headed), rarity=counts.rarity)
    # A title has each of its words once, and the rest of it takes nothing from them.
    above = replace(above, times=np.ones_like(above.times), lengths=np.ones_like(above.lengths))
    of_query = np.zeros(len(table.vocabulary))
    of_query[words.telling] = 1.0
    meets = np.bincount(counts.rows, of_query[counts.terms], len(sentences)) > 0
    asked = words.content * rarity_of_words(table.vocabulary, languages[0])
    told = _rarity_of_query(tuple(words.found), languages[0])
    for number, met in words.forms.items():  # a rare word for a common one tells no more than that
        asked[number] = min(asked[number], words.content[number] * max(told[one] for one in met))
    if is_spoken:
        own = bm25(counts, asked + FUNCTION_WORD * words.function)
    else:
        own, share = match(counts, words.forms, asked)
        own += share * bm25(counts, FUNCTION_WORD * words.function)
        own *= np.power(share, TOGETHER)
    power = float(np.interp(len(words.about), (QUESTION_WORDS, NEED_WORDS), (POWER, 1.0)))
    of_title, share = match(above, words.forms, asked)
    of_title *= IN_THE_TITLE * np.power(share, TOGETHER) * _sharpness(power)
    meets |= share >= OF_A_TITLE
    own += of_title
    asks = np.array([is_question(one.text, language=one.language or language) for one in sentences])
    asked_alike = np.bincount(table.owners, of_query[table.tokens], len(sentences))
    repeats = asks & (2.0 * asked_alike >= table.content_lengths)
    own = _with_answers(own, owners, asks, repeats)
    documents = _relevance_of_documents(
        table, owners, counts, asked, of_title, language=languages[0]
    )
    context = _with_neighbours(bm25(counts, asked), owners, asks) + of_title
    tells = tells_kind(words.asks_for, table, languages) if words.asks_for else None
    given = np.ones(len(sentences)) if tells is None else tells.astype(np.float64)
    if tells is not None and not is_spoken:
        best_first = np.argsort(-(own + context), kind="stable")
        rows = best_first[(tells & (documents > 0))[best_first]].tolist()
        if words.asks_for == "number":
            values = support_of_counts(
                query, words, rows, sentences, table, families, languages=languages
            )
        else:
            values = dict.fromkeys(rows_with_times(rows, sentences, language=languages[0]), 1.0)
        if values:
            given = np.zeros(len(sentences))
            given[[*values]] = [*values.values()]
        if values and words.asks_for == "number":
            own = np.maximum(own, given * own.max())
            meets |= given > 0
    fed_back = _feed_back(counts, table, context * documents)
    trust = FED_BACK * min(1.0, np.count_nonzero(meets) / FEEDBACK_SENTENCES)
    context = _with_neighbours(
        bm25(counts, (1.0 - trust) * _shares(asked) + trust * fed_back), owners, asks
    )
    factors = np.where(repeats, OF_THE_QUESTION, np.where(asks, OF_A_QUESTION, 1.0))
    factors *= OF_ANOTHER_KIND + (1.0 - OF_ANOTHER_KIND) * given
    near = _shares_of_best(context) if is_spoken else _above_others(context, owners)
    scores = _shares_of_best((AS_ASKED * _shares_of_best(own) + (1.0 - AS_ASKED) * near) * factors)
    rarity = {} if is_spoken else told
    whole = sum(rarity.values())
    told_by = {word: own / whole for word, own in rarity.items() if own}
    return Relevance(
        report, scores, documents, meets, power, languages, words.forms, table, told_by
    )


def _sharpness(power: float) -> float:
    """Return how much a query of this power is a question: 1; a need is 0."""
    return (power - 1.0) / (POWER - 1.0)


def _rarity_of_query(words: Sequence[str], language: str) -> dict[str, float]:
    """Return the words of a query, and how rare they are in a language."""
    rows = terms_of(words, language=language)
    rarity = iter(rarity_of_words([*chain.from_iterable(rows)], language).tolist())
    return {word: sum(islice(rarity, len(row))) for word, row in zip(words, rows, strict=True)}


def _in_other_words(query: str, languages: Sequence[str]) -> str:
    """Return a clause on the language of the query, if no document is in it."""
    code = language_of_query(query)
    if code == UNDECIDED or code in languages:
        return ""
    named = " and ".join(map(name_of_language, languages))
    return f"; it seems to be in {name_of_language(code)}, the documents are in {named}"


def _with_titles(
    table: TermTable,
    sentences: Sequence[Sentence],
    owners: Numbers,
    titles: Mapping[int, str],
    *,
    language: str,
) -> tuple[TermTable, TermTable]:
    """Return a table that knows the terms of titles, too, and the title above each sentence."""
    numbers, first, own = np.unique(owners, return_index=True, return_inverse=True)
    languages = [sentences[i].language or language for i in first]
    texts = [titles.get(number, "") for number in numbers.tolist()]
    table, of_documents = with_titles(table, list(zip(texts, languages, strict=True)))
    return table, take_rows(of_documents, own.tolist())


# --- scores ---------------------------------------------------------------------------------------


def _with_answers(scores: Floats, owners: Numbers, asks: Truths, repeats: Truths) -> Floats:
    """Return the scores (n,), behind the question at least `BEHIND_THE_QUESTION` of its score.

    Args:
        scores: The scores.
        owners: The document of each sentence.
        asks: Whether each is a question.
        repeats: Whether each asks what the query asks.
    """
    answered = scores.copy()
    answers = repeats[:-1] & ~asks[1:] & (owners[1:] == owners[:-1])
    answered[1:] = np.maximum(scores[1:], np.where(answers, BEHIND_THE_QUESTION * scores[:-1], 0.0))
    return answered


def _with_neighbours(scores: Floats, owners: Numbers, asks: Truths) -> Floats:
    """Return the scores (n,) with a share of those of the sentences near in the same document.

    A question tells something of what comes behind it, nothing of what stands before it.
    """
    near, behind = scores.copy(), np.where(asks, 0.0, scores)
    for distance, share in enumerate(CONTEXT_SHARES, start=1):
        same = owners[distance:] == owners[:-distance]
        near[distance:] += np.where(same, share * scores[:-distance], 0.0)
        near[:-distance] += np.where(same, share * behind[distance:], 0.0)
    return near


def _above_others(scores: Floats, owners: Numbers) -> Floats:
    """Return by how much scores exceed what their document has anyway, as shares of the largest.

    In a short document, all sentences are near those that match, so that the mean of them tells
    nothing of one; in one that is twice as long, half of the mean does not.
    """
    sums, counts = np.bincount(owners, scores), np.bincount(owners)
    anyway = sums / np.maximum(counts, 1) * np.minimum(1.0, SHORT_DOCUMENT / np.maximum(counts, 1))
    above: Floats = np.maximum(scores - anyway[owners], 0.0)
    return above / max(float(scores.max(initial=0.0)), 1e-12)


def _feed_back(counts: TermCounts, table: TermTable, scores: Floats) -> Floats:
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
    table: TermTable,
    owners: Numbers,
    counts: TermCounts,
    asked: Floats,
    of_title: Floats,
    *,
    language: str,
) -> Floats:
    """Return how relevant the document of each sentence is (n,), 0 to 1.

    That is 0 if it is less than `UNRELATED` of the best, 1 if it is more than `RELATED`.
    """
    numbers, first, own = np.unique(owners, return_index=True, return_inverse=True)
    documents = TermTable(
        table.vocabulary,
        table.tokens[np.argsort(own[table.owners], kind="stable")],
        np.concatenate([[0], np.cumsum(np.bincount(own, table.lengths))]).astype(np.int64),
        table.content,
        table.numeric,
    )
    count = len(numbers)
    of_documents = replace(count_terms(documents), rarity=counts.rarity)
    matches = _shares_of_best(bm25(of_documents, asked) + of_title[first])
    best = _largest(matches, MATCHING_DOCUMENTS)
    profiles = make_profiles(table, own[table.owners], count, language=language)
    likeness = measure_likeness(profiles, best).astype(np.float64) @ matches[best] ** SHARPNESS
    relevance = OWN_MATCH * matches + (1.0 - OWN_MATCH) * _shares_of_best(likeness)
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
