"""How far summaries leave out what their reader knows.

    python -m eval.accuracy.updates [--data FOLDER] [--sample N] [--by order|lot] [--words 100]
        [--systems NAMES]

Half of the documents of each cluster are known, the first half or one drawn by lot, and the others
are summarised. Printed are, with the known documents and without them, by set:

* `known quotes`: the share of the quotes that say what a known document says, or a part of it;
* `known bigrams`: the share of the pairs of content words that a known document has;
* `new recall`: ROUGE-2 recall against what only the other half tells of the references: their
  sentences of which the other half has more of the distinct pairs of neighbouring content words
  (stems, within sentences, function words passed over) than the known half has. A cluster in
  which no reference has such a sentence is left out, and so is one of a single document.

`known` and `known ignored` are `coverage` with the known documents and without; `lead` never sees
them. Both halves of these clusters are about one event, often of one day. The weights of the
package are fitted to references of these clusters, whole and with nothing known: compare the two
rows of `coverage` with each other rather than with `lead`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from eval.datasets import DATA
from eval.grouped import SEED, ignoring, print_scores
from multisumm.evaluation.plan import scoring
from multisumm.evaluation.results import evaluate_systems
from multisumm.evaluation.systems import System, write_method
from multisumm.evaluation.tasks import EvaluationTask, read_evaluation_tasks, split_text
from multisumm.model import Document
from multisumm.text.languages import function_words
from multisumm.text.terms import terms_of

FILES = ("multinews/untruncated-dev", "multinews/train-many", "multiling2011/en")
SAMPLE = 300
"""Clusters of each set by default, of those that have as many."""

COVERAGE = partial(write_method, method="coverage")
SYSTEMS: dict[str, System] = {
    "known": COVERAGE,
    "known ignored": ignoring(COVERAGE, "known"),
    "lead": ignoring(partial(write_method, method="lead"), "known"),
}
COLUMNS = {
    "known-quotes": "known quotes",
    "known-bigrams": "known bigrams",
    "rouge-2 recall": "new recall",
}


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="clusters, evenly spaced")
    parser.add_argument("--by", choices=("order", "lot"), default="order")
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--systems", default=",".join(SYSTEMS), help="names, with commas")
    options = parser.parse_args()
    systems = {name: SYSTEMS[name] for name in options.systems.split(",")}
    for file in FILES:
        whole = read_evaluation_tasks(
            [str(options.data / f"{file}.jsonl.gz")],
            amounts={"words": options.words},
            language="en",
            sample=options.sample,
        )
        tasks = list(updates(whole, by_lot=options.by == "lot"))
        results = evaluate_systems(
            tasks,
            systems,
            metrics=("rouge-2",),
            settings_of=scoring("rouge155", stem=True),
            settings={},
        )
        title = f"{file}, half known, by {options.by}, {options.words} words"
        print_scores(title, results, COLUMNS, [task.id for task in tasks])


def updates(tasks: Sequence[EvaluationTask], *, by_lot: bool) -> Iterator[EvaluationTask]:
    """Yield the tasks with half of their documents known, and with what the others tell alone."""
    for task in tasks:
        known, new = halves(task, by_lot=by_lot)
        parts = (new_part(text, known, new) for text in task.references)
        references = tuple(part for part in parts if part)
        if known and references:
            yield replace(task, documents=new, known=known, references=references)


def halves(
    task: EvaluationTask, *, by_lot: bool
) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """Return the known documents, at most half, and the others; each in the order of the task."""
    number = len(task.documents)
    order = list(range(number))
    if by_lot:
        random.Random(f"{SEED} {task.id}").shuffle(order)
    known = {*order[: number // 2]}
    return (
        tuple(task.documents[i] for i in range(number) if i in known),
        tuple(task.documents[i] for i in range(number) if i not in known),
    )


def new_part(reference: str, known: Sequence[Document], new: Sequence[Document]) -> str:
    """Return the sentences of a reference that the new documents have more of, a line each."""
    heard, told = (pairs_of([document.text for document in half]) for half in (known, new))
    kept = []
    for sentence in split_text(reference, language="en"):
        pairs = pairs_of([sentence])
        if len(pairs & told) > len(pairs & heard):
            kept.append(sentence)
    return "\n".join(kept)


def pairs_of(texts: Sequence[str]) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring content words, as stems, within the sentences of texts."""
    function = function_words("en")
    sentences = [one for text in texts for one in split_text(text, language="en")]
    rows = (
        [term for term in row if term not in function] for row in terms_of(sentences, language="en")
    )
    return {pair for row in rows for pair in pairwise(row)}


if __name__ == "__main__":
    main()
