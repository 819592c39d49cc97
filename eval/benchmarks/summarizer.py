r"""Write eval/PERFORMANCE.md and performance.svg: time and memory for 200 sentences and more.

    python -m eval.benchmarks.summarizer [--data ../shared/data] [--large] [--figures FILE]

Every measurement is a process of its own, which goes from text to summary after its imports. Times
are given in CPU seconds of its one thread, the best of several runs, and in floors, so that figures
of different machines can be compared: a floor is one pass of `re.findall(r"\w+", text.lower())`
over the same text in the same process. Memory is the peak of the process. `--large` adds 1,000,000
sentences, some minutes and 4 GB a method. `--figures` keeps the measurements in a file and does not
repeat those that it has.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from eval.benchmarks.log_log_plot import log_log_plots
from eval.datasets import DATA, SEEDS, TOP, read_records

SIZES = (200, 2_000, 20_000, 200_000)
LARGE = 1_000_000
METHODS = ("coverage", "textrank", "lexrank", "centroid")
SUMY = "sumy's LexRank"
SUMY_SIZES = (200, 2_000)
"""sumy compares all pairs of sentences in Python; 20,000 sentences would take most of an hour."""

FITTED_FROM = 2_000
"""For shorter texts, the fixed cost of a call would flatten the exponent."""

PROFILED = (200, 20_000)
CHECKED = 20_000
RUNS = {200: 3, 2_000: 2}
"""Size -> number of processes; one for larger sizes."""

STAGES = {
    "language": [("pipeline.articles", "identify_documents")],
    "blocks and sentences": [
        ("text.articles", "split_blocks"),
        ("text.articles", "split_sentences"),
    ],
    "noise": [
        ("text.articles", "find_noise"),
        ("text.articles", "is_complete"),
        ("pipeline.articles", "drop_furniture"),
    ],
    "terms": [("pipeline.gathering", "tabulate_sentences")],
    "families of documents": [
        ("pipeline.gathering", "number_families"),
        ("pipeline.gathering", "set_aside_copies"),
    ],
    "costs": [("pipeline.posing", "_costs")],
    "concepts and quality": [("pipeline.posing", "_concepts_and_quality")],
    "index of words": [("pipeline.gathering", "index_words")],
    "which may be quoted": [("pipeline.posing", "quotable_mask")],
    "selection and comparisons": [("pipeline.choosing", "select_by_coverage")],
    "better supported sides": [("pipeline.choosing", "prefer_supported")],
    "related sentences": [("pipeline.choosing", "find_related")],
}
"""Stage -> its functions, by the module that calls them and their name there."""

INTRODUCTION = r"""Written by `python -m eval.benchmarks.summarizer`; do not edit. Each
measurement is a process of its own with one thread, the best of several runs where they are
short, on {cores} cores that other programs also use (load {low:.1f} to {high:.1f} during the runs),
Python {python}. Seconds are CPU seconds, because other programs lengthen those of the clock
most; as they share caches and memory, they lengthen these, too. So compare only ratios within
the page, which are rough. A *floor* is one pass of `re.findall(r"\w+", text.lower())` over the
same text in the same process."""

DAY = 86_400
ARTICLES = 100_000_000
HASHES, BANDS = 128, 64

Figures = dict[str, Any]


def main() -> None:
    """Write the page and the plot, or print the figures of one measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--large", action="store_true", help="1,000,000 sentences, too")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--figures", type=Path, help="keep measurements here, and use them")
    parser.add_argument("--out", type=Path, default=TOP / "eval" / "PERFORMANCE.md")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        name, *arguments = options.one
        print(json.dumps(MEASUREMENTS[name](*arguments)))
        return
    sizes = [*map(int, options.sizes.split(",")), *([LARGE] if options.large else [])]
    with tempfile.TemporaryDirectory() as folder:
        laboratory = Laboratory(options.data, Path(folder), options.figures)
        figures = measure_all(laboratory, sizes, options.methods.split(","))
    options.out.write_text(page(figures), encoding="utf-8")
    options.out.with_name("performance.svg").write_text(drawing(figures), encoding="utf-8")


