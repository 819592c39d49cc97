"""The name of a metric -> the function that counts it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from multisumm.errors import OptionError
from multisumm.messages import unknown_choice
from multisumm.rouge.checks import check_iterable, check_type
from multisumm.rouge.counts import (
    Counts,
    list_ngrams,
    ngrams,
    shared,
    shared_skip_bigrams,
    skip_bigram_total,
)
from multisumm.rouge.lcs import lcs_length, marked_tokens
from multisumm.rouge.prepared import Prepared, Tokens
from multisumm.rouge.weighted import sentences_with, take, union_lcs, weighted_positions

ReferenceCounter = Callable[[Prepared], Counts]
"""A reference -> its counts against one candidate."""

DEFAULT_METRICS = ("rouge-1", "rouge-2", "rouge-l", "rouge-su4")
KNOWN_METRICS = (
    *(f"rouge-{n}" for n in range(1, 10)),
    *("rouge-l", "rouge-lsum", "rouge-w-1.2", "rouge-s4", "rouge-su4", "rouge-su*"),
)
_NAME = re.compile(
    r"rouge-(?:(?P<n>[1-9])|(?P<l>l)|(?P<lsum>lsum)|w-(?P<w>\d+(?:\.\d+)?)"
    r"|(?P<kind>su?)(?P<gap>\d{1,9}|\*))"
)


@dataclass(frozen=True, slots=True)
class Metric:
    """A ROUGE metric.

    Attributes:
        name: Its name, as given.
        power: Weight of ROUGE-W, whose quotients are taken to 1 / power; 1 for all others.
        longest: Whether it is of the longest-common-subsequence kind, L or W.
        count: A candidate -> the function that counts a reference against it, so that the
            candidate is tabulated once for all its references.
    """

    name: str
    power: float
    longest: bool
    count: Callable[[Prepared], ReferenceCounter]


def metric_names(metrics: str | Iterable[str]) -> tuple[str, ...]:
    """Return the names of metrics; a single name may be given alone.

    Raises:
        OptionError: If there is no name, or these are not names.
    """
    check_iterable("metrics", metrics, f"names of metrics, like {DEFAULT_METRICS[0]!r}")
    names = (metrics,) if isinstance(metrics, str) else tuple(metrics)
    if not names:
        raise OptionError(f"no metric is given; choose from {', '.join(KNOWN_METRICS)}")
    for name in names:
        check_type("the name of a metric", name, str, "a string")
    return names


def find_metric(name: str, *, flat_l: bool = False) -> Metric:
    """Return the metric of a name.

    Args:
        name: One of `KNOWN_METRICS`, with any gap, and any weight from 1 to 5; larger weights would
            overflow on long texts.
        flat_l: Whether rouge-l takes each text as one sentence; rouge-lsum never does.

    Raises:
        OptionError: If there is no such metric.
    """
    check_type("flat_l", flat_l, bool, "True or False")
    match = _NAME.fullmatch(name) if isinstance(name, str) else None
    if match is None:
        raise OptionError(unknown_choice("metric", name, KNOWN_METRICS))
    if match["n"]:
        n = int(match["n"])
        return Metric(name, 1, False, lambda candidate: _count_ngrams(candidate, n))
    if match["w"]:
        weight = float(match["w"])
        if not 1 <= weight <= 5:
            raise OptionError(f"the weight of {name!r} must be between 1 and 5")
        return Metric(name, weight, True, lambda candidate: _count_w(candidate, weight))
    if match["kind"]:
        gap, unigrams = _gap(match["gap"]), match["kind"] == "su"
        return Metric(name, 1, False, lambda candidate: _count_skips(candidate, gap, unigrams))
    return Metric(name, 1, True, _count_flat_l if match["l"] and flat_l else _count_l)


def _gap(text: str) -> int | None:
    return None if text == "*" else int(text)


def _count_ngrams(candidate: Prepared, n: int) -> ReferenceCounter:
    """ROUGE-N (Lin 2004, section 2)."""
    grams = ngrams(candidate.tokens, n)
    total = max(0, len(candidate.tokens) - n + 1)

    def count(reference: Prepared) -> Counts:
        found = Counter(filter(grams.__contains__, list_ngrams(reference.tokens, n)))
        hits = shared(found, grams)
        return Counts(hits, max(0, len(reference.tokens) - n + 1), total)

    return count


def _count_skips(candidate: Prepared, gap: int | None, unigrams: bool) -> ReferenceCounter:
    """ROUGE-S and SU (Lin 2004, section 5).

    SU counts the unigrams of all tokens but the last, as the original does (rule 3.5). The paper
    adds a mark at the start of the text, and so counts all of them.
    """

    def total(tokens: Tokens) -> int:
        return skip_bigram_total(len(tokens), gap) + (max(0, len(tokens) - 1) if unigrams else 0)

    def count(reference: Prepared) -> Counts:
        hits = shared_skip_bigrams(reference.tokens, candidate.tokens, gap)
        if unigrams:
            hits += shared(Counter(reference.tokens[:-1]), Counter(candidate.tokens[:-1]))
        return Counts(hits, total(reference.tokens), total(candidate.tokens))

    return count


def _count_flat_l(candidate: Prepared) -> ReferenceCounter:
    """ROUGE-L of sentences (Lin 2004, section 3.1), each text taken as one."""

    def count(reference: Prepared) -> Counts:
        hits = lcs_length(reference.tokens, candidate.tokens)
        return Counts(hits, len(reference.tokens), len(candidate.tokens))

    return count


def _count_l(candidate: Prepared) -> ReferenceCounter:
    """ROUGE-L of summaries (Lin 2004, section 3.2), clipped as the original does (rule 3.6)."""
    stock = Counter(candidate.tokens)

    def count(reference: Prepared) -> Counts:
        total = sum(map(len, reference.sentences))
        if len(reference.sentences) == len(candidate.sentences) == 1:
            hits = lcs_length(reference.sentences[0], candidate.sentences[0])
            return Counts(hits, total, len(candidate.tokens))
        marked = Counter(marked_tokens(reference.sentences, candidate.sentences))
        if total != len(reference.tokens):  # under the faulty byte limit
            marked &= Counter(reference.tokens)
        hits = shared(marked, stock)
        return Counts(hits, total, len(candidate.tokens))

    return count


def _count_w(candidate: Prepared, weight: float) -> ReferenceCounter:
    """ROUGE-W (Lin 2004, section 4) over summaries, as the original has it (rule 3.6).

    As in the published metric, the reference total is weighted twice, so that identical texts have
    a recall below 1, and matches count as consecutive if they are so in the reference.
    """
    having = sentences_with([dict.fromkeys(sentence) for sentence in candidate.sentences])

    def align(sentence: Tokens, index: int) -> list[int]:
        return weighted_positions(sentence, candidate.sentences[index], weight)

    def count(reference: Prepared) -> Counts:
        stocks = Counter(reference.tokens), Counter(candidate.tokens)
        hits = base = 0.0
        for sentence in reference.sentences:
            base += len(sentence) ** weight
            marked = union_lcs(sentence, having, partial(align, sentence))
            for run in _runs(sentence, marked, *stocks):
                hits += run**weight
        return Counts(hits, base**weight, len(candidate.tokens) ** weight)

    return count


def _runs(
    sentence: Tokens,
    marked: list[int],
    reference_stock: Counter[str],
    candidate_stock: Counter[str],
) -> list[int]:
    """Return the lengths of runs of consecutive marks; a mark out of stock is skipped."""
    marks, runs, run = set(marked), [], 0
    for position in marked:
        if take(sentence[position], reference_stock, candidate_stock):
            run += 1
            if position + 1 not in marks:
                runs.append(run)
                run = 0
    return runs
