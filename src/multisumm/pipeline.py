"""Summarize documents: the whole way from texts to a summary, one call per stage."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from multisumm._version import __version__
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.provenance import by_original, cite, describe
from multisumm.comparison.relations import clash_test, find_related
from multisumm.comparison.statements import statements
from multisumm.documents import cleaned_documents
from multisumm.errors import NothingToSummarize
from multisumm.messages import plural, printable
from multisumm.model import BudgetReport, Document, Documents, Sentence
from multisumm.options import SUMMARY_OPTIONS, MethodName, OrderName, SplitterName, check_value
from multisumm.selection.budget import Budget, check_budget, resolve_budget
from multisumm.selection.candidates import independence_factors, quotable_mask
from multisumm.selection.concepts import Concepts, extract_concepts
from multisumm.selection.coverage import (
    Clashes,
    Problem,
    one_concept_each,
    select_by_coverage,
    select_by_score,
)
from multisumm.selection.ordering import ORDERS
from multisumm.selection.quality import sentence_quality
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.sumy import SUMY_METHODS, sumy_scores
from multisumm.selection.weights import PACKAGE, Weights, load_weights
from multisumm.summary import Summary
from multisumm.text.articles import Article, find_copies, read_article, sentences_of
from multisumm.text.languages import UNDECIDED, check_language, identify_language
from multisumm.text.sentences import DEFAULT_SPLITTER
from multisumm.text.terms import TermTable, tabulate_terms

FILLER_QUALITY = 0.01
"""Quality factor of sentences that are quoted only to fill the budget."""


def summarize(
    documents: Documents,
    *,
    words: int | None = None,
    sentences: int | None = None,
    characters: int | None = None,
    bytes: int | None = None,
    ratio: float | None = None,
    method: MethodName = "coverage",
    order: OrderName = "reading",
    language: str = "auto",
    keep_noise: bool = False,
    splitter: SplitterName = "rules",
    weights: Weights | str | PathLike[str] = PACKAGE,
) -> Summary:
    """Return one summary of all documents. Every sentence is an exact quote with its position.

    Args:
        documents: Documents or strings; strings get the ids "1", "2", ... by their position.
        words: Limit in words, as `str.split()` counts them; in languages without spaces, in
            characters that are not white space. At most one budget may be given; the default is
            250 words.
        sentences: Limit in sentences.
        characters: Limit in Unicode characters of the summary's text.
        bytes: Limit in bytes of the summary's text as UTF-8.
        ratio: Limit as a share, above 0 and up to 1, of the words of all sentences that are not
            noise.
        method: How sentences are chosen: `coverage`, `textrank`, `lexrank`, `centroid`, `lead`, or
            one of sumy's summarisers, like `sumy-lsa`.
        order: How the chosen sentences are ordered: `reading`, `rank` or `chronological`.
        language: ISO 639-1 code, or `auto`.
        keep_noise: Whether menus, teasers, captions and the like may be quoted, too.
        splitter: How sentences are found: `rules`, or `punkt` for NLTK's Punkt.
        weights: Coefficients for the method `coverage`: a weights file, `Weights`, or `package` for
            those that come with the package.

    Raises:
        OptionError: An option has a wrong type or an impossible value.
        InputError: `documents` holds something else, two documents have the same id, or the weights
            cannot be used.
        NothingToSummarize: There is no text, only noise, or no sentence within the limit.
    """
    choices = {"method": method, "order": order, "splitter": splitter}
    for name, value in {**choices, "language": language, "keep_noise": keep_noise}.items():
        check_value(SUMMARY_OPTIONS[name], value)
    learned = weights if isinstance(weights, Weights) else load_weights(weights)
    limits = {"words": words, "sentences": sentences, "characters": characters, "bytes": bytes}
    amounts = {**limits, "ratio": ratio}
    check_budget(amounts)
    sources, warnings = cleaned_documents(documents)
    language = _identify(sources) if language == "auto" else check_language(language)
    articles = [
        read_article(source, language=language, keep_noise=keep_noise, splitter=splitter)
        for source in sources
    ]
    copies = find_copies(articles)
    pool = list(sentences_of(articles, without=copies))
    if not pool:
        raise NothingToSummarize(
            "nothing to summarize: only noise was found (--keep-noise keeps it)"
        )
    texts = [sentence.text for sentence in pool]
    budget = resolve_budget(amounts, texts, language=language)
    table = tabulate_terms(texts, language=language)
    if not len(table.tokens):
        raise NothingToSummarize("nothing to summarize: there is no word in the text")
    word_index, statement_of = index_words(table), statements(pool, table, language=language)
    clashes = clash_test(word_index, statement_of)
    problem = _pose_problem(method, pool, table, budget, learned, clashes)
    picked = select_by_coverage(problem) if method == "coverage" else select_by_score(problem)
    scores = dict(enumerate(problem.gains(problem.covered([])).tolist()))
    picked = ORDERS[order](picked, pool, sources, scores)
    related = find_related(picked, pool, word_index, statement_of)
    copies_of = by_original(copies)
    return Summary(
        sentences=tuple(
            cite(pool[i], scores[i], [(pool[j], r) for j, r in relations], articles, copies_of)
            for i, relations in zip(picked, related, strict=True)
        ),
        documents=tuple(map(describe, articles)),
        budget=BudgetReport(budget.unit, budget.limit, budget.total([texts[i] for i in picked])),
        settings={
            "version": __version__,
            "method": method,
            "order": order,
            "language": language,
            "keep_noise": keep_noise,
            **({"splitter": splitter} if splitter != DEFAULT_SPLITTER else {}),
            **({"weights": learned.name} if method == "coverage" else {}),
        },
        warnings=(*warnings, *_warnings(articles, language)),
    )


def _pose_problem(
    method: str,
    pool: Sequence[Sentence],
    table: TermTable,
    budget: Budget,
    weights: Weights,
    clashes: Clashes,
) -> Problem:
    """Return the problem of which sentences to pick; those that may not be picked do not fit."""
    costs, capacity = _costs(pool, table, budget)
    share = capacity / int(costs.sum())
    concepts, quality = _concepts_and_quality(method, pool, table, weights, budget, share=share)
    eligible = quotable_mask(pool, table, costs, capacity, language=budget.language)
    if costs[eligible].sum() < capacity:  # the other sentences may fill the room that is left
        quality[~eligible] *= FILLER_QUALITY
        eligible = (costs <= capacity) & (np.diff(table.starts) > 0)
    costs[~eligible] = capacity + 1
    return Problem(concepts, quality, costs, capacity, clashes)


def _costs(
    pool: Sequence[Sentence], table: TermTable, budget: Budget
) -> tuple[NDArray[np.int64], int]:
    """Return the cost of each sentence (n,) and the capacity; at least one sentence has a word.

    Both include a separator for each sentence, so that costs simply add up.

    Raises:
        NothingToSummarize: No sentence with a word fits.
    """
    separator = budget.separator_cost
    costs = np.array([budget.measure(sentence.text) for sentence in pool]) + separator
    capacity = min(budget.limit, int(costs.sum())) + separator  # int64 may not hold the limit
    min_cost = int(costs[np.diff(table.starts) > 0].min())
    if min_cost > capacity:
        limit = plural(budget.limit, budget.unit.removesuffix("s"))
        raise NothingToSummarize(
            f"nothing to summarize: no sentence fits into {limit};"
            f" the shortest needs {min_cost - separator}"
        )
    return costs, capacity


def _concepts_and_quality(
    method: str,
    pool: Sequence[Sentence],
    table: TermTable,
    weights: Weights,
    budget: Budget,
    *,
    share: float,
) -> tuple[Concepts, NDArray[np.float64]]:
    """Return what the method chooses by: the concepts of the sentences and their quality (n,).

    For a ranking, each sentence is a concept of its own, and the quality is 1.
    """
    language = budget.language
    if method == "coverage":
        concepts = extract_concepts(pool, table, coefficients=weights.concept)
        quality = sentence_quality(
            pool, table, concepts, share=share, coefficients=weights.sentence
        )
        return concepts, quality * independence_factors(pool, language=language)
    if method in SUMY_METHODS:
        scores = sumy_scores(method, pool, language=language)
    else:
        scores = RANKINGS[method](pool, table)
    return one_concept_each(scores), np.ones(len(pool))


def _identify(documents: Sequence[Document]) -> str:
    """Return the language of all documents together."""
    return identify_language("\n".join(document.text for document in documents))


def _warnings(articles: Sequence[Article], language: str) -> list[str]:
    """Return what the user should know about the input."""
    warnings = [
        f"{printable(article.document.id)}: only noise was found in it; nothing of it is used"
        for article in articles
        if not article.spans
    ]
    if language == UNDECIDED:
        warnings.append("the language was not recognised; words are compared as they stand")
    return warnings
