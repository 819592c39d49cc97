"""Dates in a text, its headline, and the datelines of its paragraphs: `PARIS, 3 May (AFP) - `."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from multisumm.characters import CLOSING_MARKS, CLOSING_QUOTES, DASHES, QUESTION_MARKS, SPACELESS
from multisumm.resources import read_data

MAX_DATELINE_CHARACTERS = 120

MAX_DATE_CHARACTERS = 200
"""Characters of a line in which a date is looked for."""

MAX_HEAD_LINES = 8
"""Lines with text, from the first on, in which a title and a date are looked for."""

MAX_TITLE_CHARACTERS = 200
MAX_DATE_LINE_CHARACTERS = 120

_MIN_LETTERS = 0.6
"""Share of letters and blanks that the characters of a title have at least."""

_MAX_LABEL_WORDS = 3

_AROUND_TITLE = " #*_\ufeff"
_HEADING_MARK = re.compile(r"#{1,6} +")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*")
_TITLE_WORD = re.compile(rf"[{SPACELESS}]{{2}}|[^\W\d_]{{4,}}")

_WITH_CREDIT = re.compile(r"[.。]\s*[(（\[][^()（）\[\]]{2,80}[)）\]]\W*\Z")
_FULL_STOP = re.compile(
    rf"(?P<before>\S*\s)?(?<![^\W_])(?P<word>[^\W\d_]+)\.(?P<quote>[{CLOSING_QUOTES}]?)\s+(?P<next>\S)"
)
_MIN_WHOLE, _MIN_WHOLE_WITH_CAPITAL = 3, 6
"""Letters of a word before a full stop that is no abbreviation; names of states are cut to five."""

_MARKUP = re.compile(r"[|{}<>=]|://")
_ACCOUNT = re.compile(r"(?<!\S)@\w")

_MAX_PARTICLE_LETTERS = 4
"""Words without a capital inside the name of a place are no longer: Rio de Janeiro."""

_MAX_PLACE_WORDS = 5
_MAX_WORDS_BEFORE_AGENCY = 8
_YEARS = range(1800, 2100)
_NO_DAYS = ("0001-01-01", "1969-12-31", "1970-01-01")
"""What programs write for a date that they do not know: the first day that they can count."""

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER_DATE = re.compile(
    r"(?<![\d./-])(?:(?P<year>\d{4})(?:-(?P<month>\d\d)-|[./](?P<m>\d\d?)[./])(?P<day>\d\d?)"
    r"|(?P<first>\d\d?)(?P<mark>[./-]) ?(?P<second>\d\d?)(?P=mark) ?(?P<last>\d{4}))(?![\d/-])"
)
_SPACELESS_DATE = re.compile(r"(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일]")
_NAMED_DATE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?,?[ -](?:of |de |di )?"
    r"(?P<month>[^\W\d_]+)\.?,?[ -](?:of |de |del )?(?P<year>\d{4})(?!\d)"
    r"|(?P<name>[^\W\d_]+)\.? (?P<number>\d{1,2})(?:st|nd|rd|th)?,? (?P<end>\d{4})(?!\d)"
)
_DASH = rf"[{DASHES}]{{1,2}}"
_AGENCY = r"(?:[(（] ?(?=[^\W\d_])[^()（）\n]{1,40}[)）]|/[^/\n]{1,40}/)"
_DATELINE = re.compile(
    rf"(?P<head>[^\W\d_][^\n:;!?()（）/–—]{{1,80}}?) ?(?P<agency>{_AGENCY})?"
    rf"(?: {_DASH}|[–—]{{1,2}}|(?<=/)\.) ?(?=[^\W_]|[\"“„«‚'])"
)
_BARE_AGENCY = re.compile(rf"(?P<head>)(?P<agency>{_AGENCY}) ?{_DASH} ?(?=[^\W_]|[\"“„«‚'])")
_YEAR = re.compile(r"\d\d{3}")  # begins with a plain class, which `re` finds quickly
_MAX_DATED_PLACE = 65
_DATED_PLACE = re.compile(
    rf"(?P<head>[^\W\d_][^\n:;!?()（）/–—]{{1,{_MAX_DATED_PLACE - 5}}}?\d{{4}})(?:\.|:| ?{_DASH}) "
)
_SIGN = re.compile(rf"[{DASHES}电/](?:(?<=[^/-])|(?<=[ )）/]-)|(?=\.)(?<=/))")
"""One of these stands in every dateline with an agency or a dash."""

_WIRE = re.compile(
    rf"(?:本报|本報|新华社|新華社|中新社|中新网)?(?P<head>[{SPACELESS}]{{2,8}}?)"
    r"(?P<agency>(?:\d{4}年)?\d{1,2}月\d{1,2}日电)(?:[(（][^()（）\n]{1,30}[)）])?"
)


_STATION = re.compile(r"\d|\w\.[a-z]{2,4}\b")
"""A number or an end of an address, in names of stations: CBS4, CBSLA.com."""


class Dateline(NamedTuple):
    """The dateline at the beginning of a paragraph.

    Attributes:
        place: Where it was written; empty if only the agency stands there: `(Reuters) - `.
        day: When it was written, in ISO 8601; None without a full date.
        agency: Who wrote it, without its brackets; empty if no one is named.
        is_dated: Whether it has a day, even one without a year.
        end: Offset behind it.
    """

    place: str
    day: str | None
    agency: str
    is_dated: bool
    end: int


def find_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that a paragraph begins with; None without one.

    >>> find_dateline("Bad Orlach (nba) - Die Brücke ist gesperrt.")
    Dateline(place='Bad Orlach', day=None, agency='nba', is_dated=False, end=19)
    """
    beginning = paragraph[: 2 * MAX_DATELINE_CHARACTERS]
    return _with_sign(beginning) or _dated_place(beginning)


