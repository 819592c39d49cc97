"""Which sentences to quote: the problem that is posed, and its solution with the better sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.provenance import Copies
from multisumm.comparison.rebuttals import add_rebuttals
from multisumm.comparison.related import Relations, clash_test, find_related
from multisumm.comparison.relations import Relation
from multisumm.comparison.sides import Fits, prefer_supported
from multisumm.comparison.tolls import find_outdated
from multisumm.errors import NothingNew, NothingToSummarize
from multisumm.focus.novelty import Novelty
from multisumm.focus.relevance import Relevance
from multisumm.messages import plural
from multisumm.model import Document, Sentence
from multisumm.pipeline.gathering import Material, Pool
from multisumm.selection.budget import Budget
from multisumm.selection.candidates import independence_factors, quotable_mask
from multisumm.selection.concepts import Concepts, extract_concepts
from multisumm.selection.coverage import (
    Problem,
    add_fitting,
    drop_details,
    one_concept_each,
    select_by_coverage,
    select_by_score,
    without,
)
from multisumm.selection.ordering import ORDERS, Evidence
from multisumm.selection.quality import redundancy, sentence_quality
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.representation import Represented, represent_all
from multisumm.selection.sumy import SUMY_METHODS, sumy_scores
from multisumm.selection.threads import thread_factors
from multisumm.selection.weights import Weights
from multisumm.text.sentences import is_complete
from multisumm.text.terms import TermTable
from multisumm.timeline.choice import days_told_by, only_dated, pick_timeline
from multisumm.timeline.phrases import counts_from_today

FILLER_QUALITY = 0.01
"""Quality factor of sentences that are quoted only to fill the budget."""

OUTDATED_FACTOR = 0.5
"""Quality factor of sentences with figures that a later day has told anew."""

NEAR_DAY_FACTOR = 0.7
"""Quality factor of sentences that count from their own day (`today`), where days differ."""


CHOOSING = ("coverage", "textrank", "lexrank", "centroid")
"""Methods that quote the better supported of two statements that contradict each other."""


MAX_GIVEN_UP = 20
"""So often claims are given up for want of room for their rebuttals, and others looked for."""


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


Chosen = dict[int, list[tuple[int, Relation]]]
"""Index of each sentence of a summary, in its order -> the sentences that relate to it."""


def pose_problem(pool: Pool, settings: ChoiceSettings) -> Posed:
    """Return the problem of which sentences to pick, by all that is asked of them.

    Raises:
        NothingToSummarize: No sentence fits, is relevant, or has a date; `NothingNew`: none is new.
    """
    method, timeline = settings.method, settings.timeline
    problem = _bare_problem(pool, settings)
    outdated = outdated_by(
        method, pool.sentences, pool.table, pool.relations, days=pool.days, timeline=timeline
    )
    problem = chosen_last(problem, outdated)
    problem = without_loose_days(
        problem,
        method,
        pool.sentences,
        pool.days,
        language=settings.budget.language,
        timeline=timeline,
    )
    if pool.relevance is not None:
        problem = only_relevant(problem, pool.relevance)
    if pool.novelty is not None:
        problem = only_new(problem, pool.novelty)
    fits = problem.costs <= problem.capacity
    undated = frozenset(i for i, dated in enumerate(pool.dates) if dated is None and fits[i])
    if timeline:
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


def outdated_by(
    method: str,
    pool: Sequence[Sentence],
    table: TermTable,
    relations: Relations,
    *,
    days: Mapping[int, str],
    timeline: bool = False,
) -> frozenset[int]:
    """Return the sentences whose figures a later day has told anew.

    Only `coverage` asks for them: rankings keep their scores, and a timeline tells those of each
    day.
    """
    if timeline or method != "coverage":
        return frozenset()
    return find_outdated(pool, table, relations.statement, language=relations.language, days=days)


def chosen_last(problem: Problem, outdated: Set[int]) -> Problem:
    """Return the problem in which sentences with outdated figures are worth less than any other."""
    quality = problem.quality.copy()
    quality[sorted(outdated)] *= OUTDATED_FACTOR
    return replace(problem, quality=quality)


def without_loose_days(
    problem: Problem,
    method: str,
    pool: Sequence[Sentence],
    days: Mapping[int, str],
    *,
    language: str,
    timeline: bool = False,
) -> Problem:
    """Return the problem in which `today` is worth less, if documents are known to be of two days.

    The reader of a summary cannot tell which day it is; that of a timeline can. Rankings keep their
    scores.
    """
    own = {days[one.document] for one in pool if days.get(one.document)}
    if method != "coverage" or timeline or len(own) < 2:
        return problem
    near = [counts_from_today(one.text, language=one.language or language) for one in pool]
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


def choose_sentences(
    posed: Posed, material: Material, settings: ChoiceSettings, documents: Sequence[Document]
) -> Chosen:
    """Return the sentences of the summary in its order, and what relates to each.

    Args:
        posed: What may be picked.
        material: The sentences, and their copies.
        settings: How they are chosen and ordered.
        documents: The documents to summarise.
    """
    pool = material.pool
    scores = dict(enumerate(posed.problem.alone.tolist()))

    def choose(problem: Problem) -> Chosen:
        if settings.timeline:
            families = [pool.families[one.document] for one in pool.sentences]
            picked = pick_timeline(problem, pool.dates, families)
            return dict(zip(picked, find_related(picked, pool.relations), strict=True))
        picked = pick_sentences(problem, material, settings, posed.outdated)
        related = dict(zip(picked, find_related(picked, pool.relations), strict=True))
        evidence = evidence_of_order(
            scores,
            related,
            pool.sentences,
            pool.table,
            pool.context,
            pool.days,
            pool.relations,
            pool.relevance,
            pool.turns,
        )
        order = ORDERS[settings.order](picked, pool.sentences, documents, evidence)
        return {i: related[i] for i in order}

    return choose_within(settings.budget, posed.problem, pool.sentences, choose)


def choose_within(
    budget: Budget,
    problem: Problem,
    pool: Sequence[Sentence],
    choose: Callable[[Problem], Chosen],
) -> Chosen:
    """Return what `choose` gives for the problem, with the whole text within the budget.

    Only a tokenizer that merges tokens across sentences may count more than their costs. Then the
    choice is made again with a smaller capacity. The steps double, so few are needed; the first
    sentence alone fits always.
    """
    chosen, step = choose(problem), 1
    while len(chosen) > 1 and (used := total_cost(budget, pool, chosen)) > budget.limit:
        share = problem.capacity * budget.limit // used
        capacity = max(min(share, problem.capacity - step), int(problem.costs.min()))
        problem, step = replace(problem, capacity=capacity), 2 * step
        chosen = choose(problem) or dict(list(chosen.items())[:1])
    return chosen


def total_cost(budget: Budget, pool: Sequence[Sentence], picked: Iterable[int]) -> int:
    """Return what the text of the picked sentences costs, in the order given."""
    quotes = [pool[i] for i in picked]
    return budget.total([one.text for one in quotes], [one.language for one in quotes])


def pick_sentences(
    problem: Problem, material: Material, settings: ChoiceSettings, outdated: Set[int]
) -> list[int]:
    """Return the sentences of the summary, in the order of choice.

    Without a query, `coverage` sees to it that few documents all have a say.

    Args:
        problem: What may be picked.
        material: The sentences, and their copies.
        settings: How they are chosen.
        outdated: Those whose figures a later day has told anew.
    """
    pool, method, budget = material.pool, settings.method, settings.budget
    novelty = pool.novelty
    selected = select_by_coverage(problem) if method == "coverage" else select_by_score(problem)
    if method not in CHOOSING:
        return add_fitting(problem, selected) if problem.has_room_for_all else selected

    def fits(chosen: Sequence[int]) -> bool:
        if novelty is not None and not novelty.is_new[list(chosen)].all():
            return False
        quotes = [pool.sentences[i] for i in chosen]
        complete = all(
            is_complete(one.text, language=one.language or budget.language)
            and not one.half_quotation
            for i, one in zip(chosen, quotes, strict=True)
            if problem.costs[i] > problem.capacity
        )
        costs = [budget.measure(one.text, one.language) + budget.separator_cost for one in quotes]
        return complete and sum(costs) <= problem.capacity

    take = partial(
        take_sides,
        pool=pool.sentences,
        relations=pool.relations,
        fits=fits,
        families=pool.families,
        days=pool.days,
        outdated=outdated,
    )
    if method != "coverage" or pool.relevance is not None:  # an answer may need a detail
        return take(problem, selected)
    represented = represented_by(pool.sentences, material.set_aside, pool.relations)
    return settle(problem, selected, take, [one.document for one in pool.sentences], represented)


def settle(
    problem: Problem,
    selected: Sequence[int],
    take: Callable[[Problem, Sequence[int]], list[int]],
    documents: Sequence[int],
    represented: Represented,
) -> list[int]:
    """Return a selection without details, with the better sides, and with a say for few sources.

    Args:
        problem: What may be picked.
        selected: The sentences that `coverage` has selected.
        take: Gives a selection with the better sides (`take_sides`).
        documents: Document of each of the n sentences.
        represented: Which documents have a say if a sentence is quoted.
    """
    if not problem.has_room_for_all and not problem.redundancy:
        kept = drop_details(problem, selected)
        problem = without(problem, [i for i in selected if i not in kept])
        selected = kept
    picked = take(problem, selected)
    fairer = represent_all(problem, picked, documents, represented)
    return picked if fairer == picked else take(problem, fairer)


def represented_by(
    pool: Sequence[Sentence], set_aside: Copies, relations: Relations
) -> Represented:
    """Return which documents have a say if a sentence is quoted: its own, and those beside it."""

    @cache
    def tellers(i: int) -> frozenset[int]:
        copies = set_aside.get((pool[i].document, pool[i].position), ())
        return frozenset([one.document for one in (pool[i], *copies)])

    @cache
    def represented(i: int) -> Set[int]:
        beside = [
            j for j in relations.near(i) if (it := relations.of(i, j)) and it.kind != "similar"
        ]
        return tellers(i).union(*map(tellers, beside))

    return represented


def take_sides(
    problem: Problem,
    selected: Sequence[int],
    *,
    pool: Sequence[Sentence],
    relations: Relations,
    fits: Fits,
    families: Sequence[int],
    days: Mapping[int, str],
    outdated: Set[int],
) -> list[int]:
    """Return the selection with the better supported sides, and claims with their rebuttals.

    Room that these exchanges leave is filled.
    """
    prefer = partial(
        prefer_supported,
        sentences=pool,
        relations=relations,
        fits=fits,
        families=families,
        days=days,
        outdated=outdated,
    )
    picked = prefer(selected)
    if picked != selected or problem.has_room_for_all:  # what only the former picks repeated
        picked = add_fitting(problem, prefer(add_fitting(problem, picked)))
    for _ in range(MAX_GIVEN_UP):
        picked, given_up = add_rebuttals(picked, pool, relations, fits)
        if not given_up:
            break
        problem = without(problem, given_up)
        picked = prefer(add_fitting(problem, picked))
    return picked


def evidence_of_order(
    scores: Mapping[int, float],
    related: Mapping[int, Sequence[tuple[int, Relation]]],
    pool: Sequence[Sentence],
    table: TermTable,
    context: NDArray[np.float64],
    days: Mapping[int, str],
    relations: Relations,
    relevance: Relevance | None,
    turns: Mapping[int, int],
) -> Evidence:
    """Return what an order may go by, given what relates to each picked sentence.

    `context` (n,) has the factors of `context_factors`.
    """
    told_by = {
        i: [j for j, relation in others if relation.kind in ("same", "part")]
        for i, others in related.items()
    }
    degrees = dict(enumerate(table.similarity_degrees.tolist()))
    leaning = frozenset(np.flatnonzero(context < 1.0).tolist())
    told_days = days_told_by(related, pool, days, relations.statement, language=relations.language)
    relevances = {i: relevance.of(i) for i in related} if relevance else {}
    return Evidence(scores, degrees, days, told_by, leaning, told_days, relevances, turns)
