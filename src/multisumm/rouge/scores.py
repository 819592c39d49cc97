"""The scores of one candidate against its references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Unpack

from multisumm.errors import InputError
from multisumm.rouge.checks import check_iterable, check_type
from multisumm.rouge.counts import Counts, pool
from multisumm.rouge.metrics import DEFAULT_METRICS, Metric, find_metric, metric_names
from multisumm.rouge.prepared import Prepared, prepare
from multisumm.rouge.settings import RougeOptions, Settings, check_settings, make_settings
from multisumm.rouge.signature import make_signature


@dataclass(frozen=True, slots=True)
class Score:
    """Recall, precision and F of one metric, 0 to 1.

    Attributes:
        recall: Share of the reference that is in the candidate.
        precision: Share of the candidate that is in the reference.
        f1: Their weighted harmonic mean; with alpha 0.5, F1.
        counts: The counts that they are quotients of; None for the mean of a jackknife.
    """

    recall: float
    precision: float
    f1: float
    counts: Counts | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one candidate, by metric: `scores["rouge-1"].recall`.

    Attributes:
        values: Metric -> score, in the order asked for.
        signature: Everything needed, besides the texts, to compute the same numbers again.
        warnings: Notes for a reader of the numbers, a line each.
    """

    values: Mapping[str, Score]
    signature: str
    warnings: tuple[str, ...] = ()

    def __getitem__(self, metric: str) -> Score:
        return self.values[metric]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


def rouge(
    candidate: str,
    reference_texts: str | Iterable[str],
    /,
    *,
    metrics: str | Iterable[str] = DEFAULT_METRICS,
    **options: Unpack[RougeOptions],
) -> Scores:
    """Return the ROUGE scores of a candidate against one or several references (Lin 2004).

    A candidate without tokens scores 0, with a warning. An empty reference is an error, except for
    the preset `rouge-score`, where it scores 0, with a warning.

    >>> scores = rouge("the cat sat", ["the cat sat down"], metrics=["rouge-1"])
    >>> scores["rouge-1"].precision, scores["rouge-1"].recall
    (1.0, 0.75)

    Args:
        candidate: The summary, one sentence a line.
        reference_texts: The reference, or several of them, one sentence a line.
        metrics: `rouge-1` to `rouge-9`, `rouge-l`, `rouge-lsum`, `rouge-w-1.2`, `rouge-s4`,
            `rouge-su4`; any weight from 1 to 5, any gap, and `*` for no limit to the gap.
        **options: `preset`, `stem`, `references`, `alpha`, `exceptions`, `stop_words`,
            `limit_words`, `limit_bytes`, `language`, see `make_settings`.

    Raises:
        InputError: If there is no reference, or an empty one.
        OptionError: If an option or a metric is unknown or has a wrong type or value.
    """
    settings = make_settings(**options)
    check_iterable("references", reference_texts, "a text or a list of texts")
    texts = [reference_texts] if isinstance(reference_texts, str) else list(reference_texts)
    references = [prepare(text, settings) for text in texts]
    for number, text in enumerate(texts, 1):
        if not text.strip() and not settings.rules.empty_references:
            raise InputError(f"reference {number} of {len(texts)} is empty")
    return score_prepared(prepare(candidate, settings), references, metrics, settings)


def score_prepared(
    candidate: Prepared,
    references: Sequence[Prepared],
    metrics: str | Iterable[str],
    settings: Settings,
    *,
    sentences: str = "newline",
) -> Scores:
    """Return the scores of texts that were prepared with these settings.

    As in the original, a reference without tokens adds nothing to a score; alone it gives 0. The
    signature says how the texts were split into `sentences`, by default by their lines.

    Raises:
        InputError: If there is no reference.
        OptionError: If a metric is unknown, or an argument has a wrong type.
    """
    check_settings(settings)
    names = metric_names(metrics)
    values = {}
    for metric in [find_metric(name, flat_l=settings.rules.flat_l) for name in names]:
        counts = count_references(candidate, references, metric)
        values[metric.name] = score_counts(counts, metric, settings)
    signature = make_signature(settings, names, len(references), sentences=sentences)
    return Scores(values, signature, tuple(_warnings(candidate, references, settings)))


def count_references(
    candidate: Prepared, references: Sequence[Prepared], metric: Metric
) -> list[Counts]:
    """Return the counts of a candidate against each of its references.

    Raises:
        InputError: If there is no reference.
        OptionError: If an argument has a wrong type.
    """
    check_type("candidate", candidate, Prepared, "a text that prepare returned")
    check_type("references", references, Sequence, "a list of texts that prepare returned")
    check_type("metric", metric, Metric, "what find_metric returns")
    if not references:
        raise InputError("no reference to score against")
    for reference in references:
        check_type("a reference", reference, Prepared, "a text that prepare returned")
    count = metric.count(candidate)
    return [count(reference) for reference in references]


