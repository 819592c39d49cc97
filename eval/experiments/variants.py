"""A variant: what is fitted, and how it chooses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multisumm.pipeline import posing
from multisumm.selection import candidates, coverage, quality
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.context import DEPENDENT_FACTOR, LEANING_FACTOR
from multisumm.selection.quality import SENTENCE_FEATURES
from multisumm.training.fitting import TRAINING_SETTINGS


@dataclass(frozen=True)
class Variant:
    """A configuration; the default is that of the package.

    Attributes:
        name: What its row is called.
        concepts: `both`, `words`, `bigrams`, or `names`: bigrams and capitalised words.
        concept_features, sentence_features: Names of columns.
        concept_model, sentence_model: `linear`, `trees`, `network`, `known` (the target itself), or
            `none` (all alike).
        files: Files that are trained on; empty for all that may be.
        alike: Whether every file weighs alike, or else every cluster.
        concept_target, sentence_target: What is learned.
        relative: Whether it is taken over its mean in the cluster.
        joint: Whether both are fitted at once, to the target of concepts.
        fixed: Coefficients by hand, of concepts, in place of a fit.
        sharpness: Power of a sentence's expected precision.
        word_share: What a single word counts for beside a bigram.
        even_from: Share of the text from which density evens quality out fully; None for never.
        scaling: Power of the cost that gains are divided by.
        search: `exchanges`, `greedy` or `exact`.
        opener, leaning, question, broken, quote: Quality factors of such sentences; 0 forbids them.
        product: Whether two of those multiply, or the smaller counts.
        fewest, shortest: Words that a sentence has at least, and what share of the mean length.
        filler: Quality factor of other sentences where those that may be quoted leave room.
        redundancy: `clashes`, `overlap` (of words above one half) or `allowed`.
        novelty: Whether what is told again costs something where most of the text fits.
        ranking: A ranking of the package or of sumy, in place of all of these.
        members: Variants that propose summaries, of which one is taken.
        consensus: `closest`: the one most like the others; `votes`: sentences by votes.
    """

    name: str = "default"
    concepts: str = "both"
    concept_features: tuple[str, ...] = CONCEPT_FEATURES
    sentence_features: tuple[str, ...] = SENTENCE_FEATURES
    concept_model: str = "linear"
    sentence_model: str = "linear"
    files: tuple[str, ...] = ()
    alike: bool = True
    concept_target: str = "share"
    sentence_target: str = "precision"
    relative: bool = True
    joint: bool = False
    fixed: tuple[tuple[str, float], ...] = ()
    sharpness: float = TRAINING_SETTINGS["sharpness"]
    word_share: float = TRAINING_SETTINGS["word_share"]
    even_from: float | None = quality.EVEN_FROM
    scaling: float = coverage.SCALING
    search: str = "exchanges"
    opener: float = DEPENDENT_FACTOR
    leaning: float = LEANING_FACTOR
    question: float = candidates.QUESTION_FACTOR
    broken: float = candidates.BROKEN_FACTOR
    quote: float = candidates.QUOTED_FACTOR
    product: bool = True
    fewest: int = candidates.MIN_WORDS
    shortest: float = candidates.MIN_RELATIVE_LENGTH
    filler: float = posing.FILLER_QUALITY
    redundancy: str = "clashes"
    novelty: bool = True
    ranking: str = ""
    members: tuple[Variant, ...] = ()
    consensus: str = "closest"

    @property
    def untrained(self) -> bool:
        """Whether it is the same whatever is trained on."""
        return bool(self.ranking or self.fixed)


DEFAULT = Variant()
BEFORE = Variant(
    "weights by hand (before)",
    fixed=(("word", np.log(0.1)), ("log_spread", 1.5), ("shared", 1.5 * np.log(2.0))),
    sentence_model="none",
    even_from=None,
    scaling=0.7,
    opener=0.8,
    question=0.5,
    broken=0.0,
    product=False,
    shortest=0.0,
    filler=1.0,
)
