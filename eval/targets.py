"""Write eval/TARGETS.md: the scores of `coverage` on clusters that its weights never saw.

    python -m eval.targets [--data ../shared/data]

For each fifth of the clusters, the weights are fitted to the others, as `multisumm train` does, and
once without each kind of data. Only Multi-News val is scored with the weights of the package, which
never saw it (clusters whose reference occurs in the training data are left out). The budget there
is chosen on clusters of the training part. Settings that are not fitted, such as the sharpness, the
quality of dependent sentences and the power of the cost, were chosen by such scores on all sets but
val.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from eval.datasets import DATA, TOP, TRAINING_DATA
from multisumm import __version__
from multisumm.evaluation.external import external_sentences, read_external
from multisumm.evaluation.plan import default_preset, scoring
from multisumm.evaluation.results import Results, evaluate_systems
from multisumm.evaluation.statistics import analyse
from multisumm.evaluation.systems import write_method
from multisumm.evaluation.tasks import EvaluationTask, read_evaluation_tasks
from multisumm.options import METHODS
from multisumm.selection.weights import Weights, load_weights
from multisumm.training.fitting import weights_without_fold, weights_without_kind
from multisumm.training.inputs import parse_training_input, read_training_sets, reference_key
from multisumm.training.run import read_examples

OUT = TOP / "eval" / "TARGETS.md"
BUDGETS = range(220, 341, 20)
TRAINING = slice(6000, 6300)
"""Clusters of Multi-News train that choose the budget; the weights never saw them."""

JACCARD = 0.5
SAW_THE_REFERENCES = "ID10"
SLOW = "sumy-kl"
"""Left out because it takes seconds per cluster."""

WeightsOf = Callable[[EvaluationTask], Weights]


@dataclass(frozen=True)
class Target:
    """Scores to reach on a set: `asked` and `aim` in percent, in the order of `metrics`."""

    title: str
    path: str
    words: int
    part: str
    metrics: tuple[str, ...]
    asked: tuple[float, ...]
    aim: tuple[float, ...]
    limit: int | None = None
    by_kind: bool = False


NEWS = ("rouge-1", "rouge-2", "rouge-lsum")
TWO = ("rouge-1", "rouge-2")
MULTILING = "multiling2011/{}.jsonl.gz"
WHOLE = "multinews/untruncated-dev.jsonl.gz"
TARGETS = (
    Target("Multi-News whole", WHOLE, 240, "f1", NEWS, (46.6, 15.7, 42.2), (47.5, 16.5, 43)),
    Target(
        "MultiLing en, 250 words",
        MULTILING.format("en"),
        250,
        "recall",
        ("rouge-1", "rouge-2", "rouge-su4"),
        (51.8, 21.9, 21.6),
        (53, 23, 22.5),
    ),
    Target(
        "MultiLing en, 100 words",
        MULTILING.format("en"),
        100,
        "recall",
        TWO,
        (41, 15),
        (43, 17),
        limit=100,
    ),
    Target(
        "Opinosis, never seen",
        "opinosis/en.jsonl.gz",
        25,
        "recall",
        TWO,
        (39.3, 14),
        (41, 15),
        by_kind=True,
    ),
)
CUT = Target(
    "Multi-News val, cut",
    "multinews/val.jsonl.gz",
    0,
    "f1",
    NEWS,
    (45, 15.7, 41),
    (46.5, 16.8, 42.4),
)


def main() -> None:
    """Fit, summarise, score and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    inputs = [parse_training_input(argument) for argument in TRAINING_DATA]
    inputs = [replace(source, path=str(data / source.path)) for source in inputs]
    sets = read_examples(read_training_sets(inputs))
    example_of = {example.task.id: example for examples in sets for example in examples}
    seen = {reference_key(example.task) for example in example_of.values()}
    by_fold, by_kind = weights_without_fold(sets), weights_without_kind(sets)

    def folds(task: EvaluationTask) -> Weights:
        return by_fold(example_of[task.id])

    def kinds(task: EvaluationTask) -> Weights:
        return by_kind(example_of[task.id])

    parts = [
        introduction(),
        *reached(data, folds, kinds, seen, set(example_of)),
        *languages(data, folds),
        mail(data, folds),
    ]
    OUT.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def run(
    tasks: Sequence[EvaluationTask],
    weights_of: WeightsOf,
    metrics: Sequence[str],
    *,
    limit: int | None = None,
    others: Mapping[str, Callable[[EvaluationTask], Sequence[str]]] | None = None,
) -> Results:
    """Scores of `coverage` with the weights of each task, and of other systems."""

    def write(task: EvaluationTask) -> Sequence[str]:
        return write_method(task, method="coverage", weights=weights_of(task))

    preset = default_preset(tasks)
    settings_of = scoring(preset, stem=preset == "rouge155")
    return evaluate_systems(
        tasks,
        {"coverage": write, **(others or {})},
        metrics=metrics,
        settings_of=lambda language: replace(settings_of(language), limit_words=limit),
        settings={},
    )