def score_counts(counts: Sequence[Counts], metric: Metric, settings: Settings) -> Score:
    """Return one score from the counts against each reference (rule 3.7).

    average: the counts are added up, those of the candidate once for each reference. best: the
    reference with the highest recall (preset `rouge-score`: F), the first on ties. jackknife-*: the
    mean, over the references, of the score against all others, as releases before 1.4 computed it.

    Raises:
        InputError: If there are no counts.
        OptionError: If an argument has a wrong type.
    """
    _check_counts(counts, metric, settings)
    jackknife, _, combination = settings.references.rpartition("-")
    combine = _COMBINATIONS[combination]
    if jackknife and len(counts) > 1:
        rest = [[*counts[:index], *counts[index + 1 :]] for index in range(len(counts))]
        scores = [combine(others, metric, settings) for others in rest]
        return Score(
            fmean([score.recall for score in scores]),
            fmean([score.precision for score in scores]),
            fmean([score.f1 for score in scores]),
        )
    return combine(counts, metric, settings)


def score_pooled(counts: Sequence[Counts], metric: Metric, settings: Settings) -> Score:
    """Return the score of the sum of counts: over references, or over candidates (`-t 1`).

    Raises:
        InputError: If there are no counts.
        OptionError: If an argument has a wrong type.
    """
    _check_counts(counts, metric, settings)
    return _score_sum(counts, metric, settings)


def _check_counts(counts: Sequence[Counts], metric: Metric, settings: Settings) -> None:
    check_type("counts", counts, Sequence, "a list of Counts")
    check_type("metric", metric, Metric, "what find_metric returns")
    check_settings(settings)
    if not counts:
        raise InputError("no counts to score")
    for item in counts:
        check_type("an item of counts", item, Counts, "Counts")


def _score_sum(counts: Sequence[Counts], metric: Metric, settings: Settings) -> Score:
    total = pool(counts)
    recall = _quotient(total.hits, total.reference, metric, settings)
    precision = _quotient(total.hits, total.candidate, metric, settings)
    return Score(recall, precision, _f(recall, precision, settings), total)


def _score_best(counts: Sequence[Counts], metric: Metric, settings: Settings) -> Score:
    key = _BEST_BY[settings.rules.best_by]
    best = (
        max(counts, key=lambda item: key(item, metric, settings)) if len(counts) > 1 else counts[0]
    )
    return _score_sum([best], metric, settings)


def _recall_to_compare(counts: Counts, metric: Metric, settings: Settings) -> float:
    """Return the recall that the original compares references by; that of W is weighted once."""
    if not metric.longest:
        return _quotient(counts.hits, counts.reference, metric, settings)
    base = counts.reference ** (1 / metric.power)
    return (counts.hits / base) ** (1 / metric.power) if base else 0.0


def _f1_to_compare(counts: Counts, metric: Metric, settings: Settings) -> float:
    return _score_sum([counts], metric, settings).f1


_COMBINATIONS: dict[str, Callable[[Sequence[Counts], Metric, Settings], Score]] = {
    "average": _score_sum,
    "best": _score_best,
}
_BEST_BY: dict[str, Callable[[Counts, Metric, Settings], float]] = {
    "recall": _recall_to_compare,
    "f1": _f1_to_compare,
}


def _quotient(hits: float, total: float, metric: Metric, settings: Settings) -> float:
    quotient = (hits / total) ** (1 / metric.power) if total else 0.0
    return _rounded(quotient, settings)


def _f(recall: float, precision: float, settings: Settings) -> float:
    """Return F from recall and precision as they are reported (rule 3.8)."""
    weighted = (1 - settings.alpha) * precision + settings.alpha * recall
    return _rounded(precision * recall / weighted, settings) if weighted else 0.0


def _rounded(value: float, settings: Settings) -> float:
    decimals = settings.rules.decimals
    return value if decimals is None else round(value, decimals)


def _warnings(
    candidate: Prepared, references: Sequence[Prepared], settings: Settings
) -> Iterator[str]:
    if not candidate.tokens:
        yield f"the candidate has no tokens for the preset {settings.preset!r}; it scores 0"
    for number, reference in enumerate(references, 1):
        if not reference.tokens:
            yield f"reference {number} has no tokens for the preset {settings.preset!r}"
