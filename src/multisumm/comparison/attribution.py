"""Which words of a sentence only tell who says it, and which dates only when it is said."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from multisumm.comparison.figures.values import Moment
from multisumm.comparison.line import BREAK, Line

MAX_SPEAKER = 14
"""A longer stretch of words with `said` in it tells more than who says it."""

MIN_SAID = 2
"""What is left when those words are taken away that tell who says it has at least so many."""

MAX_APPOSITION = 4
"""A stretch of so few words beside a speaker names the speaker."""

TOLD_BEFORE = 3
"""A date so few words behind a word of saying tells when it is said."""

LABEL = 3
"""A label has so many words before its colon."""

QUOTE = re.compile(r"[\"“”„«»「」]")


def find_speaker(line: Line, figures: Collection[int], dates: Collection[int]) -> set[int]:
    """Return the words that only tell who says it: "police said", ", the mayor told reporters".

    Args:
        line: The sentence.
        figures: Its words that belong to numbers and dates.
        dates: Those of them that belong to dates.
    """
    saying: dict[int, int] = {}
    for i, tag in line.listed.get("saying", ()):
        if i not in saying and not (tag.length == 1 and _is_noun(line, i)):
            saying[i] = tag.length
    if not saying:
        return set()
    return (
        _set_apart(line, saying)
        or _leading_clause(line, saying, figures, dates)
        or _trailing_phrase(line, saying)
    )


_DETERMINERS = {
    "en": frozenset("the a an this these his her their its our my your no any some".split()),  # noqa: SIM905
}
"""Words behind which a noun stands, in languages in which they are no pronouns as well."""


def _is_noun(line: Line, i: int) -> bool:
    """Whether a word that could be one of saying is a noun: the declaration."""
    led = line.word(i - 1) in _DETERMINERS.get(line.language, ())
    return led and not line.gap(i).strip()


def _set_apart(line: Line, saying: dict[int, int]) -> set[int]:
    """Stretches with a word of saying between commas and quotation marks."""
    spoken: set[int] = set()
    segments = _segments(line)
    for number, (first, last) in enumerate(segments):
        inside = [
            i
            for i in saying
            if first <= i < last
            and not _is_told_of(line, first, i)
            and (i > first or line.word(i) not in _FINDINGS)
        ]
        if not inside or last - first > MAX_SPEAKER or len(line.words) - (last - first) < 3:
            continue
        end, begin = number == len(segments) - 1, number == 0
        according = inside[0] == first and saying[first] > 1
        quoted = last < len(line.words) and QUOTE.search(line.gap(last))
        short = last - first <= 8
        if (
            end and spoken and line.word(first) in line.small.conjunctions
        ):  # ", he says, and inspectors found nothing"
            continue
        behind_quote = inside[0] - first <= MAX_APPOSITION and QUOTE.search(line.gap(first))
        tells = end or (begin and (according or quoted))
        tells = tells or (not begin and (short or bool(behind_quote)))
        more = range(inside[0] + 1, last)
        says_more = any(line.tag(i, "that") for i in more)
        if behind_quote:  # said in a statement that was read on Monday
            says_more = says_more and any(line.word(i) in line.small.conjunctions for i in more)
        if tells and not says_more:
            spoken.update(range(first, last))
    if len(segments) < 2 or not spoken:
        return set()
    spoken |= _beside_speaker(segments, spoken, saying)
    return spoken if len(line.words) - len(spoken) >= MIN_SAID else set()


_FINDINGS = frozenset(("found",))
"""At the beginning of a stretch a participle: ", found guilty of murder"."""


def _is_told_of(line: Line, first: int, i: int) -> bool:
    """Whether somebody is told of and does not tell: ", has been found", ", were not told"."""
    before = range(max(first, i - 2), i)
    return any(line.word(k) in ("been", "was", "were") or line.tag(k, "negation") for k in before)


def _beside_speaker(
    segments: Sequence[tuple[int, int]], spoken: Collection[int], saying: Mapping[int, int]
) -> set[int]:
    """Short stretches beside one that tells who says it: ", its operator, Nordline, said"."""
    told = [first in spoken for first, _ in segments]
    found: set[int] = set()
    for number, (first, last) in enumerate(segments):
        if told[number] or last - first > MAX_APPOSITION:
            continue
        behind = (
            0 < number < len(segments) - 1
            and told[number + 1]
            and saying.get(segments[number + 1][0]) == 1
        )
        at_end = number == len(segments) - 1 and number and told[number - 1]
        if behind or at_end:
            found.update(range(first, last))
            told[number] = True
            before = number - 1
            while (
                behind
                and before > 0
                and not told[before]
                and (segments[before][1] - segments[before][0] <= MAX_APPOSITION)
            ):
                found.update(range(*segments[before]))
                told[before] = True
                before -= 1
    return found


def _leading_clause(
    line: Line, saying: dict[int, int], figures: Collection[int], dates: Collection[int]
) -> set[int]:
    """The mayor said on Monday that ...; in English also "Police said", without `that`."""
    for i in sorted(saying):
        counted = any(
            k in figures and k not in dates and line.word(k)[0].isalnum() for k in range(i)
        )
        if i > MAX_SPEAKER or counted:  # "Half of the farmers said": not only who says it
            return set()
        stop = next(
            (k for k in range(i, min(len(line.words), i + 10)) if line.tag(k, "that")), None
        )
        between = line.text[line.words[i].end : line.words[stop].start] if stop is not None else ";"
        if stop is not None and not BREAK.search(between.replace(",", "")):  # сказал, что
            return set(range(stop + 1))
        quoted = QUOTE.search(line.text[: line.words[i].start])  # then that is what is said
        if line.word(i) in ("said", "says") and 0 < i < len(line.words) - 3 and not quoted:
            end = i + 1
            while end in figures:
                end += 1
            return set(range(end))
    return set()


def _trailing_phrase(line: Line, saying: dict[int, int]) -> set[int]:
    """At the end, without a comma: according to the report."""
    for i, length in saying.items():
        if length > 1 and i >= 4 and len(line.words) - i <= 8:
            return set(range(i, len(line.words)))
    return set()


def _segments(line: Line) -> list[tuple[int, int]]:
    """The stretches of words between commas, quotation marks and the like."""
    starts = [word.start for word in line.words]
    marks = [mark.start() for mark in BREAK.finditer(line.text)]
    behind = [(mark, bisect(starts, mark)) for mark in marks]
    cuts = {i for mark, i in behind if 0 < i < len(starts) and line.words[i - 1].end <= mark}
    return list(pairwise([0, *sorted(cuts), len(starts)]))


def is_in_label(line: Line, moment: Moment) -> bool:
    """Return whether a time is a label, behind or before a colon: "7 PM UPDATE:"."""
    if ":" not in line.text:
        return False
    at_end = moment.last == len(line.words)
    if (moment.first <= LABEL or at_end) and line.gap(moment.first).rstrip().endswith(":"):
        return True
    behind = range(moment.last, min(moment.last + 3, len(line.words)))
    return moment.first < LABEL and any(":" in line.gap(i) for i in behind)


def is_aside(line: Line, moment: Moment) -> bool:
    """Return whether a date tells when something is said, or stands aside: "he said Monday"."""
    if line.gap(moment.first).rstrip().endswith("("):
        return True
    if "saying" not in line.listed:
        return False
    for i in range(max(0, moment.first - TOLD_BEFORE), moment.first):
        tag = line.tag(i, "saying")
        if tag and tag.length == 1 and not _is_told_of(line, 0, i):
            told = range(i + 1, moment.first)
            return not any(line.tag(k, "that") or BREAK.search(line.gap(k)) for k in told)
    return False
