"""Which sentences to quote: the solution of the problem, with the better sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.provenance import Copies
from multisumm.comparison.rebuttals import add_rebuttals
from multisumm.comparison.related import find_related
from multisumm.comparison.relations import Relation
from multisumm.comparison.sides import Fits, prefer_supported
from multisumm.model import Document, Sentence
from multisumm.pipeline.gathering import Material, Pool
from multisumm.pipeline.posing import ChoiceSettings, Posed
from multisumm.selection.budget import Budget
from multisumm.selection.coverage import (
    Problem,
    add_fitting,
    drop_details,
    select_by_coverage,
    select_by_score,
    without,
)
from multisumm.selection.opening import open_with_news, opening_values
from multisumm.selection.ordering import ORDERS, Evidence
from multisumm.selection.representation import Represented, represent_all
from multisumm.selection.times import places_in_time, times_written
from multisumm.text.sentences import is_complete
from multisumm.timeline.choice import days_told_by, pick_timeline

CHOOSING = ("coverage", "textrank", "lexrank", "centroid")
"""Methods that quote the better supported of two statements that contradict each other."""

MAX_GIVEN_UP = 20
"""So often claims are given up for want of room for their rebuttals, and others looked for."""

Chosen = dict[int, list[tuple[int, Relation]]]
"""Index of each sentence of a summary, in its order -> the sentences that relate to it."""


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
    if settings.timeline:
        families = [pool.families[one.document] for one in pool.sentences]

        def choose_days(problem: Problem) -> Chosen:
            picked = pick_timeline(problem, pool.dates, families)
            return dict(zip(picked, find_related(picked, pool.relations), strict=True))

        return choose_within(settings.budget, posed.problem, pool.sentences, choose_days)
    scores = dict(enumerate(posed.problem.alone.tolist()))
    fits = posed.problem.costs <= posed.problem.capacity
    openings = find_openings(pool, fits, documents, material.set_aside)

    def choose(problem: Problem) -> Chosen:
        picked = pick_sentences(problem, material, settings, posed.outdated, openings)
        related = dict(zip(picked, find_related(picked, pool.relations), strict=True))
        evidence = evidence_of_order(pool, related, scores, openings)
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


def find_openings(
    pool: Pool, fits: NDArray[np.bool_], documents: Sequence[Document], set_aside: Copies
) -> NDArray[np.float64]:
    """Return how well each sentence of the pool (n,) opens a summary, at most 1.

    Args:
        pool: The n sentences.
        fits: Which of them (n,) may be quoted.
        documents: The documents to summarise.
        set_aside: The copies of sentences.
    """
    numbers = {one.document for one in pool.sentences}
    written = times_written(numbers, documents, pool.days)
    late = places_in_time({number: written.get(number, "") for number in numbers})

    def is_copied(one: Sentence) -> bool:
        copies = set_aside.get((one.document, one.position), ())
        own = pool.families[one.document]
        return any(pool.families[copy.document] != own for copy in copies)

    copied = [i for i, one in enumerate(pool.sentences) if is_copied(one)]
    return opening_values(pool.sentences, pool.table, fits, late, copied)


def pick_sentences(
    problem: Problem,
    material: Material,
    settings: ChoiceSettings,
    outdated: Set[int],
    openings: NDArray[np.float64],
) -> list[int]:
    """Return the sentences of the summary, in the order of choice.

    Without a query, `coverage` sees to it that few documents all have a say.

    Args:
        problem: What may be picked.
        material: The sentences, and their copies.
        settings: How they are chosen.
        outdated: Those whose figures a later day has told anew.
        openings: How well each sentence (n,) opens a summary.
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

    take = partial(take_sides, pool=pool, fits=fits, outdated=outdated)
    if method != "coverage" or pool.relevance is not None:  # an answer may need a detail
        return take(problem, selected)
    represented = represented_by(pool, material.set_aside)
    documents = [one.document for one in pool.sentences]
    no_opening = (pool.context < 1.0) | bool(pool.turns)  # a thread opens with its first message
    values = np.where(no_opening, -np.inf, openings)
    return settle(problem, selected, take, documents, represented, values)


