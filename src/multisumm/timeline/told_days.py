"""The day that a sentence tells of, or the day of its document: right, or not said.

Dates are read by the same rules as in comparisons (`comparison/figures/`); `data/told_days.json`
adds the phrases that name a day by its distance from today. The package dateparser, which
trafilatura brings, is not used: it reads `may` and `second` as dates, takes no account of the tense
and has no way to leave a doubtful date out; `eval/accuracy/timelines.py` measures both.

Doubt is left out. A weekday, a date without a year and "last week" count only where the date of the
document is known; whether they are past or to come is decided by the tense, and where that does not
tell, by distance. A sentence that tells of two days, or that sets its day by another sentence ("the
next day"), has none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from multisumm.comparison.statements import Statement, make_statement
from multisumm.model import DatedBy
from multisumm.timeline.mentions import DateReading, find_mentions, leaves_open
from multisumm.timeline.periods import Period, of_day
from multisumm.timeline.phrases import load_day_phrases
from multisumm.timeline.resolution import period_of
from multisumm.timeline.standing import told_mentions

MAX_CHARACTERS = 2000
"""A longer text is no sentence with a time of its own; reading all times of it would take long."""


class Dated(NamedTuple):
    """The time of a sentence.

    Attributes:
        period: The time.
        dated_by: `told`, if the sentence tells it; `document`, if it is the day of its document.
    """

    period: Period
    dated_by: DatedBy


def date_statement(statement: Statement, *, written: date | None) -> Dated | None:
    """Return the time of a sentence; None if it cannot be said for sure.

    Args:
        statement: The sentence. If its language has no phrases in `data/told_days.json`, it is
            dated by its document, and only without any figure for a time.
        written: The day of its document, or None.

    >>> day = date(2025, 4, 3)  # a Thursday
    >>> closed = make_statement("The bridge was closed on Tuesday.", language="en")
    >>> date_statement(closed, written=day).period.iso
    '2025-04-01'
    >>> opening = make_statement("It will open on 5 May.", language="en")
    >>> date_statement(opening, written=day).period.iso
    '2025-05-05'
    """
    by_document = Dated(of_day(written), "document") if written else None
    phrases = load_day_phrases(statement.language)
    if phrases is None:
        return None if re.search(r"\d", statement.text) else by_document
    text = phrases.apart(statement.text)
    if len(text) > MAX_CHARACTERS or _UNREAD.search(text):
        return None
    if text != statement.text:
        statement = make_statement(text, language=statement.language)
    line = statement.line
    named = phrases.find_named(line)
    reading = DateReading(line, statement, phrases, named, written)
    mentions, is_vague = told_mentions(reading, find_mentions(statement, named, line, phrases))
    if not mentions:
        return None if is_vague or leaves_open(named) else by_document
    period = period_of(reading, mentions)
    return Dated(period, "told") if period else None


_UNREAD = re.compile(
    r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.(?!\d)|\d ?(?:AH|BC|BCE|BE|هـ|ه)\b"
    r"|\b(?:v\. ?Chr|av\. ?J|[ad]\. ?C|до н|př\. ?n|π\. ?Χ)|公元前|民国|令和|平成"
)
"""What nothing tells from a version or a paragraph, `5.5.`, and years of other eras."""
