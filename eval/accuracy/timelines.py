"""How right the dates of sentences are, and how near timelines are to those of journalists.

    python -m eval.accuracy.timelines [--seeds FOLDER] [--words N] [--wrong]

Two parts are printed:

* `dates`: the labelled sentences of `tests/timeline/told_days.tsv`, by language: how many are dated
  as labelled, how many are wrong, and of how many nothing is said though it could be. The label is
  a time, `document` (the sentence tells none, so that of its document stands for it) or `none` (the
  time cannot be known). `seen` are those that the rules were made with, `aside` those that were
  written when the rules stood; the rules were not changed for these. Beside it is dateparser, which
  gives the day that its search finds, if it is one. `--wrong` lists what is not as labelled.
* `timelines`: the timelines of the seeds, within the same number of words, against those in
  `seeds/*/timelines`, averaged: F1 of the days; ROUGE-1 and ROUGE-2 F1 of all text (`concat`); and
  the same where only words of the same day match (`agree`, Martschat & Markert 2017). ROUGE is
  stemmed. Beside it are two baselines: the days on which most documents are dated, with the first
  sentence of a document of that day; and all documents in order of time, each with its first
  sentence.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from multisumm import Document, read_documents, summarize
from multisumm.comparison.statements import make_statement
from multisumm.text.articles import read_article
from multisumm.text.days import find_days
from multisumm.text.languages import identify_language
from multisumm.text.tokens import stem_words, tokenize
from multisumm.timeline.told_days import date_statement

TOP = Path(__file__).resolve().parents[2]
LABELS = TOP / "tests" / "timeline" / "told_days.tsv"
WORDS = 250

Timeline = Mapping[str, str]
"""Time, as ISO 8601 writes it -> what happened."""


class Labelled(NamedTuple):
    """A labelled sentence.

    Attributes:
        part: `seen` or `aside`.
        language: Its ISO 639-1 code.
        written: The day of its document, or None.
        label: The time that it tells, in ISO 8601, `document` or `none`.
        text: The sentence.
    """

    part: str
    language: str
    written: date | None
    label: str
    text: str


def read_labelled(path: Path = LABELS) -> list[Labelled]:
    """Return the labelled sentences."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(part, language, None if day == "-" else date.fromisoformat(day), label, text)
        for part, language, day, label, text in rows
    ]


# --- dates of sentences ---------------------------------------------------------------------------


def by_rules(sentence: Labelled) -> str:
    """Return the time that the package gives to a sentence, `document` or `none`."""
    statement = make_statement(sentence.text, language=sentence.language)
    dated = date_statement(statement, written=sentence.written)
    if dated is None:
        return "none"
    return "document" if dated.dated_by == "document" else dated.period.iso


def by_dateparser(sentence: Labelled) -> str:
    """Return the day that dateparser finds in a sentence; `none` if it finds several."""
    from dateparser.search import search_dates

    settings: dict[str, object] = {"PREFER_DATES_FROM": "past"}
    if sentence.written:
        settings["RELATIVE_BASE"] = datetime.combine(sentence.written, datetime.min.time())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = search_dates(sentence.text, languages=[sentence.language], settings=settings)
    days = {day.date().isoformat() for _, day in found or ()}
    if not days:
        return "document" if sentence.written else "none"
    return days.pop() if len(days) == 1 else "none"


def print_dates(sentences: Sequence[Labelled], *, list_wrong: bool) -> None:
    """Print how many sentences are dated as labelled, wrongly, or not, by part and language."""
    for name, give in (("multisumm", by_rules), ("dateparser", by_dateparser)):
        give(sentences[0])  # what is loaded at the first call is not timed
        print(f"\n{name:12} {'n':>4} {'right':>6} {'wrong':>6} {'not said':>9} {'ms':>7}")
        for part, rows in groupby(sentences, key=lambda one: one.part):
            of_part = list(rows)
            _print_row(part, of_part, give, list_wrong=list_wrong)
            languages = Counter(one.language for one in of_part)
            for language in sorted(languages):
                _print_row(f"  {language}", [one for one in of_part if one.language == language],
                           give, list_wrong=False)  # fmt: skip


def _print_row(
    name: str, sentences: Sequence[Labelled], give: Callable[[Labelled], str], *, list_wrong: bool
) -> None:
    began = time.perf_counter()
    given = [give(one) for one in sentences]
    milliseconds = 1000 * (time.perf_counter() - began) / len(sentences)
    pairs = list(zip(sentences, given, strict=True))
    right = sum(one.label == got for one, got in pairs)
    silent = sum(one.label != got == "none" for one, got in pairs)
    wrong = len(pairs) - right - silent
    print(f"{name:12} {len(pairs):4} {right:6} {wrong:6} {silent:9} {milliseconds:7.2f}")
    if list_wrong:
        for one, got in pairs:
            if one.label != got:
                print(f"    {one.language} {one.written}: {got}, not {one.label}: {one.text}")