class Laboratory:
    """Runs measurements in processes of their own and keeps their figures."""

    def __init__(self, data: Path, folder: Path, kept: Path | None) -> None:
        self.data, self.folder, self.kept = data, folder, kept
        self.figures: list[Figures] = []
        self.sentences: dict[str, int] = {}
        if kept and kept.exists():
            self.figures = [json.loads(line) for line in kept.read_text().splitlines()]

    def texts(self, size: int, kind: str) -> str:
        """Return a file with the texts, a line of JSON each; it is made at the first call."""
        path = self.folder / f"{kind}-{size}.jsonl"
        if not path.exists():
            written = _child("texts", str(self.data), str(size), kind, str(path))
            self.sentences[str(path)] = written["sentences"]
        return str(path)

    def measure(self, what: str, size: int = 0, kind: str = "", method: str = "") -> None:
        """Make a measurement, unless its figures are there already."""
        key = {"what": what, "size": size, "kind": kind, "method": method}
        if any(key.items() <= figures.items() for figures in self.figures):
            return
        path = self.texts(size, kind) if size else ""
        runs = RUNS.get(size, 1) if what == "summary" and method != SUMY else 1
        measured = [_child(what, path, method) for _ in range(runs)]
        best = {
            name: min(figures[name] for figures in measured) if runs > 1 else value
            for name, value in measured[0].items()
        }
        length = {"sentences": self.sentences[path]} if size else {}
        self.figures.append({**length, **best, **key, "load": os.getloadavg()[0]})
        print(self.figures[-1], file=sys.stderr, flush=True)
        if self.kept:
            lines = [json.dumps(figures) + "\n" for figures in self.figures]
            self.kept.write_text("".join(lines))


def measure_all(laboratory: Laboratory, sizes: Sequence[int], methods: Sequence[str]) -> Any:
    """Return the figures of all measurements on the page."""
    laboratory.measure("commands")
    for size in sizes:
        if size in SUMY_SIZES:
            laboratory.measure("summary", size, "distinct", SUMY)
        for method in methods:
            laboratory.measure("summary", size, "distinct", method)
        if FITTED_FROM <= size < LARGE:
            laboratory.measure("summary", size, "repeated", "coverage")
        if size == FITTED_FROM:
            laboratory.measure("pieces", size, "distinct")
        if size in PROFILED:
            laboratory.measure("stages", size, "distinct")
        if size == CHECKED:
            laboratory.measure("greedy", size, "distinct")
            laboratory.measure("lexrank", size, "distinct")
    return laboratory.figures


# Texts


def write_texts(data: str, size: str, kind: str, path: str) -> Figures:
    """Write texts of about `size` sentences; `repeated`: each sentence in about four documents."""
    wanted = int(size)
    base = wanted // 4 if kind == "repeated" else wanted
    written, texts = 0, 0
    with Path(path).open("w", encoding="utf-8") as file:
        for text, sentences in varied(read_texts(Path(data), wanted), base):
            file.write(json.dumps(text) + "\n")
            written, texts = written + sentences, texts + 1
            if written >= wanted:
                break
    return {"sentences": written, "documents": texts}


def varied(texts: Iterator[str], base: int) -> Iterator[tuple[str, int]]:
    """Yield texts of `base` sentences together, then mixtures of them without end, with lengths.

    A mixture is half of one text and half of another, each time of another two. So no document
    copies another, and every sentence has been there before. The length is in sentences.
    """
    from multisumm.text.blocks import split_blocks
    from multisumm.text.sentences import split_sentences

    halves, total = [], 0
    for text in texts:
        spans = split_sentences(text, split_blocks(text), language="en")
        yield text, len(spans)
        middle = len(spans) // 2
        cut = spans[middle][0] if spans else 0
        halves.append((text[:cut], middle, text[cut:], len(spans) - middle))
        total += len(spans)
        if total >= base:
            break
    for distance in range(1, len(halves)):
        for i, (first, in_first, _, _) in enumerate(halves):
            _, _, second, in_second = halves[(i + distance) % len(halves)]
            yield f"{first}{second}", in_first + in_second


def read_texts(data: Path, size: int) -> Iterator[str]:
    """Yield a cluster of ten articles, or articles of many subjects, or without data the seeds."""
    if not (data / "multinews").exists():
        print("no ../shared/data: the texts are those of seeds/, repeated", file=sys.stderr)
        for path in sorted(SEEDS.glob("*/sources/*")):
            yield path.read_text(encoding="utf-8")
    elif size <= SIZES[0]:
        for cluster in read_records(data / "multiling2011" / "en.jsonl.gz"):
            if cluster["id"].endswith("M004"):
                yield from (document["text"] for document in cluster["documents"])
    else:
        for name in ("untruncated-dev", "train", "val"):
            for cluster in read_records(data / "multinews" / f"{name}.jsonl.gz"):
                yield from (document["text"] for document in cluster["documents"])


