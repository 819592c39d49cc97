"""The problem of which sentences to quote: what may be picked, what it is worth and costs."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.related import clash_test
from multisumm.comparison.tolls import find_outdated
from multisumm.errors import NothingNew, NothingToSummarize
from multisumm.focus.novelty import Novelty
from multisumm.focus.relevance import Relevance
from multisumm.messages import plural
from multisumm.model import Sentence
from multisumm.pipeline.gathering import Pool
from multisumm.selection.budget import Budget
from multisumm.selection.candidates import independence_factors, quotable_mask
from multisumm.selection.concepts import Concepts, extract_concepts
from multisumm.selection.coverage import Problem, one_concept_each, without
from multisumm.selection.quality import redundancy, sentence_quality
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.sumy import SUMY_METHODS, sumy_scores
from multisumm.selection.threads import thread_factors
from multisumm.selection.weights import Weights
from multisumm.text.terms import TermTable
from multisumm.timeline.choice import only_dated
from multisumm.timeline.phrases import counts_from_today

FILLER_QUALITY = 0.01
"""Quality factor of sentences that are quoted only to fill the budget."""

OUTDATED_FACTOR = 0.5
"""Quality factor of sentences with figures that a later day has told anew."""

NEAR_DAY_FACTOR = 0.7
"""Quality factor of sentences that count from their own day (`today`), where days differ."""


class ChoiceSettings(NamedTuple):
    """How sentences are chosen.

    Attributes:
        method: Name of the method.
        budget: The limit of the summary.
        weights: Coefficients for the method `coverage`.
        order: Name of the order of the chosen sentences.
        timeline: Whether the summary is a timeline, which has an order of its own.
    """

    method: str
    budget: Budget
    weights: Weights
    order: str
    timeline: bool


class Posed(NamedTuple):
    """The problem that the sentences of a pool pose.

    Attributes:
        problem: What may be picked, what it covers and costs.
        outdated: The sentences whose figures a later day has told anew.
        undated: The sentences that only a timeline may not quote, because they have no date.
    """

    problem: Problem
    outdated: Set[int]
    undated: Set[int]


def pose_problem(pool: Pool, settings: ChoiceSettings) -> Posed:
    """Return the problem of which sentences to pick, by all that is asked of them.

    Raises:
        NothingToSummarize: No sentence fits, is relevant, or has a date; `NothingNew`: none is new.
    """
    problem = _bare_problem(pool, settings)
    outdated: Set[int] = frozenset()
    if settings.method == "coverage" and not settings.timeline:
        # Rankings keep their scores. A timeline tells what was said each day, and which day it is.
        outdated = outdated_in(pool)
        problem = without_loose_days(chosen_last(problem, outdated), pool)
    if pool.relevance is not None:
        problem = only_relevant(problem, pool.relevance)
    if pool.novelty is not None:
        problem = only_new(problem, pool.novelty)
    fits = problem.costs <= problem.capacity
    undated = frozenset(i for i, dated in enumerate(pool.dates) if dated is None and fits[i])
    if settings.timeline:
        problem = only_dated(problem, pool.dates, pool.relations)
    return Posed(problem, outdated, undated)


def _bare_problem(pool: Pool, settings: ChoiceSettings) -> Problem:
    """Return the problem by method and budget alone; what may not be picked does not fit."""
    costs, capacity = _costs(pool.sentences, pool.table, settings.budget)
    share = capacity / int(costs.sum())
    concepts, quality = _concepts_and_quality(pool, settings, share=share)
    relevance = pool.relevance
    eligible = quotable_mask(
        pool.sentences,
        pool.table,
        costs,
        capacity,
        language=settings.budget.language,
        answers=relevance.answers if relevance else None,
    )
    answered = relevance is None or (eligible & relevance.relevant).any()
    if not answered or costs[eligible].sum() < capacity:  # the others may fill what room is left
        quality[~eligible] *= FILLER_QUALITY
        eligible = (costs <= capacity) & (pool.table.lengths > 0)
    costs[~eligible] = capacity + 1
    clashes = clash_test(pool.relations)
    return Problem(concepts, quality, costs, capacity, clashes, redundancy(share))


def outdated_in(pool: Pool) -> frozenset[int]:
    """Return the sentences whose figures a later day has told anew."""
    relations = pool.relations
    return find_outdated(
        pool.sentences, pool.table, relations.reading, language=relations.language, days=pool.days
    )


def chosen_last(problem: Problem, outdated: Set[int]) -> Problem:
    """Return the problem in which sentences with outdated figures are worth less than any other."""
    quality = problem.quality.copy()
    quality[sorted(outdated)] *= OUTDATED_FACTOR
    return replace(problem, quality=quality)


def without_loose_days(problem: Problem, pool: Pool) -> Problem:
    """Return the problem in which `today` is worth less, if documents are known to be of two days.

    The reader of a summary cannot tell which day it is.
    """
    days = {pool.days.get(one.document) for one in pool.sentences} - {None, ""}
    if len(days) < 2:
        return problem
    main = pool.relations.language
    near = [counts_from_today(one.text, language=one.language or main) for one in pool.sentences]
    return replace(problem, quality=problem.quality * np.where(near, NEAR_DAY_FACTOR, 1.0))


def only_new(problem: Problem, novelty: Novelty) -> Problem:
    """Return the problem in which only what says something new may be picked.

    Raises:
        NothingNew: No sentence that may be picked says anything new.
    """
    new = without(problem, np.flatnonzero(~novelty.is_new).tolist())
    if not (new.costs <= new.capacity).any():
        raise NothingNew("nothing new: all that could be quoted is known already")
    return new


def only_relevant(problem: Problem, relevance: Relevance) -> Problem:
    """Return the problem in which only what is relevant may be picked, and counts by relevance.

    Raises:
        NothingToSummarize: No sentence that may be picked is relevant.
    """
    concepts = problem.concepts
    concepts = replace(concepts, weights=concepts.weights * relevance.of_concepts(concepts))
    problem = replace(problem, concepts=concepts, quality=problem.quality * relevance.factors)
    focused = without(problem, np.flatnonzero(~relevance.relevant).tolist())
    fits = focused.costs <= focused.capacity
    if not fits.any():
        raise NothingToSummarize(
            "nothing to summarize: no sentence that can be quoted is relevant to the query"
        )
    quality, best = np.where(fits, focused.quality, 0.0), float(focused.alone[fits].max())
    return replace(focused, concepts=relevance.with_words(concepts, quality, best))


def _costs(
    pool: Sequence[Sentence], table: TermTable, budget: Budget
) -> tuple[NDArray[np.int64], int]:
    """Return the cost of each sentence (n,) and the capacity; at least one sentence has a word.

    Both include a separator for each sentence, so that costs simply add up.

    Raises:
        NothingToSummarize: No sentence with a word fits.
    """
    separator = budget.separator_cost
    costs = np.array([budget.measure(one.text, one.language) for one in pool]) + separator
    capacity = min(budget.limit, int(costs.sum())) + separator  # int64 may not hold the limit
    min_cost = int(costs[table.lengths > 0].min())
    if min_cost > capacity:
        limit = plural(budget.limit, budget.unit.removesuffix("s"))
        raise NothingToSummarize(
            f"nothing to summarize: no sentence fits into {limit};"
            f" the shortest needs {min_cost - separator}"
        )
    return costs, capacity


def _concepts_and_quality(
    pool: Pool, settings: ChoiceSettings, *, share: float
) -> tuple[Concepts, NDArray[np.float64]]:
    """Return what the method chooses by: the concepts of the sentences and their quality (n,).

    For a ranking, each sentence is a concept of its own, and the quality is 1.

    Args:
        pool: The n sentences.
        settings: The method, its weights, and the language.
        share: Share of the text that the summary may take, above 0 and up to 1.
    """
    sentences, table, heard = pool.sentences, pool.table, pool.heard
    method, weights, language = settings.method, settings.weights, settings.budget.language
    if method == "coverage":
        concepts = extract_concepts(
            sentences,
            table,
            coefficients=weights.concept,
            voices=pool.families,
            discounts=heard.discounts if heard else None,
        )
        quality = sentence_quality(
            sentences, table, concepts, share=share, coefficients=weights.sentence
        )
        alone = independence_factors(
            sentences, pool.context, language=language, of_thread=bool(pool.turns)
        )
        early = thread_factors(sentences, pool.turns) if pool.turns else 1.0
        return concepts, quality * alone * early
    if method in SUMY_METHODS:
        scores = sumy_scores(method, sentences, language=language)
    else:
        scores = RANKINGS[method](sentences, table)
    discount = 1.0 if heard is None else heard.factors(table)
    return one_concept_each(scores), np.ones(len(sentences)) * discount
