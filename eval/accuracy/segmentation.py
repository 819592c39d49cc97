"""Print how well and how fast the sentence splitters find the gold sentence boundaries.

    python -m eval.accuracy.segmentation --data ../shared/data/sentences

A boundary is the number of characters before it that are not white space, so that blanks between
two sentences do not matter. The end of a text is not a boundary. F1 is micro within a
treebank, and the last line is the mean over treebanks. All splitters get the blocks of
`split_blocks`; `unknown` is `rules` without the language; `sentencex` is a peer to compare with.
Gold cases that rewrite the text have no boundaries in it and are left out.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from eval.datasets import DATA, read_records
from multisumm.text.blocks import split_blocks
from multisumm.text.sentences import SPLITTERS, Splitter, apply_splitter

CODES = {
    "amharic": "am", "armenian": "hy", "bulgarian": "bg", "burmese": "my", "chinese": "zh",
    "danish": "da", "deutsch": "de", "dutch": "nl", "english": "en", "english_clean": "en",
    "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "italian": "it",
    "japanese": "ja", "kazakh": "kk", "marathi": "mr", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "russian": "ru", "segmenter": "en", "slovak": "sk", "spanish": "es",
    "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip


def split_by_sentencex(block: str, language: str) -> list[int]:
    """Return the cuts of sentencex (Wikimedia), which keeps a quotation of several sentences."""
    from sentencex import segment

    encodable = re.sub("[\ud800-\udfff]", "?", block)
    cuts = [0]
    for piece in segment(language, encodable):
        cuts.append(cuts[-1] + len(piece))
    return cuts[1:-1]


def split_as_unknown(block: str, language: str) -> Sequence[int]:
    """Return the cuts of the rules for a text in an unknown language."""
    return SPLITTERS["rules"](block, "und")


COLUMNS: dict[str, Splitter] = {
    **SPLITTERS,
    "sentencex": split_by_sentencex,
    "unknown": split_as_unknown,
}
"""The splitters to compare, by name."""


class Case(NamedTuple):
    """A text with its gold boundaries, the language it is in, and the row it counts in."""

    row: str
    language: str
    text: str
    boundaries: frozenset[int]


class Counts(NamedTuple):
    """Number of boundaries found correctly, found, and in the gold; and the seconds it took."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    seconds: float = 0.0

    def plus(self, other: Counts) -> Counts:
        """Return the sums."""
        return Counts(
            self.hits + other.hits,
            self.found + other.found,
            self.gold + other.gold,
            self.seconds + other.seconds,
        )

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 1 if there is nothing to find."""
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else 1.0


def ink(text: str) -> int:
    """Return the number of characters that are not white space."""
    return len("".join(text.split()))


def read_cases(folder: Path) -> Iterator[Case]:
    """Yield the usable cases of the two gold files."""
    for name in ("ud-dev", "golden-rules"):
        for record in read_records(folder / f"{name}.jsonl.gz"):
            if case := to_case(record):
                yield case


def to_case(record: dict[str, Any]) -> Case | None:
    """Return the record as a case; None if its sentences do not make up its text."""
    sentences, text = record["sentences"], record["text"]
    if "".join("".join(sentences).split()) != "".join(text.split()):
        return None
    ends, total = set(), 0
    for sentence in sentences:
        total += ink(sentence)
        ends.add(total)
    boundaries = frozenset(ends - {total})
    treebank = record.get("treebank")
    if treebank:
        language = CODES[treebank[3:].partition("-")[0].lower()]
        return Case(treebank, language, text, boundaries)
    language = CODES[record["language"]]
    return Case(f"golden rules {language}", language, text, boundaries)


def count(case: Case, split: Splitter) -> Counts:
    """Return the counts of one splitter for one case."""
    started = time.perf_counter()
    blocks = split_blocks(case.text)
    spans = apply_splitter(split, case.text, blocks, language=case.language)
    seconds = time.perf_counter() - started
    found, total, last = set(), 0, 0
    for _, end in spans:
        total += ink(case.text[last:end])
        last = end
        found.add(total)
    found.discard(ink(case.text))
    hits = len(found & case.boundaries)
    return Counts(hits, len(found), len(case.boundaries), seconds)


def print_table(cases: list[Case]) -> None:
    """Print F1 in percent by splitter, a line for each row; then means and speed."""
    rows: dict[str, dict[str, Counts]] = defaultdict(lambda: dict.fromkeys(COLUMNS, Counts()))
    for split in COLUMNS.values():
        split("Warm up. Once.", "en")
    for case in cases:
        for name, split in COLUMNS.items():
            rows[case.row][name] = rows[case.row][name].plus(count(case, split))
    print(f"{'boundary F1, %':26}{'gold':>6}" + "".join(f"{name:>11}" for name in COLUMNS))
    for row, cells in rows.items():
        scores = "".join(f"{100 * cells[name].f1():11.1f}" for name in COLUMNS)
        print(f"{row:26}{cells['rules'].gold:6}{scores}")
    for prefix in ("UD_", "golden"):
        chosen = [cells for row, cells in rows.items() if row.startswith(prefix)]
        means = (sum(cells[name].f1() for cells in chosen) / len(chosen) for name in COLUMNS)
        print(f"{'mean of ' + prefix:32}" + "".join(f"{100 * mean:11.1f}" for mean in means))
    characters = sum(len(case.text) for case in cases if case.row.startswith("UD_"))
    seconds = [
        sum(cells[name].seconds for row, cells in rows.items() if row.startswith("UD_"))
        for name in COLUMNS
    ]
    speeds = "".join(f"{characters / 1e6 / spent:11.2f}" for spent in seconds)
    print(f"{'million characters a second':32}{speeds}")


def main() -> None:
    """Read the gold sentences and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=DATA / "sentences", help="of the gold files")
    folder = parser.parse_args().data
    if not (folder / "ud-dev.jsonl.gz").is_file():
        parser.exit(1, f"no gold sentences in {folder}: give their folder with --data\n")
    print_table(list(read_cases(folder)))


if __name__ == "__main__":
    main()
