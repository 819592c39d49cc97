"""Which of the times that it names a sentence is set at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from multisumm.comparison.figures.numerals import read_value
from multisumm.comparison.line import BREAK, Line
from multisumm.timeline.mentions import DateReading, TimeMention, is_said
from multisumm.timeline.phrases import Named
from multisumm.timeline.resolution import modifier_of, range_start

_Standing = Literal["told", "vague", "beside"]


def told_mentions(
    reading: DateReading, mentions: Sequence[TimeMention]
) -> tuple[list[TimeMention], bool]:
    """The times at which a sentence is set, and whether others leave that open.

    These are the times of what is said; if there is none, the time at which it is said.
    """
    line, statement = reading.line, reading.statement
    told: list[TimeMention] = []
    is_vague = False
    for mention in mentions:
        stands = _stands(reading, mention)
        if stands == "told":
            told.append(mention)
        is_vague |= stands == "vague"
    said = [one for one in told if is_said(line, statement.spoken, one)]
    return [one for one in told if one not in said] or said, is_vague


def _stands(reading: DateReading, one: TimeMention) -> _Standing:
    """How a time stands in its sentence.

    It is `beside` what happens (since Tuesday, Tuesday's vote), which may then be of the day of the
    document. A month or a year that is beside it, or that nothing leads, makes its time `vague`.
    """
    line, phrases = reading.line, reading.phrases
    beside: _Standing = "beside" if one.names_day else "vague"
    opened = any(
        named.unit == "unclear" and _is_beside(line, named, one) for named in reading.named
    )
    is_any = phrases.ends_before(line, one.first, "indefinite")
    if "decade" in one.parts or opened or is_any:  # in the 1990s; his last Friday; on a Friday
        return "vague"
    possessive = line.word(one.last) == "s" and line.gap(one.last) in ("'", "’")
    if possessive:
        return beside
    in_clause = _relative_clause(reading, one)
    if in_clause is not None and one.parts.get("days") != 0:  # today is today in any clause
        return in_clause
    if one.until or range_start(reading, one):
        return "told"
    if _is_name(line, one) or _follows(reading, one.first, "beside"):
        return beside
    is_away = not one.parts.keys().isdisjoint(("weeks", "months", "years"))
    return "told" if one.names_day or is_away else _stands_long(reading, one)


def _is_beside(line: Line, named: Named, one: TimeMention) -> bool:
    """Whether a phrase stands at a time, or one of several words with a small word between.

    Two weeks ago on Tuesday, on Tuesday three weeks ago, but not: earlier on Tuesday.
    """
    before, behind = (named.last, one.first), (one.last, named.first)
    most = int(named.last - named.first > 1)
    return any(
        0 <= end - start <= most
        and all(line.word(i) in line.function or read_value(line, i) for i in range(start, end))
        and not any(BREAK.search(line.gap(i)) for i in range(start, end + 1))
        for start, end in (before, behind)
    )


def _stands_long(reading: DateReading, one: TimeMention) -> _Standing:
    """How a month or a year stands: it tells when something happens only if a word leads it."""
    line, phrases = reading.line, reading.phrases
    if _is_enclosed(line, one):
        return "beside"
    lead = phrases.start_before(line, one.first, "period")
    if lead is not None and _follows(reading, lead, "beside"):  # until the end of April
        return "vague"
    is_led = lead is not None or phrases.ends_before(line, one.first, "year_of")
    if is_led or modifier_of(reading, one) or _is_bare_year(line, one):
        return "told"
    behind = line.word(one.last)
    qualifies = behind[:1].isalpha() and behind not in line.function  # the 2023 budget
    return "vague" if "year" in one.parts and not qualifies else "beside"  # April may be a name


def _is_name(line: Line, one: TimeMention) -> bool:
    """Whether an English date names something else: Sunday Okafor, the Sun, the July 7 bombings."""
    if line.language != "en" or line.word(one.first)[:1].isdecimal():
        return False
    if line.word(one.first - 1) == "the":
        return True
    if one.parts.keys() != {"weekday"} or line.word(one.first - 1) == "on":
        return False
    followed = one.last < len(line.words) and line.gap(one.last) == " "
    is_short = len(line.word(one.first)) <= _LONGEST_SHORT_DAY
    return followed and (is_short or line.is_capital(one.last))


_LONGEST_SHORT_DAY = 5
"""Letters of the longest short name of a weekday, `thurs`; the shortest full name has six."""


def _is_enclosed(line: Line, one: TimeMention) -> bool:
    """Whether a month or a year stands in an aside between commas: ", founded in 1952,"."""
    before = any(BREAK.search(line.gap(i)) for i in range(1, one.first + 1))
    return before and one.last < len(line.words) and bool(BREAK.search(line.gap(one.last)))


def _relative_clause(reading: DateReading, one: TimeMention) -> _Standing | None:
    """How a time stands in a clause that tells which one is meant, or what is known of it.

    Where such a clause ends is clear only if it stands between commas.
    """
    line, phrases = reading.line, reading.phrases
    for i in range(one.first - 1, 0, -1):
        is_set_apart = "," in line.gap(i)
        if (
            phrases.begins_at(line, i, "relative")
            or (is_set_apart and phrases.begins_at(line, i, "behind_comma"))
            or (line.language == "en" and line.word(i) == "that" and not _is_said_at(line, i))
        ):
            return "beside" if is_set_apart else "vague"
        if BREAK.search(line.gap(i)):
            break
    return None


def _is_said_at(line: Line, i: int) -> bool:
    """Whether a word of saying stands a few words before one: said on Monday that."""
    return any(line.tag(k, "saying") for k in range(i - 4, i))


def _is_bare_year(line: Line, one: TimeMention) -> bool:
    """Whether a year needs no word that leads it: German years do not, except behind a noun."""
    if line.language == "de":
        return one.parts.keys() == {"year"} and (
            not one.first or not line.is_capital(one.first - 1)
        )
    return one.first == 0 and "year" in one.parts


def _follows(reading: DateReading, i: int, listed: str) -> bool:
    """Whether a phrase of a list stands before a word, or before its article."""
    line, phrases = reading.line, reading.phrases
    for end in (i, i - 1) if line.word(i - 1) in line.function else (i,):
        if phrases.ends_before(line, end, listed):
            return not phrases.ends_before(line, end - 1, "of_day")
    return False
