"""A stand-in for `rouge_score.rouge_scorer.RougeScorer`, with the same values, only faster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from multisumm.errors import InputError, OptionError
from multisumm.messages import unknown_choice
from multisumm.rouge.checks import check_iterable, check_type
from multisumm.rouge.counts import Counts
from multisumm.rouge.metrics import Metric, find_metric
from multisumm.rouge.prepared import Prepared, prepare
from multisumm.rouge.settings import make_settings

_METRICS = {
    **{f"rouge{n}": f"rouge-{n}" for n in range(1, 10)},
    "rougeL": "rouge-l",
    "rougeLsum": "rouge-lsum",
}


class TokenizerObject(Protocol):
    """What rouge-score takes as a tokenizer."""

    def tokenize(self, text: str) -> Sequence[str]:
        """Return the tokens of a text."""


class ScoreTuple(NamedTuple):
    """A score, with the names and the order of rouge-score; all are 0 to 1."""

    precision: float
    recall: float
    fmeasure: float


class RougeScorer:
    """Scores texts as the scorer of rouge-score does, with its arguments and its results.

    Only an unknown type is refused earlier, when the scorer is made. The aggregator of rouge-score
    takes these scores as well; `multisumm.rouge.aggregate` is the one of this package.

    >>> scores = RougeScorer(["rouge1"]).score("the cat sat down", "the cat sat")
    >>> scores["rouge1"]
    ScoreTuple(precision=1.0, recall=0.75, fmeasure=0.8571428571428571)
    """

    def __init__(
        self,
        rouge_types: Iterable[str],
        use_stemmer: bool = False,
        split_summaries: bool = False,
        tokenizer: TokenizerObject | None = None,
    ) -> None:
        """Keep what to score and how.

        Args:
            rouge_types: `rouge1` to `rouge9`, `rougeL` and `rougeLsum`.
            use_stemmer: Whether to compare stems; a tokenizer of your own is not asked to stem.
            split_summaries: Whether NLTK's `sent_tokenize` finds the sentences for `rougeLsum`; if
                not, a sentence ends with its line.
            tokenizer: An object with a method `tokenize`; None for runs of [a-z0-9].

        Raises:
            OptionError: If a type is unknown; it is a ValueError, as in rouge-score.
        """
        check_iterable("rouge_types", rouge_types, "a list of names, like ['rouge1', 'rougeL']")
        self.rouge_types = list(rouge_types)
        self._metrics = {name: _metric(name) for name in self.rouge_types}
        self._settings = make_settings(preset="rouge-score", stem=bool(use_stemmer))
        self._split = bool(split_summaries)
        self._tokenizer = tokenizer

    def score(self, target: str, prediction: str) -> dict[str, ScoreTuple]:
        """Return type -> score of a prediction against a target, the reference."""
        return self.score_multi([target], prediction)

    def score_multi(self, targets: Iterable[str], prediction: str) -> dict[str, ScoreTuple]:
        """Return type -> score against the target where F is highest, the first on ties.

        Raises:
            InputError: If there is no target; it is a ValueError, as in rouge-score.
        """
        candidate, references = self._texts(prediction), [self._texts(text) for text in targets]
        if not references:
            raise InputError("no target to score against")
        best = {}
        for name, metric in self._metrics.items():
            by_sentences = name == "rougeLsum"
            count = metric.count(candidate[by_sentences])
            scores = [_score(count(reference[by_sentences])) for reference in references]
            best[name] = max(scores, key=lambda score: score.fmeasure)
        return best

    def _texts(self, text: str) -> tuple[Prepared, Prepared]:
        """Return a text as a whole, and by sentences for `rougeLsum`."""
        if self._tokenizer is None and not self._split:
            prepared = prepare(text, self._settings)
            return prepared, prepared
        whole = self._tokens(text)
        by_sentences: tuple[tuple[str, ...], ...] = ()
        if "rougeLsum" in self._metrics:
            lines = _nltk_sentences(text) if self._split else text.split("\n")
            by_sentences = tuple(self._tokens(line) for line in lines if line)
        return Prepared(whole, (whole,)), Prepared(tuple(chain(*by_sentences)), by_sentences)

    def _tokens(self, text: str) -> tuple[str, ...]:
        if self._tokenizer is None:
            return prepare(text, self._settings).tokens
        check_type("a text", text, str, "a string")
        return tuple(self._tokenizer.tokenize(text))


def _metric(name: str) -> Metric:
    if not isinstance(name, str) or name not in _METRICS:
        raise OptionError(unknown_choice("ROUGE type", name, _METRICS))
    return find_metric(_METRICS[name], flat_l=True)


def _score(counts: Counts) -> ScoreTuple:
    precision = counts.hits / counts.candidate if counts.candidate else 0.0
    recall = counts.hits / counts.reference if counts.reference else 0.0
    total = precision + recall
    return ScoreTuple(precision, recall, 2 * precision * recall / total if total else 0.0)


def _nltk_sentences(text: str) -> list[str]:
    try:
        from nltk import sent_tokenize

        return list(sent_tokenize(text))
    except ImportError:
        raise OptionError("split_summaries needs NLTK: pip install nltk") from None
    except LookupError:
        need = "split_summaries needs NLTK's data: python -m nltk.downloader punkt_tab"
        raise OptionError(need) from None