def _with_sign(beginning: str) -> Dateline | None:
    """A dateline with an agency or a dash."""
    if _SIGN.search(beginning, 0, MAX_DATELINE_CHARACTERS) is None:
        return None
    for pattern in (_WIRE, _DATELINE, _BARE_AGENCY):
        match = pattern.match(beginning)
        if match is None or match.end() > MAX_DATELINE_CHARACTERS:
            continue
        head, agency = match["head"].strip(), (match["agency"] or "").strip("()（）/ ")
        place, day = _without_day(head), find_day(match[0])
        is_dated = day is not None or (place != head and _names_month(head))
        few = len(place.split()) <= _MAX_WORDS_BEFORE_AGENCY
        if (
            pattern is _BARE_AGENCY
            or (few and is_agency(agency))
            or _is_place(place, sure=bool(day) or _is_newsroom(agency))
        ):
            return Dateline(place, day, agency, is_dated, match.end())
        if is_dated and 0 < len(place.split()) <= _MAX_PLACE_WORDS and _all_capital(place):
            return Dateline(place, day, agency, True, match.end())
    return None


def _dated_place(beginning: str) -> Dateline | None:
    """A dateline of a place and a full date, like `Bad Orlach, 20 March 2025.`."""
    has_year = _YEAR.search(beginning, 0, _MAX_DATED_PLACE) is not None
    match = _DATED_PLACE.match(beginning) if has_year else None
    if match is None or match.end() > MAX_DATELINE_CHARACTERS:
        return None
    place, day = _without_day(match["head"]), find_day(match[0])
    if day is None or not _is_place(place, sure=True):
        return None
    if any(word[0].islower() and len(word) > _MAX_PARTICLE_LETTERS for word in place.split()):
        return None
    return Dateline(place, day, "", True, match.end())


def is_agency(name: str) -> bool:
    """Return whether this is the name of a news agency that `data/edge_cues.json` lists."""
    return name.casefold() in _agencies()


def _is_newsroom(name: str) -> bool:
    """Whether a name in brackets is of an agency or a station: Ros (ap/nba), Ros (cbs4), not (CDU).

    One in capitals that is not listed may be the party of a speaker.
    """
    known = any(is_agency(part.strip()) for part in name.split("/"))
    return known or name.islower() or bool(_STATION.search(name))


def read_dateline(paragraph: str) -> tuple[str | None, str | None]:
    """Return the place and the day of the dateline that a paragraph begins with.

    >>> read_dateline("Bad Orlach (nba) - Die Brücke ist gesperrt.")
    ('Bad Orlach', None)
    """
    found = find_dateline(paragraph)
    return (found.place or None, found.day) if found else (None, None)


def find_day(text: str) -> str | None:
    """Return the first full date of a line in ISO 8601, None if it has none of one reading.

    Only the beginning of a long line is looked at.

    >>> find_day("Published 7th October 2019, 10 am"), find_day("3/4/2019")
    ('2019-10-07', None)
    """
    return next(iter(full_dates(text[:MAX_DATE_CHARACTERS])), None)


def full_dates(text: str) -> list[str]:
    """Return the full dates of a text in ISO 8601, in their order, but none with two readings."""
    return [day for _, day in _dates(normalize("NFC", text))]


def _dates(text: str) -> list[tuple[int, str]]:
    """Return the offset and the day of each full date of one reading, in their order."""
    if not _YEAR.search(text):
        return []
    found = [
        (match.start(), day)
        for pattern, read in (
            (_NUMBER_DATE, _numeric_day),
            (_SPACELESS_DATE, lambda match: iso_day(*map(int, match.groups()))),
            (_NAMED_DATE, _named_day),
        )
        for match in pattern.finditer(text)
        if (day := read(match))
    ]
    return sorted(found)


