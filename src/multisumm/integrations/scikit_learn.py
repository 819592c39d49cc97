"""`summarize` with its options set beforehand, in the manner of scikit-learn."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from multisumm.errors import OptionError
from multisumm.messages import unknown_choice
from multisumm.model import Document
from multisumm.pipeline import summarize
from multisumm.summary import Summary


class Summarizer:
    """Summarises clusters with the options it was given: `Summarizer(words=100).transform(...)`.

    It learns nothing; `fit` is there for pipelines. It has the parameters of `summarize`, so that
    tools that try out parameters (`clone`, `ParameterGrid`) can work with it.
    """

    def __init__(self, **options: Any) -> None:
        """Set options of `summarize`; `OptionError` names one that there is not."""
        self._options = _defaults()
        self.set_params(**options)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return all options; `deep` makes no difference."""
        return dict(self._options)

    def set_params(self, **options: Any) -> Summarizer:
        """Set some options and return itself."""
        for name in options:
            if name not in self._options:
                raise OptionError(unknown_choice("option", name, self._options))
        self._options |= options
        return self

    def fit(self, clusters: object = None, targets: object = None) -> Summarizer:
        """Return itself."""
        return self

    def transform(self, clusters: Iterable[Iterable[Document | str]]) -> list[Summary]:
        """Return a summary for each cluster, as `summarize` does."""
        return [summarize(documents, **self._options) for documents in clusters]

    def fit_transform(
        self, clusters: Iterable[Iterable[Document | str]], targets: object = None
    ) -> list[Summary]:
        """Return `transform(clusters)`."""
        return self.transform(clusters)

    def __repr__(self) -> str:
        defaults = _defaults()
        changed = {n: value for n, value in self._options.items() if value != defaults[n]}
        return f"Summarizer({', '.join(f'{n}={value!r}' for n, value in changed.items())})"


def _defaults() -> dict[str, Any]:
    _, *options = inspect.signature(summarize).parameters.values()
    return {option.name: option.default for option in options}
