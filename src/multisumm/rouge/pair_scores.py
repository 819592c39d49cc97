"""Pairs of files -> their scores, means and intervals, and tests between several candidates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from multisumm.errors import InputError
from multisumm.messages import EMPTY, first_names, printable
from multisumm.rouge.bootstrap import SystemScores, aggregate
from multisumm.rouge.metrics import metric_names
from multisumm.rouge.paired import PairedTest, check_baseline, compare_scores
from multisumm.rouge.pairing import Pair
from multisumm.rouge.prepared import prepare
from multisumm.rouge.scores import Scores, score_prepared
from multisumm.rouge.settings import Settings
from multisumm.rouge.text_files import read_utf8

_BATCH = 50
_SEVERAL_SENTENCES = re.compile(
    r"""[^\W\d_]{5}[.!?…]["'”’»)\]]*\s+\S|[。！？।]["'”’」』）]*\s*\w"""  # `Prof.` is too short
)


@dataclass(frozen=True, slots=True)
class RougeReport:
    """The scores of all pairs.

    Attributes:
        instances: Id of a pair -> its scores.
        system: Their means and intervals.
        empty: Ids of the candidates without tokens, which score 0.
        warnings: Notes for a reader of the numbers, a line each.
    """

    instances: Mapping[str, Scores]
    system: SystemScores
    empty: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidatesReport:
    """The scores of several candidates, and how they compare.

    Attributes:
        candidates: Name -> the scores of its pairs.
        baseline: The name of the candidate that the others are compared to.
        comparisons: Name -> metric -> comparison of F to the baseline, which is not in it.
        method: How the tests were made, for the signature.
    """

    candidates: Mapping[str, RougeReport]
    baseline: str
    comparisons: Mapping[str, Mapping[str, PairedTest]]
    method: str

    @property
    def warnings(self) -> list[str]:
        """The warnings of all candidates, with their names if there are several."""
        return [
            f"{name}: {warning}" if len(self.candidates) > 1 else warning
            for name, report in self.candidates.items()
            for warning in report.warnings
        ]


class SentenceSplitter(NamedTuple):
    """What puts each sentence on a line.

    Attributes:
        name: Its name in signatures.
        split: Text -> text with one sentence a line; other processes can import it.
    """

    name: str
    split: Callable[[str], str]


class _PairScore(NamedTuple):
    """The scores of a pair, and what there is to warn of."""

    scores: Scores
    empty: bool
    on_one_line: bool


Run = Callable[
    [Callable[[Sequence[Pair]], list[_PairScore]], Sequence[Sequence[Pair]]],
    Iterable[list[_PairScore]],
]
"""A function like `map`, which may call the function in other processes."""


def score_candidates(
    candidates: Mapping[str, Sequence[Pair]],
    metrics: Sequence[str],
    settings: Settings,
    *,
    baseline: str,
    splitter: SentenceSplitter | None = None,
    run: Run = map,
) -> CandidatesReport:
    """Return the scores of several candidates with paired tests against the baseline.

    Args:
        candidates: Name -> the pairs of a candidate; all have the same ids, or one pair each, which
            gets the id of the baseline.
        metrics: Names of the metrics.
        settings: How to score.
        baseline: The name of one of the candidates.
        splitter: As for `score_pairs`.
        run: As for `score_pairs`.

    Raises:
        InputError: As `score_pairs`, or the candidates do not have the same ids.
        OptionError: As `score_pairs`, or no candidate has the name of the baseline.
    """
    check_baseline(baseline, candidates)
    if all(len(pairs) == 1 for pairs in candidates.values()):
        (pair,) = candidates[baseline]
        candidates = {name: [replace(one, id=pair.id)] for name, (one,) in candidates.items()}
    reports = {
        name: score_pairs(pairs, metrics, settings, splitter=splitter, run=run)
        for name, pairs in candidates.items()
    }
    instances = {name: report.instances for name, report in reports.items()}
    comparisons, method = compare_scores(instances, baseline)
    return CandidatesReport(reports, baseline, comparisons, method)


