"""The whole way from documents to a summary, on one screen; each step is a stage of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from multisumm._version import __version__
from multisumm.articles import Article, find_copies, read_article, sentences_of
from multisumm.baselines import SUMY_METHODS, sumy_scores
from multisumm.budget import Budget, resolve_budget
from multisumm.candidates import quotable, standing_alone, with_content
from multisumm.concepts import Concepts, extract_concepts
from multisumm.decoding import shown
from multisumm.duplicates import find_related, repeats
from multisumm.errors import NothingToSummarize, OptionError
from multisumm.languages import UNDECIDED, check_language, identify_language
from multisumm.model import BudgetReport, Document, Sentence, Summary
from multisumm.ordering import ORDERS
from multisumm.provenance import cite, describe
from multisumm.ranking import RANKINGS
from multisumm.reading import cleaned_documents
from multisumm.selection import Problem, one_concept_each, select_by_coverage, select_by_score
from multisumm.statements import StatementOf, statements
from multisumm.terms import TermTable, tabulate_terms

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

    Raises:
        OptionError: An argument has no meaning.
        InputError: Two documents have one id.
        NothingToSummarize: There is no text, only noise, or no sentence within the ceiling.
    """
    _check_name("method", method, METHODS)
    _check_name("order", order, ORDERS)
    limits = {"words": words, "sentences": sentences, "characters": characters, "bytes": bytes}
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
    budget = resolve_budget({**limits, "ratio": ratio}, texts, language=code)
    table = tabulate_terms(texts, language=code)
    if not len(table.tokens):
        raise NothingToSummarize("nothing to summarize: there is no word in the text")
    statement = statements(pool, table, language=code)
    concepts = _concepts(method, pool, table, code)
    picked = _select(method, concepts, pool, table, budget, statement)
    scores = {index: float(concepts.weights[concepts.of(index)].sum()) for index in picked}
    picked = ORDERS[order](picked, pool, given, scores)
    related = find_related(picked, pool, table, statement)
    return Summary(
        sentences=tuple(
            cite(pool[i], scores[i], [(pool[j], r) for j, r in found], articles, copies)
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
        },
        warnings=(*warnings, *_warnings(articles, code)),
    )


def _concepts(
    method: str, sentences: Sequence[Sentence], table: TermTable, language: str
) -> Concepts:
    """What the sentences are chosen by: their concepts, or the scores of a ranking."""
    if method == "coverage":
        return extract_concepts(sentences, table)
    if method in SUMY_METHODS:
        return one_concept_each(sumy_scores(method, sentences, language=language))
    return one_concept_each(RANKINGS[method](sentences, table))


def _select(
    method: str,
    concepts: Concepts,
    sentences: Sequence[Sentence],
    table: TermTable,
    budget: Budget,
    statement: StatementOf,
) -> list[int]:
    """Indices of the sentences that make the summary, in order of choice; never none."""
    costs = np.array([budget.measure(sentence.text) for sentence in sentences]) + budget.joint
    capacity = min(budget.limit, int(costs.sum())) + budget.joint  # more than all makes no odds
    fitting = costs <= capacity
    if not fitting.any():
        shortest = int(costs.min()) - budget.joint
        raise NothingToSummarize(
            f"nothing to summarize: no sentence fits into {budget.limit} {budget.unit};"
            f" the shortest needs {shortest}"
        )
    welcome = quotable(sentences, table) & fitting
    if costs[welcome].sum() < capacity:  # there is room for the short ones too
        welcome = with_content(table) & fitting
    costs[~(welcome if welcome.any() else fitting)] = capacity + 1

    def clashes(sentence: int, others: Sequence[int]) -> bool:
        return any(repeats(statement(other), statement(sentence)) for other in others)

    if method == "coverage":
        worth = standing_alone(sentences, language=budget.language)
        return select_by_coverage(Problem(concepts, worth, costs, capacity, clashes))
    worth = np.ones(len(sentences))
    return select_by_score(Problem(concepts, worth, costs, capacity, clashes))


def _identify(documents: Sequence[Document]) -> str:
    """The language of all documents together."""
    return identify_language("\n".join(document.text for document in documents))


def _warnings(articles: Sequence[Article], language: str) -> list[str]:
    """What the user should know about the input."""
    warnings = [
        f"{shown(article.document.id)}: only noise was found in it; nothing of it is used"
        for article in articles
        if not article.spans
    ]
    if language == UNDECIDED:
        warnings.append("the language was not recognised; words are compared as they stand")
    return warnings


def _check_name(what: str, name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise OptionError(f"{what} {name!r} is not known; use one of {', '.join(known)}")
