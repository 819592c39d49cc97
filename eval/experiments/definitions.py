"""The experiments: their variants and outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.experiments.features import (
    CONCEPT_COLUMNS,
    EXTRA_CONCEPT,
    EXTRA_SENTENCE,
    SENTENCE_COLUMNS,
)
from eval.experiments.variants import BEFORE, DEFAULT, Variant
from multisumm.selection import candidates, coverage, quality
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.quality import SENTENCE_FEATURES
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.sumy import SUMY_METHODS
from multisumm.training.fitting import TRAINING_SETTINGS


@dataclass(frozen=True)
class Experiment:
    """Variants to compare to the default.

    Attributes:
        name: What `--only` calls it.
        title: Heading of its section.
        about: How the variants differ.
        variants: The variants.
        conclusion: The outcome.
        shown: Measures that get a column, over all sets.
        value: Whether there is a table of the value of the objective, in percent of that of the
            last variant.
    """

    name: str
    title: str
    about: str
    variants: tuple[Variant, ...]
    conclusion: str
    shown: tuple[str, ...] = ()
    value: bool = False


def without(names: Sequence[str], name: str) -> tuple[str, ...]:
    """The names without one of them."""
    return tuple(other for other in names if other != name)


def concept_features_with(*names: str, called: str = "") -> Variant:
    """The default with further features of concepts."""
    return Variant(called or f"+ {names[0]}", concept_features=(*CONCEPT_FEATURES, *names))


def sentence_features_with(*names: str, called: str = "") -> Variant:
    """The default with further features of sentences."""
    return Variant(called or f"+ {names[0]}", sentence_features=(*SENTENCE_FEATURES, *names))


REGIME = ("documents_x_position", "documents_x_shared", "sentences_x_position")
STYLE = ("quote", "question", "opener", "digits")
COSINES = ("centroid", "own_document", "other_documents")
ALL_FEATURES = Variant(concept_features=CONCEPT_COLUMNS, sentence_features=SENTENCE_COLUMNS)
MEMBERS = (
    DEFAULT,
    Variant("a", concepts="bigrams"),
    Variant("b", sharpness=1.0),
    Variant("c", sharpness=3.0),
    Variant("d", even_from=None),
    Variant("e", even_from=0.25),
    Variant("f", scaling=0.6),
    BEFORE,
)

EXPERIMENTS = (
    Experiment(
        "concepts",
        "Concept types",
        "The default has bigrams of stems and, at a share of their weight, single content words."
        " Names are words that are mostly capitalised inside sentences; the cut Multi-News and"
        " Arabic have none.",
        (
            Variant("bigrams alone", concepts="bigrams"),
            Variant("words alone", concepts="words"),
            Variant("bigrams, of words only names", concepts="names"),
            concept_features_with("name", called="both, with a feature for names"),
            Variant("words at .1", word_share=0.1),
            Variant("words at .6", word_share=0.6),
            Variant("words at 1", word_share=1.0),
        ),
        "Both kinds together. Without the bigrams ROUGE-2 falls on half of the sets, most on "
        "reviews; without the words, with names in their place or with other weights for them, "
        "single cells alone are significantly worse. Names add nothing as a feature.",
    ),
    Experiment(
        "concept-features",
        "Features of concepts",
        f"The default has {', '.join(f'`{name}`' for name in CONCEPT_FEATURES)} (`concepts.py`)."
        " One taken away or added at a time; the added ones are defined in"
        " `eval/experiments/features.py`.",
        (
            *(
                Variant(f"- {name}", concept_features=without(CONCEPT_FEATURES, name))
                for name in CONCEPT_FEATURES
            ),
            *(concept_features_with(name) for name in EXTRA_CONCEPT),
            Variant("+ all of these", concept_features=CONCEPT_COLUMNS),
            Variant("no weights: all alike", concept_model="none"),
        ),
        "Three suffice. `log_spread` is needed most: without it reviews lose, and with kinds left"
        " out three languages; without `shared` or `word` single cells do. Of the added features "
        "`glue` alone gains on two sets, both of Multi-News, by a quarter of a point at most, "
        "not after Holm's correction, and not with kinds left out. "
        "Position and frequency of a concept harm ten documents where these were not trained on.",
    ),
    Experiment(
        "sentence-features",
        "Features of sentences",
        f"The default has {', '.join(f'`{name}`' for name in SENTENCE_FEATURES)} (`quality.py`)."
        " One taken away, one or a group added at a time.",
        (
            *(
                Variant(f"- {name}", sentence_features=without(SENTENCE_FEATURES, name))
                for name in SENTENCE_FEATURES
            ),
            *(
                sentence_features_with(name)
                for name in EXTRA_SENTENCE
                if name not in (*REGIME, *COSINES)
            ),
            Variant(
                "+ shared_words, - log_similarity",
                sentence_features=(*without(SENTENCE_FEATURES, "log_similarity"), "shared_words"),
            ),
            sentence_features_with(*COSINES, called="+ cosines"),
            sentence_features_with(*REGIME, called="+ regime interactions"),
            sentence_features_with(*STYLE, called="+ style"),
            Variant("+ all of these", sentence_features=SENTENCE_COLUMNS),
            Variant("no quality: all alike", sentence_model="none"),
        ),
        "The quality of a sentence matters as much as the weights of its concepts. "
        "`log_similarity`, `function_words` and `log_words` are each needed on two sets and more; "
        "without `log_position` no cell is significantly worse, but the mean of ROUGE-2 is. "
        "`shared_words` adds nothing to `log_similarity`, which it can replace. Nothing "
        "added gains on more than one set; all features together harm what was not trained on.",
    ),
    Experiment(
        "models",
        "Linear, trees, network",
        "Both regressions by gradient boosting of trees (100 trees of 15 leaves) or by a network of"
        " one hidden layer of 16, all with Poisson loss; on the default's features or on all.",
        (
            Variant("trees", concept_model="trees", sentence_model="trees"),
            Variant("trees for sentences alone", sentence_model="trees"),
            Variant("network", concept_model="network", sentence_model="network"),
            Variant("network for sentences alone", sentence_model="network"),
            replace(ALL_FEATURES, name="linear, all features"),
            *(
                replace(
                    ALL_FEATURES,
                    name=f"{model}, all features",
                    concept_model=model,
                    sentence_model=model,
                )
                for model in ("trees", "network")
            ),
        ),
        "Linear. Neither trees nor the network are significantly better on more than one set; "
        "with kinds left out they lose, on whole articles, ten documents or reviews.",
    ),
    Experiment(
        "mixtures",
        "What is trained on",
        "Files by themselves, each weighed alike; with `kinds`, what is of the set's own kind is"
        " left out, and a cell is empty where nothing remains.",
        (
            Variant("few short documents (cut Multi-News)", files=("train",)),
            Variant("few whole documents (Multi-News)", files=("whole",)),
            Variant("six to ten short documents (Multi-News)", files=("many",)),
            Variant("Multi-News of all three", files=("train", "many", "whole")),
            Variant("ten documents (MultiLing)", files=("en", "fr", "cs", "ar")),
            Variant("ten documents, English alone", files=("en",)),
            Variant("reviews alone", files=("reviews",)),
            Variant("mail alone", files=("mail",)),
            Variant(
                "news and topics, no reviews and mail",
                files=("train", "many", "whole", "en", "fr", "cs", "ar"),
            ),
            Variant("all, clusters weighed alike", alike=False),
        ),
        "A mixture. Multi-News by itself gains on whole articles and loses on ten documents; mail"
        " or reviews by themselves do not carry over. Files weighed alike protect the small sets.",
    ),
    Experiment(
        "targets",
        "What is learned",
        "The default learns the share of the references that have a concept, and the mean share of"
        " a sentence's words and bigrams that they have, both over the cluster's mean.",
        (
            Variant("both absolute, not over the mean", relative=False),
            Variant("concepts: presence in any reference", concept_target="presence"),
            Variant("concepts: expected frequency", concept_target="frequency"),
            Variant("sentences: words alone (ROUGE-1)", sentence_target="words"),
            Variant("sentences: bigrams alone (ROUGE-2)", sentence_target="bigrams"),
            Variant("sentences: membership in the oracle", sentence_target="oracle"),
            Variant("the same, with power .5", sentence_target="oracle", sharpness=0.5),
            Variant("one joint fit", joint=True),
        ),
        "Relative targets: absolute ones lose most on ten documents that were not trained on. "
        "Share, presence and frequency differ little; words or bigrams alone trade one set for "
        "another. Membership in the oracle is worse on Multi-News, a joint fit worst nearly "
        "everywhere.",
    ),
    Experiment(
        "terms",
        "Sentences that do not stand alone",
        "What the concepts of a sentence count for if it opens with a pronoun or connective, asks,"
        " has one end of a quotation or bracket (broken), or is a quotation with no speaker; 0"
        " forbids it where there are others. The last columns are the shares of chosen sentences"
        " that open so and that are broken, in percent, over all sets.",
        (
            *(
                Variant(f"openers at {value:g}", opener=value)
                for value in (1.0, 0.8, 0.6, 0.2, 0.0)
            ),
            *(Variant(f"questions at {value:g}", question=value) for value in (1.0, 0.4, 0.0)),
            *(Variant(f"broken at {value:g}", broken=value) for value in (1.0, 0.4, 0.0)),
            *(Variant(f"quotations at {value:g}", quote=value) for value in (0.8, 0.4, 0.0)),
            *(Variant(f"leaning at {value:g}", leaning=value) for value in (1.0, 0.4)),
            Variant("all allowed", opener=1.0, leaning=1.0, question=1.0, broken=1.0, quote=1.0),
            Variant("all forbidden", opener=0.0, question=0.0, broken=0.0, quote=0.0),
        ),
        "Openers at their discount cost nothing that is significant on more than one set, and are"
        " rare then. Questions at full value would gain a tenth on whole articles and .3 ROUGE-2 "
        "on mail; they stay discounted, since a question in a summary has no answer. To forbid "
        "broken sentences costs news; to discount quotations changes nothing.",
        shown=("openers", "broken"),
    ),
    Experiment(
        "fewest",
        "Shortest sentence",
        f"A sentence must have {candidates.MIN_WORDS} words and"
        f" {candidates.MIN_RELATIVE_LENGTH:g} of the mean length, unless it takes"
        f" {candidates.MIN_SHARE_OF_BUDGET:g} of the budget. The last column is"
        " the share of chosen sentences of fewer than 8 words, in percent, over all sets.",
        (
            *(
                Variant(f"{number} words, whatever the mean", fewest=number, shortest=0.0)
                for number in (1, 4, 6, 8, 10, 12)
            ),
            *(
                Variant(f"{share:g} of the mean", shortest=share)
                for share in (0.2, 0.3, 0.4, 0.6, 0.8)
            ),
        ),
        "A share of the mean costs nothing significant and leaves far fewer short sentences; "
        "eight words or more for every sentence harm reviews, four fifths of the mean Multi-News.",
        shown=("short",),
    ),
    Experiment(
        "search",
        "Greedy, exchanges, exact",
        "Exact is integer programming (HiGHS, to a gap of .1 %) on the same objective, with clashes"
        " forbidden as they show; it runs on some clusters of the larger sets, and its differences"
        " are on those. The second table is the value of the objective, in percent of the exact"
        " one's, means over the same clusters.",
        (Variant("greedy", search="greedy"), Variant("exact", search="exact")),
        "Greedy choice reaches nearly all of the exact value; with exchanges somewhat more, and "
        "significantly more ROUGE on whole articles where kinds are left out. The exact search is"
        " nowhere significantly better.",
        value=True,
    ),
    Experiment(
        "scaling",
        "Cost and sharpness",
        f"Gains are divided by a power of the cost ({coverage.SCALING:g}), the expected precision"
        f" of a sentence is taken to a power ({TRAINING_SETTINGS['sharpness']:g}).",
        (
            *(
                Variant(f"cost to the power {value:g}", scaling=value)
                for value in (0.5, 0.7, 0.8, 1.0)
            ),
            *(
                Variant(f"precision to the power {value:g}", sharpness=value)
                for value in (1.0, 1.5, 3.0)
            ),
        ),
        "A plateau: no other power is significantly better on more than one set; a lower "
        "power of precision costs mail, a higher one the cut Multi-News.",
    ),
    Experiment(
        "evenness",
        "Evenness by share of the text",
        "Quality is divided by the density of concepts to the power min(1, share / from), where"
        f" share is the budget over all text and from is {quality.EVEN_FROM:g}.",
        (
            Variant("never", even_from=None),
            Variant("from 1", even_from=1.0),
            Variant("from .25", even_from=0.25),
            Variant("always", even_from=1e-9),
        ),
        "It helps where most of the text is kept, the cut Multi-News; always to even out "
        "harms ten documents and reviews most.",
    ),
    Experiment(
        "redundancy",
        "Repetition",
        "By default, a sentence is skipped if it repeats or contradicts one already chosen, or"
        " shares nearly half of its words with it. The last column is the number of pairs of"
        " sentences with a word Jaccard above .5, per 100 summaries, over all sets.",
        (
            Variant("only the overlap of words", redundancy="overlap"),
            Variant("all allowed", redundancy="allowed"),
            Variant("telling again is free", novelty=False),
            replace(BEFORE, name="all allowed, weights by hand", redundancy="allowed"),
        ),
        "The filter removes nearly all pairs that repeat, at no cost in ROUGE; without it "
        "mail loses. The overlap of words alone scores alike; the full comparison keeps "
        "contradictions out, too.",
        shown=("pairs",),
    ),
    Experiment(
        "consensus",
        "Consensus of several summaries",
        f"{len(MEMBERS)} variants propose summaries (bigrams alone, other sharpness, evenness and"
        " scaling, weights by hand). Either the one is taken that agrees most with the others by"
        " ROUGE-1 + 2 (minimum Bayes risk), or sentences are chosen by votes.",
        (
            Variant("closest to the others", members=MEMBERS),
            Variant("sentences by votes", members=MEMBERS, consensus="votes"),
        ),
        "No gain on any set, by either way.",
    ),
    Experiment(
        "baselines",
        "For scale: the weights before, and published methods",
        "Weights by hand are those before any were learned: spread to the power 1.5, what is not"
        " shared at half its spread, words at .1, openers at .8, broken sentences excluded. All"
        " choose among the same sentences; sumy's rankings get the same repetition filter and"
        " budget, which they lack by themselves. `sumy-kl` is too slow but for mail.",
        (
            BEFORE,
            *(Variant(name, ranking=name) for name in RANKINGS),
            *(Variant(name, ranking=name) for name in SUMY_METHODS),
        ),
        "The default is above the weights by hand on the cut Multi-News, and above every ranking "
        "on nearly all sets; lead is level with it on mail, and not significantly below it on ten"
        " documents.",
        shown=("pairs", "openers", "broken"),
    ),
)
KNOWN = (
    Variant("concepts known", concept_model="known"),
    Variant("sentences known", sentence_model="known"),
    Variant("both known", concept_model="known", sentence_model="known"),
)
"""Upper ends: the targets themselves in place of their expected values."""

LIMITS_CONCLUSION = (
    "Knowing which concepts the references have, or which sentences they draw on, "
    "lifts every set, at 250 words of ten documents and on reviews to about the "
    "oracle. So the limit is less the search than what the sources alone say about "
    "concepts and sentences."
)
TARGETS_CONCLUSION = (
    "Targets that are missed by more than a tenth are missed by every variant on this page, too. On"
    " reviews, the oracle itself is not far above the target for ROUGE-1: 25 words in whole "
    "sentences are few quotes."
)
TEN_CONCLUSION = (
    "Fewer sentences lean on others and the mean is higher; broken sentences, which were forbidden"
    " before, are rare but there."
)
