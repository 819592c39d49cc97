"""`summarize` in the manner of scikit-learn: options first, then clusters."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from multisumm.errors import InputError, OptionError
from multisumm.model import Document
from multisumm.pipeline import summarize
from multisumm.summary import Summary


class Summarizer:
    """Summarises clusters with options set beforehand: `Summarizer(words=100).transform(clusters)`.

    Its parameters are the options of `summarize`, so that scikit-learn's `clone` and
    `ParameterGrid` work with it. It learns nothing; `fit` is there for pipelines.
    """

    def __init__(self, **options: Any) -> None:
        """Set options of `summarize`; the others keep their defaults.

        Raises:
            OptionError: `summarize` has no such option. Values are checked by `transform`.
        """
        self._options = _defaults()
        self.set_params(**options)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return all options with their values; `deep` makes no difference."""
        return dict(self._options)

    def set_params(self, **options: Any) -> Summarizer:
        """Set some options and return the summarizer itself.

        Raises:
            OptionError: `summarize` has no such option.
        """
        for name in options:
            if name not in self._options:
                known = ", ".join(self._options)
                raise OptionError(f"option {name!r} is not known; use one of {known}")
        self._options |= options
        return self

    def fit(self, clusters: object = None, targets: object = None) -> Summarizer:
        """Return the summarizer itself; both arguments are ignored."""
        return self

    def transform(self, clusters: Iterable[Iterable[Document | str]]) -> list[Summary]:
        """Return a summary for each cluster, in order.

        Args:
            clusters: The documents of each cluster, as for `summarize`.

        Raises:
            InputError: `clusters` is not a list of lists of documents.
            OptionError: An option has no meaning.
            NothingToSummarize: A cluster has no sentence that can be quoted.
        """
        if isinstance(clusters, str | Document) or not isinstance(clusters, Iterable):
            raise InputError(f"a list of clusters is expected, not {type(clusters).__name__}")
        return [summarize(documents, **self._options) for documents in clusters]

    def fit_transform(
        self, clusters: Iterable[Iterable[Document | str]], targets: object = None
    ) -> list[Summary]:
        """Return `transform(clusters)`; `targets` is ignored."""
        return self.transform(clusters)

    def __repr__(self) -> str:
        defaults = _defaults()
        changed = {n: value for n, value in self._options.items() if value != defaults[n]}
        return f"Summarizer({', '.join(f'{n}={value!r}' for n, value in changed.items())})"


def _defaults() -> dict[str, Any]:
    _, *options = inspect.signature(summarize).parameters.values()
    return {option.name: option.default for option in options}
