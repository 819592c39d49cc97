r"""Count quotes that begin or end in the wrong place, in the summaries of every set.

    python -m eval.accuracy.quotes [--data ../shared/data] [--clusters 300] [--words 150]

For each set: quotes with only one end of a quotation, quotes that are all in quotation marks, and
quotes that begin with a dateline, with a list mark, with a label or a button, in percent. The
patterns are those of this file, not of the package, so that two revisions can be compared:

    PYTHONPATH=OTHER/src:. python -m eval.accuracy.quotes

With `--sample N`, print N quotes drawn by lot that leave out something, or that are quotations of
several sentences, with what stands around them. Clusters that are set apart are never printed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import multisumm
from eval.datasets import DATA, read_records, set_apart

FILES = (
    *("multinews/untruncated-dev", "multinews/val"),
    *(f"multiling2011/{language}" for language in ("en", "fr", "cs", "ar")),
    *("email/en", "qmsum/val"),
)

STARTS = {
    "dateline": re.compile(
        r"(?:[^\W\d_][^\n:;!?()/–—]{1,60}\s)?(?:\(\s?[^\W\d_][^()]{1,30}\)|/[^/]{1,30}/)"
        r"\s?(?:--?|–|—)\s|[A-Z][A-Z.,' ]{3,40}\s(?:--?|–|—)\s"
    ),
    "list mark": re.compile(r"(?:\(?\w{1,2}\)|\[\d+\]|\d{1,2}\.|[•‣◦▪■●·⁃*>-])\s"),
    "label": re.compile(
        r"(?:(?:update|breaking|watch|live|video|photos?|gallery|related)\w*(?: \w+)?:"
        r"|close [A-Z]|CLOSE |embed|advertisement|share tweet|play video|media playback"
        r"|story highlights|image caption|please enable)",
        re.IGNORECASE,
    ),
}
MEASURES = ("half quotation", "only quotation", *STARTS, "trimmed")


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with the edges of a quote."""
    straight = len(re.findall(r'(?<!\d)"', text))
    curly = sum(map(text.count, "“”„"))
    unequal = any(text.count(left) != text.count(right) for left, right in ("«»", "「」", "『』"))
    if straight % 2 or curly % 2 or unequal:
        yield "half quotation"
    inked = text.strip(" .")
    if (
        inked[:1] in '"“„«「'
        and inked[-1:] in '"”“»」'
        and len(re.findall('["“”„«»「」]', text)) == 2
    ):
        yield "only quotation"
    yield from (name for name, pattern in STARTS.items() if pattern.match(text))


def summaries(path: Path, clusters: int, words: int) -> Iterator[tuple[str, Any, Any]]:
    """Yield id, summary and documents of the first clusters of a file."""
    for record in islice(read_records(path), clusters):
        documents = [
            multisumm.Document(str(number), document["text"], document.get("title"))
            for number, document in enumerate(record["documents"])
        ]
        try:
            yield record["id"], multisumm.summarize(documents, words=words), documents
        except multisumm.MultisummError:
            continue


def show(sentence: Any, documents: Any) -> Iterator[str]:
    """Yield a quote with what stands around it, if it is trimmed or joined."""
    address = sentence.citation
    text = next(one.text for one in documents if one.id == address.document)
    if sentence.trimmed or re.search(r"[.!?]['\"”“»]?\s+\S.*[\"”“»]", sentence.text):
        before = text[max(0, address.start - 90) : address.start]
        after = text[address.end : address.end + 30]
        yield f"{before!r} [[{sentence.text!r}]] {after!r}"


def main() -> None:
    """Print the table, and the sample if it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--clusters", type=int, default=300)
    parser.add_argument("--words", type=int, default=150)
    parser.add_argument("--sample", type=int, default=0)
    arguments = parser.parse_args()
    hidden = set_apart()
    shown: list[str] = []
    total: Counter[str] = Counter()
    print(f"{'set':<26}{'quotes':>8}" + "".join(f"{name:>16}" for name in MEASURES))
    for name in FILES:
        counts: Counter[str] = Counter()
        path = arguments.data / f"{name}.jsonl.gz"
        for cluster, summary, documents in summaries(path, arguments.clusters, arguments.words):
            for sentence in summary.sentences:
                counts.update(["quotes", *faults(sentence.text)])
                counts["trimmed"] += getattr(sentence, "trimmed", False)
                if arguments.sample and cluster not in hidden and name != "multiling2011/en":
                    shown += show(sentence, documents)
        print(line(name, counts))
        total += counts
    print(line("all", total))
    for quote in random.Random(1).sample(shown, min(arguments.sample, len(shown))):
        print(quote)


def line(name: str, counts: Counter[str]) -> str:
    """Return a line of the table: the number of quotes, and shares of them in percent."""
    shares = (100 * counts[measure] / max(1, counts["quotes"]) for measure in MEASURES)
    return f"{name:<26}{counts['quotes']:>8}" + "".join(f"{share:>16.2f}" for share in shares)


if __name__ == "__main__":
    main()
