"""Write eval/EXPERIMENTS.md: what was tried for the method `coverage`, with the outcome.

    python -m eval.experiments.run [--data ../shared/data] [--workers 2] [--only NAME,...] [--quick]

Each experiment is a list of variants. A variant changes one thing of the configuration of the
package, and is fitted and scored on every set: by weights that never saw the cluster (`folds`), and
by weights that saw no set of its kind (`kinds`). Everything random is seeded, so that the same data
give the same page. `--quick` takes a few clusters of each file, to try the script; `--only` runs
some of the experiments.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import threadpoolctl

from eval.datasets import DATA, TOP
from eval.experiments.definitions import EXPERIMENTS, KNOWN
from eval.experiments.examples import EXAMPLES, load
from eval.experiments.limits import limits
from eval.experiments.page import described, introduction
from eval.experiments.running import run_all, run_oracle, sets_there
from eval.experiments.sets import FILES
from eval.experiments.summaries import ten_summaries
from eval.experiments.variants import BEFORE, DEFAULT

OUT = TOP / "eval" / "EXPERIMENTS.md"


def main() -> None:
    """Read the options, run what is asked for and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--output", type=Path, default=OUT)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="names of experiments, with commas")
    parser.add_argument("--quick", action="store_true", help="few clusters, to try the script")
    options = parser.parse_args()
    names = [*(experiment.name for experiment in EXPERIMENTS), "limits", "ten"]
    wanted = options.only.split(",") if options.only else names
    unknown = [name for name in wanted if name not in names]
    if unknown:
        parser.error(f"no experiment {unknown[0]!r}; use {', '.join(names)}")
    with threadpoolctl.threadpool_limits(1):
        missing = load(options.data, options.workers, quick=options.quick)
        if not any(file.trained for file in FILES if file.name in EXAMPLES):
            parser.exit(1, f"{options.data} has none of the sets that this needs\n")
        page = [*introduction(options.data, missing), *sections(wanted, options.workers)]
    options.output.write_text("\n\n".join(page) + "\n", encoding="utf-8", newline="\n")


def sections(wanted: Sequence[str], workers: int) -> Iterator[str]:
    """Run the experiments that are wanted; yield the sections of the page below the first."""
    experiments = [experiment for experiment in EXPERIMENTS if experiment.name in wanted]
    variants = [DEFAULT, *chain.from_iterable(experiment.variants for experiment in experiments)]
    variants += KNOWN if "limits" in wanted else ()
    variants += [BEFORE] if "ten" in wanted else []
    sets = sets_there() if "limits" in wanted else []
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:  # with EXAMPLES
        results = run_all(variants, pool)
        scores = list(pool.map(run_oracle, sets))
    for experiment in experiments:
        yield from described(results, experiment)
    if "limits" in wanted:
        oracles = {test.name: score for test, score in zip(sets, scores, strict=True)}
        yield from limits(results, oracles)
    if "ten" in wanted:
        yield from ten_summaries(results)


if __name__ == "__main__":
    main()
