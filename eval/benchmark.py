r"""Seconds and peak memory of a summary for 200, 2,000 and 20,000 sentences, beside sumy's LexRank.

    python eval/benchmark.py [--data ../shared/data] [--sizes 200,2000,20000]

Every measurement is a process of its own: text to summary, after imports, and the peak memory of
the process. Times are also given in floors: one pass of `re.findall(r"\w+", text.lower())` over the
same text in the same process, so that figures of different machines can be compared.
The last lines compare whole commands, imports included.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SUMY_SIZES = (200, 2000)
"""sumy compares all pairs of sentences in Python; more would take most of an hour."""


def main() -> None:
    """Print the table, or the figures of one measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=TOP.parent / "shared" / "data")
    parser.add_argument("--sizes", default="200,2000,20000")
    parser.add_argument("--methods", default="coverage,textrank,lexrank,centroid")
    parser.add_argument("--one", nargs=2, metavar=("METHOD", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one[0], int(options.one[1]), options.data)))
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    rows = [(method, size) for method in options.methods.split(",") for size in sizes]
    rows += [("sumy-lexrank-alone", size) for size in sizes if size in SUMY_SIZES]
    print(f"{'method':20} {'sentences':>9} {'seconds':>9} {'floors':>8} {'peak MB':>8}")
    for method, size in rows:
        figures = _child("--data", str(options.data), "--one", method, str(size))
        print(
            f"{method:20} {figures['sentences']:9} {figures['seconds']:9.4f}"
            f" {figures['floors']:8.1f} {figures['megabytes']:8.0f}",
            flush=True,
        )
    print()
    compare_commands(TOP / "seeds" / "summit" / "sources")


def measure(method: str, size: int, data: Path) -> dict[str, float]:
    """Seconds for one summary of about `size` sentences: the best of several runs."""
    from multisumm.model import Document
    from multisumm.segmentation import split_blocks, split_sentences

    texts, sentences = [], 0
    for text in read_texts(data):
        texts.append(text)
        sentences += len(split_sentences(text, split_blocks(text), language="en"))
        if sentences >= size:
            break
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    run: Callable[[], object]
    if method == "sumy-lexrank-alone":
        run = partial(sumy_alone, texts)
    else:
        from multisumm.pipeline import summarize

        run = partial(summarize, documents, words=250, method=method, language="en")
    joined = "\n".join(texts)
    repeats = 5 if size <= 2000 and method != "sumy-lexrank-alone" else 1
    if repeats > 1:
        run()
    seconds = best_of(repeats, run)
    return {
        "sentences": sentences,
        "seconds": seconds,
        "floors": seconds / best_of(5, lambda: re.findall(r"\w+", joined.lower())),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def read_texts(data: Path) -> Iterator[str]:
    """Texts of different subjects: whole articles where the data is present, else the seeds."""
    clusters = data / "multinews" / "untruncated-dev.jsonl.gz"
    if clusters.exists():
        for name in ("untruncated-dev", "train"):
            with gzip.open(
                data / "multinews" / f"{name}.jsonl.gz", "rt", encoding="utf-8"
            ) as lines:
                for line in lines:
                    yield from (document["text"] for document in json.loads(line)["documents"])
    else:
        print("no ../shared/data: sizes are bounded by what is in seeds/", file=sys.stderr)
        for path in sorted((TOP / "seeds").glob("*/sources/*")):
            yield path.read_text(encoding="utf-8")


def sumy_alone(texts: list[str]) -> object:
    """LexRank of sumy as its documentation shows it, with a tokenizer that needs no download."""
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Tokenizer:
        def to_sentences(self, text: str) -> list[str]:
            return re.split(r"(?<=[.!?])\s+", text)

        def to_words(self, text: str) -> list[str]:
            return re.findall(r"\w+", text)

    parser = PlaintextParser.from_string("\n\n".join(texts), Tokenizer())
    return LexRankSummarizer(Stemmer("english"))(parser.document, 10)


def compare_commands(folder: Path) -> None:
    """Print the time of the whole command beside the same task by sumy, in alternating runs."""
    program = (
        "import sys; sys.path.insert(0, 'eval'); import benchmark, pathlib;"
        "print(benchmark.sumy_alone([p.read_text('utf-8') for p in"
        f" sorted(pathlib.Path({str(folder)!r}).iterdir())]))"
    )
    commands = {
        "multisumm --help": [sys.executable, "-m", "multisumm", "--help"],
        "multisumm summarize": [sys.executable, "-m", "multisumm", "summarize", str(folder)],
        "sumy's LexRank": [sys.executable, "-c", program],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(7):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=TOP)
            seconds[name].append(time.perf_counter() - start)
    medians = {name: sorted(times)[len(times) // 2] for name, times in seconds.items()}
    print("whole command, median of 7, on", folder.relative_to(TOP).as_posix())
    for name, median in medians.items():
        print(
            f"{name:20} {median:6.2f} s  {median / medians[next(reversed(medians))]:5.2f} of sumy's"
        )


def best_of(times: int, run: Callable[[], object]) -> float:
    """The least of so many times, which noise disturbs least."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def _child(*arguments: str) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    figures: dict[str, float] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return figures


if __name__ == "__main__":
    main()
