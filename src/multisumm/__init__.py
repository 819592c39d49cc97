"""Turn several documents about one subject into one summary of exact, cited quotes.

    import multisumm

    documents = multisumm.read_documents(["reports/"])
    summary = multisumm.summarize(documents, words=250)
    print(summary.text)

Each stage is a module of its own and is loaded at its first use. ARCHITECTURE.md shows the flow.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from multisumm._version import __version__

if TYPE_CHECKING:
    from multisumm.errors import (
        InputError,
        MultisummError,
        NothingNew,
        NothingToSummarize,
        OptionError,
    )
    from multisumm.integrations.scikit_learn import Summarizer
    from multisumm.model import (
        BudgetReport,
        Citation,
        Cluster,
        ComparedSentence,
        ComparedStatement,
        Conflict,
        DigestSubject,
        Document,
        DocumentGroup,
        Headline,
        KnownSentence,
        Neighbour,
        QueryReport,
        Similar,
        Source,
        SourceFile,
        SummarySentence,
        Support,
        TimelineEntry,
        Update,
    )
    from multisumm.pipeline import compare, summarize
    from multisumm.pipeline.digesting import digest
    from multisumm.pipeline.grouping import group
    from multisumm.reading import read_clusters, read_documents
    from multisumm.summary import Comparison, Digest, Grouping, Summary
    from multisumm.verification.findings import Difference, Finding, Unchecked, Verification
    from multisumm.verification.quotes import Quote
    from multisumm.verification.verify import verify, verify_text

__all__ = [
    "BudgetReport",
    "Citation",
    "Cluster",
    "ComparedSentence",
    "ComparedStatement",
    "Comparison",
    "Conflict",
    "Difference",
    "Digest",
    "DigestSubject",
    "Document",
    "DocumentGroup",
    "Finding",
    "Grouping",
    "Headline",
    "InputError",
    "KnownSentence",
    "MultisummError",
    "Neighbour",
    "NothingNew",
    "NothingToSummarize",
    "OptionError",
    "QueryReport",
    "Quote",
    "Similar",
    "Source",
    "SourceFile",
    "Summarizer",
    "Summary",
    "SummarySentence",
    "Support",
    "TimelineEntry",
    "Unchecked",
    "Update",
    "Verification",
    "__version__",
    "compare",
    "digest",
    "group",
    "read_clusters",
    "read_documents",
    "summarize",
    "verify",
    "verify_text",
]

_HOMES = {
    "errors": ("InputError", "MultisummError", "NothingNew", "NothingToSummarize", "OptionError"),
    "model": (
        "BudgetReport",
        "Citation",
        "Cluster",
        "ComparedSentence",
        "ComparedStatement",
        "Conflict",
        "DigestSubject",
        "Document",
        "DocumentGroup",
        "Headline",
        "KnownSentence",
        "Neighbour",
        "QueryReport",
        "Similar",
        "Source",
        "SourceFile",
        "SummarySentence",
        "Support",
        "TimelineEntry",
        "Update",
    ),
    "pipeline": ("compare", "summarize"),
    "pipeline.digesting": ("digest",),
    "pipeline.grouping": ("group",),
    "reading": ("read_clusters", "read_documents"),
    "integrations.scikit_learn": ("Summarizer",),
    "summary": ("Comparison", "Digest", "Grouping", "Summary"),
    "verification.findings": ("Difference", "Finding", "Unchecked", "Verification"),
    "verification.quotes": ("Quote",),
    "verification.verify": ("verify", "verify_text"),
}


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so `--help` does not wait for it."""
    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f"multisumm.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
