r"""Print how long a summary takes, as a multiple of the time at a revision.

    python -m eval.benchmarks.revision REVISION [--data DATA] [--sizes 200,20000] [--runs 7]

The package at REVISION (any name that git knows) and the one in the working tree summarise the same
texts to 250 words, each run a process of its own with one thread, in turn. Times are CPU seconds
from text to summary, after the imports and one summary that warms up. Printed are the median ratio
of the pairs of runs, with the lowest and the highest. `clusters` are the ten clusters of MultiLing
2011 in English, of ten articles each.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.benchmarks.summarizer import write_texts
from eval.datasets import DATA, TOP, read_records
from eval.revisions import checked_out, start

CLUSTERS = "multiling2011/en.jsonl.gz"
REPEATS = {200: 20, 2_000: 3}
"""Size -> how often a process summarises; once for larger sizes."""

PROGRAM = """
import json, sys, time
import multisumm
clusters = json.load(open(sys.argv[1], encoding="utf-8"))
repeats = int(sys.argv[2])
multisumm.summarize(clusters[0][:50], words=250)
start = time.process_time()
for _ in range(repeats):
    for texts in clusters:
        multisumm.summarize(texts, words=250)
print(time.process_time() - start)
"""


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("revision")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sizes", default="200,20000")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder, checked_out(options.revision) as tree:
        for name, clusters, repeats in texts_of(options.data, sizes, Path(folder)):
            path = Path(folder, "texts.json")
            path.write_text(json.dumps(clusters), encoding="utf-8")
            runs = [ratio(tree, path, repeats) for _ in range(options.runs)]
            low, middle, high = min(runs), statistics.median(runs), max(runs)
            print(f"{name}: {middle:.2f} times ({low:.2f} to {high:.2f}, {len(runs)} runs)")


def texts_of(
    data: Path, sizes: Sequence[int], folder: Path
) -> Iterator[tuple[str, list[list[str]], int]]:
    """Yield what is summarised: its name, its clusters as texts, how often."""
    path = data / CLUSTERS
    if path.exists():
        records = read_records(path)
        yield "clusters", [[one["text"] for one in r["documents"]] for r in records], 3
    for size in sizes:
        path = folder / "texts.jsonl"
        write_texts(str(data), str(size), "different", str(path))
        texts = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        yield f"{size} sentences", [texts], REPEATS.get(size, 1)


def ratio(tree: Path, path: Path, repeats: int) -> float:
    """Return the time of the working tree, as a multiple of that of another."""
    before, now = (seconds(root, path, repeats) for root in (tree, TOP))
    return now / before


def seconds(root: Path, path: Path, repeats: int) -> float:
    """Return the CPU seconds that a process takes for the summaries."""
    process = start(root, ["-c", PROGRAM, str(path), str(repeats)])
    output, _ = process.communicate()
    if process.returncode:
        sys.exit("a run failed; its message is above")
    return float(output)


if __name__ == "__main__":
    main()
