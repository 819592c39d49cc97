"""ROUGE, exactly as the original program computes it, as rouge-score does, or for any language.

`rouge(candidate, references)` returns the scores of one summary. To score many candidates against
the same references, prepare each text once and call `score_prepared`. `aggregate` makes the score
of a system from the scores of its summaries, and `parse_signature` reads a signature back. Nothing
here knows the summariser.

    settings     everything that decides a score besides the texts and the metric
    signature    these as the line that goes with a score, and back
    checks       the types of arguments
    tokenizers   text -> tokens
    stemmer      tokens -> stems, by the two variants of Porter's stemmer
    word_lists   tables of exceptions and stop words that the user gives
    truncation   a text cut to a number of words or bytes
    prepared     a text -> the tokens of its sentences, for all metrics
    metrics      the name of a metric -> the function that counts it
    counts       n-grams and skip-bigrams that two texts share
    lcs          longest common subsequences
    weighted     the weighted ones of ROUGE-W
    scores       counts -> the scores of a candidate against its references
    bootstrap    scores of instances -> means and intervals
    paired       scores of instances -> tests between systems
    text_files   the files of candidates, references and word lists
    pairing      files -> pairs of candidate and references
    pair_scores  pairs -> their scores, means, intervals and tests
    rendering    these as text and JSON
    compat       a stand-in for rouge-score
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
