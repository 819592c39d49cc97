"""`summarize` in the manner of scikit-learn: options first, then clusters."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from os import PathLike
from typing import Any, TypedDict, Unpack

from multisumm.errors import InputError
from multisumm.focus.known import Known
from multisumm.messages import is_iterable
from multisumm.model import Documents
from multisumm.options import MethodName, OrderName, SplitterName, check_names
from multisumm.pipeline import summarize
from multisumm.selection.token_counts import TokenCounter, Tokenize
from multisumm.selection.weights import Weights
from multisumm.summary import Summary


class _SummaryOptions(TypedDict, total=False):
    """The options of `summarize`, for type checkers."""

    words: int | None
    sentences: int | None
    characters: int | None
    bytes: int | None
    tokens: int | None
    tokenizer: Tokenize | TokenCounter | str | None
    ratio: float | None
    query: str | None
    known: Known | None
    method: MethodName
    order: OrderName
    timeline: bool
    language: str
    keep_noise: bool
    keep_all: bool
    splitter: SplitterName
    weights: Weights | str | PathLike[str]


class Summarizer:
    """Summarises clusters with options set beforehand: `Summarizer(words=100).transform(clusters)`.

    Its parameters are the options of `summarize`, so that scikit-learn's `clone` and
    `ParameterGrid` work with it. It learns nothing; `fit` is there for pipelines.
    """

    def __init__(self, **options: Unpack[_SummaryOptions]) -> None:
        """Set options of `summarize`; the others keep their defaults.

        Raises:
            OptionError: `summarize` has no such option. Values are checked by `transform`.
        """
        self._options = _defaults()
        self.set_params(**options)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return all options with their values; `deep` makes no difference."""
        return dict(self._options)

    def set_params(self, **options: Unpack[_SummaryOptions]) -> Summarizer:
        """Set some options and return the summarizer itself.

        Raises:
            OptionError: `summarize` has no such option.
        """
        check_names(options, self._options)
        self._options |= options
        return self

    def fit(self, clusters: object = None, targets: object = None) -> Summarizer:
        """Return the summarizer itself; both arguments are ignored."""
        return self

    def transform(self, clusters: Iterable[Documents]) -> list[Summary]:
        """Return a summary for each cluster, in order.

        Args:
            clusters: The documents of each cluster, as for `summarize`.

        Raises:
            InputError: `clusters` is not a list of lists of documents.
            OptionError: An option has no meaning.
            NothingToSummarize: A cluster has no sentence that can be quoted.
        """
        if not is_iterable(clusters):
            raise InputError(f"clusters must be a list of clusters, not {type(clusters).__name__}")
        return [summarize(documents, **self._options) for documents in clusters]

    def fit_transform(self, clusters: Iterable[Documents], targets: object = None) -> list[Summary]:
        """Return `transform(clusters)`; `targets` is ignored."""
        return self.transform(clusters)

    def __repr__(self) -> str:
        defaults = _defaults()
        changed = {n: one for n, one in self._options.items() if not _is_same(one, defaults[n])}
        return f"Summarizer({', '.join(f'{n}={value!r}' for n, value in changed.items())})"


def _is_same(value: object, default: object) -> bool:
    """Return whether a value is the default; what is of another type, like a series, is not."""
    return isinstance(value, type(default)) and bool(value == default)


def _defaults() -> dict[str, Any]:
    _, *options = inspect.signature(summarize).parameters.values()
    return {option.name: option.default for option in options}
