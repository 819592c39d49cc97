"""Print the tables of docs/comparison.md: multisumm beside sumy, on the same clusters.

    python -m eval.accuracy.comparison [--data FOLDER] [--sample N]

The systems are the method `coverage`, the first sentences of each source (`lead`), and four
summarisers of sumy itself on the whole text, with its own words, stems and stop words. Each takes
its best sentences as far as the mean length of the references goes. Printed are, by set:

* ROUGE-1 and ROUGE-2 F1 x 100 with 95 % intervals over the clusters;
* near-duplicates: the share of the summaries with two sentences that have half of their words or
  more in common (Jaccard);
* outvoted: the share of the sentences that more sources contradict than make;
* found once: the share of the sentences that stand, character by character, in exactly one place of
  the sources, so that a reader finds them without an address;
* time: seconds for all clusters, as a multiple of those of `coverage`.

The clusters in seeds/ are always taken, MultiLing and Multi-News where their files are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from eval.datasets import DATA, SEEDS
from multisumm.evaluation.formats import markdown_table
from multisumm.evaluation.plan import SEED, default_preset, scoring
from multisumm.evaluation.results import Results, evaluate_systems
from multisumm.evaluation.statistics import analyse
from multisumm.evaluation.systems import System, make_systems
from multisumm.evaluation.tables import Grid, format_interval, percent
from multisumm.evaluation.tasks import EvaluationTask, read_evaluation_tasks
from multisumm.messages import plural

SYSTEMS = ("coverage", "lead", "sumy-lexrank", "sumy-textrank", "sumy-lsa", "sumy-luhn")
METRICS = ("rouge-1", "rouge-2")
NEAR = 0.5
"""Jaccard overlap of the words of two sentences from which they count as near-duplicates."""

SETS = {
    "Example subjects (seeds/)": SEEDS,
    "MultiLing 2011, English": Path("multiling2011/en.jsonl.gz"),
    "Multi-News, validation part": Path("multinews/val.jsonl.gz"),
}


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=100, help="clusters of each set at most")
    options = parser.parse_args()
    for title, place in SETS.items():
        path = options.data / place  # a path from the root stays as it is
        if path.exists():
            print(f"{describe(title, path, options.sample)}\n")


def describe(title: str, path: Path, sample: int, systems: Sequence[str] = SYSTEMS) -> str:
    """Return the table of a set as Markdown."""
    tasks = read_evaluation_tasks(
        (str(path),), amounts={}, tokenizer=None, language="auto", sample=sample
    )
    settings_of = scoring(default_preset(tasks), stem=True)
    made = make_systems(systems, tasks, seed=SEED, settings_of=settings_of)
    summaries: dict[str, list[tuple[EvaluationTask, Sequence[str]]]] = {
        name: [] for name in systems
    }
    writers = {name: keeping(made.writers[name], summaries[name]) for name in systems}
    results = evaluate_systems(
        tasks, writers, metrics=METRICS, settings_of=settings_of, settings={}
    )
    once = [share_found_once(summaries[name]) for name in systems]
    grid = table(f"{title}, {plural(len(tasks), 'cluster')}", results, once)
    return f"**{grid.title}**\n\n{markdown_table(grid)}"


def keeping(write: System, kept: list[tuple[EvaluationTask, Sequence[str]]]) -> System:
    """Return a system that also puts each task and its summary into a list."""

    def write_and_keep(task: EvaluationTask) -> Sequence[str]:
        kept.append((task, write(task)))
        return kept[-1][1]

    return write_and_keep


def share_found_once(summaries: Sequence[tuple[EvaluationTask, Sequence[str]]]) -> float:
    """Return the share of sentences that stand in exactly one place of their sources, 0 to 1."""
    places = [
        sum(document.text.count(sentence) for document in task.documents)
        for task, sentences in summaries
        for sentence in sentences
    ]
    return sum(number == 1 for number in places) / len(places)


def table(title: str, results: Results, once: Sequence[float]) -> Grid:
    """Return the rows of a set, a system each."""
    scores = analyse(results).scores
    near = (results.column("overlap-max") >= NEAR).mean(axis=1)
    outvoted = np.nanmean(results.column("outvoted"), axis=1)
    seconds = results.seconds.sum(axis=1)
    head = (
        "system",
        "ROUGE-1",
        "ROUGE-2",
        "near-duplicates %",
        "outvoted %",
        "found once %",
        "time",
    )

    def row(index: int, name: str) -> Iterator[str]:
        yield name
        yield from (format_interval(percent(scores[name][metric])) for metric in METRICS)
        yield from (f"{100 * share[index]:.1f}" for share in (near, outvoted, once))
        yield f"{seconds[index] / seconds[0]:.1f}"

    rows = tuple(tuple(row(*numbered)) for numbered in enumerate(results.systems))
    return Grid("comparison", title, head, rows)


if __name__ == "__main__":
    main()
