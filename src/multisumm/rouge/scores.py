"""Texts in, scores out: one candidate against its references."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from multisumm.errors import InputError
from multisumm.rouge.counts import Counts, pool
from multisumm.rouge.metrics import DEFAULT_METRICS, Metric, find_metric
from multisumm.rouge.prepared import Prepared, prepare
from multisumm.rouge.settings import Settings, make_settings
from multisumm.rouge.signature import make_signature
from multisumm.rouge.word_lists import Exceptions, StopWords


@dataclass(frozen=True, slots=True)
class Score:
    """Recall, precision and F of one metric.

    Attributes:
        recall: Share of the reference that is in the candidate, 0 to 1.
        precision: Share of the candidate that is in the reference, 0 to 1.
        f1: Weighted harmonic mean of recall and precision, 0 to 1; F1 if alpha is 0.5.
        counts: The counts that recall and precision are quotients of. None for a jackknife, whose
            scores are means.
    """

    recall: float
    precision: float
    f1: float
    counts: Counts | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one candidate, by metric: `scores["rouge-1"].recall`.

    Attributes:
        values: Metric -> score, in the order in which the metrics were asked for.
        signature: The settings that give the same numbers again, as one line to report.
        warnings: Notes for readers of the scores, one line each, such as a candidate without
            tokens. Usually empty.
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
    reference_texts: str | Sequence[str],
    /,
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    preset: str = "rouge155",
    stem: bool = False,
    references: str | None = None,
    alpha: float = 0.5,
    exceptions: Exceptions = None,
    stop_words: StopWords | str = None,
    limit_words: int | None = None,
    limit_bytes: int | None = None,
    language: str | None = None,
) -> Scores:
    """Return the ROUGE scores of a candidate against one or several references (Lin 2004).

    A candidate without tokens scores 0, with a warning.

    >>> scores = rouge("the cat sat", ["the cat sat down"], metrics=["rouge-1"])
    >>> scores["rouge-1"].precision, scores["rouge-1"].recall
    (1.0, 0.75)

    Args:
        candidate: The summary, one sentence a line.
        reference_texts: The reference, or all of them, one sentence a line.
        metrics: `rouge-1` to `rouge-9`, `rouge-l`, `rouge-lsum`, `rouge-w-1.2`, `rouge-s4`,
            `rouge-su4`; any weight from 1 to 5, any gap, and `*` for no limit to it.
        preset: `rouge155` (the original), `rouge-score` (Google's package) or `unicode`.
        stem: Whether tokens are stemmed, the way of the preset.
        references: `average`, `best`, `jackknife-average`, `jackknife-best`; None is the preset's.
        alpha: Weight of precision in F, 0 to 1 (`-p`).
        exceptions: Words with a given stem: a mapping, an `.exc` file or a folder of them.
        stop_words: Words left out: a collection, or a file with one a line (`-s`).
        limit_words: Words to read of each text, candidate and references alike (`-l`).
        limit_bytes: Bytes to read of each text (`-b`).
        language: ISO 639-1 code, for the Snowball stemmer of the preset `unicode`.

    Raises:
        InputError: If there is no reference, or an empty one.
        OptionError: If an option or a metric is unknown or has no meaning.
    """
    settings = make_settings(
        preset=preset,
        stem=stem,
        references=references,
        alpha=alpha,
        exceptions=exceptions,
        stop_words=stop_words,
        limit_words=limit_words,
        limit_bytes=limit_bytes,
        language=language,
    )
    texts = [reference_texts] if isinstance(reference_texts, str) else list(reference_texts)
    prepared = [prepare(text, settings) for text in texts]
    for number, text in enumerate(texts, 1):
        if not text.strip():
            raise InputError(f"reference {number} of {len(texts)} is empty")
    return score_prepared(prepare(candidate, settings), prepared, metrics, settings)


def score_prepared(
    candidate: Prepared,
    references: Sequence[Prepared],
    metrics: Sequence[str],
    settings: Settings,
) -> Scores:
    """Return the scores of texts that were prepared with these settings.

    A reference without tokens counts as the original has it: it adds nothing, alone it gives 0.

    Raises:
        InputError: If there is no reference.
        OptionError: If a metric is unknown.
    """
    if not references:
        raise InputError("no reference to score against")
    names = (metrics,) if isinstance(metrics, str) else tuple(metrics)
    found = [find_metric(name, flat_l=settings.rules.flat_l) for name in names]
    values = {
        metric.name: score_counts(count_references(candidate, references, metric), metric, settings)
        for metric in found
    }
    signature = make_signature(settings, names, len(references))
    return Scores(values, signature, tuple(_warnings(candidate, references, settings)))


def count_references(
    candidate: Prepared, references: Sequence[Prepared], metric: Metric
) -> list[Counts]:
    """Return the counts of a candidate against each of its references."""
    count = metric.count(candidate)
    return [count(reference) for reference in references]


def score_counts(counts: Sequence[Counts], metric: Metric, settings: Settings) -> Score:
    """Return one score from the counts against each reference (rule 3.7).

    average: the counts are added up, the candidate's once for each reference. best: the reference
    with the highest recall (preset `rouge-score`: F), the first on ties. jackknife-*: the mean,
    over the references, of the score against all others, as releases before 1.4 computed it.
    """
    jackknife, _, way = settings.references.rpartition("-")
    if jackknife and len(counts) > 1:
        rest = [[*counts[:index], *counts[index + 1 :]] for index in range(len(counts))]
        scores = [_WAYS[way](kept, metric, settings) for kept in rest]
        return Score(
            fmean([score.recall for score in scores]),
            fmean([score.precision for score in scores]),
            fmean([score.f1 for score in scores]),
        )
    return _WAYS[way](counts, metric, settings)


def score_pooled(counts: Sequence[Counts], metric: Metric, settings: Settings) -> Score:
    """Return the score of the sum of counts: over references, or over candidates (`-t 1`)."""
    total = pool(counts)
    recall = _quotient(total.hits, total.reference, metric, settings)
    precision = _quotient(total.hits, total.candidate, metric, settings)
    return Score(recall, precision, _f(recall, precision, settings), total)


def _score_best(counts: Sequence[Counts], metric: Metric, settings: Settings) -> Score:
    key = _BEST_BY[settings.rules.best_by]
    best = max(counts, key=lambda item: key(item, metric, settings))
    return score_pooled([best], metric, settings)


def _recall_to_compare(counts: Counts, metric: Metric, settings: Settings) -> float:
    """Return what the original compares references by: for W, a recall weighted once only."""
    if not metric.longest:
        return _quotient(counts.hits, counts.reference, metric, settings)
    base = counts.reference ** (1 / metric.power)
    return (counts.hits / base) ** (1 / metric.power) if base else 0.0


def _f1_to_compare(counts: Counts, metric: Metric, settings: Settings) -> float:
    return score_pooled([counts], metric, settings).f1


_WAYS: dict[str, Callable[[Sequence[Counts], Metric, Settings], Score]] = {
    "average": score_pooled,
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
