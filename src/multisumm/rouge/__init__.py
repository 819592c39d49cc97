"""ROUGE, exactly as the original program computes it, as rouge-score does, or for any language.

`rouge(candidate, references)` returns the scores of one summary. To score many candidates against
the same references, prepare each text once and call `score_prepared`. `aggregate` makes the score
of a system from the scores of its summaries, and `parse_signature` reads a signature back. Nothing
here knows the summariser.
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
from multisumm.rouge.settings import PRESETS, RougeOptions, Settings, make_settings
from multisumm.rouge.signature import make_signature, parse_signature

__all__ = [
    "DEFAULT_METRICS",
    "PRESETS",
    "Counts",
    "Estimate",
    "Metric",
    "Prepared",
    "RougeOptions",
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