def settle(
    problem: Problem,
    selected: Sequence[int],
    take: Callable[[Problem, Sequence[int]], list[int]],
    documents: Sequence[int],
    represented: Represented,
    openings: NDArray[np.float64],
) -> list[int]:
    """Return a selection without details, with the better sides, the news, and a say for sources.

    Args:
        problem: What may be picked.
        selected: The sentences that `coverage` has selected.
        take: Gives a selection with the better sides (`take_sides`).
        documents: Document of each of the n sentences.
        represented: Which documents have a say if a sentence is quoted.
        openings: How well each sentence (n,) opens a summary; -inf if it needs one before it.
    """
    if not problem.has_room_for_all and not problem.redundancy:
        kept = drop_details(problem, selected)
        problem = without(problem, [i for i in selected if i not in kept])
        selected = kept
    picked = take(problem, selected)
    fairer = open_with_news(problem, picked, openings)
    able = [i for i in fairer if np.isfinite(openings[i])]
    opening = max(able, key=lambda i: (openings[i], -i), default=None)
    fairer = represent_all(problem, fairer, documents, represented, opening=opening)
    return picked if fairer == picked else take(problem, fairer)


def represented_by(pool: Pool, set_aside: Copies) -> Represented:
    """Return which documents have a say if a sentence is quoted: its own, and those beside it."""
    relations = pool.relations

    @cache
    def tellers(i: int) -> frozenset[int]:
        own = pool.sentences[i]
        copies = set_aside.get((own.document, own.position), ())
        return frozenset([one.document for one in (own, *copies)])

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
    pool: Pool,
    fits: Fits,
    outdated: Set[int],
) -> list[int]:
    """Return the selection with the better supported sides, and claims with their rebuttals.

    Room that these exchanges leave is filled.

    Args:
        problem: What may be picked.
        selected: Indices of the selected sentences.
        pool: The sentences to choose from.
        fits: Whether sentences may be quoted together.
        outdated: Those whose figures a later day has told anew.
    """
    prefer = partial(
        prefer_supported,
        sentences=pool.sentences,
        relations=pool.relations,
        fits=fits,
        families=pool.families,
        days=pool.days,
        outdated=outdated,
    )
    picked = prefer(selected)
    if picked != selected or problem.has_room_for_all:  # what only the former picks repeated
        picked = add_fitting(problem, prefer(add_fitting(problem, picked)))
    for _ in range(MAX_GIVEN_UP):
        picked, given_up = add_rebuttals(picked, pool.sentences, pool.relations, fits)
        if not given_up:
            break
        problem = without(problem, given_up)
        picked = prefer(add_fitting(problem, picked))
    return picked


def evidence_of_order(
    pool: Pool,
    related: Mapping[int, Sequence[tuple[int, Relation]]],
    scores: Mapping[int, float],
    openings: NDArray[np.float64],
) -> Evidence:
    """Return what an order may go by.

    Args:
        pool: The n sentences.
        related: Picked index -> the sentences that relate to it.
        scores: Index -> its score.
        openings: How well each sentence (n,) opens a summary.
    """
    relations, relevance = pool.relations, pool.relevance
    return Evidence(
        scores=scores,
        centrality=dict(enumerate(pool.table.similarity_degrees.tolist())),
        days=pool.days,
        told_by={
            i: [j for j, relation in others if relation.kind in ("same", "part")]
            for i, others in related.items()
        },
        leaning=frozenset(np.flatnonzero(pool.context < 1.0).tolist()),
        told_days=days_told_by(
            related, pool.sentences, pool.days, relations.statement, language=relations.language
        ),
        relevance={i: relevance.of(i) for i in related} if relevance else {},
        turns=pool.turns,
        news={i: float(openings[i]) for i in related},
    )
