"""The lines by which programs for mail mark what is quoted, forwarded or added, in many languages.

`data/mail_markers.json` has the words. Each function looks at a line or two and says what it is;
`mail_passages.py` decides what follows from it. No expression is applied to more than a few
thousand characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from multisumm.resources import read_data

MAX_LINE = 400
"""A longer line, or longer lines together, are no mark of a mail program."""

MAX_HEADER_LINES = 40
"""Limit for the lines of a header block inside a mail."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
                                    "\u2068\u2069\ufeff"))  # fmt: skip
_MARK = re.compile(r"[ \t]{0,3}(?:>|[A-Z]{2,3}>(?=\s))")
_DATE = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}\s?[:.h時时点시]\s?\d{2}")
_ADDRESS = re.compile(r"[^\s<>@]{1,200}@[^\s<>@]{1,200}")
_ADDRESS_LAST = re.compile(r"[<(\[]\s?(?:mailto:)?[^\s<>@]{1,200}@[^\s<>@]{1,200}\s?[>)\]]+$")
_NAME_FIRST = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ]\S* ){1,4}[^\W\d_]{4,12} (?:[a-z]{1,4} )?[\d(]")
"""A name, a verb and a date: `Ana Reyes wrote on 4 March`."""

_PARTICLES = ("da", "de", "del", "den", "der", "di", "la", "van", "von")
_ZONES = ("AM", "PM", "CET", "CEST", "MEZ", "MESZ", "UTC", "GMT", "EST", "EDT", "PST", "PDT", "BRT")
_NOTES_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?\Z")
_NOTES_LINE = re.compile(rf"(.{{2,80}}) on ({_NOTES_DATE.pattern})")
_DAY_FIRST = re.compile(r"\d{1,4}\.?(?:[\s./,:年년-]|\Z)")
_RULE = re.compile(r"[-_=*#~—–]{5,}")
_SPACELESS = ("zh", "ja", "ko")
_NO_SENTENCE = (".", "!", "?", "…", "。", "！", "？")
_AFTER_WROTE = re.compile(
    r"[^\s\w]*[\dA-ZÀ-ÞĀ-ŽА-ЯΑ-Ω\u0590-\uffff].*|[^\w]+|\S+@\S+"
    r"|an|am|at|da|de|den|der|di|dne|dniu|du|el|folgendes|følgende|följande|godz\.?|het|kl\.?|la|le"
    r"|o|om|on|op|os|the|following|um|van|von|volgende|w"
)
"""A word between a verb of writing and the colon: of a name, a date or an address."""

_MAX_NOTICE_LINES = 60
_LAST_BRACKET = re.compile(r"\([^()]*\)\Z")
_HEADING = re.compile(
    r"\W*(?:confidentiality|privileged|legal|important|security|privacy|haftungs|vertraulich"
    r"|wichtiger|rechtlicher|avis|aviso|avvis|avvertenza|caution|warning|disclaimer|notice|hinweis"
    r"|warnung|achtung|attention|advertencia|achtung|varning|advarsel|uwaga|upozornění|внимание)\b"
    r"[^.!?]{0,40}\Z",
    re.IGNORECASE,
)
_ROUTINE = re.compile(
    r"scanned (?:for|by) .{0,40}(?:virus|malware|security|mimecast|messagelabs|proofpoint)"
    r"|virus[- ]free|checked (?:for viruses )?by (?:avast|avg)|auf viren (?:geprüft|überprüft)"
    r"|(?:consider|think (?:of|about)|respect) the environment|an die umwelt|(?:pensez|penser) à"
    r" l.environnement|medio ambiente antes|pensa all.ambiente|ao meio ambiente antes",
    re.IGNORECASE,
)

Divider = Literal["original", "forwarded"]


def plain_line(line: str) -> str:
    """Return a line without marks of direction, and with one space for white space."""
    return " ".join(line[: MAX_LINE + 1].translate(_INVISIBLE).split())


def is_quoted(line: str) -> bool:
    """Return whether a line begins with `>`, perhaps after the initials of a writer (`TS>`)."""
    return _MARK.match(line) is not None


def without_mark(line: str) -> str:
    """Return a quoted line without its first `>` and one space behind it."""
    mark = _MARK.match(line)
    return line[mark.end() :].removeprefix(" ") if mark else line


def is_rule(line: str) -> bool:
    """Return whether a line is drawn: five or more of `-_=*#~` and nothing else."""
    return _RULE.fullmatch(plain_line(line).replace(" ", "")) is not None


def parse_header(line: str) -> tuple[str, str] | None:
    """Return the field and the value of a header inside a mail, in any of the languages.

    The fields are `sender`, `date`, `to`, `copy` and `subject`.

    >>> parse_header("*Gesendet:* Montag, 4. März 2024 09:12")
    ('date', 'Montag, 4. März 2024 09:12')
    """
    text = line[: 4 * MAX_LINE].translate(_INVISIBLE).replace("：", ":")
    head, colon, value = text.partition(":")
    if not colon or len(head) > 40:
        return None
    field = _labels().get(" ".join(head.strip(" \t\xa0*_").split()).casefold())
    return None if field is None else (field, " ".join(value.strip(" \t\r\n*_").split()))


def parse_header_block(lines: Sequence[str], start: int) -> tuple[dict[str, str], int]:
    """Return the headers that stand from a line on, and the index behind them.

    There are none (and the index is `start`) unless there are two or more, with a sender or a date,
    and with a subject, an address, or a time of day below the sender: `From: Berlin` above
    `To: Paris` is no header of a mail. A header may go on in the next two lines if another header
    follows. Its value may stand on the next line, as cells of a table do.
    """
    headers, end = _parse_notes_head(lines, start)
    index, is_table = end, False
    while index < min(len(lines), start + MAX_HEADER_LINES):
        header = parse_header(lines[index])
        if header is not None:
            field, value = header
            if not value and _has_value_below(lines, index, is_table=is_table):
                index += 1
                value, is_table = plain_line(lines[index]), True
            headers.setdefault(field, value)
            end = index + 1
        elif index - end >= 2 or end == start:
            break
        index += 1
    known = headers.keys() & {"sender", "date"} and len(headers) > 1
    sure = "subject" in headers or any(
        _ADDRESS.search(line[:MAX_LINE]) for line in lines[start:end]
    )
    timed = [*headers][:2] == ["sender", "date"] and _CLOCK.search(headers["date"][:MAX_LINE])
    return (headers, end) if known and (sure or timed) else ({}, start)


def begins_header_block(lines: Sequence[str], index: int) -> bool:
    """Return whether headers may begin at a line; `parse_header_block` makes sure."""
    return parse_header(lines[index]) is not None or bool(_parse_notes_head(lines, index)[0])


def _parse_notes_head(lines: Sequence[str], start: int) -> tuple[dict[str, str], int]:
    """Return the writer and the date that Lotus Notes puts above `To:`, and the index behind them.

    They stand on a line each, or on one with `on` between.
    """
    head = [plain_line(line) for line in lines[start : start + 5]]
    if len(head) < 2 or len(head[0]) > 120:
        return {}, start
    on_one_line = _NOTES_LINE.match(head[0])
    if on_one_line is not None:
        sender, date, end = on_one_line[1], on_one_line[2], 1
    elif head[0] and _NOTES_DATE.match(head[1]):
        sender, date, end = head[0], head[1], 2
    else:
        return {}, start
    fields = [header[0] for header in map(parse_header, head[end : end + 3]) if header]
    return ({"sender": sender, "date": date}, start + end) if "to" in fields else ({}, start)


def _has_value_below(lines: Sequence[str], index: int, *, is_table: bool) -> bool:
    """Return whether the next line is the value of a header that has none on its own line."""
    below = [*lines[index + 1 : index + 3], "", ""]
    if not below[0].strip() or parse_header(below[0]) is not None:
        return False
    return is_table or parse_header(below[1]) is not None


def match_divider(line: str) -> Divider | None:
    """Return what a dividing line is above: the `original` of a reply, or a `forwarded` mail.

    >>> match_divider("-----Ursprüngliche Nachricht-----")
    'original'
    >>> match_divider("Début du message transféré :")
    'forwarded'
    """
    text = plain_line(line)
    if not text or len(text) > 160:
        return None
    bare = text.strip("-_=*—–:： ").casefold()
    kind = _dividers().get(bare)
    if kind is None and bare.startswith(_starts_of_forwards()):
        kind = "forwarded"  # `Forwarded by Ana on 4 March`
    is_drawn = text.startswith(("--", "__", "==", "**", "—", "–"))
    is_line = is_drawn or (kind == "forwarded" and text.endswith((":", "：")))
    return kind if is_line and bare != text.casefold() else None


def is_attribution(text: str, *, is_reply: bool) -> bool:
    """Return whether a text like `On 4 March 2024 at 9:12, Ana wrote:` introduces a quotation.

    Args:
        text: One line, or several lines joined.
        is_reply: Whether the mail is a reply; in others, the time or an address must stand there.
    """
    text = plain_line(text)
    bare = text.strip("-_*— ")
    ends = bare.endswith((":", "："))
    if not bare.strip(":：") or len(text) > MAX_LINE or (bare == text and not ends):
        return False
    bare = bare.rstrip(":： ")
    if _ADDRESS_LAST.search(bare) and (begins_attribution(bare) or _CLOCK.search(bare)):
        return True
    if not _has_wrote(bare):
        return False
    is_drawn = text.startswith("--") and text.endswith("--")
    if is_drawn or _ADDRESS.search(bare):
        return True
    is_sure = is_reply or _CLOCK.search(bare) is not None
    begins = begins_attribution(bare) or _NAME_FIRST.match(bare) is not None
    return is_sure and _DATE.search(bare) is not None and begins


def begins_attribution(text: str) -> bool:
    """Return whether a text begins as an attribution does: with `On`, `Am`, a date and so on."""
    bare = plain_line(text).strip("-_*— ")
    return _DAY_FIRST.match(bare) is not None or _begins().match(bare) is not None


def writer_of(attribution: str) -> str:
    """Return the name in `On 4 March 2024, Ana Reyes <ana@example.org> wrote:`; "" if unsure.

    The name is the last words before the address that do not begin with a small letter.
    """
    text = re.sub("[，、]", ", ", plain_line(attribution)).replace(" via ", " <")
    before, bracket, _ = text.partition("<")
    name: list[str] = []
    for word in reversed(before.split() if bracket else []):
        bare = word.strip("\"'(“”„")
        is_name = bare[:1].isalpha() and (not bare[0].islower() or bare in _PARTICLES)
        if not is_name or word.endswith((",", "،", ":")) or "/" in word or bare in _not_names():
            break
        name.insert(0, bare)
    while name and name[0] in _PARTICLES:
        name.pop(0)
    return " ".join(name)


def _has_wrote(text: str) -> bool:
    """Return whether a verb of writing stands at the end, before a name or a date at most."""
    return any(
        all(map(_AFTER_WROTE.fullmatch, words))
        or (len(words) <= 14 and _CLOCK.search(behind) and _ADDRESS.search(text))
        for verb in _wrote().finditer(text)
        for behind in [_LAST_BRACKET.sub("", text[verb.end() :])]
        for words in [behind.split()]
    )


def split_at_attribution(line: str) -> tuple[str, str]:
    """Return a line as the words of the sender and the attribution behind them, "" if none.

    >>> split_at_attribution("I will. On Wed, Apr 4, 2012 at 3:59 PM, bob@example.org wrote:")
    ('I will.', 'On Wed, Apr 4, 2012 at 3:59 PM, bob@example.org wrote:')
    """
    is_mixed = line.rstrip().endswith((":", "：")) and not begins_attribution(line)
    if len(line) <= MAX_LINE and is_mixed:
        for begin in _begins().finditer(line):
            behind = line[begin.start() :]
            if begin.start() and _DATE.search(behind) and is_attribution(behind, is_reply=False):
                return line[: begin.start()].rstrip(" -"), behind.strip()
    return line, ""


def introduces_marked_lines(above: str, last: str) -> int:
    """Return how many of two lines above quoted lines introduce them: 0, 1 or 2.

    Where quoted lines follow, a date or a verb of writing before a colon is enough.
    """
    above, last = plain_line(above), plain_line(last)
    if last[:1].isdigit() and _ADDRESS_LAST.search(last[:MAX_LINE]):
        return 1
    if not last.endswith((":", "：")) or len(last) > MAX_LINE or len(above) > MAX_LINE:
        return 0
    if _DATE.search(above) and not above.endswith((*_NO_SENTENCE, ":", ";")):
        return 2
    return 1 if _DATE.search(last) or "@" in last or _has_wrote(last.rstrip(":： ")) else 0


def is_device_line(line: str) -> bool:
    """Return whether a device added this line: `Sent from my iPhone`."""
    text = plain_line(line).strip("*_-—– ")
    is_sentence = text.endswith(_NO_SENTENCE) and ("," in text or text.count(" ") > 10)
    if not text or len(text) > 90 or is_sentence:
        return False
    return _device().match(text) is not None


def is_list_footer(lines: Sequence[str]) -> bool:
    """Return whether lines are what a mailing list adds below a mail: how to leave it.

    It names the list or how to leave it, below a drawn line, at its beginning beside an address, or
    twice beside an address. A sentence on a mailing list does not.
    """
    text = " ".join(map(plain_line, lines[:8])).casefold()[: 2 * MAX_LINE]
    places = [text.find(cue) for cue in _words("list_footers")]
    found = [place for place in places if place >= 0]
    if found and (is_rule(lines[0]) or plain_line(lines[0]) in ("--", "—")):
        return True
    addressed = "http" in text or "www." in text or _ADDRESS.search(text) is not None
    return addressed and bool(found) and (len(found) > 1 or min(found) < 12)


def notice_start(lines: Sequence[str]) -> int | None:
    """Return the index of the line at which the notice of a paragraph begins, None without one.

    A notice is about the secrecy of the mail, about printing it, or about a scan for viruses. It
    ends the paragraph.
    """
    for index in range(max(0, len(lines) - _MAX_NOTICE_LINES), len(lines)):
        line = lines[index][: 4 * MAX_LINE].casefold()
        if not (
            _ROUTINE.search(line) or any(word in line for word in _words("notices", "confidential"))
        ):
            continue
        start = index
        while start and index - start < 3 and _begins_notice(lines[start - 1]):
            start -= 1
        text = " ".join(" ".join(lines[start : index + 10]).split())[: 10 * MAX_LINE]
        if _is_notice(text.casefold()):
            return start
    return None


def _begins_notice(line: str) -> bool:
    """Return whether a line above one on secrecy is of the same notice."""
    text = plain_line(line)
    goes_on = bool(text) and not text.endswith((*_NO_SENTENCE, ":", ","))
    names_mail = any(word in text.casefold() for word in _words("notices", "message"))
    return is_heading_of_notice(line) or (goes_on and names_mail)


def _is_notice(text: str) -> bool:
    """Return whether a text names the mail, a secret and a receiver, or is on paper or viruses."""
    groups = (_words("notices", name) for name in ("message", "confidential", "recipient"))
    return all(any(word in text for word in words) for words in groups) or (
        len(text) < 200 and _ROUTINE.search(text) is not None
    )


def is_heading_of_notice(line: str) -> bool:
    """Return whether a line is a heading like `Confidentiality notice:`."""
    return len(line) < 80 and _HEADING.match(plain_line(line).rstrip(":*_")) is not None


def is_banner(paragraph: str) -> bool:
    """Return whether a server put this paragraph above a mail: it came from outside."""
    text = " ".join(paragraph[:MAX_LINE].split()).casefold()
    return len(paragraph) < MAX_LINE and any(cue in text for cue in _words("notices", "banner"))


def subject_kind(subject: str | None) -> Literal["reply", "forward"] | None:
    """Return what a subject says: `Re:` is a reply, `Fwd:` a forward, in many languages."""
    text = plain_line(subject or "")
    while text.startswith("[") and "]" in text:
        text = text.partition("]")[2].lstrip()
    prefix = re.split(r"[:：\[(]", text, maxsplit=1)[0].strip().casefold()
    if prefix == text.casefold():
        return None
    if prefix in _words("reply_subjects"):
        return "reply"
    return "forward" if prefix in _words("forward_subjects") else None


@cache
def _markers() -> Mapping[str, Any]:
    markers: Mapping[str, Any] = json.loads(read_data("mail_markers.json"))
    return markers


@cache
def _words(*path: str) -> tuple[str, ...]:
    value: Any = _markers()
    for name in path:
        value = value[name]
    return tuple(word.casefold() for word in value)


def _phrases(field: str) -> Iterable[tuple[str, str]]:
    """Yield the language and the text of each phrase of a field."""
    for language, fields in _markers()["languages"].items():
        yield from ((language, phrase) for phrase in fields[field])


def _alternatives(field: str, *, before: str = "") -> re.Pattern[str]:
    """Return an expression for any phrase of a field; the longest fitting one is found."""
    spaced = [re.escape(phrase) for language, phrase in _phrases(field)
              if language not in _SPACELESS]  # fmt: skip
    spaceless = [re.escape(phrase) for language, phrase in _phrases(field)
                 if language in _SPACELESS]  # fmt: skip
    spaced.sort(key=len, reverse=True)
    spaceless.sort(key=len, reverse=True)
    words = rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"
    return re.compile(rf"{before}(?:{words}|{'|'.join(spaceless)})", re.IGNORECASE)


@cache
def _not_names() -> frozenset[str]:
    """Return words that stand before a name in an attribution."""
    fields = ("wrote", "sender", "begins")
    words = (word for field in fields for _, phrase in _phrases(field) for word in phrase.split())
    return frozenset(words).union(_ZONES)


@cache
def _labels() -> dict[str, str]:
    fields = ("sender", "date", "to", "subject", "copy")
    return {phrase.casefold(): field for field in reversed(fields) for _, phrase in _phrases(field)}


@cache
def _dividers() -> dict[str, Divider]:
    fields: tuple[Divider, ...] = ("forwarded", "original")
    return {phrase.casefold(): field for field in fields for _, phrase in _phrases(field)}


@cache
def _starts_of_forwards() -> tuple[str, ...]:
    ends = (" by", " von", " par", " por", " da", " door", " av")
    return tuple(f"{phrase.casefold()} " for _, phrase in _phrases("forwarded")
                 if phrase.casefold().endswith(ends))  # fmt: skip


@cache
def _wrote() -> re.Pattern[str]:
    return _alternatives("wrote")


@cache
def _begins() -> re.Pattern[str]:
    return _alternatives("begins")


@cache
def _device() -> re.Pattern[str]:
    ends = "|".join(re.escape(phrase) for _, phrase in _phrases("device"))
    begins = _alternatives("device").pattern
    return re.compile(rf"(?:.{{0,30}}(?:{ends})\Z|{begins}.{{0,60}}\Z)", re.IGNORECASE)
