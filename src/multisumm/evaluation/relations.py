"""Labelled pairs of sentences -> how right the relations are that the rules find between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import nan, sqrt
from pathlib import Path
from typing import NamedTuple

from multisumm.comparison.relations import relate
from multisumm.comparison.statements import make_statement
from multisumm.errors import InputError
from multisumm.evaluation.tables import Grid
from multisumm.messages import plural, unknown_choice
from multisumm.reading.file_bytes import MAX_BYTES, check_size
from multisumm.reading.lines import cluster_lines
from multisumm.reading.records import parse_object
from multisumm.rouge import Estimate
from multisumm.text.languages import identify_language

RELATION_LABELS = ("same", "part", "conflict", "update", "different")
"""How two sentences truly relate."""

RELATION_ANSWERS = ("same", "part", "conflict", "update", "similar", "silent")
"""What the rules say of two sentences; `silent` is nothing."""

_TOLD = ("same", "part", "conflict", "update")
_JOINED = (("same",), ("part",), ("same", "part"), ("conflict",), ("update",),
           ("conflict", "update"), ("different",))  # fmt: skip
_Z = 1.959963984540054  # of the normal distribution, for 95 %


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two sentences as they could stand in two documents, and how they relate.

    Attributes:
        id: Its name, for lists of the wrong ones.
        language: ISO 639-1 code of the language of both.
        a: The first sentence.
        b: The second sentence.
        label: One of `RELATION_LABELS`.
        kind: What makes the pair hard; "" if that is not known.
    """

    id: str
    language: str
    a: str
    b: str
    label: str
    kind: str = ""


class JudgedPair(NamedTuple):
    """A labelled pair and what the rules say of it.

    Attributes:
        pair: The pair.
        answer: One of `RELATION_ANSWERS`.
        rule: Name of the rule that found it; "" if the answer is `silent`.
    """

    pair: LabelledPair
    answer: str
    rule: str

    @property
    def is_right(self) -> bool:
        """Whether the answer is the label; of different sentences nothing has to be told."""
        if self.pair.label == "different":
            return self.answer not in _TOLD
        return self.answer == self.pair.label

    @property
    def is_contrary(self) -> bool:
        """Whether a reader is told the contrary of the truth.

        That is `same` or `part` of sentences that conflict, differ or are updates, and `conflict`
        of sentences that are the same, a part or merely different.
        """
        if self.answer in ("same", "part"):
            return self.pair.label not in ("same", "part")
        return self.answer == "conflict" and self.pair.label not in ("conflict", "update")


class Share(NamedTuple):
    """A number of cases out of all.

    Attributes:
        successes: The number of cases.
        number: The number of all.
    """

    successes: int
    number: int

    def estimate(self) -> Estimate:
        """Return the share, 0 to 1, with Wilson's interval at 95 % (1927); NaN out of none."""
        if not self.number:
            return Estimate(nan, nan, nan)
        n, rate = self.number, self.successes / self.number
        middle = rate + _Z * _Z / (2 * n)
        spread = _Z * sqrt(rate * (1 - rate) / n + _Z * _Z / (4 * n * n))
        low, high = ((middle + side) / (1 + _Z * _Z / n) for side in (-spread, spread))
        return Estimate(rate, max(0.0, low), min(1.0, high))

    def __str__(self) -> str:
        """Return share, interval and cases as parts of a cell, in percent; `-` out of none."""
        if not self.number:
            return "-"
        found = self.estimate()
        rate, low, high = (f"{100 * value:.1f}" for value in (found.mean, found.low, found.high))
        return f"{rate}\n[{low}, {high}] {self.successes}/{self.number}"


def read_pairs(path: str | Path, *, language: str = "auto") -> list[LabelledPair]:
    """Return the labelled pairs of a file: JSON objects, one a line, gzipped if its name says so.

    A line is `{"a": "...", "b": "...", "label": "same", "language"?: "en", "kind"?: "...",
    "id"?: "..."}`. A pair without an id has the number of its line. Other keys are passed over.

    Args:
        path: The file; "-" is standard input.
        language: Code of the language of pairs without one; `auto` identifies it.

    Raises:
        InputError: The file cannot be read, or a line is no such pair; the error names the line.
    """
    return [
        _pair(parse_object(line, where=where), str(number), language, where=where)
        for number, where, line in _pair_lines(path)
    ]


def _pair_lines(path: str | Path) -> Iterator[tuple[int, str, bytes]]:
    for number, where, line in cluster_lines(path, longest=MAX_BYTES, noun="pair"):
        check_size(len(line.rstrip(b"\r\n")), where, max_bytes=MAX_BYTES)
        yield number, where, line


def _pair(record: dict[str, object], number: str, language: str, *, where: str) -> LabelledPair:
    texts = {}
    for name in ("a", "b", "label", "language", "kind", "id"):
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise InputError(f"`{name}` is not a string", source=where)
        texts[name] = value or ""
    for name in ("a", "b", "label"):
        if not texts[name].strip():
            raise InputError(f'no `{name}`; a pair is {{"a", "b", "label"}}', source=where)
    if texts["label"] not in RELATION_LABELS:
        raise InputError(unknown_choice("label", texts["label"], RELATION_LABELS), source=where)
    if not texts["language"]:
        both = f"{texts['a']} {texts['b']}"
        texts["language"] = identify_language(both) if language == "auto" else language
    return LabelledPair(**{**texts, "id": texts["id"] or number})


