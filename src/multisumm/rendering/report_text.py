"""The sentences of a summary -> the paragraphs of its running text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from multisumm.model import SummaryData, SummarySentence
from multisumm.rendering.agreement import count_sources
from multisumm.rendering.report_sentences import (
    ShownSentence,
    dates_shown,
    direction_of,
    show_sentence,
)
from multisumm.rendering.report_sources import NamedSource

ENOUGH, MOST = 360, 640
"""Width of a paragraph, in letters, from which a new one may begin, and which it has at most, if
there is more than one sentence in it. That is about four to seven lines."""

ATTACHED = 200
"""Characters between two sentences of a source that belong together."""


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """Sentences that are read in one go.

    Attributes:
        day: What is shown above it as its date; empty for nothing.
        direction: Direction of its writing, `ltr` or `rtl`.
        sentences: Its sentences, at least one.
    """

    day: str
    direction: str
    sentences: list[ShownSentence]


def show_text(
    summary: SummaryData, sources: Mapping[str, NamedSource], *, first: int = 1
) -> list[ShownParagraph]:
    """Return the running text of a summary in paragraphs.

    Args:
        summary: The summary.
        sources: The sources of the page by id.
        first: Number of its first sentence in the page.
    """
    compared, days = count_sources(summary.documents), dates_shown(summary)
    shown = [
        show_sentence(number, sentence, sources, compared, day)
        for number, (sentence, day) in enumerate(
            zip(summary.sentences, days, strict=True), start=first
        )
    ]
    starts = paragraph_starts(summary.sentences, days)
    return [
        ShownParagraph(shown[start].day, shown[start].direction, shown[start:end])
        for start, end in pairwise([*starts, len(shown)])
    ]


def paragraph_starts(sentences: Sequence[SummarySentence], days: Sequence[str]) -> list[int]:
    """Return the indices of the sentences with which a paragraph begins, ascending.

    A new one begins where the last one is long enough and the next sentence does not follow in the
    same source, where the direction of writing changes, and at each day of a timeline.

    Args:
        sentences: The sentences of the summary.
        days: For each sentence the day that is shown above it; empty for none.
    """
    starts: list[int] = []
    width = 0
    for at, sentence in enumerate(sentences):
        own = _width(sentence.text)
        begins = not starts or days[at] or _begins(sentences[at - 1], sentence, width, own)
        if begins:
            starts.append(at)
        width = own if begins else width + own
    return starts


def _begins(before: SummarySentence, sentence: SummarySentence, width: int, own: int) -> bool:
    if width + own > MOST or direction_of(before.text) != direction_of(sentence.text):
        return True
    here, there = before.citation, sentence.citation
    follows = here.document == there.document and 0 <= there.start - here.end <= ATTACHED
    return width >= ENOUGH and not follows


def _width(text: str) -> int:
    """Return the width of a text in letters; ideographs and the like are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
