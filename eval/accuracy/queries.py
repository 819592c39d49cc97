"""How well summaries answer a query.

    python -m eval.accuracy.queries [--data FOLDER] [--sample N] [--parts meetings,mixed,time]
        [--systems NAMES]

Three parts are printed:

* `meetings`: the questions of QMSum (validation part) on their meetings, in 75 words: ROUGE F1 as
  rouge-score counts it, stemmed, with a ROUGE-L that takes each text as one sentence, and the share
  of the quotes that are from the parts of the meeting on which the answer rests. Questions of one
  meeting are one group.
* `mixed`: the documents of three whole Multi-News clusters put together, drawn by lot; every
  cluster is used once as the target, and three clusters that are put together are one group. The
  query is the content words of the first sentence of the target's reference, each in another form
  (`inflect`), shuffled. Printed are the share of the quotes that are from the target's documents,
  and ROUGE-2 F1 as a multiple of that of a summary of the target alone, without the query; last,
  the same for the target alone with the query, a need on one subject. Some documents of these
  clusters are pages about nothing (an error message, a login form); they count as the target's,
  too, though nothing of them should be quoted.
* `time`: the seconds of a summary with the query as a multiple of those without it, on the
  meetings. Both are made in turn, and which is first changes.

`no query` is the same method without the query; `lead` never sees it. The weights of the package
are fitted to references of the news clusters, without queries. The settings of `focus/relevance.py`
were chosen on the meetings: `query_folds.py` tells what they reach on meetings that they never saw.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import process_time

import numpy as np

from eval.datasets import DATA
from eval.grouped import SEED, grouped_ratio, ignoring, print_scores
from multisumm.evaluation.plan import scoring
from multisumm.evaluation.results import evaluate_systems
from multisumm.evaluation.systems import System, write_bm25, write_method
from multisumm.evaluation.tables import format_interval
from multisumm.evaluation.tasks import EvaluationTask, read_evaluation_tasks, split_text
from multisumm.model import Citation
from multisumm.text.languages import function_words
from multisumm.text.tokens import stem_words, tokenize

MEETINGS = "qmsum/val.jsonl.gz"
MEETING_WORDS = 75
NEWS = "multinews/untruncated-dev.jsonl.gz"
NEWS_WORDS = 250
MIXED = 3
"""Clusters that are put together."""

ENDINGS = (("ies", "y"), ("ing", "ed"), ("ed", "ing"))
"""Endings of words, and those of their other forms."""

RUNS = 5
TIMED = 12
"""Questions whose time is measured, each `RUNS` times."""

COVERAGE = partial(write_method, method="coverage")
SYSTEMS: dict[str, System] = {
    "query": COVERAGE,
    "no query": ignoring(COVERAGE, "query"),
    "bm25": write_bm25,
    "lead": ignoring(partial(write_method, method="lead"), "query"),
}


def main() -> None:
    """Print the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, help="clusters of each set, evenly spaced")
    parser.add_argument("--parts", default=",".join(PARTS), help="names of parts, with commas")
    parser.add_argument("--systems", default=",".join(SYSTEMS), help="names, with commas")
    options = parser.parse_args()
    systems = {name: SYSTEMS[name] for name in options.systems.split(",")}
    for name in options.parts.split(","):
        PARTS[name](options.data, options.sample, systems)


# --- meetings -----------------------------------------------------------------------------------


def meetings(data: Path, sample: int | None, systems: dict[str, System]) -> None:
    """Print the scores on the questions about meetings."""
    tasks = read_tasks(data / MEETINGS, MEETING_WORDS, sample)
    metrics = ("rouge-1", "rouge-2", "rouge-l")
    results = evaluate_systems(
        tasks,
        systems,
        metrics=metrics,
        settings_of=scoring("rouge-score", stem=True),
        settings={},
    )
    columns = {f"{metric} f1": f"{metric} F1" for metric in metrics}
    columns |= {"relevant-quotes": "relevant quotes"}
    groups = [meeting_of(task) for task in tasks]
    print_scores("questions about meetings, 75 words", results, columns, groups)


def meeting_of(task: EvaluationTask) -> str:
    """Return the meeting of a question: `qmsum.val.3` of `qmsum.val.3.1`."""
    return task.id.rpartition(".")[0]


def read_tasks(path: Path, words: int, sample: int | None) -> tuple[EvaluationTask, ...]:
    """Return the tasks of a file of English clusters."""
    amounts = {"words": words}
    return read_evaluation_tasks([str(path)], amounts=amounts, language="en", sample=sample)


# --- mixed subjects -----------------------------------------------------------------------------


