"""How the time and the memory of `group` and `digest` grow with the number of documents.

    python -m eval.benchmarks.grouping [--data FOLDER] [--sizes 200,2000,20000] [--digest]

The documents are those of cut Multi-News clusters, about 160 words each. Where these do not
suffice, two halves of different documents make a new one. Each size runs in a process of its own.
With `--digest`, every subject of two sources is summarised, too, one after the other. The time is
that of the processor, so that other programs count little. The last line is the exponent of the
growth between the first and the last size: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from eval.accuracy.grouping import read
from eval.datasets import DATA
from multisumm import Document
from multisumm.pipeline.digesting import digest
from multisumm.pipeline.grouping import group

SEED = 2031


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sizes", default="200,2000,20000")
    parser.add_argument("--digest", action="store_true", help="measure digest, not group")
    parser.add_argument("--one", type=int, help="measure one size in this process")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.data, options.one, with_summaries=options.digest)))
        return
    found = "subjects" if options.digest else "groups"
    print(f"| documents | {found} | CPU seconds | peak memory, MB |")
    print("|---|---|---|---|")
    rows = []
    for size in map(int, options.sizes.split(",")):
        command = [sys.executable, "-m", "eval.benchmarks.grouping", "--one", str(size)]
        command += ["--data", str(options.data), *(["--digest"] if options.digest else [])]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rows.append(json.loads(output))
        groups, seconds, memory = (rows[-1][key] for key in ("groups", "seconds", "memory"))
        print(f"| {size} | {groups} | {seconds:.1f} | {memory:.0f} |", flush=True)
    if len(rows) > 1:
        grown = rows[-1]["seconds"] / rows[0]["seconds"], rows[-1]["size"] / rows[0]["size"]
        print(f"exponent: {math.log(grown[0]) / math.log(grown[1]):.2f}")


def measure(data: Path, size: int, *, with_summaries: bool) -> dict[str, float]:
    """Return how long it takes for so many documents, and the peak memory of the process.

    Args:
        data: The folder with the data.
        size: Number of documents.
        with_summaries: Whether to measure `digest` with all subjects, and not `group`.
    """
    documents = make_documents(data, size)
    start = time.process_time()
    groups = digest(documents, subjects=size).subjects if with_summaries else group(documents)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"size": size, "groups": len(groups), "seconds": seconds, "memory": memory}


def make_documents(data: Path, size: int) -> list[Document]:
    """Return so many documents: those there are, and halves of two joined."""
    texts = [d.text for one in read(data, "multinews/train") for d in one.documents]
    draw = random.Random(SEED)
    made = texts[:size]
    while len(made) < size:
        first, second = (draw.choice(texts).split() for _ in range(2))
        made.append(" ".join([*first[: len(first) // 2], *second[len(second) // 2 :]]))
    return [Document(str(i), text) for i, text in enumerate(made)]


if __name__ == "__main__":
    main()