def reached(
    data: Path, folds: WeightsOf, kinds: WeightsOf, seen: set[str], trained: set[str]
) -> Iterator[str]:
    """Tables of the sets with targets."""
    chosen, tried = choose_budget(data, seen)
    own = load_weights()
    rows = []
    for target in (replace(CUT, words=chosen), *TARGETS):
        tasks = read_evaluation_tasks(
            [str(data / target.path)], amounts={"words": target.words}, language="en"
        )
        kept = kinds if target.by_kind else folds
        if target.path == CUT.path:
            tasks, kept = unseen(tasks, seen), lambda _: own
        else:  # clusters that an earlier file has were left out of the training
            tasks = [task for task in tasks if task.id in trained]
        results = run(tasks, kept, target.metrics, limit=target.limit)
        scores = analyse(results, part=target.part).scores["coverage"]
        pairs = int((results.column("overlap-max")[0] > JACCARD).sum())
        for metric, asked, aim in zip(target.metrics, target.asked, target.aim, strict=True):
            score = scores[metric]
            value = round(100 * score.mean, 1)
            verdict = "aim" if value >= aim else "yes" if value >= asked else "no"
            rows.append(
                f"| {target.title} | {len(tasks)} | {target.words} | {metric} {target.part} "
                f"| {100 * score.mean:.2f} ({100 * score.low:.1f} to {100 * score.high:.1f}) "
                f"| {asked:g} | {aim:g} | {verdict} | {pairs} |"
            )
    yield table(
        "Set | clusters | words | measure | reached | asked | aim | met | with near-duplicates",
        rows,
    )
    yield (
        "Words and F1 (1, 2) of Multi-News train, from which the budget for val was chosen: "
        + tried
    )


def unseen(tasks: Sequence[EvaluationTask], seen: set[str]) -> list[EvaluationTask]:
    """The tasks whose reference is not in the training data."""
    return [task for task in tasks if reference_key(task) not in seen]


def choose_budget(data: Path, seen: set[str]) -> tuple[int, str]:
    """The budget with the best mean of ROUGE-1 and 2 F1 on the training part, and all scores."""
    path = str(data / CUT.path.replace("val", "train"))
    tasks = unseen(read_evaluation_tasks([path], language="en")[TRAINING], seen)
    means, shown = {}, []
    for words in BUDGETS:
        limited = [replace(task, budget=replace(task.budget, limit=words)) for task in tasks]
        scores = analyse(run(limited, lambda _: load_weights(), TWO)).scores["coverage"]
        first, second = (100 * scores[metric].mean for metric in TWO)
        means[words] = first + second
        shown.append(f"{words}: {first:.2f} {second:.2f}")
    return max(means, key=lambda words: (means[words], -words)), "; ".join(shown) + "."


def languages(data: Path, folds: WeightsOf) -> Iterator[str]:
    """Tables beside the systems of MultiLing 2011 in other languages than English."""
    rows = []
    for language in ("fr", "cs", "ar"):
        tasks = read_evaluation_tasks(
            [str(data / MULTILING.format(language))], amounts={"words": 250}
        )
        outputs, _ = read_external(str(data / "multiling2011" / "peers.jsonl.gz"), tasks)
        peers = {name: partial(external_sentences, texts) for name, texts in outputs.items()}
        scores = analyse(run(tasks, folds, TWO, others=peers), part="recall").scores
        for metric in TWO:
            others = {name: scores[name][metric].mean for name in peers}
            best = max((n for n in others if SAW_THE_REFERENCES not in n), key=others.__getitem__)
            value = scores["coverage"][metric].mean
            rows.append(
                f"| {language} | {metric} recall | {100 * value:.2f} "
                f"| {100 * others[best]:.2f} ({best}) | {'yes' if value > others[best] else 'no'} |"
            )
    yield "## Beside the systems of MultiLing 2011, without ID10, which saw the references"
    yield table("Language | measure | coverage | best of the others | above", rows)


def mail(data: Path, folds: WeightsOf) -> str:
    """Table of e-mail threads at 75 words, beside all other methods."""
    tasks = read_evaluation_tasks(
        [str(data / "email/en.jsonl.gz")], amounts={"words": 75}, language="en"
    )
    others = [name for name in METHODS if name not in ("coverage", SLOW)]
    systems = {name: partial(write_method, method=name) for name in others}
    statistics = analyse(run(tasks, folds, TWO, others=systems))
    rows = [row("coverage", [100 * statistics.scores["coverage"][m].mean for m in TWO], "")]
    for name in others:
        compared = [statistics.comparisons[name][metric] for metric in TWO]
        p = ", ".join(f"{comparison.p_holm:.4f}" for comparison in compared)
        rows.append(row(name, [100 * statistics.scores[name][m].mean for m in TWO], p))
    head = "## E-mail threads, 75 words, F1; p (Holm) of the difference to coverage\n\n"
    head += f"{SLOW} is left out; it takes seconds a cluster.\n\n"
    return head + table("System | ROUGE-1 | ROUGE-2 | p (1, 2)", rows)


def row(name: str, values: Sequence[float], rest: str) -> str:
    """A row of a table."""
    return f"| {name} | " + " | ".join(f"{value:.2f}" for value in values) + f" | {rest} |"


def table(head: str, rows: Sequence[str]) -> str:
    """A Markdown table."""
    return "\n".join([f"| {head} |", "|" + "---|" * (head.count("|") + 1), *rows])


def introduction() -> str:
    """Text above the tables."""
    about = " ".join(__doc__.split("\n\n")[2].split())
    return (
        "# Scores of `coverage` on clusters that its weights never saw\n\n"
        "Written by `python -m eval.targets`"
        f" (multisumm {__version__}). {about}\n\nROUGE-1.5.5 rules,"
        " stemmed (French, Czech, Arabic: the preset `unicode`, not stemmed); intervals are of 95 %"
        " over clusters. At most 400 clusters of a file are trained on. With near-duplicates:"
        " summaries in which two sentences have a word Jaccard above .5."
    )


if __name__ == "__main__":
    main()
