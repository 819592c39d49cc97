"""ROUGE, exactly as the original program computes it, as rouge-score does, or for any language.

One call does it: `rouge(candidate, references)`. Who scores many candidates against the same
references prepares each text once and calls `score_prepared`; `aggregate` makes a system's score
of the scores of its instances, and `parse_signature` reads a signature back. Nothing here knows of
the summariser.
"""

from multisumm.rouge.bootstrap import Estimate, SystemScore, SystemScores, aggregate
from multisumm.rouge.counts import Counts
from multisumm.rouge.metrics import DEFAULT_METRICS, Metric, find_metric
from multisumm.rouge.prepared import Prepared, prepare
from multisumm.rouge.scores import (
    Score,
    Scores,
    count_references,
    rouge,
    score_counts,
    score_pooled,
    score_prepared,
)
from multisumm.rouge.settings import PRESETS, Settings, make_settings
from multisumm.rouge.signature import make_signature, parse_signature

__all__ = [
    "DEFAULT_METRICS",
    "PRESETS",
    "Counts",
    "Estimate",
    "Metric",
    "Prepared",
    "Score",
    "Scores",
    "Settings",
    "SystemScore",
    "SystemScores",
    "aggregate",
    "count_references",
    "find_metric",
    "make_settings",
    "make_signature",
    "parse_signature",
    "prepare",
    "rouge",
    "score_counts",
    "score_pooled",
    "score_prepared",
]