def judge_pairs(pairs: Sequence[LabelledPair]) -> list[JudgedPair]:
    """Return what the rules of `compare` and `summarize` say of each pair."""
    judged = []
    for pair in pairs:
        relation = relate(
            *(make_statement(text, language=pair.language) for text in (pair.a, pair.b))
        )
        judged.append(
            JudgedPair(pair, *(relation.kind, relation.rule) if relation else ("silent", ""))
        )
    return judged


def contrary_share(judged: Sequence[JudgedPair]) -> Share:
    """Return how many of the pairs get an answer that is the contrary of the truth."""
    return Share(sum(one.is_contrary for one in judged), len(judged))


def precision_and_recall(
    judged: Sequence[JudgedPair], labels: Sequence[str]
) -> tuple[Share, Share]:
    """Return precision and recall of one label, or of several taken as one.

    Its answer is the label itself, and that of `different` is `similar` or `silent`.
    """
    answers = {*labels, *(("similar", "silent") if "different" in labels else ())}
    found = [one for one in judged if one.answer in answers]
    true = [one for one in judged if one.pair.label in labels]
    both = sum(one.pair.label in labels for one in found)
    return Share(both, len(found)), Share(both, len(true))


def relation_grids(judged: Sequence[JudgedPair]) -> list[Grid]:
    """Return the tables: claims, answers by label, precision and recall, languages, kinds."""
    grids = [
        _group_grid("claims", "", judged, lambda _: "all"),
        _answer_grid(judged),
        _label_grid(judged),
        _group_grid("languages", " by language", judged, lambda one: one.pair.language),
    ]
    if any(one.pair.kind for one in judged):
        by_kind = _group_grid("kinds", " by kind", judged, lambda one: one.pair.kind or "(none)")
        grids.append(by_kind)
    return grids


def _answer_grid(judged: Sequence[JudgedPair]) -> Grid:
    counts = Counter((one.pair.label, one.answer) for one in judged)
    rows = tuple(
        (label, *(str(counts[label, answer]) for answer in RELATION_ANSWERS))
        for label in RELATION_LABELS
    )
    title = "Pairs by their label (rows) and by what the rules say of them (columns)"
    return Grid("answers", title, ("label", *RELATION_ANSWERS), rows)


def _label_grid(judged: Sequence[JudgedPair]) -> Grid:
    rows = tuple(
        (" or ".join(labels), *map(str, precision_and_recall(judged, labels))) for labels in _JOINED
    )
    title = (
        "Precision and recall by label, in percent [95 % interval, Wilson], cases; the answer to"
        " different pairs is similar or silent"
    )
    return Grid("labels", title, ("label", "precision", "recall"), rows)


def _group_grid(
    name: str, by: str, judged: Sequence[JudgedPair], group_of: Callable[[JudgedPair], str]
) -> Grid:
    groups: dict[str, list[JudgedPair]] = {}
    for one in judged:
        groups.setdefault(group_of(one), []).append(one)
    rows = tuple((group, *map(str, _claims(groups[group]))) for group in sorted(groups))
    title = (
        f"Right answers and contrary claims{by} on {plural(len(judged), 'pair')}, in percent"
        " [95 % interval, Wilson], cases; told is any answer but similar and silent"
    )
    return Grid(name, title, ("pairs", "right", "contrary", "contrary of told"), rows)


def _claims(judged: Sequence[JudgedPair]) -> tuple[Share, Share, Share]:
    told = [one for one in judged if one.answer in _TOLD]
    right = Share(sum(one.is_right for one in judged), len(judged))
    return right, contrary_share(judged), contrary_share(told)


def relations_record(judged: Sequence[JudgedPair]) -> dict[str, object]:
    """Return all numbers and, for each pair, its answer, as JSON takes them; shares are 0 to 1."""
    labels = {}
    for names in _JOINED:
        precision, recall = precision_and_recall(judged, names)
        labels[" or ".join(names)] = {
            "precision": _share_record(precision),
            "recall": _share_record(recall),
        }
    return {
        "schema": "multisumm-relations/1",
        "pairs": len(judged),
        **_claims_record(judged),
        "labels": labels,
        "languages": _groups_record(judged, lambda one: one.pair.language),
        "kinds": _groups_record(judged, lambda one: one.pair.kind),
        "answers": [
            {"id": one.pair.id, "label": one.pair.label, "answer": one.answer, "rule": one.rule}
            for one in judged
        ],
    }


def _groups_record(
    judged: Sequence[JudgedPair], group_of: Callable[[JudgedPair], str]
) -> dict[str, dict[str, object]]:
    names = sorted({group_of(one) for one in judged} - {""})
    return {
        name: _claims_record([one for one in judged if group_of(one) == name]) for name in names
    }


def _claims_record(judged: Sequence[JudgedPair]) -> dict[str, object]:
    names = ("right", "contrary", "contrary_of_told")
    return dict(zip(names, map(_share_record, _claims(judged)), strict=True))


def _share_record(share: Share) -> dict[str, object]:
    found = share.estimate()
    numbers: dict[str, float | None] = {"share": found.mean, "low": found.low, "high": found.high}
    if not share.number:
        numbers = dict.fromkeys(numbers)
    return {**numbers, **share._asdict()}
