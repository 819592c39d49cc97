"""Subtitles and captions (WebVTT, SubRip, SBV): the spoken words.

The three formats share their grammar: a line of times, then lines of text. The parser is here
because webvtt-py refuses a file without its header or first number, and drops damaged cues without
a word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from multisumm.characters import CLOSING_MARKS, SPACELESS
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode

PAUSE = 2.0
"""Seconds of silence after which a paragraph may end."""

LONG_PAUSE = 5.0
"""Seconds of silence after which a paragraph ends even if no sentence does, as below a title."""

SHORT_PAUSE = 0.7
"""Seconds of silence after which a line ends in a text without closing marks."""

MAX_UNMARKED_WORDS = 40
"""Words after which a line ends at the next cue in a text without closing marks."""

MIN_SENTENCES = 0.02
"""Closing marks for each word, at least, in a text that has sentences."""

MIN_ROLLING = 0.5
"""Share of the cues that begin with words of the cue before, from which captions are rolling."""

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}"
_TIMES = re.compile(
    rf"\s*({_CLOCK}(?:[.,]\d{{1,3}})?)\s*-+>\s*({_CLOCK}(?:[.,]\d{{1,3}})?)(?:\s.*)?"
    rf"|\s*({_CLOCK}\.\d{{1,3}}),({_CLOCK}\.\d{{1,3}})\s*"
)
_TIME = re.compile(r"\d:\d\d")
_DAMAGED_TIMES = re.compile(r"\s*+\d{1,4}:\d\d\S{0,12},\d{1,4}:\d\d\S{0,12}\s*+")
_BEGINNING = re.compile(
    rb"WEBVTT(?:[ \t\r\n]|\Z)|(?:\d{1,6}\s*\n)?\s*(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
    rb"(?:[ \t]*-+>[ \t]*|,)(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
)
_VOICE = re.compile(r"<v(?:\.[^ \t<>]*+)?[ \t]++([^<>]*+)>")
_TAG = re.compile(r"</?[A-Za-z](?:[^<>\"]|\"[^\"]*\")*>|</?[\d:.]+>|\{\\[^{}]*\}")
_SOUND = re.compile(r"[-–>\s]*+(?>(?:\[[^\[\]]*+\]|\([^().!?]{0,40}\)|[♪♫\s])*):?\s*+")
_SOUND_AFTER = re.compile(r"(?<=[.!?…。！？])\s*\[[^\[\]]*\]\s*\Z")
_TURN = re.compile(r"\s*(?:(>{2,})|[-–—](?:\s|(?=[^\W\d]|[\"'“«¿¡])))\s*")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’()-]*)(?: [^\W\d_][\w.'’()-]*){0,3}(?::(?=\s|\Z)|：)")
_BLANKS = re.compile(r"[ \t]+")
_UNSPOKEN = dict.fromkeys(map(ord, "♪♫\u200e\u200f"))
_SPACELESS = re.compile(rf"[{SPACELESS}\u3000-\u303f\uff00-\uffef]")


class Cue(NamedTuple):
    """The lines that are shown from one time to another, in seconds."""

    start: float
    end: float
    lines: tuple[str, ...]


class _Said(NamedTuple):
    """Words that are said without a break, and the silence before them.

    Attributes:
        text: The words.
        is_turn: Whether another speaker begins.
        pause: Seconds of silence before them.
    """

    text: str
    is_turn: bool
    pause: float


def begins_as_subtitles(data: bytes) -> bool:
    """Return whether data begins like WebVTT, SubRip or SBV."""
    return _BEGINNING.match(data) is not None


def read_subtitles(payload: Payload) -> Content:
    """Return the one document of a file of subtitles.

    Its text is what is said: without times, numbers, styles, notes, sounds (`[Music]`) and repeated
    lines of rolling captions. Cues are joined by a space. A new speaker begins a paragraph, with
    the name before a colon where the file has it. A pause also ends a paragraph if a sentence ends
    there, and a long one in any case. In captions without closing marks, a paragraph ends at each
    short pause, and at the first cue after `MAX_UNMARKED_WORDS` words.

    Raises:
        InputError: The file has no times, or nothing is said in it.
    """
    decoded = decode(payload.data, payload.name, declared=payload.charset)
    cues = parse_cues(decoded.text)
    if not cues:
        raise payload.error("no subtitles in it: no line has the times of a cue")
    text = join_cues(cues)
    if not text:
        raise payload.error("nothing is said in these subtitles")
    document = Document("", text, url=payload.url, kind="subtitles")
    return Content((document,), decoded.notes)


def parse_cues(text: str) -> list[Cue]:
    r"""Return the cues of a file in its order.

    The line above the times (a number or name of the cue) and blocks without times (the header,
    notes, styles) are not part of a cue. Blank lines do not end a cue of SubRip as long as no other
    cue begins; in WebVTT they do. A cue with damaged times begins where the one before ends.

    >>> parse_cues("1\n00:00:01,000 --> 00:00:02,500\nIt is\nopen.\n")
    [Cue(start=1.0, end=2.5, lines=('It is', 'open.'))]
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    is_webvtt = lines[0].lstrip("\ufeff").startswith("WEBVTT")
    cues: list[Cue] = []
    times: tuple[float, float] | None = None
    shown: list[str] = []
    for line in lines:
        begins = _cue_times(line, cues[-1].end if cues else 0.0)
        if begins:
            if times:
                cues.append(Cue(*times, tuple(_without_number(shown))))
            times, shown = begins, []
        elif times and is_webvtt and line == "" and any(map(str.strip, shown)):
            # A line with nothing but a space is part of a caption of YouTube.
            cues.append(Cue(*times, tuple(_visible(shown))))
            times = None
        elif times:
            shown.append(line)
    if times:
        cues.append(Cue(*times, tuple(_visible(shown))))
    return cues


