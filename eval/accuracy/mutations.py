"""How often a fact that is changed in one of two copies of a sentence is found.

    python -m eval.accuracy.mutations [--data FOLDER] [--wrong]

Pairs of sentences of different documents of a cluster are drawn that say the same: `OVERLAP` of
their content words in common, the same figures and the same denials, which is decided without the
rules. Where there are too few with a kind of fact, other sentences of the clusters are copied into
another document. Then a fact that both have is changed in one of them: a number, a date, a name, a
negation or a comparator. Found means that the changed sentence is said to contradict the other or
to update it. `NUMBER` pairs that are left as they are, those with the most words in common, must
not be flagged. All are compared as sentences of their whole cluster. Intervals are Wilson's, at
95 %.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from eval.accuracy.cluster_relations import (
    content_stems,
    near_pairs,
    overlap,
    plain,
    read_sentences,
    relate_sentences,
)
from eval.accuracy.relations import line
from eval.datasets import DATA
from multisumm.model import Sentence
from multisumm.reading import read_clusters

FILES = ("multinews/untruncated-dev.jsonl.gz", "multiling2011/en.jsonl.gz")
NUMBER = 300
"""Number of sentences that are changed, and of pairs that are left as they are."""

OVERLAP = 0.6
SEED = 12
FLAGGED = ("conflict", "update")


class Case(NamedTuple):
    """A pair of sentences that say the same, in its cluster.

    Attributes:
        cluster: The sentences of the cluster.
        first: Index of the sentence that stays.
        second: Index of the sentence that is changed.
        overlap: Jaccard similarity of their content words.
    """

    cluster: Sequence[Sentence]
    first: int
    second: int
    overlap: float

    @property
    def text(self) -> str:
        """The sentence that is changed."""
        return self.cluster[self.second].text

    @property
    def kept(self) -> str:
        """The sentence that stays."""
        return self.cluster[self.first].text


class Answer(NamedTuple):
    """What the program says of a case.

    Attributes:
        kind: What was changed, or `untouched`.
        said: The relation and the rule.
        kept: The sentence that stayed.
        changed: The sentence that was changed, after it.
    """

    kind: str
    said: tuple[str, str]
    kept: str
    changed: str


# --- what is changed ------------------------------------------------------------------------------

Change = Callable[[str, str, random.Random], str | None]
"""Gives a sentence with one fact changed that another sentence has too; None if there is none."""

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
           "twelve", "twenty", "thirty", "forty", "fifty", "sixty")  # fmt: skip
_BOUNDS = (("more than", "fewer than"), ("more than", "less than"), ("at least", "at most"),
           ("over", "under"), ("above", "below"), ("up to", "at least"))  # fmt: skip
_NAMES = ("Tindalo", "Orrin", "Lindow", "Hartwell", "Vargas", "Okafor", "Brenner")

_DATE = re.compile(rf"\b({'|'.join(_MONTHS + _WEEKDAYS)})\b")
_YEAR = re.compile(r"\b(?:in|of|since) ((?:19|20)\d\d)\b")
_FIGURE = re.compile(
    r"(?<![\w.,$€£-])[$€£]?(\d+(?:,\d{3})*(?:\.\d+)?)(?![\w.,:-]*\d|st|nd|rd|th|-)"
)
_COUNT = re.compile(rf"\b({'|'.join(_COUNTS)})\b(?!-)")
_BEFORE_DAY = re.compile(rf"({'|'.join(month[:3] for month in _MONTHS)})[a-z]*\.? $")
_NAME = re.compile(r"\b([A-Z]\w*[a-z]\w*(?: [A-Z]\w+)*)\b(?!['’.-]| [A-Z]| (?:and|of|for) [A-Z])")
_BEFORE_NAME = re.compile(r"(?<!\b[Tt]he )(?<!\ba )(?<!\ban )(?<!\bmy )(?<=[a-z,] )$")
_INSIDE_NAME = re.compile(r"[A-Z]\w+ (?:and|of|for) $")
_BOUNDED = re.compile(
    r"(?:than|than a|least|most|many as|to|over|under|about|some|nearly|around) [$€£]?$"
)
_IDENTIFIER = re.compile(r"(?:[a-z,] [A-Z]\w+|No\.|[#(-]) ?$")
_SPEECH = re.compile(r"\b(?:said|says|say|told|according|reports|added)\b")
_VERB = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|could|should|did|does)( not\b|n['’]t\b)?"
    r"(?! to\b) ([a-z]+)"
)


def change_number(text: str, kept: str, draw: random.Random) -> str | None:
    """Return a sentence with another number, not one that is only a bound."""
    numbers = [match for match in (*_FIGURE.finditer(text), *_COUNT.finditer(text))
               if not _BOUNDED.search(text[: match.start(1)])]  # fmt: skip
    return _replaced(text, kept, numbers, lambda number: _other_number(number, draw), draw)


def _other_number(number: str, draw: random.Random) -> str:
    """A number in the same form, between half and twice as large."""
    if number in _COUNTS:
        return draw.choice([word for word in _COUNTS if word != number])
    value = float(number.replace(",", ""))
    decimals = len(number.partition(".")[2])
    changed = f"{value * draw.choice((0.5, 0.6, 0.7, 1.4, 1.6, 2.0)):,.{decimals}f}"
    changed = changed if "," in number else changed.replace(",", "")
    return changed if changed not in (number, "0") else f"{value + 2:.{decimals}f}"


def change_date(text: str, kept: str, draw: random.Random) -> str | None:
    """Return a sentence with another weekday, month or year."""

    def other(date: str) -> str:
        if date.isdecimal():
            return str(int(date) - draw.randint(1, 9))
        names = _WEEKDAYS if date in _WEEKDAYS else _MONTHS
        return draw.choice([name for name in names if name != date])

    return _replaced(text, kept, [*_DATE.finditer(text), *_YEAR.finditer(text)], other, draw)


def change_name(text: str, kept: str, draw: random.Random) -> str | None:
    """Return a sentence with another name, which is not that of a speaker."""
    dates = {*_MONTHS, *_WEEKDAYS}
    names = [match for match in _NAME.finditer(text)
             if not dates & {*match[1].split()}
             and _BEFORE_NAME.search(text[: match.start()])
             and not _INSIDE_NAME.search(text[: match.start()])
             and not match[1].endswith(("an", "ish", "ese", "s"))
             and not _SPEECH.search(_clause(text, match.start()))]  # fmt: skip
    return _replaced(text, kept, names, lambda _: draw.choice(_NAMES), draw)


def _clause(text: str, place: int) -> str:
    """The stretch between commas around a place."""
    return text[text.rfind(",", 0, place) + 1 :].partition(",")[0]


def change_negation(text: str, kept: str, draw: random.Random) -> str | None:
    """Return a sentence with a verb denied, or no longer denied."""
    verbs = [match for match in _VERB.finditer(text) if re.search(rf"\b{match[3]}\b", kept)]
    if not verbs:
        return None
    match = draw.choice(verbs)
    new = f"{match[1]} {match[3]}" if match[2] else f"{match[1]} not {match[3]}"
    return text[: match.start()] + new + text[match.end() :]


def change_comparator(text: str, kept: str, draw: random.Random) -> str | None:
    """Return a sentence with `fewer than` for `more than` and the like."""
    swaps = dict([*_BOUNDS, *((right, left) for left, right in _BOUNDS)])
    found = [*re.finditer(rf"\b({'|'.join(swaps)})(?= (?:[$€£]?\d|\w+ million))", text)]
    found += [*re.finditer(r"\b(before|after)(?= (?:the|he|she|they|it)\b)", text)]
    swaps |= {"before": "after", "after": "before"}
    return _replaced(text, kept, found, swaps.__getitem__, draw)


def _replaced(
    text: str,
    kept: str,
    matches: Sequence[re.Match[str]],
    other: Callable[[str], str],
    draw: random.Random,
) -> str | None:
    """A text with one match changed that the other sentence has too.

    What is a year, the day of a month or a part of a name (`Resolution 1723`) counts nothing.
    """
    shared = [match for match in matches if re.search(rf"\b{re.escape(match[1])}\b", kept)
              and not _BEFORE_DAY.search(text[: match.start()])
              and not (match.re is _FIGURE and _IDENTIFIER.search(text[: match.start()]))
              and (match.re is _YEAR or not re.fullmatch(r"(?:19|20)\d\d", match[1]))]  # fmt: skip
    if not shared:
        return None
    match = draw.choice(shared)
    return text[: match.start(1)] + other(match[1]) + text[match.end(1) :]


CHANGES: dict[str, Change] = {
    "number": change_number,
    "date": change_date,
    "name": change_name,
    "negation": change_negation,
    "comparator": change_comparator,
}


# --- what is found --------------------------------------------------------------------------------


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--wrong", action="store_true", help="list what was missed or flagged")
    options = parser.parse_args()
    draw = random.Random(SEED)
    natural, copied = draw_cases([options.data / name for name in FILES], draw)
    both_ways = [case for one in natural if one.overlap >= OVERLAP for case in (one, _turned(one))]
    draw.shuffle(both_ways)
    changed = [answer(*change) for change in draw_changes([*both_ways, *copied], draw)]
    alike = sorted(natural, key=lambda case: -case.overlap)[:NUMBER]
    untouched = [answer(case, "untouched", case.text) for case in alike]
    print("\n".join(table(changed, untouched)))
    if options.wrong:
        for one in changed + untouched:
            if (one.said[0] in FLAGGED) == (one.kind == "untouched"):
                print(f"{one.kind}: {' by '.join(one.said)}\n  {one.kept}\n  {one.changed}")


def draw_cases(paths: Sequence[Path], draw: random.Random) -> tuple[list[Case], list[Case]]:
    """Return the pairs with the same figures and denials, and sentences with a copy, by lot."""
    natural, copied = [], []
    for path in paths:
        for cluster in read_clusters(str(path)):
            sentences = read_sentences(cluster.documents, "en")
            stems = content_stems(sentences, "en")
            for i, j in near_pairs(sentences, relate_sentences(sentences, "en")):
                if _facts(sentences[i].text) == _facts(sentences[j].text):
                    natural.append(Case(sentences, i, j, overlap(stems[i], stems[j])))
            copies = [replace(s, document=-1) for s in sentences]
            copied += [
                Case([*sentences, copy], i, len(sentences), 1.0) for i, copy in enumerate(copies)
            ]
    draw.shuffle(copied)
    return natural, copied


def _facts(text: str) -> Counter[str]:
    """The figures and denials of a sentence."""
    return Counter(re.findall(r"\d+|\bno\b|\bnot\b|n['’]t\b|\bnever\b", text.casefold()))


def _turned(case: Case) -> Case:
    return case._replace(first=case.second, second=case.first)


def draw_changes(cases: Sequence[Case], draw: random.Random) -> Iterator[tuple[Case, str, str]]:
    """Yield the same number of cases for each kind of change, with the changed sentence.

    Each kind takes the first cases that have such a fact; of equal sentences only one.
    """
    for kind, change in CHANGES.items():
        taken: set[str] = set()
        for case in cases:
            text = None if plain(case.text) in taken else change(case.text, case.kept, draw)
            if text is not None and text != case.text:
                taken.add(plain(case.text))
                yield case, kind, text
            if len(taken) == NUMBER // len(CHANGES):
                break


def answer(case: Case, kind: str, text: str) -> Answer:
    """Return what the program says when the second sentence of a case is this text."""
    sentences = [*case.cluster]
    sentences[case.second] = replace(sentences[case.second], text=text)
    relation = relate_sentences(sentences, "en").of(case.first, case.second)
    said = (relation.kind, relation.rule) if relation else ("nothing", "no rule")
    return Answer(kind, said, case.kept, text)


def table(changed: Sequence[Answer], untouched: Sequence[Answer]) -> Iterator[str]:
    """Yield a line for each kind of change, for all, and for what was left as it is."""
    for kind in (*CHANGES, "all"):
        group = [one for one in changed if kind in (one.kind, "all")]
        yield line(f"{kind} found", sum(one.said[0] in FLAGGED for one in group), len(group))
    told = Counter(one.said[0] for one in changed)
    yield "said of what is changed: " + ", ".join(f"{n} {kind}" for kind, n in told.most_common())
    calm = sum(one.said[0] not in FLAGGED for one in untouched)
    yield line("untouched not flagged", calm, len(untouched))


if __name__ == "__main__":
    main()
