"""The clusters that are fitted to and measured on, and the measures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """Every `step`th cluster from `first` to `last` of a file.

    `words` is the length of the extracts that are made with the references in view, to learn from.
    """

    name: str
    path: str
    kind: str
    first: int = 0
    last: int = 1000
    trained: bool = True
    words: int = 240
    step: int = 1


FILES = (
    File("cut", "multinews/train.jsonl.gz", "news", 6000, 6300, trained=False),
    File("train", "multinews/train.jsonl.gz", "news", 0, 400),
    File("many", "multinews/train-many.jsonl.gz", "news", 0, 400, step=2),
    File("whole", "multinews/untruncated-dev.jsonl.gz", "news"),
    *(
        File(code, f"multiling2011/{code}.jsonl.gz", "topics", words=250)
        for code in ("en", "fr", "cs", "ar")
    ),
    File("reviews", "opinosis/en.jsonl.gz", "reviews", words=25),
    File("mail", "email/en.jsonl.gz", "messages", words=75),
)


@dataclass(frozen=True)
class TestSet:
    """Clusters of a file, how long summaries are, and what is scored.

    `cut` says that references are cut to the length of the summaries, as `ROUGE -l` does. Only
    every `exact_step`th cluster is solved exactly.
    """

    name: str
    file: str
    words: int
    part: str = "f1"
    cut: bool = False
    exact_step: int = 1


SETS = (
    TestSet("cut 240", "cut", 240, exact_step=6),
    TestSet("whole 240", "whole", 240, exact_step=4),
    TestSet("whole 100", "whole", 100, "recall", cut=True, exact_step=4),
    TestSet("en 250", "en", 250, "recall"),
    TestSet("en 100", "en", 100, "recall", cut=True),
    TestSet("fr 250", "fr", 250, "recall", exact_step=5),
    TestSet("cs 250", "cs", 250, "recall", exact_step=5),
    TestSet("ar 250", "ar", 250, "recall", exact_step=5),
    TestSet("reviews 25", "reviews", 25, "recall", exact_step=3),
    TestSet("mail 75", "mail", 75, exact_step=6),
)
COLUMNS = {
    **{test.name: (test.name,) for test in SETS[:5]},
    "fr cs ar 250": ("fr 250", "cs 250", "ar 250"),
    **{test.name: (test.name,) for test in SETS[8:]},
}
"""Columns of the tables; the ten topics of three languages are averaged over the languages."""

TOPICS = ("en 250", "en 100", "fr cs ar 250")
SUBJECTS = {name: "topics" if name in TOPICS else name.split()[0] for name in COLUMNS}
"""Columns with the same subjects, whose differences are not independent draws."""

MODES = ("folds", "kinds")
"""Weights that never saw the cluster, or no set of its kind."""

MEASURES = ("rouge-1", "rouge-2", "pairs", "value", "sentences", "openers", "broken", "short")
"""What is measured of a summary: ROUGE in percent, the rest as numbers."""