def _cue_times(line: str, end: float) -> tuple[float, float] | None:
    """Return the times of a cue, None for any other line; damaged times are the end before."""
    if match := _TIMES.fullmatch(line):
        start, stop = (group for group in match.groups() if group)
        return _seconds(start), _seconds(stop)
    damaged = ("-->" in line and _TIME.search(line)) or _DAMAGED_TIMES.fullmatch(line)
    return (end, end) if damaged else None


def _without_number(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a cue without the number of the next one, right above its times."""
    return _visible(lines[:-1] if lines and lines[-1].strip().isdecimal() else lines)


def _visible(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line.strip())


def _seconds(time: str) -> float:
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def join_cues(cues: Sequence[Cue]) -> str:
    """Return the text of cues, as `read_subtitles` describes it."""
    said = list(_spoken(_without_repetitions(cues)))
    words = sum(len(part.text.split()) for part in said)
    ends = sum(part.text.count(mark) for part in said for mark in ".!?…。！？؟।")
    has_sentences = ends >= MIN_SENTENCES * words
    paragraphs: list[list[str]] = []
    for part in said:
        if not paragraphs or _breaks(paragraphs[-1], part, has_sentences):
            paragraphs.append([part.text])
        else:
            paragraphs[-1] += (_separator(paragraphs[-1][-1], part.text), part.text)
    return "\n\n".join("".join(parts) for parts in paragraphs)


def _breaks(before: Sequence[str], part: _Said, has_sentences: bool) -> bool:
    """Return whether the paragraph of these parts ends before some words."""
    if part.is_turn or part.pause >= LONG_PAUSE:
        return True
    if has_sentences:
        return part.pause >= PAUSE and before[-1][-1] in CLOSING_MARKS
    if part.pause >= SHORT_PAUSE or len(before) > 2 * MAX_UNMARKED_WORDS:
        return True
    return sum(len(text.split()) for text in before) >= MAX_UNMARKED_WORDS


def _without_repetitions(cues: Sequence[Cue]) -> list[Cue]:
    """Return cues of plain text, without what rolling captions show again.

    Captions are rolling if `MIN_ROLLING` of the cues begin with the words at the end of the cue
    before. Words are compared, so it makes no difference whether a line moves up or grows. A cue
    with nothing new has no lines.
    """
    plain = [cue._replace(lines=tuple(_visible(map(_strip_tags, cue.lines)))) for cue in cues]
    plain = [cue for cue in plain if cue.lines]
    words = [" ".join(cue.lines).split() for cue in plain]
    repeated = [_overlap(before, own) for before, own in zip([[], *words], words, strict=False)]
    rolling = sum(number > 0 for number in repeated)
    if rolling < 2 or rolling < MIN_ROLLING * (len(plain) - 1):
        return _with_names(plain)
    return [
        cue._replace(lines=tuple(_drop_words(cue.lines, number)))
        for cue, number in zip(plain, repeated, strict=True)
    ]


def _overlap(before: Sequence[str], own: Sequence[str]) -> int:
    """Return the largest number of words that end the one list and begin the other."""
    # As in the search of Knuth, Morris and Pratt: `matched` words of `own` end at each place.
    fallback = [0] * len(own)
    for place in range(1, len(own)):
        fallback[place] = _advance(own, fallback, fallback[place - 1], own[place])
    matched = 0
    for word in before[-len(own) :] if own else ():
        matched = _advance(own, fallback, matched, word)
    return matched


def _advance(own: Sequence[str], fallback: Sequence[int], matched: int, word: str) -> int:
    while matched and (matched == len(own) or own[matched] != word):
        matched = fallback[matched - 1]
    return matched + (own[matched] == word)


def _drop_words(lines: Iterable[str], number: int) -> Iterator[str]:
    """Yield lines without the first words; no line is empty."""
    for line in lines:
        words = line.split()
        if number < len(words):
            yield " ".join(words[number:])
        number = max(0, number - len(words))


def _strip_tags(line: str) -> str:
    """Return a line as it is shown, with a speaker `<v Ana>` as `>>Ana:`."""
    voiced = _VOICE.sub(lambda voice: f">>{' '.join(voice[1].split())}: ", line)
    shown = html.unescape(_TAG.sub("", voiced)).translate(_UNSPOKEN)
    return _SOUND_AFTER.sub("", _BLANKS.sub(" ", shown)).strip("\t \u200b\ufeff")


def _with_names(cues: list[Cue]) -> list[Cue]:
    """Return cues with `Ana: So we` for a line `Ana` above a line `So we`, as Teams writes them.

    The first lines are names if each cue has one, none ends like a sentence, and some come again.
    """
    names = [cue.lines[0] for cue in cues]
    if len(set(names)) == len(names) or not all(
        len(cue.lines) > 1 and len(name.split()) <= 4 and name[0].isupper() and name[-1].isalnum()
        for cue, name in zip(cues, names, strict=True)
    ):
        return cues
    return [
        cue._replace(lines=(f">>{name}: {cue.lines[1]}", *cue.lines[2:]))
        for cue, name in zip(cues, names, strict=True)
    ]


def _spoken(cues: Iterable[Cue]) -> Iterator[_Said]:
    """Yield what is said in each line of the cues.

    A name of a speaker who goes on is left out. A dash or a name begins a turn only where the line
    before ends like a sentence.
    """
    end, speaker, before = 0.0, "", "."
    for cue in cues:
        pause = cue.start - end
        for line in cue.lines:
            turn = _TURN.match(line)
            may_turn = before[-1] in CLOSING_MARKS or bool(turn and turn[1])
            words = line[turn.end() :] if turn and may_turn else line
            name = _NAME.match(words) if may_turn and not words[:1].islower() else None
            said = words[name.end() :] if name else words
            if _SOUND.fullmatch(said) or not said.strip():
                continue
            goes_on = name is not None and name[0] == speaker
            if name or turn:
                speaker = name[0] if name else speaker if not may_turn else ""
            text = said.strip() if goes_on else words.strip()
            yield _Said(text, may_turn and not goes_on and bool(name or turn), pause)
            before, pause = text, 0.0
        end = max(end, cue.end)


def _separator(before: str, text: str) -> str:
    """Return what stands between two lines: nothing in scripts without spaces."""
    return "" if _SPACELESS.match(before[-1]) and _SPACELESS.match(text) else " "
