r"""Print how much faster `multisumm batch` is with more workers, and how much memory it takes.

    python -m eval.benchmarks.batch [--data ../shared/data] [--clusters 1000] [--workers 1,2]

The command runs as a user would run it, in alternating order, and its start counts. The best run
counts. Ratios are within one measurement, so that figures of different machines can be compared.
CPU seconds are those of all processes; they show what more workers cost even if other programs use
the cores. Memory is the peak of the largest process, for the file and for one four times as long.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from eval.datasets import DATA, SEEDS


def main() -> None:
    """Print clusters a second for each number of workers, their ratios, and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--clusters", type=int, default=1000)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--engine", default="processes")
    options = parser.parse_args()
    workers = [int(number) for number in options.workers.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        with source.open("wb") as file:
            file.writelines(islice(cycle(read_lines(options.data)), options.clusters))
        megabytes = source.stat().st_size / 1e6
        print(f"{options.clusters} clusters, {megabytes:.1f} MB, engine {options.engine}")
        seconds = {number: float("inf") for number in workers}
        used = dict(seconds)
        outputs = set()
        for _ in range(options.runs):
            for number in workers:
                taken, usage = run(source, "--workers", str(number), "--engine", options.engine)
                seconds[number] = min(seconds[number], taken)
                used[number] = min(used[number], usage.ru_utime + usage.ru_stime)
                with Path(folder, "out.jsonl").open("rb") as output:
                    outputs.add(hashlib.file_digest(output, "sha256").hexdigest())
        print(f"{'workers':>7} {'seconds':>8} {'clusters/s':>10} {'ratio':>6} {'CPU s':>7}")
        for number, taken in seconds.items():
            rate, ratio = options.clusters / taken, seconds[workers[0]] / taken
            print(f"{number:7} {taken:8.2f} {rate:10.1f} {ratio:6.2f} {used[number]:7.2f}")
        print("the bytes are", "the same" if len(outputs) == 1 else "NOT the same")
        for times in (1, 4):
            longer = Path(folder, f"in{times}.jsonl")
            with longer.open(
                "wb"
            ) as file:  # in pieces: the peak of this process counts as that of a child
                for _ in range(times):
                    with source.open("rb") as once:
                        shutil.copyfileobj(once, file)
            _, usage = run(longer, "--workers", str(workers[-1]), "--engine", options.engine)
            peak = usage.ru_maxrss / 1024
            print(f"peak of the largest process, {times} times the file: {peak:.0f} MB")


def run(source: Path, *arguments: str) -> tuple[float, resource.struct_rusage]:
    """Return the seconds of one run of the command, and the resources that it used."""
    output = source.with_name("out.jsonl")
    command = [sys.executable, "-m", "multisumm", "batch", str(source), "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--output", str(output), *arguments])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the command ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage


def read_lines(data: Path) -> list[bytes]:
    """Return clusters of whole articles if the data are present, else the seeds."""
    clusters = data / "multinews" / "untruncated-dev.jsonl.gz"
    if clusters.exists():
        with gzip.open(clusters) as file:
            return file.readlines()
    return list(_seeds())


def _seeds() -> Iterator[bytes]:
    for folder in sorted(SEEDS.glob("*/sources")):
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
        yield json.dumps({"id": folder.parent.name, "documents": texts}).encode() + b"\n"


if __name__ == "__main__":
    main()
