"""Write eval/RESULTS.md: scores of the methods beside sumy's and published systems.

    python -m eval.results [--data ../shared/data] [--sample 300] [--workers 2] [--only NAME,...]

Everything random is seeded, so that only `--timings` differ from run to run: they tell something
on a machine that does nothing else. With the default settings it takes some minutes on two cores.
The slowest method of sumy is left out where it would take most of
that time, as the page says.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from eval.datasets import DATA, TOP
from multisumm import __version__
from multisumm.escaping import escape_markdown, one_line
from multisumm.evaluation.formats import markdown_table
from multisumm.evaluation.plan import EvaluationPlan, run_plan
from multisumm.evaluation.results import Results
from multisumm.evaluation.statistics import analyse
from multisumm.evaluation.tables import EvaluationReport, Grid, report_grids, signatures
from multisumm.options import METHODS

SYSTEMS = (*METHODS, "random", "oracle")
LEFT_OUT = "sumy-kl"
"""A method that takes 7 s for ten articles, 40 times as long as the others together."""

PEERS = "multiling2011/peers.jsonl.gz"
SECONDS = "Seconds are with {} processes side by side; those of other systems are not known."


@dataclass(frozen=True)
class DataSet:
    """The data of a section of the page."""

    name: str
    title: str
    path: str
    large: bool
    peers: bool = False
    sampled: bool = False


DATA_SETS = (
    *(
        DataSet(
            f"multiling-{code}",
            f"MultiLing 2011, {name}: 10 topics of 10 articles",
            f"multiling2011/{code}.jsonl.gz",
            large=True,
            peers=True,
        )
        for code, name in (("en", "English"), ("fr", "French"), ("cs", "Czech"), ("ar", "Arabic"))
    ),
    DataSet(
        "multinews",
        "Multi-News, validation part, cut to about 500 words a cluster",
        "multinews/val.jsonl.gz",
        large=False,
        sampled=True,
    ),
    DataSet(
        "multinews-whole",
        "Multi-News, whole articles of the training and validation parts",
        "multinews/untruncated-dev.jsonl.gz",
        large=True,
    ),
)


def main() -> None:
    """Read the options, run the plans side by side and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--output", type=Path, default=TOP / "eval" / "RESULTS.md")
    parser.add_argument("--sample", type=int, default=300, help="clusters of Multi-News validation")
    parser.add_argument("--limit", type=int, help="clusters of each other set, to try the script")
    parser.add_argument("--words", type=int, default=250)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="names of data sets, with commas")
    parser.add_argument("--timings", action="store_true", help="show seconds")
    options = parser.parse_args()
    names = [data_set.name for data_set in DATA_SETS]
    wanted = options.only.split(",") if options.only else names
    plans = {
        data_set: plan_of(data_set, options.data, options.words, options.sample, options.limit)
        for data_set in DATA_SETS
        if data_set.name in wanted
    }
    missing = [data_set.path for data_set in plans if not (options.data / data_set.path).exists()]
    if missing:
        parser.exit(1, f"{options.data} lacks data that this needs: {', '.join(missing)}\n")
    if not plans:
        parser.error(f"no such data set; use {', '.join(names)}")
    with ProcessPoolExecutor(options.workers) as pool:
        write = partial(write_part, data=options.data, timings=options.timings)
        parts = list(pool.map(write, plans, plans.values()))
    page = "\n\n".join([*introduction(options), *parts]) + "\n"
    page = page.replace(f"{options.data}/", "")  # the page is the same wherever the data lie
    options.output.write_text(page, encoding="utf-8", newline="\n")


def plan_of(
    data_set: DataSet, data: Path, words: int, sample: int, limit: int | None
) -> EvaluationPlan:
    """Return the evaluation of a section of the page."""
    systems = [name for name in SYSTEMS if not (data_set.large and name == LEFT_OUT)]
    if data_set.peers:
        systems.append(f"file:{data / PEERS}")
    return EvaluationPlan(
        paths=(str(data / data_set.path),),
        systems=tuple(systems),
        amounts={"words": words},
        sample=sample if data_set.sampled else limit,
    )


def write_part(data_set: DataSet, plan: EvaluationPlan, *, data: Path, timings: bool) -> str:
    """Return one section of the page as Markdown."""
    start = time.perf_counter()
    results = named(run_plan(plan).results)
    report = EvaluationReport(results, analyse(results), timings=timings)
    print(f"{data_set.name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return "\n\n".join(
        [
            f"## {data_set.title}",
            f"`{os.path.relpath(plan.paths[0], data)}`, sha256 `{digest_of(results)}`, "
            f"{len(results.subjects)} clusters{sampling(plan)}.",
            *(table(grid) for grid in report_grids(report)),
            *(f"Warning: {escape_markdown(text)}." for text in results.warnings),
            "\n".join(["```", *map(one_line, signatures(report)), "```"]),
        ]
    )


def named(results: Results) -> Results:
    """Return the results with `MultiLing` before the names of its systems."""
    names = [f"MultiLing {name}" if name[:2] == "ID" else name for name in results.systems]
    return replace(results, systems=tuple(names))


def digest_of(results: Results) -> str:
    """Return the first digits of the sha256 of the data."""
    data = results.settings["data"]
    assert isinstance(data, list)
    return str(data[0]["sha256"])[:16]


def sampling(plan: EvaluationPlan) -> str:
    """Return how the clusters were sampled, for the page; empty if all were taken."""
    return f", at most {plan.sample} at even distances" if plan.sample else ""


def table(grid: Grid) -> str:
    """Return a grid under its title."""
    return f"{escape_markdown(grid.title)}.\n\n{markdown_table(grid)}"


def introduction(options: argparse.Namespace) -> Iterator[str]:
    """Yield the paragraphs above the tables."""
    yield "# Results"
    yield (
        "Written by `python -m eval.results`; nobody typed a number. multisumm"
        f" {__version__}, {options.words} words at most for every summary of"
        " multisumm and of sumy. `sumy-...` is sumy itself, on the whole text, with its own words,"
        " stems and stop words; from its best-rated sentence down, each is taken that still fits."
    )
    yield bullets(
        "`oracle` chooses sentences with the references in view and is about the best that quoting"
        " can reach; `random` and `lead` are what every method has to beat.",
        "English is scored as ROUGE-1.5.5 does with `-m`, without the WordNet exceptions; other"
        " languages with the preset `unicode` and Snowball stems. Sentences of references and of"
        " other systems are those that the rules of multisumm find.",
        "Differences are to the first system. With ten topics, only large ones can be distinguished"
        " from chance: look at the intervals.",
        f"`{LEFT_OUT}` is left out except on the cut Multi-News: its search is quadratic in Python,"
        " about 7 s for a cluster of ten articles.",
        *([SECONDS.format(options.workers)] if options.timings else []),
    )


def bullets(*items: str) -> str:
    """Return a list."""
    return "\n".join(f"* {item}" for item in items)


if __name__ == "__main__":
    main()
