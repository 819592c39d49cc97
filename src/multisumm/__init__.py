"""Several documents about one subject in, one summary out, each sentence a quote with its address.

    import multisumm

    documents = multisumm.read_documents(["reports/"])
    summary = multisumm.summarize(documents, words=250)
    print(summary.text)

The stages are modules of their own and are loaded when first used; ARCHITECTURE.md shows the flow.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from multisumm._version import __version__

if TYPE_CHECKING:
    from multisumm.errors import InputError, MultisummError, NothingToSummarize, OptionError
    from multisumm.integrations.scikit_learn import Summarizer
    from multisumm.model import Cluster, Document
    from multisumm.pipeline import summarize
    from multisumm.reading import read_clusters, read_documents
    from multisumm.summary import Summary
    from multisumm.verification.findings import Verification
    from multisumm.verification.verify import verify, verify_text

__all__ = [
    "Cluster",
    "Document",
    "InputError",
    "MultisummError",
    "NothingToSummarize",
    "OptionError",
    "Summarizer",
    "Summary",
    "Verification",
    "__version__",
    "read_clusters",
    "read_documents",
    "summarize",
    "verify",
    "verify_text",
]

_HOMES = {
    "errors": ("InputError", "MultisummError", "NothingToSummarize", "OptionError"),
    "model": ("Cluster", "Document"),
    "pipeline": ("summarize",),
    "reading": ("read_clusters", "read_documents"),
    "integrations.scikit_learn": ("Summarizer",),
    "summary": ("Summary",),
    "verification.findings": ("Verification",),
    "verification.verify": ("verify", "verify_text"),
}


def __getattr__(name: str) -> object:
    """Load a public name from its module at its first use, so that `--help` need not wait."""
    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"multisumm.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