def day_of_date(stated: str) -> str | None:
    """Return the day that the date of a document states, in ISO 8601; None if it is not clear.

    No document is of a year beyond `_YEARS`, or of a day that stands for none, like that on which
    the time of Unix begins.

    >>> day_of_date("2019-10-08T09:30Z"), day_of_date("Tue, 08 Oct 2019 10:00:00 GMT")
    ('2019-10-08', '2019-10-08')
    >>> day_of_date("2019-13-45"), day_of_date("3/4/2019")
    (None, None)
    >>> day_of_date("Thu, 01 Jan 1970 00:00:00 GMT")
    """
    try:
        given = date.fromisoformat(stated[:10])
        day = given.isoformat() if given.year < _YEARS.stop else None
    except ValueError:
        day = find_day(stated)
    return None if day in _NO_DAYS else day


def is_day(text: str) -> bool:
    """Return whether a text is only a day and a month, perhaps with a weekday, year or time.

    >>> is_day("4 October."), is_day("Tuesday, Oct. 4, 2022:"), is_day("Rain in October.")
    (True, True, False)
    """
    words = [word.strip(".,:;()").casefold() for word in text.split()]
    months = [word for word in words if word in _months()]
    days = [word for word in words if word[:1].isdigit()]
    return len(months) == 1 and len(days) >= 1 and len(words) - len(days) <= 2


def _names_month(head: str) -> bool:
    return any(word.strip(".,").casefold() in _months() for word in head.split())


def _all_capital(place: str) -> bool:
    return all(word[0].isupper() for word in place.split())


def _is_place(place: str, *, sure: bool) -> bool:
    """Return whether this can be the place of a dateline; an agency or a day makes it sure."""
    words = place.split()
    small = sum(word[0].islower() for word in words)
    if not words or len(words) > 8 or place[0].islower() or 2 * small >= len(words):
        return False
    first = words[0].rstrip(",")
    return sure or (len(first) > 2 and first.isupper())


def _without_day(head: str) -> str:
    """Return the place that a dateline begins with, without the day behind it."""
    parts = head.split(",")
    for number, part in enumerate(parts):
        words = [word.strip(".").casefold() for word in part.split()]
        if any(map(str.isdigit, part)) or (words and words[0] in _months()):
            return ",".join(parts[:number]).strip()
    return head.strip(" ,")


def _numeric_day(match: re.Match[str]) -> str | None:
    if match["year"]:
        return iso_day(int(match["year"]), int(match["month"] or match["m"]), int(match["day"]))
    first, second, year = int(match["first"]), int(match["second"]), int(match["last"])
    if match["mark"] == "." or first > 12 or first == second:
        return iso_day(year, second, first)
    return iso_day(year, first, second) if second > 12 else None  # 3/4 has two readings


def _named_day(match: re.Match[str]) -> str | None:
    name = match["month"] or match["name"]
    month = _months().get(name.casefold())
    if month is None:
        return None
    return iso_day(int(match["year"] or match["end"]), month, int(match["day"] or match["number"]))


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return a day from 1800 to 2099 in ISO 8601; None if there is no such day."""
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Return name or abbreviation of a month, in the languages of the package -> its number."""
    table: dict[str, str] = json.loads(read_data("months.json"))
    return {name: int(number) for number, names in table.items() for name in names.split(", ")}


@cache
def _other_days(key: str) -> frozenset[str]:
    """Words before a date that is not the day on which a text was written, of all languages.

    Args:
        key: `other_days` for those that count anywhere before it, `other_days_next` for those that
            count directly before it: Polish `do` is no sign in `Praia do Rosa`.
    """
    by_language: dict[str, list[str]] = json.loads(read_data("edge_cues.json"))[key]
    return frozenset(word for words in by_language.values() for word in words)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(json.loads(read_data("edge_cues.json"))["agencies"])


class Heading(NamedTuple):
    """What the head of a text says about the text; None for what it does not say.

    Attributes:
        title: Its headline.
        place: Where it was written: `TINDALO, Philippines`.
        day: When it was written, in ISO 8601: `2019-10-07`.
    """

    title: str | None = None
    place: str | None = None
    day: str | None = None


