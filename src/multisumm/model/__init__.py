"""The values that pass from stage to stage. They are frozen and do not know the stages.

| file | holds |
|---|---|
| `sentences.py` | a sentence at its address, and how others relate to it |
| `documents.py` | what is read: documents, their files, clusters and groups of them |
| `results.py` | what is given back: summaries, comparisons and digests |
"""

from multisumm.model.documents import (
    METADATA,
    Cluster,
    Document,
    DocumentGroup,
    Documents,
    FileFate,
    FileOutcome,
    Neighbour,
    SourceFile,
)
from multisumm.model.results import (
    COMPARE_SCHEMA,
    DIGEST_SCHEMA,
    FIRST_SUMMARY_SCHEMA,
    SUMMARY_SCHEMA,
    VERIFICATION_SCHEMA,
    BudgetReport,
    ComparedSentence,
    ComparedStatement,
    ComparisonData,
    DatedBy,
    DigestData,
    DigestSubject,
    Explanation,
    Headline,
    Precision,
    QueryReport,
    Source,
    SummaryData,
    SummarySentence,
    TimelineEntry,
)
from multisumm.model.sentences import (
    Citation,
    Conflict,
    KnownSentence,
    Sentence,
    Similar,
    Span,
    Support,
    Update,
)

__all__ = [
    "COMPARE_SCHEMA",
    "DIGEST_SCHEMA",
    "FIRST_SUMMARY_SCHEMA",
    "METADATA",
    "SUMMARY_SCHEMA",
    "VERIFICATION_SCHEMA",
    "BudgetReport",
    "Citation",
    "Cluster",
    "ComparedSentence",
    "ComparedStatement",
    "ComparisonData",
    "Conflict",
    "DatedBy",
    "DigestData",
    "DigestSubject",
    "Document",
    "DocumentGroup",
    "Documents",
    "Explanation",
    "FileFate",
    "FileOutcome",
    "Headline",
    "KnownSentence",
    "Neighbour",
    "Precision",
    "QueryReport",
    "Sentence",
    "Similar",
    "Source",
    "SourceFile",
    "Span",
    "SummaryData",
    "SummarySentence",
    "Support",
    "TimelineEntry",
    "Update",
]
