"""Why sentences are quoted, and why the best others are not, by the measures of the choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

import numpy as np

from multisumm.comparison.relations import Relation
from multisumm.messages import plural
from multisumm.model import Citation, Explanation, Sentence
from multisumm.pipeline.articles import count_left_out
from multisumm.pipeline.gathering import Material, Pool
from multisumm.pipeline.posing import Posed
from multisumm.selection.budget import Budget
from multisumm.selection.concepts import find_concepts
from multisumm.selection.coverage import Problem
from multisumm.text.articles import Article
from multisumm.text.languages import has_spaces
from multisumm.text.terms import TermTable, words_of

BEST_LEFT_OUT = 10
"""So many sentences that are not quoted are explained, those with the highest scores."""

MAX_WORDS = 5
"""So many words and pairs of words are named for a sentence."""

REASONS = {
    "same": "says the same as",
    "part": "says more or less of",
    "conflict": "contradicts",
    "update": "tells of another time than",
    "similar": "is similar to",
}
"""Relation to a quote -> why a sentence is left out; the quote is named behind it."""

RelatedByPick = Mapping[int, Sequence[tuple[int, Relation]]]
"""Picked index -> the sentences that relate to it, in the order of the summary."""


def explain_choice(
    problem: Problem,
    pool: Sequence[Sentence],
    table: TermTable,
    related: RelatedByPick,
    cite: Callable[[Sentence], Citation],
    why_not_quotable: Callable[[int], str],
    *,
    unit: str,
    with_words: bool,
    asked: bool,
) -> tuple[Explanation, ...]:
    """Return why each sentence of the summary is quoted, and why the best others are not.

    The quotes come in their order, the others by their scores, ties in the order of the input.

    Args:
        problem: What was chosen from.
        pool: The n sentences.
        table: Their terms.
        related: The picked sentences, and what relates to them.
        cite: Gives the address of a sentence.
        why_not_quotable: Gives the reason why a sentence may not be quoted, by its index.
        unit: What the costs of the problem are counted in, like `words`.
        with_words: Whether the concepts of the problem are words and pairs of words.
        asked: Whether anybody asked; if not, there is nothing to say.
    """
    if not asked:
        return ()
    picked = list(related)
    alone = problem.alone
    beside_quotes = problem.gains(problem.covered(picked))
    best = float(problem.quality.max(initial=0.0)) or 1.0
    names = _concept_names(table) if with_words else None
    left_out = [i for i in np.argsort(-alone, kind="stable").tolist() if i not in related]

    def explain(i: int, adds: float, reason: str = "", quote: int | None = None) -> Explanation:
        return Explanation(
            text=pool[i].text,
            citation=cite(pool[i]),
            quoted=i in related,
            score=float(alone[i]),
            adds=min(max(adds / float(alone[i]), 0.0), 1.0) if alone[i] > 0 else 0.0,
            quality=float(problem.quality[i]) / best,
            words=() if names is None else _words(i, problem, pool[i], table, names),
            reason=reason,
            beside=None if quote is None else cite(pool[quote]),
        )

    quotes = [
        explain(i, problem.gain(problem.covered([j for j in picked if j != i]), i)) for i in picked
    ]
    others = [
        explain(i, float(beside_quotes[i]), *_reason(i, problem, related, why_not_quotable, unit))
        for i in left_out[:BEST_LEFT_OUT]
    ]
    return (*quotes, *others)


def _reason(
    i: int,
    problem: Problem,
    related: RelatedByPick,
    why_not_quotable: Callable[[int], str],
    unit: str,
) -> tuple[str, int | None]:
    """Why a sentence is left out, and the quote that this is about."""
    if problem.costs[i] > problem.capacity:
        return f"cannot be quoted: {why_not_quotable(i)}", None
    for quote, others in related.items():
        for other, relation in others:
            if other == i:
                return REASONS[relation.kind], quote
    room, cost = problem.room(list(related)), int(problem.costs[i])
    if cost > room:
        left = plural(max(room, 0), unit.removesuffix("s"), comma=True)
        return f"has {cost:,}, and the quotes leave room for {left}", None
    return "adds too little to the quotes", None


def _concept_names(table: TermTable) -> list[tuple[int, int | None]]:
    """The term or the two terms of each concept, as `find_concepts` numbers them."""
    v = len(table.vocabulary)
    return [
        (key, None) if key < v else (key // v - 1, key % v)
        for key in find_concepts(table)[2].tolist()
    ]


def _words(
    i: int,
    problem: Problem,
    sentence: Sentence,
    table: TermTable,
    names: Sequence[tuple[int, int | None]],
) -> tuple[tuple[str, float], ...]:
    """The words and pairs that a sentence is chosen for, as it writes them, the weightiest first.

    In a language without blanks only single ones: their pairs overlap. The words of a query, whose
    concepts have numbers behind those with names, are told with the relevance of the sentence.
    """
    ids = problem.concepts.of(i)
    total = float(problem.concepts.weights[ids].sum())
    ids = ids[ids < len(names)]
    weights = problem.concepts.weights[ids]
    terms = table.of(i).tolist()
    written = dict(zip(terms, words_of(sentence.text, language=sentence.language), strict=True))
    with_pairs = has_spaces(sentence.language)
    named = []
    for k in np.argsort(-weights, kind="stable").tolist():
        first, second = names[int(ids[k])]
        if not weights[k]:
            break
        if second is None or with_pairs:
            pair = (first,) if second is None else (first, second)
            named.append((" ".join(written[term] for term in pair), float(weights[k]) / total))
        if len(named) == MAX_WORDS:
            break
    return tuple(named)


def count_not_quotable(
    articles: Sequence[Article], material: Material, posed: Posed
) -> list[dict[str, int]]:
    """Return for each document how many of its sentences may not be quoted, by reason."""
    pool, problem, set_aside = material.pool, posed.problem, material.set_aside
    counts = count_left_out(articles, material.subjects.off)
    for i in np.flatnonzero(problem.costs > problem.capacity).tolist():
        sentence = pool.sentences[i]
        reason = why_not_quotable(i, pool, material.budget, posed.undated)
        for copy in (sentence, *set_aside.get((sentence.document, sentence.position), ())):
            counts[copy.document][reason] += 1
    return [dict(+count) for count in counts]


def why_not_quotable(i: int, pool: Pool, budget: Budget, undated: Set[int]) -> str:
    """Return the reason why a sentence may not be quoted, as `Source.not_quotable` counts it.

    `undated` has the sentences that only a timeline may not quote, because they have no date.
    """
    sentence = pool.sentences[i]
    if pool.table.starts[i] == pool.table.starts[i + 1]:
        return "no word"
    if budget.measure(sentence.text, sentence.language) > budget.limit:
        return "too long"
    if pool.relevance is not None and not pool.relevance.relevant[i]:
        return "not relevant"
    if pool.novelty is not None and not pool.novelty.is_new[i]:
        return "known"
    if i in undated:
        return "no date"
    return "half quotation" if sentence.half_quotation else "fragment"