def read_heading(text: str) -> Heading:
    r"""Return what the head of a text says about it.

    The title is the first line, if it is a headline: it stands apart, no sentence ends in it, it
    names no account of a network, it is no dateline, no line below it comes again, as in a menu,
    and the text comes back to one of its words. The day is that of a line with nothing but a date
    and perhaps a name or a place, or that of a dateline,
    `PLACE, DAY (AGENCY) - `, at the beginning of a paragraph. A date without a year, or one that
    has two readings, is none.

    >>> read_heading("Ferry sinks\n\nTINDALO, Oct. 7, 2019 (IBP) - A ferry sank on Monday.")
    Heading(title='Ferry sinks', place='TINDALO', day='2019-10-07')
    """
    lines = list(_head_lines(text))
    title = _title(text, lines)
    place = day = None
    for start, line in lines:
        if line.strip(_AROUND_TITLE) == title:
            continue
        is_end = start + len(line) >= len(text.rstrip())
        found_place, found_day = read_dateline(line)
        place = place or found_place
        day = day or found_day or (None if is_end else _day_of_line(line))
        if place or len(line) > MAX_TITLE_CHARACTERS:
            break  # here the text begins
    return Heading(title, place, day)


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of the first lines that are not blank."""
    start = number = 0
    while start < len(text) and number < MAX_HEAD_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 1000)].strip()
        if line:
            yield start, line
            number += 1
        start = end + 1


def _title(text: str, lines: Sequence[tuple[int, str]]) -> str | None:
    """Return the first line if it is a headline of the text, else None."""
    if len(lines) > 2 and lines[0][1].isupper() and len(lines[0][1].split()) <= _MAX_LABEL_WORDS:
        lines = lines[1:]  # PRESS RELEASE
    below_it = [line for _, line in lines[1:] if any(map(str.isalnum, line))]
    if len(lines) < 2 or len({*below_it}) < len(below_it):
        return None  # a line that comes again, like "Read more", is of a menu
    (start, first), (second, _) = lines[:2]
    marked = _HEADING_MARK.match(first)
    title = (first[marked.end() :] if marked else first).strip(_AROUND_TITLE)
    below = text[start:second]
    underlined = _UNDERLINE.fullmatch(lines[1][1])
    if not (marked or underlined or below.count("\n") >= 2):
        return None
    if not 2 <= len(title) <= MAX_TITLE_CHARACTERS or find_day(title) == title:
        return None
    ends_as_sentence = title[-1] in CLOSING_MARKS and title[-1] not in QUESTION_MARKS + "!！"
    if title[-1] in ":：,;" or ends_as_sentence or not _is_prose(title):
        return None
    if _is_dateline(title):
        return None
    if _ends_inside(title) or ("@" in title and _ACCOUNT.search(title)):
        return None  # the text of a picture and who made it, or the head of a post
    rest = text[second : second + 20_000].casefold()
    words = _TITLE_WORD.findall(title.casefold())
    return title if any(word[:6] in rest for word in words) else None


def _is_dateline(line: str) -> bool:
    """Return whether a line is nothing but a dateline: a place with an agency or a day."""
    found = find_dateline(f"{line.rstrip(f' {DASHES}')} - X")
    if found is None or not (found.agency or found.is_dated):
        return False
    return found.is_dated or found.place.isupper() or len(found.place.split()) == 1


def _ends_inside(line: str) -> bool:
    """Return whether a sentence ends inside a line, or before brackets at its end.

    It does behind a word that is no abbreviation, like that of what is counted (`30 mil. Kč`), and
    before a capital; or where a quotation ends.
    """
    if "." not in line[:-1] and "。" not in line:
        return False
    if _WITH_CREDIT.search(line):
        return True
    for stop in _FULL_STOP.finditer(line):
        least = _MIN_WHOLE if stop["word"].islower() else _MIN_WHOLE_WITH_CAPITAL
        is_whole = len(stop["word"]) >= least and not (stop["before"] or "")[:1].isdigit()
        if stop["quote"] or (is_whole and stop["next"].isupper()):
            return True
    return False


def _is_prose(line: str) -> bool:
    letters = sum(map(str.isalpha, line)) + sum(map(str.isspace, line))
    return letters >= _MIN_LETTERS * len(line) and not ("\t" in line or _MARKUP.search(line))


def _day_of_line(line: str) -> str | None:
    """Return the day of a line that has a date and no sentence.

    A date behind a word like `Born` or `Deadline` is another one than that of the text.
    """
    if len(line) > MAX_DATE_LINE_CHARACTERS:
        return None
    whole = normalize("NFC", line)
    found = _dates(whole)
    words = line.split()
    is_sentence = len(words) > 6 and line[-1] in CLOSING_MARKS
    if not found or is_sentence or len(words) > 16 or _MARKUP.search(line):
        return None
    start, day = found[0]
    before = _WORD.findall(whole[:start].casefold())
    is_other = not (
        _other_days("other_days").isdisjoint(before)
        and _other_days("other_days_next").isdisjoint(before[-1:])
    )
    return None if is_other or "†" in whole[:start] else day