def mixed(data: Path, sample: int | None, systems: dict[str, System]) -> None:
    """Print the scores on mixed subjects, and how they compare to those of the target alone."""
    pairs = list(mixtures(read_tasks(data / NEWS, NEWS_WORDS, sample)))
    together, alone = [task for _, task in pairs], [task for task, _ in pairs]
    score = partial(
        evaluate_systems,
        metrics=("rouge-2",),
        settings_of=scoring("rouge155", stem=True),
        settings={},
    )
    results = score(together, systems)
    groups = [task.source for task in together]
    columns = {"relevant-quotes": "quotes from the target", "rouge-2 f1": "rouge-2 F1"}
    print_scores("three subjects together, 250 words", results, columns, groups)
    on_one = {"no query": ignoring(COVERAGE, "query"), "one subject": COVERAGE}
    single, need = score(alone, on_one).column("rouge-2 f1")
    print("ROUGE-2 F1 as a multiple of that on the target alone, without the query")
    rows = dict(zip(results.systems, results.column("rouge-2 f1"), strict=True))
    for name, scores in {**rows, "one subject": need}.items():
        print(f"{name:11} {format_interval(grouped_ratio(scores, single, groups))}")
    print(*kept_stems(together), sep="\n", flush=True)


def mixtures(
    tasks: Sequence[EvaluationTask],
) -> Iterator[tuple[EvaluationTask, EvaluationTask]]:
    """Yield each task with its query, and the same in a mixture; `source` names the mixture.

    What is left over of a number that is no multiple of three is left out.
    """
    drawn = random.Random(SEED).sample(tasks, len(tasks))
    for number, members in enumerate(zip(*[iter(drawn)] * MIXED, strict=False)):
        documents = tuple(
            replace(document, id=f"{task.id}/{document.id}")
            for task in members
            for document in task.documents
        )
        for task in members:
            own = {f"{task.id}/{document.id}" for document in task.documents}
            query = make_query(task)
            yield (
                replace(task, query=query),
                replace(
                    task,
                    documents=documents,
                    query=query,
                    relevant=tuple(
                        Citation(d.id, 0, len(d.text)) for d in documents if d.id in own
                    ),
                    source=str(number),
                ),
            )


def make_query(task: EvaluationTask) -> str:
    """Return the content words of the first sentence of the reference, inflected and shuffled."""
    words = content_words(task)
    random.Random(f"{SEED} {task.id}").shuffle(words)
    return " ".join(map(inflect, words))


def content_words(task: EvaluationTask) -> list[str]:
    """Return the distinct content words of the first sentence of the reference with any."""
    function = function_words("en")
    for sentence in split_text(task.references[0], language="en"):
        words = [word for word in tokenize(sentence, language="en") if word not in function]
        if words:
            return list(dict.fromkeys(words))
    return []


def inflect(word: str) -> str:
    """Return another form of an English word in lower case, made by its ending alone.

    Short words and those with a sign that is no letter stay as they are.

    >>> [inflect(word) for word in ("cracks", "cities", "closed", "closing", "bridge", "army", "5")]
    ['crack', 'city', 'closing', 'closed', 'bridges', 'armies', '5']
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith(("ss", "x", "z", "ch", "sh")):
        return f"{word}es"
    for ending, other in ENDINGS:
        if word.endswith(ending) and not word.endswith("eed") and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + other
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return word[:-1] if word.endswith("s") else f"{word}s"


def kept_stems(tasks: Sequence[EvaluationTask]) -> Iterator[str]:
    """Yield how many words of the queries have another form, and how many kept their stem."""
    words = [word for task in tasks for word in content_words(task)]
    forms = list(map(inflect, words))
    pairs = list(zip(words, forms, strict=True))
    stems = zip(stem_words(words, "en"), stem_words(forms, "en"), strict=True)
    other = sum(word != form for word, form in pairs)
    same = sum(a == b for a, b in stems)
    yield f"words of the queries: {len(words)}; in another form: {other}; same stem: {same}"


# --- time ---------------------------------------------------------------------------------------


def times(data: Path, sample: int | None, systems: dict[str, System]) -> None:
    """Print how long summaries with a query take, as a multiple of those without."""
    if not {"query", "no query"} <= systems.keys():
        return
    tasks = read_tasks(data / MEETINGS, MEETING_WORDS, min(TIMED, sample or TIMED))
    ratios = []
    for task in tasks:
        for run in range(RUNS + 1):
            order = ("query", "no query") if run % 2 else ("no query", "query")
            spent = {name: seconds(systems[name], task) for name in order}
            if run:  # the first warms up
                ratios.append(spent["query"] / spent["no query"])
    low, middle, high = np.percentile(ratios, (25, 50, 75))
    print("\ntime with the query as a multiple of that without")
    print(f"median {middle:.2f}, middle half {low:.2f} to {high:.2f}, {len(ratios)} pairs of runs")


def seconds(write: System, task: EvaluationTask) -> float:
    """Return the CPU seconds of a summary."""
    start = process_time()
    write(task)
    return process_time() - start


PARTS = {"meetings": meetings, "mixed": mixed, "time": times}


if __name__ == "__main__":
    main()