def score_pairs(
    pairs: Sequence[Pair],
    metrics: Sequence[str],
    settings: Settings,
    *,
    splitter: SentenceSplitter | None = None,
    run: Run = map,
) -> RougeReport:
    """Return the scores of all pairs, their means and intervals.

    Args:
        pairs: The files.
        metrics: Names of the metrics.
        settings: How to score.
        splitter: Splits every text into lines before it is scored; None takes the lines as they
            are, and warns of several sentences on one line if a metric aligns sentences.
        run: Calls a function on batches of pairs, in order; the scores are the same.

    Raises:
        InputError: If there is no pair, or a file is empty (references), missing or not UTF-8.
        OptionError: If a metric is unknown, or none is given.
    """
    if not pairs:
        raise InputError("no pairs to score")
    score = partial(_score_batch, metrics=metrics, settings=settings, splitter=splitter)
    batches = [pairs[start : start + _BATCH] for start in range(0, len(pairs), _BATCH)]
    ids = [pair.id for pair in pairs]
    scored = dict(zip(ids, chain.from_iterable(run(score, batches)), strict=True))
    instances = {identifier: found.scores for identifier, found in scored.items()}
    empty = tuple(identifier for identifier, found in scored.items() if found.empty)
    original = settings.preset == "rouge155" and not settings.references.startswith("jackknife")
    system = aggregate(instances, seed=None) if original else aggregate(instances)
    return RougeReport(instances, system, empty, tuple(_warnings(scored, metrics, settings)))


def _score_batch(
    pairs: Sequence[Pair],
    *,
    metrics: Sequence[str],
    settings: Settings,
    splitter: SentenceSplitter | None,
) -> list[_PairScore]:
    return [_score_pair(pair, metrics, settings, splitter) for pair in pairs]


def _score_pair(
    pair: Pair, metrics: Sequence[str], settings: Settings, splitter: SentenceSplitter | None
) -> _PairScore:
    texts = [read_utf8(pair.candidate)]
    texts += [_read_reference(path, settings) for path in pair.references]
    if splitter:
        texts = [splitter.split(text) for text in texts]
    candidate, *references = (prepare(text, settings) for text in texts)
    sentences = splitter.name if splitter else "newline"
    scores = score_prepared(candidate, references, metrics, settings, sentences=sentences)
    on_one_line = not splitter and any(map(_is_one_line_of_several_sentences, texts))
    return _PairScore(scores, not candidate.tokens, on_one_line)


def _read_reference(path: Path, settings: Settings) -> str:
    text = read_utf8(path)
    if not text.strip() and not settings.rules.empty_references:
        raise InputError(f"the reference is {EMPTY}", source=printable(str(path)))
    return text


def _is_one_line_of_several_sentences(text: str) -> bool:
    line = text.strip()
    return "\n" not in line and _SEVERAL_SENTENCES.search(line) is not None


def _warnings(
    scored: Mapping[str, _PairScore], metrics: Sequence[str], settings: Settings
) -> Iterable[str]:
    for identifier, found in scored.items():
        for warning in found.scores.warnings:
            yield f"{identifier}: {warning}"
    if empty := sum(found.empty for found in scored.values()):
        yield f"{empty} of {len(scored)} candidates have no tokens and score 0"
    aligning = [name for name in metric_names(metrics) if _aligns_lines(name, settings)]
    on_one_line = [identifier for identifier, found in scored.items() if found.on_one_line]
    if aligning and on_one_line:
        yield (
            f"a text of several sentences is on one line in {first_names(on_one_line)};"
            f" {', '.join(aligning)} takes a line as a sentence; see --split-sentences"
        )


def _aligns_lines(name: str, settings: Settings) -> bool:
    """Return whether a metric compares line by line."""
    flat = name == "rouge-l" and settings.rules.flat_l
    return name.startswith(("rouge-l", "rouge-w")) and not flat
