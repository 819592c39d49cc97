"""How the time and the memory of `group` grow with the number of documents.

    python -m eval.benchmarks.grouping [--data FOLDER] [--sizes 200,2000,20000]

The documents are those of cut Multi-News clusters, about 160 words each. Where these do not
suffice, two halves of different documents make a new one. Each size runs in a process of its own.
The last line is the exponent of the growth between the first and the last size: 1 is linear.
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
from multisumm.pipeline.grouping import group

SEED = 2031


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sizes", default="200,2000,20000")
    parser.add_argument("--one", type=int, help="measure one size in this process")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.data, options.one)))
        return
    print("| documents | groups | seconds | peak memory, MB |")
    print("|---|---|---|---|")
    rows = []
    for size in map(int, options.sizes.split(",")):
        command = [sys.executable, "-m", "eval.benchmarks.grouping", "--one", str(size)]
        command += ["--data", str(options.data)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rows.append(json.loads(output))
        groups, seconds, memory = (rows[-1][key] for key in ("groups", "seconds", "memory"))
        print(f"| {size} | {groups} | {seconds:.1f} | {memory:.0f} |", flush=True)
    if len(rows) > 1:
        grown = rows[-1]["seconds"] / rows[0]["seconds"], rows[-1]["size"] / rows[0]["size"]
        print(f"exponent: {math.log(grown[0]) / math.log(grown[1]):.2f}")


def measure(data: Path, size: int) -> dict[str, float]:
    """Return how long `group` takes for so many documents, and the peak memory of the process."""
    documents = make_documents(data, size)
    start = time.perf_counter()
    groups = group(documents)
    seconds = time.perf_counter() - start
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
