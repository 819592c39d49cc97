"""The choice of a variant: the stages of the package with other constants or another search."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from eval.experiments.exact import choose_exactly
from eval.experiments.examples import Example, rouge_settings, tokens_of
from eval.experiments.fitting import expected_of_concepts, expected_of_sentences, type_of_concept
from eval.experiments.variants import Variant
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.related import clash_test, find_related, relations_of
from multisumm.pipeline.choosing import (
    evidence_of_order,
    find_openings,
    represented_by,
    settle,
    take_sides,
)
from multisumm.pipeline.gathering import Pool
from multisumm.pipeline.posing import chosen_last, outdated_in, without_loose_days
from multisumm.rouge import score_prepared
from multisumm.selection import candidates, coverage, quality
from multisumm.selection.concepts import Concepts
from multisumm.selection.context import context_factors
from multisumm.selection.coverage import (
    Clashes,
    Problem,
    add_fitting,
    one_concept_each,
    select_by_coverage,
    select_by_score,
)
from multisumm.selection.ordering import ORDERS
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.sumy import SUMY_METHODS, sumy_scores
from multisumm.selection.threads import thread_factors, turns_of_thread
from multisumm.selection.times import times_written
from multisumm.text.days import find_days

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Choice:
    """A summary: its sentences in order, and their value by the variant that chose them."""

    picked: tuple[int, ...]
    value: float


def choose(variant: Variant, example: Example, words: int, out: int | str) -> Choice | None:
    """The sentences that a variant chooses, and their value; None if nothing was fitted for it.

    `out` is the fold, or the kind, that its weights did not see.
    """
    if variant.members:
        return choose_by_consensus(variant, example, words, out)
    problem = pose(variant, example, words, out)
    if problem is None:
        return None
    if problem.costs.min() > problem.capacity:
        return Choice((), 0.0)
    few = 0 if variant.search == "greedy" else coverage.MAX_EXCHANGED_SENTENCES
    with patch.multiple(coverage, SCALING=variant.scaling, MAX_EXCHANGED_SENTENCES=few):
        if variant.ranking:
            picked = select_by_score(problem)
        elif variant.search == "exact":
            picked = choose_exactly(problem)
        else:
            picked = select_by_coverage(problem)
        picked = supported(variant, example, problem, picked)
    value = float(problem.concepts.weights @ problem.covered(picked))
    return Choice(in_order(example, picked), value)


def supported(variant: Variant, example: Example, problem: Problem, picked: list[int]) -> list[int]:
    """The selection with the better supported of two sides, as `pipeline.summarize` has it."""
    if variant.redundancy != "clashes":
        return add_fitting(problem, picked) if problem.has_room_for_all else picked
    pool = pool_of(example)
    take = partial(
        take_sides,
        pool=pool,
        fits=lambda some: example.costs[list(some)].sum() <= problem.capacity,
        outdated=outdated_of(example),
    )
    if variant.ranking:
        return take(problem, picked)
    represented = represented_by(pool, example.set_aside)
    documents = [one.document for one in example.pool]
    no_opening = (pool.context < 1.0) | bool(pool.turns)
    openings = np.where(no_opening, -np.inf, openings_in(example))
    return settle(problem, picked, take, documents, represented, openings)


@cache
def pool_of(example: Example) -> Pool:
    """The sentences of a cluster with what the package knows of them, without a query."""
    days = find_days(example.documents).days
    index = index_words(example.table, languages=[example.language])
    numbers = {sentence.document for sentence in example.pool}
    return Pool(
        sentences=[*example.pool],
        table=example.table,
        families=example.families,
        context=context_factors(example.pool, example.table, language=example.language),
        days=days,
        relations=relations_of(example.pool, index, language=example.language, days=days),
        relevance=None,
        heard=None,
        novelty=None,
        dates=(),
        turns=turns_of_thread(
            {number: example.documents[number] for number in numbers},
            times_written(numbers, example.documents, days),
        ),
    )


@cache
def openings_in(example: Example) -> NDArray[np.float64]:
    """How well each sentence opens a summary."""
    every = np.ones(len(example.pool), bool)
    return find_openings(pool_of(example), every, example.documents, example.set_aside)


def in_order(example: Example, picked: Sequence[int]) -> tuple[int, ...]:
    """The sentences in reading order."""
    pool = pool_of(example)
    related_to = dict(zip(picked, find_related(picked, pool.relations), strict=True))
    scores = dict.fromkeys(picked, 0.0)
    evidence = evidence_of_order(pool, related_to, scores, openings_in(example))
    return tuple(ORDERS["reading"](picked, example.pool, example.documents, evidence))


def pose(variant: Variant, example: Example, words: int, out: int | str) -> Problem | None:
    """The problem that the sentences of a cluster pose, as `pipeline.summarize` puts it."""
    costs = example.costs.copy()
    capacity = min(words, int(costs.sum()))
    alone = np.ones(len(costs)) if variant.ranking else standing(variant, example)
    share = capacity / int(costs.sum())
    eligible = quotable_in(example, variant.fewest, variant.shortest, capacity) & (alone > 0)
    if costs[eligible].sum() < capacity:
        alone = np.where(alone > 0, alone, 1.0) * np.where(eligible, 1.0, variant.filler)
        eligible = costs <= capacity
    costs[~eligible] = capacity + 1
    clashes = REDUNDANCY[variant.redundancy](example)
    if variant.ranking:
        concepts = one_concept_each(ranked(variant.ranking, example))
        return last(Problem(concepts, alone, costs, capacity, clashes), variant, example)
    logs = expected_of_sentences(variant, example, out)
    values = expected_of_concepts(variant, example, out)
    if logs is None or values is None:
        return None
    concepts = weighed(variant, example, values)
    logs = variant.sharpness * logs
    if variant.even_from is not None:
        density = concepts.sums() / np.maximum(np.diff(example.table.starts), 1)
        floor = max(quality.MIN_DENSITY * float(np.median(density)), 1e-12)
        even = 1.0 if share >= variant.even_from else share / variant.even_from
        logs = logs - even * np.log(np.maximum(density, floor))
    again = quality.redundancy(share) if variant.novelty else 0.0
    quality_of = np.exp(logs - logs.max()) * alone
    return last(Problem(concepts, quality_of, costs, capacity, clashes, again), variant, example)


def last(problem: Problem, variant: Variant, example: Example) -> Problem:
    """The problem with sentences of outdated figures chosen last, where relations are asked for.

    So are those with a day that the reader cannot tell.
    """
    if variant.redundancy != "clashes":
        return problem
    return without_loose_days(chosen_last(problem, outdated_of(example)), pool_of(example))


def weighed(variant: Variant, example: Example, values: Array) -> Concepts:
    """The concepts of a cluster with the weights that a variant gives them, of these logs (c,)."""
    word_share = 1.0 if variant.fixed or variant.concepts == "words" else variant.word_share
    weights = (
        np.exp(values - values.max())
        * np.where(example.single, word_share, 1.0)
        * type_of_concept(example, variant.concepts)
    )
    starts = np.searchsorted(example.owned, np.arange(len(example.costs) + 1)).astype(np.int64)
    return Concepts(starts, example.ids, weights)


def standing(variant: Variant, example: Example) -> Array:
    """The factor (n,) of each sentence for how well it stands alone; 0 forbids it."""
    turns = pool_of(example).turns
    values = {
        "opener": variant.opener,
        "leaning": variant.leaning,
        "question": 1.0 if turns else variant.question,
        "broken": variant.broken,
        "quote": variant.quote,
    }
    factors = [np.where(example.flags[name], value, 1.0) for name, value in values.items()]
    combine = np.prod if variant.product else np.min
    standing_alone: Array = combine(factors, axis=0)
    return standing_alone * thread_factors(example.pool, turns) if turns else standing_alone


@cache
def quotable_in(example: Example, fewest: int, shortest: float, capacity: int) -> Flags:
    """Which sentences (n,) may be quoted if they need these words and this share of the mean."""
    with patch.multiple(candidates, MIN_WORDS=fewest, MIN_RELATIVE_LENGTH=shortest):
        return candidates.quotable_mask(
            example.pool, example.table, example.costs, capacity, language=example.language
        )


@cache
def ranked(ranking: str, example: Example) -> Array:
    """Scores (n,) of a ranking."""
    if ranking in SUMY_METHODS:
        return sumy_scores(ranking, example.pool, language=example.language)
    return RANKINGS[ranking](example.pool, example.table)


def related(example: Example) -> Clashes:
    """Whether a sentence relates to a chosen one, as in the package."""
    return clash_test(pool_of(example).relations)


@cache
def outdated_of(example: Example) -> frozenset[int]:
    """The sentences whose figures a later day has told anew."""
    return outdated_in(pool_of(example))


def overlapping(example: Example) -> Clashes:
    """Whether a sentence has a word Jaccard above one half with a chosen one."""
    starts, tokens = example.table.starts, example.table.tokens
    words = [frozenset(tokens[start:end].tolist()) for start, end in pairwise(starts.tolist())]

    def clashes(sentence: int, others: Set[int]) -> bool:
        return any(alike(words[sentence], words[other]) for other in others)

    return clashes


def allowed(example: Example) -> Clashes:
    """Nothing clashes."""
    return lambda sentence, others: False


def alike(first: frozenset[object], second: frozenset[object]) -> bool:
    """Whether two sets of words have a Jaccard similarity above one half."""
    return 2 * len(first & second) > len(first | second)


REDUNDANCY: dict[str, Callable[[Example], Clashes]] = {
    "clashes": related,
    "overlap": overlapping,
    "allowed": allowed,
}
"""Name -> the test that keeps a sentence out because of the chosen ones."""


def choose_by_consensus(
    variant: Variant, example: Example, words: int, out: int | str
) -> Choice | None:
    """One of the summaries of the members, or the sentences that most of them chose."""
    choices = []
    for member in variant.members:
        choice = choose(member, example, words, out)
        if choice is None:
            return None
        choices.append(choice)
    if variant.consensus == "closest":
        return choices[closest(example, choices)]
    votes = np.bincount(
        [i for choice in choices for i in choice.picked], minlength=len(example.pool)
    )
    if not votes.any():
        return Choice((), 0.0)
    costs = np.where(votes > 0, example.costs, words + 1)
    clashes = REDUNDANCY[variant.redundancy](example)
    concepts = one_concept_each(votes.astype(np.float64))
    picked = select_by_score(Problem(concepts, np.ones(len(costs)), costs, words, clashes))
    return Choice(in_order(example, picked), 0.0)


def closest(example: Example, choices: Sequence[Choice]) -> int:
    """Index of the summary that agrees most with the others, by ROUGE-1 + 2; the first of ties."""
    texts = [tokens_of(example, choice.picked) for choice in choices]
    settings = rouge_settings(example.language)
    agreement = []
    for index, text in enumerate(texts):
        rest = texts[:index] + texts[index + 1 :]
        scores = score_prepared(text, rest, ("rouge-1", "rouge-2"), settings)
        agreement.append(scores["rouge-1"].f1 + scores["rouge-2"].f1)
    return int(np.argmax(agreement))