# --- timelines ------------------------------------------------------------------------------------


def read_timeline(path: Path) -> Timeline:
    """Return a timeline of a file with a time and a sentence in each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {day: text for day, _, text in (line.partition(" ") for line in lines)}


def by_package(documents: Sequence[Document], words: int) -> Timeline:
    """Return the timeline of the package."""
    summary = summarize(documents, timeline=True, words=words)
    return _joined((entry.date, entry.sentence.text) for entry in summary.timeline)


def by_most_published(documents: Sequence[Document], words: int) -> Timeline:
    """Return the days on which most documents are dated, with the lead of the first of them."""
    leads = _leads(documents)
    counts = Counter(day for day, _ in leads)
    firsts = dict(reversed(leads))
    ranked = sorted(firsts, key=lambda day: (-counts[day], day))
    return _joined(sorted(_within(((day, firsts[day]) for day in ranked), words)))


def by_all_documents(documents: Sequence[Document], words: int) -> Timeline:
    """Return the leads of all documents in order of time, as far as the words go."""
    return _joined(_within(_leads(documents), words))


SYSTEMS = {
    "multisumm": by_package,
    "most published": by_most_published,
    "all documents": by_all_documents,
}


def _leads(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Return day and first sentence of each document with a day, in order of time."""
    leads = []
    for i, day in find_days(documents).days.items():
        document = documents[i]
        language = identify_language(document.text)
        spans = read_article(document, language=language, keep_noise=False).spans
        if spans:
            leads.append((day, document.text[slice(*spans[0])]))
    return sorted(leads, key=lambda lead: lead[0])


def _within(
    entries: Sequence[tuple[str, str]] | Iterator[tuple[str, str]], words: int
) -> Iterator[tuple[str, str]]:
    """Yield the entries that fit, in the order given."""
    for day, text in entries:
        if len(text.split()) <= words:
            words -= len(text.split())
            yield day, text


def _joined(entries: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> Timeline:
    timeline: dict[str, str] = {}
    for day, text in entries:
        timeline[day] = f"{timeline[day]} {text}" if day in timeline else text
    return timeline


def f1(overlap: float, given: float, wanted: float) -> float:
    """Return the F1 of an overlap, 0 to 1."""
    return 2 * overlap / (given + wanted) if given + wanted else 0.0


def n_grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    """Return how often each n-gram of stems stands in a text."""
    stems = stem_words(tokenize(text, language="en"), "en")
    return Counter(zip(*(stems[i:] for i in range(n)), strict=False))


def agreement(ours: Timeline, theirs: Timeline, n: int) -> float:
    """Return the ROUGE-n F1 of two timelines in which only n-grams of the same day match."""
    mine = {day: n_grams(text, n) for day, text in ours.items()}
    wanted = {day: n_grams(text, n) for day, text in theirs.items()}
    overlap = sum((mine[day] & wanted[day]).total() for day in mine.keys() & wanted.keys())
    return f1(overlap, *(sum(c.total() for c in side.values()) for side in (mine, wanted)))


def concat(ours: Timeline, theirs: Timeline, n: int) -> float:
    """Return the ROUGE-n F1 of the texts of two timelines."""
    return agreement({"": " ".join(ours.values())}, {"": " ".join(theirs.values())}, n)


def scores_of(ours: Timeline, references: Sequence[Timeline]) -> list[float]:
    """Return date F1, concat ROUGE-1 and -2, agreement ROUGE-1 and -2, averaged over references."""
    rows = [
        (
            f1(len(ours.keys() & theirs.keys()), len(ours), len(theirs)),
            *(score(ours, theirs, n) for score in (concat, agreement) for n in (1, 2)),
        )
        for theirs in references
    ]
    return [mean(column) for column in zip(*rows, strict=True)]


def print_timelines(seeds: Path, words: int) -> None:
    """Print the scores of all systems on each subject that has timelines."""
    names = ("date F1", "concat-1", "concat-2", "agree-1", "agree-2")
    print(f"\n{'':8} {'':15} {'days':>5} " + " ".join(f"{name:>9}" for name in names))
    for folder in sorted(seeds.glob("*/timelines")):
        references = [read_timeline(path) for path in sorted(folder.glob("*.txt"))]
        sources = sorted(str(path) for path in folder.parent.rglob("sources"))
        documents = read_documents(sources)
        for name, make in SYSTEMS.items():
            ours = make(documents, words)
            values = " ".join(f"{value:9.3f}" for value in scores_of(ours, references))
            print(f"{folder.parent.name:8} {name:15} {len(ours):5} {values}")


def main() -> None:
    """Print both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=TOP / "seeds")
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--wrong", action="store_true")
    arguments = parser.parse_args()
    print_dates(read_labelled(), list_wrong=arguments.wrong)
    print_timelines(arguments.seeds, arguments.words)


if __name__ == "__main__":
    main()