def _texts(path: str) -> list[str]:
    with Path(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _documents(path: str) -> list[Any]:
    from multisumm.model import Document

    return [Document(str(number), text) for number, text in enumerate(_texts(path))]


# Measurements, each in a process of its own


def measure_summary(path: str, method: str) -> Figures:
    """Return the seconds of a summary and of a floor, and the peak memory."""
    texts = _texts(path)
    run: Callable[[], object]
    if method == SUMY:
        for module in ("nlp.stemmers", "parsers.plaintext", "summarizers.lex_rank"):
            import_module(f"sumy.{module}")
        run = partial(sumy_alone, texts)
    else:
        from multisumm.pipeline import summarize

        if method != "coverage":
            import_module("scipy.sparse")
        run = partial(summarize, _documents(path), words=250, method=method, language="en")
    before = _peak()
    small = len(texts) < 20 or (len(texts) < 1000 and method != SUMY)
    if small:
        run()
    seconds = best_of(3 if small else 1, run)
    peak = _peak()
    joined = "\n".join(texts)
    return {
        "documents": len(texts),
        "words": len(joined.split()),
        "seconds": seconds,
        "floor": best_of(2 if len(texts) > 20_000 else 5, partial(_floor, joined)),
        "peak": peak,
        "before": before,
    }


def measure_stages(path: str, _: str) -> Figures:
    """Return the seconds of each stage of a summary, without those of stages that it calls."""
    from multisumm import pipeline

    spent = dict.fromkeys(STAGES, 0.0)
    inner = [0.0]

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            inner.append(0.0)
            start = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                taken = time.process_time() - start
                spent[stage] += taken - inner.pop()
                inner[-1] += taken

        return run

    for stage, functions in STAGES.items():
        for module_name, name in functions:
            module = import_module(f"multisumm.{module_name}")
            setattr(module, name, timed(stage, getattr(module, name)))
    run = partial(pipeline.summarize, _documents(path), words=250)
    run()
    best: Figures = {}
    for _run in range(9 if len(_texts(path)) < 100 else 1):
        spent.update(dict.fromkeys(spent, 0.0))
        start = time.process_time()
        run()
        total = time.process_time() - start
        if not best or total < best["total"]:
            best = {"total": total, **spent, "rest": total - sum(spent.values())}
    floor = best_of(5, partial(_floor, "\n".join(_texts(path))))
    return {"floor": floor, "stages": best}


def measure_greedy(path: str, _: str) -> Figures:
    """Compare the selection to one without shortcuts, and to an upper bound of any selection.

    Without shortcuts, all gains are computed anew for each choice, and exchanges try all sentences.
    """
    pipeline: Any = import_module("multisumm.pipeline")
    choosing: Any = import_module("multisumm.pipeline.choosing")
    selection: Any = import_module("multisumm.selection.coverage")
    problems: list[Any] = []
    usual = choosing.select_by_coverage

    def kept(problem: Any) -> Any:
        problems.append(problem)
        return usual(problem)

    choosing.select_by_coverage = kept
    pipeline.summarize(_documents(path), words=250, language="en")
    problem = problems[0]
    start = time.process_time()
    chosen = usual(problem)
    seconds = time.process_time() - start
    lazy = selection._extend(problem, [], scaling=selection.SCALING)
    plain = plain_greedy(problem, [], scaling=selection.SCALING)
    selection._extend = plain_greedy
    selection.EXCHANGE_POOL = len(problem.costs)
    start = time.process_time()
    exact = usual(problem)
    return {
        "same_greedy": lazy == plain,
        "same": chosen == exact,
        "share": problem.value(chosen) / problem.value(exact),
        "faster": (time.process_time() - start) / seconds,
        "of_bound": problem.value(chosen) / bound(problem, chosen),
    }


def plain_greedy(
    problem: Any, picked: Sequence[int], *, scaling: float, without_gain: bool = False
) -> list[int]:
    """Return the greedy choice, computed in the obvious way instead of the lazy one."""
    import numpy as np

    chosen = list(picked)
    open_ = np.ones(len(problem.costs), bool)
    open_[chosen] = False
    while True:
        gains = problem.gains(problem.covered(chosen)) / problem.costs**scaling
        gains[~open_ | (problem.costs > problem.room(chosen))] = -np.inf
        best = int(gains.argmax())
        if gains[best] == -np.inf or (gains[best] == 0 and not without_gain):
            return chosen
        open_[best] = False
        if not problem.clashes(best, {*chosen}):
            chosen.append(best)


def bound(problem: Any, picked: Sequence[int]) -> float:
    """Return an upper bound of the value: the picked, and the best fractions of all gains."""
    import numpy as np

    gains = problem.gains(problem.covered(picked))
    order = np.argsort(-gains / problem.costs)
    room = np.cumsum(problem.costs[order]) - problem.costs[order]
    shares = np.clip((problem.capacity - room) / problem.costs[order], 0.0, 1.0)
    return problem.value(picked) + float(gains[order] @ shares)


def measure_lexrank(path: str, _: str) -> Figures:
    """Compare LexRank by landmarks to LexRank by all links."""
    import numpy as np

    pipeline: Any = import_module("multisumm.pipeline")
    ranking: Any = import_module("multisumm.selection.ranking")
    outcomes: dict[str, Any] = {}

    def kept(name: str, scores: Callable[..., Any]) -> Callable[..., Any]:
        def run(sentences: Any, table: Any) -> Any:
            start = time.process_time()
            outcomes[name] = scores(sentences, table)
            outcomes[f"{name} seconds"] = time.process_time() - start
            return outcomes[name]

        return run

    def exact(sentences: Any, table: Any) -> Any:
        graph = ranking.similarity_graph(
            ranking.tfidf_rows(table), threshold=ranking.LINK_THRESHOLD
        )
        return ranking.link_rank(graph)

    summaries, peaks = [], []
    for name, scores in (("landmarks", ranking.lexrank_scores), ("exact", exact)):
        ranking.RANKINGS["lexrank"] = kept(name, scores)
        summary = pipeline.summarize(_documents(path), words=250, method="lexrank", language="en")
        summaries.append([(s.citation.document, s.citation.start) for s in summary.sentences])
        peaks.append(_peak())
    orders = [np.argsort(-outcomes[name], kind="stable") for name in ("landmarks", "exact")]
    ranks = [np.argsort(order) for order in orders]
    common = {
        str(k): len({*orders[0][:k].tolist()} & {*orders[1][:k].tolist()})
        for k in (10, 50, 200, 1000)
    }
    by_landmarks, by_all_links = map(set, summaries)
    first = orders[1][:1000]
    errors = np.abs(outcomes["landmarks"] / outcomes["exact"] - 1)[first]
    return {
        "scored": len(ranks[0]),
        "rank_correlation": float(np.corrcoef(ranks[0], ranks[1])[0, 1]),
        "common": common,
        "mean_error": float(errors.mean()),
        "largest_error": float(errors.max()),
        "same_sentences": len(by_landmarks & by_all_links),
        "of_sentences": len(by_all_links),
        "faster": outcomes["exact seconds"] / outcomes["landmarks seconds"],
        "peaks": peaks,
    }


def measure_pieces(path: str, _: str) -> Figures:
    """Return the seconds an article of the pieces of a service that groups articles, on one core.

    Signatures and their index are not part of the package; they are here to measure their cost.
    """
    from collections import defaultdict

    from multisumm.pipeline import summarize
    from multisumm.text.articles import read_article
    from multisumm.text.tokens import tokenize

    documents = _documents(path)

    def read() -> None:
        for document in documents:
            read_article(document, language="en", keep_noise=False)

    def sign() -> list[Any]:
        return [signature(tokenize(document.text, language="en")) for document in documents]

    signed = sign()

    def index() -> None:
        bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
        for number, hashes in enumerate(signed):
            rows = hashes.reshape(BANDS, -1)
            for band in range(BANDS):
                bands[band, rows[band].tobytes()].append(number)

    def summarize_tens() -> None:
        for first in range(0, len(documents) - 9, 10):
            summarize(documents[first : first + 10], words=100, language="en")

    summarize_tens()
    pieces = {"read: sentences, noise": read, "signature": sign, "index": index}
    seconds = {name: best_of(5, run) / len(documents) for name, run in pieces.items()}
    seconds["summary of ten articles, each article"] = best_of(3, summarize_tens) / (
        len(documents) // 10 * 10
    )
    return {"documents": len(documents), "seconds": seconds}


def signature(words: Sequence[str]) -> Any:
    """Return the MinHash (HASHES,) of the words (Broder 1997), by multiply-shift hashes."""
    from zlib import crc32

    import numpy as np

    generator = np.random.default_rng(12345)
    odd = generator.integers(1, 2**63, HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    hashes = np.array([crc32(word.encode()) for word in {*words}], np.uint64)
    return ((hashes[:, None] * odd) >> np.uint64(32)).min(axis=0).astype(np.uint32)


def measure_commands(_: str, __: str) -> Figures:
    """Return the CPU seconds of whole commands, the best of nine alternating runs."""
    folder = SEEDS / "summit" / "sources"
    program = (
        f"import sys; sys.path.insert(0, {str(TOP)!r}); import pathlib;"
        "from eval.benchmarks import summarizer;"
        "print(summarizer.sumy_alone([p.read_text('utf-8') for p in"
        f" sorted(pathlib.Path({str(folder)!r}).iterdir())]))"
    )
    commands = {
        "`python -c pass`": ["-c", "pass"],
        "`import numpy`": ["-c", "import numpy"],
        "`import multisumm`": ["-c", "import multisumm"],
        "`import multisumm.pipeline`": ["-c", "import multisumm.pipeline"],
        "`multisumm --help`": ["-m", "multisumm", "--help"],
        "`multisumm summarize seeds/summit/sources`": ["-m", "multisumm", "summarize", str(folder)],
        "the same by sumy's LexRank": ["-c", program],
    }
    seconds = dict.fromkeys(commands, float("inf"))
    for _run in range(9):
        for name, arguments in commands.items():
            used = _used_by([sys.executable, *arguments])
            seconds[name] = min(seconds[name], used)
    return {"seconds": seconds}


def sumy_alone(texts: list[str]) -> object:
    """Run sumy's LexRank as its documentation shows it; the tokenizer needs no download."""
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


MEASUREMENTS: dict[str, Callable[..., Figures]] = {
    "texts": write_texts,
    "summary": measure_summary,
    "stages": measure_stages,
    "greedy": measure_greedy,
    "lexrank": measure_lexrank,
    "pieces": measure_pieces,
    "commands": measure_commands,
}


# The page


def page(figures: Sequence[Figures]) -> str:
    """Return the page as Markdown."""
    loads = [entry["load"] for entry in figures]
    return (
        "\n\n".join(
            [
                "# Performance",
                INTRODUCTION.format(
                    cores=os.cpu_count(),
                    low=min(loads),
                    high=max(loads),
                    python=f"{sys.version_info.major}.{sys.version_info.minor}",
                ),
                "![Seconds and memory against sentences](performance.svg)",
                *_sizes_part(figures),
                *_growth_part(figures),
                *_stages_part(figures),
                *_exactness_part(figures),
                *_pieces_part(figures),
                *_commands_part(figures),
                "",
            ]
        ).rstrip("\n")
        + "\n"
    )


def _sizes_part(figures: Sequence[Figures]) -> Iterator[str]:
    summaries = _of(figures, "summary")
    yield "## Time and memory"
    yield (
        "From texts to a `Summary` of 250 words, after imports. About 200 sentences are one cluster"
        " of ten articles (MultiLing 2011); more are articles of Multi-News. Where these do not"
        " suffice, and where it says `repeated`, documents are mixed from halves of two earlier"
        " articles: every sentence is in about four documents, and no document copies another."
        " Peak memory is that of the process with Python, numpy and the texts; `before` is the"
        " memory of these alone."
    )
    sumy = {entry["size"]: entry["seconds"] for entry in summaries if entry["method"] == SUMY}
    rows = []
    for entry in sorted(summaries, key=_place_in_table):
        ratio = sumy.get(entry["size"], 0.0) / entry["seconds"]
        rows.append(
            [
                f"{entry['method']}{', repeated' if entry['kind'] == 'repeated' else ''}",
                *(f"{entry[name]:,}" for name in ("sentences", "documents", "words")),
                f"{entry['seconds']:.3g}",
                f"{entry['seconds'] / entry['floor']:.1f}",
                f"{entry['peak']:,.0f}",
                f"{entry['before']:,.0f}",
                f"{ratio:,.0f}"
                if ratio and entry["method"] != SUMY and entry["kind"] == "distinct"
                else "",
            ]
        )
    yield _table(
        "method|sentences|documents|words|seconds|floors|peak MB|before|times as fast as sumy's",
        rows,
    )
    yield _missing(figures)


def _missing(figures: Sequence[Figures]) -> str:
    """Return a sentence on the rows of the table that were not measured."""
    measured = {(entry["method"], entry["size"]) for entry in _of(figures, "summary")}
    wanted = [(method, size) for size in (*SIZES, LARGE) for method in METHODS]
    wanted += [(SUMY, size) for size in SUMY_SIZES]
    names = [f"{method} at {size:,}" for method, size in wanted if (method, size) not in measured]
    return f"Not measured in these runs: {', '.join(names) or 'nothing'}."


def _place_in_table(entry: Figures) -> tuple[int, int]:
    lines = [*METHODS, SUMY]
    return lines.index(entry["method"]) + 10 * (entry["kind"] == "repeated"), entry["size"]


def _growth_part(figures: Sequence[Figures]) -> Iterator[str]:
    yield "## Growth"
    yield (
        f"The exponent of time against sentences from {FITTED_FROM:,} up: the slope of the least"
        " squares line through the logarithms. 1 is linear in the text, 2 is all pairs of"
        " sentences. A floor has an exponent of its own, because a pass over the text is not quite"
        " linear, either; `floors` is the exponent of the time in floors."
    )
    rows = []
    for name, points in _lines(figures).items():
        points = [entry for entry in points if entry["size"] >= FITTED_FROM]
        if len(points) > 1:
            floors = [entry["seconds"] / entry["floor"] for entry in points]
            sizes = [entry["sentences"] for entry in points]
            rows.append(
                [
                    name,
                    f"{sizes[0]:,} to {sizes[-1]:,}",
                    f"{exponent(sizes, [entry['seconds'] for entry in points]):.2f}",
                    f"{exponent(sizes, [entry['floor'] for entry in points]):.2f}",
                    f"{exponent(sizes, floors):+.2f}",
                    f"{exponent(sizes, [entry['peak'] for entry in points]):.2f}",
                ]
            )
    yield _table("method|sentences|time|floor|floors|peak memory", rows)


def _stages_part(figures: Sequence[Figures]) -> Iterator[str]:
    profiles = _of(figures, "stages")
    if not profiles:
        return
    yield "## Where the time goes"
    yield (
        "Method `coverage`, with the language identified. Floors of each stage, and its share. Time"
        " in a stage that another one calls counts for the inner one. The rest is the checks of"
        " documents, their copies, the order and the addresses."
    )
    header = ["stage"]
    for entry in profiles:
        header += [f"{entry['sentences']:,} sentences: floors", "share"]
    rows = []
    for stage in [*STAGES, "rest", "total"]:
        row = [stage]
        for entry in profiles:
            seconds = entry["stages"][stage]
            row += [f"{seconds / entry['floor']:.2f}", f"{seconds / entry['stages']['total']:.0%}"]
        rows.append(row)
    yield _table("|".join(header), rows)


def _exactness_part(figures: Sequence[Figures]) -> Iterator[str]:
    yield "## What is approximated"
    for entry in _of(figures, "greedy"):
        greedy = "is the same" if entry["same_greedy"] else "is NOT the same"
        same = "the same sentences" if entry["same"] else "other sentences"
        yield (
            f"**Selection of `coverage`**, {entry['sentences']:,} sentences. The lazy greedy choice"
            f" {greedy} as one that computes all gains anew each time. Exchanges try 2,000"
            " sentences; compared to exchanges that try all, they end in"
            f" {same} and {entry['share']:.2%} of the value, {entry['faster']:.0f} times as fast."
            " No selection within the budget can have more than"
            f" {1 / entry['of_bound']:.2f} times this value (the picked sentences and the"
            " fractions of all gains that would fit, without regard to clashes)."
        )
    for entry in _of(figures, "lexrank"):
        first = ", ".join(f"{count:,} of {k}" for k, count in entry["common"].items())
        yield (
            f"**LexRank**, {entry['scored']:,} sentences that are not noise. Up to 5,000 sentences,"
            " it is exact. For more, votes come from 5,000 landmarks, and for the 2,000 sentences"
            " that lead then, from all; the graph of all pairs is never built. Compared to exact"
            f" scores: rank correlation (Spearman) {entry['rank_correlation']:.3f} over all"
            " sentences; of"
            f" the first sentences {first} are the same; error of the first 1,000 scores"
            f" {entry['mean_error']:.1%} in the mean, {entry['largest_error']:.1%} at"
            f" most; {entry['same_sentences']} of {entry['of_sentences']}"
            " sentences of a summary of 250 words are the same;"
            f" {entry['faster']:.0f} times as fast, peak memory {entry['peaks'][0]:,.0f} MB"
            f" in place of {entry['peaks'][1]:,.0f}."
        )
    yield "TextRank and centroid are exact at any size: they need no pairs."


def _pieces_part(figures: Sequence[Figures]) -> Iterator[str]:
    for entry in _of(figures, "pieces"):
        yield "## Per core"
        yield (
            f"{entry['documents']} whole articles of Multi-News, one process:"
            f" `docs/scale.md` calculates with these figures."
            f" A signature is {HASHES} MinHash values of the words,"
            f" the index {BANDS} bands; both are in `eval/benchmarks/summarizer.py`"
            f" and not part of the package. Cores are those that"
            f" {ARTICLES:,} articles a day would keep busy, at the speed of"
            " this machine during the runs."
        )
        rows = [
            [name, f"{1e3 * s:.2f}", f"{1 / s:,.0f}", f"{ARTICLES * s / DAY:.1f}"]
            for name, s in entry["seconds"].items()
        ]
        yield _table("piece|ms an article|articles a second|cores", rows)


def _commands_part(figures: Sequence[Figures]) -> Iterator[str]:
    for entry in _of(figures, "commands"):
        yield "## Start-up"
        yield "CPU seconds of whole processes, as multiples of `python -c pass`."
        seconds = entry["seconds"]
        first = next(iter(seconds.values()))
        rows = [[name, f"{s / first:.1f}", f"{s:.2f}"] for name, s in seconds.items()]
        yield _table("command|times `python -c pass`|seconds", rows)


def drawing(figures: Sequence[Figures]) -> str:
    """Return the plot of seconds and memory against sentences, on logarithmic scales."""
    lines = _lines(figures)
    times = {
        name: [(entry["sentences"], entry["seconds"]) for entry in points]
        for name, points in lines.items()
    }
    coverage = lines.get("coverage", [])
    times["one floor"] = [(entry["sentences"], entry["floor"]) for entry in coverage]
    memory = {
        name: [(entry["sentences"], entry["peak"]) for entry in points]
        for name, points in lines.items()
    }
    panels = {"Seconds": times, "Peak memory, MB": memory}
    return log_log_plots("Seconds and memory against sentences", "sentences", panels)


def _lines(figures: Sequence[Figures]) -> dict[str, list[Figures]]:
    lines: dict[str, list[Figures]] = {}
    for entry in sorted(_of(figures, "summary"), key=_place_in_table):
        name = f"{entry['method']}{', repeated' if entry['kind'] == 'repeated' else ''}"
        lines.setdefault(name, []).append(entry)
    return lines


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the slope of the least squares line through the logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(value) for value in values]
    middle, level = sum(x) / len(x), sum(y) / len(y)
    across = sum((a - middle) * (b - level) for a, b in zip(x, y, strict=True))
    return across / sum((a - middle) ** 2 for a in x)


def _of(figures: Sequence[Figures], what: str) -> list[Figures]:
    return sorted(
        (entry for entry in figures if entry["what"] == what), key=lambda entry: entry["size"]
    )


def _table(header: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; no measurement needs the import, so it is here."""
    from multisumm.evaluation.formats import pipe_table

    return pipe_table(header.split("|"), rows)


def best_of(times: int, run: Callable[[], object]) -> float:
    """Return the CPU seconds of the fastest of several runs, which other programs disturb least."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def _floor(text: str) -> object:
    return re.findall(r"\w+", text.lower())


def _peak() -> float:
    """Return the peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _used_by(command: Sequence[str]) -> float:
    """Return the CPU seconds that a command uses."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=TOP)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _child(*arguments: str) -> Figures:
    command = [sys.executable, "-m", "eval.benchmarks.summarizer", "--one", *arguments]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    environment = {**os.environ, **one_thread}
    ended = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=TOP
    )
    figures: Figures = json.loads(ended.stdout)
    return figures


if __name__ == "__main__":
    main()
