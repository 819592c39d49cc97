"""Articles -> the sentences that a summary may choose from, with all that is known of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.families import number_families, set_aside_copies
from multisumm.comparison.inverted_index import WordIndex, index_words
from multisumm.comparison.provenance import Copies
from multisumm.comparison.related import Relations, languages_of, relations_of
from multisumm.datelines import Heading
from multisumm.errors import NothingToSummarize
from multisumm.focus.known import Known, known_documents
from multisumm.focus.novelty import Heard, Novelty, find_new
from multisumm.focus.relevance import Relevance, measure_relevance
from multisumm.messages import named_option
from multisumm.model import Document, Documents, Sentence
from multisumm.pipeline.articles import (
    identify_documents,
    on_subject,
    read_articles,
    take_sentences,
)
from multisumm.selection.budget import Budget, resolve_budget
from multisumm.selection.context import context_factors
from multisumm.selection.threads import turns_of_thread
from multisumm.selection.times import times_written
from multisumm.selection.token_counts import TokenCounter
from multisumm.subjects.headline import titles_of
from multisumm.subjects.off_subject import Subjects, find_subjects
from multisumm.text.articles import Article, find_copies, head_of, read_article, sentences_of
from multisumm.text.cluster_languages import ClusterLanguages
from multisumm.text.days import FoundDays, find_days
from multisumm.text.furniture_evidence import surely_furniture
from multisumm.text.languages import UNDECIDED
from multisumm.text.terms import TermTable, tabulate_sentences, take_rows
from multisumm.timeline.choice import date_sentences
from multisumm.timeline.told_days import Dated

TELLING_TEXT = 300
"""A known text of fewer characters does not tell its language."""


class SourceTexts(NamedTuple):
    """What was read for a summary.

    Attributes:
        articles: The article of each document.
        known: The articles of the known documents, numbered behind the others.
        languages: The languages of the documents.
        warnings: What the user should know about the documents.
    """

    articles: Sequence[Article]
    known: Sequence[Article]
    languages: ClusterLanguages
    warnings: tuple[str, ...]

    @property
    def documents(self) -> list[Document]:
        """The documents to summarise."""
        return [article.document for article in self.articles]


class OfPile(NamedTuple):
    """What is known of the documents of a subject because they are part of a pile.

    Attributes:
        days: Index of each document whose day is known -> the day in ISO 8601.
        unnamed: Ids of the documents whose titles do not name the subject.
    """

    days: Mapping[int, str]
    unnamed: Collection[str] = ()


class Pool(NamedTuple):
    """The n sentences that a summary may choose from, and what is known of each.

    Attributes:
        sentences: The sentences: of documents on the subject, none that an earlier one repeats.
        table: Their terms.
        families: Number of the family of each document.
        context: Factor (n,) for what each needs before it, from 0 to 1 (`context_factors`).
        days: Index of each document whose day is known, known documents too -> the day in ISO 8601.
        relations: How they relate, asked pair by pair.
        relevance: How relevant they are to the query; None without one.
        heard: The known sentences; None if nothing is known.
        novelty: What is new in them; None if nothing is known.
        dates: The time of each (n,), None where it cannot be said; empty if no timeline is asked.
        turns: Document -> its turn, if the documents are the messages of a thread; else empty.
    """

    sentences: list[Sentence]
    table: TermTable
    families: Sequence[int]
    context: NDArray[np.float64]
    days: Mapping[int, str]
    relations: Relations
    relevance: Relevance | None
    heard: Heard | None
    novelty: Novelty | None
    dates: Sequence[Dated | None]
    turns: Mapping[int, int]


class Material(NamedTuple):
    """All that a summary is made of.

    Attributes:
        pool: The sentences to choose from.
        budget: The limit of the summary, in its unit.
        subjects: Which documents are off the subject.
        set_aside: Address of a sentence -> its copies in other documents, which support it.
        found: The days of the documents, without the known ones.
        word_index: Which sentences of the pool have a word.
    """

    pool: Pool
    budget: Budget
    subjects: Subjects
    set_aside: Copies
    found: FoundDays
    word_index: WordIndex


def read_texts(
    documents: Documents, known: Known | None, *, language: str, keep_noise: bool, splitter: str
) -> SourceTexts:
    """Return the articles of the documents and of what is known; errors as for `summarize`."""
    articles, languages, warnings = read_articles(
        documents, language=language, keep_noise=keep_noise, splitter=splitter
    )
    heard = [] if known is None else _read_known(known, languages.main)
    return SourceTexts(articles, heard, languages, warnings)


def _read_known(known: Known, language: str) -> list[Article]:
    """Return the articles of the known documents; noise is known as well.

    A short text is taken to be in the given language, that of most documents.
    """
    documents = known_documents(known)
    found = identify_documents(documents, "auto").own if documents else ()
    return [
        read_article(
            document,
            language=own if len(document.text) >= TELLING_TEXT and own != UNDECIDED else language,
            keep_noise=True,
        )
        for document, own in zip(documents, found, strict=True)
    ]


def gather_material(
    texts: SourceTexts,
    *,
    amounts: Mapping[str, float | None],
    tokenizer: TokenCounter | None,
    query: str | None,
    keep_all: bool,
    timeline: bool,
    heading: Callable[[str], Heading],
    of_pile: OfPile | None,
) -> Material:
    """Return what a summary of texts is made of; arguments as in `summarize`.

    Args:
        texts: What was read.
        amounts: The limits of the summary by their units.
        tokenizer: What counts a limit in tokens.
        query: What the summary should answer.
        keep_all: Whether documents that are off the subject are kept.
        timeline: Whether sentences need a date.
        heading: Gives what the head of a text says: `read_heading`, or one that remembers.
        of_pile: What is known of the documents, if they are part of a pile.

    Raises:
        NothingToSummarize: There is only noise, or no word, or none of the query.
        EmptyQuery: The query has no word, or only function words.
    """
    articles, language = texts.articles, texts.languages.main
    copies = find_copies(articles)
    sentences = list(sentences_of(articles, without=copies))
    if not sentences:
        only = f"only noise was found ({named_option('keep_noise')} keeps it)"
        raise NothingToSummarize(f"nothing to summarize: {only}")
    table, heard = _tabulate(sentences, texts.known, len(articles))
    if not len(table.tokens):
        raise NothingToSummarize("nothing to summarize: there is no word in the text")
    families = number_families(sentences, table, copies, len(articles))
    subjects = Subjects() if keep_all else find_subjects(articles, sentences, table, families)
    relevance = None
    if query is not None:
        titles = _titles(articles, heading, unnamed=of_pile.unnamed if of_pile else ())
        relevance = measure_relevance(
            query, sentences, table, language=language, titles=titles, families=families
        )
        subjects = subjects.with_answers(_answering(sentences, relevance))
    kept = on_subject(subjects, sentences)
    sentences, table, relevance = take_sentences(kept, sentences, table, relevance)
    budget = resolve_budget(
        amounts,
        [sentence.text for sentence in sentences],
        language=language,
        languages=[sentence.language for sentence in sentences],
        tokenizer=tokenizer,
    )
    context = context_factors(sentences, table, language=language)
    once, set_aside = set_aside_copies(articles, sentences, copies, families)
    sentences, table, relevance = take_sentences(once, sentences, table, relevance)
    found = find_days(texts.documents, heading) if of_pile is None else FoundDays(of_pile.days)
    days = _days_of_all(texts, found, heading)
    index = index_words(table, languages=languages_of(sentences, language))
    pool = Pool(
        sentences,
        table,
        families,
        context[list(once)],
        days,
        relations_of(sentences, index, language=language, days=days),
        relevance,
        heard,
        None if heard is None else find_new(sentences, table, heard, language=language, days=days),
        date_sentences(sentences, days, language=language) if timeline else (),
        _turns(texts.documents, sentences, days),
    )
    return Material(pool, budget, subjects, set_aside, found, index)


def _tabulate(
    sentences: Sequence[Sentence], known_articles: Sequence[Article], number: int
) -> tuple[TermTable, Heard | None]:
    """Return the terms of the sentences, and the known sentences, if any, by the same vocabulary.

    Args:
        sentences: The sentences to be summarised.
        known_articles: The known documents.
        number: Number of documents to be summarised, behind which the known ones are numbered.
    """
    heard = [
        replace(one, document=number + one.document)
        for one in {s.text: s for s in sentences_of(known_articles, without={})}.values()
    ]
    if not heard:
        return tabulate_sentences(sentences), None
    both = tabulate_sentences([*sentences, *heard])
    rows = range(len(sentences))
    return take_rows(both, rows), Heard(
        heard, take_rows(both, range(len(sentences), len(both.starts) - 1))
    )


def _turns(
    documents: Sequence[Document], sentences: Sequence[Sentence], days: Mapping[int, str]
) -> dict[int, int]:
    """Return the turns of the documents that sentences are of, if they are those of a thread."""
    numbers = {sentence.document for sentence in sentences}
    times = times_written(numbers, documents, days)
    return turns_of_thread({number: documents[number] for number in numbers}, times)


def _titles(
    articles: Sequence[Article], heading: Callable[[str], Heading], *, unnamed: Collection[str]
) -> dict[int, str]:
    """Return index of each document with a title -> its titles, and the lines above its article.

    The titles of documents with several subjects, `unnamed`, do not count.
    """
    found: dict[int, str] = {}
    for i, article in enumerate(articles):
        document = article.document
        if document.id not in unnamed:
            titles = titles_of(document, heading(document.text).title, article.language)
            told = [one for one in (*titles, head_of(article)) if one and not surely_furniture(one)]
            if told:
                found[i] = "\n".join(told)
    return found


def _answering(sentences: Sequence[Sentence], relevance: Relevance) -> set[int]:
    """Return the documents that have a relevant sentence."""
    pairs = zip(sentences, relevance.relevant, strict=True)
    return {sentence.document for sentence, is_relevant in pairs if is_relevant}


def _days_of_all(
    texts: SourceTexts, found: FoundDays, heading: Callable[[str], Heading]
) -> dict[int, str]:
    """Return the days of the documents and of the known ones, which are numbered behind them."""
    known = find_days([article.document for article in texts.known], heading).days
    return {**found.days, **{len(texts.articles) + i: day for i, day in known.items()}}
