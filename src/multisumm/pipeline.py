"""The whole way from documents to a summary, on one screen; each step is a stage of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from multisumm._version import __version__
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.provenance import by_original, cite, describe
from multisumm.comparison.relations import clash_test, find_related
from multisumm.comparison.statements import statements
from multisumm.documents import cleaned_documents
from multisumm.errors import NothingToSummarize, OptionError
from multisumm.messages import printable, unknown_choice
from multisumm.model import BudgetReport, Document, Sentence
from multisumm.selection.budget import Budget, check_budget, resolve_budget
from multisumm.selection.candidates import quotable, standing_alone
from multisumm.selection.concepts import Concepts, extract_concepts
from multisumm.selection.coverage import (
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
from multisumm.text.terms import TermTable, tabulate_terms

FILLER_QUALITY = 0.01
"""What a sentence that is not quotable is worth where all that are have room."""

METHODS = ("coverage", *RANKINGS, *SUMY_METHODS)
"""Names of the ways to choose sentences."""


def summarize(
    documents: Iterable[Document | str],
    *,
    words: int | None = None,
    sentences: int | None = None,
    characters: int | None = None,
    bytes: int | None = None,
    ratio: float | None = None,
    method: str = "coverage",
    order: str = "reading",
    language: str = "auto",
    keep_noise: bool = False,
    weights: Weights | str | PathLike[str] = PACKAGE,
) -> Summary:
    """One summary of all documents, in which every sentence is an exact quote with its address.

    Args:
        documents: What to summarise, documents or strings; strings are called "1", "2", ...
        words: Ceiling in words, as `str.split()` counts them; in languages without spaces, in
            characters that are not white space. One ceiling may be given; the default is 250 words.
        sentences: Ceiling in sentences.
        characters: Ceiling in Unicode characters of the summary's text.
        bytes: Ceiling in bytes of its UTF-8.
        ratio: Ceiling as a share, up to 1, of the words of all sentences that are not noise.
        method: One of `METHODS`.
        order: One of `ORDERS`: `reading`, `rank` or `chronological`.
        language: ISO 639-1 code, or `auto`.
        keep_noise: Whether menus, teasers, captions and the like may be quoted too.
        weights: What the method `coverage` goes by: a file written by `eval/training/weights.py`,
            `Weights`, or `package` for those that come with the package.

    Raises:
        OptionError: An argument has no meaning.
        InputError: Two documents have one id, or the weights cannot be used.
        NothingToSummarize: There is no text, only noise, or no sentence within the ceiling.
    """
    _check_name("method", method, METHODS)
    _check_name("order", order, ORDERS)
    learned = weights if isinstance(weights, Weights) else load_weights(weights)
    limits = {"words": words, "sentences": sentences, "characters": characters, "bytes": bytes}
    amounts = {**limits, "ratio": ratio}
    check_budget(amounts)
    given, warnings = cleaned_documents(documents)
    code = _identify(given) if language == "auto" else check_language(language)
    articles = [read_article(each, language=code, keep_noise=keep_noise) for each in given]
    copies = find_copies(articles)
    pool = list(sentences_of(articles, without=copies))
    if not pool:
        raise NothingToSummarize(
            "nothing to summarize: only noise was found (--keep-noise keeps it)"
        )
    texts = [sentence.text for sentence in pool]
    budget = resolve_budget(amounts, texts, language=code)
    table = tabulate_terms(texts, language=code)
    if not len(table.tokens):
        raise NothingToSummarize("nothing to summarize: there is no word in the text")
    statement = statements(pool, table, language=code)
    index = index_words(table)
    costs, capacity = _costs(pool, table, budget)
    concepts, worth = _value(method, pool, table, learned, code, share=capacity / int(costs.sum()))
    welcome = quotable(pool, table, costs, capacity)
    if costs[welcome].sum() < capacity:  # there is room for the others too, behind all of these
        worth[~welcome] *= FILLER_QUALITY
        welcome = (costs <= capacity) & (np.diff(table.starts) > 0)
    costs[~welcome] = capacity + 1
    problem = Problem(concepts, worth, costs, capacity, clash_test(index, statement))
    picked = select_by_coverage(problem) if method == "coverage" else select_by_score(problem)
    scores = dict(enumerate(problem.gains(problem.covered([])).tolist()))
    picked = ORDERS[order](picked, pool, given, scores)
    copies_of = by_original(copies)
    related = find_related(picked, pool, index, statement)
    return Summary(
        sentences=tuple(
            cite(pool[i], scores[i], [(pool[j], r) for j, r in found], articles, copies_of)
            for i, found in zip(picked, related, strict=True)
        ),
        documents=tuple(map(describe, articles)),
        budget=BudgetReport(budget.unit, budget.limit, budget.total([texts[i] for i in picked])),
        settings={
            "version": __version__,
            "method": method,
            "order": order,
            "language": code,
            "keep_noise": keep_noise,
            **({"weights": learned.name} if method == "coverage" else {}),
        },
        warnings=(*warnings, *_warnings(articles, code)),
    )


def _costs(
    sentences: Sequence[Sentence], table: TermTable, budget: Budget
) -> tuple[NDArray[np.int64], int]:
    """What each sentence (n,) costs, and what all of the summary may; a sentence has a word."""
    costs = np.array([budget.measure(sentence.text) for sentence in sentences]) + budget.joint
    capacity = min(budget.limit, int(costs.sum())) + budget.joint  # more than all makes no odds
    least = costs[np.diff(table.starts) > 0].min()
    if least > capacity:
        shortest = int(least) - budget.joint
        raise NothingToSummarize(
            f"nothing to summarize: no sentence fits into {budget.limit} {budget.unit};"
            f" the shortest needs {shortest}"
        )
    return costs, capacity


def _value(
    method: str,
    sentences: Sequence[Sentence],
    table: TermTable,
    weights: Weights,
    language: str,
    *,
    share: float,
) -> tuple[Concepts, NDArray[np.float64]]:
    """What the sentences are chosen by: concepts and worth, or the scores of a ranking."""
    if method == "coverage":
        concepts = extract_concepts(sentences, table, coefficients=weights.concept)
        worth = sentence_quality(
            sentences, table, concepts, share=share, coefficients=weights.sentence
        )
        return concepts, worth * standing_alone(sentences, language=language)
    if method in SUMY_METHODS:
        scores = sumy_scores(method, sentences, language=language)
    else:
        scores = RANKINGS[method](sentences, table)
    return one_concept_each(scores), np.ones(len(sentences))


def _identify(documents: Sequence[Document]) -> str:
    """The language of all documents together."""
    return identify_language("\n".join(document.text for document in documents))


def _warnings(articles: Sequence[Article], language: str) -> list[str]:
    """What the user should know about the input."""
    warnings = [
        f"{printable(article.document.id)}: only noise was found in it; nothing of it is used"
        for article in articles
        if not article.spans
    ]
    if language == UNDECIDED:
        warnings.append("the language was not recognised; words are compared as they stand")
    return warnings


def _check_name(kind: str, name: object, choices: Collection[str]) -> None:
    if not isinstance(name, str) or name not in choices:
        raise OptionError(unknown_choice(kind, name, choices))
